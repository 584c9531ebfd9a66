"""The characters for which no font has a picture, so that a PDF shows boxes in their place.

Fonts differ from machine to machine, and typst says nothing of a box. But a PDF for archives (PDF/A) may hold none: so
the characters alone are set as one, and its refusal names each that no font has, by the very search for fonts that sets
the report.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence

MAX_CHARACTERS = 5_000
"""Characters that are looked for; the first ones of those that a report holds."""

MAX_LISTED = 6
"""Characters of one script that are shown."""

_REFUSED = re.compile(r"the text `\"(.+?)\"` could not be displayed")


def without_glyph(text: str, fonts: Sequence[str], *, only_own: bool) -> str:
    """The characters of a text that neither these fonts nor, unless only typst's own are used, any other has."""
    import typst

    wanted = _visible(text)[:MAX_CHARACTERS]
    if not wanted:
        return ""
    page = _page(wanted, fonts).encode()
    try:
        typst.Compiler(page, ignore_system_fonts=only_own).compile(format="pdf", pdf_standards="a-2u")
    except RuntimeError as error:
        refused = {match for match in _REFUSED.findall(getattr(error, "diagnostic", str(error))) if len(match) == 1}
        return "".join(each for each in wanted if each in refused)
    return ""


def in_words(characters: str) -> str:
    """The warning, with the number of characters and their scripts."""
    scripts: dict[str, list[str]] = {}
    for each in characters:
        scripts.setdefault(_script(each), []).append(each)
    told = "; ".join(f"{script} ({_some(found)})" for script, found in sorted(scripts.items()))
    number = f"{len(characters):,} character{'s' * (len(characters) > 1)}"
    return (
        f"no font here has {number}, for which the PDF shows boxes: {told}; install a font that has them, as Noto does"
    )


def _visible(text: str) -> str:
    """The different characters of a text that leave ink alone: no marks that combine, no spaces, no controls."""
    return "".join(sorted(each for each in set(text) if each > "\x7f" and unicodedata.category(each)[0] in "LNPS"))


def _page(characters: Iterable[str], fonts: Sequence[str]) -> str:
    """A page with each character in a paragraph of its own; they reach it as data."""
    said = ", ".join(json.dumps(each, ensure_ascii=False) for each in (*characters, ""))
    named = ", ".join(json.dumps(each) for each in fonts)
    return (
        f'#set document(title: "characters")\n#set text(font: ({named},), lang: "en")\n'
        f"#for each in ({said}) {{ text(each); parbreak() }}\n"
    )


def _script(character: str) -> str:
    """The script of a letter, as the first word of its name; anything else is a sign."""
    name = unicodedata.name(character, "")
    if unicodedata.category(character)[0] != "L" or not name:
        return "signs"
    first = name.split()[0]
    return "Chinese characters" if first == "CJK" else first.capitalize()


def _some(characters: Sequence[str]) -> str:
    more = ", ..." if len(characters) > MAX_LISTED else ""
    return ", ".join(characters[:MAX_LISTED]) + more
