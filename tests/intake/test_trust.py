"""Weak guesses are refused, and hostile files are refused or read in little time and memory."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from importing import FIXTURES, Import


@pytest.mark.parametrize("file", ["test1-relations.csv", "test1-elements.csv"])
def test_tables_of_archi_are_refused_with_advice(take_in: Import, file: str) -> None:
    done = take_in(FIXTURES / file)
    assert done.status == 2
    assert "this is not surely a table of objectives" in done.errors
    assert "import the .archimate file" in done.errors
    assert not done.folder.exists()


def test_a_guess_is_settled_by_a_map(take_in: Import) -> None:
    table = "Thing,Who\nDo,Ann\n"
    assert take_in(table).status == 2
    done = take_in(table, "--map", "Thing=objective", "--map", "Who=department")
    assert list(done.objectives) == ["ann.do"]


def test_an_unknown_field_of_a_map_is_named(take_in: Import) -> None:
    done = take_in("Thing,Who\nDo,Ann\n", "--map", "Thing=objectiv")
    assert done.status == 2
    assert "did you mean 'objective'?" in done.errors


def test_a_map_of_a_column_that_is_not_there_is_an_error(take_in: Import) -> None:
    done = take_in("Team,Objective\nOps,Do\n", "--map", "Nothing=owner")
    assert done.status == 2
    assert "nothing is called 'Nothing'" in done.errors
    assert not done.folder.exists()


def test_an_organization_is_not_imported(take_in: Import) -> None:
    assert "is of an organization already" in take_in("organization: {name: A}\n", name="org.yaml").errors


def packed(name: str, content: bytes) -> bytes:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (packed("xl/worksheets/sheet1.xml", b"<a>" + b" " * 90_000_000 + b"</a>"), "bytes unpacked"),
        (packed("xl/worksheets/sheet1.xml", b"<a>" + b" " * 9_000_000 + b"</a>"), "times as large unpacked"),
        (packed("content.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declares XML entities"),
        (packed("xl/worksheets/sheet1.xml", b'<s><c r="XFD1048576"/></s>'), "more than 50,000 rows"),
        (packed("word/document.xml", b"<a/>"), "no spreadsheet that can be read"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged archive"),
    ],
)
def test_hostile_workbooks_are_refused(take_in: Import, raw: bytes, reason: str) -> None:
    done = take_in(raw, name="okrs.xlsx")
    assert done.status == 2
    assert reason in done.errors


def test_a_million_rows_are_refused(take_in: Import) -> None:
    done = take_in("Department,Objective\n" + "Ops,Do\n" * 1_000_000)
    assert done.status == 2
    assert "more than 50,000 rows" in done.errors


@pytest.mark.parametrize(
    "raw", [b"", b"\0\0\0\0\1", b"\n\n\n", b'a,"b\n' * 100, b"[" * 100_000, b'{"a": NaN}', "x,y\nÿ".encode("utf-16")]
)
def test_what_is_no_table_is_refused(take_in: Import, raw: bytes) -> None:
    done = take_in(raw)
    assert done.status == 2
    assert "internal error" not in done.errors


def test_too_many_departments_are_a_wrong_column(take_in: Import) -> None:
    done = take_in("Department,Objective\n" + "".join(f"D{number},Do\n" for number in range(1001)))
    assert done.status == 2
    assert "is another column the department?" in done.errors


def test_too_long_texts_are_refused(take_in: Import) -> None:
    assert "more than 50,000 lines" in take_in("\n" * 1_000_000, name="okrs.md").errors
    assert "more than 2,000,000 cells" in take_in("Team,Objective\n" + ("a," * 400 + "\n") * 6000).errors


def test_texts_of_a_table_stay_texts(take_in: Import) -> None:
    done = take_in(
        'Department,Objective,Owner\n"=cmd|\' /C calc\'!A0","no: {a: b} # c","x\x1b[31m"\n'
        '"..","<<<<<<< a","&b *c !!d"\n'
    )
    names = sorted(each.name for each in done.objectives.values())
    assert names == ["<<<<<<< a", "no: {a: b} # c"]
    assert "\x1b" not in done.said


def test_a_workbook_with_merged_cells_formulas_dates_and_several_sheets(take_in: Import, tmp_path: Path) -> None:
    path = tmp_path / "okrs.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sales")
        sheet.write_row(
            0, 0, ["Department", "Objective", "Key Result", "Baseline", "Target", "Current", "Start date", "Due"]
        )
        sheet.merge_range(1, 0, 2, 0, "Sales")
        sheet.merge_range(1, 1, 2, 1, "Win more")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for row, figures in enumerate([("Leads", 10, 20), ("Rate", 0.18, 0.25)], 1):
            sheet.write_row(row, 2, figures)
            sheet.write_formula(row, 5, "=7+8", None, 15)
            sheet.write_number(row, 6, 46204, day)
            sheet.write_number(row, 7, 46387, day)
        book.add_worksheet("Readme").write(0, 0, "How to fill this in")
        other = book.add_worksheet("Operations")
        other.write_row(1, 0, ["Objective", "Metric", "From", "To"])
        other.write_row(2, 0, ["Install faster", "Days", 55, 30])
    done = take_in(path)
    assert set(done.objectives) == {"sales.leads", "sales.rate", "operations.install-faster"}
    leads = done.objectives["sales.leads"]
    assert leads.period is not None
    assert leads.progress is not None
    assert (leads.period.label, leads.progress.value) == ("2026-H2", 15)
    assert "the sheet is not read" in done.said


def test_an_open_document_spreadsheet(take_in: Import) -> None:
    done = take_in(FIXTURES / "okrs.ods")
    assert set(done.objectives) == {"operations.install-faster", "operations.fewer-errors", "sales.win-more"}
    fewer = done.objectives["operations.fewer-errors"]
    assert fewer.progress is not None
    assert fewer.period is not None
    assert (fewer.progress.value, fewer.period.label) == (7.5, "2026-H2")
