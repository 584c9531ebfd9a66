"""The page of a conflict in words: what suffers, who squeezes it where, who promised it, who decides, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from goalcheck.conflicts import Conflict, Hurter
from goalcheck.facts.rating_history import CONTENT, FALL
from goalcheck.findings import Finding
from goalcheck.graph import ROUNDING
from goalcheck.meeting import Meeting
from goalcheck.meeting.agenda import decisions_on
from goalcheck.messages.figures import figure
from goalcheck.render.meeting.content_conflict import (
    AcceptedWords,
    ConflictWords,
    KnotWords,
    NoteWords,
    PusherLine,
    ReasonWords,
    StepWords,
)
from goalcheck.render.meeting.headlines import Namer
from goalcheck.render.meeting.isolation import isolated
from goalcheck.render.meeting.parties import PartyTeller
from goalcheck.render.meeting.places import Places
from goalcheck.render.meeting.standing import standing
from goalcheck.render.words import Speaker, count
from goalcheck.traits import ConflictKind, Family

MOST_HURTERS, MOST_PROTECTORS = 4, 3
"""The objectives that a page tells with their chains, the strongest of each side."""

MOST_STEPS = 3
"""Things to do that a page tells, what takes away most first."""

MOST_EVIDENCE = 2
"""Other findings that a page tells."""

TELLING = frozenset({Family.EVIDENCE})
"""The families of findings that say more than the conflict does."""


class ConflictTeller:
    """Tells the conflicts of one meeting."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._organization = organization = meeting.report.organization
        self.speaker = Speaker(organization, quotes=("“", "”"), clean=isolated)
        self.namer = Namer(organization, self.speaker)
        self.places = Places(organization)
        self.parties = PartyTeller(organization, self.speaker, self.places)
        self._findings = {each.fingerprint: each for each in meeting.whole.findings}
        self._positions = {each.about: at for at, each in enumerate(meeting.report.conflicts)}

    def position(self, about: str) -> int:
        """The place of a conflict among all of the report, by what it is about."""
        return self._positions[about]

    def page(self, number: int, conflict: Conflict) -> ConflictWords:
        """The page of a conflict."""
        speaker, rating = self.speaker, conflict.rating
        hurters, protectors = conflict.hurters[:MOST_HURTERS], conflict.protectors[:MOST_PROTECTORS]
        once = _Once()
        fallen = rating is not None and rating.best is not None and rating.best - rating.value >= FALL - ROUNDING
        return ConflictWords(
            number=number,
            position=self.position(conflict.about),
            fingerprint=conflict.fingerprint,
            level=conflict.level.value,
            headline=self.namer.conflict(conflict),
            about=speaker.name(conflict.about),
            about_id=conflict.about,
            whose=self.whose(conflict),
            rating=rated(conflict),
            is_unhappy=rating is not None and (rating.value < CONTENT - ROUNDING or fallen),
            at_stake=speaker.money(conflict.at_stake) if conflict.at_stake else "",
            pressure=f"{conflict.open_pressure:.2f}",
            share=conflict.open_pressure / 100,
            knots=tuple(self._knots(conflict, hurters, once)),
            more_hurters=len(conflict.hurters) - len(hurters),
            protectors=tuple(once.of(self.parties.protector(each)) for each in protectors),
            more_protectors=len(conflict.protectors) - len(protectors),
            promise="Nobody helps it." if conflict.kind is ConflictKind.UNPROTECTED else "",
            lost=enumerated([speaker.name(each.outcome) for each in conflict.lost_with_it]),
            unasked=self._unasked(conflict),
            decider=decider(speaker, conflict.decider),
            decisions=tuple(self.decisions(conflict)),
            evidence=tuple(self._evidence(conflict))[:MOST_EVIDENCE],
            steps=tuple(self.steps(conflict))[:MOST_STEPS],
            standing=standing(self._meeting.robustness, conflict),
        )

    def whose(self, conflict: Conflict) -> str:
        """Whose it is that suffers."""
        if conflict.kind is ConflictKind.UNDERMINED:
            return f"an objective of {self.parties.who(conflict.about)}"
        customer = self.speaker.party(conflict.customer) if conflict.customer else "no customer is named"
        return f"{customer}, importance {conflict.importance} of 5"

    def steps(self, conflict: Conflict) -> Iterator[StepWords]:
        """The things to do, what takes away most first."""
        advice, changes = self.namer.all_named(conflict.advice), self.namer.all_named(conflict.changes)
        yield from (StepWords(text, change) for text, change in zip_longest(advice, changes, fillvalue=""))

    def decisions(self, conflict: Conflict) -> Iterator[AcceptedWords]:
        """The decisions in force on a conflict."""
        today = self._meeting.today
        for each in decisions_on(self._organization, conflict, today):
            yield AcceptedWords(
                verdict=each.verdict.value,
                by=isolated(each.by),
                until=each.until.isoformat(),
                left=_left(each.until, today),
                reason=isolated(each.reason),
                place=self.places.of(each.location),
            )

    def _knots(self, conflict: Conflict, hurters: Iterable[Hurter], once: _Once) -> Iterator[KnotWords]:
        """The hurters by knot, the knot of the hardest first; a reason that several chains share is told once."""
        by_knot: dict[str, list[Hurter]] = {}
        for hurter in hurters:
            by_knot.setdefault(hurter.knot, []).append(hurter)
        for knot, there in by_knot.items():
            name = "" if knot == conflict.about else self.speaker.name(knot)
            lines = tuple(once.of(self.parties.hurter(each)) for each in there)
            yield KnotWords(knot, name, lines)

    def _unasked(self, conflict: Conflict) -> str:
        names = (*conflict.unasked_customers, *conflict.unasked_departments)
        return enumerated([self.speaker.party(each) for each in names])

    def _evidence(self, conflict: Conflict) -> Iterator[NoteWords]:
        found = (self._findings.get(each) for each in conflict.findings)
        yield from (self._note(each) for each in found if each is not None and each.rule.section in TELLING)

    def _note(self, finding: Finding) -> NoteWords:
        return NoteWords(finding.level.value, self.namer.headline(finding))


