"""Models (elements and arrows between them) on their way into a draft; the formats of models share this."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.aliases import IGNORE
from goalcheck.intake.draft import DraftClaim, DraftEffect, DraftNode, DraftObjective, IntakeDraft, Kind
from goalcheck.intake.sheets import CannotImport, CellPlace, folded, text_of

OBJECTIVE: Final = "objective"
OUTCOME: Final = "outcome"
DRIVER: Final = "driver"
GOAL: Final = "goal"

MAX_NODES: Final = 50_000


class ModelDraft:
    """The elements of one model by their ids there."""

    def __init__(
        self, file: str, draft: IntakeDraft, account: IntakeAccount, mapping: Mapping[str, str], department: str | None
    ) -> None:
        self._file = file
        self._draft = draft
        self._account = account
        self._mapping = mapping
        self._department = department or PurePath(file).stem
        self._nodes: dict[str, tuple[str, str]] = {}
        self._pairs: set[tuple[str, str]] = set()

    def kind(self, element_type: str, otherwise: str | None) -> str | None:
        """What elements of a type become, as the user or else the format says; None for nothing."""
        told = self._mapping.get(folded(element_type))
        self._account.mapped.add(folded(element_type))
        if told == IGNORE:
            return None
        return told if told in (OBJECTIVE, OUTCOME, DRIVER, GOAL) else otherwise

    def add(self, kind: str, own_id: str, name: str, *, department: str | None = None, comment: str = "") -> None:
        """Add an element; a second one of the same id is told."""
        if own_id in self._nodes:
            self.lose(f"the id of '{name}' is used twice in the model")
            return
        if len(self._nodes) >= MAX_NODES:
            raise CannotImport(f"{self._file} has more than {MAX_NODES:,} elements: import a part of it")
        name = text_of(name) or f"Unnamed {kind}"
        key = f"id {own_id}"
        if kind == GOAL:
            self._draft.goals[key] = name
        elif kind == OBJECTIVE:
            home = self._draft.department(department or self._department)
            objective = DraftObjective(key, home, name, self._file)
            if comment:
                objective.comments.append(comment)
            self._draft.objectives[key] = objective
        else:
            nodes = self._draft.outcomes if kind == OUTCOME else self._draft.drivers
            nodes[key] = DraftNode(key, name)
        self._nodes[own_id] = kind, key

    def has(self, own_id: str) -> bool:
        """True if an element was taken over."""
        return own_id in self._nodes

    def objective(self, own_id: str) -> DraftObjective | None:
        """The objective that an element became."""
        kind, key = self._nodes.get(own_id, ("", ""))
        return self._draft.objectives[key] if kind == OBJECTIVE else None

    def support(self, own_id: str, goal_id: str) -> bool:
        """Let an objective support a goal; False where the two are none."""
        objective = self.objective(own_id)
        kind, key = self._nodes.get(goal_id, ("", ""))
        if objective is None or kind != GOAL:
            return False
        objective.supports.append(key)
        return True

    def affect(
        self, origin: str, target: str, value: str | float, *, because: str = "", confidence: str | None = None
    ) -> bool:
        """Add an effect; False where an end was not taken over, or may have none."""
        start, end = self._nodes.get(origin), self._nodes.get(target)
        if start is None or end is None or GOAL in (start[0], end[0]) or start == end:
            return False
        kinds: dict[str, Kind] = {OBJECTIVE: "objective", OUTCOME: "outcome", DRIVER: "driver"}
        effect = DraftEffect(kinds[end[0]], end[1], value, because or None, confidence, place=self._file)
        if (origin, target) not in self._pairs:
            self._pairs.add((origin, target))
            self._effects(*start).append(effect)
        elif start[0] == OBJECTIVE:
            self._draft.claims.append(DraftClaim(start[1], effect))
        else:
            self.lose("a second arrow between the same two")
        return True

    def _effects(self, kind: str, key: str) -> list[DraftEffect]:
        if kind == OBJECTIVE:
            return self._draft.objectives[key].effects
        return (self._draft.outcomes if kind == OUTCOME else self._draft.drivers)[key].effects

    def lose(self, reason: str) -> None:
        """Something of the model is not taken over."""
        self._account.lose(reason, self.place)

    def note(self, decision: str) -> None:
        """Something was decided."""
        self._account.note(decision, self.place)

    @property
    def place(self) -> CellPlace:
        """The model as a place."""
        return CellPlace(self._file, None, 0)
