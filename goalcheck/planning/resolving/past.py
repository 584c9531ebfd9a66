"""The past of an organization that is under way: what is over can be changed by no way out, and asks for none.

An organization is under way on a day between the first and the last one that count, where some objective in force says
how far it has come (`progress`). Without any progress nobody said that it has begun, and after the last day all of it
is history: then every day counts, and a way out says what would have settled it.

Knows nothing of changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from goalcheck.findings import Finding
from goalcheck.graph.days import horizon
from goalcheck.model import Objective, Organization, Status
from goalcheck.traits import Basis


class Past:
    """What is over in one organization.

    Attributes:
        since: the first day that can still be changed; None where every day counts.
        over: the objectives in force that ended before it, by id.
        looks_back: True if all days that count are over.
    """

    def __init__(self, organization: Organization, *, today: date) -> None:
        first, last = horizon(organization)
        in_force = [each for each in organization.objectives.values() if each.status.in_force]
        has_begun = any(each.progress is not None for each in in_force)
        self.since = today if has_begun and first < today <= last else None
        self.looks_back = has_begun and last < today
        self.over: dict[str, Objective] = {each.id: each for each in in_force if self.is_over(each)}

    def is_over(self, objective: Objective) -> bool:
        """True if an objective ended before the first day that can still be changed."""
        return self.since is not None and objective.period is not None and objective.period.end < self.since

    def has_begun(self, objective: Objective) -> bool:
        """True if some days of an objective can no longer be changed."""
        return self.since is not None and objective.period is not None and objective.period.start < self.since

    def ahead(self, organization: Organization) -> Organization:
        """The organization without what is over: what presses from now on, and who helps."""
        done = [replace(each, status=Status.DONE) for each in self.over.values()]
        return _with(organization, done) if done else organization

    def whole(self, organization: Organization) -> Organization:
        """The same with what is over, which has drawn on resources."""
        return _with(organization, self.over.values()) if self.over else organization

    def settles(self, finding: Finding, organization: Organization) -> bool:
        """True if a finding is not about the past alone."""
        if finding.objectives and self.over.keys() >= set(finding.objectives):
            return False
        if self.since is None or finding.rule.basis is not Basis.RESOURCE:
            return True
        name, label = resource_of(finding)
        periods = [period for period, _ in organization.resources[name].capacity if period is not None]
        return not any(each.label == label and each.end < self.since for each in periods)


def resource_of(finding: Finding) -> tuple[str, str]:
    """The resource that a finding is about, and the label of its period."""
    name = next(each for each in finding.about if not each.startswith("in:"))
    label = next(each for each in finding.about if each.startswith("in:")).removeprefix("in:")
    return name, label


def _with(organization: Organization, objectives: Iterable[Objective]) -> Organization:
    changed = {each.id: each for each in objectives}
    return replace(organization, objectives=MappingProxyType({**organization.objectives, **changed}))
