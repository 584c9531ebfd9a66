"""The judge: what the analysis says of an organization after some changes, held against DESIGN 9 word by word.

Whatever a program finds is settled only when the judge has said so. Knows nothing of how sets are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from goalcheck.analysis import conflict_rules
from goalcheck.changes import CannotChange, apply
from goalcheck.changes.kinds.choose import Choose, dropped_by
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.changes.kinds.share import Share
from goalcheck.conflicts import Conflict
from goalcheck.decisions import Decisions
from goalcheck.facts.assembly import Assembly
from goalcheck.facts.context import Context
from goalcheck.findings import Finding, FindingStatus, Level
from goalcheck.graph import ROUNDING
from goalcheck.model import Organization
from goalcheck.planning.resolving.candidates import Candidate, Offers
from goalcheck.planning.resolving.costs import Helps, Losses
from goalcheck.planning.resolving.past import Past
from goalcheck.planning.resolving.roles import Roles
from goalcheck.planning.resolving.terms import Terms
from goalcheck.rule import Rule
from goalcheck.rules import RULES
from goalcheck.traits import ConflictKind, Family, Telling

Made = frozenset[int]
"""Places of candidates."""

SETTLED_RULES = tuple(
    rule for rule in RULES if rule.traits.family is Family.CONFLICT and rule.traits.telling is Telling.BY_ITSELF
)
"""The rules whose findings a way out settles beside the conflicts."""

UNSERVED_RULES = tuple(
    rule for rule in RULES if rule.traits.tells_unserved or rule.traits.conflict is ConflictKind.UNPROTECTED
)
"""The rules whose findings no way out may bring."""


class Wrong(StrEnum):
    """What can be wrong with a set of changes."""

    IMPOSSIBLE = "it cannot be made"
    CONFLICT = "a conflict is left"
    FINDING = "a finding is left"
    RISE = "a pressure rises"
    FORSAKEN = "an outcome loses its last help"
    UNSERVED = "a finding about an outcome that nobody serves comes up"


class Violation(NamedTuple):
    """One thing that is wrong; `about` is what it is about, or the fingerprint of the finding."""

    wrong: Wrong
    about: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the analysis says of a set of changes.

    Attributes:
        violations: everything that is wrong; empty for a way out.
        cost: of the changes, and of what customers lose.
        losses: the largest fall of the help of each outcome that loses any.
        findings: those that are left at the level, by fingerprint.
    """

    organization: Organization | None
    violations: tuple[Violation, ...]
    cost: float
    losses: dict[str, float]
    findings: dict[str, Finding]


class Facts(NamedTuple):
    """What an analysis finds, as far as it counts here.

    Attributes:
        whole: the same as `context` with what is over, which has drawn on resources.
        findings: those to settle, by fingerprint.
        unserved: for each finding about an outcome that nobody serves, by fingerprint, the outcome.
    """

    context: Context
    whole: Context
    conflicts: tuple[Conflict, ...]
    pressures: dict[str, float]
    findings: dict[str, Finding]
    unserved: dict[str, str]


