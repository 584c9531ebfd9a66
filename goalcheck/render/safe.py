"""Makes text from files safe for an output; nothing else may put raw text into one."""

from __future__ import annotations

import unicodedata

MAX_CHARACTERS = 300
"""Longer texts are cut in what people read on a screen; JSON keeps them whole."""

_JOINERS = "\u200c\u200d"
"""Format characters that scripts and emoji need; all others (bidi controls, tags, marks) can deceive a reader."""


def for_terminal(text: str) -> str:
    """One line without control, format and surrogate characters: what a terminal shows is what is there.

    Line breaks and tabs become spaces, everything else that is not printable its code point (<U+001B>).
    """
    if len(text) > MAX_CHARACTERS:
        text = text[: MAX_CHARACTERS - 1] + "…"
    if text.isprintable():
        return text
    return "".join(map(_visible, " ".join(text.split("\n"))))


def _visible(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character in "\t\r" or unicodedata.category(character) == "Zs":
        return " "
    return f"<U+{ord(character):04X}>"
