"""One finding at length: the conflict, its conflict cloud, and what to type to decide it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.findings import Finding, is_conflict
from goalcheck.render.cloud import Cloud, cloud_of
from goalcheck.render.document import (
    Block,
    ChainLines,
    Code,
    Heading,
    Inset,
    Items,
    ListItem,
    ListMarks,
    Strong,
    Text,
    TextTable,
    Title,
    cut,
)
from goalcheck.render.sections.conflict import at_stake, conflict_blocks, needs_message, over, title, told
from goalcheck.render.sections.sureness import standing_blocks, tipping_blocks
from goalcheck.render.words import CleanIds, Speaker, command_line, place
from goalcheck.report import Report
from goalcheck.sensitivity.robust import Robustness
from goalcheck.sensitivity.tipping import Tipping

ROOM = 3
"""The columns that a conflict is set in by below its title."""


def finding_blocks(
    report: Report,
    finding: Finding,
    *,
    paths: Sequence[str],
    tipping: Tipping | None = None,
    robustness: Robustness | None = None,
) -> Iterator[Block]:
    """The finding at length.

    Args:
        paths: the paths that the user named, for the commands that the text suggests.
        tipping: what would end it alone, where that was worked out.
        robustness: how surely conflicts stand, where that was worked out.
    """
    yield Title(title(finding), () if is_conflict(finding) and needs_message(finding) else (finding.message,))
    if is_conflict(finding):
        yield Inset(tuple(conflict_blocks(report.organization, finding)), ROOM)
        cloud = cloud_of(report, finding, Speaker(report.organization, clean=cut), CleanIds(cut))
        if cloud:
            yield from _cloud(cloud)
    else:
        yield from _plain(Speaker(report.organization, clean=cut), finding)
    if tipping:
        yield from tipping_blocks(report.organization, tipping)
    if robustness and (standing := robustness.of(finding)):
        yield from standing_blocks(robustness, standing)
    yield from _where(finding)
    yield from _decision(finding)
    yield from _next(finding, paths)


def _plain(speaker: Speaker, finding: Finding) -> Iterator[Block]:
    """A finding that is no conflict, below its message."""
    yield from told(finding.details)
    yield from at_stake(speaker, finding)
    for contest in finding.outcomes:
        yield from over(speaker, contest)
        for side in contest.sides:
            links = ((speaker.evidence(link), " ", place(link.location, clean=cut)) for link in side.chain)
            yield Inset((ChainLines((f"{speaker.sentence(side.chain)}.",), tuple(links)),))
    if finding.advice:
        yield Heading("What to do")
        yield from told(finding.advice)


def _where(finding: Finding) -> Iterator[Block]:
    if finding.locations:
        yield Heading("Where")
        yield from (Text((place(location, clean=cut),)) for location in finding.locations)


def _decision(finding: Finding) -> Iterator[Block]:
    decision = finding.decision
    if decision:
        by, reason = cut(decision.by), cut(decision.reason)
        yield Heading("Decided")
        yield Items((ListItem((f"{finding.status.value} by {by} until {decision.until}: {reason}",)),), ListMarks.NONE)


def _cloud(cloud: Cloud) -> Iterator[Block]:
    yield Heading("Conflict cloud")
    yield Inset(
        (
            TextTable(tuple(((label,), (text,)) for label, text in cloud.rows)),
            Text((Strong("Assumptions to challenge:"),)),
            Items(tuple(ListItem((assumption,)) for assumption in cloud.assumptions)),
        )
    )


def _next(finding: Finding, paths: Sequence[str]) -> Iterator[Block]:
    yield Heading("Next")
    yield Text((f"goalcheck explain {finding.code} tells what this rule is about.",))
    for objective in finding.objectives[:2]:
        yield Text((Code(f"goalcheck show {objective} {command_line(paths, clean=cut)}"),))
    yield Text((f"Its fingerprint is {finding.fingerprint}.",))
