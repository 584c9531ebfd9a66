"""Documents: every kind of block in every format, with texts that try to be more than text."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT
from hostile import HOSTILE
from markdown_it import MarkdownIt
from pypdf import PdfReader

from goalcheck import analyze, load
from goalcheck.api import analyzed
from goalcheck.entity import entity
from goalcheck.findings import Level
from goalcheck.messages.message import Template, objective
from goalcheck.render.document import (
    Block,
    ChainLines,
    Code,
    Graded,
    Heading,
    HeatMap,
    Inset,
    Items,
    ListItem,
    ListMarks,
    Meter,
    NamedRef,
    Note,
    Quiet,
    Strong,
    Text,
    TextTable,
    Title,
    cut,
)
from goalcheck.render.document.html import html_text
from goalcheck.render.document.markdown import MAX_COLUMNS, markdown_text
from goalcheck.render.document.terminal import terminal_text
from goalcheck.render.document.typst import typst_data
from goalcheck.render.sections.conflict_page import conflict_page_blocks
from goalcheck.render.sections.entity import entity_blocks
from goalcheck.render.sections.finding import finding_blocks
from goalcheck.sensitivity.conflict_page import conflict_page

SAYS = Template("test.says", "{who} says {what}")


def blocks(text: str) -> tuple[Block, ...]:
    """A document with a block of every kind that says a text in each of its places."""
    message = SAYS(who=objective("sales.talks"), what=text)
    below = Items((ListItem(("below ", Quiet(text))),))
    return (
        Title((Strong(text, Level.MINOR), " title"), (message,)),
        Text((Strong(text), ": ", message), is_lead=True),
        Heading(text, number=2),
        Items((ListItem((text,), aside=text, below=below),), ListMarks.NUMBERS, more=3),
        Items((ListItem((message,), level=Level.SEVERE, place=text),)),
        Heading(text, rank=2),
        Items((ListItem((Code(text),)),)),
        Text(("tension ", Meter(40), " 40.00 of 100")),
        TextTable((((text,), ("1",)), (("b",), ("22",))), ((text,), ("figure",)), has_figures=True),
        ChainLines((text,), (("helps ", NamedRef(objective("sales.talks"))), (text,)), "Hurts"),
        Inset((Text(("set in ", text)),)),
        Note((text,)),
        HeatMap(
            "department",
            ("sales",),
            ("fast",),
            {("sales", "fast"): (Graded(text, Level.SERIOUS),)},
        ),
    )


SIMPLE = blocks("some text")


def test_a_terminal_shows_every_kind_of_block() -> None:
    assert terminal_text(SIMPLE, width=None, color=False).splitlines() == [
        "some text title",
        "sales.talks says some text",
        "",
        "some text: sales.talks says some text",
        "",
        "SOME TEXT (2)",
        "1. some text [some text]",
        "   - below some text",
        "... and 3 more",
        "severe   sales.talks says some text some text",
        " some text:",
        "   - some text",
        "   tension ████████░░░░░░░░░░░░ 40.00 of 100",
        "   some text figure",
        "   some text      1",
        "   b             22",
        "   Hurts: some text",
        "     - helps sales.talks",
        "     - some text",
        "     set in some text",
        "",
        "   some text",
        "   department      fast",
        "   sales      some text",
    ]


def test_markdown_shows_every_kind_of_block() -> None:
    text = markdown_text(SIMPLE)
    assert "**some text**: sales.talks says some text" in text
    assert "1. some text (some text)\n  - below `some text`\n- ... and 3 more" in text
    assert "- **severe** sales.talks says some text" in text
    assert "| some text | figure |\n| --- | ---: |\n| some text | 1 |\n| b | 22 |" in text
    assert "- **Hurts:** some text\n  - helps sales.talks\n  - some text" in text
    assert "| department | `fast` |\n| --- | ---: |\n| `sales` | *some text* |" in text


def test_a_wide_figure_comes_in_several_tables() -> None:
    columns = tuple(f"c{each}" for each in range(MAX_COLUMNS + 1))
    figure = HeatMap("row", ("r",), columns, {("r", "c12"): ("9",)})
    assert markdown_text([figure]).count("| row |") == 2
    assert markdown_text([figure]).endswith("| row | `c12` |\n| --- | ---: |\n| `r` | 9 |\n")


def test_two_harmless_pieces_make_no_mention() -> None:
    assert markdown_text([Text(("@", "everybody"))]) != "@everybody\n"


class Elements(HTMLParser):
    """The elements of a page and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_becomes_an_element_of_a_page(name: str) -> None:
    assert Elements(html_text(blocks(HOSTILE[name]))).elements == Elements(html_text(SIMPLE)).elements


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_changes_the_blocks_of_markdown(name: str) -> None:
    def kinds(text: str) -> list[str]:
        """The structure of the page; code may fall back to text where it could not hold what it says."""
        tokens = MarkdownIt("gfm-like").parse(markdown_text(blocks(text)))
        inner = [child.type for token in tokens for child in token.children or ()]
        assert not {"link_open", "image", "html_inline", "html_block"} & {*inner, *(each.type for each in tokens)}
        return [token.type for token in tokens]

    assert kinds(HOSTILE[name]) == kinds("some text")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_controls_a_terminal(name: str) -> None:
    lines = terminal_text(blocks(HOSTILE[name]), width=None, color=False).splitlines()
    assert len(lines) == len(terminal_text(SIMPLE, width=None, color=False).splitlines())
    assert all(line.isprintable() or "\u200d" in line or "\u200c" in line for line in lines)
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in lines)


