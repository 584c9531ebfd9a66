"""`goalcheck resolve`: what it proposes, what it costs, and what it says where nothing helps."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from conftest import EXAMPLES, Command, Write
from small_worlds import small_organization
from worlds import TODAY, Schema, organization

from goalcheck import Level, load
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.commit import Commit
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.model import Period
from goalcheck.model.period import named_period
from goalcheck.planning.resolving import Terms, resolve
from goalcheck.planning.resolving.periods import following
from goalcheck.planning.resolving.retarget_candidates import plainest

pytest.importorskip("highspy")

pytestmark = pytest.mark.ends

NORTHLINE = EXAMPLES / "northline"
DAY = ("--today", "2026-10-05")

PAIR = """
    version: 1
    organization: {name: Two, period: 2026-H2}
    outcomes:
      attention: {name: Somebody calls me, importance: 5}
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


def test_northline_is_settled_by_a_weaker_target_and_guardrails_before_anything_is_dropped(
    goalcheck: Command, tmp_path: Path
) -> None:
    file = tmp_path / "way.yaml"
    result = goalcheck("resolve", NORTHLINE, *DAY, "--save", file)
    assert result.status == 0, result.err
    best = result.out.split("ALTERNATIVE 1")[0]
    assert "nothing cheaper does it" in best
    assert "aim operations.install-30 (Cut the install interval from 55 to 30 days) at 45 days in place of 30" in best
    assert "finance.hold-headcount guards quick-repair" in best
    assert " drop " not in best
    assert f"goalcheck whatif {NORTHLINE} --with {file}" in best


def test_what_if_with_the_saved_way_out_shows_the_seed_conflict_gone(goalcheck: Command, tmp_path: Path) -> None:
    file = tmp_path / "way.yaml"
    goalcheck("resolve", NORTHLINE, *DAY, "--save", file)
    result = goalcheck("whatif", NORTHLINE, *DAY, "--with", file, "--format", "json")
    assert result.status == 0, result.err
    findings = json.loads(result.out)["findings"]
    gone = [each["finding"]["message"] for each in findings if each["drift"] == "gone"]
    assert any("operations.install-30 hurts what sales.named-contact helps" in message for message in gone)
    assert not [
        each
        for each in findings
        if each["drift"] in ("new", "reopened", "worse") and each["finding"]["level"] in ("severe", "serious")
    ]


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


