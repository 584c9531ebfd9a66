"""Tables of objectives, cross-impact matrices and long lists, from text files, JSON rows and spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.columns import RecognisedTable
from goalcheck.intake.delimited import read_delimited
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.effect_lists import add_list, as_list
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.json_rows import rows_of, sheet_of
from goalcheck.intake.matrices import add_matrix, as_matrix
from goalcheck.intake.objective_sheets import add_objectives
from goalcheck.intake.sheets import CannotImport, Sheet, counted


class _Tables:
    """One or several tables in a file."""

    name = "table"
    experimental = False

    def accepts(self, material: Material) -> bool:
        """True for workbooks, JSON rows, and every text that no other format has taken."""
        return not material.is_xml

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add each sheet; of several those that are no table are told and left."""
        sheets = [each for each in _sheets(material, options) if each.rows]
        if not sheets:
            raise CannotImport(f"{material.file} holds no table: there is nothing in it")
        reasons: list[CannotImport] = []
        guesses: list[RecognisedTable] = []
        for sheet in sheets:
            try:
                _add_sheet(sheet, draft, account, options)
            except CannotImport as error:
                reasons.append(error)
                guesses = [each for each in account.tables if each.sheet is sheet]
                account.tables = [each for each in account.tables if each.sheet is not sheet]
                account.lose(f"the sheet is not read: {error}", sheet.place(0))
        if len(reasons) == len(sheets):
            account.tables += guesses
            raise reasons[0]


TABLES = _Tables()


def _sheets(material: Material, options: IntakeOptions) -> Sequence[Sheet]:
    if material.raw.startswith(b"PK\x03\x04"):
        from goalcheck.intake.workbooks import read_workbook

        return read_workbook(material.file, material.raw)
    if material.json is not None:
        objects = rows_of(material.json)
        if objects is None:
            raise CannotImport(f"{material.file} is JSON, but neither rows of a table nor a model that is known here")
        return [sheet_of(material.file, objects)]
    return [read_delimited(material.file, material.raw, options.separator)]


def _add_sheet(sheet: Sheet, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
    source = sheet.place(0)
    name = f"{source.file}, sheet '{source.sheet}'" if source.sheet else source.file
    said = "; ".join((counted(len(sheet.rows), "row"), *sheet.notes))
    matrix = as_matrix(sheet)
    if matrix is not None and not options.mapping:
        account.sources.append(f"{name}: a matrix ({said})")
        add_matrix(matrix, draft, account, options)
        return
    listed = as_list(sheet)
    if listed is not None:
        account.sources.append(f"{name}: a list of effects ({said})")
        add_list(listed, draft, account, options)
        return
    add_objectives(sheet, name, said, draft, account, options)
