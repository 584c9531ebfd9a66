"""Open conflicts and findings as lines, for people who read logs, editors and `grep`.

A conflict has a line, and below it a line for each of its hurters, with the place that declares the harm; a finding
that counts for itself has one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from goalcheck.conflict_messages import harm, headline
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.document.terminal import draw
from goalcheck.render.formats import FormatOptions, Style
from goalcheck.render.parts import NOWHERE, main_location
from goalcheck.render.remarks import HEADINGS, Remark, RemarkKind, sections
from goalcheck.render.results import Hurters, hurter_location, told_hurters
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.render.sections.pressure import conflict_at_length
from goalcheck.render.tally import open_tally
from goalcheck.render.terminal.finding import render_finding
from goalcheck.render.words import LEVEL_STYLES, SHORT_FINGERPRINT, coverage_headline, place
from goalcheck.report import Report
from goalcheck.source import Location

INDENT = 4


def render_lines(report: Report, options: FormatOptions) -> str:
    """The open conflicts and findings; where too little can be seen, that first."""
    found = open_tally(report)
    told = [f"{line}.\n" for line in (coverage_headline(report), *options.unmet) if line]
    told += (_remarks(kind, each, options) for kind, each in sections(options.remarks))
    told += (_conflict(report, each, options) for each in found.conflicts)
    told += (_finding(report, each, options) for each in found.findings)
    return "".join(told)


def _remarks(kind: RemarkKind, found: Sequence[Remark], options: FormatOptions) -> str:
    """The remarks of one kind, below their heading."""
    canvas = Canvas()
    canvas.line(Styled(f"{HEADINGS[kind]}:", "bold"))
    for each in found:
        at: list[Part] = [Styled(f"{place(each.location)}:", "bold"), " "] if each.location else []
        level = Styled(each.level.value, LEVEL_STYLES[each.level])
        canvas.line(*at, level, f": {for_terminal(each.text, most=MAX_SENTENCE)}", indent=INDENT)
        for detail in each.details:
            canvas.line(for_terminal(detail, most=MAX_SENTENCE), indent=2 * INDENT)
    return canvas.text(width=None, color=options.color)


def _conflict(report: Report, conflict: Conflict, options: FormatOptions) -> str:
    canvas = Canvas()
    said = for_terminal(str(headline(report.organization, conflict)))
    canvas.line(
        *_head(conflict.code, conflict),
        f"{said} (pressure {conflict.open_pressure:.2f}) ",
        _fingerprint(conflict.fingerprint),
    )
    _draw_hurters(canvas, report, conflict, options.paths, options.hurters)
    text = canvas.text(width=None, color=options.color)
    if options.style is not Style.EXPLAINED:
        return text
    long = Canvas()
    draw(long, [*conflict_at_length(report, conflict)], indent=INDENT)
    return text + long.text(width=options.width, color=options.color)


def _draw_hurters(
    canvas: Canvas, report: Report, conflict: Conflict, paths: Sequence[str], hurters: Hurters | None
) -> None:
    for hurter in told_hurters(conflict, hurters):
        at = _named(hurter_location(report, hurter), paths)
        said = for_terminal(str(harm(report.organization, conflict, hurter)))
        canvas.line(Styled(f"{place(at)}:", "bold"), f" {said}", indent=INDENT)


def _finding(report: Report, finding: Finding, options: FormatOptions) -> str:
    at = _named(main_location(report, finding), options.paths)
    canvas = Canvas()
    canvas.line(
        Styled(f"{place(at)}:", "bold"),
        " ",
        *_head(finding.code, finding),
        f"{for_terminal(str(finding.message))} ",
        _fingerprint(finding.fingerprint),
    )
    text = canvas.text(width=None, color=options.color)
    if options.style is not Style.EXPLAINED:
        return text
    room = options.width and options.width - INDENT
    long = render_finding(report, finding, paths=options.paths, width=room, color=options.color)
    return text + indent(long, " " * INDENT) + "\n"


def _head(code: str, told: Conflict | Finding) -> tuple[Part, ...]:
    return f"{code} ", Styled(told.level.value, LEVEL_STYLES[told.level]), ": "


def _fingerprint(fingerprint: str) -> Styled:
    return Styled(f"[{fingerprint[:SHORT_FINGERPRINT]}]", "dim")


def _named(at: Location, paths: Sequence[str]) -> Location:
    """The place, or what the user named where there is none."""
    return at._replace(file=paths[0]) if at is NOWHERE and paths else at
