"""Changes as a user types them on the command line: a text for each change, after the option of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from goalcheck.changes.change import CannotChange, Change
from goalcheck.model import Period
from goalcheck.model.period import PERIOD_EXPECTED, named_period, parse_date

NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_LONGEST = 40


def changes_from(options: Mapping[str, Sequence[str]]) -> Iterator[Change]:
    """The changes that options ask for, by kind in the order in which changes are made.

    Args:
        options: the name of each option without its dashes, and what was given for it.

    Raises:
        CannotChange: a text does not have the form of its option; the message shows that form.
    """
    from goalcheck.changes.registry import MADE

    for kind in MADE:
        for text in options.get(kind.name, ()):
            parts = _parts(text, kind.syntax)
            if parts is None:
                option = f"--{kind.name}"
                raise CannotChange(f"{option} takes {kind.syntax}, as in {option} {kind.example}; found '{text}'")
            yield kind.read(*parts)


def option_of(change: Change) -> tuple[str, str]:
    """The name of the option without its dashes, and its text; the floor of a guardrail and reasons are left out."""
    from goalcheck.changes.registry import kind_of

    return kind_of(change).name, change.as_option()


def period_of(text: str) -> Period:
    """The period that a text names, or two days as `2027-01-15 to 2027-03-31`.

    Raises:
        CannotChange: it names none.
    """
    named = named_period(text)
    if named is not None:
        return named
    first, _, last = text.partition(" to ")
    start, end = parse_date(first), parse_date(last)
    if start is None or end is None:
        expected = PERIOD_EXPECTED.partition(" or {")[0]
        raise CannotChange(f"'{text}' is no period: {expected}, or 2026-07-01 to 2026-12-31")
    return Period(start, end, f"{start} to {end}")


def figure_of(text: str) -> float:
    """The number that a text stands for.

    Raises:
        CannotChange: it stands for none.
    """
    if len(text) > _LONGEST or NUMBER.fullmatch(text) is None:
        raise CannotChange(f"'{text}' is no number")
    return float(text)


def _parts(text: str, syntax: str) -> list[str] | None:
    """The parts between the separators of a form, None where one is missing or a part is empty."""
    parts: list[str] = []
    for separator in re.findall(r"[=:]", syntax):
        part, found, text = text.partition(separator)
        if not found:
            return None
        parts.append(part)
    parts.append(text)
    return parts if all(parts) else None
