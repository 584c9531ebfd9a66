"""`goalcheck report`: what a meeting finds on paper and on the screen, in each of its three forms."""

from __future__ import annotations

import importlib.util
import json
import re
import struct
import sys
import unicodedata
import zlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, Command, Write, process
from hostile import HIDDEN, HOSTILE, ORGANIZATION, WRITTEN_BY_US, Hostile
from markdown_it import MarkdownIt
from pypdf import PdfReader

from goalcheck import __version__, load
from goalcheck.api import analyzed
from goalcheck.cli import analyzing
from goalcheck.findings import Level
from goalcheck.render.meeting.glyphs import in_words, without_glyph
from goalcheck.render.meeting.pdf import FONTS
from goalcheck.render.safe import for_terminal

NORTHLINE = EXAMPLES / "northline"
TODAY = ("--today", "2026-10-15")
ON_THE_FIRST_PAGE = (
    "“Cut the install interval from 55 to 30 days” hurts what “Give every business customer one named contact” helps: "
    "“One person knows my order and calls me”",
    "The customer who pays",
    "Business customers",
    "The two owners",
    "Director of Installation",
    "Head of Key Accounts",
    "Who decides",
    "Chief Operating Officer (Customer Delivery)",
    "610,000 USD",
)
PEACE = """
    organization: {name: Peace}
    outcomes: {calm: {}}
    departments: {a: {objectives: {rest: {affects: {calm: helps}}}}}
    """
EMPTY_ELEMENTS = {"meta", "img", "br", "wbr", "input", "rect", "circle", "line", "path", "polyline"}

needs_typst = pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="needs goalcheck[pdf]")
FORMS = ["html", "md", pytest.param("pdf", marks=needs_typst)]


