"""The formats that a command writes: one to stdout, the others to files; all are rendered before any is written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from goalcheck.cli.endings import format_by_ending
from goalcheck.cli.errors import UsageError
from goalcheck.cli.output import Color, colored, emit, say, spared, width
from goalcheck.render.formats import FORMATS, Comparing, FormatOptions, Style, known_format, render
from goalcheck.render.parts import AS_NAMED, Checkout
from goalcheck.render.remarks import Remark
from goalcheck.render.several import together
from goalcheck.report import Report
from goalcheck.source import InvalidInput

if TYPE_CHECKING:
    from goalcheck.sensitivity.robust import Robustness

DEFAULT_FORMAT = "text"

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub Actions shows on the page of a job."""


class Delivery(NamedTuple):
    """A format and the file that it goes to, stdout where that is None."""

    format: str
    file: Path | None


def deliveries(formats: Sequence[str], output: Path | None) -> list[Delivery]:
    """The formats and files that `--format NAME[=FILE]`, given any number of times, and `-o FILE` ask for.

    Raises:
        UnknownFormat: there is no such format.
        UsageError: two would go to stdout or to one file, or `-o` has nothing to write.
        CannotWrite: one would go to a YAML file, which may be part of the organization.
    """
    wanted = [_delivery(each) for each in formats or (format_by_ending(output, FORMATS) or DEFAULT_FORMAT,)]
    loose = [each.format for each in wanted if each.file is None]
    if len(loose) > 1:
        raise UsageError(f"only one format can go to stdout: give the others a file, as in --format {loose[1]}=FILE")
    if output is not None and not loose:
        raise UsageError(f"every --format has its own file, so that nothing is left for {output}")
    placed = [each._replace(file=each.file or output) for each in wanted]
    for each in placed:
        format_by_ending(each.file, FORMATS, asked=each.format)
    files = [os.path.realpath(each.file) for each in placed if each.file is not None]
    if len(set(files)) < len(files):
        raise UsageError("two formats cannot go to one file")
    return placed


def _delivery(text: str) -> Delivery:
    name, equals, file = text.partition("=")
    if equals and not file:
        raise UsageError(f"--format {text} names no file after the =")
    return Delivery(known_format(name), spared(Path(file)) if file else None)


def told_at_length(wanted: Sequence[Delivery]) -> int | None:
    """The number of findings of a family that the formats tell at length: text a few, every other format all."""
    if any(each.format != "text" for each in wanted):
        return None
    from goalcheck.render.terminal.analysis import AT_LENGTH

    return AT_LENGTH


@contextmanager
def annotating(wanted: Sequence[Delivery], paths: Sequence[str]) -> Iterator[None]:
    """Annotate problems of the input on their lines too, in the format `github`; files of the past have no lines."""
    try:
        yield
    except InvalidInput as error:
        if any(each.format == "github" and each.file is None for each in wanted):
            from goalcheck.render.ci.github import render_problems

            there = [problem for problem in error.problems if os.path.lexists(problem.file)]
            emit(render_problems(there, checkout=_checkout(paths)))
        raise


class ReportPart(NamedTuple):
    """What is told of one organization.

    Attributes:
        paths: the paths that the user named.
        name: what it is called where several are told one after the other.
        comparing: the comparison with an earlier report by which this one was chosen.
        robustness: the shares of draws in which its conflicts stand, for `text`.
        everything: whether `text` tells all conflicts and findings at length.
        unmet: what the report was asked for and does not meet, in words.
        remarks: what a check has to say beside what it counts.
    """

    report: Report
    paths: Sequence[str]
    name: str = ""
    comparing: Comparing | None = None
    robustness: Robustness | None = None
    everything: bool = False
    unmet: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def deliver(part: ReportPart, wanted: Sequence[Delivery], *, color: Color, style: Style = Style.WHOLE) -> None:
    """Write a report in the formats that were asked for, the one for stdout last; warnings go to stderr.

    Args:
        style: the form of `text`, the whole analysis by default.
    """
    deliver_all([part], wanted, color=color, style=style)


def deliver_all(
    parts: Sequence[ReportPart], wanted: Sequence[Delivery], *, color: Color, style: Style = Style.WHOLE
) -> None:
    """Write the reports of several organizations, those of one format together."""
    options = [_options(each, style) for each in parts]
    rendered: list[str] = []
    warnings: list[str] = []
    for each in wanted:
        columns, colors = width(each.file), colored(color, each.file)
        shown = [replace(one, width=columns, color=colors) for one in options]
        results = [render(each.format, part.report, one) for part, one in zip(parts, shown, strict=True)]
        texts = [(part.name, result.text) for part, result in zip(parts, results, strict=True)]
        rendered.append(texts[0][1] if len(texts) == 1 else together(each.format, texts))
        warnings += (warning for result in results for warning in result.warnings)
    summaries = (_summary(part.report, each) for part, each in zip(parts, options, strict=True))
    summary = "".join(each or "" for each in summaries) if any(each.format == "github" for each in wanted) else ""
    for each, text in sorted(zip(wanted, rendered, strict=True), key=lambda pair: pair[0].file is None):
        emit(text, each.file)
    if summary:
        _append(summary, Path(os.environ[STEP_SUMMARY]))
    for warning in dict.fromkeys(warnings):
        say(f"goalcheck: {warning}\n")


def _options(part: ReportPart, style: Style) -> FormatOptions:
    return FormatOptions(
        paths=part.paths,
        checkout=_checkout(part.paths),
        style=style,
        comparing=part.comparing,
        robustness=part.robustness,
        everything=part.everything,
        unmet=part.unmet,
        remarks=part.remarks,
    )


def _checkout(paths: Sequence[str]) -> Checkout:
    """The current folder, and the repository that the files stand in: forges tell paths from its root."""
    with suppress(OSError, ValueError):
        here = Path.cwd()
        start = Path(os.path.normpath(here / paths[0])) if paths else here
        root = next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), here)
        return Checkout(str(here), str(root))
    return AS_NAMED


def _summary(report: Report, options: FormatOptions) -> str | None:
    """The summary of the job, as long as the step has room for, where GitHub asks for one."""
    file = os.environ.get(STEP_SUMMARY)
    if not file:
        return None
    from goalcheck.render.ci.github import SUMMARY_BYTES, github_summary

    taken = 0
    with suppress(OSError):
        taken = Path(file).stat().st_size
    since = options.comparing.since if options.comparing else None
    return github_summary(
        report,
        since=since,
        hurters=options.hurters,
        unmet=options.unmet,
        remarks=options.remarks,
        most_bytes=SUMMARY_BYTES - taken,
    )


def _append(text: str, file: Path) -> None:
    """Add to the summary of the job; it is an extra, so that its lack is a warning."""
    try:
        with file.open("a", encoding="utf-8", newline="\n") as summary:
            summary.write(text)
    except OSError as error:
        say(f"goalcheck: cannot write the file that {STEP_SUMMARY} names: {error.strerror or error}\n")
