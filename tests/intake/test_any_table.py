"""Any table at all: it becomes an organization that loads, with every row told, or it is refused with a reason."""

from __future__ import annotations

import csv
import re
import tempfile
from io import StringIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from goalcheck import load
from goalcheck.intake.formats.material import IntakeOptions
from goalcheck.intake.memory import ImportMemory, memory_text, read_memory
from goalcheck.intake.pipeline import IntakeResult, new_organization, read_files
from goalcheck.intake.sheets import CannotImport

NAMES = (
    "Department,Team,Objective,Key Result,Metric,Owner,From,To,Target,Current,Progress,Quarter,Year,Start date,"
    "Due date,Status,Priority,ID,Parent,Notes,Key Result 1,Key Result 2"
)
TEXTS = (
    "Sales|Ops > Field|Win more|3|3,5|1.234|38k|1.2m|18 %|(7)|Q3 2026|FY26|2026|03/04/2026|31.12.2026|at least 95 %|"
    "from 5 to 3|on track|done|high|5|-|n/a|TBD||A, B|=1+1|id|#|{a: b}"
)
HEADERS = st.sampled_from(NAMES.split(","))
CELLS = st.one_of(st.sampled_from(TEXTS.split("|")), st.text(max_size=12))


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    header = draw(st.lists(HEADERS, min_size=2, max_size=9))
    rows = st.lists(CELLS, min_size=len(header), max_size=len(header))
    return [["Objective", "Department", *header], *([*each] for each in draw(st.lists(rows.map(_headed), max_size=9)))]


def _headed(row: list[str]) -> list[str]:
    return [*row[:2], *row]


def imported(table: list[list[str]], folder: Path) -> IntakeResult | None:
    text = StringIO()
    csv.writer(text).writerows(table)
    path = folder / "okrs.csv"
    path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
    try:
        result = read_files([str(path)], IntakeOptions())
    except CannotImport:
        return None
    for edit in new_organization(result, folder / "org", ImportMemory(), header=True):
        edit.path.parent.mkdir(parents=True, exist_ok=True)
        edit.path.write_bytes(edit.after.encode())
    return result


@given(tables())
def test_any_table(table: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = imported(table, folder)
        if result is None:
            return
        organization = load(folder / "org")
        assert len(organization.objectives) == len(result.draft.objectives)
        memory = read_memory(folder / "org")
        assert memory is not None
        assert memory_text(memory) == (folder / "org" / "import.map.yaml").read_text("utf-8")
        taken = {int(row) for each in result.draft.objectives.values() for row in re.findall(r"row (\d+)", each.place)}
        told = {place.row for places in result.account.losses.values() for place in places}
        assert set(range(2, len(table) + 1)) <= taken | told
