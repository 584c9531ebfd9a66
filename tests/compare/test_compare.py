"""Every field of every thing is compared: each is changed once, by the model's types and by the files, and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import field, fields, is_dataclass, make_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

import pytest
import worlds
import yaml
from conftest import Command, Write, not_for_ever
from repository import ENVIRONMENT, GitRepository

from goalcheck import Organization, analyze, model
from goalcheck.compare.causes import explained
from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.declarations import changes
from goalcheck.compare.reports import compare
from goalcheck.model import Effect, Period
from goalcheck.model import schema as form
from goalcheck.source import Location

FULL = """\
version: 1
organization: {name: One, period: 2026-H2, currency: EUR}
goals: {g: {name: Grow, importance: 4}, h: {}}
customers:
  all: {name: Everybody, priorities: [x, y]}
  desk: {name: The desk, kind: internal, department: d}
journey: [sign, use]
outcomes:
  x: {name: Speed, customer: all, importance: 4, stage: sign, metric: m, at_stake: 1000, affects: {y: helps}}
  y: {}
drivers:
  r:
    name: Time
    metric: n
    affects: {x: {effect: helps, because: it does, confidence: medium, evidence: a study, by: Ida, date: 2026-08-02}}
    considered: {by: Ida, date: 2026-08-02, all: [outcomes]}
metrics:
  m: {name: Days, unit: days, better: lower}
  n: {name: Calls, unit: calls, better: higher}
resources:
  crew: {name: Crew, unit: hours, capacity: {2026-Q3: 100, 2026-Q4: 50}}
  fleet: {capacity: 7}
departments:
  top: {name: Top, lead: Ada}
  d:
    name: Delivery
    lead: Bob
    part_of: top
    objectives:
      o:
        name: Faster
        owner: Eve
        period: 2026-Q3
        status: proposed
        priority: 4
        target: {metric: m, from: 55, to: 30}
        progress: {value: 40, date: "2026-08-01"}
        supports: [g]
        affects:
          r: {effect: hurts, because: haste, confidence: low, evidence: a log, starts_at: 50, full_at: 20}
          y: {weight: -0.5}
        needs: {crew: 60}
        depends_on: [p]
        alternative_to: [q]
        agreed_with: {all: {date: "2026-07-01", target: 30}, team: {}}
        guardrails:
          - {protects: x, metric: n, at_least: 3}
          - {protects: y, metric: n, at_most: 9}
          - {protects: x, metric: m, between: [1, 9], binding: true}
        relies_on: {r: {how: strongly, because: it takes time, by: Eve, date: 2026-08-03}, q: slightly}
        considered: {by: Eve, date: 2026-08-04, all: [drivers, outcomes]}
        mitigates:
          - {from: q, to: x, leaves: slightly hurts, because: calls go on}
        must_hold: true
      p: {target: {metric: n, between: [5, 10]}}
      q: {target: {metric: n, at_least: 4}, supports: [g]}
      s: {target: {metric: n, at_most: 4}, supports: [g]}
      t: {status: option, cost: 4, relies_on: [r]}
claims:
  - {from: d.o, to: x, effect: hurts, by: all, because: calls, confidence: medium, evidence: mails, person: Kim}
  - {from: d.o, to: x, weight: -0.3, by: desk, starts_at: 50, full_at: 20}
decisions:
  - {between: [d.o, d.p], over: x, decision: accepted, by: Ada, reason: it pays, until: "2026-12-31", tension: 30}
scorecards:
  - {customer: all, period: 2026-Q3, ratings: {x: 8, y: 6}}
settings:
  max_links: 5
  min_chain: 0.04
  min_tension: 11
  through_objective: 0.4
  max_findings: 900
  rules: {GC201: minor}
  costs:
    {drop: 9, defer: 4, retarget: 5, guardrail: 2, bind: 3, adopt: 4, share: 3, capacity: 8, commit: 1, proposed: 0.4,
     lost: 30}
