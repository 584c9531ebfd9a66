"""What a department can do about an objective on its own: give it up, do it later, aim lower."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from goalcheck.graph import Arrow, ArrowSource, Network
from goalcheck.model import Objective, Organization, Period, Status, Target
from goalcheck.model.weights import at_target, figure_of
from goalcheck.planning.moves.draft import CannotMove, Draft, figure


@dataclass(frozen=True, slots=True)
class Drop:
    """An objective is given up: its status becomes `dropped`, and what others say of it stays said.

    Attributes:
        because: why, in the words of whoever proposes it; so in every move.
    """

    objective: str
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        return f"drop {_titled(organization, self.objective)}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        draft.change(draft.objective(self.objective), status=Status.DROPPED)


@dataclass(frozen=True, slots=True)
class Defer:
    """An objective gets another period."""

    objective: str
    period: Period
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        period = organization.objectives[self.objective].period
        was = period.label if period else "always"
        return f"move {_titled(organization, self.objective)} from {was} to {self.period.label}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        if self.period.end < self.period.start:
            raise CannotMove(f"the period {self.period.label} ends before it starts")
        draft.change(draft.objective(self.objective), period=self.period)


@dataclass(frozen=True, slots=True)
class Retarget:
    """The target of an objective gets another figure: its `to`, its `at_least` or its `at_most`.

    Effects and claims that start at a figure become weaker or stronger with it.
    """

    objective: str
    value: float
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        objective = organization.objectives[self.objective]
        was = "" if objective.target is None else f" in place of {_aim(objective.target)}"
        metric = organization.metrics[objective.target.metric] if objective.target else None
        unit = f" {metric.unit}" if metric and metric.unit else ""
        return f"aim {_titled(organization, self.objective)} at {self.value:.15g}{unit}{was}"

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


def idle_targets(organization: Organization, moves: Iterable[object]) -> list[str]:
    """The objectives that get another figure on which none of their effects depends, sorted.

    Args:
        organization: as it is after the moves.
    """
    retargeted = {move.objective for move in moves if isinstance(move, Retarget)}
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
        raise CannotMove(f"{objective.id} has no target that could get another figure")
    if target.bounds is None:
        return replace(target, to=value)
    if target.bounds.lower is not None and target.bounds.upper is not None:
        raise CannotMove(
            f"the target of {objective.id} is a range ({_aim(target)}), of which one figure says too little: "
            "only a target with to, at_least or at_most can get another figure"
        )
    if target.bounds.lower is not None:
        return replace(target, bounds=replace(target.bounds, lower=value))
    return replace(target, bounds=replace(target.bounds, upper=value))


def _aim(target: Target) -> str:
    figures = [target.to] if target.bounds is None else [target.bounds.lower, target.bounds.upper]
    return " to ".join(f"{each:.15g}" for each in figures if each is not None)


def _titled(organization: Organization, objective: str) -> str:
    name = organization.objectives[objective].name
    return objective if name == objective.partition(".")[2] else f"{objective} ({name})"
