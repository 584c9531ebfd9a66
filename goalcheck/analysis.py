"""The pipeline in one screen: study the organization, run the rules, apply decisions, sort, count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from goalcheck.decisions import Decisions
from goalcheck.findings import Counts, Finding, FindingStatus, Level, NodeInfluence, Push, Report, Summary
from goalcheck.graph import influence
from goalcheck.model import Organization
from goalcheck.rules import RULES, Rule, Study, StudyTracer


def analyze(organization: Organization, *, today: date) -> Report:
    """The report on an organization, with decisions judged as of `today`."""
    study = Study(organization, today=today)
    decisions = Decisions(organization.decisions, today=study.today)
    findings: list[Finding] = []
    truncated: list[str] = []
    for rule in RULES:
        setting = _setting(organization, rule)
        if setting == "off":
            continue
        listed = list(islice(rule.check(study), study.most + 1))
        if len(listed) > study.most:
            truncated.append(rule.code)
            del listed[study.most :]
        findings += (decisions.applied(_with_level(finding, setting)) for finding in listed)
    findings.sort(key=lambda finding: finding.order)
    return Report(
        organization=organization,
        counts=_counts(study),
        summary=_summary(study, findings, truncated=bool(truncated)),
        exact=study.chains.exact,
        findings=tuple(findings),
        pushes=tuple(_pushes(study)),
        influence=tuple(NodeInfluence(*each) for each in influence(study.network)),
        unchecked=tuple(_unchecked(organization)),
        truncated=tuple(truncated),
        tracer=StudyTracer(study),
    )


def _setting(organization: Organization, rule: Rule) -> str | None:
    settings = organization.settings.rules or {}
    return settings.get(rule.code, settings.get(rule.name))


def _with_level(finding: Finding, setting: str | None) -> Finding:
    return finding if setting is None else replace(finding, level=Level(setting))


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
    undecided = sum(finding.status is FindingStatus.OPEN for finding in findings)
    return Summary(
        clashes=study.clashes.count(),
        truncated=truncated,
        severe=levels.count(Level.SEVERE),
        serious=levels.count(Level.SERIOUS),
        minor=levels.count(Level.MINOR),
        open=undecided,
        decided=len(findings) - undecided,
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
        yield "no drivers are declared, so only direct effects were followed"
    silent = sum(not objective.effects and not objective.target for objective in organization.objectives.values())
    if silent:
        yield f"{silent} of {len(organization.objectives)} objectives declare neither an effect nor a target"
