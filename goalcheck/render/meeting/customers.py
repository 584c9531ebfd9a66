"""The customer's view and the customer's journey in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from goalcheck.facts.rating_history import MAX_PERIODS, RatingHistory
from goalcheck.graph import ROUNDING
from goalcheck.meeting import Meeting, OutcomeView, PushStrength, Stage
from goalcheck.messages.figures import figure
from goalcheck.model import CustomerKind
from goalcheck.render.meeting.conflicts import ConflictTeller
from goalcheck.render.meeting.content_appendix import (
    CustomerWords,
    OutcomeWords,
    PushersWords,
    RatingWords,
    SeriesWords,
    StageWords,
    StrengthWords,
)
from goalcheck.render.meeting.isolation import isolated

MOST_PUSHERS = 4
"""Objectives or departments on one side that are named."""


class CustomerTeller:
    """Tells the customers' side of one meeting."""

    def __init__(self, meeting: Meeting, conflicts: ConflictTeller) -> None:
        self._meeting = meeting
        self._organization = meeting.report.organization
        self._speaker = conflicts.speaker

    def customers(self) -> Iterator[CustomerWords]:
        """Each customer of the cut with its outcomes."""
        for customer, views in groupby(self._meeting.outcomes, key=lambda view: view.outcome.customer):
            entry = self._organization.customers[customer] if customer else None
            yield CustomerWords(
                customer or "",
                self._speaker.party(customer) if customer else "Outcomes without a customer",
                entry is not None and entry.kind is CustomerKind.INTERNAL,
                tuple(map(self._outcome, views)),
            )

    def stages(self) -> Iterator[StageWords]:
        """The stages of the journey."""
        for stage in self._meeting.journey:
            yield self._stage(stage)

    def _stage(self, stage: Stage) -> StageWords:
        return StageWords(
            isolated(stage.id),
            tuple(map(self._speaker.name, stage.outcomes)),
            _pushers(stage.helped_by, self._department),
            _pushers(stage.hurt_by, self._department),
        )

    def _outcome(self, view: OutcomeView) -> OutcomeWords:
        outcome = view.outcome
        return OutcomeWords(
            id=outcome.id,
            name=self._speaker.name(outcome.id),
            importance=outcome.importance,
            at_stake=self._speaker.money(outcome.at_stake) if outcome.at_stake is not None else "",
            helped_by=_pushers(view.helped_by, self._objective),
            hurt_by=_pushers(view.hurt_by, self._objective),
            series=tuple(map(self._series, view.ratings)),
            level=view.conflict.level.value if view.conflict else "",
        )

    def _series(self, history: RatingHistory) -> SeriesWords:
        ratings = tuple(
            RatingWords(isolated(each.period.label), figure(each.rating), each.rating, isolated(each.note or ""))
            for each in history.ratings[-MAX_PERIODS:]
        )
        return SeriesWords(self._speaker.party(history.customer), ratings, _rated(history), history.is_unhappy)

    def _objective(self, each: PushStrength) -> StrengthWords:
        department = self._organization.objectives[each.id].department
        return StrengthWords(self._speaker.name(each.id), self._speaker.department(department), f"{each.strength:.2f}")

    def _department(self, each: PushStrength) -> StrengthWords:
        return StrengthWords(self._speaker.department(each.id), "", f"{each.strength:.2f}")


def _pushers(strengths: Sequence[PushStrength], told: Callable[[PushStrength], StrengthWords]) -> PushersWords:
    return PushersWords(tuple(map(told, strengths[:MOST_PUSHERS])), max(0, len(strengths) - MOST_PUSHERS))


def _rated(history: RatingHistory) -> str:
    """The last rating against the best one before: 4 in 2026-Q3, down from 8 in 2026-Q1."""
    newest, best = history.newest, history.best
    now = f"{figure(newest.rating)} in {isolated(newest.period.label)}"
    if best is None:
        return now
    if abs(best.rating - newest.rating) <= ROUNDING:
        return f"{now}, as in {isolated(best.period.label)}"
    trend = "down" if best.rating > newest.rating else "up"
    return f"{now}, {trend} from {figure(best.rating)} in {isolated(best.period.label)}"
