"""What is listed of a rule where max_findings cuts it: the worst as the report sorts them, whatever the rule."""

from __future__ import annotations

import json

import pytest
from conftest import Write

from goalcheck import analyze, load

MANY = 6


def crowd(most: int) -> str:
    """An organization in which rules without a tension fire over many outcomes, later ones with more at stake."""
    outcomes = {
        f"{kind}-{number}": {"customer": "business", "at_stake": 1000 * number} if number else {"customer": "business"}
        for kind in ("alone", "harmed", "unhappy")
        for number in range(MANY)
    }
    objectives = {
        f"o{number}": {
            "affects": {f"harmed-{number}": "hurts", f"unhappy-{number}": "hurts"},
            "target": {"metric": "days", "from": 50, "to": 30},
            "progress": {"value": 30, "date": "2026-09-30"},
        }
        for number in range(MANY)
    }
    helping = {f"h{number}": {"affects": {f"unhappy-{number}": "helps"}} for number in range(MANY)}
    ratings = {f"unhappy-{number}": 3 + number / 4 for number in range(MANY)}
    return json.dumps(
        {
            "customers": {"business": {}},
            "metrics": {"days": {"better": "lower"}},
            "outcomes": outcomes,
            "departments": {"ops": {"objectives": objectives}, "sales": {"objectives": helping}},
            "scorecards": [{"customer": "business", "period": "2026-Q3", "ratings": ratings}],
            "settings": {"max_findings": most},
        }
    )


@pytest.mark.parametrize("code", ["GC202", "GC203", "GC301", "GC302", "GC401", "GC402"])
@pytest.mark.parametrize("most", [1, 3])
def test_the_dearest_are_kept(write: Write, code: str, most: int) -> None:
    everything = [each for each in analyze(load(write(crowd(1000)))).findings if each.code == code]
    cut = analyze(load(write(crowd(most))))
    kept = [each for each in cut.findings if each.code == code]
    assert len(everything) > most
    assert [each.at_stake for each in kept] == [each.at_stake for each in everything[:most]]
    assert [each.fingerprint for each in kept] == [each.fingerprint for each in everything[:most]]
    assert code in cut.truncated
