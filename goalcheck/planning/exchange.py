"""One thing of an organization as it is in another one: a field, an effect, a rating, a decision, the settings.

With the organization after some changes and the one before, that is a change undone while the others stay; the other
way round it is a change made alone. Knows no rule and no finding.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from goalcheck.model import Claim, Effect, Objective, Organization, Scorecard, Status
from goalcheck.model.weights import at_target, figure_of
from goalcheck.planning.changes import Change

_SECTIONS = (*("objectives", "outcomes", "drivers", "metrics", "departments", "customers", "goals", "resources"),)
_ORIGINS = ("objectives", "drivers", "outcomes")


def exchanged(organization: Organization, other: Organization, change: Change) -> Organization | None:
    """The organization with what a change is about as it is in the other one.

    None where that cannot be said: an entry that only one of them has (but for an objective, which can be dropped), or
    a value that names such an entry.
    """
    section, *rest = change.what
    if section == "settings":
        return replace(organization, settings=other.settings)
    if section == "effects":
        return _effect(organization, other, *rest)
    if section == "ratings":
        return _rating(organization, other, *rest)
    if section == "decisions":
        return _decision(organization, other, rest[0], tuple(rest[1:]))
    if section not in _SECTIONS:
        return None
    return (
        _field(organization, other, section, *rest) if len(rest) == 2 else _entry(organization, other, section, *rest)
    )


def _entry(organization: Organization, other: Organization, section: str, key: str) -> Organization | None:
    """An objective that the other one does not have is dropped, which takes it out of the analysis."""
    if section != "objectives" or key not in organization.objectives or key in other.objectives:
        return None
    return _with(organization, section, key, replace(organization.objectives[key], status=Status.DROPPED))


def _field(organization: Organization, other: Organization, section: str, key: str, name: str) -> Organization | None:
    mine, theirs = getattr(organization, section).get(key), getattr(other, section).get(key)
    if mine is None or theirs is None:
        return None
    value = getattr(theirs, name)
    if _names(value, _missing(organization, other)):
        return None
    changed = _with(organization, section, key, replace(mine, **{name: value}))
    return _retargeted(changed, key) if (section, name) == ("objectives", "target") else changed


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


def _effect(organization: Organization, other: Organization, origin: str, target: str, by: str) -> Organization | None:
    if {origin, target} & _missing(organization, other):
        return None
    if by:
        return _claim(organization, other, (origin, target, by))
    for section in _ORIGINS:
        mine, theirs = getattr(organization, section).get(origin), getattr(other, section).get(origin)
        if mine is not None and theirs is not None:
            kept = (effect for effect in mine.effects if effect.target != target)
            taken = (effect for effect in theirs.effects if effect.target == target)
            return _with(organization, section, origin, replace(mine, effects=_ordered((*kept, *taken))))
    return None


def _claim(organization: Organization, other: Organization, key: tuple[str, ...]) -> Organization:
    def is_meant(claim: Claim) -> bool:
        return (claim.origin, claim.effect.target, claim.by or "somebody") == key

    claims = [*(each for each in organization.claims if not is_meant(each)), *filter(is_meant, other.claims)]
    return replace(organization, claims=tuple(sorted(claims, key=lambda claim: claim.order)))


def _rating(
    organization: Organization, other: Organization, customer: str, period: str, outcome: str
) -> Organization | None:
    if {customer, outcome} & _missing(organization, other):
        return None

    def is_meant(card: Scorecard) -> bool:
        return (card.customer, card.period.label) == (customer, period)

    def cut(card: Scorecard, *, meant: bool) -> Scorecard:
        ratings = tuple(each for each in card.ratings if (each[0] == outcome) == meant)
        return replace(card, ratings=ratings)

    mine = (cut(each, meant=False) if is_meant(each) else each for each in organization.scorecards)
    theirs = (cut(each, meant=True) for each in other.scorecards if is_meant(each))
    cards = sorted((each for each in (*mine, *theirs) if each.ratings), key=lambda card: card.order)
    return replace(organization, scorecards=tuple(cards))


def _decision(
    organization: Organization, other: Organization, over: str, between: tuple[str, ...]
) -> Organization | None:
    if {over, *between} & _missing(organization, other):
        return None

    def is_meant(decision: Any) -> bool:
        return (decision.over or "", tuple(sorted(decision.between))) == (over, between)

    kept = (each for each in organization.decisions if not is_meant(each))
    found = sorted((*kept, *filter(is_meant, other.decisions)), key=lambda decision: decision.order)
    return replace(organization, decisions=tuple(found))


def _with(organization: Organization, section: str, key: str, entry: Any) -> Organization:
    changed: dict[str, Any] = {section: MappingProxyType({**getattr(organization, section), key: entry})}
    return replace(organization, **changed)


def _ordered(effects: Any) -> tuple[Effect, ...]:
    return tuple(sorted(effects, key=lambda effect: (effect.target, effect.weight, effect.location)))


def _missing(organization: Organization, other: Organization) -> set[str]:
    """The ids that only the other one has."""
    return {key for section in _SECTIONS for key in getattr(other, section).keys() - getattr(organization, section)}


def _names(value: Any, ids: Collection[str]) -> bool:
    """True if a value holds one of the ids, however deep."""
    if not ids or isinstance(value, str):
        return bool(ids) and value in ids
    if isinstance(value, Mapping):
        return any(_names(each, ids) for each in value.values())
    if isinstance(value, tuple):
        return any(_names(each, ids) for each in value)
    return is_dataclass(value) and any(_names(getattr(value, each.name), ids) for each in fields(value))
