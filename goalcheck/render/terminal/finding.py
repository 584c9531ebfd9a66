"""One finding at length on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.findings import Finding
from goalcheck.render.document.terminal import terminal_text
from goalcheck.render.sections.finding import finding_blocks
from goalcheck.report import Report
from goalcheck.sensitivity.robust import Robustness
from goalcheck.sensitivity.tipping import Tipping


def render_finding(
    report: Report,
    finding: Finding,
    *,
    paths: Sequence[str],
    width: int | None,
    color: bool,
    tipping: Tipping | None = None,
    robustness: Robustness | None = None,
) -> str:
    """The finding as text.

    Args:
        paths: the paths that the user named, for the commands that the text suggests.
        tipping: what would end it alone, where that was worked out.
        robustness: how surely conflicts stand, where that was worked out.
    """
    blocks = [*finding_blocks(report, finding, paths=paths, tipping=tipping, robustness=robustness)]
    return terminal_text(blocks, width=width, color=color)
