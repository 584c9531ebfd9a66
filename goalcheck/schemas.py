"""The published JSON Schemas: of the files, made from their types; of the outputs, made beforehand from theirs."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

DRAFT = "https://json-schema.org/draft/2020-12/schema"

NOTE = (
    "What a schema cannot express and goalcheck checks: ids declared once in all files, references, days that exist, "
    "periods that end before they start, departments that form a tree, nothing that affects itself, ranges in order, "
    "units that agree, capacity periods that share no day, effects that start at a figure only where there is a "
    "target, whole numbers written without a fraction."
)


def organization_schema() -> str:
    """The JSON Schema of an organization file."""
    from goalcheck.model.schema import DocumentSchema
    from goalcheck.rules import RULES

    schema = _generated(DocumentSchema)
    _close(schema)
    known = [*(rule.code for rule in RULES), *(rule.name for rule in RULES)]
    schema["$defs"]["Settings"]["properties"]["rules"]["propertyNames"] = {"enum": known}
    return _dumped({"$schema": DRAFT, "$comment": NOTE, **schema})


def form_schema(form: type[BaseModel]) -> str:
    """The JSON Schema of another file format that pydantic describes."""
    schema = _generated(form)
    _close(schema)
    return _dumped({"$schema": DRAFT, **schema})


def report_schema() -> str:
    """The JSON Schema of `goalcheck analyze --format json`."""
    return _published("report")


def matrix_schema() -> str:
    """The JSON Schema of `goalcheck matrix --format json`."""
    return _published("matrix")


def resolution_schema() -> str:
    """The JSON Schema of `goalcheck resolve --format json`."""
    return _published("resolution")


def _published(output: str) -> str:
    """The schema of an output, which `tests/test_output_schemas.py` makes from its types."""
    return (files("goalcheck") / f"{output}.schema.json").read_text("utf-8")


def _generated(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a model; its parts are named as users know them, without what ends the names of classes."""
    from pydantic.json_schema import GenerateJsonSchema

    from goalcheck.model.schema import SUFFIX

    class Generator(GenerateJsonSchema):
        def normalize_name(self, name: str) -> str:
            return super().normalize_name(name).removesuffix(SUFFIX)

    return model.model_json_schema(schema_generator=Generator)


def _dumped(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2) + "\n"


def _close(schema: Any) -> None:
    """Mappings whose keys have a pattern have no other keys; pydantic leaves that open."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema.setdefault("additionalProperties", False)
        for inner in schema.values():
            _close(inner)
    elif isinstance(schema, list):
        for inner in schema:
            _close(inner)
