"""The heat map of a meeting: which department hurts which, with the worst conflict behind each cell."""

from __future__ import annotations

from conftest import EXAMPLES

from goalcheck import load
from goalcheck.api import analyzed
from goalcheck.meeting.heat import heat_of
from goalcheck.selection import EVERYTHING, Selection


def test_a_cell_leads_to_what_the_row_does_to_the_column() -> None:
    heat = heat_of(analyzed(load(EXAMPLES / "northline")), EVERYTHING)
    about = {pair: cell.conflict.about for pair, cell in heat.cells.items() if cell.conflict}
    assert about["operations", "sales"] == "personal-attention"
    assert about["sales", "operations"] == "fast-install"
    assert about["product", "finance"] == "finance.right-first-bill"
    assert about.keys() == heat.cells.keys()
    assert ("sales", "sales") not in heat.cells


def test_a_department_has_those_that_it_hurts_and_those_that_hurt_it() -> None:
    heat = heat_of(analyzed(load(EXAMPLES / "northline")), Selection(departments=("sales",)))
    assert heat.cells.keys() == {("operations", "sales"), ("sales", "operations")}
