"""Markdown for a comment on a pull request, a wiki, or the summary of a job: all findings, worst first.

Plain GitHub Flavored Markdown without HTML, so that every forge shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goalcheck.findings import Finding, is_conflict
from goalcheck.messages import render_all
from goalcheck.render.markdown_parts import bullets, table
from goalcheck.render.parts import (
    Told,
    admissions,
    by_level,
    chains,
    counted,
    decided_findings,
    open_findings,
    verdict,
)
from goalcheck.render.safe import MAX_SENTENCE, for_markdown, for_markdown_code
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, listed, place
from goalcheck.report import Report


def render_report(report: Report, *, since: str | None = None, most: int | None = None) -> str:
    """The report as Markdown.

    Args:
        since: the revision that it was compared with, so that it holds what is new, worse or open again.
        most: of the findings, so many are told, the worst; the rest is counted.
    """
    blocks = [*_opening(report, since), *_findings(replace(report, findings=report.findings[:most]))]
    told = len(report.findings[:most])
    if told < len(report.findings):
        blocks.append(f"**Cut:** the worst {told:,} of {len(report.findings):,} findings are told here.")
    blocks += [for_markdown(each, most=MAX_SENTENCE) for each in admissions(report)]
    blocks += [f"Not checked: {for_markdown(str(each))}." for each in report.unchecked]
    return "\n\n".join(blocks) + "\n"


def _opening(report: Report, since: str | None) -> Iterator[str]:
    period = f", {for_markdown(report.organization.period.label)}" if report.organization.period else ""
    yield f"## {for_markdown(report.organization.name)}{period}"
    if since is not None:
        yield f"Only what is new, worse or open again since {for_markdown_code(since)}:"
    said = verdict(report)
    levels = f": {by_level(said.counted)}" if said.counted else ""
    yield f"**{said.claim}**{levels}{said.rest}."
    if report.findings:
        yield f"{counted(report)}."


def _findings(report: Report) -> Iterator[str]:
    """Conflicts in a table and then each at length, other findings in a table, decided ones in a table."""
    speaker = Speaker(report.organization)
    found = open_findings(report)
    conflicts = [finding for finding in found if is_conflict(finding)]
    others = [finding for finding in found if not is_conflict(finding)]
    decided = decided_findings(report)
    if conflicts:
        yield "### Conflicts"
        yield table(
            ("No.", "Level", "What", "Who", "Against whom", "Over what", "Tension", "Decides"),
            [(str(number), *_conflict_row(speaker, each)) for number, each in enumerate(conflicts, start=1)],
        )
        for number, finding in enumerate(conflicts, start=1):
            yield from _conflict(speaker, number, finding)
    if others:
        yield "### Other findings"
        yield table(("Level", "What", "Rule", "Where", "Fingerprint"), [_other_row(each) for each in others])
    if decided:
        yield "### Decided"
        yield table(
            ("Status", "What", "By", "Until", "Reason", "Fingerprint"), [_decided_row(each) for each in decided]
        )


def _conflict_row(speaker: Speaker, finding: Finding) -> tuple[str, ...]:
    first, *others = [_named(speaker, each) for each in speaker.parties(finding)] or [""]
    return (
        finding.level.value,
        finding.name,
        first,
        listed(others),
        listed([_named(speaker, contest.outcome) for contest in finding.outcomes]),
        "" if finding.tension is None else f"{finding.tension:.2f}",
        for_markdown(speaker.decider(finding.decider), most=MAX_SENTENCE),
    )


def _other_row(finding: Finding) -> tuple[str, ...]:
    where = for_markdown_code(place(finding.locations[0])) if finding.locations else ""
    return finding.level.value, for_markdown(str(finding.message)), _rule(finding), where, _fingerprint(finding)


def _decided_row(finding: Finding) -> tuple[str, ...]:
    decision = finding.decision
    said = (decision.by, decision.until, decision.reason) if decision else ("", "", "")
    status = f"{finding.status.value}, {finding.level.value}"
    return status, for_markdown(str(finding.message)), *map(for_markdown, said), _fingerprint(finding)


def _conflict(speaker: Speaker, number: int, finding: Finding) -> Iterator[str]:
    yield f"#### {number}. {for_markdown(str(finding.message))}"
    guarded = ", lowered by a guardrail" if finding.guarded else ""
    tension = "" if finding.tension is None else f", tension {finding.tension:.2f} of 100"
    yield f"**{finding.level.value.capitalize()}**{tension}{guarded}: {_rule(finding)} {_fingerprint(finding)}"
    if finding.details:
        yield bullets(_safe(render_all(finding.details)))
    links = [line for told in chains(finding) for line in _chain(speaker, told)]
    if links:
        yield "\n".join(links)
    yield f"**Decides:** {for_markdown(speaker.decider(finding.decider), most=MAX_SENTENCE)}"
    if finding.advice:
        yield "**What to do:**"
        yield bullets(_safe(render_all(finding.advice)))


def _chain(speaker: Speaker, told: Told) -> Iterator[str]:
    yield f"- {for_markdown(speaker.sentence(told.links), most=MAX_SENTENCE)}."
    for link in told.links:
        evidence = for_markdown(speaker.evidence(link), most=MAX_SENTENCE)
        yield f"  - {evidence} {for_markdown_code(place(link.location))}"


def _safe(texts: Sequence[str]) -> list[str]:
    return [for_markdown(text, most=MAX_SENTENCE) for text in texts]


def _named(speaker: Speaker, node: str) -> str:
    """A node by its name, for people, and its id, for the files."""
    return f"{for_markdown(speaker.name(node), most=MAX_SENTENCE)} ({for_markdown_code(node)})"


def _rule(finding: Finding) -> str:
    return f"{for_markdown_code(finding.code)} {finding.name}"


def _fingerprint(finding: Finding) -> str:
    return for_markdown_code(finding.fingerprint[:SHORT_FINGERPRINT])
