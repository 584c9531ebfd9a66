"""The leverage in words: the effects, drivers and objectives that raise the total tension most."""

from __future__ import annotations

from goalcheck.meeting import Meeting
from goalcheck.model import Organization
from goalcheck.render.meeting.content import LeverageWords, LeverKind, LeverWords
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections.sureness import share
from goalcheck.render.terminal.leverage import NOT_PROVED, NOTHING_ALONE, kinds, total_sentence
from goalcheck.render.words import Speaker, place
from goalcheck.selection import Selection
from goalcheck.sensitivity.leverage import Lever, Leverage

MOST_LEVERS = 3
"""Of each kind; `goalcheck influence` tells more."""

OF_THE_WHOLE = "This is about the whole organization, whatever the report was cut to."


def leverage_words(meeting: Meeting, speaker: Speaker) -> LeverageWords | None:
    """The leverage in words; None where nobody looked for it or there is no tension."""
    leverage = meeting.leverage
    if leverage is None or not leverage.total:
        return None
    organization = meeting.report.organization
    told = tuple(
        LeverKind(head, tuple(_lever(organization, speaker, leverage, each) for each in levers[:MOST_LEVERS]))
        for head, levers in kinds(leverage)
    )
    notes = (
        "" if told else NOTHING_ALONE,
        "" if leverage.exact else NOT_PROVED,
        "" if meeting.selection == Selection() else OF_THE_WHOLE,
    )
    return LeverageWords(total_sentence(leverage), told, tuple(note for note in notes if note))


def _lever(organization: Organization, speaker: Speaker, leverage: Leverage, lever: Lever) -> LeverWords:
    lowers, part = f"{lever.lowers:,.2f}", share(lever.lowers / leverage.total)
    link = lever.link
    if link is not None:
        text = f"{speaker.name(link.origin)} {link.word} {speaker.name(link.target)} ({link.weight:+.2f})"
        return LeverWords(lowers, part, text, for_terminal(link.because or ""), place(link.location))
    objective = organization.objectives.get(lever.node)
    text = speaker.objective(lever.node) if objective else speaker.name(lever.node)
    entry = objective or organization.drivers[lever.node]
    return LeverWords(lowers, part, text, "", place(entry.location))