def test_a_way_out_is_saved_over_changes_only(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/all.yaml").write_text(PAIR, "utf-8")
    (tmp_path / "org.yaml").write_text("version: 1\ninclude: [parts/*.yaml]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    refused = goalcheck("resolve", "org.yaml", *DAY, "--save", "parts/all.yaml")
    assert (refused.status, refused.out) == (2, "")
    assert "parts/all.yaml is there and holds no changes" in refused.err
    assert (tmp_path / "parts/all.yaml").read_text("utf-8") == PAIR
    for _ in range(2):
        assert goalcheck("resolve", "org.yaml", *DAY, "--save", "way.yaml").status == 0
    assert (tmp_path / "way.yaml").read_text("utf-8").startswith("# The cheapest way out of 1 conflict, at")
    both = goalcheck("resolve", "org.yaml", *DAY, "--save", "x.txt", "-o", "x.txt")
    assert (both.status, both.err) == (2, "goalcheck: --save and -o cannot both write x.txt\n")
    assert not (tmp_path / "x.txt").exists()


def test_markdown_holds_the_command_as_it_is_typed(goalcheck: Command) -> None:
    command = goalcheck("resolve", NORTHLINE, *DAY).out.rpartition("- goalcheck whatif ")[2].strip()
    assert f"- `goalcheck whatif {command}`" in goalcheck("resolve", NORTHLINE, *DAY, "--format", "markdown").out


@pytest.mark.parametrize("width", [None, 40])
def test_the_command_that_it_tells_makes_the_same_changes(
    goalcheck: Command, monkeypatch: pytest.MonkeyPatch, width: int | None
) -> None:
    import shlex

    monkeypatch.setattr("goalcheck.cli.commands.resolve.width", lambda _: width)
    text = goalcheck("resolve", NORTHLINE, *DAY).out
    line = next(line for line in text.splitlines() if "goalcheck whatif" in line)
    arguments = shlex.split(line.split("goalcheck ", 1)[1])
    result = goalcheck(*arguments, *DAY)
    assert result.status == 0, result.err
    assert "install-30 hurts what" in result.out.split("GONE")[1]


def test_a_weaker_target_ends_where_the_harm_is_small_enough(write: Write) -> None:
    resolution = resolve(load(write(PAIR)), today=TODAY)
    assert resolution.ways[0].moves == (Retarget("operations.fast", 37),)
    assert resolution.ways[0].is_proved
    shift = resolution.ways[0].shifts[0]
    assert (shift.outcome, shift.gains, shift.loses) == ("attention", True, False)


def test_half_measures_are_put_together(write: Write) -> None:
    """A guardrail lowers one level: with a target that is a little weaker it is enough; each alone is not."""
    text = PAIR.replace("effect: hurts, starts_at: 42", "effect: strongly hurts, starts_at: 50")
    costs = "{retarget: 100, guardrail: 0.5, drop: 100, defer: 100, share: 100}"
    resolution = resolve(load(write(_priced(text, costs))), today=TODAY)
    kinds = sorted(type(move).__name__ for move in resolution.ways[0].moves)
    assert kinds == ["AddGuardrail", "Retarget"]
    guarded = next(each for each in resolution.ways[0].left if each.now.code == "GC101")
    assert guarded.now.level is Level.MINOR
    assert guarded.before is not None
    assert guarded.before.level is Level.SEVERE


def test_kept_objectives_and_kinds_left_out_stay_untouched(write: Write) -> None:
    path = write(PAIR)
    kept = resolve(load(path), Terms(kept=["operations.fast"]), today=TODAY)
    assert all("operations.fast" not in str(way.moves) for way in kept.ways)
    without = resolve(load(path), Terms(without=["retarget", "drop"], level=Level.SEVERE), today=TODAY)
    assert without.ways[0].moves == (AddGuardrail("operations.fast", "attention"),)


def test_a_committed_objective_costs_more_to_move_than_a_proposed_one(write: Write) -> None:
    def cost_of_dropping(text: str) -> float:
        resolution = resolve(load(write(text)), Terms(without=["retarget", "defer", "guardrail"]), today=TODAY)
        return next(step.cost for way in resolution.ways for step in way.steps if step.move == Drop("operations.fast"))

    assert cost_of_dropping(PAIR) == pytest.approx(4.0)  # 10 x (priority 4 + nothing served) / 10
    proposed = PAIR.replace("            priority: 4\n", "            priority: 4\n            status: proposed\n")
    assert cost_of_dropping(proposed) == pytest.approx(2.0)


def test_costs_can_be_set_and_are_checked(goalcheck: Command, write: Write) -> None:
    cheap = write(_priced(PAIR, "{drop: 0.1}"))
    assert "1. drop operations.fast" in goalcheck("resolve", cheap, *DAY).out
    wrong = goalcheck("resolve", write(_priced(PAIR, "{dropp: 1}")))
    assert wrong.status == 2
    assert "did you mean 'drop'" in wrong.err


OVERLOAD = """
    version: 1
    organization: {name: Load, period: 2026-Q4}
    resources: {crews: {unit: hours, capacity: {2026-Q4: 100, 2027-Q1: 100}}}
    departments:
      a: {objectives: {one: {needs: {crews: 90}}, two: {priority: 5, needs: {crews: 60}}}}
    """


def test_an_overcommitted_resource_is_settled_by_capacity_or_by_waiting(write: Write) -> None:
    resolution = resolve(load(write(OVERLOAD)), today=TODAY)
    assert {"move a.one from 2026-Q4 to 2027-Q1"} <= {
        move.in_words(resolution.before.organization) for way in resolution.ways for move in way.moves
    }
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


def test_nothing_to_settle_is_said(goalcheck: Command, write: Write) -> None:
    result = goalcheck("resolve", write(OVERLOAD), "--level", "severe", "--without", "drop", *DAY)
    assert result.status == 0
    quiet = goalcheck("resolve", write("version: 1\norganization: {name: Quiet}\n"), *DAY)
    assert (quiet.status, quiet.out) == (0, "There is nothing to settle: no open conflict is serious or worse.\n")


def test_what_cannot_be_settled_is_said_with_the_fewest_findings(goalcheck: Command) -> None:
    result = goalcheck("resolve", NORTHLINE, *DAY, "--keep", "finance.hold-headcount", "--keep", "people.hire-agents")
    assert result.status == 1
    assert result.out.startswith("Nothing can settle 8 open conflicts")
    assert "This one cannot be settled, because" in result.out
    assert "people.hire-agents at least 1,160 people: no figure satisfies both" in result.out
    assert "--keep finance.hold-headcount and --keep people.hire-agents" in result.out


CROSSED = """
    version: 1
    organization: {name: Crossed, period: 2026-Q4}
    outcomes:
      calm: {importance: 5}
    departments:
      a: {objectives: {one: {affects: {calm: strongly helps}}}}
      b: {objectives: {two: {affects: {calm: strongly hurts}, depends_on: [c.three]}}}
      c: {objectives: {three: {affects: {calm: strongly hurts}}}}
    """


def test_findings_that_only_together_cannot_be_settled_are_both_named(write: Write) -> None:
    """Dropping three settles its pair and leaves two waiting for it; two cannot give way."""
    terms = Terms(kept=["a.one", "b.two"], without=["defer", "guardrail"])
    resolution = resolve(load(write(CROSSED)), terms, today=TODAY)
    assert resolution.is_impossible
    assert [each.finding.code for each in resolution.standoff] == ["GC101"]
    free = resolve(load(write(CROSSED)), Terms(kept=["a.one"], without=["defer", "guardrail"]), today=TODAY)
    assert free.ways[0].moves == (Drop("b.two"), Drop("c.three"))


def test_a_move_that_brings_another_conflict_is_not_enough(write: Write) -> None:
    """Three waits for nobody, two for three: giving up three alone would leave two without what it needs."""
    text = CROSSED.replace("{affects: {calm: strongly hurts}, depends_on", "{depends_on")
    resolution = resolve(load(write(text)), Terms(kept=["a.one"], without=["defer", "guardrail"]), today=TODAY)
    assert resolution.is_impossible
    codes = [(each.finding.code, each.is_brought) for each in resolution.standoff]
    assert codes == [("GC101", False), ("GC107", True)]


def test_the_json_has_the_published_shape(goalcheck: Command) -> None:
    schema = Schema(goalcheck("schema", "resolution").out)
    for more in ([], ["--without", "drop", "--without", "share"], ["--level", "minor"]):
        result = goalcheck("resolve", NORTHLINE, *DAY, "--format", "json", *more)
        assert schema.violations(json.loads(result.out)) == []


def test_markdown_tells_the_same(goalcheck: Command) -> None:
    text = goalcheck("resolve", NORTHLINE, *DAY, "--format", "markdown").out
    assert text.startswith("**8 open conflicts (2 severe, 6 serious) settled by 6 changes that cost 11.88:")
    assert "### The cheapest way out: 11.88" in text


def test_names_that_mean_nothing_are_refused(goalcheck: Command) -> None:
    unknown = goalcheck("resolve", NORTHLINE, "--keep", "operations.install-3")
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


def test_resolving_is_a_function_of_the_library() -> None:
    import goalcheck

    for seed in range(5):
        small = organization(small_organization(Random(seed)))  # noqa: S311 - not for security
        assert goalcheck.resolve(small, today=TODAY) == resolve(small, today=TODAY)


@pytest.mark.parametrize(
    ("period", "after", "expected"),
    [
        ("2026-H2", date(2026, 12, 31), "2027-H1"),
        ("2026-Q3", date(2026, 12, 31), "2027-Q1"),
        ("2026", date(2026, 9, 30), "2027"),
        ("2026-09", date(2026, 9, 30), "2026-10"),
    ],
)
def test_the_next_free_period_is_of_the_same_kind(period: str, after: date, expected: str) -> None:
    named = named_period(period)
    assert named
    assert following(named, after=after) == named_period(expected)


def test_the_next_free_range_of_days_is_as_long() -> None:
    days = Period(date(2026, 1, 1), date(2026, 1, 10), "2026-01-01 to 2026-01-10")
    later = following(days, after=date(2026, 3, 31))
    assert later == Period(date(2026, 4, 1), date(2026, 4, 10), "2026-04-01 to 2026-04-10")
    assert following(days, after=date.max) is None
    assert following(named_period("9999") or days, after=date.max) is None


@pytest.mark.parametrize(
    ("beyond", "until", "expected"),
    [(36.6, 42, 37), (42, 36.6, 41), (0.12, 0.2, 0.13), (5300.01, 5565, 5400), (3, 3, 3)],
)
def test_a_plain_figure_is_found(beyond: float, until: float, expected: float) -> None:
    assert plainest(beyond, until) == pytest.approx(expected)
