"""GitHub Actions: workflow commands that put open findings on the lines of a pull request, and a summary of the job.

The runner shows ten annotations of a level and drops the others in silence; here the worst ten stand, and a line of
the log says how many do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.findings import Finding, Level, is_conflict
from goalcheck.render import markdown
from goalcheck.render.parts import (
    AS_NAMED,
    Checkout,
    admissions,
    by_level,
    decided_findings,
    main_location,
    open_findings,
)
from goalcheck.render.safe import MAX_SENTENCE, for_workflow_data, for_workflow_property
from goalcheck.render.words import Speaker, count
from goalcheck.report import Report
from goalcheck.source import Location, Problem

COMMANDS = {Level.SEVERE: "error", Level.SERIOUS: "warning", Level.MINOR: "notice"}

MOST_OF_A_LEVEL = 10
"""Annotations of one level that the runner takes from one step."""

MOST_CHARACTERS = 4_096
"""Characters of one annotation."""

SUMMARY_BYTES = 1_024 * 1_024
"""What the summary of one step may hold; a longer one is refused whole."""

LEAST_BYTES = 100
"""No finding takes less in a summary, so that it is not worth trying to fit more."""

LINE_BREAK = "%0A"


def render_report(report: Report, *, checkout: Checkout = AS_NAMED) -> str:
    """The open findings as workflow commands, worst first, and what they leave out.

    Args:
        checkout: the repository that paths are told from the root of.
    """
    found = open_findings(report)
    speaker = Speaker(report.organization)
    lines: list[str] = []
    left: list[Finding] = []
    for level in Level:
        of_level = [finding for finding in found if finding.level is level]
        lines += (_annotation(speaker, report, finding, checkout) for finding in of_level[:MOST_OF_A_LEVEL])
        left += of_level[MOST_OF_A_LEVEL:]
    return "".join(f"{line}\n" for line in (*lines, *_rest(report, left)))


def render_problems(problems: Sequence[Problem], *, checkout: Checkout = AS_NAMED) -> str:
    """Problems of the input as workflow commands, on the lines where they are.

    Args:
        checkout: the repository that paths are told from the root of.
    """
    lines = [_problem(problem, checkout) for problem in problems[:MOST_OF_A_LEVEL]]
    if len(problems) > len(lines):
        lines.append(f"goalcheck: {count(len(problems) - len(lines), 'more problem')} without an annotation.")
    return "".join(f"{line}\n" for line in lines)


def github_summary(report: Report, *, since: str | None = None, most_bytes: int = SUMMARY_BYTES) -> str:
    """The report as Markdown for the page of the job, cut worst first to what that page takes.

    Args:
        since: the revision that it was compared with.
        most_bytes: the room that there is.
    """
    most = min(len(report.findings), max(0, most_bytes) // LEAST_BYTES)
    while True:
        text = markdown.render_report(report, since=since, most=most)
        if len(text.encode()) <= most_bytes:
            return text
        if not most:
            return ""
        most //= 2


def _annotation(speaker: Speaker, report: Report, finding: Finding, checkout: Checkout) -> str:
    """One workflow command; where it would be too long, the last lines of the message are cut first, the place last."""
    message = list(_message(speaker, finding))
    command, title = f"::{COMMANDS[finding.level]}", _title(finding)
    head = f"{command} {','.join([*_place(report, finding, checkout), title])}::"
    tries = [head + LINE_BREAK.join(message[:kept]) for kept in range(len(message), 0, -1)]
    return next((line for line in tries if len(line) <= MOST_CHARACTERS), f"{command} {title}::{message[0]}")


def _problem(problem: Problem, checkout: Checkout) -> str:
    place = [*_spot(problem.places[0].location, checkout)] if problem.places else []
    if not place and problem.file:
        place = [f"file={for_workflow_property(checkout.path(problem.file))}"]
    said = [problem.message, *([f"expected: {problem.expected}"] if problem.expected else [])]
    message = LINE_BREAK.join(map(for_workflow_data, said))
    line = f"::error {','.join([*place, 'title=goalcheck'])}::{message}"
    return line if len(line) <= MOST_CHARACTERS else f"::error title=goalcheck::{for_workflow_data(problem.message)}"


def _title(finding: Finding) -> str:
    return f"title={for_workflow_property(f'{finding.code} {finding.name}')}"


def _place(report: Report, finding: Finding, checkout: Checkout) -> Iterator[str]:
    return _spot(main_location(report, finding), checkout)


def _spot(place: Location, checkout: Checkout) -> Iterator[str]:
    """A place; columns only on one line, because GitHub refuses them on several."""
    yield f"file={for_workflow_property(checkout.path(place.file))}"
    yield f"line={place.line},endLine={place.end_line}"
    if place.line == place.end_line:
        yield f"col={place.column},endColumn={place.end_column}"


def _message(speaker: Speaker, finding: Finding) -> Iterator[str]:
    yield for_workflow_data(str(finding.message))
    if is_conflict(finding):
        yield for_workflow_data(f"Decides: {speaker.decider(finding.decider)}")
    yield from (for_workflow_data(str(detail)) for detail in finding.details)
    yield from (for_workflow_data(f"- {advice}", most=MAX_SENTENCE) for advice in finding.advice)


def _rest(report: Report, left: list[Finding]) -> Iterator[str]:
    """The findings and admissions that no annotation tells, in lines of the log that are no commands."""
    if left:
        yield f"goalcheck: {count(len(left), 'more open finding')} without an annotation: {by_level(left)}."
    decided = decided_findings(report)
    if decided:
        yield f"goalcheck: {count(len(decided), 'decided finding')} without an annotation."
    yield from (f"goalcheck: {for_workflow_data(admitted)}" for admitted in admissions(report))