"""

NAMING = {
    (model.Objective, "id"),
    (model.Objective, "department"),
    (model.Department, "objectives"),
    *((kind, "id") for kind in (model.Outcome, model.Driver, model.Goal, model.Customer)),
    *((kind, "id") for kind in (model.Metric, model.Resource, model.Department)),
}
"""Fields that repeat the key of a thing, or the things that name it: `RENAMED` changes them in the files."""


def whole() -> Organization:
    """Every section with every field; a note, which only a table can bring, is added."""
    found = worlds.organization(full())
    [card] = found.scorecards
    return replace(found, scorecards=(replace(card, notes=(("x", "quick"),)),))


def full() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(FULL)
    return raw


def names_of(value: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(value)) if is_dataclass(value) else value._fields


def is_record(value: Any) -> bool:
    return is_dataclass(value) or hasattr(value, "_fields")


def with_value(record: Any, name: str, value: Any) -> Any:
    change: Any = replace if is_dataclass(record) else type(record)._replace
    return change(record, **{name: value})


Path = tuple[Any, ...]


def variants(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The value with each thing in it changed once; the steps that lead there: keys, places, (class, field)."""
    if isinstance(value, Location) or value is None:
        return
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from ((steps, {**value, key: other}) for steps, other in variants(each, (*path, key)))
    elif is_record(value) and not isinstance(value, Period):
        for name in names_of(value):
            for steps, other in variants(getattr(value, name), (*path, (type(value), name))):
                yield steps, with_value(value, name, other)
    elif isinstance(value, tuple) and not isinstance(value, Period):
        for place, each in enumerate(value):
            for steps, other in variants(each, (*path, place)):
                yield steps, (*value[:place], other, *value[place + 1 :])
    else:
        yield path, other_than(value)


def other_than(value: Any) -> Any:
    if isinstance(value, Period):
        return Period(value.start, value.end + timedelta(days=1), f"{value.label} and a day")
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(each for each in type(value) if each is not value)
    if isinstance(value, str):
        return {"high": "low", "low": "high", "medium": "low"}.get(value, f"{value}!")
    return value + timedelta(days=1) if isinstance(value, date) else value + 1


WHOLE = whole()
VARIANTS = [(path, variant) for path, variant in variants(WHOLE) if not NAMING.intersection(path)]


def told(before: Organization, after: Organization) -> list[str]:
    return [each.text for each in changes(before, after, {})]


def field_of(path: Path) -> tuple[type, str]:
    """The field of a thing that a path changes: of an effect its own, else the outermost one below the section."""
    steps = [each for each in path if isinstance(each, tuple)]
    inner = [each for each in steps if each[0] is Effect]
    found: tuple[type, str] = inner[0] if inner else steps[0] if path[0][1] == "journey" else [*steps[:2]][-1]
    return found


def name_of(path: Path) -> str:
    return "/".join(
        str(getattr(each, "__name__", each)) for step in path for each in (step if isinstance(step, tuple) else (step,))
    )


@pytest.mark.parametrize("at", range(len(VARIANTS)), ids=lambda at: name_of(VARIANTS[at][0]))
def test_every_field_that_is_changed_is_told(at: int) -> None:
    path, variant = VARIANTS[at]
    lines = told(WHOLE, variant)
    kind, name = field_of(path)
    thing, word = expected(path, kind, name)
    assert any(thing in line and word in line for line in lines), lines
    # Only what was changed is told, and never by two texts that are the same.
    assert len(lines) <= 4
    for line in lines:
        was, _, is_ = line.partition(" was ")[2].partition(", is ")
        assert not was or was != is_


SAID = {
    model.Effect: {"weight": "was", "word": "was", "full_weight": "was", "target": "new effect of"},
    model.Claim: {"origin": "new effect of", "by": "new effect of"},
    model.Decision: {"verdict": "was", "tension": "was", "until": "was", "between": "new", "over": "new"},
    model.Scorecard: {"customer": "new rating of", "period": "new rating of", "ratings": "rating of", "notes": "note"},
}
"""The words of a line about fields that are not told by their names."""


def expected(path: Path, kind: type, name: str) -> tuple[str, str]:
    """How the line names the thing, and the field."""
    section = path[0][1]
    word = SAID.get(kind, {}).get(name, f"{name} was")
    if kind is Effect:
        origin = "d.o" if section == "claims" else path[1]
        return f"effect of {origin} on", word
    if kind in (model.Claim, model.Scorecard):
        return "", word
    if kind is model.Decision:
        return "decision between", word
    if section == "settings":
        inner = [each for each in path[2:] if isinstance(each, str)] or [each[1] for each in path[2:]]
        return "settings: ", ".".join([name, *inner]) + " was"
    return path[1] if isinstance(path[1:2] and path[1], str) else "organization: ", word


