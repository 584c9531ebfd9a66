"""Changes that nobody has written: each makes of an organization what the same change in its files would."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import worlds
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import WORDS, Raw, figures, organizations

from goalcheck import Organization, analyze
from goalcheck.changes import CannotChange, Change, apply, in_words
from goalcheck.changes.kinds.agree import Agree
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.commit import Commit
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.effect import SetEffect
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.importance import SetImportance
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.changes.kinds.share import Share
from goalcheck.compare.sameness import says_the_same
from goalcheck.model import Bounds, Period, Status
from goalcheck.model.period import named_period
from goalcheck.render.json import render_report
from goalcheck.source import UnknownName

Moved = tuple[Change, Callable[[Raw], None]]
"""A change, and the same change as somebody would write it into the files."""


def period(text: str) -> Period:
    named = named_period(text)
    assert named is not None
    return named


def entry(raw: Raw, full: str) -> Raw:
    """What the files say of a node."""
    department, _, name = full.partition(".")
    if name:
        found: Raw = raw["departments"][department]["objectives"][name]
        return found
    found = raw["outcomes" if full in raw.get("outcomes", {}) else "drivers"][full]
    return found  # noqa: RET504  # its type is said above


def objectives(raw: Raw) -> list[str]:
    return [f"{key}.{name}" for key, each in raw["departments"].items() for name in each.get("objectives", {})]


def nodes(raw: Raw) -> list[str]:
    return [*raw.get("outcomes", {}), *raw.get("drivers", {}), *objectives(raw)]


def drops(raw: Raw, draw: st.DrawFn) -> Moved:
    name = draw(st.sampled_from(objectives(raw)))
    return Drop(name), lambda raw: entry(raw, name).update(status="dropped")


def defers(raw: Raw, draw: st.DrawFn) -> Moved:
    name, when = (
        draw(st.sampled_from(objectives(raw))),
        draw(st.sampled_from(["2027-Q1", "2026-H2", "2026-03", "2025"])),
    )
    return Defer(name, period(when)), lambda raw: entry(raw, name).update(period=int(when) if when == "2025" else when)


def retargets(raw: Raw, draw: st.DrawFn) -> Moved | None:
    aimed = [name for name in objectives(raw) if "between" not in entry(raw, name).get("target", {"between": ()})]
    if not aimed:
        return None
    name, value = draw(st.sampled_from(aimed)), draw(figures())

    def written(raw: Raw) -> None:
        target = entry(raw, name)["target"]
        target[next(key for key in ("to", "at_least", "at_most") if key in target)] = value

    return Retarget(name, value), written


def guardrails(raw: Raw, draw: st.DrawFn) -> Moved | None:
    if not raw.get("outcomes"):
        return None
    name, outcome = draw(st.sampled_from(objectives(raw))), draw(st.sampled_from([*raw["outcomes"]]))
    promise: Raw = {"protects": outcome}
    metric = draw(st.sampled_from([None, *raw.get("metrics", {})]))
    if metric is not None:
        promise |= {"metric": metric, "at_least": 2}
    bounds = Bounds(2, None) if metric else None

    def written(raw: Raw) -> None:
        entry(raw, name).setdefault("guardrails", []).append(promise)

    return AddGuardrail(name, outcome, metric, bounds), written


def effects(raw: Raw, draw: st.DrawFn) -> Moved | None:
    if len(nodes(raw)) < 2:
        return None
    origin = draw(st.sampled_from(nodes(raw)))
    target = draw(st.sampled_from([node for node in nodes(raw) if node != origin]))
    said = draw(st.one_of(st.sampled_from(WORDS), st.sampled_from([-1.0, -0.35, 0.0, 0.5])))
    stated = {"effect": said} if isinstance(said, str) else {"weight": said}

    def written(raw: Raw) -> None:
        affects = entry(raw, origin).setdefault("affects", {})
        department = origin.partition(".")[0]
        hidden = {*raw.get("outcomes", {}), *raw.get("drivers", {})}
        own = {f"{department}.{key}": key for key in affects if "." in origin and "." not in key and key not in hidden}
        spelled = [key for key in affects if key == target or key == own.get(target)] or [target]
        for key in spelled:
            before = affects.get(key)
            kept = before if isinstance(before, dict) else {}
            affects[key] = {each: kept[each] for each in kept if each not in ("effect", "weight")} | stated

    return SetEffect(origin, target, said), written


def importances(raw: Raw, draw: st.DrawFn) -> Moved | None:
    if not raw.get("outcomes"):
        return None
    name, grade = draw(st.sampled_from([*raw["outcomes"]])), draw(st.integers(1, 5))
    return SetImportance(name, grade), lambda raw: entry(raw, name).update(importance=grade)


def agreements(raw: Raw, draw: st.DrawFn) -> Moved:
    name = draw(st.sampled_from(objectives(raw)))
    who = draw(st.sampled_from(["team", *raw["departments"], *raw.get("customers", {})]))
    return Agree(name, who), lambda raw: entry(raw, name).setdefault("agreed_with", []).append(who)


KINDS: tuple[Any, ...] = (drops, defers, retargets, guardrails, effects, importances, agreements)


def told(organization: Organization) -> Any:
    """Everything that the analysis says, without places."""
    return unplaced(json.loads(render_report(analyze(organization, today=worlds.TODAY))))


def unplaced(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: unplaced(value) for key, value in data.items() if key not in ("location", "locations")}
    return [unplaced(each) for each in data] if isinstance(data, list) else data


YARD: Raw = {
    "organization": {"name": "Yard", "period": "2026-H2"},
    "customers": {"riders": {"name": "Riders"}},
    "outcomes": {
        "on-time": {"name": "Buses leave on time", "customer": "riders", "metric": "delay", "importance": 4},
        "clean": {"name": "Buses are clean", "customer": "riders", "metric": "dirt"},
    },
    "drivers": {"yard-time": {"affects": {"clean": "helps"}}},
    "metrics": {"delay": {"unit": "minutes", "better": "lower"}, "dirt": {"better": "lower"}},
    "resources": {"washers": {"unit": "hours", "capacity": {"2026-Q3": 90, "2026-Q4": 80}}, "fuel": {"capacity": 9}},
    "departments": {
        "traffic": {
            "objectives": {
                "leave-early": {
                    "owner": "Ada",
                    "target": {"metric": "delay", "from": 9, "to": 2},
                    "affects": {"yard-time": {"effect": "hurts", "starts_at": 6, "full_at": 2}},
                    "needs": {"washers": 10},
                    "agreed_with": ["team"],
                }
            }
        },
        "depot": {
            "objectives": {
                "wash-daily": {
                    "owner": "Bo",
                    "priority": 5,
                    "target": {"metric": "dirt", "at_most": 3},
                    "needs": {"washers": "60 hours"},
                    "depends_on": ["traffic.leave-early"],
                    "guardrails": [{"protects": "on-time"}],
                },
                "paint": {"depends_on": ["wash-daily"], "affects": {"wash-daily": "slightly hurts"}},
            }
        },
    },
    "claims": [{"from": "depot.wash-daily", "to": "traffic.leave-early", "effect": "hurts", "by": "traffic"}],
}


def changed(*moves: Change) -> Organization:
    return apply(worlds.organization(YARD), moves)


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Drop("depot.paint"), "drop depot.paint"),
        (Drop("depot.paint", "paint is dear"), "drop depot.paint, because paint is dear"),
        (Defer("depot.paint", period("2027-Q1")), "move depot.paint from 2026-H2 to 2027-Q1"),
        (Retarget("traffic.leave-early", 9.5), "aim traffic.leave-early at 9.5 minutes in place of 2"),
        (Retarget("depot.wash-daily", 4), "aim depot.wash-daily at 4 in place of 3"),
        (AddGuardrail("depot.paint", "clean"), "depot.paint guards clean (Buses are clean)"),
        (
            AddGuardrail("depot.paint", "clean", "dirt", Bounds(None, 2)),
            "depot.paint guards clean (Buses are clean), measured by dirt at most 2",
        ),
        (SetEffect("depot.paint", "clean", "hurts"), "depot.paint hurts clean (nothing is declared so far)"),
        (SetEffect("yard-time", "clean", "neutral"), "yard-time is neutral to clean (so far helps)"),
        (
            SetEffect("traffic.leave-early", "yard-time", -0.25),
            "traffic.leave-early affects yard-time by -0.25 (so far hurts)",
        ),
        (SetCapacity("washers", 7.5), "have 7.5 hours of washers (washers) in place of 90 and 80"),
        (
            SetCapacity("washers", 7, period("2026-Q4")),
            "have 7 hours of washers (washers) in 2026-Q4 in place of 80",
        ),
        (
            SetCapacity("washers", 7, period("2027-Q1")),
            "have 7 hours of washers (washers) in 2027-Q1 in place of none that is declared",
        ),
        (SetCapacity("fuel", 7), "have 7 of fuel (fuel) in place of 9"),
        (SetImportance("clean", 2), "rate clean (Buses are clean) 2 in importance in place of 3"),
        (Agree("depot.paint", "team"), "agree depot.paint with the team"),
        (Agree("depot.paint", "riders"), "agree depot.paint with riders (Riders)"),
        (
            Share("traffic.leave-early", "depot.wash-daily"),
            "merge depot.wash-daily into traffic.leave-early, owned by traffic and depot",
        ),
        (Commit("depot.paint"), "agree on depot.paint: from proposed to committed"),
    ],
    ids=lambda each: type(each).__name__ if not isinstance(each, str) else "",
)
def test_each_is_said_in_words(move: Change, words: str) -> None:
    assert in_words(worlds.organization(YARD), [move]) == [words]


def test_what_always_stands_is_moved_from_always() -> None:
    raw = {key: each for key, each in YARD.items() if key != "organization"}
    assert in_words(worlds.organization(raw), [Defer("depot.paint", period("2026-Q4"))]) == [
        "move depot.paint from always to 2026-Q4"
    ]


def test_an_effect_that_starts_at_a_figure_follows_the_target() -> None:
    weights = [
        changed(Retarget("traffic.leave-early", value)).objectives["traffic.leave-early"].effects[0].weight
        for value in (2, 4, 6, 8)
    ]
    assert weights == pytest.approx([-2 / 3, -1 / 3, 0, 0])


def test_capacities_change_by_period_or_all_together() -> None:
    quarters = [period("2026-Q3"), period("2026-Q4")]
    assert changed(SetCapacity("washers", 100)).resources["washers"].capacity == tuple((each, 100) for each in quarters)
    one = changed(SetCapacity("washers", 100, period("2026-Q4"))).resources["washers"]
    assert list(one.capacity) == [(quarters[0], 90), (quarters[1], 100)]
    more = changed(SetCapacity("washers", 5, period("2027-Q1"))).resources["washers"]
    assert list(more.capacity)[-1] == (period("2027-Q1"), 5)
    assert list(changed(SetCapacity("fuel", 12)).resources["fuel"].capacity) == [(None, 12)]


def test_a_shared_objective_has_what_both_had() -> None:
    after = changed(Share("traffic.leave-early", "depot.wash-daily"))
    shared = after.objectives["traffic.leave-early"]
    assert (shared.owner, shared.priority, shared.agreed_with) == ("Ada and Bo", 5, ("depot", "team"))
    assert [(need.resource, need.amount) for need in shared.needs] == [("washers", 70)]
    assert [each.protects for each in shared.guardrails] == ["on-time"]
    # What the target of the other implied is not lost with it.
    assert [(effect.target, effect.word) for effect in shared.effects] == [
        ("clean", "strongly helps"),
        ("yard-time", "hurts"),
    ]
    assert not shared.depends_on
    assert after.objectives["depot.wash-daily"].status is Status.DROPPED
    paint = after.objectives["depot.paint"]
    assert [each.id for each in paint.depends_on] == ["traffic.leave-early"]
    assert [effect.target for effect in paint.effects] == ["traffic.leave-early"]
    assert not after.claims


def test_a_plus_is_not_shared_away_with_a_minus() -> None:
    opposite = SetEffect("depot.wash-daily", "yard-time", "helps")
    with pytest.raises(CannotChange, match=r"helps yard-time and traffic\.leave-early hurts it"):
        changed(opposite, Share("traffic.leave-early", "depot.wash-daily"))


@pytest.mark.parametrize(
    ("move", "message"),
    [
        (Drop("leave-early"), "no objective 'leave-early'; did you mean 'traffic.leave-early'"),
        (Drop("trafic.leave-erly"), "did you mean 'traffic.leave-early'"),
        (Drop("clean"), "no objective 'clean'; there is depot.paint, "),
        (Retarget("depot.paint", 3), "depot.paint has no target"),
        (Retarget("traffic.leave-early", float("nan")), "cannot be nan"),
        (AddGuardrail("depot.paint", "cleen"), "no outcome 'cleen'; did you mean 'clean'"),
        (AddGuardrail("depot.paint", "clean", "dirt"), "a metric without a range: both or neither"),
        (SetEffect("depot.paint", "paint", "hurts"), "cannot affect itself"),
        (SetEffect("depot.paint", "clean", "hurt"), "no effect 'hurt'; did you mean 'hurts'"),
        (SetEffect("depot.paint", "clean", -1.5), "cannot be -1.5: a number from -1 to 1"),
        (SetEffect("dept.paint", "clean", "hurts"), "did you mean 'depot.paint'"),
        (SetEffect("depot.paint", "cleen", "hurts"), "did you mean 'clean'"),
        (SetCapacity("washers", -1), "cannot be -1: a number from 0 to"),
        (
            SetCapacity("washers", 1, period("2026-H2")),
            "2026-H2 is no capacity period of washers and overlaps with one",
        ),
        (SetCapacity("washers", 1, Period(date(2027, 1, 1), date(2027, 1, 9), "January")), "has a name: a year, half"),
        (SetCapacity("fuel", 1, period("2026-H2")), "the capacity of fuel is one figure without periods"),
        (SetImportance("clean", 6), "cannot be 6: a number from 1 to 5"),
        (SetImportance("yard-time", 3), "no outcome 'yard-time'"),
        (Agree("depot.paint", "rider"), "no customer or department 'rider'; did you mean 'riders'"),
        (Share("depot.paint", "depot.wash-daily"), "are of one department"),
        (Share("depot.paint", "depot.paint"), "are of one department"),
    ],
)
def test_what_cannot_be_is_refused_with_what_could(move: Change, message: str) -> None:
    with pytest.raises((CannotChange, UnknownName)) as refused:
        changed(move)
    assert message in str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12)
@given(raw=organizations(), data=st.data())
def test_a_change_is_what_the_same_change_in_the_files_is(kind: Any, raw: Raw, data: st.DataObject) -> None:
    moved = [each for _ in range(2) if (each := kind(raw, data.draw)) is not None]
    edited = deepcopy(raw)
    changes = [move for move, _ in moved]
    for _, written in moved:
        written(edited)
    before = worlds.organization(raw)
    after = apply(before, changes)
    by_hand = worlds.organization(edited)
    if kind is not guardrails:  # one that is promised already is not promised again
        assert says_the_same(after, by_hand)
    assert told(after) == told(by_hand)
    assert all(move.in_words(before) for move in changes)
    assert says_the_same(before, worlds.organization(raw))
