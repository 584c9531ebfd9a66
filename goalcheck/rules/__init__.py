"""The rules: one file for each, found by looking into this folder.

A rule yields what it found, worst first; it does not print, load, render, sort or know another rule. To add one: a
file that holds its `RULE`, named like the rule, and its two examples in `examples/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from goalcheck.messages import Template, english
from goalcheck.model import RuleNames
from goalcheck.model.suggestions import nearest
from goalcheck.rule import Rule
from goalcheck.source import UnknownName

__all__ = ["RULES", "Examples", "Rule", "UnknownRule", "examples", "find_rule", "rule_names", "templates"]


def _modules() -> Iterator[object]:
    return (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))


def _discovered() -> tuple[Rule, ...]:
    found: list[Rule] = [vars(module)["RULE"] for module in _modules()]
    return tuple(sorted(found, key=lambda rule: rule.code))


RULES: tuple[Rule, ...] = _discovered()
"""All rules, by code."""


class UnknownRule(UnknownName):
    """There is no rule of that code or name."""


class Examples(NamedTuple):
    """Two small organizations: the rule fires on one and is silent on the other."""

    fires: str
    silent: str


@cache
def rule_names() -> RuleNames:
    """The codes and names of all rules, which settings and decisions may hold."""
    return RuleNames(frozenset(rule.code for rule in RULES), frozenset(rule.name for rule in RULES))


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
    from importlib.resources import files  # takes longer to import than all rules

    folder = files(__name__) / "examples"
    return Examples(*((folder / f"{rule.code}-{kind}.yaml").read_text("utf-8") for kind in ("fires", "silent")))


def templates() -> list[Template]:
    """The templates that the rules declare, each in its own file: their part of the catalogue."""
    shared = set(english.templates())
    found = (each for module in _modules() for each in vars(module).values() if isinstance(each, Template))
    return [each for each in found if each not in shared]
