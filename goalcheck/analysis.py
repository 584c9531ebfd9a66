"""The pipeline in one screen: make the context, run the rules, apply decisions, review them, sort, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from itertools import islice

from goalcheck.decisions import Decisions
from goalcheck.facts.context import Context
from goalcheck.facts.tracer import Tracer
from goalcheck.findings import (
    ContestedOutcome,
    Counts,
    Derived,
    Finding,
    FindingStatus,
    Level,
    Notice,
    Push,
    Report,
    Summary,
)
from goalcheck.graph import Sides, Table, influence
from goalcheck.messages import Message
from goalcheck.messages.english import NO_DRIVERS, NO_OUTCOMES, SILENT_OBJECTIVES
from goalcheck.model import Organization
from goalcheck.rule import Rule
from goalcheck.rules import RULES
from goalcheck.traits import Family


@dataclass(frozen=True, slots=True)
class Analysis(Report):
    """A report together with the engine that made it, for views that ask for more than the report holds.

    Attributes:
        tracer: chains that no finding tells.
    """

    tracer: Tracer = field(kw_only=True, compare=False, repr=False)

    @property
    def report(self) -> Report:
        """The report alone: plain data."""
        return Report(**{each.name: getattr(self, each.name) for each in fields(Report)})


def analyze(organization: Organization, *, today: date, at_length: int | None = None, placed: bool = False) -> Analysis:
    """The analysis of an organization, with decisions judged as of `today`.

    Args:
        at_length: how many findings of each family are told with their chains and advice, the worst; None for all.
        placed: whether the others need their places all the same.
    """
    context = Context(organization, today=today)
    decisions = Decisions(organization.decisions, today=context.today)
    listing = _Listing(context)
    notices = [
        each.on(decisions.applied(each.finding))
        for rule in RULES
        for each in listing.of(rule, partial(rule.check, context))
    ]
    standings = decisions.standings(
        [each.finding for each in notices], complete=not (listing.truncated or context.left_out)
    )
    notices += (each for rule in RULES for each in listing.of(rule, partial(rule.review, context, standings)))
    notices.sort(key=lambda notice: notice.finding.order)
    findings = tuple(_told(notices, at_length, placed=placed))
    return Analysis(
        organization=organization,
        counts=_counts(context),
        summary=_summary(context, findings, truncated=bool(listing.truncated)),
        exact=context.chains.exact and not context.left_out,
        findings=findings,
        pushes=Derived(_pushes, context.network.nodes, context.network.outcomes, context.chains.pushes),
        influence=Derived(influence, context.network.nodes, context.network.out),
        contested=Derived(_contested, context.network.nodes, context.clashes.sides),
        unchecked=tuple(_unchecked(organization)),
        truncated=tuple(sorted(listing.truncated)),
        at_length=at_length,
        left_out=context.left_out,
        tracer=Tracer(context),
    )


class _Listing:
    """The findings that are listed of each rule: by its setting, and no more than the worst `max_findings`.

    Attributes:
        truncated: the rules (by code) that had more to say.
    """

    def __init__(self, context: Context) -> None:
        self._settings = context.organization.settings
        self._most = context.most
        self.truncated: list[str] = []

    def of(self, rule: Rule, run: Callable[[], Iterable[Notice]]) -> list[Notice]:
        """The findings of a rule, at the level that the organization sets for it."""
        setting = self._settings.of_rule(rule.code, rule.name)
        if setting == "off":
            return []
        listed = list(islice(run(), self._most + 1))
        if len(listed) > self._most:
            self.truncated.append(rule.code)
            del listed[self._most :]
        if setting is None:
            return listed
        return [each.on(replace(each.finding, level=Level(setting))) for each in listed]


def _told(notices: Iterable[Notice], most: int | None, *, placed: bool) -> Iterator[Finding]:
    told: Counter[Family] = Counter()
    for notice in notices:
        section = notice.finding.rule.section
        told[section] += 1
        in_brief = most is not None and told[section] > most and not (placed and not notice.finding.locations)
        yield notice.finding if in_brief else notice.at_length()


def _counts(context: Context) -> Counts:
    organization = context.organization
    return Counts(
        name=organization.name,
        departments=len(organization.departments),
        objectives=len(context.active),
        outcomes=len(organization.outcomes),
        drivers=len(organization.drivers),
        effects=context.network.arrow_count,
    )


def _summary(context: Context, findings: Sequence[Finding], *, truncated: bool) -> Summary:
    levels = [finding.level for finding in findings]
    undecided = [finding for finding in findings if finding.status is FindingStatus.OPEN]
    weighty = [finding for finding in undecided if finding.level.at_least(Level.SERIOUS)]
    at_stake = context.organization.at_stake(contest.outcome for finding in weighty for contest in finding.outcomes)
    return Summary(
        clashes=context.clashes.count(),
        truncated=truncated,
        severe=levels.count(Level.SEVERE),
        serious=levels.count(Level.SERIOUS),
        minor=levels.count(Level.MINOR),
        open=len(undecided),
        decided=len(findings) - len(undecided),
        at_stake=at_stake or 0.0,
    )


def _pushes(nodes: Sequence[str], outcomes: Iterable[int], tables: Mapping[int, Table]) -> Iterator[Push]:
    felt = set(outcomes)
    for objective, (helps, harms) in tables.items():
        for node in sorted(felt.intersection(helps.keys() | harms.keys())):
            yield Push(nodes[objective], nodes[node], helps.get(node, 0.0), harms.get(node, 0.0))


def _contested(nodes: Sequence[str], sides: Mapping[int, Sides]) -> Iterator[ContestedOutcome]:
    for outcome, both in sides.items():
        if both.helpers and both.hurters:
            yield ContestedOutcome(nodes[outcome], both, nodes)


def _unchecked(organization: Organization) -> Iterator[Message]:
    """The facts that the organization does not declare, so that nothing about them could be found."""
    if not organization.outcomes:
        yield NO_OUTCOMES()
    if not organization.drivers:
        yield NO_DRIVERS()
    silent = sum(not objective.effects and not objective.target for objective in organization.objectives.values())
    if silent:
        yield SILENT_OBJECTIVES(silent=silent, all=len(organization.objectives))
