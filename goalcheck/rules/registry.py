"""All rules in one tuple, found by code or name, and their examples."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple

from goalcheck.model.suggestions import nearest
from goalcheck.rules import (
    customer_not_consulted,
    department_not_consulted,
    dependency_cycle,
    disputed_effect,
    empty_stage,
    expired_decision,
    goal_without_objective,
    green_but_unhappy,
    harmed_outcome,
    hostile_dependency,
    inward_objective,
    late_dependency,
    mismatched_targets,
    opposed_objectives,
    opposing_targets,
    outgrown_decision,
    overcommitted_resource,
    overlooked_priority,
    rosy_department,
    self_defeating_objective,
    stale_decision,
    team_not_consulted,
    uncoordinated_work,
    undermined_objective,
    unlinked_objective,
    unmeasured_objective,
    unowned_objective,
    unrated_outcome,
    unserved_outcome,
    vicious_circle,
)
from goalcheck.rules.rule import Rule
from goalcheck.source import UnknownName

RULES: tuple[Rule, ...] = (
    opposed_objectives.RULE,
    undermined_objective.RULE,
    self_defeating_objective.RULE,
    opposing_targets.RULE,
    mismatched_targets.RULE,
    overcommitted_resource.RULE,
    late_dependency.RULE,
    dependency_cycle.RULE,
    hostile_dependency.RULE,
    vicious_circle.RULE,
    inward_objective.RULE,
    unserved_outcome.RULE,
    harmed_outcome.RULE,
    unlinked_objective.RULE,
    unmeasured_objective.RULE,
    unowned_objective.RULE,
    goal_without_objective.RULE,
    rosy_department.RULE,
    empty_stage.RULE,
    uncoordinated_work.RULE,
    customer_not_consulted.RULE,
    department_not_consulted.RULE,
    team_not_consulted.RULE,
    disputed_effect.RULE,
    overlooked_priority.RULE,
    green_but_unhappy.RULE,
    unrated_outcome.RULE,
    expired_decision.RULE,
    stale_decision.RULE,
    outgrown_decision.RULE,
)


class UnknownRule(UnknownName):
    """There is no rule of that code or name."""


class Examples(NamedTuple):
    """Two small organizations: the rule fires on one and is silent on the other."""

    fires: str
    silent: str


def find_rule(name: str) -> Rule:
    """The rule with a code (in any case) or name.

    Raises:
        UnknownRule: there is none.
    """
    for rule in RULES:
        if name.upper() == rule.code or name.lower() == rule.name:
            return rule
    known = [text for rule in RULES for text in (rule.code, rule.name)]
    near = nearest(name.lower(), known) or nearest(name.upper(), known)
    raise UnknownRule(f"there is no rule '{name}'" + (f"; did you mean {near}?" if near else "; see goalcheck rules"))


def examples(rule: Rule) -> Examples:
    """The rule's two examples, as YAML."""
    folder = files("goalcheck.rules") / "examples"
    return Examples(*((folder / f"{rule.code}-{kind}.yaml").read_text("utf-8") for kind in ("fires", "silent")))
