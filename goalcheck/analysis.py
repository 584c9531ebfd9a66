"""The pipeline in one screen: make the context, run the rules, find the conflicts, apply decisions, sort, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from itertools import islice

from goalcheck.conflicts import Conflict, stories
from goalcheck.decisions import Decisions, Subject
from goalcheck.facts.assembly import Assembly, ConflictRule
from goalcheck.facts.context import Context
from goalcheck.facts.coverage import unseen
from goalcheck.facts.decided_harms import harm_subjects
from goalcheck.facts.placing import Placing
from goalcheck.facts.root_causes import RootCauses
from goalcheck.facts.tracer import Tracer
from goalcheck.findings import Finding, FindingStatus, Level, Notice
from goalcheck.graph import Sides, Table, influence
from goalcheck.messages import Message
from goalcheck.messages.english import NO_DRIVERS, NO_OUTCOMES, SILENT_OBJECTIVES
from goalcheck.model import Organization
from goalcheck.report import ContestedOutcome, Counts, Derived, Push, Report, Summary
from goalcheck.rule import Rule
from goalcheck.rules import RULES
from goalcheck.traits import ConflictKind, Family


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
        at_length: how many conflicts, and findings of each family, are told with their chains and advice, the worst;
            None for all.
        placed: whether the others need their places all the same.
    """
    context = Context(organization, today=today)
    decisions = Decisions(organization.decisions, today=context.today)
    assembly = Assembly(context, decisions, conflict_rules(organization))
    placing = Placing(context, assembly.conflicts)
    listing = _Listing(context)
    notices = [
        each.on(decisions.applied(each.finding))
        for rule in RULES
        for each in placing.placed(listing.of(rule, partial(rule.check, context)))
    ]
    notices.sort(key=lambda notice: notice.finding.order)
    standings = decisions.standings(
        [*map(Subject.of, (each.finding for each in notices)), *harm_subjects(context, assembly.conflicts, decisions)],
        complete=not (listing.truncated or context.left_out),
    )
    notices += (each for rule in RULES for each in listing.of(rule, partial(rule.review, context, standings)))
    notices.sort(key=lambda notice: notice.finding.order)
    findings = tuple(_told(notices, at_length, placed=placed))
    fingerprints = [each.fingerprint for each in findings]
    conflicts = tuple(_conflicts_told(assembly, placing, fingerprints, at_length, placed=placed))
    hidden = unseen(context)
    root_causes = RootCauses(context, conflicts, assembly.harm_chain, assembly.has_set_level).worst()
    return Analysis(
        organization=organization,
        today=today,
        counts=_counts(context, len(hidden)),
        summary=_summary(context, conflicts, findings, truncated=bool(listing.truncated)),
        exact=context.pushes.exact and not context.left_out,
        conflicts=conflicts,
        stories=stories(conflicts),
        root_causes=root_causes,
        findings=findings,
        unseen=hidden,
        pushes=Derived(_pushes, context.network.nodes, context.network.outcomes, context.pushes.tables),
        influence=Derived(influence, context.network.nodes, context.network.out),
        contested=Derived(_contested, context.network.nodes, context.clashes.sides),
        unchecked=tuple(_unchecked(organization)),
        truncated=tuple(sorted(listing.truncated)),
        at_length=at_length,
        left_out=context.left_out,
        tracer=Tracer(context),
    )


def conflict_rules(organization: Organization) -> Mapping[ConflictKind, ConflictRule]:
    """The rule that speaks of each kind of conflict, with what an organization sets for it."""
    settings = organization.settings
    return {
        rule.traits.conflict: ConflictRule(rule.code, settings.of_rule(rule.code, rule.name))
        for rule in RULES
        if rule.traits.conflict is not None
    }


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


def _conflicts_told(
    assembly: Assembly, placing: Placing, fingerprints: Iterable[str], most: int | None, *, placed: bool
) -> Iterator[Conflict]:
    """The conflicts, at length the first ones and the first of each of the first stories."""
    rank = {fingerprint: place for place, fingerprint in enumerate(fingerprints)}
    leading = {story.conflicts[0] for story in stories(assembly.conflicts)[:most]}
    for number, conflict in enumerate(assembly.conflicts):
        if most is None or number < most or conflict.about in leading:
            told = assembly.at_length(conflict)
        else:
            told = assembly.placed(conflict) if placed else conflict
        yield replace(told, findings=placing.findings_of(conflict, rank))


def _counts(context: Context, unseen: int) -> Counts:
    organization = context.organization
    return Counts(
        name=organization.name,
        departments=len(organization.departments),
        objectives=len(context.active),
        outcomes=len(organization.outcomes),
        drivers=len(organization.drivers),
        effects=context.network.arrow_count,
        seen=len(context.active) - unseen,
    )


def _summary(
    context: Context, conflicts: Sequence[Conflict], findings: Sequence[Finding], *, truncated: bool
) -> Summary:
    counting = [finding for finding in findings if finding.counts]
    levels = Counter([*(each.level for each in conflicts), *(each.level for each in counting)])
    undecided = sum(each.is_open for each in conflicts)
    undecided += sum(each.status is FindingStatus.OPEN for each in counting)
    weighty = [each for each in conflicts if each.is_open and each.level.at_least(Level.SERIOUS)]
    suffering = {outcome for each in weighty for outcome in _outcomes(each)}
    return Summary(
        conflicts=len(conflicts),
        clashes=context.clashes.count(),
        truncated=truncated,
        severe=levels[Level.SEVERE],
        serious=levels[Level.SERIOUS],
        minor=levels[Level.MINOR],
        open=undecided,
        decided=len(conflicts) + len(counting) - undecided,
        at_stake=context.organization.at_stake(sorted(suffering)) or 0.0,
    )


def _outcomes(conflict: Conflict) -> list[str]:
    """The outcomes that suffer in a conflict."""
    if conflict.kind is ConflictKind.UNDERMINED:
        return [each.outcome for each in conflict.lost_with_it]
    return [conflict.about]


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
