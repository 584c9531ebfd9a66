"""Spoils values in the ways that people and attackers do: one change at a time, anywhere."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

from fuzz.hostile_values import hostile, nested
from fuzz.shapes import Place, Raw, Shapes


def spoiled(value: Raw, shapes: Shapes, random: Random, times: int) -> Raw:
    """The value after some changes, most of which make it wrong."""
    made = deepcopy(value)
    for _ in range(times):
        _spoil(made, shapes, random)
    return made


def enriched(value: Raw, shapes: Shapes, random: Random, times: int) -> Raw:
    """The value with some fields replaced or added, each as the schema allows."""
    made = deepcopy(value)
    for _ in range(times):
        _replace_by_schema(made, shapes, random) if random.random() < 0.5 else _add_by_schema(made, shapes, random)
    return made


def _spoil(value: Raw, shapes: Shapes, random: Random) -> None:
    """One change."""
    change = random.choice(
        (_replace, _replace, _replace_by_schema, _add_by_schema, _remove, _unknown, _repeat, _elsewhere, _key, _deepen)
    )
    change(value, shapes, random)


def _place(value: Raw, shapes: Shapes, random: Random) -> Place | None:
    places = list(shapes.places(value, shapes.root))
    return random.choice(places) if places else None


def _replace(value: Raw, shapes: Shapes, random: Random) -> None:
    """Another value, probably of a wrong type."""
    if place := _place(value, shapes, random):
        place.holder[place.key] = deepcopy(hostile(random))


def _replace_by_schema(value: Raw, shapes: Shapes, random: Random) -> None:
    if place := _place(value, shapes, random):
        place.holder[place.key] = shapes.value(place.schema, place.field)


def _add_by_schema(value: Raw, shapes: Shapes, random: Random) -> None:
    """A field that the schema knows, or one more item."""
    holder, schema = random.choice(list(shapes.holders(value, shapes.root)))
    if isinstance(holder, list):
        holder.append(shapes.value(schema.get("items", {})))
        return
    fields = list(schema.get("properties", {}))
    if fields:
        name = random.choice(fields)
        holder[name] = shapes.value(schema["properties"][name], name)
    else:
        holder.update(shapes.value(schema) if schema.get("type") == "object" else {})


def _remove(value: Raw, shapes: Shapes, random: Random) -> None:
    if place := _place(value, shapes, random):
        del place.holder[place.key]


def _unknown(value: Raw, shapes: Shapes, random: Random) -> None:
    """A key that nothing knows: made up, misspelled or from another section."""
    mappings = [each for each, _ in shapes.holders(value, shapes.root) if isinstance(each, dict)]
    name = random.choice(
        ("due", "kpi", "why", "affect", "Objectives", "x" * 300, "a b", "\x1b[31m", "=1+1", "::error::x")
    )
    random.choice(mappings)[name] = hostile(random)


def _repeat(value: Raw, shapes: Shapes, random: Random) -> None:
    """An item once more, or many times."""
    lists = [each for each, _ in shapes.holders(value, shapes.root) if isinstance(each, list) and each]
    if lists:
        chosen = random.choice(lists)
        chosen.extend([deepcopy(random.choice(chosen))] * random.choice((1, 1, 2, 20)))


def _elsewhere(value: Raw, shapes: Shapes, random: Random) -> None:
    """What stands in one place stands in another one too; a reference then often is to itself, or runs in a circle."""
    one, other = _place(value, shapes, random), _place(value, shapes, random)
    if one and other:
        other.holder[other.key] = deepcopy(one.holder[one.key])


def _key(value: Raw, shapes: Shapes, random: Random) -> None:
    """Another key for an entry: one that exists elsewhere, or text that is no id."""
    mappings = [each for each, _ in shapes.holders(value, shapes.root) if isinstance(each, dict) and each]
    if mappings:
        chosen = random.choice(mappings)
        other = hostile(random) if random.random() < 0.5 else random.choice([*random.choice(mappings)])
        entry = chosen.pop(random.choice([*chosen]))
        chosen[other if isinstance(other, str | int | float | bool | None) else "a"] = entry


def _deepen(value: Raw, shapes: Shapes, random: Random) -> None:
    if place := _place(value, shapes, random):
        inner: Any = place.holder[place.key]
        place.holder[place.key] = random.choice(([inner], {"a": inner}, nested(random, 30)))
