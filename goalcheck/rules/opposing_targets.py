"""GC104: two objectives move one metric in opposite directions, or to ranges that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.findings import Finding, Level
from goalcheck.rules.advice import can_follow
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study
from goalcheck.rules.target_words import PairWords
from goalcheck.rules.targets import Aim, Pair, Standing, aims_by_metric, pairs


def check(study: Study) -> Iterator[Finding]:
    """One finding for each pair of objectives that cannot both reach their targets."""
    contested = [aims for aims in aims_by_metric(study).values() if _at_odds(aims)]
    for pair in pairs(study, contested, _Opposing):
        yield _finding(study, pair)


def _at_odds(aims: Sequence[Aim]) -> bool:
    """Whether any two of these can oppose each other, whenever they stand: most metrics are left at a glance."""
    moves = {aim.move for aim in aims}
    return {1, -1} <= moves or max(aim.figures[0] for aim in aims) > min(aim.figures[1] for aim in aims)


class _Opposing:
    """The aims that stand at one moment, and those of them that exclude a newcomer or move against it."""

    def __init__(self, aims: Sequence[Aim]) -> None:
        self._higher = Standing(aims)
        self._lower = Standing(aims, mirrored=True)
        self._moving = {move: Standing(aim for aim in aims if aim.move == move) for move in (1, -1)}

    def add(self, aim: Aim) -> None:
        for standing in self._all():
            standing.add(aim)

    def remove(self, aim: Aim) -> None:
        for standing in self._all():
            standing.remove(aim)

    def against(self, aim: Aim) -> Iterator[Aim]:
        yield from self._higher.beyond(aim)
        yield from self._lower.beyond(aim)
        if aim.move:
            # Those that move the other way and share a figure: the rest of them excludes the aim and is named above.
            yield from self._moving[-aim.move].against(aim)

    def _all(self) -> tuple[Standing, ...]:
        return self._higher, self._lower, *self._moving.values()


def _finding(study: Study, pair: Pair) -> Finding:
    one, other = pair
    words = PairWords(study, pair)
    metric = one.target.metric
    ids = one.objective.id, other.objective.id
    if one.move * other.move < 0:
        message = (
            f"{ids[0]} and {ids[1]} move {metric} in opposite directions: {words.aim(one)} against {words.aim(other)}"
        )
    else:
        message = f"{words.wishes}: no figure satisfies both"
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SEVERE,
        message=message,
        about=[*ids, metric],
        objectives=ids,
        details=words.details(),
        advice=[
            f"Bring together {words.meeting()}: one figure for {metric}{_or_one_after_the_other(study, pair)}.",
            words.decision(f"which of the two figures for {metric} holds"),
        ],
        locations=[one.target.location, other.target.location],
    )


def _or_one_after_the_other(study: Study, pair: Pair) -> str:
    one, other = (aim.objective for aim in pair)
    return ", or one after the other" if can_follow(study, one, other) or can_follow(study, other, one) else ""


RULE = Rule(
    code="GC104",
    name="opposing-targets",
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