def test_the_full_organization_has_a_value_in_every_field() -> None:
    """A field that nothing sets here would not be changed above: set it in FULL."""
    given = {step for path, _ in variants(WHOLE) for step in path if isinstance(step, tuple)}
    kinds = {kind for kind, _ in given}
    missing = {
        (kind.__name__, name)
        for kind in kinds
        for name in (tuple(each.name for each in fields(kind)) if is_dataclass(kind) else kind._fields)
        if name not in ("location", "include") and (kind, name) not in given
    }
    assert not missing


def test_places_never_count() -> None:
    moved = worlds.organization(full(), names=("elsewhere.yaml",))
    [card] = moved.scorecards
    assert told(WHOLE, replace(moved, scorecards=(replace(card, notes=(("x", "quick"),)),))) == []


@pytest.mark.parametrize("section", ["outcomes", "objectives", "metrics", "departments", "customers", "goals"])
def test_a_new_field_is_compared_without_being_listed(section: str) -> None:
    """As if somebody had just added a field to the model."""
    key, entry = next(iter(getattr(WHOLE, section).items()))
    newer = make_dataclass("Newer", [("color", str, field(default="red"))], bases=(type(entry),), frozen=True)
    values = {each.name: getattr(entry, each.name) for each in fields(entry)}

    def having(color: str | None) -> Organization:
        entries: Any = {**getattr(WHOLE, section), key: newer(**values, color=color)}
        return replace(WHOLE, **{section: entries})

    assert told(having("red"), having("blue")) == [f"{key}: color was red, is blue"]
    assert told(having("none"), having(None)) == [f'{key}: color was "none", is none']


def test_a_new_field_of_the_organization_and_of_records_is_compared() -> None:
    newer = make_dataclass("Newer", [("motto", str, field(default="a"))], bases=(Organization,), frozen=True)
    values = {each.name: getattr(WHOLE, each.name) for each in fields(WHOLE)}
    assert told(newer(**values), newer(**values, motto="b")) == ["organization: motto was a, is b"]
    [decision] = WHOLE.decisions
    other = make_dataclass("Other", [("vote", int, field(default=1))], bases=(model.Decision,), frozen=True)
    said = {each.name: getattr(decision, each.name) for each in fields(decision)}
    before, after = (replace(WHOLE, decisions=(other(**said, vote=vote),)) for vote in (1, 2))
    assert told(before, after) == ["decision between d.o and d.p over x: vote was 1, is 2"]


Edit = tuple[tuple[str | int, ...], Any, str]

