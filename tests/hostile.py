"""Texts that try to be more than text, and what holds them: what the tests of every output say in names and reasons."""

from __future__ import annotations

from itertools import cycle

TEXTS = {
    "a style": "[red]stop[/red] [bold]",
    "a closing tag alone": "[/x] [/] [",
    "a link": "[link=http://example.org]here[/link]",
    "an emoji code": ":smile: :warning:",
    "a line break": "one\ntwo\r\nthree\rfour",
    "blank lines": "\n\n\n",
    "a forged finding": "x\n1. SEVERE opposed-objectives GC101 00000000",
    "a workflow command": "::error file=x::boom\n::stop-commands::x ##[error]y",
    "a tab": "a\tb",
    "a colour": "\x1b[31mred\x1b[0m",
    "a cleared screen": "\x1b[2J\x1b[H",
    "a title": "\x1b]0;title\x07",
    "the clipboard": "\x1b]52;c;aGk=\x07",
    "a terminal link": "\x1b]8;;http://example.org\x1b\\x\x1b]8;;\x1b\\",
    "C1": "\x9b31mred\x9d52;c;aGk=\x9c\x85",
    "backspaces": "safe\b\b\b\bevil\x7f",
    "a bell and NUL": "\a\0",
    "an override": "\u202egnp.exe\u202c",
    "isolates": "\u2066a\u2067b\u2069",
    "separators": "a\u2028b\u2029c",
    "zero width": "a\u200bb\u2060c\ufeffd\u00ade",
    "tags": "a" + "".join(chr(0xE0000 + ord(each)) for each in "hidden"),
    "private use": "\ue000\U000f0000",
    "no characters": "\ufdd0\ufffe\U0010ffff",
    "long": "word " * 2_000,
    "long without a space": "w" * 10_000,
    "emoji": "👩‍👩‍👧 🏳️‍🌈 🇸🇪",
    "CJK": "北方電信株式会社の顧客満足",
    "combining": "e\u0301 a\u0300 Z\u0351\u036b\u0343\u036a\u0302\u036b",
    "right to left": "שלום مرحبا",
    "joiners": "क्\u200dष नمی\u200cخواهم",
    "a format string": "%s {0} {name} %n",
    "a formula": "=cmd|' /C calc'!A0",
    "HTML": "<script>alert(1)</script><!--",
    "Markdown": "| a | `b` ![x](http://example.org) <br>",
    "quotes": "\"'\\`$(id)",
    "a space": " ",
}
"""What tries to be something else on a screen."""

HOSTILE = {
    "newline": "one\ntwo\r\nthree\n\n# four",
    "command": "::error::owned",
    "command after a newline": "\n::set-env name=A::b",
    "old command": "##[set-env name=A]b",
    "escaped newline": "%0A::error::owned%0D%25",
    "end of CDATA": "]]>",
    "script": "<script>alert(1)</script>",
    "entity": "&lt;script&gt; &#64;someone <!-- -->",
    "formula": '=cmd|"/c calc"!A1',
    "other formulas": "+1 -1",
    "formula after a tab": "\t@SUM(1)",
    "wide formula": "＝1＋1",
    "escape sequences": "\x1b[31mred\x1b]8;;http://evil\x07link\x9b0m\x00",
    "bidi": "\u202egnp.exe\u2066\u200f\u2069",
    "zero width": "@\u200bsomeone \ufeff \u2028 \u0085",
    "surrogate": "a\ud800b",
    "long": "x" * 10_000,
    "long and escaped": "%" * 10_000,
    "mention": "@someone and @org/team, #123, !5, GH-7, me@example.org, ~bug, :tada:",
    "link": "[x](javascript:alert(1)) and [y][z] and [[page]]",
    "image": "![x](http://evil/pixel.png)",
    "bare link": "https://evil.example www.evil.example",
    "reference": "[x]: javascript:alert(1)",
    "pipe": "a | b || c \\| d",
    "backticks": "` `` ``` ~~~",
    "heading": "# heading",
    "list": "- [ ] 1. item",
    "numbered": "1. one",
    "rule": "---",
    "quote": "> quoted",
    "emphasis": "**bold** _it_ ~~gone~~ $x$",
    "indented": "     code",
    "placeholder": "{0} {{1}}",
    "quotes": "\"'`“",
    "table": "|---|",
}
"""What tries to be something else where a format is read."""

ORGANIZATION = """
organization: {{name: {said}, period: 2026-H2}}
goals: {{grow: {{name: {said}}}}}
customers: {{buyers: {{name: {said}, kind: external}}}}
outcomes:
  calm: {{name: {said}, customer: buyers, importance: 5}}
  quick: {{name: {said}, customer: buyers, importance: 5}}
  lonely: {{name: {said}, customer: buyers}}
drivers:
  time: {{name: {said}, affects: {{calm: {{effect: strongly helps, because: {said}, evidence: {said}}}}}}}
departments:
  top: {{name: {said}, lead: {said}}}
  sales:
    name: {said}
    lead: {said}
    part_of: top
    objectives:
      kind:
        name: {said}
        owner: {said}
        supports: [grow]
        affects: {{calm: strongly helps, quick: {{effect: strongly helps, because: {said}}}}}
  works:
    name: {said}
    part_of: top
    objectives:
      fast: {{name: {said}, affects: {{time: {{effect: strongly hurts, because: {said}, evidence: {said}}}}}}}
      cheap: {{name: {said}, affects: {{quick: {{effect: strongly hurts, because: {said}}}}}}}
claims:
  - {{from: works.fast, to: sales.kind, effect: strongly hurts, by: sales, because: {said}}}
decisions:
  - {{between: [works.cheap, sales.kind], decision: accepted, by: {said}, reason: {said}, until: 2026-12-31}}
"""
"""Says `said`, a text in YAML, wherever a text may stand and shows in a format."""

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""The categories of characters that a reader does not see, or that move what is seen."""

WRITTEN_BY_US = {
    *("heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item", "strong"),
    *("inline", "text", "text_special", "code_inline"),
}
"""The Markdown that a report is made of."""


def quoted(text: str) -> str:
    """A text as YAML, in double quotes, with an escape for everything that a file cannot hold as it is.

    Halves of characters are left out: no file can hold them, escaped or not.
    """
    whole = text.encode("utf-16", "ignore").decode("utf-16")
    plain = (each if each.isprintable() and each not in '\\"' else f"\\U{ord(each):08X}" for each in whole)
    return f'"{"".join(plain)}"'


class Hostile:
    """Fills each place of a format with another hostile text, in turn."""

    def __init__(self, first: int) -> None:
        self._texts = cycle([*HOSTILE.values()][first:] + [*HOSTILE.values()][:first])

    def __format__(self, _: str) -> str:
        return quoted(next(self._texts))


def unsafe(shown: str) -> set[str]:
    """The characters that a terminal does not simply show."""
    return {each for each in shown if not (each.isprintable() or each == "\n" or each in "\u200c\u200d")}
