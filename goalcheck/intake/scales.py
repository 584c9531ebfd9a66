"""Scales of judgements: numbers, signs and words of a matrix as effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.draft import DraftEffect
from goalcheck.intake.number_style import CellFigure, figure_of
from goalcheck.intake.sheets import CannotImport, CellPlace, CellValue, folded, text_of
from goalcheck.model.schema import WORDS
from goalcheck.model.synonyms import meant_value

_BY_SCORE: Final = {score: word for word, score in WORDS.items()}
_BLANKS: Final = frozenset({"", ".", "x", "n/a", "na", "/", "\\", "–", "—", "diagonal"})
_SIGNS: Final = {
    "+": "helps",
    "++": "strongly helps",
    "+++": "strongly helps",
    "-": "hurts",
    "--": "strongly hurts",
    "---": "strongly hurts",
    "−": "hurts",
    "o": "hurts",
    "s": "helps",
    "same": "helps",
    "opposite": "hurts",
    "reinforces": "helps",
    "balances": "hurts",
}
_MINUS: Final = ("-", "−")
_PLUS: Final = frozenset({"+", "++", "+++", "--", "---"})

POTENTIAL: Final = "p"
"""What the MICMAC method writes for an influence that may come."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale.

    Attributes:
        most: the number that stands for the strongest effect.
        signs: True if effects are written as + and -; else a - alone is a blank.
    """

    most: float
    signs: bool = False

    def effect(self, cell: CellValue) -> DraftEffect | str | None:
        """The effect that a cell states, the reason why it states none, or None where the cell is blank."""
        text = text_of(cell)
        said = folded(text)
        if text.casefold() in _BLANKS or (text in _MINUS and not self.signs):
            return None
        word = word_of(cell)
        if word is not None:
            return DraftEffect("objective", "", word)
        if said == POTENTIAL:
            return DraftEffect("objective", "", "helps", "a potential influence", "low")
        found = figure_of(cell, ".")
        if not isinstance(found, CellFigure):
            return f"'{text_of(cell)[:40]}' is no judgement"
        if abs(found.value) > self.most:
            return f"{found.value:g} is beyond the scale, which ends at {self.most:g}"
        return DraftEffect("objective", "", strength(found.value / self.most))


def strength(weight: float) -> str | float:
    """A weight from -1 to 1 as a word where one says it exactly, else as a number."""
    steps = round(weight * 3, 6)
    return _BY_SCORE[int(steps)] if steps.is_integer() else round(weight, 4)


def word_of(cell: CellValue) -> str | None:
    """The word of the file format that a sign or a word means."""
    said = folded(text_of(cell)) if not text_of(cell).startswith(("-", "−")) else text_of(cell)
    if not isinstance(cell, str) or not said or said in _BLANKS:
        return None
    return _SIGNS.get(said) or meant_value(said, tuple(WORDS))


def is_judgement(cell: CellValue) -> bool:
    """True if a cell may judge an effect."""
    text = text_of(cell)
    said = folded(text)
    return (
        text.casefold() in _BLANKS
        or said == POTENTIAL
        or bool(word_of(cell))
        or isinstance(figure_of(cell, "."), CellFigure)
    )


def scale_of(cells: Sequence[CellValue], told: float | None, place: CellPlace, account: IntakeAccount) -> Scale:
    """The scale of a matrix or list; it is said where it cannot record harm.

    Args:
        told: the largest number, where the user has said it.

    Raises:
        CannotImport: the largest number that is used says nothing about the scale.
    """
    figures = [
        found.value for cell in cells if not word_of(cell) and isinstance(found := figure_of(cell, "."), CellFigure)
    ]
    words = [word for cell in cells if (word := word_of(cell))]
    most = max(map(abs, figures), default=0.0)
    harm = any(each < 0 for each in figures) or any("hurts" in word for word in words)
    if not harm:
        account.note("this method records no harm: nothing on its scale says that one thing hurts another", place)
    if told is None and most not in (0.0, 3.0):
        raise CannotImport(
            f"{place.file}: the largest number is {most:g}: say --scale {most:g} if it stands for the strongest "
            "effect, or --scale N for a scale that ends at N"
        )
    return Scale(told or 3.0, any(text_of(cell) in _PLUS for cell in cells))
