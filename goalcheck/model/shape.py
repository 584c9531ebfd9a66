"""One document against the shape of the file format: pydantic judges, and its errors become problems with positions.

Knows nothing of ids, references or other documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from goalcheck.files import MappingNode, Problems, SequenceNode
from goalcheck.model.format import QUANTITY, Document
from goalcheck.model.period import PERIOD_EXPECTED
from goalcheck.source import Location

MAX_ROUNDS = 20
MAX_LISTED = 12

_KEY = "[key]"
_ID_EXPECTED = "an id: lower case letters, digits, - and _, first a letter or digit (like install-30)"
_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping of fields",
    "finite_number": "a finite number",
}


def check_shape(document: MappingNode, problems: Problems) -> Document | None:
    """The document as the format's types, with a problem for everything that does not fit.

    What does not fit is taken out of `document`, so that the rest can still be checked; None where nothing is left.
    """
    for round_ in range(MAX_ROUNDS):
        try:
            return Document.model_validate(document)
        except ValidationError as error:
            faults = [_Fault(document, details) for details in error.errors(include_url=False, include_input=False)]
        if round_ == 0:
            for fault in faults:
                fault.report(problems)
        _take_out(document, [fault.path for fault in faults])
    return None


class _Fault:
    """One pydantic error, located in the raw document.

    Attributes:
        path: the keys and indices that lead to what must go before the rest can be checked.
    """

    def __init__(self, document: MappingNode, details: ErrorDetails) -> None:
        self._document = document
        self._details = details
        self._steps = _steps_into(document, details["loc"])
        self._kind = details["type"]
        self.path = self._steps

    def report(self, problems: Problems) -> None:
        message, expected = self._words()
        holder, location = self._place()
        problems.add(holder.source.name, message, expected, holder.source.excerpt(location))

    def _place(self) -> tuple[MappingNode | SequenceNode, Location]:
        if not self._steps:
            return self._document, self._document.key_location(next(iter(self._document)))
        holder = _descend(self._document, self._steps[:-1])
        key = self._steps[-1]
        if isinstance(holder, SequenceNode):
            return holder, holder.item_location(int(key))
        of_key = self._kind in ("extra_forbidden", "missing") or self._details["loc"][-1] == _KEY
        key = str(key)
        return holder, holder.key_location(key) if of_key else holder.value_location(key)

    def _words(self) -> tuple[str, str]:
        found = _describe(_descend(self._document, self._steps))
        context = self._details.get("ctx", {})
        name = str(self._details["loc"][-1])
        if self._kind == "missing":
            return f"the field '{name}' is missing", f"{name}: ..."
        if self._kind == "extra_forbidden":
            return f"unknown field '{name}'", _near_or_all(name, _fields_at(self._details["loc"][:-1]))
        if name == _KEY:
            return f"'{self._steps[-1]}' cannot be an id", _ID_EXPECTED
        if self._kind == "literal_error":
            return f"found {found}", f"one of {context['expected']}"
        return f"found {found}", self._expected(context)

    def _expected(self, context: dict[str, Any]) -> str:
        match self._kind:
            case "string_pattern_mismatch":
                return _pattern_words(str(context["pattern"]))
            case "greater_than_equal":
                return f"at least {_plain(context['ge'])}"
            case "less_than_equal":
                return f"at most {_plain(context['le'])}"
            case "string_too_short":
                return "some text"
            case "too_short":
                return f"a list of {_plain(context['min_length'])} or more"
            case "too_long":
                return f"a list of no more than {_plain(context['max_length'])}"
            case kind:
                return _TYPES.get(kind, str(self._details["msg"]))


def _steps_into(document: MappingNode, loc: Sequence[int | str]) -> tuple[int | str, ...]:
    """The part of a pydantic location that names keys and items that exist; union tags and missing fields fall out."""
    node: Any = document
    steps: list[int | str] = []
    for step in loc:
        if isinstance(node, MappingNode) and step in node:
            node = node[str(step)]
        elif isinstance(node, SequenceNode) and isinstance(step, int):
            node = node[step]
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _descend(node: Any, steps: Iterable[int | str]) -> Any:
    for step in steps:
        node = node[step]
    return node


def _take_out(document: MappingNode, paths: Iterable[tuple[int | str, ...]]) -> None:
    """Remove what the paths lead to, deepest and last first, so that no path is bent before its turn."""
    ordered = sorted(set(paths), key=lambda path: [(isinstance(step, str), step) for step in path], reverse=True)
    for path in ordered:
        if not path:
            document.clear()
            return
        _descend(document, path[:-1]).remove_entry(path[-1])


def _describe(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"'{value}'"
        case MappingNode():
            return "a mapping"
        case _:
            return "a list"


def _plain(number: Any) -> str:
    return f"{number:g}"


def _pattern_words(pattern: str) -> str:
    if "H[12]" in pattern:
        return PERIOD_EXPECTED
    if pattern == QUANTITY:
        return "a number, alone or with the unit of the resource (6100 hours)"
    if pattern.startswith("^[0-9]"):
        return "a day, as 2026-09-30"
    if "." in pattern:
        return "an id (install-30), or the full id of an objective (operations.install-30)"
    return _ID_EXPECTED


def _near_or_all(name: str, fields: Sequence[str]) -> str:
    near = get_close_matches(name, fields, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    return "one of " + ", ".join(sorted(fields)[:MAX_LISTED]) + (", ..." if len(fields) > MAX_LISTED else "")


def _fields_at(loc: Sequence[int | str]) -> list[str]:
    """The fields of the format that are legal at a location, read off its JSON Schema."""
    schema = Document.model_json_schema()
    definitions = schema.get("$defs", {})
    here = [schema]
    for step in loc:
        following = [deeper for node in here for deeper in _deeper(node, step)]
        here = [_resolved(node, definitions) for node in _flat(following or here, definitions)]
    return [field for node in here for field in node.get("properties", {})]


def _deeper(schema: dict[str, Any], step: int | str) -> list[dict[str, Any]]:
    if isinstance(step, int):
        return [schema["items"]] if "items" in schema else []
    if step in schema.get("properties", {}):
        return [schema["properties"][step]]
    open_ended = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    return [inner for inner in open_ended if isinstance(inner, dict)]


def _flat(schemas: Iterable[dict[str, Any]], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    flat: list[dict[str, Any]] = []
    for schema in schemas:
        resolved = _resolved(schema, definitions)
        branches = [] if "properties" in resolved else [*resolved.get("oneOf", []), *resolved.get("anyOf", [])]
        flat += _flat(branches, definitions) if branches else [resolved]
    return flat


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    return definitions[reference.rsplit("/", 1)[-1]] if reference else schema
