"""One thing of an organization as it is in another one: a field, an effect, a rating, a decision, a setting.

With the organization after some changes and the one before, that is a change undone while the others stay; the other
way round it is a change made alone. Knows no rule and no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from goalcheck.compare.declarations import Redeclaration
from goalcheck.compare.things import DECISIONS, EFFECTS, ORGANIZATION, RATINGS, SETTINGS, sections_of
from goalcheck.model import Claim, Decision, Effect, Objective, Organization, Scorecard, Status
from goalcheck.model.schema import CONFIDENCE
from goalcheck.model.weights import at_target, figure_of

_ORIGINS = ("objectives", "drivers", "outcomes")

_COUPLED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("customers", "kind"): ("kind", "department"),
    ("customers", "department"): ("kind", "department"),
}
"""Fields of which one says what the other must be."""

_RANGE = ("starts_at", "full_at", "full_weight")
"""The fields of an effect that come together."""


def exchanged(organization: Organization, other: Organization, change: Redeclaration) -> Organization | None:
    """The organization with what a change is about as it is in the other one.

    None where that cannot be said: an entry that only one of them has (but for an objective, which can be dropped), or
    a value that names such an entry.
    """
    section, key, field = change.section, change.key, change.field
    if section == SETTINGS and field:
        return replace(organization, settings=_setting(organization.settings, other.settings, field.split(".", 1)))
    if section == ORGANIZATION and field:
        value = getattr(other, field)
        return None if _names(value, _missing(organization, other)) else replace(organization, **{field: value})
    if section in (EFFECTS, RATINGS, DECISIONS):
        return _RECORDS[section](organization, other, key, field)
    if section not in sections_of(organization):
        return None
    if field is None:
        return _entry(organization, other, section, key[0])
    return _field(organization, other, section, key[0], field)


def _setting(mine: Any, theirs: Any, path: list[str]) -> Any:
    """The settings, or a part of them, with the value that a path leads to as it is in the others."""
    name, *rest = path
    if is_dataclass(mine):
        value = getattr(theirs, name)
        return replace(mine, **{name: _setting(getattr(mine, name), value, rest) if rest else value})  # type: ignore[type-var]
    entries = {**(mine or {})}
    entries.pop(name, None)
    return MappingProxyType(dict(sorted((entries | {k: v for k, v in (theirs or {}).items() if k == name}).items())))


def _entry(organization: Organization, other: Organization, section: str, key: str) -> Organization | None:
    """An objective that the other one does not have is dropped, which takes it out of the analysis."""
    if section != "objectives" or key not in organization.objectives or key in other.objectives:
        return None
    return _with(organization, section, key, replace(organization.objectives[key], status=Status.DROPPED))


def _field(organization: Organization, other: Organization, section: str, key: str, name: str) -> Organization | None:
    mine, theirs = getattr(organization, section).get(key), getattr(other, section).get(key)
    if mine is None or theirs is None:
        return None
    values = {each: getattr(theirs, each) for each in _COUPLED.get((section, name), (name,))}
    if any(_names(value, _missing(organization, other)) for value in values.values()):
        return None
    changed = _with(organization, section, key, replace(mine, **values))
    if (section, name) == ("departments", "part_of") and _is_below_itself(changed, key):
        return None
    return _retargeted(changed, key) if (section, name) == ("objectives", "target") else changed


def _is_below_itself(organization: Organization, department: str) -> bool:
    """True if a department is part of itself, once one of several changes of their tree is undone alone."""
    above = organization.departments[department].part_of
    passed = {department}
    while above is not None and above not in passed:
        passed.add(above)
        above = organization.departments[above].part_of
    return above is not None


def _retargeted(organization: Organization, key: str) -> Organization:
    """The effects that depend on the target of an objective, declared or claimed, as strong as it makes them now."""
    objective: Objective = organization.objectives[key]
    reached = figure_of(objective.target)
    effects = _ordered(at_target(effect, reached) for effect in objective.effects)
    claims = (
        replace(claim, effect=at_target(claim.effect, reached)) if claim.origin == key else claim
        for claim in organization.claims
    )
    changed = _with(organization, "objectives", key, replace(objective, effects=effects))
    return replace(changed, claims=tuple(sorted(claims, key=lambda claim: claim.order)))


def _effect(
    organization: Organization, other: Organization, key: tuple[str, ...], field: str | None
) -> Organization | None:
    origin, target, by = key
    if {origin, target} & _missing(organization, other):
        return None
    if by:
        return _claim(organization, other, key, field)
    for section in _ORIGINS:
        mine, theirs = getattr(organization, section).get(origin), getattr(other, section).get(origin)
        if mine is not None and theirs is not None:
            kept = [effect for effect in mine.effects if effect.target != target]
            present = [effect for effect in mine.effects if effect.target == target]
            taken = [effect for effect in theirs.effects if effect.target == target]
            if field is not None:
                if not len(present) == len(taken) == 1:
                    return None
                taken = [_partly(present[0], taken[0], field, mine)]
            return _with(organization, section, origin, replace(mine, effects=_ordered((*kept, *taken))))
    return None


def _partly(mine: Effect, theirs: Effect, field: str, holder: Any) -> Effect:
    """An effect with one field as another one has it, and with the weight that it has then."""
    names = _RANGE if field in _RANGE else (field,)
    changed = mine._replace(**{name: getattr(theirs, name) for name in names})
    if field == "confidence":
        factor = CONFIDENCE[theirs.confidence] / CONFIDENCE[mine.confidence]
        whole = None if mine.full_weight is None else mine.full_weight * factor
        return changed._replace(weight=mine.weight * factor, full_weight=whole)
    if field not in _RANGE:
        return changed
    if changed.starts_at is None:
        return changed._replace(weight=mine.weight if mine.full_weight is None else mine.full_weight)
    return at_target(changed, figure_of(holder.target) if isinstance(holder, Objective) else None)


def _claim(
    organization: Organization, other: Organization, key: tuple[str, ...], field: str | None
) -> Organization | None:
    def is_meant(claim: Claim) -> bool:
        return (claim.origin, claim.effect.target, claim.by or "somebody") == key

    present, taken = [*filter(is_meant, organization.claims)], [*filter(is_meant, other.claims)]
    if field is not None:
        if not len(present) == len(taken) == 1:
            return None
        if hasattr(present[0].effect, field):
            holder = organization.objectives.get(key[0])
            taken = [replace(present[0], effect=_partly(present[0].effect, taken[0].effect, field, holder))]
        else:
            taken = [replace(present[0], **{field: getattr(taken[0], field)})]
    claims = [*(each for each in organization.claims if not is_meant(each)), *taken]
    return replace(organization, claims=tuple(sorted(claims, key=lambda claim: claim.order)))


def _rating(
    organization: Organization, other: Organization, key: tuple[str, ...], field: str | None
) -> Organization | None:
    customer, period, outcome = key
    if {customer, outcome} & _missing(organization, other):
        return None

    def is_meant(card: Scorecard) -> bool:
        return (card.customer, card.period.label) == (customer, period)

    def cut(card: Scorecard, *, meant: bool) -> Scorecard:
        ratings = tuple(each for each in card.ratings if (each[0] == outcome) == meant)
        return replace(card, ratings=ratings)

    theirs = [cut(each, meant=True) for each in other.scorecards if is_meant(each)]
    if field is not None:
        return _beside_rating(organization, theirs, (is_meant, outcome), field)
    mine = (cut(each, meant=False) if is_meant(each) else each for each in organization.scorecards)
    cards = sorted((each for each in (*mine, *theirs) if each.ratings), key=lambda card: card.order)
    return replace(organization, scorecards=tuple(cards))


def _beside_rating(
    organization: Organization, theirs: list[Scorecard], meant: tuple[Callable[[Scorecard], bool], str], field: str
) -> Organization | None:
    """The organization with the note of a rating, or a field of its scorecard, as the other one has it."""
    is_meant, outcome = meant
    source = next((card for card in theirs if card.ratings), None)
    if source is None:
        return None

    def changed(card: Scorecard) -> Scorecard:
        if not is_meant(card) or outcome not in dict(card.ratings):
            return card
        if field != "note":
            return replace(card, **{field: getattr(source, field)})
        notes = [*(each for each in card.notes if each[0] != outcome), *(e for e in source.notes if e[0] == outcome)]
        return replace(card, notes=tuple(sorted(notes)))

    return replace(organization, scorecards=tuple(map(changed, organization.scorecards)))


def _decision(
    organization: Organization, other: Organization, key: tuple[str, ...], field: str | None
) -> Organization | None:
    if set(key) & _missing(organization, other):
        return None

    def is_meant(decision: Decision) -> bool:
        return (decision.over or "", *sorted(decision.between)) == key

    present, taken = [*filter(is_meant, organization.decisions)], [*filter(is_meant, other.decisions)]
    if field is not None:
        if not len(present) == len(taken) == 1:
            return None
        taken = [replace(present[0], **{field: getattr(taken[0], field)})]
    kept = (each for each in organization.decisions if not is_meant(each))
    found = sorted((*kept, *taken), key=lambda decision: decision.order)
    return replace(organization, decisions=tuple(found))


_Exchange = Callable[[Organization, Organization, tuple[str, ...], str | None], Organization | None]

_RECORDS: Mapping[str, _Exchange] = {EFFECTS: _effect, RATINGS: _rating, DECISIONS: _decision}


def _with(organization: Organization, section: str, key: str, entry: Any) -> Organization:
    entries: Any = MappingProxyType({**getattr(organization, section), key: entry})
    return replace(organization, **{section: entries})


def _ordered(effects: Any) -> tuple[Effect, ...]:
    return tuple(sorted(effects, key=lambda effect: (effect.target, effect.weight, effect.location)))


def _missing(organization: Organization, other: Organization) -> set[str]:
    """The ids that only the other one has."""
    return {
        key
        for section in sections_of(organization)
        for key in getattr(other, section).keys() - getattr(organization, section)
    }


def _names(value: Any, ids: Collection[str]) -> bool:
    """True if a value holds one of the ids, however deep."""
    if not ids or isinstance(value, str):
        return bool(ids) and value in ids
    if isinstance(value, Mapping):
        return any(_names(each, ids) for each in value.values())
    if isinstance(value, tuple):
        return any(_names(each, ids) for each in value)
    return is_dataclass(value) and any(_names(getattr(value, each.name), ids) for each in fields(value))