class Page(HTMLParser):
    """An HTML page as its elements, its text, and what links lead to."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.drawn: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        (self.drawn if "svg" in self._open else self.elements).append((tag, dict(attrs)))
        if tag not in EMPTY_ELEMENTS:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        (self.drawn if "svg" in self._open else self.elements).append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY_ELEMENTS:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    @property
    def text(self) -> str:
        """All that is read, white space squeezed."""
        return " ".join(" ".join(data for tag, data in self.texts if tag not in ("style", "script")).split())

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in (*self.elements, *self.drawn) if name in attributes]

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements with the names of their attributes, without pictures and places where a line may break."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements if tag != "wbr"]


@pytest.fixture
def report(goalcheck: Command, tmp_path: Path) -> Report:
    return Report(goalcheck, tmp_path)


_WRITTEN: dict[tuple[object, ...], bytes] = {}
"""Reports on the examples, which many tests read."""


class Report:
    """Runs the command and reads what it wrote."""

    def __init__(self, goalcheck: Command, folder: Path) -> None:
        self._goalcheck = goalcheck
        self._folder = folder

    def raw(self, ending: str, *arguments: object, paths: Path = NORTHLINE) -> bytes:
        key = (ending, paths, *map(str, arguments))
        if key in _WRITTEN:
            return _WRITTEN[key]
        file = self._folder / f"report.{ending}"
        done = self._goalcheck("report", paths, *TODAY, "-o", file, *arguments)
        # What fonts there are differs from machine to machine; whatever else is said on stderr is wrong.
        told = [line for line in done.err.splitlines() if ending != "pdf" or " no font here has " not in line]
        assert (done.status, done.out, told) == (0, "", [])
        content = file.read_bytes()
        if paths.is_relative_to(EXAMPLES) and "--logo" not in key:
            _WRITTEN[key] = content
        return content

    def html(self, *arguments: object, paths: Path = NORTHLINE) -> Page:
        return Page(self.raw("html", *arguments, paths=paths).decode())

    def markdown(self, *arguments: object, paths: Path = NORTHLINE) -> str:
        return self.raw("md", *arguments, paths=paths).decode()

    def pdf(self, *arguments: object, paths: Path = NORTHLINE) -> PdfReader:
        return PdfReader(BytesIO(self.raw("pdf", *arguments, paths=paths)))

    def text(self, form: str, *arguments: object, paths: Path = NORTHLINE) -> str:
        """What is read in a form, white space squeezed."""
        raw = self.raw(form, *arguments, paths=paths)
        match form:
            case "pdf":
                return read(raw)
            case "html":
                return Page(raw.decode()).text
        return squeezed(raw.decode())

    def refused(self, *arguments: object) -> str:
        done = self._goalcheck("report", *arguments)
        assert (done.status, done.out) == (2, "")
        assert list(self._folder.glob("report*")) == []
        return done.err


def squeezed(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x33" * 3 * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    size = struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\1\x22\0\2\x11\1\3\x11\1"
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0" + size + b"\xff\xd9"


def svg(attributes: str, inner: str = "<rect width='9' height='9'/>") -> bytes:
    return f"<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{inner}</svg>".encode()


SVG_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


class TestFirstPage:
    def test_of_the_page_names_conflict_customer_owners_decider_and_money(self, report: Report) -> None:
        first, _, _ = report.html().text.partition("Where departments pull apart The worst tension")
        assert [each for each in ON_THE_FIRST_PAGE if each not in first] == []

    @needs_typst
    def test_of_the_pdf_names_them_too(self, report: Report) -> None:
        first = squeezed(report.pdf().pages[0].extract_text())
        assert [each for each in ON_THE_FIRST_PAGE if each not in first] == []

    def test_of_the_markdown_names_them_before_the_first_table(self, report: Report) -> None:
        first, _, _ = report.markdown().partition("## To decide today")
        assert [each for each in ON_THE_FIRST_PAGE if each not in first] == []

    def test_asks_for_five_decisions_at_most(self, report: Report) -> None:
        page = report.html()
        assert page.text.count("Conflict 7 ") == 1
        _, _, today = page.text.partition("Also to decide today")
        today, _, _ = today.partition("27 findings: 3 severe")
        assert today.count("Decides:") == 4

    def test_without_conflict_says_so(self, report: Report, write: Write) -> None:
        file = write(PEACE)
        assert "Nothing needs a decision today." in report.html(paths=file).text
        assert "Nothing needs a decision today." in report.markdown(paths=file)
        assert "**No objectives pull against each other** (among 1 objective and 1 effect)." in report.markdown(
            paths=file
        )

    def test_of_nothing_at_all_is_a_report_too(self, report: Report, write: Write) -> None:
        file = write("version: 1\n")
        assert "No objectives pull against each other" in report.html(paths=file).text
        assert "No objectives pull against each other" in report.markdown(paths=file)


class TestWhatItTells:
    def test_one_pull_is_one_matter_with_the_unhappy_customer_as_its_evidence(self, report: Report) -> None:
        page = report.html().text
        conflict = page[page.index("Conflict 1 severe") : page.index("Conflict 2 severe")]
        also = conflict.partition("Also said of these objectives severe ")[2]
        assert also.startswith("“Cut the install interval from 55 to 30 days” is on target, and the customer is not")
        further = page.index("Further conflicts Level")
        assert further < page.index("“Let sales build every business offer to measure” undermines", further)

    def test_each_option_says_what_it_would_change(self, report: Report) -> None:
        page = report.html().text
        options = page[page.index("The options") :]
        options = options[: options.index("Also said")]
        assert options.count("What it would change") == 4
        assert "goes from severe to serious" in options
        assert "The harm to “One person knows my order and calls me” ends, and with it the conflict over it." in options
        assert "One objective is never opposed to itself; what it pushes both ways stays visible." in options

    def test_objectives_stand_with_owner_target_and_progress(self, report: Report) -> None:
        assert (
            "Owner Director of Installation Period 2026-H2, priority 4 of 5 Target Days from signature to service: "
            "from 55 to 30 days Progress 31 days on 2026-09-30, 96 % of the way" in report.html().text
        )

    def test_what_each_side_does_is_said_as_it_is(self, report: Report) -> None:
        text = report.html().text
        assert "“Win 400 business contracts before Christmas” waits Department" in text
        assert "“Run our own crews until eight in the evening” is waited for Department" in text
        assert "“Hold headcount at 1,140 people” hurts Department" in text
        assert "1,136 people on 2026-09-30, met" in text

    def test_chains_stand_with_reason_file_and_line(self, report: Report) -> None:
        text = report.html().text.replace("/ ", "/")
        assert "because the same eleven coordinators close almost twice the orders in a week" in text
        assert "northline/departments/operations.yaml:19:11" in text

    def test_the_cloud_shows_both_needs_and_the_assumptions(self, report: Report) -> None:
        text = report.html().text
        cloud = text[text.index("The conflict cloud") : text.index("The options")]
        for said in ("Both want", "Network Operations needs", "Business Sales needs", "But", "Always? How could it be"):
            assert said in cloud

    def test_the_customers_view_has_ratings_over_time(self, report: Report) -> None:
        text = report.html().text
        assert "4 in 2026-Q3, down from 8 in 2026-Q1 2026-Q1: 8, 2026-Q2: 7, 2026-Q3: 4" in text
        assert "8 in 2026-Q3, up from 7 in 2026-Q2" in text

    def test_each_strength_in_it_leads_to_the_arrows_of_its_chain(self, report: Report) -> None:
        page = report.html()
        assert (
            "−0.50 “Hold headcount at 1,140 people” Finance and Billing [ arrow 4] [ arrow 5] [ arrow 6]" in page.text
        )
        text = page.text.replace("/ ", "/")
        fourth = text[text.rindex("finance.hold-headcount hurts vacancies-filled (-0.67)") :]
        assert "of nine technicians who left since May" in fourth[:200]

    def test_who_hurts_beside_many_who_help_has_arrows_too(self, report: Report, write: Write) -> None:
        helpers = ", ".join(f"h{number}: {{affects: {{o: strongly helps}}}}" for number in range(14))
        path = write(f"""
            outcomes: {{o: {{importance: 5}}}}
            drivers: {{dr: {{affects: {{o: hurts}}}}}}
            departments:
              a: {{objectives: {{{helpers}}}}}
              b: {{objectives: {{bad: {{affects: {{dr: strongly helps}}}}}}}}
            """)
        assert "−0.67 “bad” b [ arrow 1] [ arrow 2]" in report.html(paths=path).text

    def test_decisions_stand_with_the_days_that_are_left(self, report: Report) -> None:
        assert "2026-12-31 in 77 days" in report.html().text

    def test_the_journey_names_the_departments_along_it(self, report: Report) -> None:
        text = report.html().text
        journey = text[text.index("The customer's journey The customer's way") : text.index("Who was not asked Obj")]
        assert [stage for stage in ("sign", "install", "use", "renew") if stage not in journey] == []
        assert "−0.67 Network Operations" in journey

    def test_every_finding_stands_in_it_once(self, report: Report, goalcheck: Command) -> None:
        found = re.findall(r'"fingerprint": "(\w+)"', goalcheck("analyze", NORTHLINE, *TODAY, "--format", "json").out)
        anchors = [each.removeprefix("f-") for each in report.html().attributes("id") if each.startswith("f-")]
        assert sorted(anchors) == sorted(found)

    @pytest.mark.parametrize("form", FORMS)
    def test_ids_of_one_word_are_names_too(self, report: Report, form: str) -> None:
        text = " ".join(report.text(form).split())
        assert "of the customer “Business customers”, who was not asked" in text
        assert "of the customer business" not in text
        assert (
            "“Network Operations” and “Business Sales” have not agreed" in text or "“Business Sales” works for" in text
        )

    @pytest.mark.parametrize("form", FORMS)
    def test_an_answer_that_is_not_the_whole_is_admitted(
        self, report: Report, monkeypatch: pytest.MonkeyPatch, form: str
    ) -> None:
        def not_whole(*arguments: Any, **named: Any) -> Any:
            return replace(analyzed(*arguments, **named), exact=False, truncated=("GC101",))

        monkeypatch.setattr(analyzing, "analyzed", not_whole)
        text = report.text(form, "--title", "Not the whole")
        assert "Not exact: " in text
        assert "Of GC101 only the worst 1,000 are listed" in text

    def test_the_worst_alone_are_said_to_be_that(self, report: Report) -> None:
        text = report.html("--top", "3").text
        assert "3 of 27 findings" in text
        assert "This report is about the worst 3 only" in text


class TestCut:
    def test_a_title_replaces_the_name_and_keeps_it(self, report: Report) -> None:
        text = report.html("--title", "Quarterly review").text
        assert text.startswith("Quarterly review, 2026-H2: goals that pull against each other Skip")
        assert "Quarterly review Northline Telecom, 2026-H2, as of 2026-10-15" in text

    def test_a_department_cuts_findings_outcomes_and_the_heat_map(self, report: Report) -> None:
        text = report.html("--department", "support").text
        assert "This report is about Customer Support" in text
        assert "Cut the install interval" not in text
        assert "“My problem is solved in one call”" in text
        assert "“The first bill is right”" not in text

    def test_a_department_with_nothing_in_force_has_a_report_without_a_picture(
        self, report: Report, write: Write
    ) -> None:
        file = write(
            """
            outcomes: {calm: {}}
            departments:
              a: {objectives: {rest: {affects: {calm: helps}}}}
              b: {objectives: {idle: {status: dropped}}}
            """
        )
        assert "This report is about b" in report.html("--department", "b", paths=file).text

    @pytest.mark.parametrize("form", FORMS)
    def test_a_payer_for_an_outcome_that_is_cut_away_is_named_all_the_same(self, report: Report, form: str) -> None:
        assert "“One visit and the line works” (importance" in report.markdown("--department", "sales")
        assert "“One visit and the line works”" in report.text(form, "--department", "sales")

    def test_links_of_a_cut_lead_to_what_is_left(self, report: Report) -> None:
        page = report.html("--department", "sales")
        assert {each.removeprefix("#") for each in page.attributes("href")} <= set(page.attributes("id"))

    def test_a_customer_cuts_the_customers_view(self, report: Report) -> None:
        page = report.html("--customer", "households")
        view = page.text[page.text.index("The customer's view What") :]
        assert "Households" in view
        assert "“The first bill is right”" not in page.text

    def test_an_outcome_and_a_level_cut_the_findings(self, report: Report) -> None:
        text = report.html("--outcome", "quick-repair", "--level", "severe").text
        assert "This report is about “My line is repaired within hours”, severe only" in text
        assert "0 of 27 findings" in text

    def test_a_period_keeps_what_stands_in_it(self, report: Report, write: Write) -> None:
        file = write(
            """
            outcomes: {calm: {importance: 5}}
            departments:
              a:
                objectives:
                  early: {period: 2026-Q1, affects: {calm: strongly hurts}}
                  late: {period: 2026-Q4, affects: {calm: strongly hurts}}
              b: {objectives: {all-year: {period: 2026, affects: {calm: strongly helps}}}}
            """
        )
        text = report.html("--period", "2026-Q4", paths=file).text
        assert "“late” hurts" in text
        assert "“early” hurts" not in text
        assert "2026-Q4, as of 2026-10-15" in text
        assert "“early” hurts" in report.html(paths=file).text


class TestForms:
    def test_another_ending_is_refused(self, report: Report, tmp_path: Path) -> None:
        said = report.refused(NORTHLINE, "-o", tmp_path / "report.docx")
        assert said == "goalcheck: '.docx' is no form of a report: name it report.html, report.pdf or report.md\n"
        assert "has no ending: name it report.html" in report.refused(NORTHLINE, "-o", tmp_path / "report")

    def test_a_file_is_asked_for(self, report: Report) -> None:
        assert "--output" in report.refused(NORTHLINE)

    def test_a_pdf_without_typst_says_what_to_install(
        self, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        find_spec = importlib.util.find_spec
        monkeypatch.setattr(
            "goalcheck.render.meeting.pdf.find_spec", lambda name: None if name == "typst" else find_spec(name)
        )
        said = report.refused(NORTHLINE, "-o", tmp_path / "report.pdf")
        assert said == "goalcheck: a PDF needs typst, which is not installed: pip install 'goalcheck[pdf]'\n"

    def test_a_period_that_is_none_is_refused(self, report: Report, tmp_path: Path) -> None:
        said = report.refused(NORTHLINE, "-o", tmp_path / "report.html", "--period", "2026-Q5")
        assert "--period '2026-Q5' is no period; expected a year (2026), half (2026-H2)" in said

    def test_an_unknown_department_has_a_near_one(self, report: Report, tmp_path: Path) -> None:
        said = report.refused(NORTHLINE, "-o", tmp_path / "report.html", "--department", "suport")
        assert "did you mean 'support'?" in said

    def test_wrong_input_writes_nothing(self, report: Report, tmp_path: Path, write: Write) -> None:
        assert "nothing was analyzed" in report.refused(write("version: 2\n"), "-o", tmp_path / "report.html")

    def test_the_same_input_gives_the_same_bytes(self, tmp_path: Path) -> None:
        endings = ["html", "md", *(["pdf"] if importlib.util.find_spec("typst") else [])]
        written = [[written_apart(tmp_path / f"{seed}.{ending}", seed) for ending in endings] for seed in ("0", "7")]
        assert written[0] == written[1]


def written_apart(file: Path, seed: str) -> bytes:
    """What a process of its own writes under a hash seed, of a small organization with all that a report can hold."""
    done = process("report", EXAMPLES / "checklist", *TODAY, "-o", file, env={"PYTHONHASHSEED": seed})
    assert (done.status, done.err) == (0, "")
    return file.read_bytes()


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


@needs_typst
class TestFonts:
    def test_names_scripts_and_characters(self) -> None:
        lacking = without_glyph("Ada \u65e5\u672c \u12a0 \u00e9 \u2192 \u043c\u0438\u0440", FONTS, only_own=True)
        assert lacking == "\u12a0\u65e5\u672c"
        assert in_words(lacking) == (
            "no font here has 3 characters, for which the PDF shows boxes: Chinese characters (\u65e5, \u672c); "
            "Ethiopic (\u12a0); install a font that has them, as Noto does"
        )

    @pytest.mark.parametrize(
        "text",
        ["", "Ada", "\u00c4\u00e9 \u2192 \u2026 \u201c\u201d \u2588 \u043c\u0438\u0440 \u03b1", "\u0301 \u200b \ue000"],
    )
    def test_is_silent_where_every_character_has_a_font(self, text: str) -> None:
        assert without_glyph(text, FONTS, only_own=True) == ""

    def test_is_said_on_stderr_with_the_fonts_of_this_machine(self, tmp_path: Path, goalcheck: Command) -> None:
        rare = next(each for each in map(chr, range(0x10000, 0x1FFFF)) if without_glyph(each, FONTS, only_own=False))
        path = tmp_path / "org.yaml"
        path.write_text(f"organization: {{name: '{rare} {rare}'}}\noutcomes: {{o: {{}}}}\n", "utf-8")
        done = goalcheck("report", path, "-o", tmp_path / "report.pdf")
        assert (done.status, done.out) == (0, "")
        assert "no font here has 1 character, for which the PDF shows boxes: " in done.err
        assert f"({rare})" in done.err
        assert goalcheck("report", path, "-o", tmp_path / "report.html").err == ""


class TestPage:
    def test_allows_its_one_style_and_its_one_script_by_their_hashes_and_nothing_else(self, report: Report) -> None:
        page = report.html()
        [policy] = [each for each in page.attributes("content") if "default-src" in each]
        rules = dict(each.strip().split(" ", 1) for each in policy.split(";"))
        assert rules["default-src"] == "'none'"
        for element, rule in (("style", "style-src"), ("script", "script-src")):
            [text] = ["".join(data for tag, data in page.texts if tag == element)]
            assert [tag for tag, _ in page.elements].count(element) == 1
            assert rules[rule] == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    def test_has_neither_styles_nor_scripts_in_attributes_and_loads_nothing(self, report: Report) -> None:
        page = report.html()
        names = {name for _, attributes in (*page.elements, *page.drawn) for name in attributes}
        assert {name for name in names if name.startswith("on") or name == "style"} == set()
        assert page.attributes("src") == []
        assert {each[0] for each in page.attributes("href")} == {"#"}
        assert "http" not in " ".join(page.attributes("href"))

    @pytest.mark.parametrize("organization", ["northline", "sdg-sweden", "circle", "checklist", "quiet"])
    def test_every_link_leads_somewhere_and_every_id_stands_once(self, report: Report, organization: str) -> None:
        page = report.html(paths=EXAMPLES / organization)
        ids = page.attributes("id")
        assert len(set(ids)) == len(ids)
        assert {each.removeprefix("#") for each in page.attributes("href")} <= set(ids)
        described = {each for value in page.attributes("aria-labelledby") for each in value.split()}
        assert described <= set(ids)

    def test_says_which_goalcheck_made_it(self, report: Report) -> None:
        assert f"goalcheck {__version__}" in report.html().attributes("content")


@needs_typst
@pytest.mark.ends
class TestPdf:
    def test_has_bookmarks_a_title_and_text_that_can_be_searched(self, report: Report) -> None:
        reader = report.pdf()
        bookmarks = titles(reader.outline)
        assert {"The customer's view", "The conflicts", "How this was found"} <= set(bookmarks)
        assert sum("hurts what" in title for title in bookmarks) >= 3
        assert reader.metadata is not None
        assert reader.metadata.title == "Northline Telecom, 2026-H2: goals that pull against each other"
        text = read(report.raw("pdf"))
        assert "calls are what coordinators drop first" in text
        assert "goalcheck accept 767acc93 PATH --by NAME --reason WHY --until DATE" in text

    @pytest.mark.parametrize(("paper", "width", "height"), [("a4", 595.3, 841.9), ("letter", 612, 792)])
    def test_is_printed_on_the_paper_that_was_asked_for(
        self, report: Report, paper: str, width: float, height: float
    ) -> None:
        reader = report.pdf("--paper", paper)
        for page in reader.pages:
            assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((width, height), abs=0.1)
        assert f"1 / {len(reader.pages)}" in squeezed(reader.pages[0].extract_text())

    def test_says_the_same_as_the_page(self, report: Report) -> None:
        text = read(report.raw("pdf"))
        page = report.html()
        headings = {data.strip() for tag, data in page.texts if tag in ("h2", "h3") and data.strip()}
        missing = {each for each in headings if squeezed(each).replace("'", "’") not in text}
        assert missing <= {"Also to decide today"} | {each for each in missing if each.isdigit()}

    def test_sets_other_scripts_too(self, report: Report, write: Write) -> None:
        file = write("organization: {name: 北方電信 שלום Ωμέγα Київ}\noutcomes: {calm: {name: 顧客}}\n")
        assert len(report.pdf(paths=file).pages) >= 1


@cache
def read(raw: bytes) -> str:
    """The text of a PDF, white space squeezed."""
    return squeezed(" ".join(page.extract_text() for page in PdfReader(BytesIO(raw)).pages))


def titles(outline: Sequence[object]) -> list[str]:
    """The titles of bookmarks, those below others too."""
    return [
        title
        for item in outline
        for title in (titles(item) if isinstance(item, list) else [str(getattr(item, "title", ""))])
    ]


class TestMarkdown:
    def test_reads_as_what_it_is_meant_to_be(self, report: Report) -> None:
        tokens = MarkdownIt("gfm-like").parse(report.markdown())
        headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
        assert headings[:5] == [
            *("Northline Telecom", "The worst conflict", "To decide today", "Where departments pull apart"),
            "Camps",
        ]
        assert headings[-3:] == ["Appendix: every chain", "Appendix: every arrow of these chains", "How this was found"]
        assert sum(token.type == "table_open" for token in tokens) > 15


class TestHostileNames:
    @pytest.fixture(params=range(0, len(HOSTILE), 7))
    def file(self, request: pytest.FixtureRequest, write: Write) -> Path:
        return write(ORGANIZATION.format(said=Hostile(request.param)))

    def test_are_only_text_in_html(self, report: Report, file: Path, write: Write) -> None:
        page = report.html(paths=file)
        harmless = report.html(paths=write(ORGANIZATION.format(said="a plain name"), "harmless.yaml"))
        assert page.shape == harmless.shape
        assert {tag for tag, _ in page.drawn} == {tag for tag, _ in harmless.drawn}
        assert {each for _, data in page.texts for each in data if unseen(each)} == set()

    def test_are_only_text_in_markdown(self, report: Report, file: Path) -> None:
        tokens = MarkdownIt("gfm-like").parse(report.markdown(paths=file))
        kinds = {kind(each.type) for token in tokens for each in (token, *(token.children or ()))}
        assert kinds <= WRITTEN_BY_US | {"em", "ordered_list"}

    @needs_typst
    def test_are_only_text_in_pdf(self, report: Report, file: Path) -> None:
        reader = report.pdf(paths=file)
        links = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
        assert links
        assert {str(each.get("/A", {}).get("/S", "/GoTo")) for each in links} == {"/GoTo"}
        name = "".join(for_terminal(load(file).name)[:25].split())
        assert "".join(reader.pages[0].extract_text().split()).startswith(name)


def unseen(character: str) -> bool:
    return character not in "\n\t \u200c\u200d" and unicodedata.category(character) in HIDDEN


def kind(token: str) -> str:
    return token.removesuffix("_open").removesuffix("_close")


def test_levels_have_a_look_of_their_own_without_colour(report: Report) -> None:
    style = "".join(data for tag, data in report.html().texts if tag == "style")
    assert [level for level in Level if f".chip.{level}" not in style] == []


class TestCamps:
    ROUND = (("a", "x", "y"), ("b", "y", "z"), ("c", "z", "x"))

    @pytest.mark.parametrize("form", FORMS)
    def test_stand_below_the_heat_map(self, report: Report, form: str) -> None:
        text = report.text(form)
        _, _, below = text.partition("The worst tension between two departments, 0 to 100")
        camps, _, _ = below.partition("The customer's view")
        assert (
            "“Finance and Billing”, “Business Sales” stand against “Network Operations”, “People and Training”, "
            "“Products and Prices”, “Customer Support”."
        ) in camps
        assert "no split leaves less." in camps
        assert "Aside, with no tension or synergy that outweighs the other: “Information Technology”." in camps
        assert "approximate" not in camps

    @pytest.mark.parametrize("form", FORMS)
    def test_that_are_equally_good_are_not_chosen_from(self, report: Report, write: Write, form: str) -> None:
        text = report.text(form, paths=write(departments(self.ROUND)))
        assert "3 splits in two camps are equally good, each leaving 100.00" in text
        for name in "abc":
            assert f"“{name}” may stand on either side." in text

    @pytest.mark.parametrize("form", FORMS)
    def test_of_many_departments_are_approximate(self, report: Report, write: Write, form: str) -> None:
        around = [(f"d{at}", f"o{at}", f"o{(at + 1) % 27}") for at in range(27)]
        text = report.text(form, paths=write(departments(around)))
        assert "The camps are approximate: too many departments are linked" in text
        assert "another split may leave less." in text

    def test_are_left_out_where_nothing_pulls_apart(self, report: Report, write: Write) -> None:
        inside = write("""
            outcomes: {x: {}}
            departments:
              a: {objectives: {one: {affects: {x: helps}}, two: {affects: {x: hurts}}}}
        """)
        assert "Camps" not in report.html(paths=inside).text
        assert "Camps" not in report.html(paths=write(PEACE, "peace.yaml")).text


class TestLeverage:
    @pytest.mark.parametrize("form", FORMS)
    def test_is_what_influence_finds(self, report: Report, goalcheck: Command, form: str) -> None:
        text = report.text(form)
        assert "All clashes and underminings together have a tension of 275.56." in text
        assert "Without one effect it would be lower by" in text
        assert (
            "“Cut the install interval from 55 to 30 days” hurts “Coordinator time for each order” (-0.67), because"
            in (text.replace("\\", ""))
        )
        found = json.loads(goalcheck("influence", NORTHLINE, "--format", "json").out)["leverage"]
        for kind in ("arrows", "drivers", "objectives"):
            for each in found[kind][:3]:
                assert f"{each['lowers']:.2f}" in text
        assert "whatever the report was cut to" not in text
        assert "Not proved the best" not in text

    def test_of_a_cut_is_that_of_the_whole(self, report: Report) -> None:
        text = report.html("--department", "support", "--leverage").text
        assert "All clashes and underminings together have a tension of 275.56." in text
        assert "This is about the whole organization, whatever the report was cut to." in text
        assert "have a tension of 275.56." not in report.html("--department", "support").text

    def test_of_a_large_organization_is_looked_for_where_it_is_asked_for(
        self, report: Report, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("goalcheck.cli.commands.report.MOST_OBJECTIVES", 2)
        file = write(departments(TestCamps.ROUND))
        by_itself, asked = report.html(paths=file).text, report.html("--leverage", paths=file).text
        assert "Without one objective it would be lower by" not in by_itself
        assert "in a large organization it takes a while. goalcheck report --leverage does it." in by_itself
        assert "Without one objective it would be lower by 200.00 66.7 % “go” (a)" in asked
        assert "it takes a while" not in asked

    @pytest.mark.parametrize("form", FORMS)
    def test_that_is_not_proved_says_so(
        self, report: Report, write: Write, monkeypatch: pytest.MonkeyPatch, form: str
    ) -> None:
        monkeypatch.setattr("goalcheck.cli.commands.report.EFFORT", 0)
        file = write(departments(TestCamps.ROUND))
        said = "Not proved the best: of each kind only those that could matter most were tried."
        assert said in report.text(form, paths=file)
        assert said not in report.text(form, "--leverage", paths=file)

    def test_is_left_out_where_there_is_no_tension(self, report: Report, write: Write) -> None:
        assert "lower tension" not in report.html(paths=write(PEACE)).text


@pytest.mark.skipif(importlib.util.find_spec("numpy") is None, reason="needs goalcheck[resolve]")
class TestRobust:
    @pytest.mark.parametrize("form", FORMS)
    def test_tells_on_its_page_how_often_a_conflict_stands(self, report: Report, goalcheck: Command, form: str) -> None:
        text = report.text(form, "--robust", 100, "--seed", 7)
        draws = ("--draws", 100, "--seed", 7, "--level", "serious", "--format", "json")
        found = json.loads(goalcheck("robust", NORTHLINE, *draws).out)["conflicts"]
        told = [each for each in found if each["code"] == "GC101"]  # what else there is has no page of its own
        assert len(told) == text.count("It stands in") == 3
        for each in told:
            shares = (100 * each["stands"], 100 * each["among_worst_10"])
            assert "It stands in {:g} % of 100 draws and is among the worst 10 in {:g} %".format(*shares) in text
        assert "low confidence within 60 % (seed 7)" in text

    def test_is_left_out_where_nobody_asked(self, report: Report) -> None:
        text = report.html().text
        assert "It stands in" not in text
        assert "surely" not in text

    def test_another_seed_is_another_draw(self, report: Report) -> None:
        one, other = (report.raw("md", "--robust", 20, "--seed", seed) for seed in (1, 2))
        assert one != other

    @pytest.mark.parametrize("form", ["html", "md", "pdf"])
    def test_without_numpy_it_says_what_to_install(
        self, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
    ) -> None:
        monkeypatch.setitem(sys.modules, "numpy", None)
        said = report.refused(NORTHLINE, "-o", tmp_path / f"report.{form}", "--robust", 10)
        assert (
            said == "goalcheck: drawing weights needs numpy, which is not installed: pip install 'goalcheck[resolve]'\n"
        )


def departments(pushes: Sequence[tuple[str, str, str]]) -> str:
    """Departments with an objective each that helps an outcome and hurts another."""
    outcomes = sorted({outcome for _, *both in pushes for outcome in both})
    told = [
        f"  {name}: {{objectives: {{go: {{affects: {{{helped}: strongly helps, {hurt}: strongly hurts}}}}}}}}\n"
        for name, helped, hurt in pushes
    ]
    return (
        f"outcomes: {{{', '.join(f'{each}: {{importance: 5}}' for each in outcomes)}}}\ndepartments:\n{''.join(told)}"
    )


@pytest.mark.skipif(importlib.util.find_spec("highspy") is None, reason="needs goalcheck[resolve]")
class TestWayOut:
    @pytest.mark.parametrize("form", FORMS)
    def test_stands_in_the_report_where_it_is_asked_for(self, report: Report, form: str) -> None:
        text = report.text(form, "--resolve")
        for said in ("open conflicts", "nothing cheaper does it", "The cheapest way out", "Alternative 1", "Who gives"):
            assert said in text
        assert "goalcheck whatif" in text

    def test_is_named_on_the_first_page(self, report: Report) -> None:
        first, _, _ = report.html("--resolve").text.partition("Where departments pull apart The worst tension")
        assert "A way out : 8 open conflicts (2 severe, 6 serious) settled by" in first

    def test_is_one_of_the_conflicts_of_the_level_that_is_reported(self, report: Report) -> None:
        assert "2 open conflicts (2 severe) settled by" in report.html("--resolve", "--level", "severe").text

    def test_is_left_out_where_nobody_asked(self, report: Report) -> None:
        assert "A way out" not in report.html().text
