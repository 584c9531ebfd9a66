"""The logo of a report: a small picture on the first page, and never more than that."""

from __future__ import annotations

import importlib.util
from base64 import b64encode
from pathlib import Path

import pytest
from report_files import NORTHLINE, Report, jpeg, needs_typst, png, svg

SVG_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


class TestLogo:
    @pytest.mark.parametrize(("name", "content"), [("logo.png", png(8, 4)), ("logo.svg", SVG_LOGO.encode())])
    def test_is_part_of_page_and_pdf(self, report: Report, tmp_path: Path, name: str, content: bytes) -> None:
        file = tmp_path / name
        file.write_bytes(content)
        [source] = report.html("--logo", file).attributes("src")
        assert source.startswith("data:image/")
        assert source.endswith(b64encode(content).decode())
        if importlib.util.find_spec("typst"):
            assert report.raw("pdf", "--logo", file) != report.raw("pdf")

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"GIF89a", "is no PNG, JPEG or SVG"),
            (b"", "is no PNG, JPEG or SVG"),
            (b"<html><script>alert(1)</script>", "is no PNG, JPEG or SVG"),
            (b"\x89PNG\r\n\x1a\n" + bytes(1_000_001), "has 1,000,009 bytes; at most 1,000,000"),
            (png(0, 0), "is no PNG that can be drawn: it has no size"),
            (png(8, 4)[:40], "is no PNG that can be drawn: the file is cut short"),
            (b"\xff\xd8\xff\xe0garbage", "is no JPEG that can be drawn: the file is cut short"),
            (
                jpeg(65_535, 65_535),
                "is no JPEG that can be drawn: it has 65,535 x 65,535 pixels; at most 4,096 each way",
            ),
            (jpeg(0, 9), "is no JPEG that can be drawn: it has no size"),
            (b"<svg><g>", "is no SVG that can be drawn: it is no XML from line 1, column 9 on"),
            (b"<svg>" + b"<g>" * 60_000, "is no SVG that can be drawn: it is nested more than 200 levels deep"),
            (b"<?xml version='1.0'?><html><svg/></html>", "is no SVG that can be drawn: it is a <html> and no <svg>"),
            (png(5_000, 1), "it has 5,000 x 1 pixels; at most 4,096 each way"),
        ],
        ids=[
            *("GIF", "nothing", "HTML", "large", "empty PNG", "short PNG", "short JPEG", "large JPEG", "empty JPEG"),
            *("short SVG", "deep SVG", "SVG in HTML", "wide"),
        ],
    )
    def test_that_is_no_picture_is_refused(self, report: Report, tmp_path: Path, content: bytes, said: str) -> None:
        file = tmp_path / "logo.png"
        file.write_bytes(content)
        assert said in report.refused(NORTHLINE, "-o", tmp_path / "report.html", "--logo", file)

    def test_that_is_not_there_or_no_file_is_refused(self, report: Report, tmp_path: Path) -> None:
        output = tmp_path / "report.html"
        assert "there is no such file" in report.refused(NORTHLINE, "-o", output, "--logo", tmp_path / "none.png")
        assert "logo" in report.refused(NORTHLINE, "-o", output, "--logo", tmp_path)

    @needs_typst
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (svg("width='0' height='0'"), "SVG that can be drawn: width, height, or viewbox is invalid"),
            (svg("width='NaN' height='-5'"), "SVG that can be drawn: width, height, or viewbox is invalid"),
            (svg("", "<image href='/etc/passwd' width='3' height='3'/>"), "SVG that can be drawn"),
            (png(8, 4).replace(b"IDAT", b"IDAT\0\0")[:-2], "PNG that can be drawn"),
            (jpeg(8, 4), "JPEG that can be drawn"),
        ],
        ids=["no size", "no number", "a file of the machine", "PNG", "JPEG"],
    )
    def test_that_is_broken_is_refused_for_the_pdf(
        self, report: Report, tmp_path: Path, content: bytes, said: str
    ) -> None:
        file = tmp_path / "logo"
        file.write_bytes(content)
        refused = report.refused(NORTHLINE, "-o", tmp_path / "report.pdf", "--logo", file)
        assert said in refused
        assert "internal error" not in refused

    @needs_typst
    def test_of_a_drawing_program_has_entities_of_its_own(self, report: Report, tmp_path: Path) -> None:
        file = tmp_path / "logo.svg"
        file.write_text(
            '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>'
            '<svg xmlns="&ns;" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
        )
        assert report.raw("pdf", "--logo", file) != report.raw("pdf")
