"""Decisions whose last day has passed or comes soon: what they hold, and the report as if they still held it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple, TypeVar

from goalcheck.conflicts import Conflict
from goalcheck.findings import DecisionNote, Finding, Level
from goalcheck.model import Decision, Organization
from goalcheck.report import Report
from goalcheck.source import Location

SOON: Final = 30
"""Days before the last one from which on a decision is announced."""

R = TypeVar("R", bound=Report)


class Lapse(NamedTuple):
    """A decision that has lapsed or will soon, and what it holds.

    Attributes:
        days: until its last day; negative where that has passed.
        level: the worst of what is open without it.
        held: what suffers, or the findings, that it decides.
    """

    decision: Decision
    days: int
    level: Level
    held: tuple[str, ...]


def lapsed_decisions(organization: Organization, today: date, before: Report | None) -> frozenset[Decision]:
    """The decisions that have lapsed; compared with an earlier report, those that it had in force, word for word."""
    past = frozenset(each for each in organization.decisions if each.until < today)
    if before is None:
        return past
    known = {_said(each) for each in before.organization.decisions if each.until >= before.today}
    return frozenset(each for each in past if _said(each) in known)


def as_if_held(organization: Organization, decisions: Collection[Decision], today: date) -> Organization:
    """The organization with some lapsed decisions still in force."""
    held = (replace(each, until=today) if each in decisions else each for each in organization.decisions)
    return replace(organization, decisions=tuple(held))


def as_declared(held: R, organization: Organization) -> R:
    """A report on an organization whose lapsed decisions were still in force, with the days that they were given."""
    days = {each.location: each.until.isoformat() for each in organization.decisions}
    conflicts = tuple(
        replace(each, hurters=tuple(replace(one, decision=_note(one.decision, days)) for one in each.hurters))
        for each in held.conflicts
    )
    findings = tuple(replace(each, decision=_note(each.decision, days)) for each in held.findings)
    return replace(held, organization=organization, conflicts=conflicts, findings=findings)


def lapses(report: Report, *, days: range) -> Iterator[Lapse]:
    """The decisions that hold something in a report and whose last day is so far away, the first to lapse first."""
    held: dict[Location, list[Conflict | Finding]] = {}
    everything: list[Conflict | Finding] = [*report.conflicts, *(each for each in report.findings if each.counts)]
    for told in everything:
        for note in dict.fromkeys(_notes(told)):
            held.setdefault(note.location, []).append(told)
    for decision in sorted(report.organization.decisions, key=lambda each: (each.until, each.order)):
        left = (decision.until - report.today).days
        if left in days and decision.location in held:
            each = held[decision.location]
            level = min((one.level for one in each), key=lambda one: one.rank)
            yield Lapse(decision, left, level, tuple(map(_about, each)))


def _said(decision: Decision) -> tuple[object, ...]:
    return decision.between, decision.over, decision.verdict, decision.until, decision.tension


def _note(note: DecisionNote | None, days: dict[Location, str]) -> DecisionNote | None:
    return None if note is None else replace(note, until=days.get(note.location, note.until))


def _notes(told: Conflict | Finding) -> Iterator[DecisionNote]:
    notes = [told.decision] if isinstance(told, Finding) else [each.decision for each in told.hurters]
    yield from (each for each in notes if each is not None)


def _about(told: Conflict | Finding) -> str:
    return str(told.message) if isinstance(told, Finding) else told.about
