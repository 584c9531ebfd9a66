"""The order in which people expect names: goal-2 before goal-10."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"([0-9]+)")


def natural(text: str) -> list[str]:
    """The sort key that puts goal-2 before goal-10: numbers by length first, since Python reads no very long ones."""
    return [_by_length(part.lstrip("0")) if at % 2 else part for at, part in enumerate(_DIGITS.split(text))]


def _by_length(digits: str) -> str:
    return f"{len(digits):05}{digits}"
