"""One conflict at length for whoever checks a change: the chain of each push, who decides, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.conflicts import Conflict
from goalcheck.findings import DecisionNote, Link
from goalcheck.render.document import Block, ChainLines, Items, ListItem, ListMarks, Quiet, Strong, Text, cut
from goalcheck.render.words import Speaker, place
from goalcheck.report import Report

MOST_CHAINS = 10
"""Hurters and protectors that are told with their chains."""

MOST_ADVICE = 5


def conflict_at_length(report: Report, conflict: Conflict) -> Iterator[Block]:
    """A conflict below its headline."""
    speaker = Speaker(report.organization, clean=cut)
    for hurter in conflict.hurters[:MOST_CHAINS]:
        if hurter.chain:
            yield _chain(speaker, "Hurts", hurter.chain)
            yield from _decided(hurter.decision)
    yield from _rest(len(conflict.hurters) - MOST_CHAINS, "hurts")
    for protector in conflict.protectors[:MOST_CHAINS]:
        if protector.chain:
            yield _chain(speaker, "Helps", protector.chain)
    yield from _rest(len(conflict.protectors) - MOST_CHAINS, "helps")
    yield Items((ListItem((Strong("Decides: "), speaker.decider(conflict.decider))),), ListMarks.NONE)
    if conflict.advice:
        yield Text((Strong("What to do:"),))
        told = tuple(ListItem((each,)) for each in conflict.advice[:MOST_ADVICE])
        yield Items(told, more=max(0, len(conflict.advice) - MOST_ADVICE))


def _chain(speaker: Speaker, label: str, chain: Sequence[Link]) -> ChainLines:
    links = ((speaker.evidence(link), " ", Quiet(place(link.location, clean=cut))) for link in chain)
    return ChainLines((f"{speaker.sentence(chain)}.",), tuple(links), label)


def _decided(decision: DecisionNote | None) -> Iterator[Block]:
    if decision is not None:
        said = f"{decision.verdict} by {cut(decision.by)} until {decision.until}: {cut(decision.reason)}"
        yield Items((ListItem((said,)),), ListMarks.NONE)


def _rest(more: int, verb: str) -> Iterator[Block]:
    if more > 0:
        who = f"{more:,} more objective" + ("" if more == 1 else "s")
        yield Text((f"And {who} {verb if more == 1 else verb.removesuffix('s')} it.",))
