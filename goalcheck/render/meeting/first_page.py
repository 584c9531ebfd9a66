"""The first page in words: the verdict, how much could be seen, the stories, and what they rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from goalcheck.conflicts import Conflict, RootCause, Story
from goalcheck.findings import Finding, Level
from goalcheck.meeting import Meeting
from goalcheck.meeting.agenda import MOST_CAUSES, MOST_STORIES, suffering
from goalcheck.render.meeting.conflicts import ConflictTeller, decider, enumerated, rated
from goalcheck.render.meeting.content import (
    BesideWords,
    CauseWords,
    StoryWords,
    SuffererWords,
    VerdictWords,
)
from goalcheck.render.words import count, listed
from goalcheck.traits import ConflictKind

MOST_SUFFERERS = 3
"""Of one story those that are named."""

MOST_BESIDE = 5
"""Findings that count by themselves and are named; only serious ones and worse are."""

MOST_BESIDE_FILTERED = 60
"""Those that a filter can bring up."""

MOST_UNSEEN = 3
"""Objectives that are named where only few cannot be seen."""

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


class FirstPageTeller:
    """Tells the first page of one meeting."""

    def __init__(self, meeting: Meeting, conflicts: ConflictTeller) -> None:
        self._meeting = meeting
        self._organization = meeting.report.organization
        self._conflicts = conflicts
        self._speaker = conflicts.speaker
        self._by_about = {each.about: each for each in meeting.open_conflicts}
        self._paged = {each.about for each in meeting.agenda}

    def verdict(self) -> VerdictWords:
        """The first thing to know; never that there is no conflict alone."""
        counts = self._meeting.whole.counts
        claim, seen = self._claim(), self._seen()
        if not counts.objectives:
            return VerdictWords("Nothing can be found yet: no objective is in force", "", "")
        if not counts.seen:
            whole = f"none of the {count(counts.objectives, 'objective')} reaches a customer or another objective"
            return VerdictWords(f"Nothing can be found yet: {whole}", "", seen)
        if 2 * counts.seen < counts.objectives:
            part = (
                f"Only {counts.seen:,} of {count(counts.objectives, 'objective')} can be seen: what follows is a part"
            )
            return VerdictWords(part, ". ".join(each for each in (claim, self._rest()) if each), seen)
        return VerdictWords(claim, self._rest(), seen)

    def _claim(self) -> str:
        meeting, found = self._meeting, self._meeting.open_conflicts
        here = "" if meeting.selection.is_all else " in this selection"
        if found:
            told = f"{count(len(meeting.stories), 'story', 'stories')}, {count(len(found), 'conflict')}{here}"
            return f"{told}: {by_level(found)}"
        if meeting.decided:
            return f"Every conflict that was found{here} is decided"
        if meeting.selection.departments:
            return self._nothing_against(meeting.selection.departments)
        counts = meeting.whole.counts
        return f"No conflict was found{here} among the {_part(counts.seen, counts.objectives)} that can be seen"

    def _nothing_against(self, departments: Collection[str]) -> str:
        """What is said of departments without a conflict: how much of them could be seen at all."""
        names = enumerated([self._speaker.department(each) for each in departments])
        objectives = sum(self._meeting.coverage[each].objectives for each in departments)
        seen = sum(self._meeting.coverage[each].seen for each in departments)
        if not objectives:
            return f"Nothing can be found about {names}: no objective is in force"
        if not seen:
            whole = f"none of {count(objectives, 'objective')} reaches a customer or another objective"
            return f"Nothing can be found about {names} yet: {whole}"
        what = "No conflict" if self._meeting.beside else "Nothing"
        return f"{what} against {names} among the {_part(seen, objectives)} that can be seen"

    def _rest(self) -> str:
        beside, decided = len(self._meeting.beside), len(self._meeting.decided)
        said = (
            f"{count(decided, 'more conflict')} {'is' if decided == 1 else 'are'} decided" if decided else "",
            f"{count(beside, 'finding')} beside them" if beside else "",
        )
        return "; ".join(each for each in said if each)

    def _seen(self) -> str:
        counts, unseen = self._meeting.whole.counts, self._meeting.whole.unseen
        objectives = count(counts.objectives, "objective")
        if not unseen:
            return f"{counts.seen:,} of {objectives} can be seen: each reaches a customer or another objective."
        names = listed([self._speaker.name(each) for each in unseen], most=MOST_UNSEEN)
        return f"{counts.seen:,} of {objectives} can be seen; what follows says nothing about {names}."

    def at_stake(self, conflicts: Iterable[Conflict], least: Level = Level.MINOR) -> str:
        """The money at stake over all outcomes that suffer in some conflicts of a level and worse, each once."""
        weighty = [each for each in conflicts if each.level.at_least(least)]
        amount = self._organization.at_stake(sorted({key for each in weighty for key in suffering(each)}))
        return self._speaker.money(amount) if amount else ""

    # Stories

    def stories(self) -> Iterator[StoryWords]:
        """The stories that the first page has room for."""
        for number, story in enumerate(self._meeting.stories[:MOST_STORIES], start=1):
            yield self._story(number, story)

    def _story(self, number: int, story: Story) -> StoryWords:
        conflicts = [self._by_about[each] for each in story.conflicts]
        first, speaker = conflicts[0], self._speaker
        steps = list(self._conflicts.steps(first))
        alone = len(conflicts) == 1
        return StoryWords(
            number=number,
            level=first.level.value,
            knot="" if story.knot == first.about else speaker.name(story.knot),
            size="" if alone else count(len(conflicts), "conflict"),
            whose="; ".join(each for each in (self._conflicts.whose(first), rated(first)) if each) if alone else "",
            sufferers=tuple(self._sufferer(each) for each in conflicts[:MOST_SUFFERERS]),
            more=max(0, len(conflicts) - MOST_SUFFERERS),
            payers=self._payers(conflicts),
            at_stake=self.at_stake(conflicts),
            squeezers=self._squeezers(first),
            decider=decider(speaker, first.decider),
            first=steps[0].text if steps else "",
            change=steps[0].change if steps else "",
        )

    def _sufferer(self, conflict: Conflict) -> SuffererWords:
        return SuffererWords(
            self._conflicts.position(conflict.about),
            conflict.level.value,
            self._speaker.name(conflict.about),
            self._whose(conflict),
            conflict.fingerprint if conflict.about in self._paged else "",
        )

    def _whose(self, conflict: Conflict) -> str:
        """Whose it is, in few words."""
        if conflict.kind is ConflictKind.UNDERMINED:
            return self._speaker.department(self._organization.objectives[conflict.about].department)
        return self._speaker.party(conflict.customer) if conflict.customer else "no customer is named"

    def _payers(self, conflicts: Iterable[Conflict]) -> str:
        outcomes = [self._organization.outcomes[key] for each in conflicts for key in suffering(each)]
        names = dict.fromkeys(self._speaker.party(each.customer) for each in outcomes if each.customer)
        return enumerated(list(names)) or "no customer is named"

    def _squeezers(self, conflict: Conflict) -> str:
        names = [self._speaker.objective(each.objective) for each in conflict.hurters]
        return enumerated(names, most=2)

    # What they rest on

    def causes_claim(self) -> str:
        """How many conflicts a few declarations hold: Three declarations hold 34 of 36 conflicts."""
        causes = self._meeting.root_causes[:MOST_CAUSES]
        if not causes:
            return ""
        held = {about for each in causes for about in (*each.ends, *each.lowers)}
        number = NUMBERS[len(causes)]
        verb = "declaration holds" if len(causes) == 1 else "declarations hold"
        return f"{number} {verb} {len(held)} of {count(len(self._by_about), 'conflict')}"

    def causes(self) -> Iterator[CauseWords]:
        """The root causes that the first page has room for."""
        yield from map(self._cause, self._meeting.root_causes[:MOST_CAUSES])

    def _cause(self, cause: RootCause) -> CauseWords:
        link, speaker = cause.arrow, self._speaker
        reason = self._conflicts.parties.reason(link)
        own = link.origin in self._organization.objectives
        return CauseWords(
            sentence=f"{speaker.name(link.origin)} {link.word} {speaker.name(link.target)}",
            owner=self._conflicts.parties.who(link.origin) if own else "declared by the organization, for all",
            effect=self._effect(cause),
            share=f"{cause.share:.0%}".replace("%", " %"),
            because=reason.because,
            place=reason.place,
            ends=tuple(map(self._conflicts.position, cause.ends)),
            lowers=tuple(map(self._conflicts.position, cause.lowers)),
        )

    def _effect(self, cause: RootCause) -> str:
        parts = [self._clause("ends", cause.ends), self._clause("falls by a level", cause.lowers)]
        return "without it " + "; ".join(each for each in parts if each)

    def _clause(self, verb: str, conflicts: tuple[str, ...]) -> str:
        if not conflicts:
            return ""
        plural = {"ends": "end", "falls by a level": "fall by a level"}
        names = enumerated([self._speaker.name(each) for each in conflicts], most=2)
        return f"{names} {verb if len(conflicts) == 1 else plural[verb]}"

    # Beside the conflicts

    def beside_claim(self) -> str:
        """How many findings count by themselves."""
        found = self._meeting.beside
        return f"{count(len(found), 'finding')} beside the conflicts: {by_level(found)}" if found else ""

    def beside(self) -> Iterator[BesideWords]:
        """The worst of them."""
        for position, each in enumerate(self._meeting.beside[:MOST_BESIDE_FILTERED]):
            yield BesideWords(
                position=position,
                level=each.level.value,
                rule=each.name.replace("-", " "),
                text=self._conflicts.namer.headline(each),
                is_named=position < MOST_BESIDE and each.level.at_least(Level.SERIOUS),
            )


def _part(seen: int, objectives: int) -> str:
    return f"{seen:,} of {count(objectives, 'objective')}"


def by_level(found: Iterable[Conflict | Finding]) -> str:
    """The number of each level, in words; no word of a level without any."""
    levels = [each.level for each in found]
    return ", ".join(f"{levels.count(level):,} {level.value}" for level in Level if level in levels)
