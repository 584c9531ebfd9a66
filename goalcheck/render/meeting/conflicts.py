"""The page of a conflict in words: parties, outcomes, payers, decider, both chains, the cloud, the ways out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from goalcheck.findings import Contest, Finding, Link
from goalcheck.meeting import Matter, Meeting
from goalcheck.render.cloud import Cloud, cloud_of
from goalcheck.render.meeting.content_conflict import (
    ChainWords,
    ConflictWords,
    ContestWords,
    Facets,
    LinkWords,
    NoteWords,
    OptionWords,
)
from goalcheck.render.meeting.headlines import Namer
from goalcheck.render.meeting.parties import PartyTeller
from goalcheck.render.meeting.payers import PayerTeller
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections.conflict import MOST_PARTIES
from goalcheck.render.sections.sureness import standing_sentence, tipping_messages
from goalcheck.render.words import Speaker, listed, place

MOST_OUTCOMES = 3
"""Outcomes of one conflict whose chains its page tells; the appendix has all."""

MOST_ALSO = 5
"""Other findings about the same objectives that a page names."""


class ConflictTeller:
    """Tells the conflicts of one meeting."""

    def __init__(self, meeting: Meeting) -> None:
        report = meeting.report
        self._report = report
        self._robustness = meeting.robustness
        self._organization = report.organization
        self._numbers: dict[Link, int] = {}
        self.speaker = Speaker(report.organization, quotes=("“", "”"))
        self.namer = Namer(report.organization, self.speaker)
        self._payers = PayerTeller(report, self.speaker, {view.outcome.id for view in meeting.outcomes})
        self._parties = PartyTeller(report.organization, self.speaker)

    def number(self, link: Link) -> int:
        """The number of an arrow, by the order in which arrows are first told."""
        return self._numbers.setdefault(link, len(self._numbers) + 1)

    def arrows(self) -> tuple[LinkWords, ...]:
        """All arrows that were told so far, by number."""
        return tuple(map(self._link, self._numbers))

    def page(self, number: int, matter: Matter) -> ConflictWords:
        """The page of a conflict."""
        finding, speaker = matter.finding, self.speaker
        parties = speaker.parties(finding)
        weighed = finding.tension is not None
        shown = finding.outcomes[:MOST_OUTCOMES]
        return ConflictWords(
            number=number,
            fingerprint=finding.fingerprint,
            level=finding.level.value,
            code=finding.code,
            rule=finding.name.replace("-", " "),
            headline=self.namer.headline(finding),
            tension=f"{finding.tension:.2f}" if weighed else "",
            tension_share=finding.tension / 100 if weighed and finding.tension is not None else None,
            guarded=finding.guarded,
            at_stake=speaker.money(finding.at_stake) if finding.at_stake is not None else "",
            payers=tuple(self._payers.payers(finding)),
            pays=bool(finding.outcomes),
            decider=speaker.decider(finding.decider),
            details=self.namer.all_named(finding.details),
            parties=tuple(self._parties.party(finding, each) for each in parties[:MOST_PARTIES]),
            more_parties=max(0, len(parties) - MOST_PARTIES),
            contests=self.contests(finding, shown),
            more_outcomes=listed([speaker.name(each.outcome) for each in finding.outcomes[MOST_OUTCOMES:]]),
            cloud=self._cloud(finding),
            tipping=tuple(self._tipping(matter)),
            standing=self._standing(finding),
            options=self._options(finding),
            also=tuple(self.note(each) for each in matter.also[:MOST_ALSO]),
            more_also=max(0, len(matter.also) - MOST_ALSO),
            facets=self.facets(finding),
        )

    def _options(self, finding: Finding) -> tuple[OptionWords, ...]:
        changes = self.namer.all_named(finding.changes[: len(finding.advice)])
        advice = self.namer.all_named(finding.advice)
        return tuple(OptionWords(text, change) for text, change in zip_longest(advice, changes, fillvalue=""))

    def _tipping(self, matter: Matter) -> Iterator[str]:
        if matter.tipping is not None:
            yield from self.namer.all_named(tipping_messages(self._organization, matter.tipping))

    def _standing(self, finding: Finding) -> str:
        standing = self._robustness.of(finding) if self._robustness else None
        return standing_sentence(self._robustness, standing) if self._robustness and standing else ""

    def _cloud(self, finding: Finding) -> Cloud | None:
        return cloud_of(self._report, finding, self.speaker, self.namer)

    def note(self, finding: Finding) -> NoteWords:
        """A finding that is mentioned beside something else."""
        return NoteWords(finding.level.value, finding.code, self.namer.headline(finding), finding.fingerprint)

    def facets(self, finding: Finding) -> Facets:
        """The values that filters compare a finding with, as the options of the command line do it."""
        organization = self._organization
        outcomes = sorted({contest.outcome for contest in finding.outcomes})
        customers = {organization.outcomes[each].customer for each in outcomes}
        departments = {above for each in finding.departments for above in organization.lineage(each)}
        named = sorted(each for each in customers if each is not None)
        return Facets(finding.level.value, tuple(sorted(departments)), tuple(named), tuple(outcomes))

    def contests(self, finding: Finding, shown: Sequence[Contest]) -> tuple[ContestWords, ...]:
        """The outcomes that are pulled at with their chains; a chain between objectives stands first."""
        told = [ContestWords("", "", "", (self._chain("How", finding.chain),))] if finding.chain else []
        return (*told, *map(self._contest, shown))

    def _contest(self, contest: Contest) -> ContestWords:
        sides = sorted(contest.sides, key=lambda side: side.sign)
        chains = [self._chain("Hurts" if side.sign < 0 else "Helps", side.chain) for side in sides if side.chain]
        tension = "" if contest.tension is None else f"{contest.tension:.2f}"
        return ContestWords(contest.outcome, self.speaker.outcome(contest.outcome), tension, tuple(chains))

    def _chain(self, label: str, chain: Sequence[Link]) -> ChainWords:
        steps = [f"{link.word} {self.speaker.name(link.target)}" for link in chain]
        sentence = f"{self.speaker.name(chain[0].origin)} {', which '.join(steps)}."
        return ChainWords(label, sentence, tuple(map(self._link, chain)))

    def _link(self, link: Link) -> LinkWords:
        return LinkWords(
            number=self.number(link),
            origin=self.speaker.name(link.origin),
            target=self.speaker.name(link.target),
            origin_id=link.origin,
            target_id=link.target,
            word=link.word,
            weight=f"{link.weight:+.2f}",
            because=for_terminal(link.because or ""),
            notes=self.speaker.notes(link),
            place=place(link.location),
            hurts=link.weight < 0,
        )
