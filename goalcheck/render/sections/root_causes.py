"""The root causes at length: each hurting effect that conflicts rest on, whose it is, why, and what ends without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.conflicts import RootCause
from goalcheck.findings import Link
from goalcheck.render.document import Block, Heading, Items, ListItem, ListMarks, Pieces, Quiet, Strong, Text, cut
from goalcheck.render.words import Speaker, count, place
from goalcheck.report import Report

MOST_NAMED = 8
"""Conflicts of one root cause that are named."""


def root_cause_blocks(report: Report, causes: Sequence[RootCause]) -> Iterator[Block]:
    """The root causes, those that hold most pressure first."""
    speaker = Speaker(report.organization, clean=cut)
    yield Heading("Root causes")
    if not causes:
        yield Text(("There is no single effect without which a conflict would end or fall by a level.",))
    else:
        yield Text((_sum(report, causes),))
    for cause in causes:
        yield Text((f"{_percent(cause.share)}  ", Strong(speaker.arrow(cause.arrow)), " ", _place(cause.arrow)))
        yield Items(tuple(ListItem(each) for each in _told(report, speaker, cause)), ListMarks.BULLETS)
    if causes:
        yield Text(("Percent: the share of all open pressure that would be gone without the effect.",))
    yield from (Text((f"Left out: {cut(each)}.",)) for each in report.left_out if "root cause" in each)


def _sum(report: Report, causes: Sequence[RootCause]) -> str:
    held = {about for cause in causes for about in (*cause.ends, *cause.lowers)}
    conflicts = count(sum(each.is_open for each in report.conflicts), "open conflict")
    one, them = ("holds", "it") if len(causes) == 1 else ("hold", "one of them")
    effects = count(len(causes), "declared effect")
    return f"{effects} {one} {len(held):,} of {conflicts}: without {them}, conflicts end or fall by a level."


def _told(report: Report, speaker: Speaker, cause: RootCause) -> Iterator[Pieces]:
    yield ("owner: ", _owner(report, speaker, cause))
    if cause.arrow.because:
        yield (f"because {cut(cause.arrow.because)}",)
    notes = speaker.notes(cause.arrow)
    if notes:
        yield (notes,)
    if cause.ends:
        yield (f"without it {count(len(cause.ends), 'conflict')} would end: ", _conflicts(speaker, cause.ends))
    if cause.lowers:
        number = count(len(cause.lowers), "conflict")
        yield (f"without it {number} would fall by a level: ", _conflicts(speaker, cause.lowers))


def _owner(report: Report, speaker: Speaker, cause: RootCause) -> str:
    """Who answers for the declaration: the objective's owner and department; nobody for what lies between."""
    if cause.owner is None:
        return "nobody: it is no objective's effect"
    objective = report.organization.objectives[cause.arrow.origin]
    department = speaker.department(cause.owner)
    return f"{cut(objective.owner)} ({department})" if objective.owner else department


def _conflicts(speaker: Speaker, about: Sequence[str]) -> str:
    named = ", ".join(speaker.name(each) for each in about[:MOST_NAMED])
    return f"{named} and {len(about) - MOST_NAMED} more" if len(about) > MOST_NAMED else named


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _place(link: Link) -> Quiet:
    return Quiet(place(link.location, clean=cut))
