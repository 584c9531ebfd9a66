"""The settings: thresholds, rules set otherwise, and what moves cost; DESIGN's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class RuleNames(NamedTuple):
    """The rules that settings and decisions may name; the rules themselves stand above the model."""

    codes: frozenset[str]
    names: frozenset[str]

    def holds(self, name: str) -> bool:
        """True if a rule has this code or name."""
        return name in self.codes or name in self.names


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost of each kind of change, as a factor on the worth of its subject.

    Attributes:
        lost: of an outcome of importance 5 whose help is lost entirely.
        proposed: the worth of a proposal, as a part.
    """

    drop: float = 10
    defer: float = 5
    retarget: float = 6
    guardrail: float = 1
    bind: float = 2
    adopt: float = 5
    share: float = 4
    capacity: float = 10
    commit: float = 2
    lost: float = 20
    proposed: float = 0.5


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds of the analysis; DESIGN's defaults.

    Attributes:
        through_objective: the part of a chain that is left behind each objective that it runs through.
        rules: what the organization sets for a rule's code or name: `off`, or a level.
        costs: what the moves cost that a way out is made of.
    """

    max_links: int = 4
    min_chain: float = 0.05
    min_tension: float = 10
    through_objective: float = 0.5
    max_findings: int = 1000
    rules: Mapping[str, str] | None = None
    costs: Costs = Costs()

    def of_rule(self, code: str, name: str) -> str | None:
        """The setting of a rule, None if there is none; a setting by code goes before one by name."""
        rules = self.rules or {}
        return rules.get(code, rules.get(name))
