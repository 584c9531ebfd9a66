"""A meeting in words: everything that the report says, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from goalcheck.conflicts import Conflict
from goalcheck.findings import Level
from goalcheck.meeting import Meeting
from goalcheck.model import Customer, Department, Outcome
from goalcheck.render.meeting.appendix import AppendixTeller
from goalcheck.render.meeting.conflicts import ConflictTeller, decider
from goalcheck.render.meeting.content import (
    Briefing,
    Choice,
    FrontStepWords,
    RowWords,
    WayOutWords,
)
from goalcheck.render.meeting.cover import PLAIN, Cover
from goalcheck.render.meeting.filter_facts import filter_facts
from goalcheck.render.meeting.first_page import FirstPageTeller
from goalcheck.render.meeting.heat import heat_words
from goalcheck.render.meeting.isolation import isolated, without_marks
from goalcheck.render.parts import admissions

MOST_LISTED = 100
"""Conflicts without a page that are listed, the worst."""


def tell(meeting: Meeting, cover: Cover = PLAIN) -> Briefing:
    """The whole report in words."""
    return _Teller(meeting).briefing(cover)


class _Teller:
    """Tells one meeting."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._organization = meeting.report.organization
        self._conflicts = ConflictTeller(meeting)
        self._first = FirstPageTeller(meeting, self._conflicts)
        self._speaker = self._conflicts.speaker

    def briefing(self, cover: Cover) -> Briefing:
        """Everything."""
        meeting, organization, first = self._meeting, self._organization, self._first
        stories = tuple(first.stories())
        heat = heat_words(self._speaker, meeting.heat)
        period = meeting.selection.period or organization.period
        name = isolated(organization.name)
        return Briefing(
            title=isolated(cover.title) if cover.title else name,
            organization=name,
            period=isolated(period.label) if period else "",
            today=meeting.today.isoformat(),
            cut=tuple(self._cut()),
            verdict=first.verdict(),
            at_stake=first.at_stake(meeting.open_conflicts, Level.SERIOUS),
            warnings=tuple(self._warnings()),
            stories=stories,
            more_stories=len(meeting.stories) - len(stories),
            causes_claim=first.causes_claim(),
            causes=tuple(first.causes()),
            heat=heat,
            way_out=self._way_out(cover.paths),
            conflicts=tuple(self._conflicts.page(at, each) for at, each in enumerate(meeting.agenda, start=1)),
            listed=tuple(map(self._row, meeting.further[:MOST_LISTED])),
            more_listed=max(0, len(meeting.further) - MOST_LISTED),
            beside=tuple(first.beside()),
            beside_claim=first.beside_claim(),
            appendix=AppendixTeller(meeting, self._conflicts).appendix() if meeting.appendix else None,
            levels=_levels(meeting.report.conflicts),
            departments=_choices(organization.departments),
            customers=_choices(organization.customers),
            outcomes=_choices(organization.outcomes),
            facts=filter_facts(meeting, heat),
        )

    def _way_out(self, paths: Sequence[str]) -> WayOutWords | None:
        resolution = self._meeting.resolution
        if resolution is None:
            return None
        from goalcheck.render.sections import ways_out as ways

        front = [FrontStepWords(each.cost, each.pressure, words) for each, words in ways.front_steps(resolution)]
        blocks = ways.chapters(resolution, paths=paths, saved=None)
        return WayOutWords(ways.verdict(resolution), tuple(blocks), tuple(front))

    def _cut(self) -> Iterator[str]:
        """The parts that the report was cut to, in words."""
        selection, speaker = self._meeting.selection, self._speaker
        yield from (speaker.department(each) for each in selection.departments)
        yield from (speaker.party(each) for each in selection.customers)
        yield from (speaker.name(each) for each in selection.outcomes)
        if selection.level:
            yield f"{selection.level} and worse" if selection.level is not Level.SEVERE else "severe only"
        if selection.top:
            yield f"the worst {selection.top} only"

    def _warnings(self) -> Iterator[str]:
        yield from admissions(self._meeting.report)
        yield from (f"Not checked: {self._conflicts.namer.named(each)}." for each in self._meeting.report.unchecked)

    def _row(self, conflict: Conflict) -> RowWords:
        return RowWords(
            position=self._conflicts.position(conflict.about),
            fingerprint=conflict.fingerprint,
            level=conflict.level.value,
            text=self._conflicts.namer.conflict(conflict),
            pressure=f"{conflict.open_pressure:.0f}",
            decider=decider(self._speaker, conflict.decider),
        )


def _levels(conflicts: Iterable[Conflict]) -> tuple[Choice, ...]:
    found = {conflict.level for conflict in conflicts}
    return tuple(Choice(level.value, level.value) for level in Level if level in found)


def _choices(entries: Mapping[str, Department | Outcome | Customer]) -> tuple[Choice, ...]:
    """Everything of a kind by its name, what is in no conflict too."""
    named = [(without_marks(isolated(each.name)), key) for key, each in entries.items()]
    return tuple(Choice(key, name) for name, key in sorted(named, key=lambda each: (each[0].casefold(), each)))
