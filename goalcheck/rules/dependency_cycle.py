"""GC108: objectives depend on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.dependencies import Dependency, dependencies
from goalcheck.facts.responsibility import lead_of, owner_of
from goalcheck.findings import Level, Notice
from goalcheck.graph import components, shortest_circle
from goalcheck.messages import Joining, Listing, Message, Template, Value
from goalcheck.messages.english import BESIDE
from goalcheck.messages.message import department, listing, objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, Family, RuleTraits

MAX_NAMED = 8
"""Objectives of a circle that a sentence names."""

TWO = Template(
    "dependency-cycle.two", "{first} depends on {second} and {second} on {first}: neither can be finished first"
)
CIRCLE = Template("dependency-cycle.circle", "{first} depends on {others}: none can be finished first")
THEN = Template("dependency-cycle.then", "which depends on {objective}")
GAP = Template("dependency-cycle.gap", "which depends on ... ({count} in all)")
TIED = Template("dependency-cycle.tied", "Tied into it by further circles: {objectives}.")
TIED_MORE = Template("dependency-cycle.tied-more", "Tied into it by further circles: {objectives} and {more} more.")
OPEN = Template(
    "dependency-cycle.open",
    "Open the circle at one place, say here: let {owner} plan a first part of {by} (priority {priority} of 5) that "
    "needs nothing from {of}.",
)
NAME_DECIDER = Template(
    "dependency-cycle.name-decider",
    "Name who decides which comes first: no department is above all of these: {departments}.",
)
DECIDE_FIRST = Template(
    "dependency-cycle.decide", "Let {lead} decide which comes first, and strike the dependency that falls."
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each group of objectives that all depend on each other, with one shortest circle."""
    nodes = tuple(context.active)
    index = {objective: position for position, objective in enumerate(nodes)}
    out: list[list[tuple[int, float]]] = [[] for _ in nodes]
    for dependency in dependencies(context):
        if dependency.of.id in index:
            out[index[dependency.by.id]].append((index[dependency.of.id], 1.0))
    for component in components(out):
        circle = shortest_circle(out, component)
        yield _notice(context, [nodes[each] for each in component], [nodes[each] for each in circle])


def _notice(context: Context, members: Sequence[str], circle: Sequence[str]) -> Notice:
    steps = _steps(context, circle)
    return context.notice(
        RULE.traits,
        level=Level.SEVERE,
        message=_message(circle),
        about=members,
        objectives=members,
        advice=_advice(context, steps),
        locations=[step.location for step in steps],
        details=_details(members, circle),
    )


def _steps(context: Context, circle: Sequence[str]) -> list[Dependency]:
    """The dependencies of a circle, one after the other."""
    objectives = context.organization.objectives
    pairs = zip(circle, [*circle[1:], circle[0]], strict=True)
    return [
        Dependency(
            objectives[by],
            objectives[of],
            min(each.location for each in objectives[by].depends_on if each.id == of),
        )
        for by, of in pairs
    ]


def _message(circle: Sequence[str]) -> Message:
    first, second, *_ = circle
    if len(circle) == 2:
        return TWO(first=objective(first), second=objective(second))
    shown = circle[1:] if len(circle) <= MAX_NAMED else circle[1 : MAX_NAMED - 2]
    gap = [] if len(circle) <= MAX_NAMED else [GAP(count=len(circle))]
    others: list[Value] = [
        objective(shown[0]),
        *(THEN(objective=objective(each)) for each in shown[1:]),
        *gap,
        THEN(objective=objective(first)),
    ]
    return CIRCLE(first=objective(first), others=listing(others, most=None, joining=Joining.COMMA))


def _details(members: Sequence[str], circle: Sequence[str]) -> Iterator[Message]:
    further = sorted(set(members).difference(circle))
    if further:
        named = _named(map(objective, further[:MAX_NAMED]))
        more = len(further) - MAX_NAMED
        yield TIED_MORE(objectives=named, more=more) if more > 0 else TIED(objectives=named)


def _advice(context: Context, steps: Sequence[Dependency]) -> Iterator[Message]:
    """The place to open the circle at: the dependency of whatever is worth least."""
    opening = min(steps, key=lambda step: (step.by.priority, step.by.id))
    by, of = opening.by, opening.of
    yield OPEN(owner=owner_of(context, by), by=objective(by.id), priority=by.priority, of=objective(of.id))
    departments = sorted({step.by.department for step in steps})
    decider = context.organization.decider(tuple(departments))
    if decider is None:
        yield NAME_DECIDER(departments=_named(map(department, departments[:MAX_NAMED])))
    else:
        yield DECIDE_FIRST(lead=lead_of(context, decider))


def _named(values: Iterable[Value]) -> Listing:
    return listing(values, most=None, joining=Joining.COMMA)


RULE = Rule(
    traits=RuleTraits(
        code="GC108",
        name="dependency-cycle",
        family=Family.CONFLICT,
        basis=Basis.DEPENDENCY_CIRCLE,
        changes=frozenset({"drop", "share"}),
        relation=BESIDE,
    ),
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
