"""A meeting in words: everything that the report says, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from goalcheck.findings import Finding, FindingStatus, Level, Link
from goalcheck.meeting import Meeting
from goalcheck.model import Customer, Department, Outcome
from goalcheck.render.meeting.conflicts import ConflictTeller
from goalcheck.render.meeting.content import (
    Briefing,
    Choice,
    DecidedWords,
    RowWords,
    SectionWords,
    StepWords,
    TracedChain,
    TracedWords,
    WayOutWords,
)
from goalcheck.render.meeting.cover import PLAIN, Cover
from goalcheck.render.meeting.customers import CustomerTeller
from goalcheck.render.meeting.heat import heat_words
from goalcheck.render.meeting.leverage import leverage_words
from goalcheck.render.meeting.method import method
from goalcheck.render.parts import admissions, by_level, chains, counted, main_location, verdict
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections import ways_out as ways
from goalcheck.render.words import count, place
from goalcheck.traits import Family

_SECTIONS = {
    Family.CONFLICT: ("conflicts-in-brief", "Other conflicts"),
    Family.COVERAGE: ("customers-missed", "Customers and work that misses them"),
    Family.AGREEMENT: ("agreement-in-brief", "Agreement"),
    Family.EVIDENCE: ("evidence", "Evidence"),
    Family.DECISION: ("decisions-to-review", "Decisions to look at again"),
}


def tell(meeting: Meeting, cover: Cover = PLAIN) -> Briefing:
    """The whole report in words."""
    return _Teller(meeting).briefing(cover)


class _Teller:
    """Tells one meeting."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._report = meeting.report
        self._organization = meeting.report.organization
        self._conflicts = ConflictTeller(meeting)
        self._customers = CustomerTeller(meeting, self._conflicts)
        self._speaker = self._conflicts.speaker

    def briefing(self, cover: Cover) -> Briefing:
        """Everything."""
        meeting, organization = self._meeting, self._organization
        said = verdict(self._report)
        pages = tuple(self._conflicts.page(at, matter) for at, matter in enumerate(meeting.paged, start=1))
        traced = tuple(self._traced())
        period = meeting.selection.period or organization.period
        name = for_terminal(organization.name)
        return Briefing(
            title=for_terminal(cover.title) if cover.title else name,
            organization=name,
            period=for_terminal(period.label) if period else "",
            today=meeting.today.isoformat(),
            cut=tuple(self._cut()),
            claim=said.claim,
            rest=f"{by_level(said.counted)}{said.rest}" if said.counted else said.rest.lstrip(", "),
            counted=counted(self._report),
            at_stake=self._at_stake(),
            warnings=tuple(self._warnings()),
            agenda=pages[: len(meeting.agenda)],
            heat=heat_words(self._speaker, meeting.heat),
            customers=tuple(self._customers.customers()),
            leverage=leverage_words(meeting, self._speaker),
            way_out=self._way_out(cover.paths),
            conflicts=pages,
            unpaged=tuple(map(self._row, meeting.unpaged)),
            decided=tuple(map(self._decided, meeting.decided)),
            journey=tuple(self._customers.stages()),
            agreement=tuple(map(self._row, meeting.agreement)),
            others=tuple(self._sections()),
            traced=traced,
            arrows=self._conflicts.arrows(),
            method=tuple(method(meeting)),
            levels=_levels(self._report.findings),
            departments=_choices(organization.departments, self._facets("departments")),
            outcomes=_choices(organization.outcomes, self._facets("outcomes")),
            payers=_choices(organization.customers, self._facets("customers")),
        )

    def _way_out(self, paths: Sequence[str]) -> WayOutWords | None:
        resolution = self._meeting.resolution
        if resolution is None:
            return None
        return WayOutWords(ways.verdict(resolution), tuple(ways.chapters(resolution, paths=paths, saved=None)))

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

    def _at_stake(self) -> str:
        """The money at stake in the open findings of this cut that are serious or worse."""
        weighty = [
            finding
            for finding in self._report.findings
            if finding.status is FindingStatus.OPEN and finding.level.at_least(Level.SERIOUS)
        ]
        amount = self._organization.at_stake(contest.outcome for finding in weighty for contest in finding.outcomes)
        return self._speaker.money(amount) if amount else ""

    def _warnings(self) -> Iterator[str]:
        yield from admissions(self._report)
        yield from (f"Not checked: {self._conflicts.namer.named(each)}." for each in self._report.unchecked)

    def _row(self, finding: Finding) -> RowWords:
        return RowWords(
            fingerprint=finding.fingerprint,
            level=finding.level.value,
            code=finding.code,
            rule=finding.name.replace("-", " "),
            text=self._conflicts.namer.headline(finding),
            tension="" if finding.tension is None else f"{finding.tension:.2f}",
            decider=self._speaker.decider(finding.decider) if finding.departments else "",
            place=place(main_location(self._report, finding)),
            has_chains=any(True for _ in chains(finding)),
            facets=self._conflicts.facets(finding),
        )

    def _decided(self, finding: Finding) -> DecidedWords:
        decision = finding.decision
        if decision is None:
            raise ValueError(finding.fingerprint)
        days = (date.fromisoformat(decision.until) - self._meeting.today).days
        return DecidedWords(
            row=self._row(finding),
            status=finding.status.value,
            by=for_terminal(decision.by),
            until=decision.until,
            left="today" if days == 0 else f"in {count(days, 'day')}",
            reason=for_terminal(decision.reason),
            place=place(decision.location),
        )

    def _sections(self) -> Iterator[SectionWords]:
        for family, (key, title) in _SECTIONS.items():
            findings = [each for each in self._meeting.others if each.rule.section is family]
            if findings:
                yield SectionWords(key, title, tuple(map(self._row, findings)))

    def _traced(self) -> Iterator[TracedWords]:
        for finding in self._report.findings:
            found = [told.links for told in chains(finding)]
            if found:
                yield TracedWords(self._row(finding), tuple(map(self._trace, found)))

    def _trace(self, links: Sequence[Link]) -> TracedChain:
        steps = [StepWords(link.word, link.target, self._conflicts.number(link)) for link in links]
        return TracedChain(links[0].origin, tuple(steps))

    def _facets(self, kind: str) -> set[str]:
        """The departments, customers or outcomes that anything can be filtered by."""
        return {each for finding in self._report.findings for each in getattr(self._conflicts.facets(finding), kind)}


def _levels(findings: Sequence[Finding]) -> tuple[Choice, ...]:
    found = {finding.level for finding in findings}
    return tuple(Choice(level.value, level.value) for level in Level if level in found)


def _choices(entries: Mapping[str, Department | Outcome | Customer], wanted: Iterable[str]) -> tuple[Choice, ...]:
    named = [(for_terminal(entries[key].name), key) for key in wanted]
    return tuple(Choice(key, name) for name, key in sorted(named, key=lambda each: (each[0].casefold(), each)))
