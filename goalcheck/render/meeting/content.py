"""The content of every form of the report, in words: frozen, plain, each text one line in which every character shows.

Knows no form: what a text must not do in HTML, typst or Markdown is the business of whoever lays it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from goalcheck.render.document import Block
from goalcheck.render.matrix.words import CampSentence
from goalcheck.render.meeting.content_appendix import AppendixWords
from goalcheck.render.meeting.content_conflict import ConflictWords


class Choice(NamedTuple):
    """Something to filter by."""

    id: str
    name: str


class SuffererWords(NamedTuple):
    """What suffers in one conflict of a story.

    Attributes:
        position: the place of its conflict among all conflicts of the report.
        fingerprint: empty where the conflict has no page.
    """

    position: int
    level: str
    name: str
    whose: str
    fingerprint: str


class StoryWords(NamedTuple):
    """The conflicts that have one main knot, as the first page tells them.

    Attributes:
        knot: empty where what suffers is hurt directly.
        size: how many conflicts, in words; empty where there is one, which is then told by what suffers.
        whose: of one conflict whose it is, and its rating.
        more: how many others suffer.
        payers: the customers.
        at_stake: money over all outcomes that suffer in it; empty where nobody said.
        squeezers: the hurters of its first conflict, and their departments.
        first, change: the first thing to do about its first conflict, and what that would change.
    """

    number: int
    level: str
    knot: str
    size: str
    whose: str
    sufferers: tuple[SuffererWords, ...]
    more: int
    payers: str
    at_stake: str
    squeezers: str
    decider: str
    first: str
    change: str


class CauseWords(NamedTuple):
    """A hurting arrow that conflicts rest on.

    Attributes:
        ends, lowers: the places of its conflicts among all conflicts of the report.
        effect: the same in words.
        share: of all open pressure.
    """

    sentence: str
    owner: str
    effect: str
    share: str
    because: str
    place: str
    ends: tuple[int, ...]
    lowers: tuple[int, ...]


class RowWords(NamedTuple):
    """A conflict in one line; `position` is its place among all conflicts of the report."""

    position: int
    fingerprint: str
    level: str
    text: str
    pressure: str
    decider: str


class BesideWords(NamedTuple):
    """A finding that counts by itself in one line; `position` is its place among all of them.

    Attributes:
        is_named: False where only a filter brings it up.
    """

    position: int
    level: str
    rule: str
    text: str
    is_named: bool


class HeatCell(NamedTuple):
    """What a department does to another: the tension, its shade (`step`, 0 to 4), and the worst conflict behind it."""

    tension: str
    step: int
    words: str
    fingerprint: str
    inside: bool


class HeatRow(NamedTuple):
    """A department with its cells, in the order of all rows."""

    id: str
    name: str
    cells: tuple[HeatCell, ...]


class CampsWords(NamedTuple):
    """The camps of departments in sentences, the admission where they are inexact, and the method."""

    sentences: tuple[CampSentence, ...]
    admitted: str
    method: str


class HeatWords(NamedTuple):
    """Who hurts whom, row by row, how to read it and what the map does not show, and camps where there are any."""

    rows: tuple[HeatRow, ...]
    notes: tuple[str, ...]
    camps: CampsWords | None


class FrontStepWords(NamedTuple):
    """One set of changes that no other beats both in cost and in the pressure that is left, in words."""

    cost: float
    pressure: float
    words: str


class WayOutWords(NamedTuple):
    """The cheapest changes that settle the conflicts of the whole organization, and the alternatives.

    Attributes:
        front: how much pressure can be taken away for how much cost, in the order and numbers of the list.
    """

    verdict: str
    blocks: tuple[Block, ...]
    front: tuple[FrontStepWords, ...]


class VerdictWords(NamedTuple):
    """The first thing to know: the claim, what stands beside it, and how much could be seen."""

    claim: str
    rest: str
    seen: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole report in words, in the order in which it is read.

    Attributes:
        at_stake: over all outcomes that suffer in open conflicts of level serious or worse; empty where it is nothing.
        more_stories: how many stories the first page has no room for.
        causes_claim: how many conflicts the root causes hold; empty without any.
        listed: the open conflicts without a page, those that a list has room for.
        more_listed: how many it has no room for.
        beside: the findings that count by themselves, the worst first.
        beside_claim: how many there are in all; empty without any.
        appendix: None where nobody asked for it.
        facts: what filters have to know, as JSON's own types.
    """

    title: str
    organization: str
    period: str
    today: str
    cut: tuple[str, ...]
    verdict: VerdictWords
    at_stake: str
    warnings: tuple[str, ...]
    stories: tuple[StoryWords, ...]
    more_stories: int
    causes_claim: str
    causes: tuple[CauseWords, ...]
    heat: HeatWords | None
    way_out: WayOutWords | None
    conflicts: tuple[ConflictWords, ...]
    listed: tuple[RowWords, ...]
    more_listed: int
    beside: tuple[BesideWords, ...]
    beside_claim: str
    appendix: AppendixWords | None
    levels: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    customers: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    facts: dict[str, Any]

    @property
    def named(self) -> tuple[BesideWords, ...]:
        """The findings that count by themselves and are named whatever a filter says."""
        return tuple(each for each in self.beside if each.is_named)
