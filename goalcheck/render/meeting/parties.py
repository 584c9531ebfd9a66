"""The objectives of a conflict in words: owner, target and progress of each."""

from __future__ import annotations

from goalcheck.facts.progress import way
from goalcheck.facts.wording import aim
from goalcheck.findings import Finding
from goalcheck.messages.figures import figure, percent
from goalcheck.model import Objective, Organization, Target
from goalcheck.render.meeting.content_conflict import PartyWords
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import Speaker


class PartyTeller:
    """Tells the objectives of one organization."""

    def __init__(self, organization: Organization, speaker: Speaker) -> None:
        self._organization = organization
        self._speaker = speaker

    def party(self, finding: Finding, key: str) -> PartyWords:
        """An objective, and its role in a conflict."""
        objective, speaker = self._organization.objectives[key], self._speaker
        share = way(objective)
        lead = self._organization.departments[objective.department].lead
        return PartyWords(
            id=key,
            name=speaker.name(key),
            department=speaker.department(objective.department),
            owner=for_terminal(objective.owner or "") or "no owner is named",
            lead=f"led by {for_terminal(lead)}" if lead else "no lead is named",
            role=_role(finding, key),
            period=for_terminal(objective.period.label) if objective.period else "always",
            priority=f"{objective.priority} of 5",
            target=self._target(objective),
            progress=self._progress(objective, share),
            share=None if share is None else min(1.0, max(0.0, share)),
        )

    def _target(self, objective: Objective) -> str:
        if objective.target is None:
            return "no target is set"
        metric = self._organization.metrics[objective.target.metric]
        return f"{for_terminal(metric.name)}: {for_terminal(str(aim(objective.target, metric.unit)))}"

    def _progress(self, objective: Objective, share: float | None) -> str:
        if objective.progress is None:
            return "none is reported"
        unit = self._organization.metrics[objective.target.metric].unit if objective.target else None
        when = f" on {objective.progress.date}" if objective.progress.date else ""
        return f"{for_terminal(figure(objective.progress.value, unit))}{when}{_gone(objective.target, share)}"


def _gone(target: Target | None, share: float | None) -> str:
    """The share of the way to a target, or met and not met for a target without a start."""
    if target is None or share is None:
        return ""
    if target.start is None or target.start == target.to:
        return ", met" if share else ", not met"
    return f", {percent(share)} of the way"


def _role(finding: Finding, key: str) -> str:
    """The role of a party in a conflict: helps, hurts, both, or as its rule names it; empty where it has none."""
    if finding.by and finding.of:
        roles = finding.rule.roles
        return str(roles[0 if key == finding.by else 1]()) if roles else ""
    signs = {side.sign for contest in finding.outcomes[:1] for side in contest.sides if side.objective == key}
    return "helps and hurts" if len(signs) > 1 else "hurts" if -1 in signs else "helps" if 1 in signs else ""
