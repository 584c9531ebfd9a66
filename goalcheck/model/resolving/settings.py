"""The settings, and the rules that they name."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from goalcheck import model
from goalcheck.files import MappingNode
from goalcheck.model import format as form
from goalcheck.model.near import did_you_mean, nearest
from goalcheck.model.resolving.desk import Desk


def settings(desk: Desk, rule_names: model.RuleNames) -> model.Settings:
    """The settings of all files together."""
    values: dict[str, Any] = {}
    for raw, document in desk.parts:
        declared = document.settings.model_fields_set
        values |= {name: getattr(document.settings, name) for name in declared}
        if "rules" in declared:
            _check_rules(desk, rule_names, raw.mapping("settings").mapping("rules"))
    rules = MappingProxyType(dict(sorted(values.pop("rules", {}).items())))
    costs = model.Costs(**values.pop("costs", form.Costs()).model_dump())
    return model.Settings(**values, rules=rules, costs=costs)


def _check_rules(desk: Desk, rule_names: model.RuleNames, node: MappingNode) -> None:
    names = sorted(rule_names.names)
    for name, location in zip(node, node.key_locations(), strict=True):
        if not rule_names.holds(name) and not desk.problems.skip():
            near = nearest(name, names)
            expected = near or "a rule's code or name; 'goalcheck rules' lists them"
            desk.report(node, location, f"unknown rule '{name}'{did_you_mean(near)}", expected)
