"""The rules as SARIF describes them: each with its page, in plain text and in Markdown.

The pages are ours, not from anybody's files, so that their Markdown needs no care.
"""

from __future__ import annotations

from typing import Any

from goalcheck.findings import Level
from goalcheck.rules import RULES, Rule

SARIF_LEVELS = {Level.SEVERE: "error", Level.SERIOUS: "warning", Level.MINOR: "note"}

PROBLEM_SEVERITIES = {Level.SEVERE: "error", Level.SERIOUS: "warning", Level.MINOR: "recommendation"}
"""What GitHub calls the levels of a rule."""

RULE_INDEX = {rule.code: index for index, rule in enumerate(RULES)}


def rules_data() -> list[dict[str, Any]]:
    """All rules, including rules that found nothing."""
    return [_rule(rule) for rule in RULES]


def _rule(rule: Rule) -> dict[str, Any]:
    level = rule.level or Level.SERIOUS  # the level in the middle, where the tension of each finding gives its own
    sections = rule.page.sections
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.summary[0].upper()}{rule.summary[1:]}."},
        "fullDescription": {"text": rule.page.why},
        "help": {
            "text": "\n\n".join(f"{heading}: {text}" for heading, text in sections),
            "markdown": "\n\n".join(f"**{heading}**\n\n{text}" for heading, text in sections),
        },
        "defaultConfiguration": {"level": SARIF_LEVELS[level]},
        "properties": {
            "problem.severity": PROBLEM_SEVERITIES[level],
            "precision": "high",
            "tags": ["objectives", rule.traits.family.value],
        },
    }
