"""Words and figures that the format does not have: the message says the one that is meant."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Command, Write

from goalcheck.changes.file_format import NAMING
from goalcheck.model.figures import figure_advice
from goalcheck.model.schema import DocumentSchema
from goalcheck.model.synonyms import FIELDS, VALUES, meant_field, meant_value

OBJECTIVE = "departments: {{d: {{objectives: {{o: {{{}}}}}}}}}"


def parts_of(schema: Any) -> list[dict[str, Any]]:
    """Every mapping in a JSON Schema."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    found = [part for each in inner for part in parts_of(each)]
    return [schema, *found] if isinstance(schema, dict) else found


PARTS = parts_of(DocumentSchema.model_json_schema())
LEGAL_FIELDS = {field for part in PARTS for field in part.get("properties", {})} | set(NAMING)
LEGAL_VALUES = {value for part in PARTS for value in part.get("enum", ())} | {"never"}


def test_every_synonym_stands_for_what_the_format_has() -> None:
    assert {field for fields in FIELDS.values() for field in fields} <= LEGAL_FIELDS
    assert {value for values in VALUES.values() for value in values} <= LEGAL_VALUES


@pytest.mark.parametrize("table", [FIELDS, VALUES])
def test_every_synonym_is_written_as_it_is_looked_up(table: dict[str, tuple[str, ...]]) -> None:
    assert all(synonym == synonym.strip().lower() and "_" not in synonym for synonym in table)
    assert all(synonym not in words and len(set(words)) == len(words) for synonym, words in table.items())


@pytest.mark.parametrize(
    ("organization", "field", "meant"),
    [
        (OBJECTIVE.format("due: 2026-H2"), "due", "period"),
        (OBJECTIVE.format("deadline: 2026-12-31"), "deadline", "period"),
        (OBJECTIVE.format("end: 2026-12-31"), "end", "period"),
        (OBJECTIVE.format("By-When: 2026-12-31"), "By-When", "period"),
        (OBJECTIVE.format("deps: [d.p]"), "deps", "depends_on"),
        (OBJECTIVE.format("importance: 4"), "importance", "priority"),
        (OBJECTIVE.format("Owner: Ada"), "Owner", "owner"),
        (OBJECTIVE.format("period: {start: 2026-01-01, to: 2026-02-01}"), "start", "from"),
        (OBJECTIVE.format("period: {from: 2026-01-01, end: 2026-02-01}"), "end", "to"),
        ("outcomes: {o: {priority: 4}}", "priority", "importance"),
        ("outcomes: {o: {kpi: m}}", "kpi", "metric"),
        ("kpis: {m: {}}", "kpis", "metrics"),
        ("teams: {d: {}}", "teams", "departments"),
        ("drivers: {a: {affects: {b: {effect: helps, why: x}}}, b: {}}", "why", "because"),
        ("drivers: {a: {affects: {b: {effect: helps, reason: x}}}, b: {}}", "reason", "because"),
        ("decisions: [{between: [d.o], decision: accepted, by: A, why: x, until: 2026-12-31}]", "why", "reason"),
        ("decisions: [{between: [d.o], decision: accepted, by: A, reason: x, due: 2026-12-31}]", "due", "until"),
    ],
)
def test_the_field_that_is_meant(goalcheck: Command, write: Write, organization: str, field: str, meant: str) -> None:
    done = goalcheck("analyze", write(organization))
    assert (done.status, done.out) == (2, "")
    assert f"unknown field '{field}'; did you mean '{meant}'?\n" in done.err
    assert f"  expected: {meant}\n" in done.err
    assert "missing" not in done.err


@pytest.mark.parametrize(
    ("organization", "found", "meant"),
    [
        ("settings: {rules: {GC101: high}}", "GC101: found 'high'", "severe"),
        ("settings: {rules: {GC101: critical}}", "GC101: found 'critical'", "severe"),
        ("settings: {rules: {GC101: MEDIUM}}", "GC101: found 'MEDIUM'", "serious"),
        ("settings: {rules: {GC101: low}}", "GC101: found 'low'", "minor"),
        ("settings: {rules: {GC101: false}}", "GC101: found the truth value false", "off"),
        (OBJECTIVE.format("status: in progress"), "status: found 'in progress'", "committed"),
        (OBJECTIVE.format("status: In-Progress"), "status: found 'In-Progress'", "committed"),
        (OBJECTIVE.format("status: active"), "status: found 'active'", "committed"),
        (OBJECTIVE.format("status: completed"), "status: found 'completed'", "done"),
        ("drivers: {a: {affects: {b: {effect: helps, confidence: certain}}}, b: {}}", "found 'certain'", "high"),
        ("drivers: {a: {affects: {b: {effect: helps, confidence: moderate}}}, b: {}}", "found 'moderate'", "medium"),
        ("drivers: {a: {affects: {b: positive}}, b: {}}", "b: found 'positive'", "helps"),
        ("drivers: {a: {affects: {b: '--'}}, b: {}}", "b: found '--'", "hurts"),
        ("customers: {c: {kind: b2b}}", "kind: found 'b2b'", "external"),
        ("customers: {c: {kind: team}}", "kind: found 'team'", "internal"),
        ("metrics: {m: {better: down}}", "better: found 'down'", "lower"),
        ("metrics: {m: {better: high}}", "better: found 'high'", "higher"),
        (
            "decisions: [{between: [d.o], decision: approved, by: A, reason: x, until: 2026-12-31}]",
            "decision: found 'approved'",
            "accepted",
        ),
    ],
)
def test_the_word_that_is_meant(goalcheck: Command, write: Write, organization: str, found: str, meant: str) -> None:
    done = goalcheck("analyze", write(organization))
    assert (done.status, done.out) == (2, "")
    assert f"{found}; did you mean '{meant}'?\n" in done.err


