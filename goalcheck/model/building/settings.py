"""Builds the settings, and checks the names of rules in them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from goalcheck import model
from goalcheck.files import MappingNode
from goalcheck.model import schema
from goalcheck.model.building.context import BuildContext
from goalcheck.model.suggestions import did_you_mean, nearest


def settings(context: BuildContext, rule_names: model.RuleNames) -> model.Settings:
    """The settings of all files together."""
    values: dict[str, Any] = {}
    for raw, document in context.parts:
        declared = document.settings.model_fields_set
        values |= {name: getattr(document.settings, name) for name in declared}
        if "rules" in declared:
            _check_rules(context, rule_names, raw.mapping("settings").mapping("rules"))
    rules = MappingProxyType(dict(sorted(values.pop("rules", {}).items())))
    costs = model.Costs(**values.pop("costs", schema.CostsSchema()).model_dump())
    return model.Settings(**values, rules=rules, costs=costs)


def _check_rules(context: BuildContext, rule_names: model.RuleNames, node: MappingNode) -> None:
    names = sorted(rule_names.names)
    for name, location in zip(node, node.key_locations(), strict=True):
        if not rule_names.holds(name) and not context.problems.skip():
            near = nearest(name, names)
            expected = near or "a rule's code or name; 'goalcheck rules' lists them"
            context.report(node, location, f"unknown rule '{name}'{did_you_mean(near)}", expected)
