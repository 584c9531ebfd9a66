"""Reads each format back with a parser that is not ours, and says which findings it holds.

Knows nothing of goalcheck but what a reader of a format would know.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any, NamedTuple
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token

SHORT = 8

ONLY_IN_CONFLICTS = ("GC101", "GC102", "GC103", "GC203", "GC301", "GC302")
"""Rules whose findings never count for themselves."""

MARKDOWN = MarkdownIt("gfm-like", {"html": True})
"""Markdown as forges speak it: with HTML, tables, strikethrough and bare links."""


class Command(NamedTuple):
    """A workflow command, as GitHub's runner takes it."""

    name: str
    properties: dict[str, str]
    data: str


def of_json(text: str) -> list[str]:
    """Conflicts, then the findings that count for themselves."""
    report = json.loads(text)
    told = {each for conflict in report["conflicts"] for each in conflict["findings"]}
    counting = [each for each in report["findings"] if each["code"] not in ONLY_IN_CONFLICTS]
    fingerprints = [each["fingerprint"] for each in (*report["conflicts"], *counting)]
    return [each for each in fingerprints if each not in told]


def of_jsonl(text: str) -> list[str]:
    return [json.loads(line)["fingerprint"] for line in text.splitlines()]


def sarif_results(text: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return results


def of_sarif(text: str) -> list[str]:
    return [result["partialFingerprints"]["goalcheckFingerprint/v1"] for result in sarif_results(text)]


def of_gitlab(text: str) -> list[str]:
    return [issue["fingerprint"] for issue in json.loads(text)]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def of_csv(text: str) -> list[str]:
    return [row["result"] for row in rows(text)]


def cases(text: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(text).iter("testcase"))  # noqa: S314 - our own output


def of_junit(text: str) -> list[str]:
    """The beginnings of the fingerprints, which end the names of all cases but those of rules that found nothing."""
    return [case.attrib["name"][-SHORT - 1 : -1] for case in cases(text) if len(case)]


def tokens(text: str) -> list[Token]:
    """What Markdown makes of a text, inline parts included."""
    return [each for token in MARKDOWN.parse(text) for each in (token, *(token.children or ()))]


def blocks(text: str) -> list[str]:
    """The kinds of what a page is built of, without what stands in a line."""
    return [token.type for token in MARKDOWN.parse(text)]


def of_markdown(text: str) -> list[str]:
    """The beginnings of the fingerprints, which stand as code."""
    codes = [token.content for token in tokens(text) if token.type == "code_inline"]
    return [code for code in codes if re.fullmatch(rf"[0-9a-f]{{{SHORT}}}", code)]


def commands(text: str) -> Iterator[Command]:
    """The lines that the runner takes for commands: `::` after leading space, or `##[` anywhere."""
    for line in text.split("\n"):
        stripped = line.lstrip()
        if stripped.startswith("::") and "::" in stripped[2:]:
            head, _, data = stripped[2:].partition("::")
            name, _, rest = head.partition(" ")
            pairs = [pair.split("=", 1) for pair in rest.split(",") if "=" in pair]
            yield Command(name, {key: _decoded(value, "%3A:", "%2C,") for key, value in pairs}, _decoded(data))
        elif "##[" in line:
            yield Command("##[", {}, line)


def _decoded(text: str, *more: str) -> str:
    for code in ("%0D\r", "%0A\n", *more, "%25%"):
        text = text.replace(code[:3], code[3:])
    return text
