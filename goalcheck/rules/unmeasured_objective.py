"""GC205: the objective has no target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from goalcheck.facts.context import Context
from goalcheck.findings import Level, Notice
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message, Template, Word
from goalcheck.messages.message import listing
from goalcheck.messages.message import metric as metric_ref
from goalcheck.messages.message import objective as objective_ref
from goalcheck.model import Driver, Metric, Objective, Outcome, Target
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("unmeasured-objective.message", "{objective} has no target")
METRIC = Template("unmeasured-objective.metric", "{metric} ({name})")
METRIC_BETTER = Template("unmeasured-objective.metric-better", "{metric} ({name}; {better} is better)")
GIVE = Template(
    "unmeasured-objective.give",
    "Give {objective} a target on {metric}, which measures {node}, and a date to look at it.",
)
AGREE = Template(
    "unmeasured-objective.agree",
    "Nothing that {objective} helps has a metric: agree on one for {node}, and on the figures to take it from and to.",
)
BESIDE = Template(
    "unmeasured-objective.beside",
    "Say by which figure it would show that {objective} is reached; the department's other targets are on {metrics}.",
)
DECLARE = Template(
    "unmeasured-objective.declare",
    "Say by which figure it would show that {objective} is reached, declare it under metrics, and set it.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective in force without a target."""
    metrics_in = cache(partial(_metrics, context))
    for objective in context.active.values():
        if objective.target is None:
            message = MESSAGE(objective=objective_ref(objective.id))
            advise = partial(_advice, context, objective, metrics_in)
            yield context.notice_on(RULE.traits, objective, level=Level.MINOR, message=message, advise=advise)


def _advice(context: Context, objective: Objective, metrics_in: Callable[[str], Sequence[str]]) -> Message:
    """A metric that measures what it helps; else what it helps that could be measured; else the neighbours' metrics."""
    helped = _helped(context, objective)
    subject = objective_ref(objective.id)
    for node in helped:
        if node.metric is not None:
            metric = _described(context.organization.metrics[node.metric])
            return GIVE(objective=subject, metric=metric, node=context.ref(node.id))
    if helped:
        return AGREE(objective=subject, node=context.ref(helped[0].id))
    beside = metrics_in(objective.department)
    if beside:
        return BESIDE(objective=subject, metrics=listing(map(metric_ref, beside)))
    return DECLARE(objective=subject)


def _helped(context: Context, objective: Objective) -> list[Outcome | Driver]:
    """The outcomes that it leans to help and the drivers that it moves up, strongest first."""
    network, organization = context.network, context.organization
    position = network.index[objective.id]
    helps, harms = context.pushes.tables[position]
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


def _metrics(context: Context, department: str) -> list[str]:
    """The metrics on which the objectives of a department have targets."""
    objectives = context.organization.departments[department].objectives
    return sorted({target.metric for each in objectives if (target := _target(context, each))})


def _target(context: Context, objective: str) -> Target | None:
    entry = context.active.get(objective)
    return entry.target if entry else None


def _described(metric: Metric) -> Message:
    ref = metric_ref(metric.id)
    if metric.better:
        return METRIC_BETTER(metric=ref, name=metric.name, better=Word("better", metric.better.value))
    return METRIC(metric=ref, name=metric.name)


RULE = Rule(
    traits=RuleTraits(code="GC205", name="unmeasured-objective", family=Family.COVERAGE),
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