EDITS: list[Edit] = [
    (("organization", "name"), "Two", "organization: name was One, is Two"),
    (("organization", "currency"), "USD", "organization: currency was EUR, is USD"),
    (("organization", "period"), "2026", "organization: period was 2026-H2, is 2026"),
    (("goals", "g", "name"), "Win", "g: name was Grow, is Win"),
    (("goals", "g", "importance"), 5, "g: importance was 4, is 5"),
    (
        ("departments", "d", "objectives", "o", "relies_on", "r", "how"),
        "partly",
        "r (strongly by Eve on 2026-08-03), is d.q (slightly), r (partly by Eve on 2026-08-03)",
    ),
    (("departments", "d", "objectives", "o", "relies_on", "r", "by"), "Flo", "by Flo on 2026-08-03"),
    (("departments", "d", "objectives", "o", "relies_on", "r", "date"), "2026-08-05", "by Eve on 2026-08-05"),
    (("departments", "d", "objectives", "o", "considered", "by"), "Flo", "is all drivers and outcomes by Flo on"),
    (("departments", "d", "objectives", "o", "considered", "all"), ["drivers"], "is all drivers by Eve"),
    (("departments", "d", "objectives", "o", "considered"), None, "by Eve on 2026-08-04, is nothing"),
    (("drivers", "r", "considered", "date"), "2026-08-06", "r: considered was all outcomes by Ida on 2026-08-02, is"),
    (("drivers", "r", "affects", "x", "by"), "Flo", "effect of r on x: by was Ida, is Flo"),
    (("claims", 0, "person"), "Lou", "person was Kim, is Lou"),
    (("departments", "d", "objectives", "o", "relies_on", "r", "because"), "it is so", 'because "it is so"'),
    (("departments", "d", "objectives", "t", "relies_on"), None, "d.t: relies_on was r (partly), is nothing"),
    (
        ("departments", "d", "objectives", "o", "mitigates", 0, "leaves"),
        "neutral",
        "d.o: mitigates was d.q to x (leaves slightly hurts), is d.q to x (leaves neutral)",
    ),
    (("departments", "d", "objectives", "o", "mitigates", 0, "from"), "p", "is d.p to x (leaves slightly hurts)"),
    (("departments", "d", "objectives", "o", "mitigates", 0, "to"), "y", "is d.q to y (leaves slightly hurts)"),
    (("departments", "d", "objectives", "o", "mitigates"), None, "(leaves slightly hurts), is nothing"),
    (("departments", "d", "objectives", "o", "must_hold"), False, "d.o: must_hold was yes, is no"),
    (("departments", "d", "objectives", "t", "cost"), 2.5, "d.t: cost was 4, is 2.5"),
    (
        ("departments", "d", "objectives", "o", "guardrails", 2, "binding"),
        False,
        "x (m between 1 and 9, binding), x (n between 3 and any), y (n between any and 9)",
    ),
    (("settings", "through_objective"), 1, "settings: through_objective was 0.4, is 1"),
    (("customers", "all", "name"), "All", "all: name was Everybody, is All"),
    (("customers", "all", "kind"), "internal", "all: kind was external, is internal"),
    (("customers", "desk", "department"), "top", "desk: department was d, is top"),
    (("customers", "all", "priorities"), ["y", "x"], "all: priorities was x, y, is y, x"),
    (("journey",), ["use", "sign"], "organization: journey was sign, use, is use, sign"),
    (("outcomes", "x", "name"), "Pace", "x: name was Speed, is Pace"),
    (("outcomes", "x", "customer"), "desk", "x: customer was all, is desk"),
    (("outcomes", "x", "importance"), 5, "x: importance was 4, is 5"),
    (("outcomes", "x", "stage"), "use", "x: stage was sign, is use"),
    (("outcomes", "x", "metric"), "n", "x: metric was m, is n"),
    (("outcomes", "x", "at_stake"), 2500.5, "x: at_stake was 1000, is 2500.5"),
    (("outcomes", "x", "affects", "y"), "hurts", "effect of x on y was helps (+0.67), is hurts (-0.67)"),
    (("drivers", "r", "name"), "Hours", "r: name was Time, is Hours"),
    (("drivers", "r", "metric"), "m", "r: metric was n, is m"),
    (("metrics", "m", "unit"), "hours", "m: unit was days, is hours"),
    (("metrics", "m", "better"), "higher", "m: better was lower, is higher"),
    (("resources", "crew", "unit"), "days", "crew: unit was hours, is days"),
    (("resources", "crew", "name"), "Team", "crew: name was Crew, is Team"),
    (("resources", "fleet", "capacity"), 8, "fleet: capacity was 7, is 8"),
    (("departments", "d", "lead"), "Cy", "d: lead was Bob, is Cy"),
    (("departments", "d", "part_of"), None, "d: part_of was top, is nothing"),
    (("departments", "d", "name"), "Do", "d: name was Delivery, is Do"),
    (("departments", "d", "objectives", "o", "name"), "Fast", "d.o: name was Faster, is Fast"),
    (("departments", "d", "objectives", "o", "owner"), None, "d.o: owner was Eve, is nobody"),
    (("departments", "d", "objectives", "o", "period"), "2026", "d.o: period was 2026-Q3, is 2026"),
    (("departments", "d", "objectives", "o", "status"), "done", "d.o: status was proposed, is done"),
    (("departments", "d", "objectives", "o", "priority"), 1, "d.o: priority was 4, is 1"),
    (
        ("departments", "d", "objectives", "o", "target", "metric"),
        "n",
        "target was m from 55 to 30, is n from 55 to 30",
    ),
    (("departments", "d", "objectives", "o", "target", "from"), 60, "target was m from 55 to 30, is m from 60 to 30"),
    (("departments", "d", "objectives", "o", "target", "to"), 31, "target was m from 55 to 30, is m from 55 to 31"),
    (("departments", "d", "objectives", "o", "progress", "value"), 31, "d.o: progress was 40, is 31"),
    (
        ("departments", "d", "objectives", "o", "progress", "date"),
        "2026-08-02",
        "d.o: progress was value 40.0, date 2026-08-01, is value 40.0, date 2026-08-02",
    ),
    (("departments", "d", "objectives", "o", "supports"), ["h"], "d.o: supports was g, is h"),
    (("departments", "d", "objectives", "o", "needs", "crew"), 70, "d.o: needs was 60 crew, is 70 crew"),
    (("departments", "d", "objectives", "o", "depends_on"), ["s"], "d.o: depends_on was d.p, is d.s"),
    (("departments", "d", "objectives", "o", "alternative_to"), [], "d.o: alternative_to was d.q, is none"),
    (("departments", "d", "objectives", "o", "agreed_with"), ["team"], "d.o: agreed_with was all, team, is team"),
    (("departments", "d", "objectives", "o", "agreed_with", "all", "date"), "2026-07-02", "d.o: "),
    (("departments", "d", "objectives", "o", "agreed_with", "all", "target"), 31, "d.o: "),
    (("departments", "d", "objectives", "o", "guardrails"), [{"protects": "x"}], "d.o: guardrails was "),
    (("departments", "d", "objectives", "o", "guardrails", 0, "protects"), "y", "d.o: guardrails was "),
    (("departments", "d", "objectives", "o", "guardrails", 0, "at_least"), 4, "d.o: guardrails was "),
    (("departments", "d", "objectives", "o", "guardrails", 1, "at_most"), 8, "d.o: guardrails was "),
    (("departments", "d", "objectives", "o", "guardrails", 2, "between"), [1, 8], "d.o: guardrails was "),
    (
        ("departments", "d", "objectives", "o", "affects", "r", "because"),
        "hurry",
        "effect of d.o on r: because was haste, is hurry",
    ),
    (
        ("departments", "d", "objectives", "o", "affects", "r", "confidence"),
        "high",
        "effect of d.o on r: confidence was low, is high",
    ),
    (
        ("departments", "d", "objectives", "o", "affects", "r", "evidence"),
        None,
        "effect of d.o on r: evidence was a log, is none",
    ),
    (
        ("departments", "d", "objectives", "o", "affects", "r", "starts_at"),
        49,
        "effect of d.o on r: starts_at was 50, is 49",
    ),
    (
        ("departments", "d", "objectives", "o", "affects", "r", "full_at"),
        21,
        "effect of d.o on r: full_at was 20, is 21",
    ),
    (("departments", "d", "objectives", "o", "affects", "y", "weight"), -0.6, "effect of d.o on y was "),
    (("claims", 0, "effect"), "helps", "effect of d.o on x, as all claims was hurts (-0.50), is helps (+0.50)"),
    (("claims", 0, "by"), "desk", "gone effect of d.o on x, as all claims: hurts (-0.50)"),
    (("claims", 0, "from"), "d.p", "new effect of d.p on x, as all claims: hurts (-0.50)"),
    (("claims", 0, "to"), "y", "new effect of d.o on y, as all claims: hurts (-0.50)"),
    (("decisions", 0, "between"), ["d.o", "d.q"], "new decision between d.o and d.q over x: accepted at 30"),
    (("decisions", 0, "over"), "y", "new decision between d.o and d.p over y: accepted at 30"),
    (("decisions", 0, "decision"), "guarded", "decision between d.o and d.p over x was accepted at 30"),
    (("decisions", 0, "by"), "Bob", "decision between d.o and d.p over x: by was Ada, is Bob"),
    (("decisions", 0, "reason"), "no", "decision between d.o and d.p over x: reason was it pays, is no"),
    (("decisions", 0, "until"), "2027-01-01", "is accepted at 30 until 2027-01-01"),
    (("decisions", 0, "tension"), 31, "is accepted at 31 until 2026-12-31"),
    (("scorecards", 0, "customer"), "desk", "new rating of x by desk in 2026-Q3: 8"),
    (("scorecards", 0, "period"), "2026-Q4", "gone rating of y by all in 2026-Q3: 6"),
    (("scorecards", 0, "ratings", "x"), 7, "rating of x by all in 2026-Q3 was 8, is 7"),
    (("settings", "max_links"), 6, "settings: max_links was 5, is 6"),
    (("settings", "min_chain"), 0.05, "settings: min_chain was 0.04, is 0.05"),
    (("settings", "min_tension"), 12, "settings: min_tension was 11, is 12"),
    (("settings", "max_findings"), 901, "settings: max_findings was 900, is 901"),
    (("settings", "rules", "GC201"), "off", "settings: rules.GC201 was minor, is off"),
    (("settings", "rules", "GC202"), "off", "settings: rules.GC202 was none, is off"),
    *(
        (("settings", "costs", name), value + 0.5, f"settings: costs.{name} was {value:g}, is {value + 0.5:g}")
        for name, value in yaml.safe_load(FULL)["settings"]["costs"].items()
    ),
    (("departments", "d", "objectives"), {}, "d.o is gone"),
]

