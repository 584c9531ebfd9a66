"""Share: two objectives of different departments become one, which both departments own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from goalcheck.changes.change import CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.patching import writers
from goalcheck.files.editing import Field
from goalcheck.graph import implied_weight
from goalcheck.model import (
    Claim,
    Driver,
    Effect,
    Mitigation,
    Need,
    Objective,
    Organization,
    Outcome,
    Reference,
    Reliance,
    Status,
)
from goalcheck.model.schema import CONFIDENCE, NodeId
from goalcheck.model.weights import restated

DIGITS = 4
"""Of a weight that nobody has written."""


@dataclass(frozen=True, slots=True)
class Share(Change):
    """An objective takes another one over, and both departments own what comes of it.

    It keeps its id, department, period and target (or takes over the other's where it has none), and gets the owners,
    effects, needs, supports, dependencies, reliances, mitigations, agreements and guardrails of both, and the higher
    priority. What the other's target implied it now declares, unless both move the same metric. The other is dropped;
    whoever depended on it, relied on it, was an alternative to it, affected it, mitigated an effect of it or on it, or
    claimed something of it now says so of the shared one. Decisions do not
    carry over: they were about two objectives, and it is for people to say whether they hold for one.
    """

    objective: str
    taken: str
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """Both, the one that stays first."""
        return self.objective, self.taken

    @property
    def order(self) -> tuple[object, ...]:
        """By the two objectives."""
        return self.objective, self.taken

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        one, other = organization.objectives[self.objective], organization.objectives[self.taken]
        owners = [organization.departments[each.department].name for each in (one, other)]
        return f"merge {other.id} into {one.id}, owned by {' and '.join(owners)}"

    def apply(self, draft: Draft) -> None:
        """Make the change.

        Raises:
            CannotChange: they are of one department, not in force, or do opposite things to one node: one objective can
                declare only one of them, and a plus must not hide a minus.
        """
        one, other = draft.objective(self.objective), draft.objective(self.taken)
        _check(one, other)
        effects = _Effects(draft, one, other).together()
        draft.change(
            one,
            owner=" and ".join(dict.fromkeys(each.owner for each in (one, other) if each.owner)) or None,
            priority=max(one.priority, other.priority),
            target=one.target or other.target,
            progress=one.progress if one.target else other.progress,
            supports=_united(one.supports, other.supports),
            effects=tuple(effects),
            needs=_needs(one, other),
            depends_on=_rewired(_without([*one.depends_on, *other.depends_on], one, other), one, other),
            alternative_to=_rewired(_without([*one.alternative_to, *other.alternative_to], one, other), one, other),
            agreed_with=tuple(sorted({*one.agreed_with, *other.agreed_with, other.department})),
            guardrails=(*one.guardrails, *(each for each in other.guardrails if not _guarded(one, each.protects))),
            relies_on=_relied([*one.relies_on, *other.relies_on], one, other, without=(one.id,)),
            mitigates=_mitigated([*one.mitigates, *other.mitigates], one, other, without=(one.id,)),
            must_hold=one.must_hold or other.must_hold,
        )
        draft.change(other, status=Status.DROPPED)
        _follow(draft, one, other)

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.objective}:{self.taken}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"share": self.objective, "takes": self.taken}

    def charge(self, worth: Worth) -> Charge:
        """A part of what both objectives are worth."""
        factor = worth.costs.share
        both = f"{worth.told(self.objective)} and {worth.told(self.taken)}"
        return Charge(factor * (worth.worth(self.objective) + worth.worth(self.taken)), f"{factor:g} x {both}")


class ShareForm(ChangeForm):
    """Merge the objective `takes` into another one, which both departments own then."""

    share: NodeId
    takes: NodeId

    def change(self) -> Change:
        """The change."""
        return Share(self.share, self.takes, self.because)


KIND = ChangeKind(
    name="share",
    change=Share,
    syntax="ID:ID",
    metavar="ID:ID",
    example="operations.install-30:sales.named-contact",
    help="Merge the second objective into the first, which both departments own.",
    read=Share,
    forms={"share": ShareForm},
    writes=(
        *(writers.OWNER, writers.STATUS, writers.PRIORITY, writers.TARGET, writers.PROGRESS, writers.NEEDS),
        *(*writers.REFERENCES, writers.AGREED_WITH, writers.GUARDRAILS, *writers.EFFECTS, writers.CLAIMED),
        *(writers.RELIES_ON, writers.MITIGATES, writers.MUST_HOLD),
    ),
    shown=80,
    made=90,
    settles=True,
)


def _check(one: Objective, other: Objective) -> None:
    if one.department == other.department:
        raise CannotChange(f"{one.id} and {other.id} are of one department: sharing is between two")
    for each in (one, other):
        if not each.status.in_force:
            raise CannotChange(f"{each.id} is {each.status.value}: only objectives in force can be shared")


class _Effects:
    """The effects of the shared objective: of two statements on one node, which must agree in sign, the stronger."""

    def __init__(self, draft: Draft, one: Objective, other: Objective) -> None:
        self._draft = draft
        self._one = one
        self._other = other
        self._inherits = one.target is None and other.target is not None

    def together(self) -> list[Effect]:
        """The effects of both, sorted as those of any objective."""
        one, other = self._one, self._other
        found: dict[str, list[Effect]] = defaultdict(list)
        for effect in one.effects:
            if effect.target != other.id:
                found[effect.target].append(effect)
        implied = dict(self._implied(one))
        for effect in self._of_other():
            if effect.target not in found and effect.target in implied:
                _refuse_opposite(one, other, effect.target, implied[effect.target], effect.weight)
                continue
            kept = found.get(effect.target, [])
            for mine in kept:
                _refuse_opposite(one, other, effect.target, mine.weight, effect.weight)
            if not kept or abs(effect.weight) > max(abs(mine.weight) for mine in kept):
                found[effect.target] = [effect]
        flat = [effect for effects in found.values() for effect in effects]
        return sorted(flat, key=lambda effect: (effect.target, effect.weight, effect.location))

    def _of_other(self) -> Iterator[Effect]:
        """The effects that the other one declares, and those that its target implies and that go with it."""
        for effect in self._other.effects:
            if effect.target != self._one.id:
                yield from [effect] if self._inherits or effect.starts_at is None else _fixed(effect)
        if _same_metric(self._one, self._other):
            return
        declared = {effect.target for effect in self._one.effects}
        for node, weight in self._implied(self._other):
            if self._inherits and node not in declared:
                continue  # the target that it takes over goes on to imply it
            word = "strongly helps" if weight > 0 else "strongly hurts"
            yield Effect(node, float(weight), word, None, "high", None, self._one.location)

    def _implied(self, objective: Objective) -> Iterator[tuple[str, int]]:
        weight = implied_weight(self._draft.before, objective.target)
        declared = {effect.target for effect in objective.effects}
        for section in (self._draft.drivers, self._draft.outcomes):
            for node in section.values() if weight and objective.target else ():
                if objective.target and node.metric == objective.target.metric and node.id not in declared:
                    yield node.id, weight


def _fixed(effect: Effect) -> Iterator[Effect]:
    """An effect as strong as its origin's target makes it, for a holder with another target; none where it is none."""
    weight = round(effect.weight / CONFIDENCE[effect.confidence], DIGITS)
    if weight:
        yield restated(effect._replace(starts_at=None, full_at=None, full_weight=None), weight, None)


def _refuse_opposite(one: Objective, other: Objective, node: str, mine: float, theirs: float) -> None:
    if mine * theirs < 0:
        helps, hurts = (one, other) if mine > 0 else (other, one)
        raise CannotChange(
            f"{helps.id} helps {node} and {hurts.id} hurts it: one objective cannot declare both, so that sharing "
            "would hide one of them; change one of these effects first"
        )


def _same_metric(one: Objective, other: Objective) -> bool:
    return one.target is not None and other.target is not None and one.target.metric == other.target.metric


def _guarded(objective: Objective, outcome: str) -> bool:
    return any(each.protects == outcome for each in objective.guardrails)


def _united(one: Iterable[Reference], other: Iterable[Reference]) -> tuple[Reference, ...]:
    first: dict[str, Reference] = {}
    for reference in (*one, *other):
        first.setdefault(reference.id, reference)
    return tuple(first.values())


def _rewired(references: Iterable[Reference], one: Objective, other: Objective) -> tuple[Reference, ...]:
    """References in which the shared objective stands for both; its own are never to itself."""
    renamed = [replace(each, id=one.id) if each.id == other.id else each for each in references]
    return tuple(sorted(_united(renamed, ()), key=lambda reference: (reference.id, reference.location)))


def _without(references: Iterable[Reference], *objectives: Objective) -> list[Reference]:
    ids = {each.id for each in objectives}
    return [each for each in references if each.id not in ids]


def _needs(one: Objective, other: Objective) -> tuple[Need, ...]:
    mine = {need.resource: need for need in one.needs}
    for need in other.needs:
        before = mine.get(need.resource)
        mine[need.resource] = replace(before, amount=before.amount + need.amount) if before else need
    return tuple(mine[resource] for resource in sorted(mine))


def _follow(draft: Draft, one: Objective, other: Objective) -> None:
    """Make all else that speaks of the other objective speak of the shared one."""
    for node in draft.naming(other.id):
        if node.id in (one.id, other.id):
            continue
        fields: dict[str, Any] = {}
        if any(effect.target == other.id for effect in node.effects):
            fields["effects"] = _redirected(node, one, other)
        if isinstance(node, Objective):
            fields |= {
                name: _rewired(getattr(node, name), one, other)
                for name in ("depends_on", "alternative_to")
                if any(reference.id == other.id for reference in getattr(node, name))
            }
            if any(each.target == other.id for each in node.relies_on):
                fields["relies_on"] = _relied(node.relies_on, one, other)
            if any(other.id in (each.origin, each.target) for each in node.mitigates):
                fields["mitigates"] = _mitigated(node.mitigates, one, other, without=(node.id,))
        if fields:
            draft.change(node, **fields)
    inherits = one.target is None
    draft.set_claims(moved for claim in draft.claims for moved in _claims(claim, one, other, inherits=inherits))


def _relied(
    reliances: Iterable[Reliance], one: Objective, other: Objective, *, without: Collection[str] = ()
) -> tuple[Reliance, ...]:
    """Reliances in which the shared objective stands for both; of two on one thing the stronger."""
    strongest: dict[str, Reliance] = {}
    for each in reliances:
        moved = replace(each, target=one.id) if each.target == other.id else each
        known = strongest.get(moved.target)
        if moved.target not in without and (known is None or moved.weight > known.weight):
            strongest[moved.target] = moved
    return tuple(sorted(strongest.values(), key=lambda each: each.order))


def _mitigated(
    mitigations: Iterable[Mitigation], one: Objective, other: Objective, *, without: Collection[str] = ()
) -> tuple[Mitigation, ...]:
    """Mitigations in which the shared objective stands for both; nobody mitigates what it does itself."""
    least: dict[tuple[str, str], Mitigation] = {}
    for each in mitigations:
        origin, target = (one.id if end == other.id else end for end in (each.origin, each.target))
        known = least.get((origin, target))
        if origin not in without and origin != target and (known is None or each.leaves > known.leaves):
            least[origin, target] = replace(each, origin=origin, target=target)
    return tuple(sorted(least.values(), key=lambda each: each.order))


def _redirected(node: Objective | Driver | Outcome, one: Objective, other: Objective) -> tuple[Effect, ...]:
    """The effects of a third node on both, as one on the shared objective: the stronger of two that agree in sign."""
    both = [effect for effect in node.effects if effect.target in (one.id, other.id)]
    if min(effect.weight for effect in both) < 0 < max(effect.weight for effect in both):
        raise CannotChange(
            f"{node.id} helps one of {one.id} and {other.id} and hurts the other: it can declare only one of them of "
            "a shared objective; change one of these effects first"
        )
    strongest = max(both, key=lambda effect: (abs(effect.weight), effect.target == one.id))
    effects = [*(effect for effect in node.effects if effect not in both), strongest._replace(target=one.id)]
    return tuple(sorted(effects, key=lambda effect: (effect.target, effect.weight, effect.location)))


def _claims(claim: Claim, one: Objective, other: Objective, *, inherits: bool) -> Iterator[Claim]:
    """A claim from or to the other objective as one about the shared one; none where it would be about itself."""
    origin = one.id if claim.origin == other.id else claim.origin
    target = one.id if claim.effect.target == other.id else claim.effect.target
    if origin == target:
        return
    tied = claim.origin == other.id and claim.effect.starts_at is not None and not inherits
    for effect in _fixed(claim.effect) if tied else [claim.effect]:
        yield replace(claim, origin=origin, effect=effect._replace(target=target))
