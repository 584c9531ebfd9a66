"""Each command in each form that the program offers: how it is run, and the parser that reads its result.

`offered` asks the program itself, so that a command or a format without an entry here fails a test.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, Final, NamedTuple, get_args, get_type_hints
from xml.etree import ElementTree

import networkx as nx
import readers
from conftest import EXAMPLES
from jsonschema.validators import validator_for
from pypdf import PdfReader
from standing import junit_schema, validator

from goalcheck import schemas
from goalcheck.cli.app import COMMANDS, function_of
from goalcheck.cli.commands.report import FORMS
from goalcheck.render.formats import FORMATS

Read = Callable[[bytes], object]
"""Raises an exception where it is given anything but a whole result."""

NORTHLINE: Final = EXAMPLES / "northline"
KEPT: Final = "{tmp}/kept"
"""Northline as a git repository, which whoever runs these commands makes."""
CHANGED: Final = EXAMPLES / "northline-changes.yaml"
CONFLICT: Final = "2940f461"
TODAY: Final = ("--today", "2026-10-01")
TEXT: Final = "text"

LOOSE: Final = (TEXT, "markdown", "mermaid", "github")
"""Forms whose parsers take any further line for a part of them, so that stdout is compared with a file."""


class Offer(NamedTuple):
    """A command and one of the forms of its result."""

    command: str
    form: str


class End(NamedTuple):
    """The run of a command.

    Attributes:
        arguments: of the command, without its name; `{tmp}` stands for an empty folder.
        read: reads the result.
        says: a regular expression for all of stderr.
        status: its exit status.
    """

    arguments: tuple[object, ...]
    read: Read
    says: str = ""
    status: int = 0


def offered() -> set[Offer]:
    """All commands with all forms of their results, as the program declares them."""
    return {
        Offer(command, form)
        for command in COMMANDS
        for form in _forms(command, get_type_hints(function_of(command), include_extras=True))
    }


def _forms(command: str, parameters: Mapping[str, Any]) -> Iterable[str]:
    """The names that --format takes, else the endings of the files that a report is written to, else the subjects."""
    for name, hint in parameters.items():
        kind, *about = get_args(hint) or (hint,)
        if any("--format" in _names(each) for each in about):
            return _values(kind) or FORMATS
        if command == "schema" and name == "subject":
            return _values(kind)
    return FORMS if command == "report" else (TEXT,)


def _names(option: Any) -> list[object]:
    """The names of an option; typer keeps the first one as a default until it makes the command."""
    return [getattr(option, "default", None), *(getattr(option, "param_decls", None) or ())]


def _values(kind: Any) -> list[str]:
    """The values of an enumeration, which may be one of two kinds (`PictureFormat | None`)."""
    kinds = (kind, *get_args(kind))
    return [each.value for one in kinds if isinstance(one, type) and issubclass(one, Enum) for each in one]


def as_json(schema: str | None = None) -> Read:
    """Reads JSON, and validates it where goalcheck has its schema."""

    def read(raw: bytes) -> None:
        data = json.loads(raw)
        if schema:
            validator_of(schema).validate(data)
        assert data

    return read


def validator_of(schema: str) -> Any:
    return validator_for(loaded := json.loads(schema))(loaded)


def as_standard(name: str) -> Read:
    return lambda raw: validator(name).validate(json.loads(raw))


def as_junit(raw: bytes) -> None:
    junit_schema().validate(raw.decode())
    assert readers.of_junit(raw.decode())


def as_github(raw: bytes) -> None:
    *commands, last = raw.decode().splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ", "goalcheck: ")) for line in commands)
    assert last.startswith(("::", "goalcheck: "))
    assert list(readers.commands(raw.decode()))


def as_lines(raw: bytes) -> None:
    assert readers.of_jsonl(raw.decode())


def as_csv(*columns: str) -> Read:
    """Reads tables with a header that starts with some columns; a matrix has several, apart by an empty line."""

    def read(raw: bytes) -> None:
        for table in raw.decode().split("\r\n\r\n"):
            rows = readers.rows(table)
            assert rows
            assert all(None not in row and None not in row.values() for row in rows), "as many fields as columns"
        assert raw.decode().startswith(",".join(columns))

    return read


def as_markdown(raw: bytes) -> None:
    assert re.match(rb"#{1,3} |\*\*", raw), raw[:200]
    assert "html_block" not in readers.blocks(raw.decode())


def as_svg(raw: bytes) -> None:
    assert ElementTree.fromstring(raw).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own output


def as_mermaid(raw: bytes) -> None:
    """Every line is of one of the kinds that a flowchart is made of; tests in a browser give it to Mermaid itself."""
    first, *lines = raw.decode().splitlines()
    assert first == "flowchart LR"
    assert any("-->|" in line for line in lines)
    assert [line for line in lines if not _MERMAID.fullmatch(line)] == []


_MERMAID: Final = re.compile(
    r"""(?x) \s* (?: end | subgraph\ .* | classDef\ .* | linkStyle\ .*
    | \w+ [\[(]{1,2} "[^"]*" [\])]{1,2} (?: :::\w+ )?
    | \w+\ [-.=~<>xo]+ \|[^|]*\| \ \w+ )"""
)


def as_dot(raw: bytes) -> None:
    """Graphviz reads it, where there is Graphviz."""
    assert re.fullmatch(rb"(?s)digraph .*\{\n.*\}\n", raw)
    if shutil.which("dot"):
        subprocess.run(["dot", "-Tcanon"], input=raw, check=True, capture_output=True)  # noqa: S607 - asked for above


def as_graphml(raw: bytes) -> None:
    assert nx.read_graphml(BytesIO(raw), force_multigraph=True).number_of_edges()


def as_node_link(raw: bytes) -> None:
    data = json.loads(raw)
    assert nx.node_link_graph(data | {"links": data["edges"]}).number_of_edges()


def as_html(raw: bytes) -> None:
    """Every element that is opened is closed in its turn."""
    assert re.fullmatch(rb"(?s)<!doctype html>\n<html .*</html>\n?", raw)
    page = _Page()
    page.feed(raw.decode())
    page.close()
    assert page.met
    assert page.open == []


class _Page(HTMLParser):
    EMPTY: Final = {"meta", "link", "br", "hr", "img", "input", "col", "wbr"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - HTMLParser gives them
        self.met += 1
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def as_pdf(raw: bytes) -> None:
    assert raw.startswith(b"%PDF-")
    assert raw.rstrip().endswith(b"%%EOF")
    assert "Northline Telecom" in PdfReader(BytesIO(raw)).pages[0].extract_text()


def as_schema(raw: bytes) -> None:
    schema = json.loads(raw)
    validator_for(schema).check_schema(schema)


def as_text(start: str) -> Read:
    """Reads text for people: it starts as it should, and holds nothing that a terminal would obey."""

    def read(raw: bytes) -> None:
        text = raw.decode()
        assert re.match(start, text), text[:200]
        assert text.endswith("\n")
        assert "\x1b" not in text

    return read


REPORT: Final[dict[str, Read]] = {
    "json": as_standard("report"),
    "jsonl": as_lines,
    "sarif": as_standard("sarif-2.1.0"),
    "junit": as_junit,
    "github": as_github,
    "gitlab": as_standard("codequality"),
    "markdown": as_markdown,
    "csv": as_csv("level", "code", "name"),
}

PAGES: Final[Mapping[str, Read]] = {
    ".html": as_html,
    ".htm": as_html,
    ".pdf": as_pdf,
    ".md": as_markdown,
    ".markdown": as_markdown,
}

PICTURES: Final[Mapping[str, Read]] = {
    "svg": as_svg,
    "mermaid": as_mermaid,
    "dot": as_dot,
    "graphml": as_graphml,
    "node-link": as_node_link,
}

MATRICES: Final[Mapping[str, Read]] = {
    "text": as_text("Northline Telecom\n17 of 18 objectives can be seen.\n\nA row hurts a column"),
    "csv": as_csv("matrix", "row", "column"),
    "markdown": as_markdown,
    "svg": as_svg,
    "json": as_json(schemas.matrix_schema()),
}

SUBJECTS: Final = ("organization", "configuration", "report", "matrix", "changes", "resolution")

Ends = Iterable[tuple[Offer, End]]


def _reports() -> Ends:
    count = r"goalcheck: \d+ conflicts and \d+ findings open: .*; \d+ fail \(--fail-on serious\); .* seen\n"
    whole = REPORT | {TEXT: as_text("Northline Telecom, 2026-H2\n")}
    lines = REPORT | {TEXT: as_text(r"GC101 severe: .* \[2940f461\]\n    \S+:19:11: ")}
    for form in whole:
        yield Offer("analyze", form), End((NORTHLINE, *TODAY, "-f", form), whole[form])
        yield Offer("check", form), End((NORTHLINE, *TODAY, "-f", form), lines[form], count, 1)


def _comparisons() -> Ends:
    solved = as_text(r"\d+ open conflicts .*\n\nTHE CHEAPEST WAY OUT")
    for command, arguments, text, schema in (
        ("diff", (NORTHLINE, EXAMPLES / "quiet"), as_text(r"\d+ conflicts and \d+ findings gone; "), None),
        ("history", (KEPT, "--since", "2999"), as_text(r"1 point from "), None),
        ("ask", (NORTHLINE,), as_text(r"The \d+ pages to ask next"), None),
        ("whatif", (NORTHLINE, "--with", CHANGED), as_text("WHAT IF\n"), None),
        ("resolve", (NORTHLINE, "--alternatives", 1), solved, schemas.resolution_schema()),
    ):
        for form, read in ((TEXT, text), ("markdown", as_markdown), ("json", as_json(schema))):
            yield Offer(command, form), End((*arguments, *TODAY, "-f", form), read)


def _answers() -> Ends:
    yield Offer("history", "svg"), End((KEPT, "--since", "2999", "-f", "svg"), as_svg)
    conflict = ("explain", (CONFLICT, NORTHLINE, *TODAY, "--robust", 20))
    for command, arguments, start in (
        ("ask", (NORTHLINE, *TODAY), r"The 5 pages to ask next, of \d+\.\n"),
        ("show", ("operations.install-30", NORTHLINE, *TODAY), r"Cut the install interval .*\(objective "),
        (*conflict, f"SEVERE .* {CONFLICT}\n"),
        ("robust", (NORTHLINE, "--draws", 50), " +stands +at its level +pressure "),
        ("influence", (NORTHLINE,), "rank +total +direct"),
        ("rules", (), "GC101  opposed-objectives  "),
    ):
        yield Offer(command, TEXT), End((*arguments, "-f", TEXT), as_text(start))
        yield Offer(command, "json"), End((*arguments, "-f", "json"), as_json())
        if command in ("ask", "show", "explain"):
            yield Offer(command, "markdown"), End((*arguments, "-f", "markdown"), as_markdown)


def _drawings() -> Ends:
    for form, read in MATRICES.items():
        yield Offer("matrix", form), End((NORTHLINE, "-f", form), read)
    for form, read in PICTURES.items():
        yield Offer("graph", form), End((NORTHLINE, *TODAY, "-f", form), read)


def _files() -> Ends:
    for form, read in PAGES.items():
        options = (*TODAY, "--resolve", "--robust", 20, "-o", f"{{tmp}}/report{form}")
        yield Offer("report", form), End((NORTHLINE, *options), read)
    for form in SUBJECTS:
        yield Offer("schema", form), End((form,), as_schema)
    terms = ("--by", "COO", "--reason", "as found", "--until", "2027-03-31", "--dry-run")
    edit = as_text(r"--- \S+\n\+\+\+ \S+\n@@ ")
    says = r"goalcheck: a dry run: .*; no file was touched\n(goalcheck: .*\n)?"
    yield Offer("accept", TEXT), End(("--all", NORTHLINE, *TODAY, *terms), edit, says)
    says = r"(?s)Targets to set:\n.*goalcheck: nothing was written: .*\n"
    yield Offer("roll", TEXT), End((NORTHLINE, "--to", "2027-Q1"), edit, says)
    says = r"goalcheck: of the answers 1 written, 0 known already\ngoalcheck: nothing was written: .*\n"
    yield Offer("collect", TEXT), End(("tests/asking/northline-answers.json", NORTHLINE), edit, says)
    yield Offer("lsp", TEXT), End(("--help",), as_text("Usage: goalcheck lsp "))
    yield Offer("collect", TEXT), End(("--help",), as_text("Usage: goalcheck collect "))
    yield Offer("init", TEXT), End(("{tmp}/org",), as_text("Wrote "))
    sheet = "tests/intake/fixtures/okrs.ods"
    yield (
        Offer("import", TEXT),
        End((sheet, "-o", "{tmp}/org"), as_text("Read "), r"goalcheck: wrote 4 files to .*\n"),
    )


ENDS: Final = dict((*_reports(), *_comparisons(), *_answers(), *_drawings(), *_files()))
