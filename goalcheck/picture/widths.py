"""Estimates the width of text without a font, on the safe side, and breaks lines to fit.

The widths are those of DejaVu Sans, the widest of the common sans serif fonts, in steps of a twentieth of the font's
size and rounded up: what fits by this table fits in Arial, Helvetica, Segoe UI, Roboto and San Francisco too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_CLASSES = {
    0.30: "'IJijl",
    0.35: " ,./:;\\|",
    0.40: "()-[]ft",
    0.45: "!r",
    0.50: '"*_`',
    0.55: "?csz",
    0.60: "FLkvxy",
    0.65: "0123456789$EPSTYabdeghnopqu{}",
    0.70: "ABCKRVXZ",
    0.75: "NU",
    0.80: "&DGHOQ",
    0.85: "#+<=>^w~",
    0.90: "M",
    1.00: "%@Wm",
}
_WIDTHS = {character: width for width, characters in _CLASSES.items() for character in characters}

_BOLD = 1.13
_WIDE = 1.0
"""Chinese, Japanese and Korean characters fill a square."""

_SYMBOL = 1.35
"""Emoji are drawn from fonts of their own, wider than a square."""

_UPPER, _LETTER, _OTHER = 0.9, 0.75, 0.95
"""Letters of other alphabets, and what is neither."""

_JOINER = "\u200d"
ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line, in the units of the font's size."""
    return sum(map(_of, text)) * size * (_BOLD if bold else 1.0)


def _of(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is None:
        known = _WIDTHS[character] = _guess(character)
    return known


def _guess(character: str) -> float:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if category == "So":
        return _SYMBOL
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _of(base)
    if category in ("Lu", "Lt"):
        return _UPPER
    return _LETTER if category[0] in "LN" else _OTHER


def wrap(text: str, size: float, *, most: float, lines: int, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines that are no wider than `most`, the last with an ellipsis where more follows.

    Lines break at spaces and between wide characters; a word that is wider than a line breaks wherever it must, never
    before a mark that belongs to the character before it. Cost: proportional to the text that is kept.
    """
    fitted: list[str] = []
    line = ""
    for piece in _pieces(text, size, most, bold=bold):
        if line and width((line + piece).rstrip(), size, bold=bold) > most:
            fitted.append(line.rstrip())
            line = piece.lstrip()
            if len(fitted) == lines:
                return (*fitted[:-1], _ended(fitted[-1], size, most, bold=bold))
        else:
            line = line + piece if line else piece.lstrip()
    return (*fitted, line.rstrip()) if line.strip() else tuple(fitted)


def _ended(line: str, size: float, most: float, *, bold: bool) -> str:
    """The line with an ellipsis, and without what has to give way for it."""
    kept = line
    while kept and width(kept + ELLIPSIS, size, bold=bold) > most:
        kept = kept[: _start_of_last(kept)].rstrip()
    return kept + ELLIPSIS


def _start_of_last(text: str) -> int:
    at = len(text) - 1
    while at > 0 and _belongs(text, at):
        at -= 1
    return at


def _pieces(text: str, size: float, most: float, *, bold: bool) -> Iterator[str]:
    """The pieces that may stand on a line of their own: words with their spaces, wide characters, parts of words."""
    start, taken = 0, 0.0
    scale = size * (_BOLD if bold else 1.0)
    for at, character in enumerate(text):
        step = _of(character) * scale
        if at > start and not _belongs(text, at) and (_may_break(text, at) or taken + step > most):
            yield text[start:at]
            start, taken = at, 0.0
        taken += step
    yield text[start:]


def _may_break(text: str, at: int) -> bool:
    """True if a line may end before the character at a position."""
    if text[at] == " ":
        return False
    return text[at - 1] == " " or (_is_wide(text[at - 1]) and _is_wide(text[at]))


def _is_wide(character: str) -> bool:
    return _of(character) == _WIDE and unicodedata.east_asian_width(character) in "WF"


def _belongs(text: str, at: int) -> bool:
    """True if the character at a position is part of the one before it."""
    return _of(text[at]) == 0 or text[at - 1] == _JOINER
