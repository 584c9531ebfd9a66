"""The expected values at a place of a file, in words read off the JSON Schema, so that messages follow it.

The format of organizations unless another one is given. Knows neither documents nor positions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

from goalcheck.model.figures import figure_advice
from goalcheck.model.period import PERIOD_EXPECTED
from goalcheck.model.schema import DAY, ID, MAX_MAGNITUDE, QUANTITY, SUBJECT, WORDS, DocumentSchema

MAX_FIELDS = 4
"""Fields of a mapping that are named; where the user needs all of them, `fields` gives them."""

MAX_EXAMPLE = 40
"""Characters of a text that an example id is made of."""

_EFFECT_EXPECTED = f"one of {', '.join(WORDS)}, or a whole number from 3 to -3"

_REMAINDER_EXPECTED = (
    f"what is left of a harm: one of {', '.join(word for word, score in WORDS.items() if score <= 0)}, "
    "or a whole number from 0 to -3"
)

Loc = Sequence[int | str]
Schema = dict[str, Any]
Form = type[BaseModel]


def fields(loc: Loc, form: Form = DocumentSchema) -> list[str]:
    """The fields that are legal in the mapping at a pydantic location."""
    return [field for branch in _branches_at(loc, form) for field in branch.get("properties", {})]


def words(loc: Loc, form: Form = DocumentSchema) -> list[str]:
    """The texts that are legal at a pydantic location, where there are but a few."""
    return [value for branch in _branches_at(loc, form) for value in branch.get("enum", ()) if isinstance(value, str)]


def expected_values(loc: Loc, found: object = "", form: Form = DocumentSchema) -> str:
    """The expected values at a pydantic location, with a hint if the value found shows the mistake."""
    branches = [branch for branch in _branches_at(loc, form) if branch.get("type") != "null"]
    kinds = {branch.get("type") for branch in branches}
    if any("H[12]" in branch.get("pattern", "") for branch in branches):
        return PERIOD_EXPECTED
    if any(branch.get("pattern") == QUANTITY for branch in branches):
        return "a number, alone or with the unit of the resource (6100 hours)" + _figure(found, with_unit=True)
    if any("neutral" in branch.get("enum", ()) for branch in branches):
        if not any("helps" in branch.get("enum", ()) for branch in branches):
            return _REMAINDER_EXPECTED
        return _EFFECT_EXPECTED + (", or {effect: ..., because: ...}" if "object" in kinds else "")
    choices = [choice for branch in branches for choice in _choices(branch, found)]
    if isinstance(found, dict) and tuple(loc[-2:-1]) == _TYPE_TAGS[:1]:
        return f"{choices[0]}; or one mapping in place of the list, without '- '"
    listed = choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} or {choices[-1]}"
    return ("one of " if len(choices) > 2 else "") + listed + _hint(branches[0], kinds, found)


def id_words(pattern: str, found: str) -> str:
    """The pattern of an id in words, with an example near to the text found."""
    if pattern != ID:
        return "an id (install-30), or the full id of an objective (operations.install-30)"
    example = _as_id(found) or "install-30"
    return f"an id: lower case letters, digits, - and _, first a letter or digit, such as {example}"


def _as_id(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:MAX_EXAMPLE]).lower()
    return re.sub(r"[^a-z0-9_]+", "-", "".join(each for each in plain if not unicodedata.combining(each))).strip("-_")


def _choices(branch: Schema, found: object) -> list[str]:
    """The values that one branch of a schema allows, as alternatives in words."""
    if "const" in branch:
        return [repr(branch["const"])]
    if "enum" in branch:
        return [f"'{value}'" for value in branch["enum"]]
    match branch.get("type"):
        case "integer":
            return [f"a whole number{_range(branch, found)}"]
        case "number":
            return [f"a number{_range(branch, found)}"]
        case "boolean":
            return ["true", "false"]
        case "string" if "pattern" in branch:
            return [_pattern_words(branch["pattern"], found)]
        case "string":
            return ["text"]
        case "array":
            return [f"a list{_size(branch)}"]
        case _:
            return [f"a mapping{_with_fields(branch)}"]


def _pattern_words(pattern: str, found: object) -> str:
    if pattern == DAY:
        return "a day, as 2026-09-30"
    if pattern == SUBJECT:
        return "the id of an outcome, the full id of an objective, or the code of a rule (GC102)"
    return id_words(pattern, found) if found and isinstance(found, str) else "an id"


def _range(branch: Schema, found: object) -> str:
    low, high = branch.get("minimum", -MAX_MAGNITUDE), branch.get("maximum", MAX_MAGNITUDE)
    if "exclusiveMinimum" in branch:
        return f" above {branch['exclusiveMinimum']:g}, up to {high:,.16g}"
    beyond = isinstance(found, (int, float)) and not abs(found) <= MAX_MAGNITUDE
    if high < MAX_MAGNITUDE or beyond:
        return f" from {low:,.16g} to {high:,.16g}"
    return f", {low:g} or more" if low > -MAX_MAGNITUDE else ""


def _size(branch: Schema) -> str:
    least, most = branch.get("minItems", 0), branch.get("maxItems")
    if least == most:
        return f" of {least} items"
    return f" of at least {least} item{'s' * (least > 1)}" if least else ""


def _with_fields(branch: Schema) -> str:
    required = branch.get("required", [])
    names = [*required, *(name for name in branch.get("properties", {}) if name not in required)]
    if not names:
        return ""
    return f" with fields ({', '.join(names[:MAX_FIELDS])}{', ...' if len(names) > MAX_FIELDS else ''})"


def _hint(branch: Schema, kinds: set[str | None], found: object) -> str:
    """The correction of the value found, if it is plain."""
    match found:
        case None if kinds == {"array"}:
            return " ([] for none)"
        case None if kinds == {"object"} and not branch.get("required"):
            return " ({} for none)"
        case list() if kinds == {"object"} and found:
            return ", without '- '"
        case bool() | int() | float() if kinds == {"string"} and _fits(branch, str(found)):
            return ", in quotes"
        case str() if kinds <= {"integer", "number"} and re.fullmatch(r"[-+]?[0-9.]{1,20}", found):
            return ", without quotes"
        case str() if kinds <= {"integer", "number"}:
            return _figure(found, part=branch.get("maximum") == 1)
        case str() if kinds == {"array"} and re.fullmatch(r"\w[\w.-]{,40}", found):
            return f", as [{found}]"
        case str() if kinds == {"array"} and found.startswith("-"):
            return ", a space after each '-'"
        case str() if kinds == {"object"} and re.match(r"[\w-]+:\S", found):
            return ", a space after each ':'"
        case _:
            return ""


def _figure(found: object, *, part: bool = False, with_unit: bool = False) -> str:
    advice = figure_advice(found, part=part, with_unit=with_unit) if isinstance(found, str) else None
    return f"; {advice}" if advice else ""


def _fits(branch: Schema, text: str) -> bool:
    return "enum" not in branch and re.search(branch.get("pattern", ""), text) is not None


# The way through the schema.

_TYPE_TAGS = ("<array>", "<object>")
"""The tags of a union that say which type of JSON is meant; no key of a mapping is called so."""


@cache
def _schema(form: Form) -> Schema:
    return form.model_json_schema()


def _branches_at(loc: Loc, form: Form) -> list[Schema]:
    schema = _schema(form)
    definitions = schema.get("$defs", {})
    here = _flat([schema], definitions)
    for step in loc:
        deeper = [inner for branch in here for inner in _deeper(branch, step)]
        here = _flat(deeper, definitions) or _tagged(here, step) or here
    return here


def _tagged(branches: list[Schema], step: int | str) -> list[Schema]:
    """The members of a union that a tag means: those that require the field of its name, or are called like it.

    A tag may also be called like a type of JSON. Other tags lead nowhere in the schema.
    """
    tag = str(step).strip("<>")
    return [
        each
        for each in branches
        if tag in each.get("required", ()) or tag in (each.get("title", "").lower(), each.get("type"))
    ]


def _deeper(branch: Schema, step: int | str) -> list[Schema]:
    if isinstance(step, int):
        return [branch["items"]] if "items" in branch else []
    if step in branch.get("properties", {}):
        return [branch["properties"][step]]
    if step in _TYPE_TAGS:
        return []
    open_ended = [*branch.get("patternProperties", {}).values(), branch.get("additionalProperties")]
    return [inner for inner in open_ended if isinstance(inner, dict)]


def _flat(schemas: Iterable[Schema], definitions: Schema) -> list[Schema]:
    """The schemas that these stand for: references followed, unions opened."""
    flat: list[Schema] = []
    for schema in schemas:
        resolved = definitions[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
        branches = [] if "properties" in resolved else [*resolved.get("oneOf", []), *resolved.get("anyOf", [])]
        flat += _flat(branches, definitions) if branches else [resolved]
    return flat
