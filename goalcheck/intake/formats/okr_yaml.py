"""OKR lists in YAML: objectives with key results, in files of which every team has its own idea."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from goalcheck.files import MappingNode, Problems, SequenceNode, Source, parse
from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.objective_sheets import add_objectives
from goalcheck.intake.sheets import CannotImport, CellValue, Sheet, bounded, clean, counted, folded
from goalcheck.source import InvalidInput

_LISTS: Final = frozenset({"objectives", "okrs", "goals", "okr", "teams", "departments", "items"})
_RESULTS: Final = frozenset({"key results", "krs", "results", "keyresults", "key result", "measures", "metrics"})
_TITLES: Final = ("objective", "title", "name", "goal", "description")
_RESULT_TITLES: Final = ("key result", "description", "title", "name", "text", "kr", "result")

MAX_DEPTH: Final = 8


class _OkrYaml:
    """Lists of objectives in YAML; what stands above a list holds for all of it."""

    name = "OKR list in YAML"
    experimental = False

    def accepts(self, material: Material) -> bool:
        """True by the ending."""
        return material.ending in (".yaml", ".yml")

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add the objectives as a table of key results."""
        problems = Problems()
        document = parse(Source(material.file, material.text), problems, ("objectives", "okrs"))
        if document is None or problems:
            raise InvalidInput(tuple(problems))
        if isinstance(document.get("departments"), MappingNode) or "organization" in document:
            raise CannotImport(f"{material.file} is of an organization already: goalcheck analyze reads it as it is")
        rows = list(_objectives(document, {}, 0))
        if not rows:
            raise CannotImport(
                f"{material.file} holds no list of objectives: it takes a key such as objectives or okrs"
            )
        names = list(dict.fromkeys(name for _, row in rows for name in row))
        cells: list[list[CellValue]] = [[clean(name) for name in names]]
        cells += [[clean(row.get(name)) for name in names] for _, row in rows]
        lines = (1, *(line for line, _ in rows))
        sheet = Sheet(material.file, None, bounded(material.file, cells), (), ".", lines)
        add_objectives(sheet, material.file, counted(len(rows), "key result"), draft, account, options)


OKR_YAML = _OkrYaml()

Row = tuple[int, dict[str, object]]
"""A line of the file, and the cells of a row by the names of their columns."""


def _objectives(node: MappingNode, above: Mapping[str, object], depth: int) -> Iterator[Row]:
    """A row for each key result below a mapping."""
    own = {folded(key): value for key, value in node.items() if _is_plain(value)}
    results = next((value for key, value in node.items() if folded(key) in _RESULTS), None)
    title = next((name for name in _TITLES if name in own), None)
    if isinstance(results, SequenceNode) and title is not None:
        yield from _results(node, results, {**above, **_renamed(own, title, "objective")})
        return
    lists = [(key, value) for key, value in node.items() if isinstance(value, (SequenceNode, MappingNode))]
    nested = [(key, value) for key, value in lists if folded(key) in _LISTS] or lists
    if not nested and title is not None and depth:
        line = _line(node)
        yield line, {**above, **_renamed(own, title, "objective")}
    shared: dict[str, object] = {name: value for name, value in own.items() if name != "version"}
    if depth and title is not None and nested:
        shared = _renamed(shared, title, "department")
    for key, value in nested if depth < MAX_DEPTH else ():
        inner = value if isinstance(value, SequenceNode) else value.values()
        named = {} if folded(key) in _LISTS or isinstance(value, MappingNode) else {"department": key}
        for each in inner:
            if isinstance(each, MappingNode):
                yield from _objectives(each, {**above, **shared, **named}, depth + 1)


def _results(node: MappingNode, results: SequenceNode, above: Mapping[str, object]) -> Iterator[Row]:
    if not results:
        yield _line(node), dict(above)
    for at, each in enumerate(results):
        line = results.item_location(at).line
        if isinstance(each, MappingNode):
            own = {folded(key): value for key, value in each.items() if _is_plain(value)}
            title = next((name for name in _RESULT_TITLES if name in own), None)
            yield line, {**above, **(_renamed(own, title, "key result") if title else own)}
        else:
            yield line, {**above, "key result": each}


def _renamed(fields: Mapping[str, object], name: str, new: str) -> dict[str, object]:
    return {new if key == name else key: value for key, value in fields.items()}


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float)) or value is None


def _line(node: MappingNode) -> int:
    first = next(iter(node), None)
    return node.key_location(first).line if first is not None else 1