class _Once:
    """Leaves out of lines what a line before them told: shared ends of chains, and their reasons."""

    def __init__(self) -> None:
        self._tails: set[tuple[str, ...]] = set()
        self._reasons: set[ReasonWords] = set()

    def of(self, line: PusherLine) -> PusherLine:
        """A line without what was told."""
        chain, reasons = line.chain[1:], tuple(each for each in line.reasons if each not in self._reasons)
        tail = "" if chain in self._tails else line.tail
        self._tails.add(chain)
        self._reasons.update(line.reasons)
        return line._replace(tail=tail, reasons=reasons)


def rated(conflict: Conflict) -> str:
    """The latest rating against the best of the year before: rated 4 in 2026-Q3, 8 at best in the year before."""
    if conflict.rating is None:
        return ""
    value, period, best = conflict.rating
    now = f"rated {figure(value)} of 10 in {isolated(period)}"
    if best is None:
        return now
    if best > value + ROUNDING:
        return f"{now}, down from {figure(best)} in the year before"
    return f"{now}, {figure(best)} at best in the year before"


def enumerated(names: Sequence[str], most: int = 3) -> str:
    """A list of names, which may have an "and" of their own: a, b, c and 4 more."""
    shown = names if len(names) == most + 1 else names[:most]
    rest = len(names) - len(shown)
    return f"{', '.join(shown)} and {rest} more" if rest else ", ".join(shown)


def decider(speaker: Speaker, department: str | None) -> str:
    """The person who can decide."""
    return "nobody yet: no department is above all of them" if department is None else speaker.decider(department)


def _left(until: date, today: date) -> str:
    days = (until - today).days
    return "today" if days == 0 else f"in {count(days, 'day')}"
