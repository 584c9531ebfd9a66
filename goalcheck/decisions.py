"""What was decided about a finding: which decisions are in force on it, and what they make of its status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from goalcheck.findings import DecisionNote, Finding, FindingStatus
from goalcheck.model import Decision

WORSENED_BY = 5.0
"""A decision lapses when the tension is more than this above what was accepted."""

ROUNDING = 1e-9


class Decisions:
    """The decisions of an organization, by the objectives that they are between."""

    def __init__(self, decisions: Iterable[Decision], *, today: date) -> None:
        self._today = today
        self._by_pair: dict[tuple[str, ...], list[Decision]] = {}
        for decision in decisions:
            self._by_pair.setdefault(decision.between, []).append(decision)

    def applied(self, finding: Finding) -> Finding:
        """The finding with its status: decided where decisions in force cover all of its outcomes, else open."""
        candidates = self._by_pair.get(finding.objectives, [])
        if not candidates:
            return finding
        if finding.outcomes:
            covering = [self._covering(candidates, each.outcome, each.tension) for each in finding.outcomes]
        else:
            covering = [self._covering(candidates, None, finding.tension)]
        decision = covering[0]
        if decision is None or not all(covering):
            return finding
        note = DecisionNote(
            decision.verdict, decision.by, decision.reason, decision.until.isoformat(), decision.location
        )
        return replace(finding, status=FindingStatus(decision.verdict.value), decision=note)

    def _covering(self, candidates: list[Decision], outcome: str | None, tension: float | None) -> Decision | None:
        """The decision in force over an outcome: one that names it before one for the whole pair, then the longest."""
        fitting = [
            decision
            for decision in candidates
            if decision.over in (None, outcome) and self._in_force(decision, tension)
        ]
        return min(fitting, key=_precedence, default=None)

    def _in_force(self, decision: Decision, tension: float | None) -> bool:
        if decision.until < self._today:
            return False
        accepted = decision.tension
        return accepted is None or tension is None or tension <= accepted + WORSENED_BY + ROUNDING


def _precedence(decision: Decision) -> tuple[object, ...]:
    lasts = -decision.until.toordinal()
    return decision.over is None, lasts, decision.verdict, decision.by, decision.reason, decision.location
