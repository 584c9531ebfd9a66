"""Markdown for a comment on a pull request, a wiki, or the summary of a job: conflicts, then findings that count.

Plain GitHub Flavored Markdown without HTML, so that every forge shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict
from goalcheck.findings import DecisionNote, Finding
from goalcheck.render.document.markdown import markdown_blocks
from goalcheck.render.markdown_parts import table
from goalcheck.render.parts import admissions, is_partial
from goalcheck.render.remarks import HEADINGS, Remark, sections
from goalcheck.render.results import NAMES, Hurters, told_hurters
from goalcheck.render.safe import MAX_SENTENCE, for_markdown, for_markdown_code
from goalcheck.render.sections.pressure import conflict_at_length
from goalcheck.render.tally import Tally, decided_tally, open_tally
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, coverage_headline, listed, place, seen_of_all
from goalcheck.report import Report
from goalcheck.selection import narrowed


def render_report(
    report: Report,
    *,
    since: str | None = None,
    most: int | None = None,
    hurters: Hurters | None = None,
    unmet: Sequence[str] = (),
    remarks: Sequence[Remark] = (),
) -> str:
    """The report as Markdown.

    Args:
        since: the revision that it was compared with, so that it holds what is new, worse or open again.
        most: so many conflicts and so many findings are told, the worst; the rest is counted.
        hurters: the hurters that are named in the table of conflicts; None for all.
        unmet: what the report was asked for and does not meet.
        remarks: what a check has to say beside what it counts.
    """
    findings = tuple(each for each in report.findings if each.counts)
    told = narrowed(report, report.conflicts[:most], findings[:most])
    blocks = [*_opening(report, since, unmet), *remark_blocks(remarks), *_contents(told, hurters)]
    left = [*report.conflicts[len(told.conflicts) :], *findings[len(told.findings) :]]
    if left:
        number, all_ = len(told.conflicts) + len(told.findings), len(report.conflicts) + len(findings)
        blocks.append(f"**Cut:** the worst {number:,} of {all_:,} conflicts and findings are told here.")
    blocks += [for_markdown(each, most=MAX_SENTENCE) for each in admissions(report)]
    blocks += [f"Not checked: {for_markdown(str(each))}." for each in report.unchecked]
    return "\n\n".join(blocks) + "\n"


def remark_blocks(remarks: Sequence[Remark]) -> Iterator[str]:
    """The remarks of a check: a heading for each kind, and a list."""
    for kind, found in sections(remarks):
        yield f"### {HEADINGS[kind]}"
        yield "\n".join(line for each in found for line in _remark(each))


def _remark(remark: Remark) -> Iterator[str]:
    where = f" {for_markdown_code(place(remark.location))}" if remark.location else ""
    yield f"- **{remark.level.value.capitalize()}**: {for_markdown(remark.text, most=MAX_SENTENCE)}.{where}"
    yield from (f"  - {for_markdown(each, most=MAX_SENTENCE)}." for each in remark.details)


def _opening(report: Report, since: str | None, unmet: Sequence[str]) -> Iterator[str]:
    period = f", {for_markdown(report.organization.period.label)}" if report.organization.period else ""
    yield f"## {for_markdown(report.organization.name)}{period}"
    coverage = coverage_headline(report)
    if coverage:
        yield f"**{coverage}.**"
    yield from (f"**{for_markdown(each)}.**" for each in unmet)
    if since is not None:
        yield f"Only what is new, worse or open again since {for_markdown_code(since)}:"
    yield f"{_counted(report, since)}."


def _counted(report: Report, since: str | None) -> str:
    """The one count: what is open by level, what is decided, and how much could be seen."""
    found, decided = open_tally(report), decided_tally(report)
    here = " in this selection" if is_partial(report) and since is None else ""
    claim = f"**{found.what} open{here}**: {found.by_level}" if found.number else f"**Nothing is open{here}**"
    aside = f"; {decided.number:,} decided" if decided.number else ""
    return f"{claim}{aside}; {seen_of_all(report)}"


def _contents(report: Report, hurters: Hurters | None) -> Iterator[str]:
    """Conflicts in a table and then each at length, findings in a table, decided ones in a table."""
    speaker = Speaker(report.organization)
    found = open_tally(report)
    if found.conflicts:
        yield "### Conflicts"
        yield table(
            ("No.", "Level", "What suffers", "Squeezed by", "At", "Promised by", "Pressure", "Decides"),
            [(str(number), *_row(speaker, each, hurters)) for number, each in enumerate(found.conflicts, start=1)],
        )
        for number, conflict in enumerate(found.conflicts, start=1):
            yield from _at_length(report, number, conflict)
    if found.findings:
        yield "### Findings beside conflicts"
        yield table(("Level", "What", "Rule", "Where", "Fingerprint"), [_finding_row(each) for each in found.findings])
    decided = decided_tally(report)
    if decided.number:
        yield "### Decided"
        yield table(("Level", "What", "By", "Until", "Reason", "Fingerprint"), [*_decided_rows(report, decided)])


def _row(speaker: Speaker, conflict: Conflict, hurters: Hurters | None) -> tuple[str, ...]:
    squeezing = [_named(speaker, each.objective) for each in told_hurters(conflict, hurters)]
    return (
        conflict.level.value,
        _named(speaker, conflict.about),
        listed(squeezing),
        "" if conflict.main_knot == conflict.about else _named(speaker, conflict.main_knot),
        listed([_named(speaker, each.objective) for each in conflict.protectors]),
        f"{conflict.open_pressure:.2f}",
        for_markdown(speaker.decider(conflict.decider), most=MAX_SENTENCE),
    )


def _at_length(report: Report, number: int, conflict: Conflict) -> Iterator[str]:
    said = for_markdown(str(headline(report.organization, conflict)), most=MAX_SENTENCE)
    yield f"#### {number}. {said}"
    weight = f"**{conflict.level.value.capitalize()}**, pressure {conflict.open_pressure:.2f} of 100"
    yield f"{weight}: {_rule(conflict.code)} {_fingerprint(conflict.fingerprint)}"
    yield from markdown_blocks([*conflict_at_length(report, conflict)])


def _finding_row(finding: Finding) -> tuple[str, ...]:
    where = for_markdown_code(place(finding.locations[0])) if finding.locations else ""
    message = for_markdown(str(finding.message))
    return finding.level.value, message, _rule(finding.code), where, _fingerprint(finding.fingerprint)


def _decided_rows(report: Report, decided: Tally) -> Iterator[tuple[str, ...]]:
    """A row for each decided harm of a conflict, and for each decided finding."""
    organization = report.organization
    for conflict in decided.conflicts:
        said = for_markdown(str(headline(organization, conflict)), most=MAX_SENTENCE)
        notes = dict.fromkeys(each.decision for each in conflict.hurters if each.decision)
        for note in notes or (None,):
            yield conflict.level.value, said, *_note(note), _fingerprint(conflict.fingerprint)
    for finding in decided.findings:
        said = for_markdown(str(finding.message))
        yield finding.level.value, said, *_note(finding.decision), _fingerprint(finding.fingerprint)


def _note(note: DecisionNote | None) -> tuple[str, ...]:
    return tuple(map(for_markdown, (f"{note.by} ({note.verdict})", note.until, note.reason))) if note else ("", "", "")


def _named(speaker: Speaker, node: str) -> str:
    """A node by its name, for people, and its id, for the files."""
    return f"{for_markdown(speaker.name(node), most=MAX_SENTENCE)} ({for_markdown_code(node)})"


def _rule(code: str) -> str:
    return f"{for_markdown_code(code)} {NAMES[code]}"


def _fingerprint(fingerprint: str) -> str:
    return for_markdown_code(fingerprint[:SHORT_FINGERPRINT])
