"""`goalcheck resolve`: what it proposes, what it costs, what it never touches, and what it says where nothing helps."""

from __future__ import annotations

import json
import shlex
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import EXAMPLES, Command, Write
from worlds import TODAY, Schema

from goalcheck import Level, load
from goalcheck.changes.kinds.adopt import Adopt
from goalcheck.changes.kinds.bind import Bind
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.choose import Choose
from goalcheck.changes.kinds.commit import Commit
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.model import Bounds
from goalcheck.planning.resolving import Terms, resolve
from goalcheck.planning.resolving.retargeting import plainest

pytest.importorskip("highspy")

pytestmark = pytest.mark.ends

NORTHLINE = EXAMPLES / "northline"
DAY = ("--today", "2026-10-05")

PAIR = """
    version: 1
    organization: {name: Two, period: 2026-H2}
    outcomes:
      attention: {name: Somebody calls me, importance: 5}
      speed: {importance: 4, metric: days}
    departments:
      top: {lead: Chief}
      operations:
        part_of: top
        objectives:
          fast:
            priority: 4
            target: {metric: days, from: 55, to: 30}
            affects:
              attention: {effect: hurts, starts_at: 42, full_at: 30}
      sales:
        part_of: top
        objectives:
          contact: {priority: 5, affects: {attention: strongly helps}}
    metrics: {days: {better: lower}}
    """


def _priced(text: str, costs: str) -> str:
    """The organization with costs of its own."""
    return f"{text.rstrip()}\n    settings: {{costs: {costs}}}\n"


def test_northline_is_settled_and_the_way_out_can_be_read_aloud(goalcheck: Command, tmp_path: Path) -> None:
    file = tmp_path / "way.yaml"
    result = goalcheck("resolve", NORTHLINE, *DAY, "--save", file)
    assert result.status == 0, result.err
    best = result.out.split("ALTERNATIVE 1")[0]
    assert "nothing cheaper does it" in best
    assert "let operations.install-30 count only while Business customers with a named contact" in best
    assert "aim product.tailored-offers (Let sales build every business offer to measure) at 71 percent" in best
    assert "finance.hold-headcount guards quick-repair" in best
    assert "drop " not in best
    assert 'Pressure on "One person knows my order and calls me": from 67 to less than is told.' in best
    assert f"goalcheck whatif {NORTHLINE} --with {file}" in best


def test_forty_objectives_are_settled(goalcheck: Command) -> None:
    result = goalcheck("resolve", EXAMPLES / "harbour", *DAY, "--format", "json", "--alternatives", "0")
    [way] = json.loads(result.out)["ways"]
    assert way["proved"]
    assert 12 <= len(way["steps"]) <= 14
    assert not way["losses"]
    assert not way["missing"]
    assert {each["kind"] for each in way["steps"]} == {"adopt", "retarget", "guardrail", "capacity", "choose"}
    assert sum(way["gives"].values()) == pytest.approx(1, abs=0.001)


def test_the_command_that_it_tells_makes_the_same_changes(goalcheck: Command) -> None:
    text = goalcheck("resolve", NORTHLINE, *DAY).out
    line = next(line for line in text.splitlines() if "goalcheck whatif" in line)
    arguments = shlex.split(line.split("goalcheck ", 1)[1])
    result = goalcheck(*arguments, *DAY)
    assert result.status == 0, result.err


# Kinds of changes


def test_a_weaker_target_ends_where_the_harm_is_small_enough(write: Write) -> None:
    resolution = resolve(load(write(PAIR)), today=TODAY)
    assert resolution.ways[0].moves == (Retarget("operations.fast", 37),)
    assert resolution.ways[0].is_proved
    assert resolution.ways[0].gives == {"operations": 1.0}
    [shift] = resolution.ways[0].shifts
    assert shift.about == "attention"
    assert shift.after < 30 < shift.before


