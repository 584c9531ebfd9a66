"""One finding at length: what it tells, where it stands, and which conflict it is told with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, is_conflict
from goalcheck.render.document import (
    Block,
    ChainLines,
    Code,
    Heading,
    Inset,
    Items,
    ListItem,
    ListMarks,
    Quiet,
    Text,
    Title,
    cut,
)
from goalcheck.render.sections.conflict import at_stake, conflict_blocks, needs_message, over, title, told
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, command_line, place
from goalcheck.report import Report

ROOM = 3
"""The columns that a conflict is set in by below its title."""


def finding_blocks(report: Report, finding: Finding, *, paths: Sequence[str]) -> Iterator[Block]:
    """The finding at length.

    Args:
        paths: the paths that the user named, for the commands that the text suggests.
    """
    yield Title(title(finding), () if is_conflict(finding) and needs_message(finding) else (finding.message,))
    if is_conflict(finding):
        yield Inset(tuple(conflict_blocks(report.organization, finding)), ROOM)
    else:
        yield from _plain(Speaker(report.organization, clean=cut), finding)
    yield from _where(finding)
    yield from _decision(finding)
    yield from _told_with(report, finding, paths)
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


def _told_with(report: Report, finding: Finding, paths: Sequence[str]) -> Iterator[Block]:
    """The conflicts that tell the finding, and count in its place."""
    conflicts = [each for each in report.conflicts if finding.fingerprint in each.findings]
    if conflicts:
        yield Heading("The conflict that it is told with" if len(conflicts) == 1 else "The conflicts that tell it")
        yield Items(
            tuple(
                ListItem((headline(report.organization, each), " ", Quiet(_mark(each))), level=each.level)
                for each in conflicts
            ),
            ListMarks.NONE,
        )
        named = command_line(paths, clean=cut)
        yield Text((Code(f"goalcheck explain {conflicts[0].fingerprint[:SHORT_FINGERPRINT]} {named}"),))


def _mark(conflict: Conflict) -> str:
    return f"{conflict.code} {conflict.fingerprint[:SHORT_FINGERPRINT]}"


def _next(finding: Finding, paths: Sequence[str]) -> Iterator[Block]:
    yield Heading("Next")
    yield Text((f"goalcheck explain {finding.code} tells what this rule is about.",))
    for objective in finding.objectives[:2]:
        yield Text((Code(f"goalcheck show {objective} {command_line(paths, clean=cut)}"),))
    yield Text((f"Its fingerprint is {finding.fingerprint}.",))
