"""One conflict in words, as the report and `explain` tell it: who, against whom, over what, how hard, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.findings import Contest, Finding, Link
from goalcheck.messages import Message
from goalcheck.model import Organization
from goalcheck.render.document import (
    Block,
    ChainLines,
    Items,
    ListItem,
    ListMarks,
    Meter,
    Pieces,
    Quiet,
    Strong,
    Text,
    cut,
)
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, listed, place, sides

MOST_PARTIES = 4
"""Objectives against the first that are named."""


def title(finding: Finding) -> Pieces:
    """Level, name, code and the short fingerprint."""
    return (
        Strong(finding.level.value.upper(), finding.level),
        f" {finding.name} ",
        Quiet(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}"),
    )


def guarded(finding: Finding) -> str:
    """A note where guardrails lower the level."""
    return ", lowered by a guardrail" if finding.guarded else ""


def needs_message(finding: Finding) -> bool:
    """True if tension and chains alone do not tell what the finding is about."""
    return finding.tension is None or not (finding.outcomes or finding.chain)


def conflict_blocks(
    organization: Organization, finding: Finding, *, most_outcomes: int | None = None
) -> Iterator[Block]:
    """A finding of the conflict family, below its title.

    Args:
        most_outcomes: how many outcomes are told with their chains; the rest is named.
    """
    speaker = Speaker(organization, clean=cut)
    if finding.tension is not None:
        yield Text(("tension ", Meter(finding.tension), f" {finding.tension:.2f} of 100{guarded(finding)}"))
    yield from at_stake(speaker, finding)
    yield from _unmarked(*_parties(speaker, finding))
    if needs_message(finding):
        yield from _unmarked((finding.message,))
    yield from told(finding.details)
    if finding.chain:
        yield _chain(speaker, "How", finding.chain)
    for contest in finding.outcomes[:most_outcomes]:
        yield from _contest(speaker, contest)
    rest = finding.outcomes[most_outcomes or len(finding.outcomes) :]
    if rest:
        yield from _unmarked((f"and over {listed([f'{each.outcome} ({each.tension:.2f})' for each in rest])}",))
    yield from _ways_out(speaker, finding)


def story_blocks(organization: Organization, finding: Finding) -> Iterator[Block]:
    """A finding whose details tell a story, to be read aloud, below its title."""
    speaker = Speaker(organization, clean=cut)
    yield from _unmarked(*((detail,) for detail in finding.details))
    yield from at_stake(speaker, finding)
    for contest in finding.outcomes:
        yield from _contest(speaker, contest)
    yield from _ways_out(speaker, finding)


def at_stake(speaker: Speaker, finding: Finding) -> Iterator[Block]:
    """The money that is at stake, where somebody says."""
    if finding.at_stake is not None:
        yield Text((f"at stake: {speaker.money(finding.at_stake)}",))


def told(messages: Sequence[Message]) -> Iterator[Block]:
    """Details or advice, an item each; nothing where there is none."""
    if messages:
        yield Items(tuple(ListItem((message,)) for message in messages))


def over(speaker: Speaker, contest: Contest) -> Iterator[Block]:
    """The outcome that is pulled at."""
    yield from _unmarked(("over ", Strong(speaker.outcome(contest.outcome))))


def _unmarked(*lines: Pieces) -> Iterator[Block]:
    if lines:
        yield Items(tuple(map(ListItem, lines)), ListMarks.NONE)


def _parties(speaker: Speaker, finding: Finding) -> Iterator[Pieces]:
    first, *others = speaker.parties(finding) or ("",)
    if first:
        yield (Strong(speaker.objective(first)),)
    for other in others[:MOST_PARTIES]:
        yield f"{finding.rule.relation()} ", Strong(speaker.objective(other))
    if len(others) > MOST_PARTIES:
        yield (f"and {len(others) - MOST_PARTIES} more",)


def _ways_out(speaker: Speaker, finding: Finding) -> Iterator[Block]:
    yield from _unmarked((Strong("Decides: "), speaker.decider(finding.decider)))
    yield Text((Strong("What to do:"),))
    yield from told(finding.advice)


def _contest(speaker: Speaker, contest: Contest) -> Iterator[Block]:
    helping, hurting = sides(contest)
    yield from over(speaker, contest)
    for side in hurting:
        yield _chain(speaker, "Hurts", side.chain)
    for side in helping:
        yield _chain(speaker, "Helps", side.chain)


def _chain(speaker: Speaker, label: str, chain: Sequence[Link]) -> ChainLines:
    links = ((speaker.evidence(link), " ", Quiet(place(link.location, clean=cut))) for link in chain)
    return ChainLines((f"{speaker.sentence(chain)}.",), tuple(links), label)