def test_of_alternatives_the_harmless_one_is_chosen_and_costs_nothing(write: Write) -> None:
    text = """
        version: 1
        outcomes: {calm: {importance: 5}, quick: {importance: 2}}
        departments:
          a:
            objectives:
              rough: {affects: {calm: strongly hurts, quick: helps}, alternative_to: [gentle]}
              gentle: {affects: {quick: helps}}
          b: {objectives: {keep: {affects: {calm: strongly helps}}}}
        """
    best = resolve(load(write(text)), today=TODAY).ways[0]
    assert best.moves == (Choose("a.gentle"),)
    assert best.cost == 0
    assert best.is_proved


def test_an_option_that_takes_the_edge_off_a_knot_is_adopted(write: Write) -> None:
    text = """
        version: 1
        outcomes: {calm: {importance: 5}}
        drivers: {time: {affects: {calm: strongly helps}}}
        departments:
          a:
            objectives:
              one: {affects: {time: strongly hurts}}
              two: {affects: {time: strongly hurts}}
          b: {objectives: {keep: {affects: {calm: strongly helps}}}}
          c:
            objectives:
              more-hands:
                status: option
                cost: 2
                mitigates: [{from: a.one, to: time, leaves: neutral}, {from: a.two, to: time, leaves: neutral}]
        """
    best = resolve(load(write(text)), today=TODAY).ways[0]
    assert best.moves == (Adopt("c.more-hands"),)
    assert best.cost == 2


LAUNCH = """
    version: 1
    outcomes: {works: {importance: 5, metric: availability}, new: {importance: 4, metric: launches}}
    metrics: {availability: {better: higher}, launches: {better: higher}}
    departments:
      dev:
        objectives:
          launch: {target: {metric: launches, from: 20, to: 40}, affects: {works: strongly hurts}}
      ops:
        objectives:
          stay-up: {target: {metric: availability, from: 99, to: 99.9}}
    """


def test_a_launch_is_bound_to_what_it_may_cost(write: Write) -> None:
    """The error budget: the floor is the figure of whoever protects the outcome."""
    best = resolve(load(write(LAUNCH)), today=TODAY).ways[0]
    assert best.moves == (Bind("dev.launch", "works", "availability", Bounds(99.9, None)),)
    assert best.cost == pytest.approx(1.4)  # 2 x (priority 3 + importance 4) / 10


def test_a_harm_that_only_moves_to_other_days_settles_nothing(write: Write) -> None:
    text = """
        version: 1
        organization: {name: A year, period: 2026}
        outcomes: {calm: {importance: 5}}
        departments:
          a: {objectives: {rough: {period: 2026-Q3, affects: {calm: strongly hurts}}}}
          b: {objectives: {keep: {affects: {calm: strongly helps}}, early: {period: 2026-Q2}}}
        """
    for way in resolve(load(write(text)), today=TODAY).ways:
        assert not any(isinstance(move, Defer) for move in way.moves)


def test_harms_that_add_up_are_spread_over_time(write: Write) -> None:
    text = """
        version: 1
        organization: {name: A year, period: 2026}
        outcomes: {calm: {importance: 3}}
        departments:
          a: {objectives: {one: {period: 2026-H1, priority: 1, affects: {calm: slightly hurts}}}}
          c: {objectives: {two: {period: {from: 2026-01-01, to: 2026-06-30}, affects: {calm: slightly hurts}}}}
          b: {objectives: {keep: {affects: {calm: strongly helps}}}}
        """
    terms = Terms(without=["drop", "guardrail", "bind"])
    best = resolve(load(write(text)), terms, today=TODAY).ways[0]
    [step] = best.steps
    assert isinstance(step.move, Defer)
    assert step.move.objective == "a.one"
    assert step.moves == ("calm",)


OVERLOAD = """
    version: 1
    organization: {name: Load, period: 2026-Q4}
    resources: {crews: {unit: hours, capacity: {2026-Q4: 100}}}
    departments:
      a: {objectives: {one: {needs: {crews: 90}}, two: {priority: 5, needs: {crews: 60}}}}
    """


