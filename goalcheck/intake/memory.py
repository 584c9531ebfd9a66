"""`import.map.yaml`: how tables were read and which ids their things have, kept beside the files for the next time.

It is never part of an organization.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from goalcheck.files import MappingNode, Problems, SequenceNode, read_one
from goalcheck.files.editing import Field, quoted, scalar
from goalcheck.files.foreign import IMPORT_MAP
from goalcheck.intake.aliases import MAPPABLE
from goalcheck.intake.naming import KINDS
from goalcheck.intake.sheets import CannotImport, folded
from goalcheck.source import InvalidInput

_KEYS: Final = ("version", "columns")


@dataclass(slots=True)
class ImportMemory:
    """What is kept of an import.

    Attributes:
        name: the name of the organization.
        columns: the field of each column that was read, by its header as it stands.
        departments: the names under which departments are filed, by those in the table.
        options: what the user has said about the tables, by the names of the options.
        ids: the ids of each kind, by the keys of the draft.
        stated: the effects and claims that were brought: of what, on what, and who says so. One that is not in the
            files any more was taken out by hand, and does not come again.
    """

    name: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    ids: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    stated: list[str] = field(default_factory=list)

    @property
    def mapping(self) -> dict[str, str]:
        """The fields by folded header."""
        return {folded(header): each for header, each in self.columns.items()}


def read_memory(folder: Path) -> ImportMemory | None:
    """What is kept in a folder; None where nothing is.

    Raises:
        InvalidInput: the file is no YAML.
        CannotImport: it is not what an import writes.
    """
    path = folder / IMPORT_MAP
    if not path.exists():
        return None
    problems = Problems()
    document = read_one(str(path), problems, _KEYS)
    if document is None or problems:
        raise InvalidInput(tuple(problems))
    memory = ImportMemory(name=_text(document.get("name")))
    memory.columns = _pairs(path, document, "columns", "column", "is")
    memory.departments = _pairs(path, document, "departments", "name", "is")
    memory.options = _options(document)
    ids = document.get("ids")
    for kind in KINDS if isinstance(ids, MappingNode) else ():
        memory.ids[kind] = _pairs(path, ids, kind, "of", "id")  # type: ignore[arg-type]
    stated = document.get("stated")
    memory.stated = [_text(each) for each in stated] if isinstance(stated, SequenceNode) else []
    wrong = sorted({each for each in memory.columns.values() if each not in MAPPABLE})
    if wrong:
        raise CannotImport(f"{path}: '{wrong[0][:60]}' is no field; expected one of {', '.join(MAPPABLE)}")
    return memory


def _options(document: MappingNode) -> dict[str, str]:
    found = document.get("options")
    return {key: _text(value) for key, value in found.items()} if isinstance(found, MappingNode) else {}


def _pairs(path: Path, document: MappingNode, section: str, key: str, value: str) -> dict[str, str]:
    found = document.get(section)
    if found is None:
        return {}
    if not isinstance(found, SequenceNode) or not all(isinstance(each, MappingNode) for each in found):
        raise CannotImport(f"{path}: '{section}' is no list of mappings; delete the file and import anew")
    return {_text(each.get(key)): _text(each.get(value)) for each in found if isinstance(each, MappingNode)}


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def memory_text(memory: ImportMemory) -> str:
    """The file in which an import is kept."""
    lines = [
        "# How goalcheck import read the tables, and the ids of what stands in them; --update reads it again.",
        "# This file is no part of the organization.",
        "version: 1",
        f"name: {scalar(memory.name)}",
        *_list("columns", [{"column": header, "is": each} for header, each in memory.columns.items()]),
        *_list("departments", [{"name": name, "is": each} for name, each in memory.departments.items()]),
    ]
    if memory.options:
        lines += ["options:", *(f"  {name}: {quoted(value)}" for name, value in memory.options.items())]
    lines.append("ids:")
    for kind in KINDS:
        lines += _list(kind, [{"id": each, "of": key} for key, each in memory.ids[kind].items()], "  ")
    if memory.stated:
        lines += ["stated:", *(f"  - {quoted(each)}" for each in memory.stated)]
    return "".join(f"{line}\n" for line in lines if line != "ids:" or any(memory.ids.values()))


def _list(section: str, items: Sequence[Mapping[str, Field]], indent: str = "") -> list[str]:
    if not items:
        return []
    return [f"{indent}{section}:", *(f"{indent}  - {_item(each)}" for each in items)]


def _item(item: Mapping[str, Field]) -> str:
    return f"{{{', '.join(f'{key}: {quoted(str(value))}' for key, value in item.items())}}}"
