"""The published schema and the program agree on what is right and what is wrong, but for what no schema can say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CASES, EXAMPLES, ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pressure_worlds import pressure_worlds
from strategies import dense_organizations, organizations
from test_oracle import Core
from worlds import Raw, Schema, as_yaml, without_tables

from goalcheck.files import Problems, Source, parse
from goalcheck.model.building.organization import build_organization
from goalcheck.rules import rule_names
from goalcheck.schemas import organization_schema

SCHEMA = Schema(organization_schema())

OF_CHANGES = EXAMPLES / "northline-changes.yaml"
EXAMPLE_FILES = {*EXAMPLES.rglob("*.yaml")} - {OF_CHANGES}
VALID = sorted([*EXAMPLE_FILES, *CASES.glob("*.yaml"), *(ROOT / "goalcheck").rglob("*.yaml")])


def data(text: str) -> Any:
    """What an editor hands to the schema: plain values, by the YAML 1.2 core schema."""
    return yaml.load(text, Loader=Core)  # noqa: S506 - a safe loader


def problems(text: str) -> list[str]:
    """What the program has against a document on its own."""
    found = Problems()
    document = parse(Source("org.yaml", text), found)
    if document is not None:
        build_organization(without_tables([document], found), found, rule_names=rule_names())
    return [problem.message for problem in found]


# What is right


@pytest.mark.parametrize("path", VALID, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_of_ours_fits(path: Path) -> None:
    assert SCHEMA.violations(data(path.read_text("utf-8"))) == []


def test_there_are_files_of_ours() -> None:
    assert len(VALID) > 30


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(organizations(), dense_organizations(), pressure_worlds()))
def test_every_organization_fits(raw: Raw) -> None:
    assert SCHEMA.violations(raw) == []
    assert problems(as_yaml(raw)) == []


RIGHT = [
    "{version: 1}",
    "{version: 1.0}",
    "organization: null",
    "organization: {name: X, period: null, currency: null}",
    *(
        f"organization: {{name: X, period: {period}}}"
        for period in (1000, 2026, 9999, "2026", "2026-H2", "2026-Q4", "2026-12", "{from: 2026-07-01, to: 2026-07-01}")
    ),
    "outcomes: {0-a_b: {name: null, customer: null, stage: null, metric: null, at_stake: null, importance: 5}}",
    "outcomes: {a: {at_stake: 0}}",
    *(f"outcomes: {{a: {{}}, b: {{affects: {{a: {effect}}}}}}}" for effect in ("helps", "neutral", 3, 0, -3)),
    *(
        f"outcomes: {{a: {{}}, b: {{affects: {{a: {{{effect}}}}}}}}}"
        for effect in (
            "effect: hurts",
            "effect: -2",
            "weight: -1",
            "weight: 0.123",
            "weight: 1, effect: null",
            "effect: hurts, weight: null, because: null, evidence: null, starts_at: null, full_at: null",
            "effect: hurts, confidence: low, because: B, evidence: E",
        )
    ),
    "customers: {c: {}}",
    "customers: {c: {kind: external, department: null}}",
    "customers: {c: {kind: internal, department: d}}\ndepartments: {d: {}}",
    *(f"resources: {{r: {{capacity: {capacity}}}}}" for capacity in (5, 0.5, "null", "{}", "{2026: 5, 2027-Q3: 0}")),
    "metrics: {m: {better: null, unit: null}}",
    *(
        f"metrics: {{m: {{}}}}\ndepartments: {{d: {{objectives: {{o: {{target: {{metric: m, {target}}}}}}}}}}}"
        for target in ("from: 1, to: 2", "at_least: 1", "at_most: -1.5", "between: [1, 1]", "from: null, at_least: 1")
    ),
    "departments: {d: {objectives: {o: {target: null, progress: null, period: null, owner: null}}}}",
    "departments: {d: {objectives: {o: {agreed_with: [team, d]}}}}",
    *(
        f"outcomes: {{x: {{}}}}\nmetrics: {{m: {{}}}}\n"
        f"departments: {{d: {{objectives: {{o: {{guardrails: [{{protects: x{guardrail}}}]}}}}}}}}"
        for guardrail in ("", ", metric: m, at_least: 1", ", metric: m, between: [1, 2]", ", metric: null")
    ),
    "departments: {d: {objectives: {o: {}, q: {}}}}\nclaims: [{from: d.o, to: d.q, weight: 1}]",
    "departments: {d: {objectives: {o: {}}}}\n"
    "decisions: [{between: [d.o], decision: resolved, by: B, reason: R, until: 2026-12-31, tension: 100}]",
    "departments: {d: {objectives: {o: {}}}}\n"
    "decisions: [{between: [d.o], over: GC206, decision: resolved, by: B, reason: R, until: 2026-12-31}]",
    "customers: {c: {}}\noutcomes: {x: {}}\nscorecards: [{customer: c, period: 2026, ratings: {x: 9.5}}]",
    "settings: {max_links: 12, min_chain: 1, min_tension: 0, max_findings: 1000000, rules: {}}",
    "settings: {rules: {GC101: off, GC503: severe, inward-objective: minor}}",
    "settings: {through_objective: 0}",
    "settings: {through_objective: 1}",
    "goals: {g: {importance: 1}}",
    *(
        f"outcomes: {{x: {{}}}}\nmetrics: {{m: {{}}}}\ndepartments: {{d: {{objectives: {{o: {entry}, q: {{}}}}}}}}"
        for entry in (
            "{relies_on: []}",
            "{relies_on: {}}",
            "{relies_on: [x, q]}",
            "{relies_on: {x: strongly, d.q: partly, q: slightly}}",
            "{relies_on: {x: {}, q: {how: slightly, because: null}}}",
            "{mitigates: []}",
            "{mitigates: [{from: q, to: x, leaves: neutral}, {from: d.q, to: o, leaves: -3, because: B}]}",
            "{guardrails: [{protects: x, binding: true}, {protects: x, metric: m, at_least: 1, binding: false}]}",
            "{must_hold: true}",
            "{status: option}",
            "{status: option, cost: 0.5}",
            "{status: option, cost: null}",
            "{cost: null}",
        )
    ),
    "outcomes: {x: {}}\ndepartments: {d: {objectives: {o: {}, q: {}}}}\n"
    "decisions: [{between: [d.o], over: d.q, decision: resolved, by: B, reason: R, until: 2026-12-31}]",
    "journey: []",
    "claims: []",
]


@pytest.mark.parametrize("text", RIGHT)
def test_both_accept(text: str) -> None:
    assert problems(text) == []
    assert SCHEMA.violations(data(text)) == []


# What is wrong, and what a schema can say


def effect(text: str) -> str:
    return f"outcomes: {{a: {{}}, b: {{affects: {{a: {text}}}}}}}"


def objective(text: str) -> str:
    return f"outcomes: {{x: {{}}}}\nmetrics: {{m: {{}}}}\ndepartments: {{d: {{objectives: {{o: {text}, q: {{}}}}}}}}"


def decision(text: str) -> str:
    return objective("{}") + f"\ndecisions: [{{{text}}}]"


def scorecard(text: str) -> str:
    return f"customers: {{c: {{}}}}\noutcomes: {{x: {{}}}}\nscorecards: [{{{text}}}]"


WRONG = {
    "fields": [
        "title: X",
        "outcome: {}",
        "outcomes: {a: {title: X}}",
        "organization: {}",
        "organization: {name: X, periods: 2026}",
        "organization: {name: X, period: {from: 2026-07-01}}",
        "organization: {name: X, period: {from: 2026-07-01, to: 2026-12-31, until: 2027-12-31}}",
        effect("{effect: hurts, strength: 3}"),
        objective("{target: {from: 1, to: 2}}"),
        objective("{progress: {date: 2026-02-03}}"),
        objective("{guardrails: [{}]}"),
        objective("{relies_on: {x: {why: B}}}"),
        objective("{mitigates: [{from: q, to: x}]}"),
        objective("{mitigates: [{from: q, leaves: neutral}]}"),
        objective("{mitigates: [{to: x, leaves: neutral}]}"),
        objective("{mitigates: [{from: q, to: x, leaves: neutral, effect: hurts}]}"),
        objective("{}") + "\nclaims: [{to: x, effect: hurts}]",
        objective("{}") + "\nclaims: [{from: d.o, effect: hurts}]",
        decision("between: [d.o], decision: accepted, by: B, reason: R"),
        decision("between: [d.o], decision: accepted, reason: R, until: 2026-12-31"),
        decision("between: [d.o], by: B, reason: R, until: 2026-12-31"),
        scorecard("customer: c, period: 2026"),
        scorecard("period: 2026, ratings: {}"),
        "settings: {max_link: 3}",
    ],
    "types": [
        "version: true",
        'version: "1"',
        "version: [1]",
        "organization: Northline",
        "organization: {name: 5}",
        "organization: {name: true}",
        "organization: {name: X, period: true}",
        "organization: {name: X, period: [2026]}",
        "outcomes: []",
        "outcomes: text",
        "outcomes: {a: []}",
        "outcomes: {a: text}",
        "outcomes: {a: {importance: true}}",
        'outcomes: {a: {importance: "3"}}',
        "outcomes: {a: {importance: 2.5}}",
        "outcomes: {a: {at_stake: true}}",
        'outcomes: {a: {at_stake: "5"}}',
        effect("true"),
        effect("[hurts]"),
        effect("{effect: true}"),
        effect("{effect: [hurts]}"),
        effect("{weight: true}"),
        effect('{weight: "0.5"}'),
        effect("{effect: hurts, because: 5}"),
        "resources: {r: {capacity: []}}",
        "resources: {r: {capacity: all}}",
        "resources: {r: {capacity: {2026: all}}}",
        objective("{target: 30}"),
        objective("{target: {metric: m, between: 3}}"),
        objective("{agreed_with: team}"),
        objective("{supports: {}}"),
        objective("{needs: []}"),
        objective("{relies_on: x}"),
        objective("{relies_on: [[x]]}"),
        objective("{relies_on: [{x: partly}]}"),
        objective("{relies_on: {x: 3}}"),
        objective("{relies_on: {x: [partly]}}"),
        objective("{mitigates: {from: q, to: x, leaves: neutral}}"),
        objective("{mitigates: [{from: q, to: x, leaves: false}]}"),
        objective("{must_hold: yes}"),
        objective("{must_hold: 1}"),
        objective("{guardrails: [{protects: x, binding: yes}]}"),
        objective("{status: option, cost: true}"),
        objective('{status: option, cost: "3"}'),
        "goals: {g: {importance: true}}",
        "claims: {}",
        "journey: sign",
        "journey: [1]",
        "include: a.yaml",
        "include: [5]",
        "settings: []",
        "settings: {rules: [GC101]}",
        "settings: {rules: {GC101: false}}",
    ],
    "nulls": [
        "version: null",
        "outcomes: null",
        "outcomes: {a: null}",
        "outcomes: {a: {importance: null}}",
        "outcomes: {a: {affects: null}}",
        effect("null"),
        effect("{effect: null}"),
        effect("{effect: hurts, confidence: null}"),
        "customers: {c: {kind: null}}",
        "customers: {c: {kind: internal, department: null}}",
        "resources: {r: {capacity: {2026: null}}}",
        "departments: {d: {objectives: null}}",
        "departments: {d: {objectives: {o: null}}}",
        objective("{status: null}"),
        objective("{priority: null}"),
        objective("{target: {metric: m, from: 1, to: null}}"),
        objective("{affects: null}"),
        objective("{relies_on: null}"),
        objective("{relies_on: {x: null}}"),
        objective("{relies_on: {x: {how: null}}}"),
        objective("{mitigates: null}"),
        objective("{mitigates: [{from: q, to: x, leaves: null}]}"),
        objective("{must_hold: null}"),
        "claims: null",
        "claims: [null]",
        scorecard("customer: c, period: null, ratings: {}"),
        "settings: null",
        "settings: {rules: null}",
        "settings: {max_links: null}",
        "include: null",
    ],
    "ranges": [
        "version: 2",
        "version: 0",
        "organization: {name: X, period: 999}",
        "organization: {name: X, period: 10000}",
        "outcomes: {a: {importance: 0}}",
        "outcomes: {a: {importance: 6}}",
        "outcomes: {a: {at_stake: -1}}",
        "outcomes: {a: {at_stake: 1e16}}",
        "outcomes: {a: {at_stake: .inf}}",
        effect("4"),
        effect("-4"),
        effect("{effect: 4}"),
        effect("{weight: 1.1}"),
        effect("{weight: -.inf}"),
        "resources: {r: {capacity: -1}}",
        objective("{priority: 6}"),
        objective("{status: option, cost: 0}"),
        objective("{status: option, cost: -1}"),
        objective("{status: option, cost: 1001}"),
        objective("{mitigates: [{from: q, to: x, leaves: -4}]}"),
        objective("{mitigates: [{from: q, to: x, leaves: -0.5}]}"),
        "goals: {g: {importance: 0}}",
        "goals: {g: {importance: 6}}",
        "settings: {through_objective: 1.01}",
        "settings: {through_objective: -0.1}",
        objective("{target: {metric: m, at_least: 2e15}}"),
        objective("{target: {metric: m, between: [1]}}"),
        objective("{target: {metric: m, between: [1, 2, 3]}}"),
        decision("between: [], decision: accepted, by: B, reason: R, until: 2026-12-31"),
        decision("between: [d.o], decision: accepted, by: B, reason: R, until: 2026-12-31, tension: 101"),
        decision("between: [d.o], over: GC20, decision: accepted, by: B, reason: R, until: 2026-12-31"),
        scorecard("customer: c, period: 2026, ratings: {x: 11}"),
        "settings: {max_links: 0}",
        "settings: {max_links: 13}",
        "settings: {min_chain: 1.1}",
        "settings: {min_tension: -1}",
        "settings: {max_findings: 0}",
    ],
    "words": [
        effect("Hurts"),
        effect("badly hurts"),
        effect("{effect: hurt}"),
        effect("{effect: hurts, confidence: sure}"),
        "customers: {c: {kind: friend}}",
        "metrics: {m: {better: more}}",
        objective("{status: started}"),
        objective("{relies_on: {x: very}}"),
        objective("{relies_on: {x: {how: helps}}}"),
        objective("{mitigates: [{from: q, to: x, leaves: helps}]}"),
        objective("{mitigates: [{from: q, to: x, leaves: 1}]}"),
        decision("between: [d.o], decision: ok, by: B, reason: R, until: 2026-12-31"),
        "settings: {rules: {GC101: awful}}",
        "settings: {rules: {GC999: off}}",
        "settings: {rules: {gc101: off}}",
    ],
    "texts": [
        'organization: {name: ""}',
        "organization: {name: X, period: 2026-H3}",
        "organization: {name: X, period: 2026-13}",
        'organization: {name: X, period: "26"}',
        'organization: {name: X, period: {from: "2026-7-1", to: "2026-12-31"}}',
        effect('{effect: hurts, because: ""}'),
        "resources: {r: {capacity: {soon: 5}}}",
        "resources: {r: {capacity: {2026-Q5: 5}}}",
        decision('between: [d.o], decision: accepted, by: B, reason: "", until: 2026-12-31'),
        decision("between: [d.o], decision: accepted, by: B, reason: R, until: next year"),
        'include: [""]',
    ],
    "ids": [
        "outcomes: {A: {}}",
        "outcomes: {-a: {}}",
        "outcomes: {a b: {}}",
        "outcomes: {a.b: {}}",
        "outcomes: {ä: {}}",
        "departments: {d: {objectives: {o.p: {}}}}",
        "outcomes: {a: {}, b: {affects: {d.o.p: helps}}}",
        "journey: [Sign]",
    ],
    "both or neither": [
        effect("{}"),
        effect("{because: B}"),
        effect("{effect: hurts, weight: 0.5}"),
        effect("{effect: hurts, starts_at: 3}"),
        effect("{effect: hurts, full_at: 3}"),
        effect("{effect: hurts, starts_at: 3, full_at: null}"),
        "customers: {c: {kind: internal}}",
        "customers: {c: {department: d}}\ndepartments: {d: {}}",
        "customers: {c: {kind: external, department: d}}\ndepartments: {d: {}}",
        objective("{target: {metric: m}}"),
        objective("{target: {metric: m, from: 1}}"),
        objective("{target: {metric: m, to: 1}}"),
        objective("{target: {metric: m, from: 1, to: 2, at_least: 3}}"),
        objective("{target: {metric: m, at_least: 1, at_most: 3}}"),
        objective("{target: {metric: m, from: 1, at_most: 3}}"),
        objective("{cost: 3}"),
        objective("{status: committed, cost: 3}"),
        objective("{status: proposed, cost: 3}"),
        objective("{guardrails: [{protects: x, metric: m, binding: true}]}"),
        objective("{guardrails: [{protects: x, at_least: 3}]}"),
        objective("{guardrails: [{protects: x, metric: m}]}"),
        objective("{guardrails: [{protects: x, metric: m, at_least: 1, at_most: 3}]}"),
        objective("{}") + "\nclaims: [{from: d.o, to: x}]",
        objective("{}") + "\nclaims: [{from: d.o, to: x, effect: hurts, weight: 1}]",
    ],
}


@pytest.mark.parametrize("text", [text for texts in WRONG.values() for text in texts])
def test_both_reject(text: str) -> None:
    assert problems(text)
    assert SCHEMA.violations(data(text))


# What is wrong and no schema can say; `$comment` in the schema tells its readers.

BEYOND = {
    "references": [
        "outcomes: {a: {customer: nobody}}",
        "outcomes: {a: {stage: sign}}",
        "outcomes: {a: {metric: m}}",
        "outcomes: {a: {affects: {b: helps}}}",
        "departments: {d: {part_of: e}}",
        objective("{supports: [g]}"),
        objective("{depends_on: [p]}"),
        objective("{needs: {r: 5}}"),
        objective("{agreed_with: [nobody]}"),
        objective("{alternative_to: [e.o]}"),
        objective("{relies_on: [p]}"),
        objective("{relies_on: {d.p: partly}}"),
        objective("{mitigates: [{from: p, to: x, leaves: neutral}]}"),
        objective("{mitigates: [{from: q, to: y, leaves: neutral}]}"),
        decision("between: [d.o], over: d.p, decision: accepted, by: B, reason: R, until: 2026-12-31"),
        objective("{}") + "\nclaims: [{from: x, to: d.o, effect: hurts}]",
        objective("{}") + "\nclaims: [{from: d.o, to: x, effect: hurts, by: nobody}]",
        decision("between: [o], decision: accepted, by: B, reason: R, until: 2026-12-31"),
        decision("between: [d.o], over: GC999, decision: accepted, by: B, reason: R, until: 2026-12-31"),
        "customers: {c: {priorities: [x]}}",
    ],
    "duplicates": [
        "journey: [sign, sign]",
        "outcomes: {a: {}}\ndrivers: {a: {}}",
    ],
    "dates": [
        'organization: {name: X, period: "0000"}',
        "organization: {name: X, period: {from: 2026-02-29, to: 2026-12-31}}",
        objective("{progress: {value: 3, date: 2026-13-01}}"),
        decision("between: [d.o], decision: accepted, by: B, reason: R, until: 2026-12-32"),
        'resources: {r: {capacity: {"0000-Q1": 5}}}',
    ],
    "overlaps": [
        "resources: {r: {capacity: {2026: 5, 2026-Q3: 0}}}",
    ],
    "order of ranges": [
        "organization: {name: X, period: {from: 2026-12-31, to: 2026-07-01}}",
        objective("{target: {metric: m, between: [2, 1]}}"),
        objective("{guardrails: [{protects: x, metric: m, between: [2, 1]}]}"),
        objective("{target: {metric: m, at_most: 3}, affects: {x: {effect: hurts, starts_at: 3, full_at: 3}}}"),
    ],
    "circles": [
        "departments: {a: {part_of: b}, b: {part_of: a}}",
        "departments: {a: {part_of: a}}",
    ],
    "effects on itself": [
        "outcomes: {a: {affects: {a: helps}}}",
        objective("{affects: {o: helps}}"),
        objective("{affects: {d.o: helps}}"),
        objective("{depends_on: [o]}"),
        objective("{alternative_to: [d.o]}"),
        objective("{relies_on: [o]}"),
        objective("{relies_on: {d.o: partly}}"),
        objective("{mitigates: [{from: o, to: x, leaves: neutral}]}"),
        objective("{mitigates: [{from: x, to: x, leaves: neutral}]}"),
        objective("{}") + "\nclaims: [{from: d.o, to: d.o, effect: hurts}]",
    ],
    "a start without a target": [
        effect("{effect: hurts, starts_at: 3, full_at: 4}"),
        objective("{affects: {x: {effect: hurts, starts_at: 3, full_at: 4}}}"),
    ],
    "numbers that JSON does not tell apart, or does not have": [
        "outcomes: {a: {importance: 3.0}}",
        "organization: {name: X, period: 2026.0}",
        effect("2.0"),
        effect("{effect: 2.0}"),
        objective("{mitigates: [{from: q, to: x, leaves: -2.0}]}"),
        objective("{status: option, cost: .nan}"),
        "goals: {g: {importance: 3.0}}",
        "settings: {through_objective: .nan}",
        "settings: {max_links: 4.0}",
        "settings: {max_findings: 1e3}",
        "outcomes: {a: {at_stake: .nan}}",
        effect("{weight: .nan}"),
        "settings: {min_chain: .nan}",
        "settings: {min_tension: .nan}",
        scorecard("customer: c, period: 2026, ratings: {x: .nan}"),
    ],
}


@pytest.mark.parametrize("text", [text for texts in BEYOND.values() for text in texts])
def test_only_the_program_rejects(text: str) -> None:
    assert problems(text)
    assert SCHEMA.violations(data(text)) == []


def test_the_schema_says_what_it_cannot_say() -> None:
    for words in ("references", "declared once", "days that exist", "ranges in order", "affects itself", "a tree"):
        assert words in SCHEMA.data["$comment"]


# For editors


def test_every_mapping_is_closed() -> None:
    def objects(node: Any) -> list[Raw]:
        if isinstance(node, dict):
            own = [node] if node.get("type") == "object" else []
            return own + [inner for value in node.values() for inner in objects(value)]
        return [inner for item in node for inner in objects(item)] if isinstance(node, list) else []

    assert len(objects(SCHEMA.data)) > 20
    for each in objects(SCHEMA.data):
        assert each["additionalProperties"] is False or "propertyNames" in each


def test_rules_are_completed_by_code_and_by_name() -> None:
    assert set(SCHEMA.data["$defs"]["Settings"]["properties"]["rules"]["propertyNames"]["enum"]) == {
        *rule_names().codes,
        *rule_names().names,
    }


def test_every_section_is_described() -> None:
    for name, definition in SCHEMA.data["$defs"].items():
        assert definition["description"], name
