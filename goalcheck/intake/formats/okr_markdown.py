"""OKR lists in Markdown: headings of teams and objectives with lists of key results, or tables."""

from __future__ import annotations

import re
from typing import Final

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.objective_sheets import add_objectives
from goalcheck.intake.sheets import MAX_ROWS, CannotImport, CellPlace, CellValue, Sheet, bounded, clean, counted, folded

_HEADING: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_ITEM: Final = re.compile(r"(\s*)(?:[-*+]|[0-9]{1,3}[.)])\s+(?:\[[ xX]\]\s*)?(.*)")
_OBJECTIVE: Final = re.compile(
    r"(?:objective|objectif|objetivo|obiettivo|ziel|goal|o)\s*#?[0-9]*(?:\.[0-9]+)?\s*[:.–—-]\s*(.+)", re.IGNORECASE
)
_RESULT: Final = re.compile(r"(?:key result|kr)\s*#?[0-9]*(?:\.[0-9]+)?\s*[:.–—-]?\s*(.+)", re.IGNORECASE)
_MARKS: Final = re.compile(r"\*\*|__|`|~~")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_RULE: Final = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_RESULTS_HEADING: Final = frozenset({"key results", "results", "krs", "schlüsselergebnisse", "résultats clés"})


class _OkrMarkdown:
    """Headings and lists, or tables between bars."""

    name = "OKR list in Markdown"
    experimental = True

    def accepts(self, material: Material) -> bool:
        """True by the ending."""
        return material.ending in (".md", ".markdown")

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add each table, or the objectives of the headings."""
        if material.text.count("\n") > MAX_ROWS:
            raise CannotImport(f"{material.file} has more than {MAX_ROWS:,} lines: import a part of it")
        lines = material.text.splitlines()
        tables = _tables(lines)
        for start, rows in tables:
            numbers = tuple(range(start, start + len(rows) + 1))
            _add(material, rows, (numbers[0], *numbers[2:]), draft, account, options)
        if not tables:
            rows, numbers = _outline(lines, material, account)
            if len(rows) < 2:
                raise CannotImport(f"{material.file} holds no objective: it takes headings such as 'Objective: ...'")
            _add(material, rows, numbers, draft, account, options)


OKR_MARKDOWN = _OkrMarkdown()


def _add(
    material: Material,
    rows: list[list[CellValue]],
    numbers: tuple[int, ...],
    draft: IntakeDraft,
    account: IntakeAccount,
    options: IntakeOptions,
) -> None:
    sheet = Sheet(material.file, None, bounded(material.file, rows), (), None, numbers)
    add_objectives(sheet, material.file, counted(len(rows) - 1, "row"), draft, account, options)


def _tables(lines: list[str]) -> list[tuple[int, list[list[CellValue]]]]:
    """The tables with the numbers of their first lines."""
    found = []
    at = 0
    while at + 1 < len(lines):
        if "|" in lines[at] and "|" in lines[at + 1] and _RULE.fullmatch(lines[at + 1].strip()):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            found.append((at + 1, [_cells(line) for line in (lines[at], *lines[at + 2 : end])]))
            at = end
        at += 1
    return found


def _cells(line: str) -> list[CellValue]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [clean(_plain(cell)) for cell in re.split(r"(?<!\\)\|", inner)]


def _plain(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", text)).replace("\\|", "|").strip()


def _outline(
    lines: list[str], material: Material, account: IntakeAccount
) -> tuple[list[list[CellValue]], tuple[int, ...]]:
    """The objectives below headings of teams: a row for each key result, with the lines on which they stand."""
    rows: list[list[CellValue]] = [["Team", "Objective", "Key result"]]
    numbers = [1]
    team, objective, waiting = "", "", 0

    def finish() -> None:
        if objective and waiting:
            rows.append([clean(team), clean(objective), None])
            numbers.append(waiting)

    for number, line in enumerate(lines, 1):
        heading, item = _HEADING.fullmatch(line.strip()), _ITEM.fullmatch(line)
        said = _plain(heading[2] if heading else item[2] if item else line)
        named = _OBJECTIVE.fullmatch(said)
        if folded(said.rstrip(":")) in _RESULTS_HEADING or not said:
            continue
        if named and (heading or item is None or not item[1]) and not _RESULT.fullmatch(said):
            finish()
            objective, waiting = named[1], number
        elif heading:
            finish()
            team, objective, waiting = said, "", 0
        elif item and objective:
            result = _RESULT.fullmatch(said)
            rows.append([clean(team), clean(objective), clean(result[1] if result else said)])
            numbers.append(number)
            waiting = 0
        else:
            account.lose("the line is no objective and no key result", CellPlace(material.file, None, number))
    finish()
    return rows, tuple(numbers)
