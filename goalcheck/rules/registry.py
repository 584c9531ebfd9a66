"""All rules in one tuple, found by code or name, and their examples."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files
from typing import NamedTuple

from goalcheck.rules import (
    harmed_outcome,
    inward_objective,
    opposed_objectives,
    self_defeating_objective,
    undermined_objective,
    unserved_outcome,
)
from goalcheck.rules.rule import Rule
from goalcheck.source import UnknownName

RULES: tuple[Rule, ...] = (
    opposed_objectives.RULE,
    undermined_objective.RULE,
    self_defeating_objective.RULE,
    inward_objective.RULE,
    unserved_outcome.RULE,
    harmed_outcome.RULE,
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
    near = get_close_matches(name.lower(), known, n=1) or get_close_matches(name.upper(), known, n=1)
    raise UnknownRule(
        f"there is no rule '{name}'" + (f"; did you mean {near[0]}?" if near else "; see goalcheck rules")
    )


def examples(rule: Rule) -> Examples:
    """The rule's two examples, as YAML."""
    folder = files("goalcheck.rules") / "examples"
    return Examples(*((folder / f"{rule.code}-{kind}.yaml").read_text("utf-8") for kind in ("fires", "silent")))
