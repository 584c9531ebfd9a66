"""The forms of a report: HTML, PDF and Markdown, each safe, whole and the same for the same input."""

from __future__ import annotations

import importlib.util
import unicodedata
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import EXAMPLES, Command, Write, process
from hostile import HIDDEN, HOSTILE, ORGANIZATION, WRITTEN_BY_US, Hostile
from markdown_it import MarkdownIt
from report_files import NORTHLINE, TODAY, Report, needs_typst, read, squeezed

from goalcheck import __version__, load
from goalcheck.findings import Level, fingerprint
from goalcheck.render.meeting.glyphs import in_words, without_glyph
from goalcheck.render.meeting.pdf import FONTS
from goalcheck.render.safe import for_terminal

PERSONAL_ATTENTION = fingerprint("conflict", "personal-attention")


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
        scripts = [attributes for tag, attributes in page.elements if tag == "script"]
        assert [attributes.get("type") for attributes in scripts] == ["application/json", None]
        run = [data for tag, data in page.texts if tag == "script"][-1]
        style = "".join(data for tag, data in page.texts if tag == "style")
        for text, rule in ((style, "style-src"), (run, "script-src")):
            assert rules[rule] == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    def test_has_neither_styles_nor_scripts_in_attributes_and_loads_nothing(self, report: Report) -> None:
        page = report.html()
        names = {name for _, attributes in (*page.elements, *page.drawn) for name in attributes}
        assert {name for name in names if name.startswith("on") or name == "style"} == set()
        assert page.attributes("src") == []
        assert {each[0] for each in page.attributes("href")} == {"#"}
        assert "http" not in " ".join(page.attributes("href"))

    def test_has_facts_for_its_filters_that_no_name_can_end(self, report: Report, write: Write) -> None:
        file = write("customers: {c: {name: '</script><b>&'}}\noutcomes: {o: {customer: c}}\n")
        source = report.raw("html", paths=file).decode()
        assert source.count("</script>") == 2
        assert "\\u003c/script\\u003e\\u003cb\\u003e\\u0026" in source

    @pytest.mark.parametrize("appendix", [(), ("--appendix",)])
    @pytest.mark.parametrize("organization", ["northline", "harbour", "sdg-sweden", "circle", "checklist", "quiet"])
    def test_every_link_leads_somewhere_and_every_id_stands_once(
        self, report: Report, organization: str, appendix: Sequence[str]
    ) -> None:
        page = report.html(*appendix, paths=EXAMPLES / organization)
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
        assert {"Who hurts whom", "What else counts"} <= set(bookmarks)
        assert sum("squeezes" in title or "undermines" in title for title in bookmarks) == 6
        assert reader.metadata is not None
        assert reader.metadata.title == "Northline Telecom, 2026-H2: goals that pull against each other"
        text = read(report.raw("pdf"))
        assert "calls are what coordinators drop first" in text
        assert f"goalcheck accept {PERSONAL_ATTENTION[:8]} PATH --by NAME --reason WHY --until DATE" in text

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
        headings = {data.strip() for tag, data in page.texts if tag in ("h2", "h3") and data.strip(" :")}
        missing = {each for each in headings if squeezed(each).strip(":").replace("'", "’") not in text}
        assert missing == {"The conflicts"}

    def test_sets_other_scripts_too(self, report: Report, write: Write) -> None:
        file = write("organization: {name: 北方電信 שלום Ωμέγα Київ}\noutcomes: {calm: {name: 顧客}}\n")
        assert len(report.pdf(paths=file).pages) >= 1


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
        assert headings[0] == "Northline Telecom"
        assert headings[6:8] == ["Five declarations hold 5 of 6 conflicts", "Who hurts whom"]
        assert sum(token.type == "table_open" for token in tokens) == 7
        assert sum(token.type == "ordered_list_open" for token in tokens) == 7


class TestHostileNames:
    @pytest.fixture(params=range(0, len(HOSTILE), 7))
    def file(self, request: pytest.FixtureRequest, write: Write) -> Path:
        return write(ORGANIZATION.format(said=Hostile(request.param)))

    def test_are_only_text_in_html(self, report: Report, file: Path, write: Write) -> None:
        page = report.html("--appendix", paths=file)
        harmless = report.html("--appendix", paths=write(ORGANIZATION.format(said="a plain name"), "harmless.yaml"))
        assert page.shape == harmless.shape
        assert {tag for tag, _ in page.drawn} - {"tspan"} == {tag for tag, _ in harmless.drawn} - {"tspan"}
        assert {each for _, data in page.texts for each in data if unseen(each)} == set()

    def test_are_only_text_in_markdown(self, report: Report, file: Path) -> None:
        tokens = MarkdownIt("gfm-like").parse(report.markdown("--appendix", paths=file))
        kinds = {kind(each.type) for token in tokens for each in (token, *(token.children or ()))}
        assert kinds <= WRITTEN_BY_US | {"em", "ordered_list", "entity"}

    @needs_typst
    def test_are_only_text_in_pdf(self, report: Report, file: Path) -> None:
        reader = report.pdf("--appendix", paths=file)
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
