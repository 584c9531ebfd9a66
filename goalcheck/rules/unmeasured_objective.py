"""GC205: the objective has no target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from goalcheck.findings import Finding, Level
from goalcheck.graph import ROUNDING
from goalcheck.model import Driver, Metric, Objective, Outcome, Target
from goalcheck.rules.lacking import lacking
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective in force without a target."""
    metrics_in = cache(partial(_metrics, study))
    for objective in study.active.values():
        if objective.target is None:
            message = f"{objective.id} has no target"
            advice = _advice(study, objective, metrics_in)
            yield lacking(study, RULE, objective, message=message, advice=advice)


def _advice(study: Study, objective: Objective, metrics_in: Callable[[str], Sequence[str]]) -> str:
    """A metric that measures what it helps; else what it helps that could be measured; else the neighbours' metrics."""
    helped = _helped(study, objective)
    for node in helped:
        if node.metric is not None:
            metric = _described(study.organization.metrics[node.metric])
            return f"Give {objective.id} a target on {metric}, which measures {node.id}, and a date to look at it."
    if helped:
        return (
            f"Nothing that {objective.id} helps has a metric: agree on one for {helped[0].id}, and on the figures to "
            "take it from and to."
        )
    beside = metrics_in(objective.department)
    if beside:
        return (
            f"Say by which figure it would show that {objective.id} is reached; the department's other targets are on "
            f"{enumerated(beside)}."
        )
    return f"Say by which figure it would show that {objective.id} is reached, declare it under metrics, and set it."


def _helped(study: Study, objective: Objective) -> list[Outcome | Driver]:
    """The outcomes that it leans to help and the drivers that it moves up, strongest first."""
    network, organization = study.network, study.organization
    position = network.index[objective.id]
    helps, harms = study.chains.pushes[position]
    strengths = {
        node: strength
        for node, strength in helps.items()
        if network.nodes[node] in organization.outcomes and strength > harms.get(node, 0.0) + ROUNDING
    }
    strengths |= {
        node: weight
        for node, weight in network.out[position]
        if network.nodes[node] in organization.drivers and weight > 0
    }
    nodes = [network.nodes[node] for node in sorted(strengths, key=lambda node: (-strengths[node], node))]
    return [organization.outcomes.get(node) or organization.drivers[node] for node in nodes]


def _metrics(study: Study, department: str) -> list[str]:
    """The metrics on which the objectives of a department have targets."""
    objectives = study.organization.departments[department].objectives
    return sorted({target.metric for each in objectives if (target := _target(study, each))})


def _target(study: Study, objective: str) -> Target | None:
    entry = study.active.get(objective)
    return entry.target if entry else None


def _described(metric: Metric) -> str:
    better = f"; {metric.better} is better" if metric.better else ""
    return f"{metric.id} ({metric.name}{better})"


RULE = Rule(
    code="GC205",
    name="unmeasured-objective",
    level=Level.MINOR,
    summary="no target",
    page=Page(
        why=(
            "Without a figure nobody can tell whether an objective is reached, how far it goes, or when it begins to "
            "cost others more than it brings. Two departments can then mean different things by the same words."
        ),
        fires="An objective in force has no target.",
        silent=(
            "It has one, of any kind: from and to, at_least, at_most or between; it is done or dropped. Here: a floor "
            "to hold is a target too."
        ),
        do=(
            "Name the metric that measures what the objective is to change, best of all one that a customer would "
            "notice, and say where it stands and where it shall be."
        ),
    ),
    check=check,
)
