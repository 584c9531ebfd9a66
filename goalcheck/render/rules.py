"""The rule table, and a rule's page."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent
from typing import Any

from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.safe import for_markdown
from goalcheck.rules import Examples, Rule


def render_rules(rules: Sequence[Rule]) -> str:
    """One line for each rule."""
    widest = max(len(rule.name) for rule in rules)
    level = max(len(rule.level_words) for rule in rules if not rule.levels)
    lines = [f"{rule.code}  {rule.name:<{widest}}  {_short(rule):<{level}}  {rule.summary}" for rule in rules]
    return "\n".join([*lines, "", "goalcheck explain CODE shows the page of one.", ""])


def rules_data(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """The rules as JSON's own types."""
    return [
        {"code": rule.code, "name": rule.name, "level": rule.level_words, "summary": rule.summary}
        | dict(rule.page.sections)
        for rule in rules
    ]


def render_page(rule: Rule, examples: Examples, *, width: int | None, color: bool) -> str:
    """The page of a rule with its two examples."""
    canvas = Canvas()
    canvas.line(Styled(f"{rule.code} {rule.name}", "bold"), f" ({rule.level_words}): {rule.summary}")
    for heading, text in rule.page.sections:
        canvas.heading(heading)
        canvas.line(text)
    for heading, example in (("Example that fires", examples.fires), ("Example that is silent", examples.silent)):
        canvas.heading(heading)
        for line in example.splitlines():
            canvas.line(line, indent=2, whole=True)
    return canvas.text(width=width, color=color)


def page_markdown(rule: Rule, examples: Examples) -> str:
    """The page of a rule as Markdown."""
    blocks = [f"## {rule.code} {rule.name}", f"{for_markdown(rule.level_words)}: {for_markdown(rule.summary)}"]
    for heading, text in rule.page.sections:
        blocks += [f"### {heading}", for_markdown(text, most=None)]
    for heading, example in (("Example that fires", examples.fires), ("Example that is silent", examples.silent)):
        blocks += [f"### {heading}", indent(example.rstrip("\n"), " " * 4)]
    return "\n\n".join(blocks) + "\n"


def _short(rule: Rule) -> str:
    """The level of a rule in one word where it has one; its page has all."""
    return rule.level.value if rule.level else rule.level_words
