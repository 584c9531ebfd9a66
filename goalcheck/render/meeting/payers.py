"""The customers who pay for a conflict and their ratings, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from goalcheck.facts.rating_history import RatingHistory, histories
from goalcheck.findings import Finding
from goalcheck.graph import ROUNDING
from goalcheck.messages.figures import figure
from goalcheck.model import Outcome
from goalcheck.render.meeting.content_conflict import PayerWords
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import Speaker
from goalcheck.report import Report

MOST_PAYERS = 3


class PayerTeller:
    """Tells who pays for the conflicts of one report.

    Args:
        viewed: the outcomes that the customer's view holds; a report that is cut has payers for others too.
    """

    def __init__(self, report: Report, speaker: Speaker, viewed: Collection[str]) -> None:
        self._organization = report.organization
        self._speaker = speaker
        self._viewed = viewed
        self._ratings = histories(report.organization.scorecards)
        self._helped = dict(_helped_most(report))

    def payers(self, finding: Finding) -> Iterator[PayerWords]:
        """The customers of a finding's outcomes, else the customers of the outcomes that its objectives help most."""
        over = [contest.outcome for contest in finding.outcomes]
        lost = [finding.of] if finding.of else finding.objectives
        felt = over or [self._helped[objective] for objective in lost if objective in self._helped]
        for key in list(dict.fromkeys(felt))[:MOST_PAYERS]:
            outcome = self._organization.outcomes[key]
            viewed = key if key in self._viewed else ""
            yield PayerWords(self._customer(outcome), viewed, self._speaker.name(key), self._rated(key))

    def _customer(self, outcome: Outcome) -> str:
        return self._speaker.party(outcome.customer) if outcome.customer else "no customer is named"

    def _rated(self, outcome: str) -> str:
        """The importance of an outcome, and its customer's last rating."""
        importance = f"importance {self._organization.outcomes[outcome].importance} of 5"
        return ", ".join([importance, *(f"rated {rated(each)}" for each in self._ratings.get(outcome, ())[:1])])


def rated(history: RatingHistory) -> str:
    """The last rating against the best one before: 4 in 2026-Q3, down from 8 in 2026-Q1."""
    newest, best = history.newest, history.best
    now = f"{figure(newest.rating)} in {for_terminal(newest.period.label)}"
    if best is None:
        return now
    if abs(best.rating - newest.rating) <= ROUNDING:
        return f"{now}, as in {for_terminal(best.period.label)}"
    trend = "down" if best.rating > newest.rating else "up"
    return f"{now}, {trend} from {figure(best.rating)} in {for_terminal(best.period.label)}"


def _helped_most(report: Report) -> Iterator[tuple[str, str]]:
    """Each objective with the outcome that it helps most, by the customer's importance."""
    outcomes = report.organization.outcomes
    best: dict[str, tuple[float, str]] = {}
    for push in report.pushes:
        if push.help > push.harm + ROUNDING:
            weight = push.help * outcomes[push.node].importance
            found = (-round(weight, 9), push.node)
            best[push.objective] = min(found, best.get(push.objective, found))
    yield from ((objective, outcome) for objective, (_, outcome) in best.items())
