"""A conflict's page in words: who, over what, who pays, who decides, both chains, the cloud, the ways out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from goalcheck.findings import Contest, Finding, Link, Report
from goalcheck.meeting import Matter
from goalcheck.model import Objective, Outcome
from goalcheck.render.cloud import Cloud, cloud_of
from goalcheck.render.conflict_text import MOST_PARTIES
from goalcheck.render.meeting.content import (
    ChainWords,
    ConflictWords,
    ContestWords,
    Facets,
    LinkWords,
    NoteWords,
    OptionWords,
    PartyWords,
    PayerWords,
)
from goalcheck.render.meeting.headlines import Namer
from goalcheck.render.safe import for_terminal
from goalcheck.render.sure_text import tipping_sentences
from goalcheck.render.words import Speaker, listed, place
from goalcheck.rules.amounts import aim, figure, percent
from goalcheck.rules.histories import History, histories
from goalcheck.rules.progress import way

MOST_OUTCOMES = 3
"""Outcomes of one conflict whose chains its page tells; the appendix has all."""

MOST_PAYERS = 3

MOST_ALSO = 5
"""Other findings about the same objectives that a page names."""

ROUNDING = 1e-9


class ConflictTeller:
    """Tells the conflicts of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._organization = report.organization
        self._ratings = histories(report.organization.scorecards)
        self._helped = dict(_helped_most(report))
        self._numbers: dict[Link, int] = {}
        self.speaker = Speaker(report.organization, quotes=("“", "”"))
        self.namer = Namer(report.organization, self.speaker)

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
            payers=tuple(self._payers(finding)),
            pays=bool(finding.outcomes),
            decider=speaker.decider(finding.decider),
            details=tuple(self.namer.named(each) for each in finding.details),
            parties=tuple(self._party(finding, each) for each in parties[:MOST_PARTIES]),
            more_parties=max(0, len(parties) - MOST_PARTIES),
            contests=self.contests(finding, shown),
            more_outcomes=listed([speaker.name(each.outcome) for each in finding.outcomes[MOST_OUTCOMES:]]),
            cloud=self._cloud(finding),
            tipping=tuple(self._tipping(matter)),
            options=tuple(
                OptionWords(self.namer.named(text), self.namer.named(change))
                for text, change in zip_longest(finding.advice, finding.changes[: len(finding.advice)], fillvalue="")
            ),
            also=tuple(self.note(each) for each in matter.also[:MOST_ALSO]),
            more_also=max(0, len(matter.also) - MOST_ALSO),
            facets=self.facets(finding),
        )

    def _tipping(self, matter: Matter) -> Iterator[str]:
        if matter.tipping is not None:
            yield from map(self.namer.named, tipping_sentences(self._organization, matter.tipping))

    def _cloud(self, finding: Finding) -> Cloud | None:
        cloud = cloud_of(self._report, finding, self.speaker)
        if cloud is None:
            return None
        assumptions = tuple(map(self.namer.named, cloud.assumptions))
        return replace(cloud, clash=self.namer.named(cloud.clash), assumptions=assumptions)

    def note(self, finding: Finding) -> NoteWords:
        """A finding that is mentioned beside something else."""
        return NoteWords(finding.level.value, finding.code, self.namer.headline(finding), finding.fingerprint)

    def facets(self, finding: Finding) -> Facets:
        """What a finding can be filtered by, as the options of the command line do it."""
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

    def _party(self, finding: Finding, key: str) -> PartyWords:
        objective, speaker = self._organization.objectives[key], self.speaker
        share = way(objective)
        lead = self._organization.departments[objective.department].lead
        return PartyWords(
            id=key,
            name=speaker.name(key),
            department=speaker.department(objective.department),
            owner=for_terminal(objective.owner or "") or "no owner is named",
            lead=f"led by {for_terminal(lead)}" if lead else "no lead is named",
            role=_role(finding, key),
            period=for_terminal(objective.period.label) if objective.period else "always",
            priority=f"{objective.priority} of 5",
            target=self._target(objective),
            progress=self._progress(objective, share),
            share=None if share is None else min(1.0, max(0.0, share)),
        )

    def _target(self, objective: Objective) -> str:
        if objective.target is None:
            return "no target is set"
        metric = self._organization.metrics[objective.target.metric]
        return f"{for_terminal(metric.name)}: {for_terminal(aim(objective.target, metric.unit))}"

    def _progress(self, objective: Objective, share: float | None) -> str:
        if objective.progress is None:
            return "none is reported"
        unit = self._organization.metrics[objective.target.metric].unit if objective.target else None
        when = f" on {objective.progress.date}" if objective.progress.date else ""
        gone = f", {percent(share)} of the way" if share is not None else ""
        return f"{for_terminal(figure(objective.progress.value, unit))}{when}{gone}"

    def _payers(self, finding: Finding) -> Iterator[PayerWords]:
        """The customers of its outcomes; where it has none, those of what its objectives help most."""
        over = [contest.outcome for contest in finding.outcomes]
        lost = [finding.of] if finding.of else finding.objectives
        felt = over or [self._helped[objective] for objective in lost if objective in self._helped]
        for key in list(dict.fromkeys(felt))[:MOST_PAYERS]:
            outcome = self._organization.outcomes[key]
            yield PayerWords(self._customer(outcome), key, self.speaker.name(key), self._rated(key))

    def _customer(self, outcome: Outcome) -> str:
        return self.speaker.party(outcome.customer) if outcome.customer else "no customer is named"

    def _rated(self, outcome: str) -> str:
        """Its importance, and how its customer rated it last."""
        importance = f"importance {self._organization.outcomes[outcome].importance} of 5"
        return ", ".join(
            [importance, *(f"rated {each.words('').strip()}" for each in self._ratings.get(outcome, ())[:1])]
        )


def rated(history: History) -> str:
    """The last rating against the best one before: 4 in 2026-Q3, down from 8 in 2026-Q1."""
    newest, best = history.newest, history.best
    now = f"{figure(newest.rating)} in {for_terminal(newest.period.label)}"
    if best is None:
        return now
    if abs(best.rating - newest.rating) <= ROUNDING:
        return f"{now}, as in {for_terminal(best.period.label)}"
    trend = "down" if best.rating > newest.rating else "up"
    return f"{now}, {trend} from {figure(best.rating)} in {for_terminal(best.period.label)}"


def _role(finding: Finding, key: str) -> str:
    """What a party of a conflict does."""
    if finding.by and finding.of:
        return "hurts" if key == finding.by else "is hurt"
    signs = {side.sign for contest in finding.outcomes[:1] for side in contest.sides if side.objective == key}
    return "helps and hurts" if len(signs) > 1 else "hurts" if -1 in signs else "helps" if 1 in signs else ""


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
