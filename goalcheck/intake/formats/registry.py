"""The formats, in the order in which they are asked; the tables take what nothing else has taken."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.intake.formats.material import IntakeFormat
from goalcheck.intake.formats.tables import TABLES


def formats() -> Iterator[IntakeFormat]:
    """The formats."""
    yield TABLES
