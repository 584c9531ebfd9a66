"""GC105: two objectives move one metric the same way to different figures."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Finding, Level
from goalcheck.rules.advice import can_follow
from goalcheck.rules.amounts import figure
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study
from goalcheck.rules.target_words import PairWords
from goalcheck.rules.targets import Aim, Pair, Standing, aims_by_metric, pairs


def check(study: Study) -> Iterator[Finding]:
    """One finding for each pair of objectives with different figures for one thing."""
    groups = (group for aims in aims_by_metric(study).values() for group in _by_heading(aims))
    for pair in pairs(study, groups, Standing):
        yield _finding(study, pair)


def _by_heading(aims: list[Aim]) -> list[list[Aim]]:
    """Those that go up, those that go down and those that stay in a range, apart: only like ones can be mismatched."""
    return [[aim for aim in aims if aim.heading == heading] for heading in (1, -1, 0)]


def _finding(study: Study, pair: Pair) -> Finding:
    one, other = pair
    words = PairWords(study, pair)
    metric = one.target.metric
    ids = one.objective.id, other.objective.id
    how = "the same way, to different figures" if one.heading else "ranges that differ"
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SERIOUS,
        message=f"{words.wishes}: {how}",
        about=[*ids, metric],
        objectives=ids,
        details=words.details(),
        advice=[*_advice(study, pair, words), words.decision("which figure the organization counts on")],
        locations=[one.target.location, other.target.location],
    )


def _advice(study: Study, pair: Pair, words: PairWords) -> Iterator[str]:
    one = pair[0]
    yield f"Bring together {words.meeting()}: one figure for {one.target.metric} in both objectives, or two metrics."
    if one.heading:
        first, last = sorted(pair, key=lambda aim: _bound(aim) * aim.heading)
        step = f"If {figure(_bound(first))} is a step on the way to {figure(_bound(last))},"
        progress = f"make it progress of {last.objective.id}"
        if can_follow(study, last.objective, first.objective):
            yield f"{step} start {last.objective.id} after {first.objective.id} ends ({first.end}), or {progress}."
        else:
            yield f"{step} {progress}."


def _bound(aim: Aim) -> float:
    lower, upper = aim.figures
    return lower if aim.heading > 0 else upper


RULE = Rule(
    code="GC105",
    name="mismatched-targets",
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
