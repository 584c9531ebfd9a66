"""GC104: two objectives move one metric in opposite directions, or to ranges that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.facts.sequencing import can_follow
from goalcheck.facts.target_pairs import TargetPair
from goalcheck.facts.targets import ActiveTargets, ObjectiveTarget, Pair, aims_by_metric, pairs
from goalcheck.findings import Account, Level, Notice
from goalcheck.messages import Message, Template
from goalcheck.messages.message import objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, Family, RuleTraits

OPPOSITE = Template(
    "opposing-targets.opposite", "{one} and {other} move {metric} in opposite directions: {aim} against {other_aim}"
)
EXCLUDING = Template("opposing-targets.excluding", "{wishes}: no figure satisfies both")
MEET = Template("opposing-targets.meet", "Bring together {owners}: one figure for {metric}.")
MEET_OR_SEQUENCE = Template(
    "opposing-targets.meet-or-sequence", "Bring together {owners}: one figure for {metric}, or one after the other."
)
QUESTION = Template("opposing-targets.question", "which of the two figures for {metric} holds")


def check(context: Context) -> Iterator[Notice]:
    """One finding for each pair of objectives that cannot both reach their targets."""
    contested = [aims for aims in aims_by_metric(context).values() if _at_odds(aims)]
    for pair in pairs(context, contested, _Opposing):
        yield _notice(context, pair)


def _at_odds(aims: Sequence[ObjectiveTarget]) -> bool:
    """True if any two of these can oppose each other, whenever they stand: most metrics are left at a glance."""
    moves = {aim.move for aim in aims}
    return {1, -1} <= moves or max(aim.figures[0] for aim in aims) > min(aim.figures[1] for aim in aims)


class _Opposing:
    """The aims that stand at one moment, and those of them that exclude a newcomer or move against it."""

    def __init__(self, aims: Sequence[ObjectiveTarget]) -> None:
        self._higher = ActiveTargets(aims)
        self._lower = ActiveTargets(aims, mirrored=True)
        self._moving = {move: ActiveTargets(aim for aim in aims if aim.move == move) for move in (1, -1)}

    def add(self, aim: ObjectiveTarget) -> None:
        for standing in self._all():
            standing.add(aim)

    def remove(self, aim: ObjectiveTarget) -> None:
        for standing in self._all():
            standing.remove(aim)

    def against(self, aim: ObjectiveTarget) -> Iterator[ObjectiveTarget]:
        yield from self._higher.beyond(aim)
        yield from self._lower.beyond(aim)
        if aim.move:
            # Those that move the other way and share a figure: the rest of them excludes the aim and is named above.
            yield from self._moving[-aim.move].against(aim)

    def _all(self) -> tuple[ActiveTargets, ...]:
        return self._higher, self._lower, *self._moving.values()


def _notice(context: Context, pair: Pair) -> Notice:
    one, other = pair
    words = TargetPair(context, pair)
    ids = one.objective.id, other.objective.id
    return context.notice(
        RULE.traits,
        level=Level.SEVERE,
        message=_message(words, pair),
        about=[*ids, one.target.metric],
        objectives=ids,
        locations=[one.target.location, other.target.location],
        tell=partial(_account, context, pair, words),
    )


def _account(context: Context, pair: Pair, words: TargetPair) -> Account:
    return Account(
        details=tuple(words.details()),
        advice=(
            _meeting(context, pair)(owners=words.meeting(), metric=words.metric),
            words.decision(QUESTION(metric=words.metric)),
        ),
    )


def _message(words: TargetPair, pair: Pair) -> Message:
    one, other = pair
    if one.move * other.move >= 0:
        return EXCLUDING(wishes=words.wishes)
    return OPPOSITE(
        one=objective(one.objective.id),
        other=objective(other.objective.id),
        metric=words.metric,
        aim=words.aim(one),
        other_aim=words.aim(other),
    )


def _meeting(context: Context, pair: Pair) -> Template:
    one, other = (aim.objective for aim in pair)
    return MEET_OR_SEQUENCE if can_follow(context, one, other) or can_follow(context, other, one) else MEET


RULE = Rule(
    traits=RuleTraits(
        code="GC104",
        name="opposing-targets",
        family=Family.CONFLICT,
        basis=Basis.TARGETS,
        changes=frozenset({"drop", "defer", "retarget", "share"}),
    ),
    level=Level.SEVERE,
    summary="two objectives move one metric in opposite directions, or to ranges that exclude each other",
    page=Page(
        why=(
            "One figure cannot be in two places. Whoever reaches the target first takes it from the other, and both "
            "report success in turn while the metric only swings."
        ),
        fires=(
            "Two objectives in force with overlapping periods have targets on one metric, and both go from one figure "
            "to another in opposite directions, or no figure satisfies both. at_least: 50 is content with 50 and more, "
            "at_most: 35 with 35 and less, between with its range, from and to with `to` and all that lies beyond it. "
            "Where the metric has a better direction and measures an outcome, opposed-objectives (GC101) comes along."
        ),
        silent=(
            "The periods share no day; the two are alternatives to each other; one is done or dropped; or one figure "
            "satisfies both: at least 100 and at most 150 leave room, and ranges that touch share the figure at which "
            "they touch. Here: 50 to 60 days of parts satisfy both."
        ),
        do=(
            "Agree on one figure or one range with both owners, or let one objective end before the other starts. "
            "Often the two mean two metrics: stock of slow parts may fall while stock of urgent parts grows."
        ),
    ),
    check=check,
)
