"""Changes as a user types them on the command line: a text for each kind of change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from goalcheck.model import Period
from goalcheck.model.period import PERIOD_EXPECTED, named_period, parse_date
from goalcheck.model.schema import WORDS
from goalcheck.planning.moves.agreements import Agree, Guardrail
from goalcheck.planning.moves.commitment import Commit
from goalcheck.planning.moves.draft import CannotMove
from goalcheck.planning.moves.figures import Capacity, Importance
from goalcheck.planning.moves.plans import Defer, Drop, Retarget
from goalcheck.planning.moves.sharing import Share
from goalcheck.planning.moves.statements import SetEffect
from goalcheck.planning.moves.union import Move

_SCORES = {str(score): word for word, score in WORDS.items()}
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_LONGEST = 40


def spoken(options: Mapping[str, Sequence[str]]) -> Iterator[Move]:
    """The changes that options ask for, by kind in the order of `KINDS`.

    Args:
        options: the name of each option without its dashes, and what was given for it.

    Raises:
        CannotMove: a text does not have the form of its option; the message shows that form.
    """
    for option, (form, example, read) in KINDS.items():
        for text in options.get(option, ()):
            parts = _parts(text, form)
            if parts is None:
                raise CannotMove(f"--{option} takes {form}, as in --{option} {example}; found '{text}'")
            yield read(*parts)


def period_of(text: str) -> Period:
    """The period that a text names, or two days as `2027-01-15 to 2027-03-31`.

    Raises:
        CannotMove: it names none.
    """
    named = named_period(text)
    if named is not None:
        return named
    first, _, last = text.partition(" to ")
    start, end = parse_date(first), parse_date(last)
    if start is None or end is None:
        raise CannotMove(f"'{text}' is no period: {PERIOD_EXPECTED.partition(' or {')[0]}, or 2026-07-01 to 2026-12-31")
    return Period(start, end, f"{start} to {end}")


def figure_of(text: str) -> float:
    """The number that a text stands for.

    Raises:
        CannotMove: it stands for none.
    """
    if len(text) > _LONGEST or _NUMBER.fullmatch(text) is None:
        raise CannotMove(f"'{text}' is no number")
    return float(text)


def _parts(text: str, form: str) -> list[str] | None:
    """What stands between the separators of a form, None where one is missing or a part is empty."""
    parts: list[str] = []
    for separator in re.findall(r"[=:]", form):
        part, found, text = text.partition(separator)
        if not found:
            return None
        parts.append(part)
    parts.append(text)
    return parts if all(parts) else None


def _effect(origin: str, target: str, said: str) -> Move:
    """An effect by word, or as in the files by a whole number from 3 to -3; another number is a weight."""
    said = _SCORES.get(said.removeprefix("+"), said)
    return SetEffect(origin, target, figure_of(said) if _NUMBER.fullmatch(said) else said)


def _capacity(resource: str, amount: str) -> Move:
    resource, at, period = resource.partition("@")
    return Capacity(resource, figure_of(amount), period_of(period) if at else None)


def _importance(outcome: str, grade: str) -> Move:
    if not re.fullmatch(r"[1-5]", grade):
        raise CannotMove(f"'{grade}' is no importance: a whole number from 1 to 5")
    return Importance(outcome, int(grade))


KINDS: Mapping[str, tuple[str, str, Callable[..., Move]]] = {
    "effect": ("FROM:TO=WORD", '"operations.install-30:time-per-order=slightly hurts"', _effect),
    "retarget": ("ID=VALUE", "operations.install-30=42", lambda name, value: Retarget(name, figure_of(value))),
    "defer": ("ID=PERIOD", "operations.install-30=2027-Q1", lambda name, period: Defer(name, period_of(period))),
    "guardrail": ("ID:OUTCOME", "operations.install-30:personal-attention", Guardrail),
    "agree": ("ID:WHO", "operations.install-30:sales", Agree),
    "commit": ("ID", "operations.evening-crews", Commit),
    "capacity": ("RESOURCE=AMOUNT", "coordinators=6000, or coordinators@2026-Q4=6000", _capacity),
    "importance": ("OUTCOME=N", "personal-attention=4", _importance),
    "share": ("ID:ID", "operations.install-30:sales.named-contact", Share),
    "drop": ("ID", "operations.install-30", Drop),
}
"""The options by name, in the order in which their changes are made: an effect that is said otherwise can make it
possible to share. Each with the form of its text, an example, and what reads the parts of it."""
