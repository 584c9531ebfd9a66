"""The formats of an analysis by their names: each is a view of one report, and none changes what was found.

A format is a row of `FORMATS` and the file that lays it out, which is imported when the format is asked for. The table
itself imports next to nothing: every command reads it for its help.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from goalcheck.report import Report
from goalcheck.source import UnknownName

if TYPE_CHECKING:
    from goalcheck.render.parts import Checkout
    from goalcheck.render.remarks import Remark
    from goalcheck.sensitivity.robust import Robustness


class Style(Enum):
    """The forms in which `text` tells a report."""

    WHOLE = "the whole analysis"
    LINES = "a line for each open conflict and each of its hurters, and for each open finding"
    EXPLAINED = "the same, and below each conflict and finding all about it"


class Comparing(NamedTuple):
    """The comparison with an earlier report by which the findings of a report were chosen.

    Attributes:
        since: the revision of the earlier one, as the user named it.
        whole: the report with what is as before, for formats whose readers take a result that is missing for fixed.
        states: by fingerprint, how a harm or finding compares with the earlier report: new, unchanged or updated.
        hurters: the hurters that count of each conflict, by what it is about.
    """

    since: str
    whole: Report
    states: Mapping[str, str]
    hurters: Mapping[str, Collection[str]]


def _as_named() -> Checkout:
    from goalcheck.render.parts import AS_NAMED

    return AS_NAMED


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """The options that a format may need besides the report.

    Attributes:
        paths: the paths that the user named, for the commands that a text suggests.
        width: columns to break at, None for a pipe or a file.
        color: True to write styles as ANSI sequences.
        checkout: the repository that the files stand in.
        style: the form of `text`.
        comparing: the comparison by which the findings were chosen, None without one.
        robustness: the shares of draws in which its conflicts stand, None without draws; the whole text tells it.
        everything: whether the whole text tells all conflicts and findings at length.
        unmet: what the report was asked for and does not meet, in words: too few objectives are seen.
        remarks: what a check has to say beside what it counts.
    """

    paths: Sequence[str] = ()
    width: int | None = None
    color: bool = False
    checkout: Checkout = field(default_factory=_as_named)
    style: Style = Style.WHOLE
    comparing: Comparing | None = None
    robustness: Robustness | None = None
    everything: bool = False
    unmet: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def hurters(self) -> Mapping[str, Collection[str]] | None:
        """The hurters of each conflict that are told; None where all are."""
        return self.comparing.hurters if self.comparing else None


class Rendered(NamedTuple):
    """The text of a format, and warnings for the user that it has no room for."""

    text: str
    warnings: tuple[str, ...] = ()


class ReportFormat(NamedTuple):
    """A format: the function that writes a report in it, and the endings of the files that ask for it."""

    render: Callable[[Report, FormatOptions], Rendered]
    endings: tuple[str, ...] = ()


PAGES = ("html", "pdf")
"""What only a report for a meeting is written in."""


class UnknownFormat(UnknownName):
    """There is no format of that name."""


def render(name: str, report: Report, options: FormatOptions) -> Rendered:
    """The report in a format.

    Raises:
        UnknownFormat: there is none of that name.
    """
    return FORMATS[known_format(name)].render(report, options)


def known_format(name: str) -> str:
    """Returns the name, if it is the name of a format.

    Raises:
        UnknownFormat: none has; the message has a near one.
    """
    if name in FORMATS:
        return name
    from goalcheck.model.suggestions import nearest

    near = nearest(name.lower(), [*FORMATS])
    if name.lower() in PAGES:
        hint = f"goalcheck report PATH... -o FILE.{name.lower()} writes a page"
    else:
        hint = f"did you mean '{near}'?" if near else f"there is {', '.join(FORMATS)}"
    raise UnknownFormat(f"there is no format '{name}'; {hint}")


def _text(report: Report, options: FormatOptions) -> Rendered:
    if options.style is not Style.WHOLE:
        from goalcheck.render.terminal.lines import render_lines

        return Rendered(render_lines(report, options))
    from goalcheck.render.terminal.analysis import render_report

    whole = render_report(
        report,
        paths=options.paths,
        width=options.width,
        color=options.color,
        everything=options.everything,
        robustness=options.robustness,
    )
    return Rendered(whole)


def _json(report: Report, options: FormatOptions) -> Rendered:
    from goalcheck.render.json import render_report

    return Rendered(render_report(report, options.remarks))


def _jsonl(report: Report, options: FormatOptions) -> Rendered:
    from goalcheck.render.jsonl import render_report
    from goalcheck.render.parts import admissions

    return Rendered(render_report(report, options.remarks), admissions(report))


def _sarif(report: Report, options: FormatOptions) -> Rendered:
    from goalcheck.render.ci.sarif import render_report

    whole = options.comparing.whole if options.comparing else report
    return Rendered(*render_report(whole, options))


def _junit(report: Report, options: FormatOptions) -> Rendered:
    from goalcheck.render.ci.junit import render_report

    return Rendered(render_report(report, options))


def _github(report: Report, options: FormatOptions) -> Rendered:
    from goalcheck.render.ci.github import render_report

    return Rendered(render_report(report, options))


def _gitlab(report: Report, options: FormatOptions) -> Rendered:
    from goalcheck.render.ci.gitlab import render_report
    from goalcheck.render.parts import admissions

    told = options.comparing.whole if options.comparing else report
    return Rendered(render_report(told, options), admissions(report))


def _markdown(report: Report, options: FormatOptions) -> Rendered:
    from goalcheck.render.markdown import render_report

    since = options.comparing.since if options.comparing else None
    return Rendered(
        render_report(report, since=since, hurters=options.hurters, unmet=options.unmet, remarks=options.remarks)
    )


def _csv(report: Report, options: FormatOptions) -> Rendered:
    from goalcheck.render.parts import admissions
    from goalcheck.render.table_csv import render_report

    return Rendered(render_report(report, hurters=options.hurters, remarks=options.remarks), admissions(report))


FORMATS: dict[str, ReportFormat] = {
    "text": ReportFormat(_text),
    "json": ReportFormat(_json, (".json",)),
    "jsonl": ReportFormat(_jsonl, (".jsonl", ".ndjson")),
    "sarif": ReportFormat(_sarif, (".sarif",)),
    "junit": ReportFormat(_junit, (".xml",)),
    "github": ReportFormat(_github),
    "gitlab": ReportFormat(_gitlab),
    "markdown": ReportFormat(_markdown, (".md", ".markdown")),
    "csv": ReportFormat(_csv, (".csv",)),
}
"""All formats of an analysis, in the order in which help and messages list them."""