def test_an_overcommitted_resource_is_settled_by_capacity_or_by_giving_up(write: Write) -> None:
    assert resolve(load(write(OVERLOAD)), today=TODAY).ways[0].moves == (Drop("a.one"),)
    roomy = resolve(load(write(_priced(OVERLOAD, "{capacity: 0.1}"))), today=TODAY)
    [move] = roomy.ways[0].moves
    assert isinstance(move, SetCapacity)
    assert 150 < move.amount < 160


def test_waiting_for_a_proposal_is_settled_by_agreeing_on_it(write: Write) -> None:
    text = """
        version: 1
        organization: {name: Wait, period: 2026-Q4}
        departments:
          a: {objectives: {one: {depends_on: [b.two]}}}
          b: {objectives: {two: {status: proposed}}}
        """
    assert resolve(load(write(text)), today=TODAY).ways[0].moves == (Commit("b.two"),)


# Whom it never touches


def test_whoever_protects_gives_nothing_unless_released(write: Write) -> None:
    resolution = resolve(load(write(PAIR)), Terms(kept=["operations.fast"]), today=TODAY)
    assert resolution.is_impossible
    [best] = resolution.ways
    assert best.moves == ()
    assert [each.about for each in resolution.conflicts] == ["attention"]


def test_what_suffers_may_give_only_where_it_is_released(write: Write) -> None:
    text = """
        version: 1
        departments:
          a: {objectives: {rough: {must_hold: true, affects: {b.calm: strongly hurts}}}}
          b: {objectives: {calm: {}}}
        """
    assert resolve(load(write(text)), today=TODAY).is_impossible
    released = resolve(load(write(text)), Terms(may_give=["b.calm"]), today=TODAY)
    assert released.ways[0].moves == (Drop("b.calm"),)


def test_what_must_hold_is_never_touched(write: Write) -> None:
    held = PAIR.replace("            priority: 4\n", "            priority: 4\n            must_hold: true\n")
    assert resolve(load(write(held)), today=TODAY).is_impossible


def test_nothing_takes_the_last_help_of_a_customer(write: Write) -> None:
    """Only `fast` serves speed: it is never given up, whatever that would cost."""
    terms = Terms(without=["retarget", "guardrail", "bind"])
    resolution = resolve(load(write(_priced(PAIR, "{drop: 0.01, lost: 0}"))), terms, today=TODAY)
    assert resolution.is_impossible


def test_what_customers_lose_is_counted_and_said(write: Write) -> None:
    text = PAIR.replace("          contact:", "          also: {affects: {speed: helps}}\n          contact:")
    terms = Terms(without=["retarget", "guardrail", "bind"])
    best = resolve(load(write(text)), terms, today=TODAY).ways[0]
    assert best.moves == (Drop("operations.fast"),)
    [loss] = best.losses
    assert loss.outcome == "speed"
    assert loss.fall == pytest.approx(1 / 3)
    assert best.cost == pytest.approx(8 + 20 * 4 / 5 / 3)


def test_kept_objectives_and_kinds_left_out_stay_untouched(write: Write) -> None:
    terms = Terms(without=["retarget", "drop"], level=Level.SEVERE)
    without = resolve(load(write(PAIR)), terms, today=TODAY)
    assert without.ways[0].moves == (AddGuardrail("operations.fast", "attention"),)


# Costs


def test_a_goal_that_is_supported_makes_an_objective_dearer(write: Write) -> None:
    text = PAIR.replace("            priority: 4\n", "            priority: 4\n            supports: [grow]\n")
    text = f"{text.rstrip()}\n    goals: {{grow: {{importance: 5}}}}\n"
    [step] = resolve(load(write(text)), today=TODAY).ways[0].steps
    assert step.cost == pytest.approx(6 * 0.9 * 7 / 25)
    assert "serves grow of importance 5" in step.why


