"""One organization: what goalcheck's JSON report says, and where the definition says otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from complete_oracle import Reasons, complete, differences, key_of
from worlds import TODAY, Raw, report

from goalcheck.render.json import render_report

OF_A_FINDING = (
    *("code", "name", "level", "tension", "status", "guarded", "objectives", "departments", "decider", "at_stake"),
)
OF_A_CAUSE = ("from", "to", "owner", "ends", "lowers", "share")
NOT_COMPARED = ("fingerprint", "advice", "locations")


def deviations(raw: Raw) -> list[str]:
    """Where the report and the definition differ; empty if they agree."""
    data = json.loads(render_report(report(raw)))
    read = complete(raw, TODAY, _reasons(data))
    said = {**data, **_comparable(data)}
    for each in (read, said):
        each["findings"].sort(key=key_of)
        each["influence"].sort(key=lambda entry: entry["node"])
    return differences(read, {name: said[name] for name in read}) + _unordered(data) + _unfounded(data)


def _comparable(data: Raw) -> Raw:
    """Conflicts, findings and root causes without what is not compared, fingerprints by what they stand for."""
    keys = {each["fingerprint"]: key_of(each) for each in data["findings"]}
    return {
        "conflicts": [_conflict(each, keys) for each in data["conflicts"]],
        "findings": [_finding(each) for each in data["findings"]],
        "root_causes": [{name: each[name] for name in OF_A_CAUSE} for each in data["root_causes"]],
    }


def _conflict(conflict: Raw, keys: Mapping[str, str]) -> Raw:
    rating = conflict["rating"]
    return {
        **{name: value for name, value in conflict.items() if name not in NOT_COMPARED},
        "rating": rating and {"value": rating["value"], "best": rating["best"]},
        "hurters": [_side(each) for each in conflict["hurters"]],
        "protectors": [_side(each) for each in conflict["protectors"]],
        "findings": sorted(keys.get(each, each) for each in conflict["findings"]),
    }


def _side(side: Raw) -> Raw:
    """A hurter or protector with the nodes of its chain."""
    return {**side, "chain": [side["objective"], *(link["to"] for link in side["chain"])]}


def _finding(finding: Raw) -> Raw:
    decision = finding["decision"]
    return {
        **{name: finding[name] for name in OF_A_FINDING},
        "outcomes": [{"id": each["id"], "tension": each["tension"]} for each in finding["outcomes"]],
        "decision": {name: decision[name] for name in ("decision", "by", "reason", "until")} if decision else None,
        "way": (finding["by"], finding["of"]) if "by" in finding else None,
    }


def _reasons(data: Raw) -> Reasons:
    return {
        tuple(each["departments"]): (tuple(each["objectives"]), tuple(outcome["id"] for outcome in each["outcomes"]))
        for each in data["findings"]
        if each["code"] == "GC210"
    }


def _unordered(data: Raw) -> list[str]:
    prints = [each["fingerprint"] for each in (*data["conflicts"], *data["findings"])]
    return [f"a fingerprint twice: {each}" for each in {*prints} if prints.count(each) > 1]


def _unfounded(data: Raw) -> list[str]:
    """Sides that are not as strong as their chains and as the pushes that the report lists."""
    pushes = {(each["objective"], each["node"]): each for each in data["pushes"]}
    wrong = []
    for finding in data["findings"]:
        for outcome in finding["outcomes"]:
            for side in outcome["sides"]:
                push: Any = pushes.get((side["objective"], outcome["id"]), {})
                strength = push.get("help" if side["sign"] > 0 else "harm")
                if strength != side["strength"] or side["chain"][-1]["to"] != outcome["id"]:
                    wrong.append(f"{finding['code']}: {side['objective']} on {outcome['id']}: {side['strength']}")
    return wrong
