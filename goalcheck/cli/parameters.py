"""Options and arguments whose texts goalcheck reads itself, so that a wrong one is answered in its own words.

What typer makes of a word or a figure that is none of those it wants differs with its version, and names no word that
may have been meant.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import typer

from goalcheck.render.safe import for_terminal

E = TypeVar("E", bound=StrEnum)

MOST_SHOWN = 60
"""Characters of a wrong text that are said back."""


def choice(*names: str, of: type[E], help: str) -> Any:  # noqa: A002  # as typer calls it
    """An option that takes one of a few words."""
    words = [each.value for each in of]
    return typer.Option(*names, parser=_word(of), metavar="|".join(words), autocompletion=_completing(words), help=help)


def chosen(of: type[E], *, metavar: str, help: str) -> Any:  # noqa: A002
    """An argument that is one of a few words."""
    words = [each.value for each in of]
    return typer.Argument(parser=_word(of), metavar=metavar, autocompletion=_completing(words), help=help)


def whole(*names: str, least: int, most: int | None = None, help: str) -> Any:  # noqa: A002
    """An option that takes a whole number."""

    def number(text: object) -> int:
        said = str(text)
        value = int(said) if said.lstrip("-").isdecimal() and len(said) <= MOST_SHOWN else None
        return int(_bounded(said, value, "a whole number", least, most))

    return typer.Option(*names, parser=number, metavar="N", help=help)


def seconds(*names: str, least: float, most: float, help: str) -> Any:  # noqa: A002
    """An option that takes a time in seconds."""

    def number(text: object) -> float:
        try:
            value: float | None = float(str(text))
        except ValueError:
            value = None
        return _bounded(str(text), value, "a number of seconds", least, most)

    return typer.Option(*names, parser=number, metavar="SECONDS", help=help)


def percent(*names: str, help: str) -> Any:  # noqa: A002
    """An option that takes a part of a whole in percent; `50%` is `50`."""

    def number(text: object) -> float:
        said = str(text).removesuffix("%").rstrip()
        try:
            value: float | None = float(said)
        except ValueError:
            value = None
        return _bounded(str(text), value, "a part in percent", 0, 100)

    return typer.Option(*names, parser=number, metavar="PERCENT", help=help)


def _bounded(text: str, value: float | None, kind: str, least: float, most: float | None) -> float:
    if value is None or not math.isfinite(value) or value < least or (most is not None and value > most):
        within = f"from {least:,g} to {most:,g}" if most is not None else f"{least:,g} or more"
        raise typer.BadParameter(f"'{_short(text)}' is not {kind}, {within}")
    return value


def _word(of: type[E]) -> Callable[[object], E]:
    def word(text: object) -> E:
        from goalcheck.model.suggestions import did_you_mean, nearest
        from goalcheck.model.synonyms import meant_value

        said, legal = str(text), [each.value for each in of]
        if said in legal:
            return of(said)
        near = meant_value(said, legal) or nearest(said[:MOST_SHOWN], legal)
        raise typer.BadParameter(f"'{_short(said)}' is none of {', '.join(legal)}{did_you_mean(near)}")

    return word


def _completing(words: list[str]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


def _short(text: str) -> str:
    return for_terminal(text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…")
