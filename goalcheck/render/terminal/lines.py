"""Open findings as a line each, file:line:column first, as editors, `grep` and people who read logs want them."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from goalcheck.findings import Finding
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.parts import NOWHERE, main_location, open_findings
from goalcheck.render.safe import for_terminal
from goalcheck.render.terminal.finding import render_finding
from goalcheck.render.words import LEVEL_STYLES, SHORT_FINGERPRINT, place
from goalcheck.report import Report

INDENT = 4


def render_lines(
    report: Report, *, paths: Sequence[str], width: int | None, color: bool, explained: bool = False
) -> str:
    """The open findings, worst first; nothing where there is none.

    Args:
        paths: what the user named.
        width: columns to break long texts at; the lines themselves are never broken.
        explained: whether each line is followed by its finding at length.
    """
    told = []
    for finding in open_findings(report):
        told.append(_line(report, finding, paths, color=color))
        if explained:
            room = width and width - INDENT
            long = render_finding(report, finding, paths=paths, width=room, color=color)
            told.append(indent(long, " " * INDENT) + "\n")
    return "".join(told)


def _line(report: Report, finding: Finding, paths: Sequence[str], *, color: bool) -> str:
    at = main_location(report, finding)
    if at is NOWHERE and paths:
        at = at._replace(file=paths[0])
    canvas = Canvas()
    canvas.line(
        Styled(f"{place(at)}:", "bold"),
        f" {finding.code} ",
        Styled(finding.level.value, LEVEL_STYLES[finding.level]),
        f": {for_terminal(str(finding.message))} ",
        Styled(f"[{finding.fingerprint[:SHORT_FINGERPRINT]}]", "dim"),
    )
    return canvas.text(width=None, color=color)
