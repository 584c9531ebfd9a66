"""GC201: no chain leads from the objective to any outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.findings import Level, Notice
from goalcheck.messages import MAX_LISTED, Joining, Message, Template
from goalcheck.messages.message import listing, objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("inward-objective.message", "{objective} reaches no customer: no chain leads to an outcome")
MOVES = Template(
    "inward-objective.moves",
    "It moves {nodes}: write down what that does for a customer, or why it does nothing.",
)
MOVES_NOTHING = Template(
    "inward-objective.moves-nothing",
    "Write down what {objective} changes (affects), or agree with its owner that it serves nobody outside.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective that reaches no customer; silent where no outcome is declared at all."""
    outcomes = set(context.network.outcomes)
    if not outcomes:
        return
    for position in context.network.objectives:
        if outcomes.isdisjoint(context.pushes.reached_from(position)):
            yield _notice(context, position)


def _notice(context: Context, position: int) -> Notice:
    entry = context.organization.objectives[context.network.nodes[position]]
    reached = [context.network.nodes[target] for target, _ in context.network.out[position]]
    message = MESSAGE(objective=objective(entry.id))
    advise = partial(_advice, context, entry.id, reached)
    return context.notice_on(RULE.traits, entry, level=Level.MINOR, message=message, advise=advise)


def _advice(context: Context, subject: str, reached: Sequence[str]) -> Message:
    if not reached:
        return MOVES_NOTHING(objective=objective(subject))
    return MOVES(nodes=listing(map(context.ref, reached[:MAX_LISTED]), most=None, joining=Joining.COMMA))


RULE = Rule(
    traits=RuleTraits(code="GC201", name="inward-objective", family=Family.COVERAGE),
    level=Level.MINOR,
    summary="no chain leads from the objective to any outcome",
    page=Page(
        why=(
            "Work that reaches no customer takes people and money from work that does, and nobody can say whether it "
            "helps or hurts."
        ),
        fires=(
            "No chain of at most max_links arrows and at least min_chain strength leads from it to any outcome, "
            "neither over drivers and outcomes nor through other objectives (behind each of which half of the "
            "strength is left)."
        ),
        silent=(
            "A chain reaches an outcome, however indirect; the objective is done, dropped or an option; the "
            "organization declares no outcomes. Here: the objective reaches the customer over a driver."
        ),
        do="Declare what it moves (affects) and what that does for customers. If it is nothing, ask why it is done.",
    ),
    check=check,
)