def test_typst_gets_every_text_as_data() -> None:
    kinds = [each["kind"] for each in typst_data(SIMPLE)]
    first = ["title", "text", "heading", "items", "items", "heading", "items"]
    assert kinds == [*first, "text", "table", "chain", "inset", "note", "table"]
    assert json.loads(json.dumps(typst_data(SIMPLE)))[1]["pieces"] == [
        {"look": "strong", "text": "some text"},
        {"look": "plain", "text": ": sales.talks says some text"},
    ]


@pytest.mark.parametrize("text", ["some text", '#import "x"; #panic()', HOSTILE["long"]])
def test_typst_sets_every_kind_of_block(text: str, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "data.json").write_text(json.dumps(typst_data(blocks(text))), "utf-8")
    template = ROOT / "goalcheck" / "render" / "meeting" / "templates" / "document.typ"
    (tmp_path / template.name).write_bytes(template.read_bytes())
    page = tmp_path / "page.typ"
    page.write_text('#import "document.typ": document-blocks\n#document-blocks(json("data.json"))', "utf-8")
    pages = PdfReader(BytesIO(typst.compile(str(page), root=str(tmp_path)))).pages
    read = " ".join(each.extract_text() for each in pages)
    for said in ("sales.talks says", "below", "set in", "Hurts:", "22"):
        assert said in read


def test_a_long_text_of_a_user_is_cut() -> None:
    assert len(cut("x" * 1000)) == 300
    assert cut("short") == "short"
    assert len(terminal_text([Text((SAYS(who="x" * 1000, what="y"),))], width=None, color=False)) == 301


def test_a_finding_at_length_is_a_document_that_every_format_can_write() -> None:
    report = analyze(load(EXAMPLES / "quickstart"))
    told = [*finding_blocks(report, report.findings[0], paths=["org.yaml"])]
    markdown = markdown_text(told)
    assert "\n\n\n" not in markdown
    assert "- **Hurts:** " in markdown
    assert "- `goalcheck show " not in markdown
    assert "`goalcheck show operations.install-30 org.yaml`" in markdown
    assert {"title", "inset", "text", "heading"} <= {each["kind"] for each in typst_data(told)}


def test_a_conflict_at_length_is_a_document_that_every_format_can_write() -> None:
    report = analyzed(load(EXAMPLES / "quickstart"))
    told = [*conflict_page_blocks(conflict_page(report, report.conflicts[0]), paths=["org.yaml"])]
    markdown = markdown_text(told)
    assert "\n\n\n" not in markdown
    assert "### Conflict cloud" in markdown
    assert "`goalcheck show operations.install-30 org.yaml`" in markdown
    assert "<h3>Conflict cloud</h3>" in html_text(told)
    assert {"title", "inset", "text", "heading"} <= {each["kind"] for each in typst_data(told)}


@pytest.mark.parametrize("key", ["operations.install-30", "personal-attention", "time-per-order", "sales", "business"])
def test_one_thing_is_a_document_that_every_format_can_write(key: str) -> None:
    told = [*entity_blocks(entity(analyzed(load(EXAMPLES / "northline")), key))]
    assert "\n\n\n" not in markdown_text(told)
    assert "<h3>Conflicts</h3>" in html_text(told)
    assert {"title", "heading"} <= {each["kind"] for each in typst_data(told)}
