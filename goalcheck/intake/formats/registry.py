"""The formats, in the order in which they are asked; the tables take what nothing else has taken."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.intake.formats.archimate import ARCHIMATE
from goalcheck.intake.formats.causal_maps import CAUSAL_MAPS
from goalcheck.intake.formats.graphml import GRAPHML
from goalcheck.intake.formats.material import IntakeFormat
from goalcheck.intake.formats.okr_markdown import OKR_MARKDOWN
from goalcheck.intake.formats.okr_yaml import OKR_YAML
from goalcheck.intake.formats.pistar import PISTAR
from goalcheck.intake.formats.stratml import STRATML
from goalcheck.intake.formats.tables import TABLES


def formats() -> Iterator[IntakeFormat]:
    """The formats."""
    yield from (ARCHIMATE, STRATML, GRAPHML, PISTAR, CAUSAL_MAPS, OKR_YAML, OKR_MARKDOWN, TABLES)
