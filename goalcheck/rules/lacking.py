"""The finding of one objective that lacks something, as several rules have it: a target, an owner, a goal, consent.

Knows no rule.
"""

from __future__ import annotations

from goalcheck.findings import Finding, Level
from goalcheck.model import Objective
from goalcheck.rules.rule import Rule
from goalcheck.rules.study import Study


def lacking(study: Study, rule: Rule, objective: Objective, *, message: str, advice: str) -> Finding:
    """What a rule has to say of an objective alone, where the objective is declared."""
    return study.finding(
        rule.code,
        rule.name,
        level=rule.level or Level.MINOR,
        message=message,
        about=[objective.id],
        objectives=[objective.id],
        advice=[advice],
        locations=[objective.location],
    )