class Judge:
    """Judges sets of changes of one organization.

    Attributes:
        past: what is over.
        organization: the organization without it, before any change.
        before: the facts of the organization as it is.
        adopted: for each option that may be adopted the organization in which it is in force.
        candidates: the changes that are offered.
        items: what is to be settled, as the violations that it would be.
    """

    def __init__(self, organization: Organization, terms: Terms, *, today: date) -> None:
        self.past = Past(organization, today=today)
        self.organization = self.past.ahead(organization)
        self.terms = terms
        self.today = today
        self._known: dict[Made, Verdict] = {}
        self.before = self._facts(self.organization)
        self.roles = Roles(self.organization, self.before.conflicts, terms, self.past)
        self.losses = Losses(self.before.context, since=self.past.since)
        self.items = self._items()
        self.adopted = self._adopted()
        findings = self.before.findings.values()
        offers = Offers(
            self.before.context, self.adopted, self.before.conflicts, findings, terms, self.roles, self.past
        )
        self.candidates: tuple[Candidate, ...] = offers.candidates()

    def counts(self, conflict: Conflict) -> bool:
        """True if a conflict is to be settled."""
        return conflict.is_open and conflict.level.at_least(self.terms.level)

    def verdict(self, made: Made) -> Verdict:
        """What the analysis says of a set of candidates."""
        if made not in self._known:
            self._known[made] = self._verdict(made)
        return self._known[made]

    def without_idle(self, made: Made) -> Made:
        """A set without the changes that cost nothing and do nothing for it."""
        for place in sorted(made):
            if self.candidates[place].cost == 0:
                now, less = self.verdict(made), self.verdict(made - {place})
                if less.cost <= now.cost + ROUNDING and set(less.violations) <= set(now.violations):
                    made -= {place}
        return made

    def open_pressure(self, made: Made) -> float:
        """The open pressures of all conflicts after some changes, added up."""
        return sum(each.open_pressure for each in self.conflicts(self.changed(made)) if each.is_open)

    def conflicts(self, organization: Organization) -> tuple[Conflict, ...]:
        """The conflicts of an organization, in brief."""
        return self._conflicts(Context(organization, today=self.today))

    def changed(self, made: Made) -> Organization:
        """The organization after some changes.

        Raises:
            CannotChange: they cannot be made together.
        """
        return apply(self.organization, [self.candidates[place].change for place in sorted(made)])

    def _items(self) -> tuple[Violation, ...]:
        conflicts = [Violation(Wrong.CONFLICT, each.about) for each in self.before.conflicts if self.counts(each)]
        return (*conflicts, *(Violation(Wrong.FINDING, each) for each in self.before.findings))

    def _adopted(self) -> dict[str, Context]:
        from goalcheck.changes.kinds.adopt import Adopt
        from goalcheck.model import Status

        options = [each.id for each in self.organization.objectives.values() if each.status is Status.OPTION]
        return {
            each: Context(apply(self.organization, [Adopt(each)]), today=self.today)
            for each in options
            if self.roles.may_touch(each) and "adopt" not in self.terms.without
        }

    def _verdict(self, made: Made) -> Verdict:
        cost = sum(self.candidates[place].cost for place in sorted(made))
        organization = self._changed(made)
        if organization is None:
            return Verdict(None, (Violation(Wrong.IMPOSSIBLE, ""),), cost, {}, {})
        facts = self._facts(organization)
        lost = self.losses.after(Helps(facts.context))
        violations = [
            *(Violation(Wrong.CONFLICT, each) for each in self._unsettled(facts, made)),
            *(Violation(Wrong.FINDING, each) for each in facts.findings),
            *(Violation(Wrong.RISE, each) for each in self._rising(facts)),
            *(Violation(Wrong.FORSAKEN, each) for each, loss in lost.items() if loss.forsaken_on),
            *(Violation(Wrong.UNSERVED, each) for each in self._unserved(facts)),
        ]
        cost += sum(self.losses.weights[each] * loss.fall for each, loss in lost.items())
        falls = {each: loss.fall for each, loss in lost.items()}
        return Verdict(organization, tuple(violations), cost, falls, facts.findings)

    def _changed(self, made: Made) -> Organization | None:
        """The organization after some changes; None where they cannot be made, or change what is dropped as well."""
        changes = [self.candidates[place].change for place in made]
        dropped = {each.objective for each in changes if isinstance(each, Drop)}
        touched = [one for each in changes if not isinstance(each, Drop) for one in each.objectives]
        if not dropped.isdisjoint(touched):
            return None
        try:
            return self.changed(made)
        except CannotChange:
            return None

    def _unsettled(self, facts: Facts, made: Made) -> list[str]:
        """What the conflicts left are about; whoever suffers or only protects is asked about as if it gave nothing."""
        found = {each.about for each in facts.conflicts if self.counts(each)}
        givers = self._givers(made)
        for conflict in self.before.conflicts if givers else ():
            innocent = givers & self._innocent(conflict)
            if innocent and Violation(Wrong.CONFLICT, conflict.about) in self.items:
                found -= {conflict.about}
                found |= {conflict.about} if self._stands(conflict.about, innocent, made) else set()
        return sorted(found)

    def _innocent(self, conflict: Conflict) -> set[str]:
        """Whose going settles nothing: what suffers; whoever protects, where a decision between two names a hurter."""
        if conflict.kind is ConflictKind.UNDERMINED:
            return {conflict.about}
        named = {each for one in self.organization.decisions if len(one.between) > 1 for each in one.between}
        hurters = {each.objective for each in conflict.hurters}
        protectors = {each.objective for each in conflict.protectors}
        return protectors - hurters if not named.isdisjoint(hurters) else set()

    def _stands(self, about: str, innocent: set[str], made: Made) -> bool:
        """True if a conflict would still be there after some changes if some objectives had given nothing."""
        changes = {place: self.candidates[place].change for place in made}
        merging = {at for at, each in changes.items() if isinstance(each, Share) and innocent & {*each.objectives}}
        changed = self.changed(made - merging)
        restored = {each: self.organization.objectives[each] for each in sorted(innocent)}
        as_it_was = replace(changed, objectives=MappingProxyType({**changed.objectives, **restored}))
        return any(each.about == about and self.counts(each) for each in self.conflicts(as_it_was))

    def _givers(self, made: Made) -> set[str]:
        """The objectives that give way themselves, except those that are released."""
        found: set[str] = set()
        for place in made:
            change = self.candidates[place].change
            if isinstance(change, Drop | Defer | Retarget | Share):
                found.update(change.objectives)
            elif isinstance(change, Choose):
                found.update(dropped_by(self.organization.objectives, change.objective))
        return {each for each in found if not self.roles.is_released(each)}

    def _rising(self, facts: Facts) -> Iterator[str]:
        least = self.organization.settings.min_tension - ROUNDING
        for node, pressure in facts.pressures.items():
            if pressure >= least and pressure > self.before.pressures.get(node, 0.0) + ROUNDING:
                yield node

    def _unserved(self, facts: Facts) -> list[str]:
        """The outcomes about which a finding comes up that nobody serves them."""
        return sorted({about for key, about in facts.unserved.items() if key not in self.before.unserved})

    def _facts(self, organization: Organization) -> Facts:
        context = Context(organization, today=self.today)
        whole = Context(self.past.whole(organization), today=self.today) if self.past.over else context
        nodes, pressures = context.network.nodes, context.pressures
        decisions = Decisions(organization.decisions, today=self.today)
        left = {
            finding.fingerprint: finding
            for rule in SETTLED_RULES
            for finding in map(decisions.applied, _found(rule, whole))
            if finding.status is FindingStatus.OPEN
            and finding.level.at_least(self.terms.level)
            and self.past.settles(finding, organization)
        }
        return Facts(
            context=context,
            whole=whole,
            conflicts=self._conflicts(context),
            pressures={nodes[node]: pressures.pressure(node, harms) for node, harms in pressures.harms.items()},
            findings=left,
            unserved={each.fingerprint: each.about[0] for rule in UNSERVED_RULES for each in _found(rule, context)},
        )

    def _conflicts(self, context: Context) -> tuple[Conflict, ...]:
        organization = context.organization
        decisions = Decisions(organization.decisions, today=self.today)
        return Assembly(context, decisions, conflict_rules(organization)).conflicts


def _found(rule: Rule, context: Context) -> Iterable[Finding]:
    """The findings of a rule, at the level that the organization sets for it."""
    setting = context.organization.settings.of_rule(rule.code, rule.name)
    if setting == "off":
        return
    for notice in islice(rule.check(context), context.most):
        yield notice.finding if setting is None else replace(notice.finding, level=Level(setting))
