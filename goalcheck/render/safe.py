"""Makes text from files safe for an output, one function for each kind; nothing else may put raw text into one.

All start from `for_terminal`: one line in which every character can be seen. What each adds keeps a text from becoming
more than text where it is read: a command, a link, a mention, markup, a formula, a path that leads elsewhere.
"""

from __future__ import annotations

import os
import re
import unicodedata
from urllib.parse import quote

MAX_CHARACTERS = 300
"""Longer texts are cut in what people read on a screen; JSON keeps them whole."""

MAX_SENTENCE = 2_000
"""What is put together from several texts may be longer."""

_JOINERS = "\u200c\u200d"
"""Format characters that scripts and emoji need; all others (bidi controls, tags, marks) can deceive a reader."""

_BREAK = "\u200b"
"""Has no width and ends whatever stands before it; `for_terminal` leaves none of it in a text."""

_REFERENCE = re.compile(r'[@#!~%$&:\[](?=[\w"/\[])|\bwww(?=\.)|\bGH(?=-)', re.IGNORECASE)
"""What a forge turns into a mention, an issue, a label, an emoji or a link even where Markdown's own escapes stand."""

_BLOCK = re.compile(r"[-+#]|\d+(?=[.)](?:\s|$))")
"""What makes a list or a heading of the text after it."""

_MARKDOWN = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]~$"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", _BREAK: "&#8203;"}
)

_ICON = re.compile(r"fa\w?:(?=fa-)", re.IGNORECASE)
"""What makes an icon of the word after it, in Mermaid even where it is written with entities."""

_DOUBLE_COLON = re.compile(r":(?=:)")

_LONG_WORD = re.compile(r"\S{25,}")

_PIECE = re.compile(r"[^/._:-]{1,20}+[/._:-]?+(?!$)|[/._:-](?!$)")
"""A part of a long word, with what joins it to the next."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a formula starts, in the wide forms too that some spreadsheets take for the same."""


def for_terminal(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """One line without control, format and surrogate characters: what a terminal shows is what is there.

    Line breaks and tabs become spaces, everything else that is not printable its code point (<U+001B>). What a
    terminal shows may be a log: GitHub's runner takes `::` at the start of a line and `##[` anywhere in one for
    commands, on stderr too.

    Args:
        most: the characters that are kept; None keeps all.
    """
    return without_commands(_one_line(text, most))


def without_commands(line: str) -> str:
    """A line in which no runner finds a command."""
    if line.lstrip().startswith("::"):
        line = line.replace("::", ": :", 1)
    return line.replace("##[", "## [")


def _one_line(text: str, most: int | None) -> str:
    if most is not None and len(text) > most:
        text = text[: most - 1] + "…"
    if text.isprintable():
        return text
    return "".join(map(_visible, " ".join(text.split("\n"))))


def _visible(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character in "\t\r" or unicodedata.category(character) == "Zs":
        return " "
    return f"<U+{ord(character):04X}>"


def for_xml(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """One line of characters that XML 1.0 allows; whoever writes the XML escapes its markup."""
    return for_terminal(text, most=most)


def for_sarif_message(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """A line of a SARIF message, without links of the form [text](target) and without placeholders.

    SARIF 2.1.0, sections 3.11.5 and 3.11.6.
    """
    line = for_terminal(text, most=most).replace("](", "] (")
    return line.replace("{", "{{").replace("}", "}}")


def for_workflow_data(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """A line of the message of a GitHub workflow command.

    The runner decodes % and then sees lines again, so that no `::` is left in any.
    """
    line = for_terminal(text, most=most).replace("%", "%25")
    return _DOUBLE_COLON.sub(": ", line)


def for_workflow_property(text: str) -> str:
    """The value of a property of a GitHub workflow command, kept whole: a file must be named as it is."""
    line = _one_line(text, None).replace("%", "%25")
    return line.replace(":", "%3A").replace(",", "%2C").replace("##[", "## [")


def for_markdown(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """Text in a paragraph, a list or a table cell of Markdown: no markup, no HTML, no link, no mention, no emoji."""
    line = _REFERENCE.sub(rf"\g<0>{_BREAK}", for_terminal(text, most=most).strip())
    block = _BLOCK.match(line)
    escaped = line.translate(_MARKDOWN)
    if block is None:
        return escaped
    at = block.end() if line[0].isdigit() else 0
    return f"{escaped[:at]}\\{escaped[at:]}"


def for_markdown_code(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """An id, a place or a command in Markdown, to be copied as it is; plain text where code could not hold it."""
    line = for_terminal(text, most=most)
    return for_markdown(line, most=most) if not line.strip() or "`" in line or "|" in line else f"`{line}`"


def for_html(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """Text in an element or a quoted attribute of HTML: no markup, no entity, no end of the quotes."""
    from markupsafe import escape

    return str(escape(for_terminal(text, most=most)))


def for_typst(text: str) -> str:
    """A text that typst gets as data: long words can be broken after what joins their parts, the longest anywhere."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\g<0>{_BREAK}", word[0]), for_terminal(text, most=MAX_SENTENCE))


def for_mermaid(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """Text between quotes in Mermaid: all but letters, digits, spaces and commas as entities of its own form."""
    line = _ICON.sub(rf"\g<0>{_BREAK}", for_terminal(text, most=most).strip())
    return "".join(each if each.isalnum() or each in " ," else f"#{ord(each)};" for each in line)


def for_dot(text: str, *, most: int | None = MAX_CHARACTERS) -> str:
    """Text between quotes in DOT: no end of the quotes, no escape that stands for something, no entity."""
    return for_terminal(text, most=most).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


def for_csv_cell(text: str) -> str:
    """The text of a cell, whole, that no spreadsheet takes for a formula; whoever writes the CSV quotes it."""
    line = for_terminal(text, most=None)
    return f"'{line}" if line.lstrip().startswith(_FORMULA) else line


def for_path(file: str, *, here: str, root: str) -> str:
    """The path of a file from the root of a repository, with forward slashes; never absolute, never out of it.

    Args:
        file: as the user named it.
        here: the folder that it was named from.
        root: the root of the repository; a file that stands elsewhere loses what leads there.
    """
    slashed = os.path.normpath(os.path.join(here, file)).replace(os.sep, "/")  # noqa: PTH118 - text, whatever it names
    inside = slashed.removeprefix(root.replace(os.sep, "/").rstrip("/") + "/").lstrip("/")
    return inside.encode("utf-8", "replace").decode("utf-8") or "."


def for_uri(path: str) -> str:
    """A relative path as a relative URI: everything is percent-encoded that could be more than a name."""
    return quote(path, safe="/")
