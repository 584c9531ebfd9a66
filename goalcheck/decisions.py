"""The decisions about findings: the status of each finding, and the standing of each decision after an analysis.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from goalcheck.findings import DecisionNote, Finding, FindingStatus
from goalcheck.graph import ROUNDING
from goalcheck.model import Decision

WORSENED_BY = 5.0
"""A decision lapses when the tension is more than this above what was accepted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of one decision after an analysis.

    Attributes:
        expired: True if the last day of the decision has passed.
        between: the findings between the objectives of the decision, over any outcome.
        met: the findings that the decision is about: over its outcome or by its rule, or all if it names neither.
        reopened: the findings in `met` that are open because the decision lapsed and no other decision replaced it.
        outcomes: the outcomes over which the reopened findings are open again, sorted.
        tension: the greatest tension that is open again, None if no reopened finding has a tension.
    """

    decision: Decision
    expired: bool
    between: tuple[Finding, ...]
    met: tuple[Finding, ...]
    reopened: tuple[Finding, ...]
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


class Point(NamedTuple):
    """The unit that a decision covers: a finding over one of its outcomes, or a whole finding that has no outcome."""

    outcome: str | None
    tension: float | None


class Decisions:
    """The decisions of an organization, by the objectives that they are between."""

    def __init__(self, decisions: Iterable[Decision], *, today: date) -> None:
        self._today = today
        self._by_pair: dict[tuple[str, ...], list[Decision]] = {}
        for decision in decisions:
            self._by_pair.setdefault(decision.between, []).append(decision)
        self._covered: dict[tuple[tuple[str, ...], str, Point], Decision | None] = {}

    def applied(self, finding: Finding) -> Finding:
        """The finding with its status: decided where decisions in force cover all of its outcomes, else open."""
        if finding.objectives not in self._by_pair:
            return finding
        covering = [self._covering(finding, point) for point in _points(finding)]
        decision = covering[0]
        if decision is None or not all(covering):
            return finding
        note = DecisionNote(
            decision.verdict, decision.by, decision.reason, decision.until.isoformat(), decision.location
        )
        return replace(finding, status=FindingStatus(decision.verdict.value), decision=note)

    def lacking(self, finding: Finding) -> list[Point]:
        """The points of a finding that no decision in force covers."""
        return [point for point in _points(finding) if self._covering(finding, point) is None]

    def standings(self, findings: Iterable[Finding], *, complete: bool) -> Standings:
        """The standing of each decision, given the findings with their statuses.

        Args:
            complete: True if the findings are all that the rules found.
        """
        between: dict[tuple[str, ...], list[Finding]] = {}
        paired = (each for each in findings if each.objectives in self._by_pair)
        for finding in sorted(paired, key=lambda each: each.order):
            between.setdefault(finding.objectives, []).append(finding)
        each = [
            self._standing(decision, between.get(pair, []))
            for pair, decisions in self._by_pair.items()
            for decision in decisions
        ]
        return Standings(tuple(each), complete)

    def _standing(self, decision: Decision, between: list[Finding]) -> Standing:
        met = [
            (finding, points)
            for finding in between
            if (points := [point for point in _points(finding) if _speaks_of(decision, finding, point)])
        ]
        reopened = [
            (finding, left)
            for finding, points in met
            if (left := [point for point in points if self._covering(finding, point) is None])
        ]
        left_open = [point for _, left in reopened for point in left]
        return Standing(
            decision=decision,
            expired=self._has_expired(decision),
            between=tuple(between),
            met=tuple(finding for finding, _ in met),
            reopened=tuple(finding for finding, _ in reopened),
            outcomes=tuple(sorted({point.outcome for point in left_open if point.outcome is not None})),
            tension=max((point.tension for point in left_open if point.tension is not None), default=None),
        )

    def _covering(self, finding: Finding, point: Point) -> Decision | None:
        """The decision in force over a point: one that says over what before one that does not, then the longest.

        Looked for once: each of thousands of decisions on a pair asks it of the same points.
        """
        key = finding.objectives, finding.code, point
        if key not in self._covered:
            self._covered[key] = self._foremost(finding, point)
        return self._covered[key]

    def _foremost(self, finding: Finding, point: Point) -> Decision | None:
        fitting = [
            decision
            for decision in self._by_pair.get(finding.objectives, [])
            if _speaks_of(decision, finding, point) and self._in_force(decision, point.tension)
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


def _speaks_of(decision: Decision, finding: Finding, point: Point) -> bool:
    """True if a decision is about a point: it names the outcome of the point, the rule of the finding, or neither.

    A decision with an accepted tension of 0 covers only findings without tension (a missing owner, for example), and
    so no conflict of the same objectives.
    """
    named = decision.over in (None, point.outcome, finding.code)
    return named and not (decision.tension == 0 and point.tension)


def _precedence(decision: Decision) -> tuple[object, ...]:
    return decision.over is None, -decision.until.toordinal(), decision.order
