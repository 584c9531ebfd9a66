"""One finding, or one conflict, at length on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.findings import Finding
from goalcheck.render.document.terminal import terminal_text
from goalcheck.render.sections.conflict_page import conflict_page_blocks
from goalcheck.render.sections.finding import finding_blocks
from goalcheck.report import Report
from goalcheck.sensitivity.conflict_page import ConflictPage


def render_finding(report: Report, finding: Finding, *, paths: Sequence[str], width: int | None, color: bool) -> str:
    """The finding as text.

    Args:
        paths: the paths that the user named, for the commands that the text suggests.
    """
    return terminal_text([*finding_blocks(report, finding, paths=paths)], width=width, color=color)


def render_conflict(page: ConflictPage, *, paths: Sequence[str], width: int | None, color: bool) -> str:
    """The conflict as text.

    Args:
        paths: as for a finding.
    """
    return terminal_text([*conflict_page_blocks(page, paths=paths)], width=width, color=color)
