"""Answers read from forms: CSV and Markdown that were filled in, and the JSON (or YAML) that the HTML form saves."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import PurePath
from typing import NamedTuple

from goalcheck.asking.forms import ANSWERS_KEY, FORM_KEY, VERSION
from goalcheck.files import read_bytes
from goalcheck.files.discovery import read_one
from goalcheck.files.opening import UnreadableError
from goalcheck.files.problems import Problems
from goalcheck.files.tree import MappingNode, SequenceNode
from goalcheck.model.period import parse_date
from goalcheck.source import GoalcheckError, InvalidInput

MOST_BYTES = 4_000_000
MOST_TEXT = 2_000
"""Characters of an answer or a reason; nobody writes more into a form by hand."""

_CELL = re.compile(r"(?<!\\)\|")
_ENTITY = "&#8203;"


class NotAForm(GoalcheckError):
    """The file is no form that was filled in; the message says what is missing."""


class Answer(NamedTuple):
    """One answer: to which question, what, why, how sure, and what the files said when the form was made."""

    id: str
    said: str
    because: str
    sure: str
    was: str


class Answers(NamedTuple):
    """All answers of one person.

    Attributes:
        file: the file, as the user named it.
        role: `department` or `customer`.
        who: the id of that.
        by: the person's name.
        day: the day of the answers, else that of the form.
    """

    file: str
    organization: str
    role: str
    who: str
    by: str
    day: date
    answers: tuple[Answer, ...]


def read_answers(path: str) -> Answers:
    """The answers in a file.

    Raises:
        NotAForm: it is no form, or somebody has taken its head away.
        InvalidInput: it cannot be read.
    """
    ending = PurePath(path).suffix.lower()
    if ending in (".html", ".htm"):
        raise NotAForm(f"{path} is the form itself: open it in a browser, and collect the file that it saves")
    if ending not in (".csv", ".tsv", ".md"):
        return _from_mapping(path)
    try:
        raw = read_bytes(path)
    except UnreadableError as error:
        raise NotAForm(f"{path}: {error.args[0]}") from error
    if len(raw) > MOST_BYTES:
        raise NotAForm(f"{path} is larger than a form: {len(raw):,} bytes, at most {MOST_BYTES:,}")
    text = _text(raw)
    return _from_markdown(path, text) if ending == ".md" else _from_rows(path, text)


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _from_mapping(path: str) -> Answers:
    problems = Problems()
    node = read_one(path, problems, (ANSWERS_KEY, "answers"))
    if node is None:
        raise InvalidInput(tuple(problems))
    head = {key: _plain(node.get(key)) for key in node}
    listed = node.get("answers")
    items = [each for each in listed if isinstance(each, MappingNode)] if isinstance(listed, SequenceNode) else []
    answers = [{key: _plain(each.get(key)) for key in each} for each in items]
    if ANSWERS_KEY not in head:
        raise NotAForm(f"{path} has no {ANSWERS_KEY}: expected the file that a form saves")
    return _made(path, head, head[ANSWERS_KEY], answers)


def _plain(value: object) -> str:
    return "" if value is None or isinstance(value, MappingNode | SequenceNode) else str(value)


def _from_rows(path: str, text: str) -> Answers:
    first = text.lstrip().partition("\n")[0]
    separator = next((each for each in ";\t,|" if f"{FORM_KEY}{each}" in first.replace('"', "")), ",")
    try:
        rows = list(csv.reader(StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise NotAForm(f"{path} is no table that can be read: {error}") from error
    return _from_cells(path, [[_cell(cell) for cell in row] for row in rows])


def _cell(text: str) -> str:
    """A cell without the quote that keeps a spreadsheet from reading a formula."""
    stripped = text.strip()
    return stripped[1:] if re.match(r"'\s*[=+\-@]", stripped) else stripped


def _from_cells(path: str, rows: Iterable[list[str]]) -> Answers:
    head: dict[str, str] = {}
    columns: list[str] = []
    answers: list[Mapping[str, str]] = []
    for row in rows:
        if columns:
            answers.append(dict(zip(columns, row, strict=False)))
        elif "id" in row and "answer" in row:
            columns = row
        elif row and row[0]:
            head[row[0].lower()] = row[1] if len(row) > 1 else ""
    if FORM_KEY not in head or not columns:
        raise NotAForm(f"{path} has no {FORM_KEY}, or no columns id and answer: expected a form of goalcheck ask")
    return _made(path, head, head[FORM_KEY], answers)


def _from_markdown(path: str, text: str) -> Answers:
    return _from_cells(path, _markdown_rows(text))


def _markdown_rows(text: str) -> Iterator[list[str]]:
    """The lines of the head as two cells, and the rows of all tables below one header."""
    seen_header = False
    for line in text.splitlines():
        plain = line.replace(_ENTITY, "").strip()
        if plain.startswith("|"):
            cells = [_unescaped(cell) for cell in _CELL.split(plain.strip("|"))]
            is_header = "id" in cells and "answer" in cells
            if not (is_header and seen_header) and not set("".join(cells)) <= {"-", ":"}:
                yield cells
            seen_header |= is_header
        elif not seen_header and ":" in plain and not plain.startswith("#"):
            name, _, value = plain.partition(":")
            yield [name.strip(), _unescaped(value)]


def _unescaped(cell: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", cell.strip().strip("`")).replace("&amp;", "&").replace("&lt;", "<")


def _made(path: str, head: Mapping[str, str], version: str, answers: Iterable[Mapping[str, str]]) -> Answers:
    if version != str(VERSION):
        raise NotAForm(f"{path} has version '{version[:20]}' of the form; this goalcheck reads {VERSION}")
    role = next((each for each in ("department", "customer") if head.get(each)), None)
    by = (head.get("by") or head.get("your name") or "").strip()
    if role is None:
        raise NotAForm(f"{path} does not say which department or customer answers")
    found = tuple(_answer(each) for each in answers if each.get("answer", "").strip() and each.get("id"))
    if found and not by:
        raise NotAForm(f"{path} does not say who answers: write a name after 'your name'")
    day = parse_date(head.get("date", "").strip()) or parse_date(head.get("made", ""))
    if day is None:
        raise NotAForm(f"{path} has no date such as 2026-10-01")
    return Answers(path, head.get("organization", ""), role, head[role], by[:MOST_TEXT], day, found)


def _answer(row: Mapping[str, str]) -> Answer:
    cells = [row.get(name, "").strip()[:MOST_TEXT] for name in ("id", "answer", "because", "sure", "was")]
    return Answer(*cells)
