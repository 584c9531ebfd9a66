"""The meaning of an unquoted text: the core schema of YAML 1.2 (section 10.3.2), without the additions of 1.1.

Must not know positions, problems or the parser.
"""

from __future__ import annotations

import re
from typing import Final

MAX_NUMBER_CHARACTERS: Final = 40

WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

_NUMBER_STARTS: Final = frozenset("+-.0123456789")
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_OCTAL: Final = re.compile(r"0o[0-7]+")
_HEXADECIMAL: Final = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


class LongNumberError(ValueError):
    """A number with more characters than any real figure has; turning it into one takes quadratic time."""


def resolve(text: str) -> str | int | float | bool | None:
    """Find the value that a plain scalar stands for."""
    if text in WORDS:
        return WORDS[text]
    return _number(text) if text[0] in _NUMBER_STARTS else text


def _number(text: str) -> str | int | float:
    if _INTEGER.fullmatch(text):
        return int(_bounded(text))
    if _FLOAT.fullmatch(text):
        return float(_bounded(text))
    if _INFINITE.fullmatch(text):
        return float(text.replace(".", ""))
    if _OCTAL.fullmatch(text):
        return int(_bounded(text), base=0)
    return int(_bounded(text), base=0) if _HEXADECIMAL.fullmatch(text) else text


def _bounded(text: str) -> str:
    if len(text) > MAX_NUMBER_CHARACTERS:
        raise LongNumberError
    return text
