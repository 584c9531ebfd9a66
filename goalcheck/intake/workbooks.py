"""XLSX and ODS as sheets, read by python-calamine: stored values of formulas, dates, merged cells, several sheets."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from goalcheck.intake.archives import check_spreadsheet
from goalcheck.intake.sheets import CannotImport, CellValue, Sheet, bounded, clean

INSTALL = "reading spreadsheets needs python-calamine: pip install 'goalcheck[sheets]', or save each sheet as CSV"


def read_workbook(file: str, raw: bytes) -> list[Sheet]:
    """The visible sheets of a workbook.

    Raises:
        CannotImport: it is too large, damaged, or there is no library that reads it.
    """
    check_spreadsheet(file, raw)
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise CannotImport(f"{file}: {INSTALL}") from error
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(raw))
        sheets = [
            _sheet(file, book.get_sheet_by_name(each.name), several=len(book.sheet_names) > 1)
            for each in book.sheets_metadata
            if each.visible == calamine.SheetVisibleEnum.Visible and each.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise CannotImport(f"{file} is encrypted: save it without a password") from error
    except calamine.CalamineError as error:
        raise CannotImport(f"{file} is no spreadsheet that can be read: {error}") from error
    if not sheets:
        raise CannotImport(f"{file} has no visible sheet")
    return sheets


def _sheet(file: str, sheet: object, *, several: bool) -> Sheet:
    """A sheet; what is merged down a column stands in each of its rows."""
    rows = [[clean(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]  # type: ignore[attr-defined]
    merged = _fill(rows, sheet.merged_cell_ranges or ())  # type: ignore[attr-defined]
    notes = (f"{merged} merged cells were filled",) if merged else ()
    return Sheet(file, sheet.name if several else None, bounded(file, rows), notes)  # type: ignore[attr-defined]


def _fill(rows: list[list[CellValue]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    filled = 0
    for (top, left), (bottom, _) in ranges:
        if not (top < bottom and top < len(rows) and left < len(rows[top])):
            continue
        filled += 1
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] is None:
                row[left] = rows[top][left]
    return filled
