"""Names that are written from right to left, kept apart from the sentence around them.

A right-to-left name moves the figures and punctuation beside it. The characters FIRST STRONG ISOLATE and POP
DIRECTIONAL ISOLATE keep it apart (Unicode Standard Annex 9); `for_terminal` leaves neither in a user's text, so that
those here are ours alone. A page has elements in their place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from goalcheck.render.safe import MAX_SENTENCE, for_markdown, for_terminal, for_typst

if TYPE_CHECKING:
    from markupsafe import Markup

START, END = "\u2068", "\u2069"
_MARKS = str.maketrans("", "", START + END)


def isolated(text: str) -> str:
    """A user's own text, safe for a terminal, and isolated where it has a letter that is written right to left."""
    clean = for_terminal(text)
    right_to_left = any(unicodedata.bidirectional(each) in ("R", "AL") for each in clean)
    return f"{START}{clean}{END}" if right_to_left else clean


def without_marks(text: str) -> str:
    """A text for where no sentence is around it, or where nothing can isolate: an attribute, a picture."""
    return text.translate(_MARKS)


def on_page(text: str) -> Markup:
    """A text as HTML, with an element around each isolated part."""
    from markupsafe import Markup, escape

    marked = str(escape(text)).replace(START, "<bdi>").replace(END, "</bdi>")
    return Markup(marked)  # noqa: S704 - escaped, and the marks are ours


def in_markdown(text: str) -> str:
    """A sentence as Markdown; the marks stand as entities, so that nobody takes them for hidden."""
    return _between_marks(text, lambda part: for_markdown(part, most=MAX_SENTENCE), "&#8296;", "&#8297;")


def in_typst(text: str) -> str:
    """A text as typst gets it: data."""
    return _between_marks(text, for_typst, START, END)


def _between_marks(text: str, safe: Callable[[str], str], start: str, end: str) -> str:
    """A text whose parts are made safe, and whose marks are written anew."""
    if START not in text:
        return safe(without_marks(text))
    parts: list[str] = []
    for number, part in enumerate(text.split(START)):
        inside, ended, outside = part.partition(END)
        if number == 0 or not ended:
            parts.append(_kept(without_marks(part), safe))
        else:
            parts.append(f"{start}{_kept(inside, safe)}{end}{_kept(without_marks(outside), safe)}")
    return "".join(parts)


def _kept(part: str, safe: Callable[[str], str]) -> str:
    """A part with the spaces at its ends."""
    before, after = part[: len(part) - len(part.lstrip(" "))], part[len(part.rstrip(" ")) :]
    return f"{before}{safe(part.strip(' '))}{after}" if part.strip(" ") else part
