"""Values that a JSON Schema allows, drawn at random, and the places of a value with what the schema says of each.

New fields of the formats are drawn as soon as the schema has them. What a schema cannot say (references that exist,
say) is met by chance: ids are drawn from those that the organization has and the field expects, seldom others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from fuzz.hostile_values import DAYS, PERIODS, TEXT
from fuzz.ids import OTHERS as OTHER_IDS
from fuzz.ids import Ids

Raw = dict[str, Any]

MOST_DEPTH = 12

WORDS = (
    "2026",
    "2026-H2",
    "2026-Q3",
    "2026-09",
    "2026-07-01",
    "2026-12-31",
    "10 hours",
    "2.5 people",
    "helps",
    "GC205",
)


class Place(NamedTuple):
    """Where a value stands: in a mapping or list, under a key or index, with the schema of the value."""

    holder: Any
    key: Any
    schema: Raw
    field: str


class Shapes:
    """Draws from one schema.

    Args:
        ids: of the organization, so that references often are to something that there is.
    """

    def __init__(self, schema: Raw, random: Random, ids: Ids) -> None:
        self.root = schema
        self._random = random
        self._ids = ids
        texts = [each for each in (*DAYS, *PERIODS) if isinstance(each, str)]
        self._words = [*WORDS, *WORDS, *texts, *OTHER_IDS]

    def value(self, schema: Raw, field: str = "", depth: int = 0) -> Any:
        """A value that fits, as far as the schema says what fits in a field."""
        schema = self.resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._random.choice(schema["enum"])
        if _is_choice(schema):
            return self.value(self._random.choice(_choices(schema)), field, depth)
        return self._of_type(schema, field, depth)

    def resolved(self, schema: Raw) -> Raw:
        """The schema that a reference leads to."""
        while "$ref" in schema:
            schema = self.root["$defs"][schema["$ref"].rpartition("/")[2]]
        return schema

    def places(self, value: Any, schema: Raw, field: str = "") -> Iterator[Place]:
        """Every place inside a value, with its schema; an empty one where the schema knows nothing of it."""
        schema = self._fitting(value, schema)
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in items:
            its = self._inner(schema, key)
            name = str(key) if key in schema.get("properties", {}) else field
            yield Place(value, key, its, name)
            yield from self.places(inner, its, name)

    def holders(self, value: Any, schema: Raw) -> Iterator[tuple[Any, Raw]]:
        """Every mapping and list in a value, itself included, with its schema."""
        if isinstance(value, dict | list):
            yield value, self._fitting(value, schema)
            items = value.items() if isinstance(value, dict) else enumerate(value)
            for key, inner in items:
                yield from self.holders(inner, self._inner(self._fitting(value, schema), key))

    def _fitting(self, value: Any, schema: Raw) -> Raw:
        """Of several schemas the first that is about values of this type."""
        schema = self.resolved(schema)
        if not _is_choice(schema):
            return schema
        wanted = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else None
        members = [self.resolved(each) for each in _choices(schema)]
        return next((each for each in members if each.get("type") == wanted), {})

    def _inner(self, schema: Raw, key: Any) -> Raw:
        if isinstance(key, int):
            found: Raw = schema.get("items", {})
            return found
        properties = schema.get("properties", {})
        other = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
        known: Raw | None = properties.get(key)
        return known or next((each for each in other if isinstance(each, dict)), {})

    def _of_type(self, schema: Raw, field: str, depth: int) -> Any:
        kind = schema.get("type")
        if kind == "object":
            return self._object(schema, field, depth)
        if kind == "array":
            count = self._random.randint(schema.get("minItems", 0), schema.get("maxItems", 3))
            return [self.value(schema.get("items", {}), field, depth + 1) for _ in range(count * (depth < MOST_DEPTH))]
        if kind in ("integer", "number"):
            return self._number(schema, whole=kind == "integer")
        if kind == "boolean":
            return self._random.random() < 0.5
        return self._text(schema, field) if kind == "string" else None

    def _object(self, schema: Raw, field: str, depth: int) -> Raw:
        share = 0.4 if depth < MOST_DEPTH else 0.0
        properties = schema.get("properties", {})
        names = {name for name in properties if name in schema.get("required", ()) or self._random.random() < share}
        for choice in (schema, *schema.get("allOf", ())):
            names = self._chosen(choice, names)
        made = {name: self.value(properties[name], name, depth + 1) for name in properties if name in names}
        for pattern, inner in schema.get("patternProperties", {}).items():
            for _ in range(self._random.randint(0, 3) if share else 0):
                made[self._matching(pattern, field)] = self.value(inner, "", depth + 1)
        return made

    def _chosen(self, schema: Raw, names: set[str]) -> set[str]:
        """The names after one of the alternatives, each of which asks for some, has been chosen."""
        required = [set(each.get("required", ())) for each in (*schema.get("oneOf", ()), *schema.get("anyOf", ()))]
        if not required:
            return names
        return names - set().union(*required) | self._random.choice(required)

    def _number(self, schema: Raw, *, whole: bool) -> float:
        low, high = float(schema.get("minimum", -10)), float(schema.get("maximum", 100))
        if self._random.random() < 0.2:
            number = self._random.choice((low, high))
        else:
            number = round(self._random.uniform(max(low, -50.0), min(high, 2030.0)), 2)
        return round(number) if whole else number

    def _text(self, schema: Raw, field: str) -> str:
        if "pattern" in schema:
            return self._matching(schema["pattern"], field)
        return self._random.choice(TEXT if self._random.random() < 0.3 else self._words) or "x"

    def _matching(self, pattern: str, field: str) -> str:
        """A text of a pattern: mostly one of the ids that the field expects, where it is for ids."""
        ids = [each for each in self._ids.for_field(field) if re.search(pattern, each)]
        if ids and self._random.random() < 0.95:
            return self._random.choice(ids)
        fitting = [each for each in self._words if re.search(pattern, each)]
        return self._random.choice(fitting or ["a"])


def _choices(schema: Raw) -> list[Raw]:
    members: list[Raw] = schema.get("oneOf") or schema.get("anyOf") or []
    return members


def _is_choice(schema: Raw) -> bool:
    """True where the alternatives are values of their own, and not conditions on the fields of one mapping."""
    return "type" not in schema and bool(_choices(schema))
