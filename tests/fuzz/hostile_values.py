"""Scalars and structures that no field expects, or that stand just at the border of what one allows."""

from __future__ import annotations

from math import inf, nan
from random import Random
from typing import Any

from hostile import HOSTILE, TEXTS

PATHS = (
    *("..", "../..", "../../../../etc/passwd", "/etc/passwd", "/dev/zero", "/dev/stdin", "/proc/self/environ", "~"),
    *("*", "**", "**/*", "[", "[!", "org.yaml", ".", "", "a\0b", "C:\\x", "file:///etc/passwd", "-o", "--help", "."),
)

DAYS = ("2026-02-30", "2024-02-29", "2023-02-29", "0000-01-01", "9999-12-31", "0001-01-01", "2026-1-1", "2026-07-01T00")

PERIODS: tuple[Any, ...] = (
    *(2026, 999, 1000, 9999, 10000, 0, -1, "2026-H3", "2026-Q0", "2026-13", "2026-00", "2026-H1", "9999-12", "1000"),
    {"from": "2026-12-31", "to": "2026-01-01"},
    {"from": "2026-01-01", "to": "2026-01-01"},
    {"from": "1000-01-01", "to": "9999-12-31"},
    {"from": "2026-02-30", "to": "2026-12-31"},
    {"from": "2026-01-01"},
)

NUMBERS: tuple[Any, ...] = (
    *(nan, inf, -inf, 0.0, -0.0, 1e-320, 1e308, 1e15, 1e15 + 1, -1e15, 2**31, 2**63, 2**64, 10**30, 10**400, -(10**50)),
    *(
        0,
        1,
        -1,
        5,
        6,
        3,
        4,
        -3,
        -4,
        0.1,
        0.05,
        1.0000001,
        100,
        100.0001,
        12,
        13,
        1_000_000,
        1_000_001,
        5.0,
        0.30000000000004,
    ),
)

ODD: tuple[Any, ...] = (
    *(None, True, False, "", " ", [], {}, [[]], [None], {"": None}, "null", "true", "~", "no", "yes", "on", "y", "<<"),
    *(
        "1",
        "1e5",
        "0x10",
        "0o7",
        "1_000",
        "12:30:45",
        "=",
        ".nan",
        ".inf",
        "-.inf",
        "2026-01-01",
        "é",
        "a.b.c",
        ".",
        "a.",
    ),
    *("A", "team", "GC101", "GC999", "off", "15%", "38k", "10 hours", "10  hours", "strongly  helps", "Strongly helps"),
)

TEXT: tuple[str, ...] = tuple(
    text.encode("utf-8", "ignore").decode() for text in dict.fromkeys((*TEXTS.values(), *HOSTILE.values(), *PATHS))
)


def hostile(random: Random) -> Any:
    """Anything that is probably wrong."""
    kind = random.choice((NUMBERS, ODD, TEXT, TEXT, PERIODS, DAYS, None))
    if kind is not None:
        return random.choice(kind)
    return nested(random, random.choice((3, 10, 39, 41, 60)))


def nested(random: Random, depth: int) -> Any:
    """Lists and mappings within each other."""
    value: Any = random.choice(("x", 1, None, {}))
    for _ in range(depth):
        value = [value] if random.random() < 0.5 else {random.choice(("a", "affects", "objectives")): value}
    return value
