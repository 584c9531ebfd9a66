"""The decisions about findings: the status of each finding, and the standing of each decision after an analysis.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from goalcheck.findings import DecisionNote, Finding, FindingStatus
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message
from goalcheck.model import Decision

WORSENED_BY = 5.0
"""A decision lapses when the tension is more than this above what was accepted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of one decision after an analysis.

    Attributes:
        expired: True if the last day of the decision has passed.
        between: the subjects between the objectives of the decision, over any outcome.
        met: those that the decision is about: over its outcome or by its rule, or all if it names neither.
        reopened: those in `met` that are open because the decision lapsed and no other decision replaced it.
        outcomes: the outcomes and objectives over which they are open again, sorted.
        tension: the greatest tension that is open again, None if nothing that is reopened has a tension.
    """

    decision: Decision
    expired: bool
    between: tuple[Subject, ...]
    met: tuple[Subject, ...]
    reopened: tuple[Subject, ...]
    outcomes: tuple[str, ...]
    tension: float | None


class Standings(NamedTuple):
    """The standings of all decisions, in the order of the decisions.

    Attributes:
        complete: True if every finding is known; False if only the worst of a rule are listed, so that a decision may
            be about an unlisted finding.
    """

    each: tuple[Standing, ...]
    complete: bool


class Subject(NamedTuple):
    """Something that decisions can be about: a finding, or a harm of a conflict.

    Attributes:
        objectives: whom a decision on it is between, sorted.
        code: the rule of the finding, or the one that speaks of the conflict.
        fingerprint: of the finding or conflict.
        message: what it is.
        points: what it is over.
        over: what a decision on it may say beside the outcome or objective of a point.
        decided: whether a decision settles it; None for a finding, whose points are looked up one by one.
    """

    objectives: tuple[str, ...]
    code: str
    fingerprint: str
    message: Message
    points: tuple[Point, ...]
    over: tuple[str | None, ...]
    decided: bool | None = None

    @classmethod
    def of(cls, finding: Finding) -> Subject:
        """A finding as decisions see it."""
        points = tuple(_points(finding))
        over = (None, finding.code)
        return cls(finding.objectives, finding.code, finding.fingerprint, finding.message, points, over)


class Point(NamedTuple):
    """The unit that a decision covers: a subject over one outcome or objective, or a whole one that is over none."""

    outcome: str | None
    tension: float | None


class Decisions:
    """The decisions of an organization, by the objectives that they are between."""

    def __init__(self, decisions: Iterable[Decision], *, today: date) -> None:
        self._today = today
        self._by_pair: dict[tuple[str, ...], list[Decision]] = {}
        for decision in decisions:
            self._by_pair.setdefault(decision.between, []).append(decision)
        self._named = {each for between in self._by_pair for each in between}
        self._covered: dict[tuple[tuple[str, ...], str, Point], Decision | None] = {}

    def name(self, objective: str) -> bool:
        """True if a decision names an objective."""
        return objective in self._named

    def pairs(self) -> Iterable[tuple[str, ...]]:
        """The objectives that decisions are between, each set once."""
        return self._by_pair

    def of_harm(self, between: tuple[str, ...], over: Collection[str | None], tension: float) -> Decision | None:
        """A decision in force that accepts a harm.

        Args:
            between: the objectives that it must be between, sorted.
            over: what it may be over.
        """
        fitting = (each for each in self._by_pair.get(between, []) if each.over in over)
        return min((each for each in fitting if self._in_force(each, tension)), key=_precedence, default=None)

    def applied(self, finding: Finding) -> Finding:
        """The finding with its status: decided where decisions in force cover all of its outcomes, else open."""
        if finding.objectives not in self._by_pair:
            return finding
        subject = Subject.of(finding)
        covering = [self._covering(subject, point) for point in subject.points]
        decision = covering[0]
        if decision is None or not all(covering):
            return finding
        note = DecisionNote.of(decision)
        return replace(finding, status=FindingStatus(decision.verdict.value), decision=note)

    def lacking(self, finding: Finding) -> list[Point]:
        """The points of a finding that no decision in force covers."""
        return [point for point in _points(finding) if self._covering(Subject.of(finding), point) is None]

    def standings(self, subjects: Iterable[Subject], *, complete: bool) -> Standings:
        """The standing of each decision, given everything that one can be about.

        Args:
            subjects: in the order in which they are told.
            complete: True if nothing is left out.
        """
        between: dict[tuple[str, ...], list[Subject]] = {}
        for subject in subjects:
            if subject.objectives in self._by_pair:
                between.setdefault(subject.objectives, []).append(subject)
        each = [
            self._standing(decision, between.get(pair, []))
            for pair, decisions in self._by_pair.items()
            for decision in decisions
        ]
        return Standings(tuple(each), complete)

    def _standing(self, decision: Decision, between: list[Subject]) -> Standing:
        met = [
            (subject, points)
            for subject in between
            if (points := [point for point in subject.points if _speaks_of(decision, subject, point)])
        ]
        reopened = [
            (subject, left)
            for subject, points in met
            if (left := [point for point in points if not self._is_settled(subject, point)])
        ]
        left_open = [point for _, left in reopened for point in left]
        return Standing(
            decision=decision,
            expired=self._has_expired(decision),
            between=tuple(between),
            met=tuple(subject for subject, _ in met),
            reopened=tuple(subject for subject, _ in reopened),
            outcomes=tuple(sorted({point.outcome for point in left_open if point.outcome is not None})),
            tension=max((point.tension for point in left_open if point.tension is not None), default=None),
        )

    def _is_settled(self, subject: Subject, point: Point) -> bool:
        if subject.decided is not None:
            return subject.decided
        return self._covering(subject, point) is not None

    def _covering(self, subject: Subject, point: Point) -> Decision | None:
        """The decision in force over a point: one that says over what before one that does not, then the longest.

        Looked for once: each of thousands of decisions on a pair asks it of the same points.
        """
        key = subject.objectives, subject.code, point
        if key not in self._covered:
            self._covered[key] = self._foremost(subject, point)
        return self._covered[key]

    def _foremost(self, subject: Subject, point: Point) -> Decision | None:
        fitting = [
            decision
            for decision in self._by_pair.get(subject.objectives, [])
            if _speaks_of(decision, subject, point) and self._in_force(decision, point.tension)
        ]
        return min(fitting, key=_precedence, default=None)

    def _has_expired(self, decision: Decision) -> bool:
        return decision.until < self._today

    def _in_force(self, decision: Decision, tension: float | None) -> bool:
        if self._has_expired(decision):
            return False
        accepted = decision.tension
        return accepted is None or tension is None or tension <= accepted + WORSENED_BY + ROUNDING


def _points(finding: Finding) -> list[Point]:
    return [Point(each.outcome, each.tension) for each in finding.outcomes] or [Point(None, finding.tension)]


def _speaks_of(decision: Decision, subject: Subject, point: Point) -> bool:
    """True if a decision is about a point: it names what the point is over, the rule of the subject, or neither.

    A decision with an accepted tension of 0 covers only findings without tension (a missing owner, for example), and
    so no conflict of the same objectives.
    """
    named = decision.over == point.outcome or decision.over in subject.over
    return named and not (decision.tension == 0 and point.tension)


def _precedence(decision: Decision) -> tuple[object, ...]:
    return decision.over is None, -decision.until.toordinal(), decision.order