def test_costs_can_be_set_and_are_checked(goalcheck: Command, write: Write) -> None:
    cheap = write(_priced(PAIR, "{guardrail: 0.01, retarget: 100}"))
    assert "1. operations.fast guards attention" in goalcheck("resolve", cheap, "--level", "severe", *DAY).out
    wrong = goalcheck("resolve", write(_priced(PAIR, "{dropp: 1}")))
    assert wrong.status == 2
    assert "did you mean 'drop'" in wrong.err


def test_of_equally_cheap_ways_the_one_is_first_in_which_nobody_gives_all(write: Write) -> None:
    """Two of four equal harms have to go: one of each department, rather than both of one."""
    harms = "{priority: 1, affects: {calm: slightly hurts}}"
    text = f"""
        version: 1
        outcomes: {{calm: {{importance: 3}}}}
        departments:
          a: {{objectives: {{one: {harms}, two: {harms}}}}}
          b: {{objectives: {{three: {harms}}}}}
          c: {{objectives: {{keep: {{affects: {{calm: strongly helps}}}}}}}}
        """
    terms = Terms(without=["guardrail", "bind"], alternatives=5)
    best = resolve(load(write(text)), terms, today=TODAY).ways
    assert best[0].gives == {"a": 0.5, "b": 0.5}
    assert best[-1].gives == {"a": 1.0}


def test_a_little_more_is_paid_for_a_fairer_way(write: Write) -> None:
    """The two cheapest to give up are of one department; a dearer one of another shares the load."""
    harm = "affects: {calm: slightly hurts}"
    text = f"""
        version: 1
        outcomes: {{calm: {{importance: 3}}}}
        departments:
          a: {{objectives: {{one: {{priority: 2, {harm}}}, two: {{priority: 2, {harm}}}}}}}
          b: {{objectives: {{three: {{priority: 3, {harm}}}}}}}
          c: {{objectives: {{keep: {{affects: {{calm: strongly helps}}}}}}}}
        """
    terms = Terms(without=["guardrail", "bind"], fair=0.6)
    resolution = resolve(load(write(text)), terms, today=TODAY)
    assert resolution.ways[0].given == {"a": pytest.approx(4.0)}
    assert resolution.fair is not None
    assert resolution.fair.cost == pytest.approx(5.0)
    assert resolution.fair.given == {"a": pytest.approx(2.0), "b": pytest.approx(3.0)}


def test_the_front_shows_what_each_conflict_less_costs(goalcheck: Command) -> None:
    result = goalcheck("resolve", NORTHLINE, *DAY, "--front", "--format", "json")
    front = json.loads(result.out)["front"]
    assert (front[0]["cost"], front[0]["steps"]) == (0, [])
    assert all(one["cost"] < two["cost"] and one["pressure"] > two["pressure"] for one, two in pairwise(front))
    assert "HOW MUCH PRESSURE CAN BE TAKEN AWAY" in goalcheck("resolve", NORTHLINE, *DAY, "--front").out


def test_the_front_has_sets_in_between(write: Write) -> None:
    """One conflict with two hurters: what takes only one of them away settles nothing, and is a step all the same."""
    text = """
        version: 1
        outcomes: {calm: {importance: 5}}
        departments:
          a: {objectives: {one: {affects: {calm: hurts}}}}
          b: {objectives: {two: {affects: {calm: hurts}}}}
          c: {objectives: {keep: {affects: {calm: strongly helps}}}}
        """
    front = resolve(load(write(text)), Terms(without=["bind"], front=True), today=TODAY).front
    assert [(each.cost, round(each.pressure, 2), len(each.steps)) for each in front] == [
        (0, 88.89, 0),
        (3, 66.67, 1),
        (6, 0, 2),
    ]


# What it says


