"""What changed between two organizations: whose objective, which effect, in words.

Compares what was declared, not what follows from it; knows no rule and no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from goalcheck.model import Effect, Objective, Organization, Target
from goalcheck.source import Location

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was declared otherwise before.

    Attributes:
        nodes: the ids that it touches, sorted.
        text: what changed, in one line.
        location: where it is declared now, or was before it was removed.
    """

    nodes: tuple[str, ...]
    text: str
    location: Location


def changes(old: Organization, new: Organization, moved: Mapping[str, str]) -> tuple[Change, ...]:
    """Everything that was declared otherwise, sorted by what it touches.

    Args:
        moved: old id to new id, for objectives that only moved to another department.
    """
    found = [
        *_objectives(old, new, moved),
        *_effects(old, new, moved),
        *_outcomes(old, new),
        *_settings(old, new),
    ]
    return tuple(sorted(found, key=lambda change: (change.nodes, change.text)))


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


def _objectives(old: Organization, new: Organization, moved: Mapping[str, str]) -> Iterator[Change]:
    before = {moved.get(key, key): objective for key, objective in old.objectives.items()}
    for was, now in moved.items():
        yield Change((now,), f"{was} moved to {now}", new.objectives[now].location)
    for key in sorted(before.keys() | new.objectives.keys()):
        if key not in before:
            yield Change((key,), f"{key} is new", new.objectives[key].location)
        elif key not in new.objectives:
            yield Change((key,), f"{key} is gone", before[key].location)
        else:
            yield from _fields(key, before[key], new.objectives[key])


_FIELDS: tuple[tuple[str, Callable[[Objective], object]], ...] = (
    ("status", lambda objective: objective.status.value),
    ("period", lambda objective: objective.period.label if objective.period else "always"),
    ("priority", lambda objective: objective.priority),
    ("target", lambda objective: _target(objective.target)),
    ("alternative_to", lambda objective: ", ".join(each.id for each in objective.alternative_to) or "none"),
    ("depends_on", lambda objective: ", ".join(each.id for each in objective.depends_on) or "none"),
    ("agreed_with", lambda objective: ", ".join(objective.agreed_with) or "nobody"),
    ("guardrails", lambda objective: ", ".join(each.protects for each in objective.guardrails) or "none"),
    ("needs", lambda objective: ", ".join(f"{need.amount:g} {need.resource}" for need in objective.needs) or "nothing"),
    ("progress", lambda objective: f"{objective.progress.value:g}" if objective.progress else "none"),
)


def _fields(key: str, before: Objective, now: Objective) -> Iterator[Change]:
    for name, read in _FIELDS:
        was, is_ = read(before), read(now)
        if was != is_:
            yield Change((key,), f"{key}: {name} was {was}, is {is_}", now.location)


def _target(target: Target | None) -> str:
    if target is None:
        return "none"
    if target.bounds is None:
        return f"{target.metric} from {target.start:g} to {target.to:g}"
    return f"{target.metric} from {_open(target.bounds.lower)} to {_open(target.bounds.upper)}"


def _open(figure: float | None) -> str:
    return "any" if figure is None else f"{figure:g}"


def _effects(old: Organization, new: Organization, moved: Mapping[str, str]) -> Iterator[Change]:
    before, now = _said(old, moved), _said(new, {})
    for key in sorted(before.keys() | now.keys()):
        origin, target, by = key
        whose = f"{origin} on {target}" if by is None else f"{origin} on {target}, as {by} claims"
        was, is_ = before.get(key), now.get(key)
        if was is None and is_ is not None:
            yield Change(_ends(origin, target), f"new effect of {whose}: {_strength(is_)}", is_.location)
        elif is_ is None and was is not None:
            yield Change(_ends(origin, target), f"gone effect of {whose}: {_strength(was)}", was.location)
        elif was is not None and is_ is not None and abs(was.weight - is_.weight) > 1e-9:
            text = f"effect of {whose} was {_strength(was)}, is {_strength(is_)}"
            yield Change(_ends(origin, target), text, is_.location)


def _ends(origin: str, target: str) -> tuple[str, ...]:
    return tuple(sorted((origin, target)))


def _said(organization: Organization, moved: Mapping[str, str]) -> dict[tuple[str, str, str | None], Effect]:
    """All effects by (origin, target, who claims it)."""
    nodes: Iterable[tuple[str, tuple[Effect, ...]]] = [
        *((key, each.effects) for key, each in organization.objectives.items()),
        *((key, each.effects) for key, each in organization.drivers.items()),
        *((key, each.effects) for key, each in organization.outcomes.items()),
    ]
    said: dict[tuple[str, str, str | None], Effect] = {
        (moved.get(key, key), moved.get(effect.target, effect.target), None): effect
        for key, effects in nodes
        for effect in effects
    }
    for claim in organization.claims:
        target = moved.get(claim.effect.target, claim.effect.target)
        said[moved.get(claim.origin, claim.origin), target, claim.by or "somebody"] = claim.effect
    return said


def _strength(effect: Effect) -> str:
    return f"{effect.word} ({effect.weight:+.2f})"


def _outcomes(old: Organization, new: Organization) -> Iterator[Change]:
    for key in sorted(old.outcomes.keys() | new.outcomes.keys()):
        if key not in old.outcomes:
            yield Change((key,), f"{key} is new", new.outcomes[key].location)
        elif key not in new.outcomes:
            yield Change((key,), f"{key} is gone", old.outcomes[key].location)
        elif old.outcomes[key].importance != new.outcomes[key].importance:
            was, is_ = old.outcomes[key].importance, new.outcomes[key].importance
            yield Change((key,), f"{key}: importance was {was}, is {is_}", new.outcomes[key].location)


def _settings(old: Organization, new: Organization) -> Iterator[Change]:
    if old.settings != new.settings:
        nowhere = Location("", 1, 1, 1, 1)
        yield Change((), "the settings changed", nowhere)
