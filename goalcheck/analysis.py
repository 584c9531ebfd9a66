"""The pipeline in one screen: study the organization, run the rules, apply decisions, review them, sort, count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice

from goalcheck.decisions import Decisions
from goalcheck.findings import Counts, Deferred, Finding, FindingStatus, Level, Push, Report, Summary
from goalcheck.graph import influence
from goalcheck.model import Organization
from goalcheck.rules import RULES, Rule, Study, StudyTracer


def analyze(organization: Organization, *, today: date) -> Report:
    """The report on an organization, with decisions judged as of `today`."""
    study = Study(organization, today=today)
    decisions = Decisions(organization.decisions, today=study.today)
    listing = _Listing(study)
    findings = [decisions.applied(each) for rule in RULES for each in listing.of(rule, partial(rule.check, study))]
    standings = decisions.standings(findings, complete=not (listing.truncated or study.left_out))
    findings += (each for rule in RULES for each in listing.of(rule, partial(rule.review, study, standings)))
    findings.sort(key=lambda finding: finding.order)
    return Report(
        organization=organization,
        counts=_counts(study),
        summary=_summary(study, findings, truncated=bool(listing.truncated)),
        exact=study.chains.exact and not study.left_out,
        findings=tuple(findings),
        pushes=Deferred(lambda: _pushes(study)),
        influence=Deferred(lambda: influence(study.network)),
        unchecked=tuple(_unchecked(organization)),
        truncated=tuple(sorted(listing.truncated)),
        tracer=StudyTracer(study),
        left_out=study.left_out,
    )


class _Listing:
    """What is listed of each rule: by its setting, and no more than the worst `max_findings`.

    Attributes:
        truncated: the rules (by code) that had more to say.
    """

    def __init__(self, study: Study) -> None:
        self._settings = study.organization.settings
        self._most = study.most
        self.truncated: list[str] = []

    def of(self, rule: Rule, run: Callable[[], Iterable[Finding]]) -> list[Finding]:
        """The findings of a rule, at the level that the organization sets for it."""
        setting = self._settings.of_rule(rule.code, rule.name)
        if setting == "off":
            return []
        listed = list(islice(run(), self._most + 1))
        if len(listed) > self._most:
            self.truncated.append(rule.code)
            del listed[self._most :]
        return listed if setting is None else [replace(finding, level=Level(setting)) for finding in listed]


def _counts(study: Study) -> Counts:
    organization = study.organization
    return Counts(
        name=organization.name,
        departments=len(organization.departments),
        objectives=len(study.active),
        outcomes=len(organization.outcomes),
        drivers=len(organization.drivers),
        effects=study.network.arrow_count,
    )


def _summary(study: Study, findings: list[Finding], *, truncated: bool) -> Summary:
    levels = [finding.level for finding in findings]
    undecided = [finding for finding in findings if finding.status is FindingStatus.OPEN]
    weighty = [finding for finding in undecided if finding.level.at_least(Level.SERIOUS)]
    at_stake = study.organization.at_stake(contest.outcome for finding in weighty for contest in finding.outcomes)
    return Summary(
        clashes=study.clashes.count(),
        truncated=truncated,
        severe=levels.count(Level.SEVERE),
        serious=levels.count(Level.SERIOUS),
        minor=levels.count(Level.MINOR),
        open=len(undecided),
        decided=len(findings) - len(undecided),
        at_stake=at_stake or 0.0,
    )


def _pushes(study: Study) -> Iterator[Push]:
    nodes, outcomes = study.network.nodes, set(study.network.outcomes)
    for objective, (helps, harms) in study.chains.pushes.items():
        for node in sorted(outcomes.intersection(helps.keys() | harms.keys())):
            yield Push(nodes[objective], nodes[node], helps.get(node, 0.0), harms.get(node, 0.0))


def _unchecked(organization: Organization) -> Iterator[str]:
    """What the organization does not declare, so that nothing about it could be found."""
    if not organization.outcomes:
        yield "no outcomes are declared, so no pull on a customer could be found"
    if not organization.drivers:
        yield "no drivers are declared, so chains lead through objectives and outcomes only"
    silent = sum(not objective.effects and not objective.target for objective in organization.objectives.values())
    if silent:
        yield f"{silent} of {len(organization.objectives)} objectives declare neither an effect nor a target"
