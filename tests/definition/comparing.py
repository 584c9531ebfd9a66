"""One organization: what goalcheck's JSON report says, and where the definition says otherwise."""

from __future__ import annotations

import json
from typing import Any

from complete_oracle import Reasons, complete, differences
from worlds import TODAY, Raw, report

from goalcheck.render.json import render_report

OF_A_FINDING = (
    *("code", "name", "level", "tension", "status", "guarded", "objectives", "departments", "decider", "at_stake"),
)


def deviations(raw: Raw) -> list[str]:
    """Where the report and the definition differ; empty if they agree."""
    data = json.loads(render_report(report(raw)))
    read = complete(raw, TODAY, _reasons(data))
    for each in (read, data):
        each["findings"].sort(key=_key)
        each["influence"].sort(key=lambda entry: entry["node"])
    said = {**data, "findings": [_comparable(each) for each in data["findings"]]}
    return differences(read, {name: said[name] for name in read}) + _unordered(data) + _unfounded(data)


def _comparable(finding: Raw) -> Raw:
    decision = finding["decision"]
    return {
        **{name: finding[name] for name in OF_A_FINDING},
        "outcomes": [{"id": each["id"], "tension": each["tension"]} for each in finding["outcomes"]],
        "decision": {name: decision[name] for name in ("decision", "by", "reason", "until")} if decision else None,
        "way": (finding["by"], finding["of"]) if "by" in finding else None,
    }


def _key(finding: Raw) -> str:
    """The same of a finding as it was read and as it is reported."""
    way = finding.get("way") or ((finding["by"], finding["of"]) if "by" in finding else None)
    outcomes = sorted(each["id"] for each in finding["outcomes"])
    level = finding["level"] if finding["code"] != "GC101" else None
    return repr((finding["code"], finding["objectives"], outcomes, finding["departments"], way, level))


def _reasons(data: Raw) -> Reasons:
    return {
        tuple(each["departments"]): (tuple(each["objectives"]), tuple(outcome["id"] for outcome in each["outcomes"]))
        for each in data["findings"]
        if each["code"] == "GC210"
    }


def _unordered(data: Raw) -> list[str]:
    prints = [each["fingerprint"] for each in data["findings"]]
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
