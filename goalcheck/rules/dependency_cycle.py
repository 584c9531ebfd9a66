"""GC108: objectives depend on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.findings import Finding, Level
from goalcheck.graph import components, shortest_circle
from goalcheck.rules.advice import lead_of, owner_of
from goalcheck.rules.dependencies import Dependency, dependencies
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

MAX_NAMED = 8
"""Objectives of a circle that a sentence names."""


def check(study: Study) -> Iterator[Finding]:
    """One finding for each group of objectives that all depend on each other, with one shortest circle."""
    nodes = tuple(study.active)
    index = {objective: position for position, objective in enumerate(nodes)}
    out: list[list[tuple[int, float]]] = [[] for _ in nodes]
    for dependency in dependencies(study):
        if dependency.of.id in index:
            out[index[dependency.by.id]].append((index[dependency.of.id], 1.0))
    for component in components(out):
        circle = shortest_circle(out, component)
        yield _finding(study, [nodes[each] for each in component], [nodes[each] for each in circle])


def _finding(study: Study, members: Sequence[str], circle: Sequence[str]) -> Finding:
    steps = _steps(study, circle)
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SEVERE,
        message=_told(circle),
        about=members,
        objectives=members,
        advice=_advice(study, steps),
        locations=[step.location for step in steps],
        details=_details(members, circle),
    )


def _steps(study: Study, circle: Sequence[str]) -> list[Dependency]:
    """The dependencies of a circle, one after the other."""
    objectives = study.organization.objectives
    pairs = zip(circle, [*circle[1:], circle[0]], strict=True)
    return [
        Dependency(
            objectives[by],
            objectives[of],
            min(each.location for each in objectives[by].depends_on if each.id == of),
        )
        for by, of in pairs
    ]


def _told(circle: Sequence[str]) -> str:
    first, second, *_ = circle
    if len(circle) == 2:
        return f"{first} depends on {second} and {second} on {first}: neither can be finished first"
    shown = list(circle) if len(circle) <= MAX_NAMED else [*circle[: MAX_NAMED - 2], f"... ({len(circle)} in all)"]
    return f"{first} depends on {', which depends on '.join([*shown[1:], first])}: none can be finished first"


def _details(members: Sequence[str], circle: Sequence[str]) -> Iterator[str]:
    further = sorted(set(members).difference(circle))
    if further:
        more = f" and {len(further) - MAX_NAMED} more" if len(further) > MAX_NAMED else ""
        yield f"Tied into it by further circles: {', '.join(further[:MAX_NAMED])}{more}."


def _advice(study: Study, steps: Sequence[Dependency]) -> Iterator[str]:
    """Where to open the circle: at the dependency of whatever is worth least."""
    opening = min(steps, key=lambda step: (step.by.priority, step.by.id))
    by, of = opening.by, opening.of
    yield (
        f"Open the circle at one place, say here: let {owner_of(study, by)} plan a first part of {by.id} "
        f"(priority {by.priority} of 5) that needs nothing from {of.id}."
    )
    departments = sorted({step.by.department for step in steps})
    decider = study.organization.decider(tuple(departments))
    if decider is None:
        listed = ", ".join(departments[:MAX_NAMED])
        yield f"Name who decides which comes first: no department is above all of these: {listed}."
    else:
        yield f"Let {lead_of(study, decider)} decide which comes first, and strike the dependency that falls."


RULE = Rule(
    code="GC108",
    name="dependency-cycle",
    level=Level.SEVERE,
    summary="objectives depend on each other in a circle",
    page=Page(
        why=(
            "Everybody waits for somebody, and the last one waits for the first: the work cannot start, and each team "
            "can say with right that it is not to blame."
        ),
        fires=(
            "Objectives in force depend on each other in a circle. All that hang together by such circles make one "
            "finding, which shows a shortest circle through the first of them by id."
        ),
        silent=(
            "The dependencies lead to an end; one objective of the circle is done or dropped. Here: the price list is "
            "done, so that the circle is open."
        ),
        do=(
            "Ask at each step which part is really needed. One of them can deliver a first part without the others; "
            "make that an objective of its own and let the next depend on it."
        ),
    ),
    check=check,
)
