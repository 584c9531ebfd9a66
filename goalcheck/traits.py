"""The traits of a rule: all that it says about itself, so that nothing else has to know the rule.

Knows no rule, no graph and no output.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from goalcheck.messages import Template
from goalcheck.messages.english import AGAINST


class Family(StrEnum):
    """The families of rules; a finding that is no conflict counts by itself or is evidence of one."""

    CONFLICT = "conflict"
    COVERAGE = "coverage"
    AGREEMENT = "agreement"
    EVIDENCE = "evidence"
    DECISION = "decision"


class Basis(StrEnum):
    """The facts that a finding rests on: they tell when it ends, and what can be asked of it."""

    DECLARATION = "declaration"
    """What is declared, or is missing."""

    OPPOSITION = "opposition"
    """The pushes of two objectives on an outcome, one of which helps and one of which hurts."""

    HARM = "harm"
    """The push of one objective on another."""

    SELF_DEFEAT = "self-defeat"
    """Both pushes of one objective on an outcome."""

    LOOP = "loop"
    """A circle of arrows, and a push on it."""

    TARGETS = "targets"
    """The targets of two objectives for one metric."""

    RESOURCE = "resource"
    """The demand for a resource in a period."""

    DEPENDENCY = "dependency"
    """The dependency of one objective on another."""

    DEPENDENCY_CIRCLE = "dependency circle"
    """Dependencies that lead back to where they started."""


class ConflictKind(StrEnum):
    """The kinds of conflicts: an outcome that somebody protects, one that nobody protects, an objective."""

    CONTESTED = "contested"
    UNPROTECTED = "unprotected"
    UNDERMINED = "undermined"


class Telling(StrEnum):
    """Where a finding is told, and whether it counts."""

    BY_ITSELF = "by itself"
    IN_CONFLICT = "in its conflict"
    """A conflict tells it and counts in its place; where there is no such conflict it counts by itself."""

    ONLY_IN_CONFLICT = "only in its conflict"
    """The same; but where what it is about is in no conflict it is minor and does not count."""


PUSHES = frozenset({Basis.OPPOSITION, Basis.HARM, Basis.SELF_DEFEAT})
"""Findings on these stand or fall with the strengths of pushes alone."""

TWO_SIDED = frozenset({Basis.OPPOSITION, Basis.HARM})
"""Findings on these tell of the pull between two objectives: several about the same two are one conflict."""

ENDED_BY_MERGER = frozenset({Basis.HARM, Basis.TARGETS})
"""Findings on these end when their two objectives become one; an opposed pair would then defeat itself."""

OUTLIVING = frozenset({Basis.RESOURCE, Basis.DEPENDENCY})
"""Findings on these may stand when one of their objectives is dropped or merged."""


class RuleTraits(NamedTuple):
    """A rule as its findings carry it.

    Attributes:
        told_under: the family under which reports tell its findings, where that is another one than its own.
        is_story: whether a finding tells of a customer who is not happy, and is read at length beside the conflicts.
        changes: the kinds of changes to its objectives that can answer a finding; empty where none can.
        changes_between: the kinds of changes to the objectives on its chains that can.
        telling: whether a conflict tells its findings.
        conflict: the kind of conflicts that have its code.
        tells_unserved: whether a finding says that nobody works for an outcome.
        relation: the word between the objectives of a finding: against, undermines, waits for.
        roles: what the two ends of a finding with a direction do: hurts, is hurt.
    """

    code: str
    name: str
    family: Family
    basis: Basis = Basis.DECLARATION
    told_under: Family | None = None
    is_story: bool = False
    changes: frozenset[str] = frozenset()
    changes_between: frozenset[str] = frozenset()
    telling: Telling = Telling.BY_ITSELF
    conflict: ConflictKind | None = None
    tells_unserved: bool = False
    relation: Template = AGAINST
    roles: tuple[Template, Template] | None = None

    @property
    def section(self) -> Family:
        """The family under which reports tell its findings."""
        return self.told_under or self.family
