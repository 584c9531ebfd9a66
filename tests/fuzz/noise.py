"""Spoils text and bytes: what editors, other systems, merges and attackers make of a file that was valid."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from random import Random
from typing import Any

import yaml

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

SNIPPETS = (
    *(
        "&a ",
        "*a",
        "<<: *a\n",
        "<<: {a: 1}\n",
        "!!python/object/apply:os.system [id]",
        "!!binary aGk=",
        "!x ",
        "!!str ",
    ),
    *(
        "? ",
        "- ",
        "-\n",
        ": ",
        ":",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
        "{",
        "}",
        "[",
        "]",
        ",",
        '"',
        "'",
        "#",
        "|2\n",
        ">-\n",
    ),
    *(
        "\t",
        "  ",
        "\0",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\r",
        "\r\n",
        "@",
        "`",
        "%",
        "\\",
        '"\\x',
        "\x7f",
    ),
    *("<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n", "[" * 45, "{a: " * 45, "[" * 3_000, "- " * 100, "? " * 100),
    *("1:1:1:1", "9" * 400, "1e400", ".nan", "2026-13-45", "!!bool x", "a: &a [*a]\n", "key: key: key\n", "'" * 101),
)


def dumped(value: Any, random: Random) -> str:
    """A value as YAML in one of the ways that people and programs write it."""
    form = random.random()
    if form < 0.1:
        return json.dumps(value, indent=random.choice((None, 2)), default=str)
    flow = None if form < 0.3 else form < 0.4
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, default_flow_style=flow, allow_unicode=form < 0.7))


def noisy(text: str, random: Random) -> bytes:
    """The text with one thing wrong in it."""
    return random.choice(_NOISES)(text, random)


def broken(content: bytes, random: Random) -> bytes:
    """Bytes of which some are others, or missing."""
    made = bytearray(content)
    for _ in range(random.choice((1, 1, 3, 30))):
        at = random.randrange(len(made) + 1)
        made[at : at + random.choice((0, 1, 1, 4))] = random.randbytes(random.choice((0, 1, 1, 4)))
    return bytes(made[: random.randrange(len(made) + 1)] if random.random() < 0.2 else made)


def _inserted(text: str, random: Random) -> bytes:
    at = random.randrange(len(text) + 1)
    return (text[:at] + random.choice(SNIPPETS) + text[at:]).encode()


def _at_a_line(text: str, random: Random) -> bytes:
    lines = text.splitlines(keepends=True)
    lines.insert(random.randrange(len(lines) + 1), random.choice(SNIPPETS))
    return "".join(lines).encode()


def _line(text: str, random: Random) -> bytes:
    """A line less, twice, elsewhere, or further in."""
    lines = text.splitlines(keepends=True) or [""]
    line = random.choice(lines)
    at = lines.index(line)
    kind = random.randrange(4)
    lines[at : at + 1] = [[], [line, line], [], [random.choice((" ", "\t", "    ")) + line]][kind]
    if kind == 2:
        lines.insert(random.randrange(len(lines) + 1), line)
    return "".join(lines).encode()


def _encoded(text: str, random: Random) -> bytes:
    return text.encode(random.choice(("utf-16", "latin-1", "utf-32", "cp1252", "utf-16-be")), "replace")


_NOISES: tuple[Callable[[str, Random], bytes], ...] = (
    _inserted,
    _inserted,
    _at_a_line,
    _at_a_line,
    _line,
    _line,
    lambda text, random: broken(text.encode(), random),
    lambda text, _: text.replace("\n", "\r\n").encode(),
    lambda text, _: text.replace("\n", "\r").encode(),
    lambda text, _: text.replace("  ", "\t").encode(),
    lambda text, _: codecs.BOM_UTF8 + text.encode(),
    lambda text, random: text[: random.randrange(len(text) + 1)].encode(),
    lambda text, _: text.removesuffix("\n").encode(),
    _encoded,
)
