"""The rule table, and a rule's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goalcheck.render.canvas import Canvas, Styled
from goalcheck.rules import Examples, Rule

BY_TENSION = "by tension"


def render_rules(rules: Sequence[Rule]) -> str:
    """One line for each rule."""
    widest = max(len(rule.name) for rule in rules)
    lines = [f"{rule.code}  {rule.name:<{widest}}  {_level(rule):<10}  {rule.summary}" for rule in rules]
    return "\n".join([*lines, "", "goalcheck explain CODE shows the page of one.", ""])


def rules_data(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """The rules as JSON's own types."""
    return [
        {"code": rule.code, "name": rule.name, "level": _level(rule), "summary": rule.summary}
        | dict(rule.page.sections)
        for rule in rules
    ]


def render_page(rule: Rule, examples: Examples, *, width: int | None, color: bool) -> str:
    """The page of a rule with its two examples."""
    canvas = Canvas()
    canvas.line(Styled(f"{rule.code} {rule.name}", "bold"), f" ({_level(rule)}): {rule.summary}")
    for heading, text in rule.page.sections:
        canvas.heading(heading)
        canvas.line(text)
    for heading, example in (("Example that fires", examples.fires), ("Example that is silent", examples.silent)):
        canvas.heading(heading)
        for line in example.splitlines():
            canvas.line(line, indent=2)
    return canvas.text(width=width, color=color)


def _level(rule: Rule) -> str:
    return rule.level.value if rule.level else BY_TENSION
