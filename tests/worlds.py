"""Organizations from plain dicts, without files: what the generated and the drawn tests load and analyze."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped,unused-ignore]  # has no types

from goalcheck import Organization
from goalcheck.analysis import Analysis
from goalcheck.api import analyzed
from goalcheck.files import Documents, MappingNode, Problems, Source, parse
from goalcheck.files.folders import Folders
from goalcheck.model.building.organization import build_organization
from goalcheck.rules import rule_names

Raw = dict[str, Any]

TODAY = date(2026, 10, 5)

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def as_yaml(raw: Raw) -> str:
    """A document as somebody would write it: keys in their order, one on each line, no aliases."""
    return str(yaml.dump(raw, Dumper=_Dumper, sort_keys=False))


def without_tables(documents: Iterable[MappingNode | None], problems: Problems) -> Documents:
    """Documents that lie in no folder, so that they can name no table."""
    return Documents([each for each in documents if each is not None], problems, Folders(problems), {})


def organization(*parts: Raw, names: tuple[str, ...] = ("a.yaml", "b.yaml", "c.yaml", "d.yaml")) -> Organization:
    """The organization that these documents declare together, each in a file of its own."""
    problems = Problems()
    files = sorted(zip(names, parts, strict=False), key=lambda file: file[0])
    documents = [parse(Source(name, as_yaml(part)), problems) for name, part in files]
    resolved = build_organization(without_tables(documents, problems), problems, rule_names=rule_names())
    assert resolved is not None, list(problems)
    return resolved


def report(*parts: Raw, names: tuple[str, ...] = ("a.yaml", "b.yaml", "c.yaml", "d.yaml")) -> Analysis:
    """What goalcheck finds in the organization that these documents declare together."""
    return analyzed(organization(*parts, names=names), today=TODAY)


class Schema:
    """A JSON Schema, which is itself checked."""

    def __init__(self, text: str) -> None:
        self.data: Raw = json.loads(text)
        Draft202012Validator.check_schema(self.data)
        self._validator = Draft202012Validator(self.data)

    def violations(self, data: Any) -> list[str]:
        """What is wrong with the data."""
        return [error.message for error in self._validator.iter_errors(data)]