FORMS = (
    form.OrganizationHeaderSchema,
    form.GoalSchema,
    form.CustomerSchema,
    form.OutcomeSchema,
    form.DriverSchema,
    form.MetricSchema,
    form.ResourceSchema,
    form.TargetSchema,
    form.RelianceSchema,
    form.ConsideredSchema,
    form.MitigationSchema,
    form.GuardrailSchema,
    form.ProgressSchema,
    form.ObjectiveSchema,
    form.DepartmentSchema,
    form.StrengthSchema,
    form.ClaimSchema,
    form.DecisionSchema,
    form.ScorecardSchema,
    form.CostsSchema,
    form.SettingsSchema,
    form.DocumentSchema,
)


def edited(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    raw = full()
    if path == ("departments", "d", "objectives"):
        raw = {**raw, "claims": [], "decisions": []}
    if path == ("customers", "all", "kind"):
        raw["customers"]["all"]["department"] = "d"
    holder: Any = raw
    for step in path[:-1]:
        holder = holder[step]
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return raw


@pytest.mark.parametrize(("path", "value", "line"), EDITS, ids=["/".join(map(str, path)) for path, *_ in EDITS])
def test_every_field_of_the_files_that_is_changed_is_told(path: tuple[str | int, ...], value: Any, line: str) -> None:
    raw = full()
    lines = told(worlds.organization(raw), worlds.organization(edited(path, value)))
    assert any(line in each for each in lines), lines


def test_every_field_of_the_files_is_among_those_changed() -> None:
    """A new field of the format needs an edit above that changes it."""
    changed = {step for path, *_ in EDITS for step in path}
    names = {each.alias or name for kind in FORMS for name, each in kind.model_fields.items()}
    assert names - changed == {"version", "include"}


LEFT = "outcomes: {o: {importance: 5, at_stake: 100}, p: {}}\njourney: [a, b]\ndepartments:\n"
PULL = "  one: {lead: Ada, objectives: {x: {affects: {o: hurts}}}}\n  two: {objectives: {y: {affects: {o: helps}}}}\n"


def test_what_explains_nothing_is_told_by_diff_check_and_whatif(
    goalcheck: Command, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    repository = GitRepository(tmp_path)
    repository.start({"org.yaml": LEFT + PULL})
    repository.write("org.yaml", (LEFT + PULL).replace("at_stake: 100", "at_stake: 200").replace("Ada", "Bob"))
    wanted = ["o: at_stake was 100, is 200", "one: lead was Ada, is Bob"]
    diff = goalcheck("diff", "main:org.yaml", "org.yaml")
    assert diff.out.startswith("Nothing is new, worse, better or gone; ")
    assert [line[2:].rsplit(" ", 1)[0] for line in diff.out.partition("OTHERWISE\n")[2].splitlines()] == wanted
    check = goalcheck("check", "org.yaml", "--since", "main", "--fail-on", "never")
    assert [line.rsplit(" ", 1)[0] for line in check.err.splitlines()[:-1]] == [
        f"goalcheck: declared otherwise: {line}" for line in wanted
    ]
    whatif = goalcheck("whatif", "org.yaml", "--agree", "one.x:two")
    assert "- one.x: agreed_with was none, is two" in whatif.out


def test_check_bounds_what_it_tells(goalcheck: Command, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    repository = GitRepository(tmp_path)
    text = "goals: {" + ", ".join(f"g{number}: {{name: A}}" for number in range(40)) + "}\n"
    repository.start({"org.yaml": text})
    repository.write("org.yaml", text.replace("name: A", "name: B"))
    lines = goalcheck("check", "org.yaml", "--since", "main", "--fail-on", "never").err.splitlines()
    assert len(lines) == 25 + 1 + 1
    assert lines[25].startswith("goalcheck: declared otherwise: 15 more")


def because(before: str, after: str) -> dict[tuple[str, str], list[str]]:
    """The causes of what fares otherwise, by drift and what a conflict is about, or the code of a finding."""
    one, other = (worlds.organization(yaml.safe_load(text)) for text in (before, after))
    old, new = (analyze(each, today=date(2026, 10, 5)) for each in (one, other))
    found = explained(compare(old, new), old, today=date(2026, 10, 5))
    causes = {
        (
            each.drift.value,
            each.conflict.about if isinstance(each, ConflictComparison) else each.finding.code,
        ): each.because
        for each in found.each
    }
    return {key: [why.text for why in because] for key, because in causes.items() if key[0] != "unchanged"}


@pytest.mark.parametrize(
    ("old", "new", "told_of", "causes"),
    [
        ("[sign, use]", "[sign]", ("gone", "GC209"), ["organization: journey was sign, use, is sign"]),
        ("stage: sign", "stage: use", ("gone", "GC209"), None),
        ("min_tension: 11", "min_tension: 99", ("gone", "two.b"), ["settings: min_tension was 11, is 99"]),
        ("confidence: high", "confidence: low", ("better", "x"), [
            "effect of one.a on x was strongly hurts (-1.00), is strongly hurts (-0.50)",
            "effect of one.a on x: confidence was high, is low",
        ]),
        ("starts_at: 9, full_at: 5", "starts_at: 4, full_at: 3", ("gone", "two.b"), None),
    ],
    ids=["journey", "stage", "setting", "confidence", "starts"],
)  # fmt: skip
def test_a_field_is_named_as_a_cause_where_it_is_one(
    old: str, new: str, told_of: tuple[str, str], causes: list[str] | None
) -> None:
    text = """
        journey: [sign, use]
        metrics: {m: {name: A}}
        outcomes: {x: {importance: 5, stage: sign}}
        departments:
          one: {lead: Ada, objectives: {a: {affects: {x: {effect: strongly hurts, confidence: high}}}}}
          two:
            objectives:
              b: {affects: {x: helps}}
              c: {target: {metric: m, from: 9, to: 5}, affects: {b: {effect: hurts, starts_at: 9, full_at: 5}}}
        settings: {min_tension: 11, max_links: 5}
        """
    assert old in text
    # What stands beside it, and is no cause: a lead, a name, another setting.
    after = text.replace(old, new).replace("Ada", "Bob").replace("name: A", "name: B").replace("links: 5", "links: 4")
    found = because(text, after)
    assert told_of in found, found
    told_causes = found[told_of]
    assert told_causes
    assert not any(word in each for each in told_causes for word in ("lead", "name", "max_links"))
    if causes is not None:
        assert told_causes == causes


def test_departments_that_change_places_are_compared_without_a_circle(write: Write, goalcheck: Command) -> None:
    """Each of the two changes undone alone would make a department part of itself."""
    text = """
        outcomes: {o: {importance: 5}}
        departments:
          a: {objectives: {x: {affects: {o: hurts}}}}
          b: {part_of: a, objectives: {y: {affects: {o: helps}}}}
        """
    other = text.replace("a: {obj", "a: {part_of: b, obj").replace("b: {part_of: a, ", "b: {")
    before, after = write(text, "one.yaml"), write(other, "other.yaml")
    done = goalcheck("diff", before, after)
    assert done.status == 0
    assert "a: part_of was nothing, is b" in done.out


def test_what_is_said_twice_is_compared_one_by_one() -> None:
    raw = full()
    claim = {"from": "d.p", "to": "x", "effect": "hurts", "by": "all", "person": "Kim"}
    twice = {**raw, "claims": [claim, {**claim, "because": "again", "person": "Lou"}]}
    before = worlds.organization(twice)
    other = deepcopy(twice)
    other["claims"][0]["effect"] = "helps"
    assert told(before, worlds.organization(other)) != []
    assert told(before, worlds.organization({**raw, "claims": twice["claims"][::-1]})) == []
    once = told(before, worlds.organization({**raw, "claims": twice["claims"][:1]}))
    assert once == ["gone effect of d.p on x, as all claims: hurts (-0.67)"]


def test_many_that_say_the_same_are_compared_in_proportion() -> None:
    [claim, *_] = WHOLE.claims
    many = replace(WHOLE, claims=(claim,) * 20_000)
    with not_for_ever(20):
        lines = told(many, replace(many, claims=many.claims[1:]))
    assert lines == ["gone effect of d.o on x, as all claims: hurts (-0.50)"]
