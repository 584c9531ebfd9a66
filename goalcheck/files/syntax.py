"""Plain words for what PyYAML says when a file is no YAML at all.

Must not know what the values mean or where files come from.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from goalcheck.files.merge_markers import refuse_merge
from goalcheck.files.tree import COLUMN_BITS, location

if TYPE_CHECKING:
    from yaml import YAMLError

    from goalcheck.files.problems import Problems
    from goalcheck.files.tree import Source
    from goalcheck.source import Excerpt

MAX_CHARACTER_PROBLEMS: Final = 20
"""A binary file has a bad character in every line; these many say enough."""

# Every character that YAML does not allow in a file (production [1] of YAML 1.2.2), DEL and most C1 controls included.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_QUOTES: Final = "quotes around a text that holds ': ' or starts with a special character"
_TAB: Final = ("a tab cannot indent", "spaces")
_COLON: Final = "mapping values are not allowed in this context"
_NO_KEY: Final = "could not find expected ':'"
_NO_BRACKET: Final = "did not find expected ',' or ']'"
_NO_BRACE: Final = "did not find expected ',' or '}'"
_NO_QUOTE: Final = "found unexpected document indicator"

# From PyYAML's words to ours: what is wrong, what would be right.
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    _COLON: ("a ':' is not allowed here", _QUOTES),
    "block sequence entries are not allowed in this context": (
        "a list cannot start on this line",
        "each '- item' on a line of its own below its key, or [a, b]",
    ),
    _NO_KEY: ("a key has no ':' after it", "'key: value'"),
    "did not find expected key": (
        "this does not fit what stands above it",
        "'key: value' indented exactly as its neighbours, and nothing after a closing quote",
    ),
    "did not find expected '-' indicator": (
        "this does not fit the list above it",
        "'- item' indented exactly as its neighbours",
    ),
    _NO_BRACKET: ("a list that opens with '[' does not end", "',' or ']'"),
    _NO_BRACE: ("a mapping that opens with '{' does not end", "',' or '}'"),
    "did not find expected node content": ("a value is missing or cannot start like this", "a value"),
    "found unexpected end of stream": ("a quoted text does not end", "the closing quote"),
    _NO_QUOTE: ("a quoted text does not end before '---' or '...'", "the closing quote"),
    "found undefined tag handle": ("a tag is not supported", "a value without a tag"),
    "found incompatible YAML document": ("this YAML version is not supported", "no %YAML line"),
    "mapping keys are not allowed in this context": ("a '?' is not allowed here", _QUOTES),
    "did not find expected <document start>": ("this stands outside the document", "one mapping and nothing else"),
}

# The same for all that it says while it is busy with one thing.
_CONTEXTS: Final[dict[str, tuple[str, str]]] = {
    "while scanning an alias": ("a value cannot start with '*'", _QUOTES),
    "while scanning an anchor": ("a value cannot start with '&'", _QUOTES),
    "while scanning a tag": ("a value cannot start with '!'", _QUOTES),
    "while parsing a tag": ("a value cannot start with '!'", _QUOTES),
    "while scanning a directive": ("a line cannot start with '%'", _QUOTES),
    "while scanning a block scalar": (
        "a text that starts with '|' or '>' stands on the lines below it",
        "nothing else on this line, and all of the text indented",
    ),
    "while parsing a quoted scalar": (
        "a backslash in double quotes is followed by something that it cannot escape",
        "single quotes, or a doubled backslash",
    ),
}

# What is not closed is wrong where it is opened, not where that is noticed.
_UNCLOSED: Final = frozenset((_NO_KEY, _NO_BRACKET, _NO_BRACE, _NO_QUOTE))


def explain(error: YAMLError | UnicodeError, source: Source, problems: Problems) -> None:
    """Add the problem that ended the reading of a file."""
    if refuse_merge(source, problems, is_broken=True):
        return
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        _explain_characters(source, problems)
        return
    place = _place(source, mark)
    start = place if context is None else _place(source, context)
    if not source.text[mark.index :].strip():
        places = [_last(source) if start == place else start]
    elif start == place:
        places = [place]
    elif error.problem in _UNCLOSED:  # type: ignore[union-attr]  # an error with marks has all of this
        places = [start, replace(place, label="this cannot be a part of it")]
    else:
        places = [place, replace(start, label="what was being read starts here")]
    problems.add(source.name, *_words(error, source, mark), *places)


def character_name(character: str) -> str:
    """Name a character that cannot be shown."""
    return f"U+{ord(character):04X}"


def _words(error: Any, source: Source, mark: Any) -> tuple[str, str]:
    character = source.text[mark.index : mark.index + 1]
    if error.problem == "found character that cannot start any token":
        return _TAB if character == "\t" else (f"a value cannot start with {character!r}", _QUOTES)
    if error.problem == _COLON and ":" not in source.text[mark.index - mark.column : mark.index].strip():
        return (
            "this line does not fit what stands above it",
            "a ':' after each key, and as much indent as its neighbours",
        )
    known = _WORDS.get(error.problem) or _CONTEXTS.get(error.context)
    context = f"{error.context}: " if error.context else ""
    return known or (f"this is not YAML: {context}{error.problem}", "valid YAML")


def _place(source: Source, mark: Any) -> Excerpt:
    start = mark.line << COLUMN_BITS | mark.column
    return source.excerpt(location(source, start, start + 1))


def _last(source: Source) -> Excerpt:
    # Where a file ends there may be nothing to show; what comes last shows what is cut short.
    end = source.position(len(source.text.rstrip()))
    return source.excerpt(location(source, end, end + 1))


def _explain_characters(source: Source, problems: Problems) -> None:
    found = islice(_FORBIDDEN.finditer(source.text), MAX_CHARACTER_PROBLEMS)
    for match in found:
        start = source.position(match.start())
        problems.add(
            source.name,
            f"the character {character_name(match[0])} is not allowed",
            "text without control characters",
            source.excerpt(location(source, start, start + 1)),
        )
