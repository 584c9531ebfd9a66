"""The causes that `whatif` and `diff` name: without each of them, all others kept, the finding would fare otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import worlds
from conftest import EXAMPLES, Command, Write
from repository import GitRepository
from small_worlds import small_organization

from goalcheck import Organization, Report, analyze, load
from goalcheck.changes import CannotChange, Change, apply
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.effect import SetEffect
from goalcheck.changes.kinds.importance import SetImportance
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.compare.causes import explained, is_affordable
from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.drift import Drift
from goalcheck.compare.reports import Comparison, Difference, compare

TODAY = date(2026, 10, 5)
NORTHLINE = ("whatif", EXAMPLES / "northline", "--today", str(TODAY), "-f", "json")


def causes(goalcheck: Command, *options: object) -> dict[tuple[str, str], list[str]]:
    """The texts of the causes, by drift and what a conflict is about, or the code and objectives of a finding."""
    done = goalcheck(*options)
    assert (done.status, done.err) == (0, "")
    data = json.loads(done.out)
    told = [(each, each["conflict"]["about"]) for each in data["conflicts"]]
    told += [
        (each, f"{each['finding']['code']} {', '.join(each['finding']['objectives'])}") for each in data["findings"]
    ]
    return {(each["drift"], about): [change["text"] for change in each["because"]] for each, about in told}


def test_only_what_made_it_go_is_named(goalcheck: Command) -> None:
    found = causes(
        goalcheck,
        *NORTHLINE,
        *("--retarget", "operations.install-30=42"),
        *("--importance", "personal-attention=4"),
        *("--agree", "operations.install-30:sales"),
        *("--capacity", "coordinators=9000"),
        *("--drop", "finance.three-day-close"),
    )
    target = "operations.install-30: target was install-interval from 55 to 30, is install-interval from 55 to 42"
    effect = "effect of operations.install-30 on time-per-order was hurts (-0.67), is hurts only past 42"
    assert found["gone", "personal-attention"] == [target, effect]
    [capacity] = [texts for (_, about), texts in found.items() if about.startswith("GC106")]
    assert len(capacity) == 1
    assert capacity[0].startswith("coordinators: capacity was")
    dropped = "finance.three-day-close: status was committed, is dropped"
    assert found["gone", "GC204 finance.three-day-close"] == [dropped]


def test_a_change_beside_a_conflict_is_no_cause_of_it(goalcheck: Command) -> None:
    found = causes(goalcheck, *NORTHLINE, "--drop", "operations.install-30", "--agree", "sales.named-contact:it")
    assert found["gone", "personal-attention"] == ["operations.install-30: status was committed, is dropped"]


def test_the_changes_stay_told_where_they_are_no_cause(goalcheck: Command) -> None:
    done = goalcheck(*NORTHLINE[:-2], "--importance", "fast-install=4", "--agree", "operations.install-30:sales")
    assert "- operations.install-30: agreed_with was" in done.out.partition("WHAT WAS DECLARED OTHERWISE")[2]


def test_two_changes_that_only_together_do_it_are_both_named(goalcheck: Command, write: Write) -> None:
    path = write(
        """
        outcomes: {o: {importance: 5}}
        drivers:
          a: {affects: {o: strongly hurts}}
          b: {affects: {o: strongly hurts}}
        departments:
          one: {objectives: {x: {affects: {a: strongly helps, b: strongly helps}}}}
          two: {objectives: {y: {affects: {o: strongly helps}}}}
        """
    )
    options = ("--effect", "one.x:a=neutral", "--effect", "one.x:b=neutral", "-f", "json")
    found = causes(goalcheck, "whatif", path, *options)
    assert found["gone", "o"] == [
        "effect of one.x on a was strongly helps (+1.00), is neutral (+0.00)",
        "effect of one.x on b was strongly helps (+1.00), is neutral (+0.00)",
    ]


def test_a_new_objective_and_a_day_that_has_passed(goalcheck: Command, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    repository = GitRepository(tmp_path)
    head = "outcomes: {o: {importance: 5}, p: {importance: 5}}\ndepartments:\n"
    one = "  one: {objectives: {x: {affects: {o: helps}}}}\n"
    two = "  two: {objectives: {y: {affects: {o: hurts}}}}\n"
    repository.start({"org.yaml": head + one})
    (tmp_path / "org.yaml").write_text(head + one.replace("x: {affects", "x: {owner: Ada, affects") + two)
    found = causes(goalcheck, "diff", "main:org.yaml", "org.yaml", "-f", "json")
    assert found["new", "o"] == ["new effect of two.y on o: hurts (-0.67)", "two.y is new"]
    decision = (
        "decisions: [{between: [one.x, two.y], decision: accepted, by: A, reason: r, until: 2026-09-01, tension: 67}]\n"
    )
    (tmp_path / "org.yaml").write_text(head + one + two + decision)
    repository.commit()
    (tmp_path / "org.yaml").write_text(head + one.replace("x: {affects", "x: {owner: Ada, affects") + two + decision)
    found = causes(goalcheck, "diff", "main:org.yaml", "org.yaml", "--today", "2026-10-05", "-f", "json")
    assert found["reopened", "o"] == []


def some_moves(random: Random, organization: Organization) -> list[Change]:
    """Up to four changes, each of a thing of its own."""
    objectives, outcomes = list(organization.objectives), list(organization.outcomes)
    moves: dict[tuple[str, ...], Change] = {}
    for _ in range(random.randint(2, 4)):
        objective, outcome = random.choice(objectives), random.choice(outcomes)
        made: Sequence[tuple[tuple[str, ...], Change]] = (
            (("drop", objective), Drop(objective)),
            (("importance", outcome), SetImportance(outcome, random.randint(1, 5))),
            (("effect", objective, outcome), SetEffect(objective, outcome, random.choice(("hurts", "helps")))),
            (("retarget", objective), Retarget(objective, random.randrange(20))),
        )
        key, move = random.choice(made)
        with suppress(CannotChange):
            apply(organization, [*moves.values(), move])
            moves[key] = move
    return list(moves.values())


Compared = ConflictComparison | Comparison


def told_by(comparison: Compared) -> str:
    """The fingerprint of what is compared."""
    told = comparison.conflict if isinstance(comparison, ConflictComparison) else comparison.finding
    return told.fingerprint


def state(report: Report, drift: Drift, fingerprint: str) -> object:
    """What a drift is about, of a conflict or finding: that it is there, or how it stands."""
    conflict = next((each for each in report.conflicts if each.fingerprint == fingerprint), None)
    finding = next((each for each in report.findings if each.fingerprint == fingerprint), None)
    found = conflict or finding
    if found is None or drift in (Drift.NEW, Drift.GONE):
        return found is not None
    if drift in (Drift.DECIDED, Drift.REOPENED):
        return found.status
    if conflict is not None:
        return conflict.level, round(conflict.pressure, 6), {each.objective for each in conflict.hurters}
    return found.level, round(finding.tension or 0.0, 6) if finding else 0.0


def needed(organization: Organization, moves: list[Change], comparison: Compared, now: Report) -> list[Change] | None:
    """The moves without which it would fare otherwise, by making all the others; None where that cannot be made."""
    key, drift = told_by(comparison), comparison.drift
    found = []
    for move in moves:
        try:
            without = apply(organization, [each for each in moves if each is not move])
        except CannotChange:
            return None
        if state(analyze(without, today=TODAY), drift, key) != state(now, drift, key):
            found.append(move)
    return found


def difference_of(before: Organization, after: Organization) -> Difference:
    old, new = analyze(before, today=TODAY), analyze(after, today=TODAY)
    return explained(compare(old, new), old, today=TODAY)


@pytest.mark.parametrize("seed", range(40))
def test_causes_are_the_moves_without_which_it_would_be_otherwise(seed: int, write: Write) -> None:
    random = Random(seed)  # noqa: S311
    organization = load(write(worlds.as_yaml(small_organization(random))))
    moves = some_moves(random, organization)
    after = apply(organization, moves)
    difference = difference_of(organization, after)
    told = {id(move): set(compare_texts(organization, after, moves, move)) for move in moves}
    for comparison in difference.each:
        if comparison.drift is Drift.UNCHANGED:
            assert comparison.because == compare_because(organization, after, comparison)
            continue
        wanted = needed(organization, moves, comparison, difference.new)
        named = {change.text for change in comparison.because}
        for move in wanted or ():
            assert named & told[id(move)], (comparison.drift, told_by(comparison), move)
        if wanted:
            for move in moves:
                own = told[id(move)] - set().union(*(told[id(each)] for each in moves if each is not move))
                assert move in wanted or not named & own, (comparison.drift, told_by(comparison), move)


def compare_texts(before: Organization, after: Organization, moves: list[Change], move: Change) -> list[str]:
    """The changes that one move makes: those that are not there, or other ones, without it."""
    whole = {each.text for each in changes_of(before, after)}
    try:
        without = {
            each.text for each in changes_of(before, apply(before, [each for each in moves if each is not move]))
        }
    except CannotChange:
        return []
    return sorted(whole - without)


def changes_of(before: Organization, after: Organization) -> Any:
    return compare(analyze(before, today=TODAY), analyze(after, today=TODAY)).changes


def compare_because(before: Organization, after: Organization, comparison: Compared) -> Any:
    found = compare(analyze(before, today=TODAY), analyze(after, today=TODAY)).each
    return next(each.because for each in found if told_by(each) == told_by(comparison))


def test_too_many_changes_are_not_tried_and_that_is_said(goalcheck: Command, write: Write) -> None:
    many = "".join(f"    o{number}: {{priority: 1}}\n" for number in range(200))
    path = write(f"departments:\n  d:\n   objectives:\n{many}")
    other = write(path.read_text("utf-8").replace("priority: 1", "priority: 2"), "other.yaml")
    old, new = analyze(load(path)), analyze(load(other))
    assert not is_affordable(compare(old, new), old)
    done = goalcheck("diff", path, other)
    assert done.status == 0
    assert "there are too many changes to try each by itself" in done.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("affects: {o: hurts}", True),
        ("affects: {o: {effect: hurts, starts_at: 6, full_at: 3}}", False),
        ("affects: {}", False),
    ],
    ids=["no start", "a start", "implied"],
)
def test_a_target_on_which_no_effect_depends_is_said(goalcheck: Command, write: Write, more: str, said: bool) -> None:
    path = write(
        f"""
        metrics: {{m: {{better: lower}}}}
        outcomes: {{o: {{metric: m}}}}
        departments: {{d: {{objectives: {{x: {{target: {{metric: m, from: 9, to: 5}}, {more}}}}}}}}}
        """
    )
    done = goalcheck("whatif", path, "--retarget", "d.x=4")
    assert done.status == 0
    assert (
        "no effect of d.x depends on its target: none has starts_at, and the target implies none" in done.err
    ) == said


def test_a_claim_that_starts_at_a_figure_depends_on_the_target(goalcheck: Command, write: Write) -> None:
    path = write(
        """
        metrics: {m: {}}
        outcomes: {o: {}}
        departments: {d: {objectives: {x: {target: {metric: m, from: 9, to: 5}}}}}
        claims: [{from: d.x, to: o, effect: hurts, starts_at: 6, full_at: 3}]
        """
    )
    assert goalcheck("whatif", path, "--retarget", "d.x=4").err == ""
