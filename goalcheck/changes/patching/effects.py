"""Effects written into the files: said otherwise in the form in which they stand, added, renamed or taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import isclose

from goalcheck.changes.names import target_of
from goalcheck.changes.patching.patch import Patch, Place, RemoveEntry, RenameKey, SetValue, Site
from goalcheck.files.editing import Field
from goalcheck.files.rewriting import Rewriting
from goalcheck.model import Driver, Effect, Objective, Outcome
from goalcheck.model.schema import CONFIDENCE, WORDS

DIGITS = 12

Node = Objective | Driver | Outcome


def write_effects(site: Site, before: Node, now: Node) -> Iterator[Patch]:
    """The patches after which the `affects` of a node say what they shall."""
    place = (*site.place, "affects")
    was, is_ = _by_target(before.effects), _by_target(now.effects)
    keys = _keys(site, place, before.id)
    gone, come = [each for each in was if each not in is_], [each for each in is_ if each not in was]
    for target in come:
        twin = next((each for each in gone if _alike(was[each], is_[target]) and len(keys[each]) == 1), None)
        if twin is None:
            yield SetValue((*place, target), _written(is_[target][0]))
        else:
            gone.remove(twin)
            yield RenameKey((*place, keys[twin][0]), target)
    for target in gone:
        for key in keys[target]:
            yield RemoveEntry((*place, key))
    for target in was.keys() & is_.keys():
        if not _alike(was[target], is_[target]):
            yield from _restate(site.text, place, keys[target], was[target], is_[target])


def say(text: Rewriting, place: Place, effect: Effect) -> Iterator[Patch]:
    """The patches by which a statement in long form says another word or weight."""
    said = said_in(effect)
    field = "effect" if isinstance(said, str) else "weight"
    present = "effect" if "effect" in text.keys(place) else "weight"  # no mapping of Python's
    yield SetValue((*place, present), said)
    if present != field:
        yield RenameKey((*place, present), field)


def said_in(effect: Effect) -> str | float:
    """The word or weight of an effect before confidence and range: a word where one says it exactly."""
    whole = effect.weight if effect.full_weight is None else effect.full_weight
    sure = CONFIDENCE[effect.confidence]
    if isclose(WORDS[effect.word] / 3 * sure, whole, abs_tol=1e-12):
        return effect.word
    return round(whole / sure, DIGITS)


def _restate(
    text: Rewriting, place: Place, keys: list[str], before: list[Effect], now: list[Effect]
) -> Iterator[Patch]:
    if len(before) == len(now) == len(keys) and all(_reasons(*pair) for pair in zip(before, now, strict=True)):
        for key, effect in zip(keys, _in_order(now), strict=True):
            yield from _say_otherwise(text, (*place, key), effect)
        return
    first, *more = keys
    yield SetValue((*place, first), _written(now[0]))
    for key in more:
        yield RemoveEntry((*place, key))


def _say_otherwise(text: Rewriting, place: Place, effect: Effect) -> Iterator[Patch]:
    plain = text.plain(place)
    if plain is None:
        yield from say(text, place, effect)
        return
    said = said_in(effect)
    if isinstance(said, str) and plain.lstrip("+-").isdigit():
        yield SetValue(place, WORDS[said])
    else:
        yield SetValue(place, said if isinstance(said, str) else {"weight": said})


def _written(effect: Effect) -> Field:
    """An effect in its shortest form."""
    said = said_in(effect)
    more: dict[str, Field] = {}
    if effect.because is not None:
        more["because"] = effect.because
    if effect.confidence != "high":
        more["confidence"] = effect.confidence
    if effect.evidence is not None:
        more["evidence"] = effect.evidence
    if effect.by is not None:
        more["by"] = effect.by
    if effect.day is not None:
        more["date"] = effect.day.isoformat()
    if effect.starts_at is not None and effect.full_at is not None:
        more |= {"starts_at": effect.starts_at, "full_at": effect.full_at}
    if isinstance(said, str):
        return {"effect": said, **more} if more else said
    return {"weight": said, **more}


def _by_target(effects: Iterable[Effect]) -> dict[str, list[Effect]]:
    grouped: defaultdict[str, list[Effect]] = defaultdict(list)
    for effect in effects:
        grouped[effect.target].append(effect)
    return {target: _in_order(each) for target, each in sorted(grouped.items())}


def _keys(site: Site, place: Place, origin: str) -> dict[str, list[str]]:
    """The keys under which each target stands: an objective of the own department may be named in two ways."""
    spelled: defaultdict[str, list[str]] = defaultdict(list)
    for key in site.text.keys(place):  # no mapping of Python's
        spelled[target_of(site.organization, origin, key)].append(key)
    return spelled


def _in_order(effects: Iterable[Effect]) -> list[Effect]:
    return sorted(effects, key=lambda effect: effect.location)


def _alike(one: list[Effect], other: list[Effect]) -> bool:
    """True if effects say the same, whatever a target makes of them."""
    return len(one) == len(other) and all(
        _reasons(*pair) and said_in(pair[0]) == said_in(pair[1]) for pair in zip(one, other, strict=True)
    )


def _reasons(one: Effect, other: Effect) -> bool:
    """True if effects have all in common but what they are on and what they say."""
    mine, theirs = (
        (each.because, each.confidence, each.evidence, each.starts_at, each.full_at, each.by, each.day)
        for each in (one, other)
    )
    return mine == theirs
