"""Messages: templates with named values. Frozen, plain data; text is made of them by whoever renders.

Knows no organization: a value refers to a thing by its kind and id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class RefKind(StrEnum):
    """The kinds of things that a message can refer to."""

    OBJECTIVE = "objective"
    OUTCOME = "outcome"
    DRIVER = "driver"
    DEPARTMENT = "department"
    CUSTOMER = "customer"
    METRIC = "metric"
    RESOURCE = "resource"
    GOAL = "goal"
    STAGE = "stage"
    RULE = "rule"


class Ref(NamedTuple):
    """A reference to a thing: the id where ids are read, the name where names are read, a link where links are.

    Attributes:
        name: what the thing is called wherever the sentence wants a name and no id, as a customer's in "ask ...".
    """

    kind: RefKind
    id: str
    name: str | None = None


class FigureFormat(StrEnum):
    """The ways to write a number."""

    DECLARED = "declared"
    AMOUNT = "amount"
    PERCENT = "percent"
    STRENGTH = "strength"
    COUNT = "count"
    SIGNED = "signed"
    PRECISE = "precise"


class Figure(NamedTuple):
    """A number with the way to write it, and its unit."""

    number: float
    format: FigureFormat
    unit: str | None = None


class Word(NamedTuple):
    """A word of the format that a language may have another one for: severe, strongly helps, dropped."""

    group: str
    word: str


class Joining(StrEnum):
    """The ways to join a list: `a, b and c`, `a, b, c`, `a; or b`, `a and b and c`, sentences, words without any."""

    AND = "and"
    COMMA = "comma"
    OR = "or"
    EACH_AND = "each and"
    WHICH = "which"


class Listing(NamedTuple):
    """A list in one sentence.

    Attributes:
        most: how many are named before it says how many more there are; all where it is None.
    """

    values: tuple[Value, ...]
    joining: Joining
    most: int | None = None


class Template(NamedTuple):
    """A sentence with places for values, under a key that every language has.

    Attributes:
        key: the rule and what is said, `late-dependency.message`.
        text: the sentence in English, with the names of its values in braces.
    """

    key: str
    text: str

    def __call__(self, **values: Value) -> Message:
        """The message of these values."""
        return Message(self, tuple(values.items()))


class Message(NamedTuple):
    """A template with its values; `str()` has ids in place of names."""

    template: Template
    values: tuple[tuple[str, Value], ...]

    def __str__(self) -> str:
        from goalcheck.messages.rendering import render

        return render(self)


Value = str | int | date | Ref | Figure | Word | Listing | Message
"""What stands in a place of a template; a plain text is a user's own."""


def declared(number: float, unit: str | None = None) -> Figure:
    """A figure as somebody declared it."""
    return Figure(number, FigureFormat.DECLARED, unit)


def worked_out(number: float, unit: str | None = None) -> Figure:
    """A figure that was worked out."""
    return Figure(number, FigureFormat.AMOUNT, unit)


def percentage(share: float) -> Figure:
    """A share of a whole."""
    return Figure(share, FigureFormat.PERCENT)


def tension(number: float) -> Figure:
    """A tension, or the strength of a chain."""
    return Figure(number, FigureFormat.STRENGTH)


def counted(number: int) -> Figure:
    """A number of things."""
    return Figure(number, FigureFormat.COUNT)


def signed(weight: float) -> Figure:
    """The weight of an arrow, with its sign."""
    return Figure(weight, FigureFormat.SIGNED)


def precise(number: float, unit: str | None = None) -> Figure:
    """A figure at which something tips, with up to six digits."""
    return Figure(number, FigureFormat.PRECISE, unit)


MAX_LISTED = 3
"""Things that a sentence names before it says how many more there are."""


def listing(values: Iterable[Value], *, most: int | None = MAX_LISTED, joining: Joining = Joining.AND) -> Listing:
    """A list in one sentence, which names the first and counts the others."""
    return Listing(tuple(values), joining, most)


def objective(key: str) -> Ref:
    """A reference to an objective."""
    return Ref(RefKind.OBJECTIVE, key)


def outcome(key: str) -> Ref:
    """A reference to an outcome."""
    return Ref(RefKind.OUTCOME, key)


def department(key: str) -> Ref:
    """A reference to a department."""
    return Ref(RefKind.DEPARTMENT, key)


def customer(key: str) -> Ref:
    """A reference to a customer."""
    return Ref(RefKind.CUSTOMER, key)


def metric(key: str) -> Ref:
    """A reference to a metric."""
    return Ref(RefKind.METRIC, key)


def goal(key: str) -> Ref:
    """A reference to a goal."""
    return Ref(RefKind.GOAL, key)


def objectives(keys: Iterable[str], *, most: int | None = MAX_LISTED) -> Listing:
    """A list of objectives."""
    return listing(map(objective, keys), most=most)


def outcomes(keys: Iterable[str], *, most: int | None = MAX_LISTED) -> Listing:
    """A list of outcomes."""
    return listing(map(outcome, keys), most=most)


Language = Mapping[str, str]
"""A catalogue: the texts of a language by the keys of templates, joinings and words."""
