"""What holds of every command on every input, whatever it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

from hostile import unsafe
from readers import commands as workflow_commands

from fuzz.case import OUT, Command

STATUSES = (0, 1, 2)
MAY_FIND = ("analyze", "check", "diff", "whatif", "resolve")
"""Commands that may end with 1, which means findings and nothing else."""

MAY_WRITE = ("accept", "whatif", "collect", "roll")
"""Commands that may write into the organization, where they are not told to show only."""

ANNOTATIONS = {"error", "warning", "notice", "group", "endgroup"}
"""The workflow commands that the github format is made of."""


class Violation(NamedTuple):
    """A command that did what none may do."""

    kind: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What one command did.

    Attributes:
        written: every file that is there afterwards and was not, or was another, before.
        lost: files that were there before.
    """

    command: Command
    status: int | None
    out: bytes
    err: bytes
    written: Mapping[str, bytes]
    lost: tuple[str, ...] = ()


def violations(outcome: Outcome) -> list[Violation]:
    """Everything that should not be."""
    return [found for check in CHECKS for found in check(outcome)]


def format_of(command: Command) -> str:
    """The format of what goes to stdout; an id that reads `--help` asks for help, whatever stands beside it."""
    if "--help" in command:
        return "text"
    formats = [after for word, after in pairwise(command) if word == "-f" and "=" not in after]
    if formats:
        return formats[-1]
    return "svg" if command[0] == "graph" else "json" if command[0] == "schema" else "text"


def _status(outcome: Outcome) -> Iterator[Violation]:
    if outcome.status not in STATUSES:
        yield Violation("status", f"the exit status is {outcome.status}")
    if outcome.status == 1 and outcome.command[0] not in MAY_FIND:
        yield Violation("status", "the exit status is 1, and the command has no findings")


def _errors(outcome: Outcome) -> Iterator[Violation]:
    for text in (b"internal error", b"Traceback (most recent"):
        if text in outcome.err:
            yield Violation("internal error", _last(outcome.err))
    if outcome.status == 2 and not outcome.err.strip():
        yield Violation("silence", "the exit status is 2, and stderr does not say why")
    odd = unsafe(outcome.err.decode("utf-8", "surrogateescape"))
    if odd:
        yield Violation("stderr", f"stderr holds {sorted(map(ascii, odd))}")


def _stdout(outcome: Outcome) -> Iterator[Violation]:
    form = format_of(outcome.command)
    try:
        text = outcome.out.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Violation("stdout", f"stdout is no UTF-8: {error}")
        return
    if outcome.status == 2 and text and form != "github":
        yield Violation("stdout", f"the exit status is 2, and stdout says {text[:200]!a}")
    odd = _controls(text, form, coloured="--color" in outcome.command)
    if odd:
        yield Violation("stdout", f"stdout holds {sorted(map(ascii, odd))}")
    if form in ("text", "github") and _is_shown(outcome.command):
        names = {each.name for each in workflow_commands(text)} - (ANNOTATIONS if form == "github" else set())
        if names:
            yield Violation("workflow command", f"stdout holds the commands {sorted(names)}")
    if outcome.status != 2:
        yield from _parsed(form, text, "stdout", expected=_prints(outcome.command))


def _controls(text: str, form: str, *, coloured: bool) -> set[str]:
    if form == "text":
        return unsafe(text) - ({"\x1b"} if coloured else set())
    return {each for each in text if (ord(each) < 32 and each not in "\n\r\t") or 127 <= ord(each) < 160}


def _is_shown(command: Command) -> bool:
    """False for edits, which show lines of files as they are, so that a patch can be applied."""
    return not {"--dry-run", "--write", "--prune"} & {*command} and command[0] != "accept"


def _prints(command: Command) -> bool:
    """True for commands that write their result to stdout."""
    return (
        "-o" not in command and command[0] not in ("report", "init", "import", "accept", "check") and _is_shown(command)
    )


def _written(outcome: Outcome) -> Iterator[Violation]:
    for name in outcome.lost:
        yield Violation("lost file", f"{name!a} is gone")
    for name, content in sorted(outcome.written.items()):
        own = name.startswith(f"{OUT}/")
        if not own and not (outcome.status == 0 and _may_write(outcome.command)):
            yield Violation("written", f"{name!a} was written")
        form = name.rpartition(".")[2]
        if own and form in ("json", "sarif", "xml", "svg", "pdf", "html", "md", "csv"):
            yield from _file(form, content, name)


def _may_write(command: Command) -> bool:
    return command[0] in MAY_WRITE and "--dry-run" not in command and ("--write" in command or command[0] == "accept")


def _file(form: str, content: bytes, name: str) -> Iterator[Violation]:
    if form == "pdf":
        if not content.startswith(b"%PDF-"):
            yield Violation("result", f"{name} is no PDF")
        return
    text = content.decode("utf-8")
    odd = _controls(text, form, coloured=False)
    if odd:
        yield Violation("result", f"{name} holds {sorted(map(ascii, odd))}")
    yield from _parsed(form, text, name, expected=True)


def _parsed(form: str, text: str, name: str, *, expected: bool) -> Iterator[Violation]:
    if not text.strip():
        if expected and form not in ("jsonl", "github"):
            yield Violation("result", f"{name} is empty")
        return
    try:
        PARSERS.get(form, str)(text)
    except (ValueError, ElementTree.ParseError, csv.Error) as error:
        yield Violation("result", f"{name} is no {form}: {error}")


def _strict_json(text: str) -> object:
    def refuse(constant: str) -> float:
        raise ValueError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def _lines(text: str) -> None:
    for line in text.splitlines():
        _strict_json(line)


def _xml(text: str) -> None:
    ElementTree.fromstring(text)  # noqa: S314 - our own output


def _rows(text: str) -> None:
    for row in csv.reader(StringIO(text, newline=""), strict=True):
        for cell in row:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell):
                raise ValueError(f"a cell is a formula: {cell[:40]!a}")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


PARSERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("json", "sarif", "gitlab", "node-link"), _strict_json),
    **dict.fromkeys(("junit", "svg", "graphml", "xml"), _xml),
    "jsonl": _lines,
    "csv": _rows,
}


def _last(err: bytes) -> str:
    lines = err.decode("utf-8", "replace").strip().splitlines()
    return " | ".join(lines[-3:])[-600:]


CHECKS: tuple[Callable[[Outcome], Iterator[Violation]], ...] = (_status, _errors, _stdout, _written)