def test_a_synonym_of_a_missing_field_is_one_problem(goalcheck: Command, write: Write) -> None:
    done = goalcheck("analyze", write("metrics: {m: {}}\n" + OBJECTIVE.format("target: {kpi: m, from: 1, to: 2}")))
    assert "unknown field 'kpi'; did you mean 'metric'?" in done.err
    assert "1 problem found" in done.err


def test_a_kind_of_change_that_is_called_otherwise(goalcheck: Command, write: Write) -> None:
    organization, changes = write(OBJECTIVE.format("")), write("changes: [{postpone: d.o, to: 2027}]", "changes.yaml")
    done = goalcheck("whatif", organization, "--with", changes)
    assert "no kind of change is named; did you mean 'defer'?" in done.err


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("15%", "write 15 (no '%')"),
        ("38k", "write 38000 (in full)"),
        ("1.5M", "write 1500000 (in full)"),
        ("2,5 bn", "write 2500000000 (a point before the decimals, in full)"),
        ("1,200", "write 1200 (no separators between thousands)"),
        ("1,234,567.80", "write 1234567.8 (no separators between thousands)"),
        ("1.200,5", "write 1200.5 (no separators between thousands)"),
        ("1 200", "write 1200 (no separators between thousands)"),
        ("1'200", "write 1200 (no separators between thousands)"),
        ("1_200", "write 1200 (no separators between thousands)"),
        ("0,5", "write 0.5 (a point before the decimals)"),
        ("-3,25", "write -3.25 (a point before the decimals)"),
        ("30 days", "write 30 (no 'days')"),
        ("$500", "write 500 (no '$')"),
        ("€38k", "write 38000 (in full, no '€')"),
        ("007", None),
        ("twelve", None),
        ("2026-H2", None),
        ("1" * 200, None),
        ("", None),
    ],
)
def test_how_a_figure_is_written(goalcheck: Command, write: Write, written: str, advice: str | None) -> None:
    assert figure_advice(written) == advice
    target = "target: {metric: m, from: 5, to: '" + written.replace("'", "''") + "'}"
    err = goalcheck("analyze", write("metrics: {m: {}}\n" + OBJECTIVE.format(target))).err
    assert f"  expected: a number; {advice}\n" in err if advice else "; write" not in err


def test_a_part_and_a_quantity_are_written_in_their_own_way(goalcheck: Command, write: Write) -> None:
    assert figure_advice("60%", part=True) == "write 0.6 (a part of 1)"
    assert figure_advice("5 %", part=True) == "write 0.05 (a part of 1)"
    assert figure_advice("0.5%", part=True) == "write 0.005 (a part of 1)"
    assert figure_advice("1,200 hours", with_unit=True) == "write 1200 hours (no separators between thousands)"
    assert figure_advice("1200 hours", with_unit=True) is None
    err = goalcheck("analyze", write("resources: {r: {}}\n" + OBJECTIVE.format("needs: {r: 6.1k hours}"))).err
    assert "expected: a number, alone or with the unit of the resource (6100 hours)\n" in err


def test_a_comma_that_ends_a_value_in_braces_is_seen(goalcheck: Command, write: Write) -> None:
    target = "target: {metric: m, from: 1,234,500, to: 1,200}"
    err = goalcheck("analyze", write("metrics: {m: {}}\n" + OBJECTIVE.format(target))).err
    assert "unknown field '234'\n" in err
    assert "expected: from: 1234500 (no separators between thousands)\n" in err
    assert "expected: to: 1200 (no separators between thousands)\n" in err


@pytest.mark.parametrize("ratings", ["- {file: ratings.csv}", "- file: ratings.csv\n  - file: more.csv"])
def test_a_file_of_ratings_in_a_list(goalcheck: Command, write: Write, ratings: str) -> None:
    err = goalcheck("analyze", write(f"scorecards:\n  {ratings}\n")).err
    assert "the file of ratings stands in a list\n" in err
    assert "expected: scorecards: {file: NAME}, without '- '" in err
    assert "missing" not in err
    assert "unknown" not in err


def test_texts_of_any_length_and_kind_are_looked_up() -> None:
    assert meant_field("x" * 10**6, ["period"]) is None
    assert meant_value("", ["high"]) is None
    assert meant_value("  HIGH ", ["high"]) == "high"