def test_nothing_to_settle_is_said(goalcheck: Command, write: Write) -> None:
    quiet = goalcheck("resolve", write("version: 1\norganization: {name: Quiet}\n"), *DAY)
    assert (quiet.status, quiet.out) == (0, "There is nothing to settle: no open conflict is serious or worse.\n")


def test_what_cannot_be_settled_is_said_with_what_is_missing(goalcheck: Command) -> None:
    result = goalcheck("resolve", EXAMPLES / "quickstart", *DAY)
    assert result.status == 1
    assert result.out.startswith("Nothing that is declared settles 1 open conflict")
    assert "a metric of personal-attention to which those who hurt it can be bound" in result.out
    assert "an option that mitigates what operations.install-30 does to time-per-order" in result.out
    assert "time-per-order: {effect: hurts, starts_at: FIGURE, full_at: TARGET}" in result.out


def test_as_much_is_settled_as_can_be(goalcheck: Command) -> None:
    result = goalcheck("resolve", NORTHLINE, *DAY, "--keep", "finance.hold-headcount", "--keep", "people.hire-agents")
    assert result.status == 1
    assert result.out.startswith("5 of 7 settled (3 open conflicts and 4 findings)")
    assert "no figure satisfies both" in result.out.split("WHAT IS LEFT")[1]
    assert "--keep finance.hold-headcount and --keep people.hire-agents" in result.out


def test_the_json_has_the_published_shape(goalcheck: Command) -> None:
    schema = Schema(goalcheck("schema", "resolution").out)
    for more in ([], ["--without", "drop", "--without", "share"], ["--level", "minor"]):
        result = goalcheck("resolve", NORTHLINE, *DAY, "--format", "json", *more)
        assert schema.violations(json.loads(result.out)) == []


def test_names_that_mean_nothing_are_refused(goalcheck: Command) -> None:
    for option in ("--keep", "--may-give"):
        unknown = goalcheck("resolve", NORTHLINE, option, "operations.install-3")
        assert unknown.status == 2
        assert "did you mean 'operations.install-30'?" in unknown.err
    kind = goalcheck("resolve", NORTHLINE, "--without", "drops")
    assert kind.status == 2
    assert "did you mean 'drop'?" in kind.err


def test_without_the_solver_it_says_what_to_install(goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    result = goalcheck("resolve", NORTHLINE, *DAY)
    assert result.status == 2
    needs = "finding a way out needs highspy, which is not installed: pip install 'goalcheck[resolve]'"
    assert needs in result.err


def test_the_same_organization_gives_the_same_bytes(goalcheck: Command) -> None:
    first, second = (goalcheck("resolve", NORTHLINE, *DAY, "--format", "json").out for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("path", "save"), [("org", "org/way.yaml"), ("org/org.yaml", "org/org.yaml"), (".", "way.yml")]
)
def test_a_way_out_is_not_saved_among_the_files_of_the_organization(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, save: str
) -> None:
    (tmp_path / "org").mkdir()
    (tmp_path / "org/org.yaml").write_text(PAIR, "utf-8")
    monkeypatch.chdir(tmp_path)
    result = goalcheck("resolve", path, *DAY, "--save", save)
    assert (result.status, result.out) == (2, "")
    assert result.err == f"goalcheck: {save} would be read as part of {path}: keep changes beside the organization\n"
    assert (tmp_path / "org/org.yaml").read_text("utf-8") == PAIR
    assert goalcheck("resolve", path, *DAY, "--save", "way.txt").status == 0
    assert (tmp_path / "way.txt").exists()


@pytest.mark.parametrize(
    ("beyond", "until", "expected"),
    [(36.6, 42, 37), (42, 36.6, 41), (0.12, 0.2, 0.13), (5300.01, 5565, 5400), (3, 3, 3)],
)
def test_a_plain_figure_is_found(beyond: float, until: float, expected: float) -> None:
    assert plainest(beyond, until) == pytest.approx(expected)
