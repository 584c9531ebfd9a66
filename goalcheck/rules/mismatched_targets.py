"""GC105: two objectives move one metric the same way to different figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.facts.sequencing import can_follow
from goalcheck.facts.target_pairs import TargetPair
from goalcheck.facts.targets import ActiveTargets, ObjectiveTarget, Pair, aims_by_metric, pairs
from goalcheck.findings import Account, Level, Notice
from goalcheck.messages import Message, Template, Value
from goalcheck.messages.message import declared, objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, Family, RuleTraits

SAME_WAY = Template("mismatched-targets.same-way", "{wishes}: the same way, to different figures")
RANGES = Template("mismatched-targets.ranges", "{wishes}: ranges that differ")
MEET = Template(
    "mismatched-targets.meet",
    "Bring together {owners}: one figure for {metric} in both objectives, or two metrics.",
)
STEP = Template(
    "mismatched-targets.step",
    "If {first} is a step on the way to {last}, make it progress of {later}.",
)
STEP_OR_SEQUENCE = Template(
    "mismatched-targets.step-or-sequence",
    "If {first} is a step on the way to {last}, start {later} after {earlier} ends ({end}), or make it progress of "
    "{later}.",
)
QUESTION = Template("mismatched-targets.question", "which figure the organization counts on")


def check(context: Context) -> Iterator[Notice]:
    """One finding for each pair of objectives with different figures for one thing."""
    groups = (group for aims in aims_by_metric(context).values() for group in _by_heading(aims))
    for pair in pairs(context, groups, ActiveTargets):
        yield _notice(context, pair)


def _by_heading(aims: list[ObjectiveTarget]) -> list[list[ObjectiveTarget]]:
    """The aims that go up, that go down and that stay in a range, apart: only like ones can be mismatched."""
    return [[aim for aim in aims if aim.heading == heading] for heading in (1, -1, 0)]


def _notice(context: Context, pair: Pair) -> Notice:
    one, other = pair
    words = TargetPair(context, pair)
    ids = one.objective.id, other.objective.id
    template = SAME_WAY if one.heading else RANGES
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=template(wishes=words.wishes),
        about=[*ids, one.target.metric],
        objectives=ids,
        locations=[one.target.location, other.target.location],
        tell=partial(_account, context, pair, words),
    )


def _account(context: Context, pair: Pair, words: TargetPair) -> Account:
    return Account(
        details=tuple(words.details()),
        advice=(*_advice(context, pair, words), words.decision(QUESTION())),
    )


def _advice(context: Context, pair: Pair, words: TargetPair) -> Iterator[Message]:
    yield MEET(owners=words.meeting(), metric=words.metric)
    if pair[0].heading:
        first, last = sorted(pair, key=lambda aim: _bound(aim) * aim.heading)
        values: dict[str, Value] = {
            "first": declared(_bound(first)),
            "last": declared(_bound(last)),
            "later": objective(last.objective.id),
        }
        if can_follow(context, last.objective, first.objective):
            yield STEP_OR_SEQUENCE(**values, earlier=objective(first.objective.id), end=first.end)
        else:
            yield STEP(**values)


def _bound(aim: ObjectiveTarget) -> float:
    lower, upper = aim.figures
    return lower if aim.heading > 0 else upper


RULE = Rule(
    traits=RuleTraits(
        code="GC105",
        name="mismatched-targets",
        family=Family.CONFLICT,
        basis=Basis.TARGETS,
        changes=frozenset({"drop", "defer", "retarget", "share"}),
    ),
    level=Level.SERIOUS,
    summary="two objectives move one metric the same way to different figures",
    page=Page(
        why=(
            "Two departments plan for one thing with two figures. Each staffs, buys and promises for its own, and the "
            "difference shows when one is done and the other still waits."
        ),
        fires=(
            "Two objectives in force with overlapping periods want the same metric up, or both want it down, to "
            "different figures (`to` of a target with from, at_least, at_most), or want it in two ranges that overlap "
            "and differ."
        ),
        silent=(
            "The figures are the same, however the targets start or are written; the periods share no day; the two are "
            "alternatives to each other; one is done or dropped; or no figure satisfies both, which opposing-targets "
            "(GC104) says. Here: both departments count on 150 visits."
        ),
        do=(
            "Let both owners explain their figure and write one into both objectives, or into one objective that both "
            "share. If the lower figure is a first step, let it end before the next begins."
        ),
    ),
    check=check,
)
