"""Values in words: the texts by which a change says what was and what is declared.

Every value has words by its type alone. Beside them stand the ones that read better, by section and field; a field
that is not among them is told all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from goalcheck.compare.things import DECISIONS, EFFECTS, RATINGS, Thing
from goalcheck.model import (
    Agreement,
    Bounds,
    Considered,
    Decision,
    Effect,
    Guardrail,
    Mitigation,
    Need,
    Period,
    Progress,
    Reference,
    Reliance,
    Target,
)
from goalcheck.source import Location

_NOTHING: Mapping[tuple[str, str], str] = {
    ("objectives", "period"): "always",
    ("objectives", "owner"): "nobody",
    ("objectives", "needs"): "nothing",
    ("objectives", "relies_on"): "nothing",
    ("objectives", "mitigates"): "nothing",
    ("objectives", "considered"): "nothing",
    ("drivers", "considered"): "nothing",
    ("outcomes", "customer"): "nobody",
    ("metrics", "better"): "neither",
    ("departments", "part_of"): "nothing",
    ("departments", "lead"): "nobody",
}
"""The words for a field that says nothing, where `none` reads badly."""


def label(thing: Thing) -> str:
    """The thing as every line about it names it."""
    if thing.section == EFFECTS:
        origin, target, by = thing.key
        return f"effect of {origin} on {target}{f', as {by} claims' if by else ''}"
    if thing.section == RATINGS:
        customer, period, outcome = thing.key
        return f"rating of {outcome} by {customer} in {period}"
    if thing.section == DECISIONS:
        over, *between = thing.key
        return f"decision between {' and '.join(between)}{f' over {over}' if over else ''}"
    return ".".join(thing.key) or thing.section


def says(thing: Thing) -> str:
    """The words of an effect, a rating or a decision, in short."""
    first = thing.parts[0]
    if isinstance(first, Effect):
        return _strength(first)
    return _verdict(first) if isinstance(first, Decision) else _figure(first.rating)


def says_in_full(thing: Thing) -> str:
    """The same with every figure that is told together with it, for two that are alike in short."""
    first = thing.parts[0]
    if not isinstance(first, Effect):
        return f"{says(thing)} ({exact(first)})"
    whole = first.weight if first.full_weight is None else first.full_weight
    return f"{says(thing)}, {exact(whole)} in full"


def text(section: str, field: str, value: Any) -> str:
    """The value of a field in words."""
    if value is None or value == ():
        return _NOTHING.get((section, field), "none")
    special = _TEXTS.get(type(value))
    if special is not None:
        return special(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {text(section, field, each)}" for key, each in value.items()) or "none"
    if is_dataclass(value):
        return _by_field(value, lambda each: text(section, field, each))
    if isinstance(value, tuple):
        return _capacity(value) if (section, field) == ("resources", "capacity") else _list(section, field, value)
    return str(value)


def exact(value: Any) -> str:
    """The value without anything left out, for two that have the same words."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (Enum, date)):
        return text("", "", value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {exact(each)}" for key, each in value.items()) or "none"
    if is_dataclass(value):
        return _by_field(value, exact)
    if isinstance(value, tuple):
        texts = [exact(each) for each in value if not isinstance(each, Location)]
        return f"[{', '.join(sorted(texts) if _is_unordered(value) else texts)}]"
    return "none" if value is None else repr(value)


def _by_field(value: Any, told: Callable[[Any], str]) -> str:
    read = ((each.name, getattr(value, each.name)) for each in fields(value))
    return ", ".join(f"{name} {told(each)}" for name, each in read if each is not None and type(each) is not Location)


def _list(section: str, field: str, values: tuple[Any, ...]) -> str:
    texts = [text(section, field, each) for each in values if type(each) is not Location]
    return ", ".join(sorted(set(texts)) if _is_unordered(values) else texts)


def _is_unordered(values: tuple[Any, ...]) -> bool:
    """True if the order of a list says nothing; the model keeps guardrails in the order of the file."""
    return bool(values) and type(values[0]) is Guardrail


def _target(target: Target) -> str:
    return f"{target.metric} {_figures(target.start, target.to, target.bounds)}"


def _figures(start: float | None, to: float | None, bounds: Bounds | None) -> str:
    if bounds is None:
        return f"from {_open(start)} to {_open(to)}"
    return f"between {_open(bounds.lower)} and {_open(bounds.upper)}"


def _open(figure: float | None) -> str:
    return "any" if figure is None else _figure(figure)


def _figure(figure: float) -> str:
    return f"{figure:.15g}"


def _guardrail(guardrail: Guardrail) -> str:
    binding = ["binding"] if guardrail.binding else []
    floor = [] if guardrail.bounds is None else [f"{guardrail.metric} {_figures(None, None, guardrail.bounds)}"]
    said = ", ".join([*floor, *binding])
    return f"{guardrail.protects} ({said})" if said else guardrail.protects


def _capacity(capacity: tuple[tuple[Period | None, float], ...]) -> str:
    return ", ".join(f"{_figure(amount)}{f' in {period.label}' if period else ''}" for period, amount in capacity)


def _need(need: Need) -> str:
    return f"{_figure(need.amount)} {need.resource}"


def _strength(effect: Effect) -> str:
    if effect.starts_at is not None and not effect.weight:
        return f"{effect.word} only past {_figure(effect.starts_at)}"
    return f"{effect.word} ({effect.weight:+.2f})"


def _said_by(said: Considered | Reliance) -> str:
    """Who said something and when, where that is known."""
    day = f" on {said.day}" if said.day else ""
    return f" by {said.by}{day}" if said.by else day


def _verdict(decision: Decision) -> str:
    accepted = "" if decision.tension is None else f" at {_figure(decision.tension)}"
    return f"{decision.verdict.value}{accepted} until {decision.until}"


def _agreement(agreement: Agreement) -> str:
    figures = "" if agreement.target is None else f"target {' to '.join(map(_figure, agreement.target))}"
    said = ", ".join(each for each in (figures, str(agreement.date or "")) if each)
    return f"{agreement.who} ({said})"


_TEXTS: Mapping[type[Any], Callable[[Any], str]] = {
    Agreement: _agreement,
    bool: lambda value: "yes" if value else "no",
    float: _figure,
    Target: _target,
    Progress: lambda progress: _figure(progress.value),
    Guardrail: _guardrail,
    Considered: lambda each: f"all {' and '.join(each.kinds)}{_said_by(each)}",
    Reliance: lambda each: f"{each.target} ({each.how}{_said_by(each)})",
    Mitigation: lambda each: f"{each.origin} to {each.target} (leaves {each.word})",
    Need: _need,
    Period: lambda period: period.label,
    Reference: lambda reference: reference.id,
}
"""The words for values of a type."""
