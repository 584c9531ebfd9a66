"""GitHub Actions: workflow commands that put open harms and findings on lines of a pull request, and a job's summary.

The runner shows ten annotations of a level and drops the others in silence; here the worst ten stand, and a line of
the log says how many do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.findings import Level
from goalcheck.render import markdown
from goalcheck.render.formats import FormatOptions
from goalcheck.render.parts import AS_NAMED, Checkout, admissions
from goalcheck.render.remarks import Remark
from goalcheck.render.results import Hurters, Result, results
from goalcheck.render.safe import MAX_SENTENCE, for_workflow_data, for_workflow_property
from goalcheck.render.tally import levels_in_words
from goalcheck.render.words import Speaker, count, coverage_headline, seen_of_all
from goalcheck.report import Report
from goalcheck.source import Location, Problem

COMMANDS = {Level.SEVERE: "error", Level.SERIOUS: "warning", Level.MINOR: "notice"}

MOST_OF_A_LEVEL = 10
"""Annotations of one level that the runner takes from one step."""

MOST_REMARKS = 5
"""Annotations of remarks, so that they leave room for what is found; the summary tells all of them."""

MOST_CHARACTERS = 4_096
"""Characters of one annotation."""

SUMMARY_BYTES = 1_024 * 1_024
"""What the summary of one step may hold; a longer one is refused whole."""

LEAST_BYTES = 100
"""Nothing that is told takes less in a summary, so that it is not worth trying to fit more."""

LINE_BREAK = "%0A"


def render_report(report: Report, options: FormatOptions = FormatOptions()) -> str:  # noqa: B008 - frozen
    """The open harms and findings as workflow commands, worst first, and what they leave out."""
    found = results(report, options.hurters)
    speaker = Speaker(report.organization)
    lines = [f"::error title=goalcheck::{for_workflow_data(unmet)}" for unmet in options.unmet]
    lines += (_remark(each, options.checkout) for each in options.remarks[:MOST_REMARKS])
    left: list[Level] = []
    for level in Level:
        of_level = [each for each in found if each.is_open and each.level is level]
        room = MOST_OF_A_LEVEL - sum(line.startswith(f"::{COMMANDS[level]} ") for line in lines)
        lines += (_annotation(speaker, each, options.checkout) for each in of_level[:room])
        left += (each.level for each in of_level[room:])
    decided = sum(not each.is_open for each in found)
    return "".join(f"{line}\n" for line in (*lines, *_rest(report, left, decided, len(options.remarks))))


def render_problems(problems: Sequence[Problem], *, checkout: Checkout = AS_NAMED) -> str:
    """Problems of the input as workflow commands, on the lines where they are.

    Args:
        checkout: the repository that paths are told from the root of.
    """
    lines = [_problem(problem, checkout) for problem in problems[:MOST_OF_A_LEVEL]]
    if len(problems) > len(lines):
        lines.append(f"goalcheck: {count(len(problems) - len(lines), 'more problem')} without an annotation.")
    return "".join(f"{line}\n" for line in lines)


def github_summary(
    report: Report,
    *,
    since: str | None = None,
    hurters: Hurters | None = None,
    unmet: Sequence[str] = (),
    remarks: Sequence[Remark] = (),
    most_bytes: int = SUMMARY_BYTES,
) -> str:
    """The report as Markdown for the page of the job, cut worst first to what that page takes.

    Args:
        since: the revision that it was compared with.
        hurters: the hurters that are told of each conflict; None for all.
        unmet: what the report was asked for and does not meet.
        remarks: what a check has to say beside what it counts.
        most_bytes: the room that there is.
    """
    most = min(len(report.conflicts) + len(report.findings), max(0, most_bytes) // LEAST_BYTES)
    while True:
        text = markdown.render_report(report, since=since, most=most, hurters=hurters, unmet=unmet, remarks=remarks)
        if len(text.encode()) <= most_bytes:
            return text
        if not most:
            return ""
        most //= 2


def _annotation(speaker: Speaker, result: Result, checkout: Checkout) -> str:
    """One workflow command; where it would be too long, the last lines of the message are cut first, the place last."""
    message = list(_message(speaker, result))
    command, title = f"::{COMMANDS[result.level]}", f"title={for_workflow_property(f'{result.code} {result.name}')}"
    head = f"{command} {','.join([*_spot(result.location, checkout), title])}::"
    tries = [head + LINE_BREAK.join(message[:kept]) for kept in range(len(message), 0, -1)]
    return next((line for line in tries if len(line) <= MOST_CHARACTERS), f"{command} {title}::{message[0]}")


def _remark(remark: Remark, checkout: Checkout) -> str:
    """A remark; one that counts by its level, any other as a notice."""
    command = COMMANDS[remark.level] if remark.counts else "notice"
    place = [*_spot(remark.location, checkout)] if remark.location else []
    title = f"title={for_workflow_property(f'goalcheck {remark.kind.value}')}"
    said = LINE_BREAK.join(for_workflow_data(each, most=MAX_SENTENCE) for each in (remark.text, *remark.details))
    line = f"::{command} {','.join([*place, title])}::{said}"
    return line if len(line) <= MOST_CHARACTERS else f"::{command} {title}::{for_workflow_data(remark.text)}"


def _problem(problem: Problem, checkout: Checkout) -> str:
    place = [*_spot(problem.places[0].location, checkout)] if problem.places else []
    if not place and problem.file:
        place = [f"file={for_workflow_property(checkout.path(problem.file))}"]
    said = [problem.message, *([f"expected: {problem.expected}"] if problem.expected else [])]
    message = LINE_BREAK.join(map(for_workflow_data, said))
    line = f"::error {','.join([*place, 'title=goalcheck'])}::{message}"
    return line if len(line) <= MOST_CHARACTERS else f"::error title=goalcheck::{for_workflow_data(problem.message)}"


def _spot(place: Location, checkout: Checkout) -> Iterator[str]:
    """A place; columns only on one line, because GitHub refuses them on several."""
    yield f"file={for_workflow_property(checkout.path(place.file))}"
    yield f"line={place.line},endLine={place.end_line}"
    if place.line == place.end_line:
        yield f"col={place.column},endColumn={place.end_column}"


def _message(speaker: Speaker, result: Result) -> Iterator[str]:
    yield for_workflow_data(str(result.message))
    if result.conflict is not None:
        yield for_workflow_data(f"Conflict {result.subject}, {result.weight}:")
    yield from (for_workflow_data(str(each)) for each in result.told)
    if result.is_between_objectives:
        yield for_workflow_data(f"Decides: {speaker.decider(result.decider)}")
    yield from (for_workflow_data(f"- {advice}", most=MAX_SENTENCE) for advice in result.advice)


def _rest(report: Report, left: Sequence[Level], decided: int, remarks: int) -> Iterator[str]:
    """What no annotation tells, and admissions, in lines of the log that are no commands."""
    if left:
        yield f"goalcheck: {count(len(left), 'more open result')} without an annotation: {levels_in_words(left)}."
    if remarks > MOST_REMARKS:
        yield f"goalcheck: {count(remarks - MOST_REMARKS, 'more remark')} without an annotation; the summary has all."
    if decided:
        yield f"goalcheck: {count(decided, 'decided result')} without an annotation."
    yield f"goalcheck: {coverage_headline(report) or seen_of_all(report)}."
    yield from (f"goalcheck: {for_workflow_data(admitted)}" for admitted in admissions(report))
