"""Results: a report as the machines read it that check changes and the tables that people sort.

A result is one harm of a conflict, on the line that declares the harm, or one finding that counts for itself. What a
conflict tells is no result of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goalcheck.conflict_messages import harm, headline
from goalcheck.conflicts import Conflict, Hurter
from goalcheck.findings import DecisionNote, Finding, Level, Link, is_conflict
from goalcheck.messages import Listing, Message, Ref, RefKind, Value
from goalcheck.render.parts import NOWHERE, Told, chains, main_location
from goalcheck.report import Report
from goalcheck.rules import RULES
from goalcheck.source import Location

NAMES = {rule.code: rule.name for rule in RULES}

MOST_PROTECTORS = 3
"""Protectors whose chains stand in the result of each hurter: a conflict can have hundreds of both."""

Hurters = Mapping[str, Collection[str]]
"""The hurters of conflicts that are results, by what the conflict is about; of a conflict that is not there, all."""


@dataclass(frozen=True, slots=True)
class Result:
    """One harm of a conflict, or one finding that counts for itself.

    Attributes:
        fingerprint: of the harm (the same when others come and go), or of the finding.
        subject: the fingerprint that `accept` and `explain` take: of the conflict, or of the finding.
        level: of the conflict, or of the finding.
        figure: the open pressure of the conflict, or the tension of the finding.
        objectives: the one that hurts, or those that the finding is about.
        over: the outcome or objective that suffers, or the outcomes that the finding is over.
        decision: what was decided; None where it is open.
        chains: the chain of the harm and those of the strongest protectors, or all of the finding.
        locations: the place of the result first.
        told: what a reader has to know beside the message.
        advice: what to do: of a conflict what concerns this harm.
        conflict, hurter: None for a finding.
        finding: None for a harm.
    """

    code: str
    level: Level
    fingerprint: str
    subject: str
    message: Message
    figure: float | None
    objectives: tuple[str, ...]
    departments: tuple[str, ...]
    over: tuple[str, ...]
    decider: str | None
    decision: DecisionNote | None
    locations: tuple[Location, ...]
    chains: tuple[Told, ...]
    told: tuple[Message, ...]
    advice: tuple[Message, ...]
    conflict: Conflict | None = None
    hurter: Hurter | None = None
    finding: Finding | None = None

    @property
    def name(self) -> str:
        """The name of its rule."""
        return NAMES[self.code]

    @property
    def is_open(self) -> bool:
        """True if nobody decided it."""
        return self.decision is None

    @property
    def location(self) -> Location:
        """Where it stands: the line that declares the harm, or the main place of the finding."""
        return self.locations[0]

    @property
    def status(self) -> str:
        """Open, or what was decided."""
        if self.finding is not None:
            return self.finding.status.value
        return self.decision.verdict.value if self.decision else "open"

    @property
    def weight(self) -> str:
        """The level, and the pressure or tension that gives it."""
        if self.figure is None:
            return self.level.value
        return f"{self.level.value} with {'pressure' if self.conflict else 'tension'} {self.figure:.2f} of 100"

    @property
    def is_between_objectives(self) -> bool:
        """True if somebody has to decide what comes first."""
        return self.conflict is not None or (self.finding is not None and is_conflict(self.finding))

    @property
    def chain_links(self) -> Iterator[Link]:
        """The arrows of all chains."""
        return (link for told in self.chains for link in told.links)


def results(report: Report, hurters: Hurters | None = None, *, every_harm: bool = False) -> list[Result]:
    """The results of a report: of conflicts first, each kind in its order.

    Args:
        hurters: the hurters that are results where a comparison with the past chose them; None for all.
        every_harm: True for the open harms of a decided conflict too, which come to less than `min_tension`.
    """
    harms = [each for conflict in report.conflicts for each in _of_conflict(report, conflict, hurters, every_harm)]
    return [*harms, *(_of_finding(report, each) for each in report.findings if each.counts)]


def open_results(report: Report, hurters: Hurters | None = None) -> list[Result]:
    """The results that nobody decided."""
    return [each for each in results(report, hurters) if each.is_open]


def told_hurters(conflict: Conflict, hurters: Hurters | None) -> list[Hurter]:
    """The open hurters of an open conflict that are results."""
    wanted = None if hurters is None else hurters.get(conflict.about)
    open_ = conflict.open_hurters if conflict.is_open else ()
    return [each for each in open_ if wanted is None or each.objective in wanted]


def hurter_location(report: Report, hurter: Hurter) -> Location:
    """The line that declares a harm; of a conflict in brief the objective that hurts."""
    objective = report.organization.objectives.get(hurter.objective)
    return hurter.location or (objective.location if objective else NOWHERE)


def _of_conflict(report: Report, conflict: Conflict, hurters: Hurters | None, every_harm: bool) -> Iterator[Result]:
    """The harms of a conflict that are results: those that are open in it, and those that somebody decided."""
    open_ = {each.objective for each in told_hurters(conflict, hurters)}
    whole = headline(report.organization, conflict)
    advice = _advice_by_hurters(conflict)
    for hurter in conflict.hurters:
        if hurter.decided or hurter.objective in open_ or (every_harm and not conflict.is_open):
            yield _of_hurter(report, conflict, hurter, whole, advice)


def _of_hurter(report: Report, conflict: Conflict, hurter: Hurter, whole: Message, advice: Sequence[_Advice]) -> Result:
    organization = report.organization
    place = hurter_location(report, hurter)
    protecting = [
        Told(f"{each.objective} helps {conflict.about}", each.chain)
        for each in conflict.protectors[:MOST_PROTECTORS]
        if each.chain
    ]
    hurting = [Told(f"{hurter.objective} hurts {conflict.about}", hurter.chain)] if hurter.chain else []
    return Result(
        code=conflict.code,
        level=conflict.level,
        fingerprint=conflict.fingerprint_of(hurter),
        subject=conflict.fingerprint,
        message=harm(organization, conflict, hurter),
        figure=conflict.open_pressure if conflict.is_open else conflict.pressure,
        objectives=(hurter.objective,),
        departments=(organization.objectives[hurter.objective].department,),
        over=(conflict.about,),
        decider=conflict.decider,
        decision=hurter.decision,
        locations=(place,),
        chains=(*hurting, *protecting),
        told=(whole,),
        advice=tuple(each for each, hurters in advice if not hurters or hurter.objective in hurters),
        conflict=conflict,
        hurter=hurter,
    )


def _of_finding(report: Report, finding: Finding) -> Result:
    place = main_location(report, finding)
    return Result(
        code=finding.code,
        level=finding.level,
        fingerprint=finding.fingerprint,
        subject=finding.fingerprint,
        message=finding.message,
        figure=finding.tension,
        objectives=finding.objectives,
        departments=finding.departments,
        over=tuple(contest.outcome for contest in finding.outcomes),
        decider=finding.decider,
        decision=finding.decision,
        locations=(place, *(each for each in finding.locations if each != place)),
        chains=tuple(chains(finding)),
        told=finding.details,
        advice=finding.advice,
        finding=finding,
    )


_Advice = tuple[Message, frozenset[str]]
"""An advice with the hurters that it concerns; with none where it concerns all."""


def _advice_by_hurters(conflict: Conflict) -> list[_Advice]:
    hurters = frozenset(each.objective for each in conflict.hurters)
    return [(each, hurters & _objectives(each)) for each in conflict.advice]


def _objectives(value: Value) -> set[str]:
    """The objectives that a message names."""
    match value:
        case Message(values=values):
            return {each for _, inner in values for each in _objectives(inner)}
        case Listing(values=inner_values):
            return {each for inner in inner_values for each in _objectives(inner)}
        case Ref(kind=RefKind.OBJECTIVE, id=key):
            return {key}
    return set()
