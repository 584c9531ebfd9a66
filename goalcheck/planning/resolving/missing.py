"""What would have to be declared so that something could be settled that no offered change settles (DESIGN 9)."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.changes.kinds.bind import Bind
from goalcheck.conflicts import Conflict, Hurter
from goalcheck.findings import Finding
from goalcheck.planning.resolving.judge import Judge
from goalcheck.planning.resolving.resolution import Item, Missing
from goalcheck.traits import ConflictKind

MOST_HURTERS = 3
"""Hurters of one conflict for which something is said, the hardest."""


def missing(judge: Judge, item: Item) -> Iterator[Missing]:
    """The declarations that could help, of each hurter the figure first, then the metric, then an option."""
    if isinstance(item, Finding):
        yield from _of_finding(judge, item)
        return
    for hurter in item.open_hurters[:MOST_HURTERS]:
        yield from _figure(judge, item, hurter)
    yield from _metric(judge, item)
    for hurter in item.open_hurters[:MOST_HURTERS]:
        yield _option(judge, item, hurter)


def _figure(judge: Judge, conflict: Conflict, hurter: Hurter) -> Iterator[Missing]:
    """From which figure on the target of a hurter hurts."""
    origin, target = _hurting_arrow(judge, conflict, hurter)
    objective = judge.organization.objectives[hurter.objective]
    effect = next((each for each in objective.effects if each.target == target and each.weight < 0), None)
    if origin != objective.id or effect is None or effect.starts_at is not None:
        return
    if not judge.roles.may_give(objective):
        return
    goal = objective.target
    full_at = f"{goal.to:.15g}" if goal is not None and goal.to is not None else None
    figure = "the figure from which on" if full_at else "a target (from, to), and the figure from which on"
    line = f"{target}: {{effect: {effect.word}, starts_at: FIGURE, full_at: {full_at or 'TARGET'}}}"
    yield Missing(conflict, f"{figure} {objective.id} hurts {target}", line)


def _metric(judge: Judge, conflict: Conflict) -> Iterator[Missing]:
    """By what an outcome is measured that nobody can be bound to."""
    if conflict.kind is ConflictKind.UNDERMINED:
        return
    outcome = judge.organization.outcomes[conflict.about]
    binds = [each.change for each in judge.candidates if isinstance(each.change, Bind)]
    if outcome.metric is None and all(each.protects != conflict.about for each in binds):
        yield Missing(
            conflict, f"a metric of {conflict.about} to which those who hurt it can be bound", "metric: METRIC"
        )


def _option(judge: Judge, conflict: Conflict, hurter: Hurter) -> Missing:
    """An option that takes the edge off a harm where it enters."""
    origin, target = _hurting_arrow(judge, conflict, hurter)
    return Missing(
        conflict,
        f"an option that mitigates what {origin} does to {target}",
        f"status: option, mitigates: [{{from: {origin}, to: {target}, leaves: slightly hurts}}]",
    )


def _hurting_arrow(judge: Judge, conflict: Conflict, hurter: Hurter) -> tuple[str, str]:
    """The ends of the first hurting arrow of a harm's chain: where it enters."""
    context = judge.before.context
    index, nodes = context.network.index, context.network.nodes
    chain = context.pushes.chain(origin=index[hurter.objective], target=index[conflict.about], positive=False)
    step = next(each for each in chain if not each.positive)
    return nodes[step.origin], nodes[step.target]


def _of_finding(judge: Judge, finding: Finding) -> Iterator[Missing]:
    """Those who have a part in it and may not give; else the owners have to plan it anew."""
    held = [each for each in finding.objectives if each in judge.roles.protected]
    for each in held:
        yield Missing(finding, f"that {each} may give, though a conflict is about it or needs it", f"--may-give {each}")
    if not held:
        for each in finding.objectives:
            yield Missing(finding, f"another plan for {each}: no change that is offered ends this", "")
