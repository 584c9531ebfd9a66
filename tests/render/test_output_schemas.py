"""The published schemas of the JSON outputs are made from the types that the writers of these outputs are held to.

`pytest tests/render/test_output_schemas.py --update-expected` writes them anew after a type has changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT
from pydantic import TypeAdapter

from goalcheck.render.json_types.matrix import MatrixData
from goalcheck.render.json_types.report import ReportData
from goalcheck.render.json_types.resolution import ResolutionData
from goalcheck.schemas import DRAFT, matrix_schema, report_schema, resolution_schema

OUTPUTS: dict[str, tuple[Any, str]] = {
    "report": (ReportData, "goalcheck report, version 2"),
    "matrix": (MatrixData, "The matrices of goalcheck matrix --format json, version 2"),
    "resolution": (ResolutionData, "The ways out of goalcheck resolve --format json"),
}


def made(name: str) -> str:
    """The text of the schema file of an output."""
    type_, title = OUTPUTS[name]
    schema = TypeAdapter(type_).json_schema(mode="serialization")
    rest = {key: value for key, value in _plain(schema).items() if key not in ("$defs", "description")}
    whole = {
        "$schema": DRAFT,
        "title": title,
        "description": schema["description"],
        **rest,
        "$defs": _plain(schema)["$defs"],
    }
    return json.dumps(whole, indent=2) + "\n"


def _plain(schema: Any) -> Any:
    """The schema without the titles that repeat a name, and with descriptions of one line."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    if isinstance(kept.get("description"), str):
        kept["description"] = " ".join(kept["description"].split())
    return kept


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_schema_of_an_output_is_that_of_its_types(name: str, pytestconfig: pytest.Config) -> None:
    file = ROOT / "goalcheck" / f"{name}.schema.json"
    if pytestconfig.getoption("update_expected"):
        file.write_text(made(name), "utf-8")
    assert json.loads(file.read_text("utf-8")) == json.loads(made(name))


@pytest.mark.parametrize("published", [report_schema, matrix_schema, resolution_schema])
def test_no_object_of_an_output_has_other_keys_than_its_schema_names(published: Callable[[], str]) -> None:
    schema = json.loads(published())
    objects = [each for each in (schema, *schema["$defs"].values()) if each.get("type") == "object"]
    assert len(objects) > 5
    assert all(each["additionalProperties"] is False for each in objects)


def test_no_output_pays_for_the_types() -> None:
    """They are for mypy and for the schemas; a run that imported them would start more slowly."""
    code = (
        "import sys, goalcheck.render.json, goalcheck.render.matrix.json, goalcheck.render.resolution.json;"
        "print([name for name in sys.modules if 'json_types' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().strip() == "[]"
