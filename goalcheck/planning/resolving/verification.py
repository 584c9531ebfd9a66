"""The open findings of an organization by the rules: the check that confirms or refutes an answer of the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from goalcheck.decisions import Decisions
from goalcheck.facts.context import Context
from goalcheck.findings import Finding, FindingStatus, Level
from goalcheck.model import Organization
from goalcheck.rules import RULES, Rule
from goalcheck.traits import Basis

CONFLICT_RULES = {rule.code: rule for rule in RULES if rule.traits.changes}
"""The rules whose findings changes can answer."""


def rules_on(basis: Basis) -> list[Rule]:
    """The conflict rules whose findings rest on facts of one kind."""
    return [rule for rule in CONFLICT_RULES.values() if rule.traits.basis is basis]


MOST = 1_000_000
"""Findings of a rule: as many as any organization lists."""


class Review:
    """Looks for open findings of the conflict rules from a level up."""

    def __init__(self, level: Level, today: date) -> None:
        self.level = level
        self.today = today

    def setting(self, organization: Organization, rule: Rule) -> str | None:
        """The setting of the organization for a rule: `off`, a level, or None."""
        settings = organization.settings.rules or {}
        return settings.get(rule.code, settings.get(rule.name))

    def open_findings(self, organization: Organization, *, most: int = MOST) -> list[Finding]:
        """The open findings at the level and worse.

        Args:
            most: of each rule; where there is any, one at least is listed.
        """
        context = Context(organization, today=self.today)
        context.most = MOST
        return [finding for rule in CONFLICT_RULES.values() for finding in islice(self.of(rule, context), most)]

    def is_settled(self, organization: Organization) -> bool:
        """True if there is no open finding at the level or worse."""
        context = Context(organization, today=self.today)
        context.most = MOST
        return not any(True for rule in CONFLICT_RULES.values() for _ in self.of(rule, context))

    def of(self, rule: Rule, context: Context) -> Iterator[Finding]:
        """The open findings of one rule at the level and worse."""
        setting = self.setting(context.organization, rule)
        if setting == "off" or (setting is not None and not Level(setting).at_least(self.level)):
            return
        decisions = Decisions(context.organization.decisions, today=self.today)
        graded = rule.check_from if setting is None else None
        found = graded(context, self.level) if graded else rule.check(context)
        for each in found:
            finding = each.finding if setting is None else replace(each.finding, level=Level(setting))
            decided = decisions.applied(finding)
            if decided.status is FindingStatus.OPEN and decided.level.at_least(self.level):
                yield each.on(decided).at_length()
