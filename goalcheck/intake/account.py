"""The account of an import: what was taken for what, what was ignored, and what could not be read, with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from goalcheck.intake.columns import RecognisedTable
from goalcheck.intake.sheets import CellPlace


@dataclass(slots=True)
class IntakeAccount:
    """What an import has to say beside the organization.

    Attributes:
        sources: each file or sheet, with what its reader decided.
        tables: the tables, with their columns.
        losses: what was not taken over, by the reason, with the places.
        notes: what was decided or guessed, in words, with the places.
        questions: what only the user can decide.
        experimental: the formats of which no real file was at hand.
        mapped: the columns and types, folded, of which a mapping spoke.
    """

    sources: list[str] = field(default_factory=list)
    tables: list[RecognisedTable] = field(default_factory=list)
    losses: dict[str, list[CellPlace]] = field(default_factory=dict)
    notes: dict[str, list[CellPlace]] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    experimental: list[str] = field(default_factory=list)
    mapped: set[str] = field(default_factory=set)

    def lose(self, reason: str, place: CellPlace) -> None:
        """Something at a place is not taken over."""
        self.losses.setdefault(reason, []).append(place)

    def note(self, decision: str, *places: CellPlace) -> None:
        """Something was decided or guessed."""
        self.notes.setdefault(decision, []).extend(places)
