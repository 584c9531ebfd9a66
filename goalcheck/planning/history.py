"""An organization over its revisions: pressure over time, the life of each conflict, feuds, decisions, predictions.

Of the current branch the commits are read that touch the organization, along first parents, each as of its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from goalcheck.compare.drift import Drift
from goalcheck.compare.reports import compare
from goalcheck.conflicts import Conflict
from goalcheck.findings import Level
from goalcheck.model import Decision
from goalcheck.planning.git import NoRevision, Repository
from goalcheck.planning.revisions import report_at
from goalcheck.report import Report
from goalcheck.source import InvalidInput

MAX_REVISIONS: Final = 200
"""Revisions that are analyzed; of more, tags and the first and last are kept, and others evenly."""

MOST_CAUSES: Final = 3
"""Changes that are named where a conflict ended."""

FELL: Final = 1.0
"""A rating that is so much lower than before has fallen, as for whoever is green but unhappy."""


class Revision(NamedTuple):
    """A commit that touches the organization; `label` is its tag, or the beginning of its id."""

    commit: str
    day: date
    label: str
    is_tagged: bool


class HistoryPoint(NamedTuple):
    """The organization at one revision."""

    label: str
    day: date
    report: Report


class Event(NamedTuple):
    """Something that became of a conflict.

    Attributes:
        what: came up, worse, better, decided, open again or gone.
        causes: what was declared otherwise then, where a conflict came or went.
    """

    day: date
    label: str
    what: str
    level: Level
    pressure: float
    causes: tuple[str, ...] = ()


class Life(NamedTuple):
    """The life of a conflict: what it is about, and its events in order."""

    about: str
    events: tuple[Event, ...]

    @property
    def has_ended(self) -> bool:
        """True if it is gone at the end."""
        return self.events[-1].what == "gone"


class Feud(NamedTuple):
    """Two departments that meet in several conflicts, or in one that came up again."""

    departments: tuple[str, str]
    about: tuple[str, ...]
    times: int


class DecisionFate(NamedTuple):
    """A decision that was seen, and what became of it: kept, lapsed or broken."""

    decision: Decision
    since: date
    fate: str


class Prediction(NamedTuple):
    """A conflict over an outcome that customers rate, and their ratings before and after it came up."""

    about: str
    day: date
    before: float
    after: float

    @property
    def came_true(self) -> bool:
        """True if the rating fell."""
        return self.before - self.after >= FELL


@dataclass(frozen=True, slots=True)
class History:
    """An organization over time.

    Attributes:
        left_out: revisions that were thinned out for their number.
        wrong: the labels of revisions whose files were wrong.
    """

    points: tuple[HistoryPoint, ...]
    lives: tuple[Life, ...]
    feuds: tuple[Feud, ...]
    decisions: tuple[DecisionFate, ...]
    predictions: tuple[Prediction, ...]
    left_out: int = 0
    wrong: tuple[str, ...] = field(default=())

    def pressures(self) -> dict[str, list[float | None]]:
        """The pressure on each outcome at each point; None where there was no such outcome."""
        names = sorted({each for point in self.points for each in point.report.organization.outcomes})
        found = {name: [_pressure(point.report, name) for point in self.points] for name in names}
        return {name: series for name, series in found.items() if any(series)}

    def departments(self) -> dict[str, list[float]]:
        """The open pressure that each department takes part in as a hurter, at each point, summed."""
        sums = [_by_department(point.report) for point in self.points]
        return {name: [each.get(name, 0.0) for each in sums] for name in sorted({n for each in sums for n in each})}


def history(paths: Sequence[str], *, organization: str | None, since: date | None, now: Report) -> History:
    """The history of the organization in some paths, up to the report on it as it is now.

    Raises:
        NoRevision: there is no git, or no repository.
    """
    repository = Repository(paths[0])
    revisions = _revisions(repository, paths, since)
    kept = _thinned(revisions)
    points: list[HistoryPoint] = []
    wrong: list[str] = []
    for each in kept:
        try:
            report = report_at(each.commit, paths, today=None, organization=organization)
        except (InvalidInput, NoRevision):
            wrong.append(each.label)
            continue
        if report is not None:
            points.append(HistoryPoint(each.label, each.day, report))
    points.append(HistoryPoint("now", now.today, now))
    lives = _lives(points)
    return History(
        tuple(points),
        lives,
        tuple(_feuds(points, lives)),
        tuple(_fates(points)),
        tuple(_predictions(lives, now)),
        len(revisions) - len(kept),
        tuple(wrong),
    )


def _revisions(repository: Repository, paths: Sequence[str], since: date | None) -> list[Revision]:
    """The commits that touch the paths, the oldest first."""
    tags = repository.tags()
    found = [
        Revision(commit, day, tags.get(commit, commit[:8]), commit in tags)
        for commit, day in repository.commits([repository.below(each) for each in paths])
    ]
    return [each for each in found[::-1] if since is None or each.day >= since]


def _thinned(revisions: Sequence[Revision]) -> list[Revision]:
    if len(revisions) <= MAX_REVISIONS:
        return [*revisions]
    step = -(-len(revisions) // MAX_REVISIONS)
    last = len(revisions) - 1
    return [each for n, each in enumerate(revisions) if each.is_tagged or n % step == 0 or n == last]


def _lives(points: Sequence[HistoryPoint]) -> tuple[Life, ...]:
    events: dict[str, list[Event]] = {}
    for conflict in points[0].report.conflicts:
        events[conflict.about] = [_event(points[0], "came up", conflict)]
    for before, now in pairwise(points):
        for each in compare(before.report, now.report).conflicts:
            if each.drift is Drift.UNCHANGED:
                continue
            whole = each.drift in (Drift.NEW, Drift.GONE)
            causes = tuple(change.text for change in each.because[:MOST_CAUSES]) if whole else ()
            event = _event(now, _WORDS[each.drift], each.conflict, causes)
            events.setdefault(each.conflict.about, []).append(event)
    return tuple(Life(about, tuple(found)) for about, found in sorted(events.items()))


_WORDS = {
    Drift.NEW: "came up",
    Drift.REOPENED: "open again",
    Drift.WORSE: "worse",
    Drift.BETTER: "better",
    Drift.DECIDED: "decided",
    Drift.GONE: "gone",
}


def _event(point: HistoryPoint, what: str, conflict: Conflict, causes: tuple[str, ...] = ()) -> Event:
    return Event(point.day, point.label, what, conflict.level, conflict.pressure, causes)


def _feuds(points: Sequence[HistoryPoint], lives: Sequence[Life]) -> Iterator[Feud]:
    """Departments of hurters and of whoever protects, or is, what suffers."""
    met: dict[tuple[str, str], set[str]] = {}
    for point in points:
        for conflict in point.report.conflicts:
            for pair in _pairs(point.report, conflict):
                met.setdefault(pair, set()).add(conflict.about)
    times = {life.about: sum(each.what == "came up" for each in life.events) for life in lives}
    for pair, about in sorted(met.items()):
        number = sum(times.get(each, 1) for each in about)
        if number > 1:
            yield Feud(pair, tuple(sorted(about)), number)


def _pairs(report: Report, conflict: Conflict) -> Iterator[tuple[str, str]]:
    objectives = report.organization.objectives
    others = [each.objective for each in conflict.protectors]
    others += [conflict.about] if conflict.about in objectives else []
    for hurter in conflict.hurters:
        for other in others:
            one, two = sorted((objectives[hurter.objective].department, objectives[other].department))
            if one != two:
                yield one, two


def _fates(points: Sequence[HistoryPoint]) -> Iterator[DecisionFate]:
    """What became of each decision, by who it is between, over what, and until when."""
    seen: dict[tuple[object, ...], tuple[Decision, date]] = {}
    for point in points:
        for decision in point.report.organization.decisions:
            seen.setdefault((decision.between, decision.over, decision.until), (decision, point.day))
    for decision, since in seen.values():
        yield DecisionFate(decision, since, _fate(decision, [each for each in points if each.day >= since]))


def _fate(decision: Decision, points: Sequence[HistoryPoint]) -> str:
    """Broken where it was open on a day on which it should have held; lapsed where it is open after its last day."""
    for point in points:
        if _is_open(decision, point.report):
            return "broken" if point.day <= decision.until else "lapsed"
    return "kept"


def _is_open(decision: Decision, report: Report) -> bool:
    """True if a harm that the decision accepts is there and nobody decided it."""
    return any(
        (decision.over is None or conflict.about == decision.over) and _accepts(decision, conflict)
        for conflict in report.conflicts
    )


def _accepts(decision: Decision, conflict: Conflict) -> bool:
    others = {conflict.about, *(each.objective for each in conflict.protectors)}
    for hurter in conflict.hurters:
        if hurter.objective in decision.between and not hurter.decided:
            rest = {*decision.between} - {hurter.objective}
            if not rest or rest <= others:
                return True
    return False


def _predictions(lives: Sequence[Life], now: Report) -> Iterator[Prediction]:
    """The serious conflicts over outcomes that were rated before they came up, and after."""
    for life in lives:
        first = life.events[0]
        ratings = [
            (card.period, dict(card.ratings)[life.about])
            for card in now.organization.scorecards
            if life.about in dict(card.ratings)
        ]
        before = [rating for period, rating in sorted(ratings) if period.end < first.day]
        after = [rating for period, rating in sorted(ratings) if period.end >= first.day]
        if before and after and first.level.at_least(Level.SERIOUS):
            yield Prediction(life.about, first.day, before[-1], after[-1])


def _pressure(report: Report, outcome: str) -> float | None:
    if outcome not in report.organization.outcomes:
        return None
    return next((each.pressure for each in report.conflicts if each.about == outcome), 0.0)


def _by_department(report: Report) -> dict[str, float]:
    sums: dict[str, float] = {}
    for conflict in report.conflicts:
        departments = {report.organization.objectives[each.objective].department for each in conflict.open_hurters}
        for department in departments:
            sums[department] = sums.get(department, 0.0) + conflict.open_pressure
    return sums
