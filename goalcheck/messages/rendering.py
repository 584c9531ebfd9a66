"""Messages become text: whoever renders chooses how things are called, and the language.

Knows no organization and no output: a `Naming` says what a reference reads like and makes a user's own text safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Protocol

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
        """What a thing is called."""
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
    return _Renderer(naming, language).message(message)


def render_all(messages: Sequence[Message], naming: Naming = IDS, language: Language = ENGLISH) -> list[str]:
    """The texts of messages."""
    renderer = _Renderer(naming, language)
    return [renderer.message(each) for each in messages]


class _Renderer:
    """Renders for one reader in one language."""

    def __init__(self, naming: Naming, language: Language) -> None:
        self._naming = naming
        self._language = language

    def message(self, message: Message) -> str:
        text = self._text(message.template)
        return text.format(**{name: self._value(value) for name, value in message.values})

    def _text(self, template: Template) -> str:
        return self._language.get(template.key, template.text) if self._language else template.text

    def _value(self, value: Value) -> str:
        match value:
            case Ref():
                return self._naming.text(value.name) if value.name is not None else self._naming.ref(value)
            case Message():
                return self.message(value)
            case str():
                return self._naming.text(value)
            case Figure():
                return self._figure(value)
            case Word():
                return self._language.get(f"{value.group}.{value.word}", value.word)
            case Listing():
                return self._listing(value)
            case date():
                return value.isoformat()
            case _:
                return str(value)

    def _figure(self, value: Figure) -> str:
        unit = None if value.unit is None else self._naming.text(value.unit)
        match value.format:
            case FigureFormat.DECLARED:
                return figure(value.number, unit)
            case FigureFormat.AMOUNT:
                return amount(value.number, unit)
            case FigureFormat.PERCENT:
                return percent(value.number)
            case FigureFormat.STRENGTH:
                return strength(value.number)
            case FigureFormat.COUNT:
                return f"{value.number:,}"
            case FigureFormat.SIGNED:
                return f"{value.number:+.2f}"
            case FigureFormat.PRECISE:
                return f"{value.number:.6g} {unit}" if unit else f"{value.number:.6g}"

    def _listing(self, listing: Listing) -> str:
        most = len(listing.values) if listing.most is None else listing.most
        words = [self._value(value) for value in listing.values[:most]]
        if len(listing.values) > most:
            more = f"{len(listing.values) - most:,}"
            return self._text(english.MORE).format(shown=self._text(english.COMMA).join(words), more=more)
        if listing.joining is not Joining.AND:
            return self._text(english.JOININGS[listing.joining]).join(words)
        if len(words) < 2:
            return "".join(words)
        return self._text(english.AND).format(shown=self._text(english.COMMA).join(words[:-1]), last=words[-1])
