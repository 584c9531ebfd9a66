"""Messages become text: whoever renders chooses how things are called, and the language.

Knows no organization and no output: a `Naming` says what a reference reads like and makes a user's own text safe.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from goalcheck.messages import english
from goalcheck.messages.figures import amount, figure, percent, strength
from goalcheck.messages.message import (
    Figure,
    FigureFormat,
    Joining,
    Language,
    Listing,
    Message,
    Ref,
    Template,
    Value,
    Word,
)

ENGLISH: Language = MappingProxyType({})
"""English is what the templates bring along, so that its catalogue need not be looked up."""


class Naming(Protocol):
    """The names that a reader understands."""

    def ref(self, ref: Ref) -> str:
        """The name of a thing, as the reader knows it."""
        ...

    def text(self, text: str) -> str:
        """A user's own text, as the output can bear it."""
        ...


class Ids:
    """Things are called by their ids, as in JSON and in the terminal; text stays as it is."""

    def ref(self, ref: Ref) -> str:
        """The id."""
        return ref.id

    def text(self, text: str) -> str:
        """The text as it is."""
        return text


IDS = Ids()


def render(message: Message, naming: Naming = IDS, language: Language = ENGLISH) -> str:
    """The text of a message."""
    return _renderer(naming, language).message(message)


def render_all(messages: Sequence[Message], naming: Naming = IDS, language: Language = ENGLISH) -> list[str]:
    """The texts of messages."""
    renderer = _renderer(naming, language)
    return [renderer.message(each) for each in messages]


class _Renderer:
    """Renders for one reader in one language."""

    def __init__(self, naming: Naming, language: Language) -> None:
        self._naming = naming
        self._language = language
        # By the exact type of a value: large reports render a hundred thousand values.
        self._by_type: dict[type, Callable[[Any], str]] = {
            Ref: self._ref,
            Message: self.message,
            str: naming.text,
            int: str,
            Figure: self._figure,
            Word: self._word,
            Listing: self._listing,
            date: date.isoformat,
        }

    def message(self, message: Message) -> str:
        template, values = message
        text = self._text(template) if self._language else template.text
        by_type = self._by_type
        return text.format(**{name: by_type[type(value)](value) for name, value in values})

    def _text(self, template: Template) -> str:
        return self._language.get(template.key, template.text)

    def _value(self, value: Value) -> str:
        return self._by_type[type(value)](value)

    def _ref(self, ref: Ref) -> str:
        return self._naming.ref(ref) if ref.name is None else self._naming.text(ref.name)

    def _word(self, word: Word) -> str:
        return self._language.get(f"{word.group}.{word.word}", word.word)

    def _figure(self, value: Figure) -> str:
        unit = None if value.unit is None else self._naming.text(value.unit)
        return _FIGURES[value.format](value.number, unit)

    def _listing(self, listing: Listing) -> str:
        values, joining, most = listing
        words = [self._value(value) for value in (values if most is None else values[:most])]
        if len(values) > len(words):
            more = f"{len(values) - len(words):,}"
            return self._text(english.MORE).format(shown=self._text(english.COMMA).join(words), more=more)
        if joining is not Joining.AND:
            return self._text(english.JOININGS[joining]).join(words)
        if len(words) < 2:
            return "".join(words)
        return self._text(english.AND).format(shown=self._text(english.COMMA).join(words[:-1]), last=words[-1])


def _precise(number: float, unit: str | None) -> str:
    return f"{number:.6g} {unit}" if unit else f"{number:.6g}"


_FIGURES: Mapping[FigureFormat, Callable[[float, str | None], str]] = MappingProxyType(
    {
        FigureFormat.DECLARED: figure,
        FigureFormat.AMOUNT: amount,
        FigureFormat.PERCENT: lambda share, _: percent(share),
        FigureFormat.STRENGTH: lambda number, _: strength(number),
        FigureFormat.COUNT: lambda number, _: f"{number:,}",
        FigureFormat.SIGNED: lambda number, _: f"{number:+.2f}",
        FigureFormat.PRECISE: _precise,
    }
)

_IN_IDS = _Renderer(IDS, ENGLISH)


def _renderer(naming: Naming, language: Language) -> _Renderer:
    return _IN_IDS if naming is IDS and language is ENGLISH else _Renderer(naming, language)
