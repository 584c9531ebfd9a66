"""A report stays small enough to be sent, opened and printed, whatever the size of the organization."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from conftest import Command
from pypdf import PdfReader
from report_files import HARBOUR, Page, Report, needs_typst, squeezed

from benchmarks import generate

MOST_BYTES, MOST_ELEMENTS, MOST_PAGES = 300_000, 3_000, 40
MOST_PAGES_OF_FORTY = 20


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred objectives."""
    folder = tmp_path_factory.mktemp("large")
    generate.write(generate.organization(300), folder)
    return folder


def test_of_300_objectives_as_a_page(goalcheck: Command, large: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert goalcheck("report", large, "-o", file).status == 0
    content = file.read_bytes()
    assert len(content) <= MOST_BYTES
    assert Page(content.decode()).size <= MOST_ELEMENTS


@needs_typst
def test_of_300_objectives_on_paper(goalcheck: Command, large: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    assert goalcheck("report", large, "-o", file).status == 0
    assert len(PdfReader(BytesIO(file.read_bytes())).pages) <= MOST_PAGES


@needs_typst
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_of_forty_objectives_on_paper(report: Report, paper: str) -> None:
    pages = report.pdf("--paper", paper, paths=HARBOUR).pages
    assert len(pages) <= MOST_PAGES_OF_FORTY


@needs_typst
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_decision_stands_with_its_conflict(report: Report, paper: str) -> None:
    texts = [squeezed(page.extract_text()) for page in report.pdf("--paper", paper, paths=HARBOUR).pages]
    asked = [text for text in texts if "The decision What" in text]
    assert len(asked) == 12
    assert all("What to do" in text for text in asked)
