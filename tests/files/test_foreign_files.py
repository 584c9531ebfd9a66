"""A file of another program: the message says what it is and what can be done, never which byte is wrong in it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from conftest import EXAMPLES, Command, Write, process

from goalcheck.files.foreign import YAML_ADVICE

START = "'goalcheck init DIR' writes a small one to start from"


def zipped(*names: str, mimetype: str = "") -> bytes:
    """An archive as office programs write one."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            archive.writestr(name, "<xml/>" * 100)
    return held.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHEET = "application/vnd.oasis.opendocument.spreadsheet"
TEXT = "application/vnd.oasis.opendocument.text"

FOREIGN = [
    ("plan.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
    ("plan.yaml", zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
    ("plan.docx", zipped("word/document.xml"), "a Word document"),
    ("plan.pptx", zipped("ppt/presentation.xml"), "a PowerPoint presentation"),
    ("plan.ods", zipped("content.xml", mimetype=SHEET), "an OpenDocument spreadsheet"),
    ("plan.odt", zipped("content.xml", mimetype=TEXT), "an OpenDocument document"),
    ("plan.zip", zipped("org.yaml"), "an archive (ZIP)"),
    ("plan.xls", OLD, "an Excel workbook"),
    ("plan.doc", OLD, "a Word document"),
    ("locked.xlsx", OLD, "an Excel workbook"),
    ("org.yaml", OLD, "an Office document"),
    ("plan.xlsx", b"", "an Excel workbook"),
    ("plan.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "a PDF document"),
    ("org.yaml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG)"),
    ("org.yaml", b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
    ("org.yaml", b"\x1f\x8b\x08", "an archive (gzip)"),
    ("plan.csv", b"objective,owner\ngrow,Ada\n", "a table (CSV)"),
    ("plan.TSV", b"objective\towner\ngrow\tAda\n", "a table (TSV)"),
    ("plan.csv", zipped("xl/workbook.xml"), "an Excel workbook"),
]


@pytest.mark.parametrize(("name", "raw", "kind"), FOREIGN, ids=[f"{each[0]}, {each[2]}" for each in FOREIGN])
def test_a_file_of_another_program_is_named(
    name: str, raw: bytes, kind: str, tmp_path: Path, goalcheck: Command
) -> None:
    (tmp_path / name).write_bytes(raw)
    done = goalcheck("analyze", tmp_path / name)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{tmp_path / name}: the file is {kind}\n")
    assert START in done.err
    assert "U+0" not in done.err
    assert done.err.endswith("1 problem found; nothing was analyzed.\n")


def test_each_command_says_so(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(FOREIGN[0][1])
    for arguments in (["check"], ["diff", EXAMPLES / "quickstart"], ["whatif", EXAMPLES / "quickstart", "--with"]):
        done = process(*arguments, tmp_path / "plan.xlsx")
        assert (done.status, done.out) == (2, "")
        assert "plan.xlsx: the file is an Excel workbook" in done.err


def test_a_table_of_ratings_is_told_to_be_exported(write: Write, goalcheck: Command) -> None:
    (path := write("scorecards: {file: ratings.xlsx}")).with_name("ratings.xlsx").write_bytes(FOREIGN[0][1])
    err = goalcheck("analyze", path).err
    assert "ratings.xlsx: the file is an Excel workbook" in err
    assert "expected: a CSV file: export the table as CSV, saved as UTF-8" in err


def test_a_table_that_stands_where_an_organization_should_may_hold_ratings(write: Write, goalcheck: Command) -> None:
    err = goalcheck("analyze", write("customer,period\n", "ratings.csv")).err
    assert f"expected: {YAML_ADVICE}; only ratings can be a table, named by scorecards: {{file: ratings.csv}}" in err


def test_json_is_read_since_it_is_yaml(write: Write, goalcheck: Command) -> None:
    done = goalcheck("analyze", write('{"outcomes": {"calm": {"importance": 4}}}', "org.json"))
    assert (done.status, done.err) == (0, "")
