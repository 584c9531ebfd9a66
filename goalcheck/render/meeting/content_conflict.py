"""The content of one conflict in every form of the report, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ReasonWords(NamedTuple):
    """Why one arrow of a chain is there, empty where nobody said; notes on how sure that is; and where it stands."""

    because: str
    notes: str
    place: str


class PusherLine(NamedTuple):
    """An objective that hurts or helps what a conflict is about, in one line.

    Attributes:
        who: its owner and department.
        facts: its target and progress; empty where it has neither.
        step: the first arrow of its chain: hurts “time”; empty where it is told in brief.
        tail: the others: , which helps “calls”; empty where a line before it told the same.
        strength: of its chain, as a figure.
        aside: what guards it or that it is decided; empty where neither is.
        chain: the ids along the chain, itself first.
    """

    id: str
    name: str
    who: str
    facts: str
    step: str
    tail: str
    strength: str
    aside: str
    reasons: tuple[ReasonWords, ...]
    chain: tuple[str, ...]


class KnotWords(NamedTuple):
    """The hurters whose harm enters at one point; the name is empty where that is what suffers itself."""

    id: str
    name: str
    hurters: tuple[PusherLine, ...]


class AcceptedWords(NamedTuple):
    """A decision in force on a conflict: accepted by whom, until when, why, and where it stands."""

    verdict: str
    by: str
    until: str
    left: str
    reason: str
    place: str


class StepWords(NamedTuple):
    """Something to do, and what it would change; empty where that is not known."""

    text: str
    change: str


class NoteWords(NamedTuple):
    """A finding that is told with a conflict."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """A conflict with a page of its own.

    Attributes:
        position: its place among all conflicts of the report, by which a filter knows it.
        about, about_id: what suffers.
        whose: the customer and importance of an outcome, the department and owner of an objective.
        rating: the latest rating against the best of the year before; empty without one.
        is_unhappy: True if that rating is low or has fallen.
        at_stake: money; empty where nobody said.
        share: the pressure, 0 to 1.
        more_hurters, more_protectors: how many are not told here.
        promise: the sentence that stands in place of protectors where there are none.
        lost: the outcomes that are lost with an objective.
        unasked: who was not asked; empty where everybody was.
        evidence: what else was found about it: ratings that fall, disputes.
        standing: the share of draws in which it stands; empty without draws.
    """

    number: int
    position: int
    fingerprint: str
    level: str
    headline: str
    about: str
    about_id: str
    whose: str
    rating: str
    is_unhappy: bool
    at_stake: str
    pressure: str
    share: float
    knots: tuple[KnotWords, ...]
    more_hurters: int
    protectors: tuple[PusherLine, ...]
    more_protectors: int
    promise: str
    lost: str
    unasked: str
    decider: str
    decisions: tuple[AcceptedWords, ...]
    evidence: tuple[NoteWords, ...]
    steps: tuple[StepWords, ...]
    standing: str

    @property
    def hurters(self) -> tuple[PusherLine, ...]:
        """The hurters that are told, by knot."""
        return tuple(each for knot in self.knots for each in knot.hurters)
