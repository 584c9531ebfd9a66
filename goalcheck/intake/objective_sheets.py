"""A sheet as a table of objectives: its columns are recognised, weak guesses refused, and its rows added to a draft."""

from __future__ import annotations

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.columns import recognise, refuse_weak
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions
from goalcheck.intake.sheets import Sheet, folded
from goalcheck.intake.table import add_table, figure_mark


def add_objectives(
    sheet: Sheet, name: str, said: str, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions
) -> None:
    """Add a sheet as a table of objectives.

    Args:
        name: what the sheet is called in the account.
        said: what its reader decided.

    Raises:
        CannotImport: it is not surely one.
    """
    table = recognise(sheet, options.mapping, options.table.decimal)
    mark = figure_mark(table, options.table)
    if mark is not None and mark != options.table.decimal:
        table = recognise(sheet, options.mapping, mark)
    account.tables.append(table)
    account.mapped |= {folded(each.header) for each in table.columns}
    refuse_weak(table)
    account.sources.append(f"{name}: a table of objectives ({said}; header in row {table.header + 1})")
    add_table(draft, table, options.table, account)
