"""The customer's view and the customer's journey in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from goalcheck.facts.rating_history import MAX_PERIODS, RatingHistory
from goalcheck.meeting import Meeting, OutcomeView, PushStrength, Stage
from goalcheck.messages.figures import figure
from goalcheck.render.meeting.conflicts import ConflictTeller
from goalcheck.render.meeting.content import (
    Choice,
    CustomerWords,
    OutcomeWords,
    PushersWords,
    PusherWords,
    RatingWords,
    SeriesWords,
    StageWords,
)
from goalcheck.render.meeting.content_conflict import Facets
from goalcheck.render.meeting.payers import rated
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import place

MOST_PUSHERS = 4
"""Objectives or departments on one side that are named."""


class CustomerTeller:
    """Tells the customers' side of one meeting."""

    def __init__(self, meeting: Meeting, conflicts: ConflictTeller) -> None:
        self._meeting = meeting
        self._organization = meeting.report.organization
        self._conflicts = conflicts
        self._speaker = conflicts.speaker

    def customers(self) -> Iterator[CustomerWords]:
        """Each customer of the cut with its outcomes."""
        for customer, views in groupby(self._meeting.outcomes, key=lambda view: view.outcome.customer):
            entry = self._organization.customers[customer] if customer else None
            yield CustomerWords(
                customer or "",
                self._speaker.party(customer) if customer else "Outcomes without a customer",
                entry.kind.value if entry else "",
                tuple(map(self._outcome, views)),
            )

    def stages(self) -> Iterator[StageWords]:
        """The stages of the journey."""
        for stage in self._meeting.journey:
            yield self._stage(stage)

    def _stage(self, stage: Stage) -> StageWords:
        return StageWords(
            for_terminal(stage.id),
            tuple(Choice(each, self._speaker.name(each)) for each in stage.outcomes),
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
            helped_by=_pushers(view.helped_by, partial(self._objective, view, 1)),
            hurt_by=_pushers(view.hurt_by, partial(self._objective, view, -1)),
            series=tuple(map(self._series, view.ratings)),
            worst=self._conflicts.note(view.worst) if view.worst else None,
            place=place(outcome.location),
            facets=self._facets(view),
        )

    def _facets(self, view: OutcomeView) -> Facets:
        pushing = {self._organization.objectives[each.id].department for each in (*view.helped_by, *view.hurt_by)}
        departments = {above for each in pushing for above in self._organization.lineage(each)}
        customer = (view.outcome.customer,) if view.outcome.customer else ()
        level = view.worst.level.value if view.worst else ""
        return Facets(level, tuple(sorted(departments)), customer, (view.outcome.id,))

    def _series(self, history: RatingHistory) -> SeriesWords:
        ratings = tuple(
            RatingWords(
                for_terminal(each.period.label),
                figure(each.rating),
                each.rating,
                for_terminal(each.note or ""),
                place(each.location),
            )
            for each in history.ratings[-MAX_PERIODS:]
        )
        customer = self._speaker.party(history.customer)
        return SeriesWords(customer, ratings, rated(history), history.is_unhappy)

    def _objective(self, view: OutcomeView, sign: int, each: PushStrength) -> PusherWords:
        department = self._organization.objectives[each.id].department
        tracer = self._meeting.report.tracer
        index = tracer.network.index
        chain = tracer.pushes.chain(origin=index[each.id], target=index[view.outcome.id], positive=sign > 0)
        return PusherWords(
            each.id,
            self._speaker.name(each.id),
            self._speaker.department(department),
            f"{each.strength:.2f}",
            tuple(self._conflicts.number(link) for link in tracer.links(chain)),
        )

    def _department(self, each: PushStrength) -> PusherWords:
        return PusherWords(each.id, self._speaker.department(each.id), "", f"{each.strength:.2f}", ())


def _pushers(strengths: Sequence[PushStrength], told: Callable[[PushStrength], PusherWords]) -> PushersWords:
    return PushersWords(tuple(map(told, strengths[:MOST_PUSHERS])), max(0, len(strengths) - MOST_PUSHERS))
