"""What counts as a change of each kind of thing: its fields, each as the text by which two of them are compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from goalcheck.model import (
    Bounds,
    Customer,
    Department,
    Driver,
    Guardrail,
    Metric,
    Objective,
    Outcome,
    Resource,
    Target,
)

D = TypeVar("D")

Fields = Sequence[tuple[str, Callable[[D], object]]]


def _ids(references: Sequence[object]) -> str:
    return ", ".join(str(getattr(each, "id", each)) for each in references) or "none"


def _target(target: Target | None) -> str:
    if target is None:
        return "none"
    return f"{target.metric} {_figures(target.start, target.to, target.bounds)}"


def _figures(start: float | None, to: float | None, bounds: Bounds | None) -> str:
    if bounds is None:
        return f"from {_open(start)} to {_open(to)}"
    return f"between {_open(bounds.lower)} and {_open(bounds.upper)}"


def _open(figure: float | None) -> str:
    return "any" if figure is None else f"{figure:.15g}"


def _guardrails(objective: Objective) -> str:
    return ", ".join(sorted({_guardrail(each) for each in objective.guardrails})) or "none"


def _guardrail(guardrail: Guardrail) -> str:
    if guardrail.bounds is None:
        return guardrail.protects
    return f"{guardrail.protects} ({guardrail.metric} {_figures(None, None, guardrail.bounds)})"


def _capacity(resource: Resource) -> str:
    figures = (f"{amount:.15g}{f' in {period.label}' if period else ''}" for period, amount in resource.capacity)
    return ", ".join(figures) or "none"


OBJECTIVE: Fields[Objective] = (
    ("status", lambda each: each.status.value),
    ("period", lambda each: each.period.label if each.period else "always"),
    ("priority", lambda each: each.priority),
    ("target", lambda each: _target(each.target)),
    ("progress", lambda each: f"{each.progress.value:.15g}" if each.progress else "none"),
    ("owner", lambda each: each.owner or "nobody"),
    ("alternative_to", lambda each: _ids(each.alternative_to)),
    ("depends_on", lambda each: _ids(each.depends_on)),
    ("supports", lambda each: _ids(each.supports)),
    ("agreed_with", lambda each: _ids(each.agreed_with)),
    ("guardrails", _guardrails),
    ("needs", lambda each: ", ".join(f"{need.amount:.15g} {need.resource}" for need in each.needs) or "nothing"),
)
OUTCOME: Fields[Outcome] = (
    ("importance", lambda each: each.importance),
    ("customer", lambda each: each.customer or "nobody"),
    ("metric", lambda each: each.metric or "none"),
)
DRIVER: Fields[Driver] = (("metric", lambda each: each.metric or "none"),)
METRIC: Fields[Metric] = (("better", lambda each: each.better or "neither"),)
DEPARTMENT: Fields[Department] = (("part_of", lambda each: each.part_of or "nothing"),)
CUSTOMER: Fields[Customer] = (("priorities", lambda each: ", ".join(each.priorities) or "none"),)
RESOURCE: Fields[Resource] = (("capacity", _capacity),)
