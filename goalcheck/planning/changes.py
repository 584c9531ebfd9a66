"""What changed between two organizations: whose objective, which effect, in words.

Compares what was declared, not what follows from it; knows no rule and no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from goalcheck.model import (
    Bounds,
    Decision,
    Department,
    Driver,
    Effect,
    Guardrail,
    Metric,
    Objective,
    Organization,
    Outcome,
    Resource,
    Target,
)
from goalcheck.source import Location


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was declared otherwise before.

    Attributes:
        nodes: the ids that it touches, sorted.
        text: what changed, in one line.
        location: where it is declared now, or where it was before it was removed; None for the settings.
    """

    nodes: tuple[str, ...]
    text: str
    location: Location | None

    @property
    def order(self) -> tuple[object, ...]:
        """Changes stand by what they touch."""
        return self.nodes, self.text, self.location or ()


class _Declared(Protocol):
    @property
    def location(self) -> Location: ...


D = TypeVar("D", bound=_Declared)


def changes(old: Organization, new: Organization, moved: Mapping[str, str]) -> tuple[Change, ...]:
    """Everything that was declared otherwise, sorted by what it touches.

    Args:
        moved: old id to new id, for objectives that only moved to another department.
    """
    objectives = {moved.get(key, key): objective for key, objective in old.objectives.items()}
    found = [
        *(Change((now,), f"{was} moved to {now}", new.objectives[now].location) for was, now in moved.items()),
        *_entries(objectives, new.objectives, _OBJECTIVE),
        *_entries(old.outcomes, new.outcomes, _OUTCOME),
        *_entries(old.drivers, new.drivers, _DRIVER),
        *_entries(old.metrics, new.metrics, _METRIC),
        *_entries(old.resources, new.resources, _RESOURCE),
        *_entries(old.departments, new.departments, _DEPARTMENT),
        *_effects(old, new, moved),
        *_decisions(old, new, moved),
    ]
    if old.settings != new.settings:
        found.append(Change((), "the settings changed", None))
    return tuple(sorted(found, key=lambda change: change.order))


def moved_objectives(old: Organization, new: Organization) -> dict[str, str]:
    """Objectives that went to another department under the same own id and name: old id to new id."""
    gone = _by_identity(old, new)
    come = _by_identity(new, old)
    return {
        ids[0]: come[identity][0]
        for identity, ids in gone.items()
        if len(ids) == 1 and len(come.get(identity, ())) == 1
    }


def _by_identity(these: Organization, others: Organization) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for key, objective in these.objectives.items():
        if key not in others.objectives:
            found.setdefault((key.partition(".")[2], objective.name), []).append(key)
    return found


_Fields = Sequence[tuple[str, Callable[[D], object]]]


def _entries(old: Mapping[str, D], new: Mapping[str, D], fields: _Fields[D]) -> Iterator[Change]:
    """What is new, gone or has another value in one section."""
    for key in sorted(old.keys() | new.keys()):
        before, now = old.get(key), new.get(key)
        if now is None or before is None:
            there = now or before
            yield Change((key,), f"{key} is {'new' if now else 'gone'}", there.location if there else None)
            continue
        for name, read in fields:
            was, is_ = read(before), read(now)
            if was != is_:
                place = getattr(now, name, None)
                yield Change((key,), f"{key}: {name} was {was}, is {is_}", getattr(place, "location", now.location))


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


_OBJECTIVE: _Fields[Objective] = (
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
_OUTCOME: _Fields[Outcome] = (
    ("importance", lambda each: each.importance),
    ("customer", lambda each: each.customer or "nobody"),
    ("metric", lambda each: each.metric or "none"),
)
_DRIVER: _Fields[Driver] = (("metric", lambda each: each.metric or "none"),)
_METRIC: _Fields[Metric] = (("better", lambda each: each.better or "neither"),)
_RESOURCE: _Fields[Resource] = (("capacity", _capacity),)
_DEPARTMENT: _Fields[Department] = (("part_of", lambda each: each.part_of or "nothing"),)


class _Said(NamedTuple):
    """An effect by whose it is, what it is on, and who claims it; None where its owner declares it."""

    origin: str
    target: str
    by: str | None

    @property
    def text(self) -> str:
        claim = f", as {self.by} claims" if self.by else ""
        return f"{self.origin} on {self.target}{claim}"


def _effects(old: Organization, new: Organization, moved: Mapping[str, str]) -> Iterator[Change]:
    before, now = _said(old, moved), _said(new, {})
    for key in sorted(before.keys() | now.keys(), key=lambda each: (*each[:2], each.by or "")):
        ends = tuple(sorted((key.origin, key.target)))
        was, is_ = before.get(key), now.get(key)
        if was is None and is_ is not None:
            yield Change(ends, f"new effect of {key.text}: {_strength(is_)}", is_.location)
        elif is_ is None and was is not None:
            yield Change(ends, f"gone effect of {key.text}: {_strength(was)}", was.location)
        elif was and is_ and abs(was.weight - is_.weight) > 1e-9:
            yield Change(ends, f"effect of {key.text} was {_strength(was)}, is {_strength(is_)}", is_.location)


def _said(organization: Organization, moved: Mapping[str, str]) -> dict[_Said, Effect]:
    def said(origin: str, effect: Effect, by: str | None = None) -> tuple[_Said, Effect]:
        return _Said(moved.get(origin, origin), moved.get(effect.target, effect.target), by), effect

    sections = (organization.objectives, organization.drivers, organization.outcomes)
    owned = [said(key, effect) for section in sections for key, each in section.items() for effect in each.effects]
    return dict([*owned, *(said(each.origin, each.effect, each.by or "somebody") for each in organization.claims)])


def _strength(effect: Effect) -> str:
    if effect.starts_at is not None and not effect.weight:
        return f"{effect.word} only past {effect.starts_at:.15g}"
    return f"{effect.word} ({effect.weight:+.2f})"


def _decisions(old: Organization, new: Organization, moved: Mapping[str, str]) -> Iterator[Change]:
    before, now = _decided(old, moved), _decided(new, {})
    for key in sorted(before.keys() | now.keys()):
        between, over = key
        what = f"decision between {' and '.join(between)}{f' over {over}' if over else ''}"
        was, is_ = before.get(key), now.get(key)
        if was is None and is_ is not None:
            yield Change(between, f"new {what}: {_verdict(is_)}", is_.location)
        elif is_ is None and was is not None:
            yield Change(between, f"gone {what}: {_verdict(was)}", was.location)
        elif was and is_ and _verdict(was) != _verdict(is_):
            yield Change(between, f"{what} was {_verdict(was)}, is {_verdict(is_)}", is_.location)


def _decided(organization: Organization, moved: Mapping[str, str]) -> dict[tuple[tuple[str, ...], str], Decision]:
    return {
        (tuple(sorted(moved.get(each, each) for each in decision.between)), decision.over or ""): decision
        for decision in organization.decisions
    }


def _verdict(decision: Decision) -> str:
    accepted = "" if decision.tension is None else f" at {decision.tension:.15g}"
    return f"{decision.verdict.value}{accepted} until {decision.until}"
