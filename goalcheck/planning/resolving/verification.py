"""What is left to settle in an organization, by the rules: a program's answer is believed only after this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from goalcheck.decisions import Decisions
from goalcheck.findings import Finding, FindingStatus, Level
from goalcheck.model import Organization
from goalcheck.rules import RULES, Rule, Study, opposed_objectives

FIRST, LAST = "GC101", "GC109"
"""The rules about conflicts between objectives."""

CONFLICT_RULES = {rule.code: rule for rule in RULES if FIRST <= rule.code <= LAST}

MOST = 1_000_000
"""Findings of a rule: as many as any organization lists."""


class Review:
    """Looks for open findings of the conflict rules from a level up."""

    def __init__(self, level: Level, today: date) -> None:
        self.level = level
        self.today = today

    def setting(self, organization: Organization, rule: Rule) -> str | None:
        """What the organization sets for a rule: `off`, a level, or nothing."""
        settings = organization.settings.rules or {}
        return settings.get(rule.code, settings.get(rule.name))

    def open_findings(self, organization: Organization, *, most: int = MOST) -> list[Finding]:
        """The open findings at the level and worse.

        Args:
            most: of each rule; where there is any, one at least is listed.
        """
        study = Study(organization, today=self.today)
        study.most = MOST
        return [finding for rule in CONFLICT_RULES.values() for finding in islice(self.of(rule, study), most)]

    def is_settled(self, organization: Organization) -> bool:
        """Whether there is no open finding at the level or worse."""
        study = Study(organization, today=self.today)
        study.most = MOST
        return not any(True for rule in CONFLICT_RULES.values() for _ in self.of(rule, study))

    def of(self, rule: Rule, study: Study) -> Iterator[Finding]:
        """The open findings of one rule at the level and worse."""
        setting = self.setting(study.organization, rule)
        if setting == "off" or (setting is not None and not Level(setting).at_least(self.level)):
            return
        decisions = Decisions(study.organization.decisions, today=self.today)
        graded = rule is opposed_objectives.RULE and setting is None
        found = opposed_objectives.check_from(study, self.level) if graded else rule.check(study)
        for each in found:
            finding = decisions.applied(each if setting is None else replace(each, level=Level(setting)))
            if finding.status is FindingStatus.OPEN and finding.level.at_least(self.level):
                yield finding
