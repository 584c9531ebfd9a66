"""Retarget: the target of an objective gets another figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from goalcheck.changes.change import CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft, figure
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.names import titled
from goalcheck.changes.option_syntax import figure_of as figure_from
from goalcheck.changes.patching.writers import TARGET
from goalcheck.files.editing import Field
from goalcheck.graph import Arrow, ArrowSource, Network
from goalcheck.model import Objective, Organization, Target
from goalcheck.model.schema import NodeId, Number
from goalcheck.model.weights import at_target, figure_of


@dataclass(frozen=True, slots=True)
class Retarget(Change):
    """The target of an objective gets another figure: its `to`, its `at_least` or its `at_most`.

    Effects and claims that start at a figure become weaker or stronger with it.
    """

    objective: str
    value: float
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objective alone."""
        return (self.objective,)

    @property
    def order(self) -> tuple[object, ...]:
        """By objective, then by figure."""
        return self.objective, "", self.value

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        objective = organization.objectives[self.objective]
        was = "" if objective.target is None else f" in place of {_aim(objective.target)}"
        metric = organization.metrics[objective.target.metric] if objective.target else None
        unit = f" {metric.unit}" if metric and metric.unit else ""
        return f"aim {titled(organization, self.objective)} at {self.value:.15g}{unit}{was}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        objective = draft.objective(self.objective)
        figure(self.value, what=f"the target of {self.objective}")
        target = _aimed(objective, self.value)
        reached = figure_of(target)
        effects = sorted(
            (at_target(effect, reached) for effect in objective.effects),
            key=lambda effect: (effect.target, effect.weight, effect.location),
        )
        draft.change(objective, target=target, effects=tuple(effects))
        for position in draft.claims_of(self.objective):
            claim = draft.claims[position]
            draft.claims[position] = replace(claim, effect=at_target(claim.effect, reached))

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.objective}={self.value:.15g}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"retarget": self.objective, "to": self.value}

    def charge(self, worth: Worth) -> Charge:
        """A part of what the objective is worth, by how much of its way is given up."""
        factor = worth.costs.retarget
        part = way_given_up(worth.organization.objectives[self.objective], self.value)
        objective = worth.organization.objectives[self.objective]
        way = "of the way given up" if objective.progress is None else "of the way still to go given up"
        told = f"{factor:g} x {worth.told(self.objective)} x {100 * part:.0f} % {way}"
        return Charge(factor * worth.worth(self.objective) * part, told)


class RetargetForm(ChangeForm):
    """Give the target of an objective another figure."""

    retarget: NodeId
    to: Number

    def change(self) -> Change:
        """The change."""
        return Retarget(self.retarget, self.to, self.because)


KIND = ChangeKind(
    name="retarget",
    change=Retarget,
    syntax="ID=VALUE",
    metavar="ID=VALUE",
    example="operations.install-30=42",
    help="Give the target of an objective another figure.",
    read=lambda objective, value: Retarget(objective, figure_from(value)),
    forms={"retarget": RetargetForm},
    writes=(TARGET,),
    shown=30,
    made=20,
    settles=True,
)

LEAST_PART = 0.1
"""Of the way to a target: whoever changes it has to talk about it, however small the change."""


def way_given_up(objective: Objective, value: float) -> float:
    """The part of the way to its target that an objective gives up, of the way that it still has to go.

    That is from its progress, or from the start where nothing was said or the target is reached; of a bound, the part
    of the figure that changes.
    """
    target = objective.target
    aim = None if target is None else aim_of(target)
    if target is None or aim is None:
        return 1.0
    whole = abs(aim - _standing(objective, target, aim)) if target.start is not None else abs(aim)
    return min(1.0, max(LEAST_PART, abs(value - aim) / whole if whole else 1.0))


def _standing(objective: Objective, target: Target, aim: float) -> float:
    """The figure at which an objective stands on the way from its start to its aim."""
    start = target.start or 0.0
    if objective.progress is None:
        return start
    is_reached = (aim - objective.progress.value) * (aim - start) <= 0
    return start if is_reached else objective.progress.value


def aim_of(target: Target) -> float | None:
    """The one figure of a target, None where it has two."""
    if target.bounds is None:
        return target.to
    figures = [each for each in (target.bounds.lower, target.bounds.upper) if each is not None]
    return figures[0] if len(figures) == 1 else None


def idle_targets(organization: Organization, changes: Iterable[Change]) -> list[str]:
    """The objectives that get another figure on which none of their effects depends, sorted.

    Args:
        organization: as it is after the changes.
    """
    retargeted = {change.objective for change in changes if isinstance(change, Retarget)}
    network = Network(organization) if retargeted else None
    tied = {claim.origin for claim in organization.claims if claim.effect.starts_at is not None}
    return sorted(
        each
        for each in retargeted - tied
        if network is not None
        and all(effect.starts_at is None for effect in organization.objectives[each].effects)
        and not any(arrow.source is ArrowSource.IMPLIED for arrow in _arrows(network, each))
    )


def _arrows(network: Network, objective: str) -> Iterable[Arrow]:
    return network.arrows_of(network.nodes.index(objective)).values() if objective in network.nodes else ()


def _aimed(objective: Objective, value: float) -> Target:
    target = objective.target
    if target is None:
        raise CannotChange(f"{objective.id} has no target that could get another figure")
    if target.bounds is None:
        return replace(target, to=value)
    if target.bounds.lower is not None and target.bounds.upper is not None:
        raise CannotChange(
            f"the target of {objective.id} is a range ({_aim(target)}), of which one figure says too little: "
            "only a target with to, at_least or at_most can get another figure"
        )
    if target.bounds.lower is not None:
        return replace(target, bounds=replace(target.bounds, lower=value))
    return replace(target, bounds=replace(target.bounds, upper=value))


def _aim(target: Target) -> str:
    figures = [target.to] if target.bounds is None else [target.bounds.lower, target.bounds.upper]
    return " to ".join(f"{each:.15g}" for each in figures if each is not None)
