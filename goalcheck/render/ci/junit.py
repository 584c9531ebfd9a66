"""JUnit XML as Jenkins' schema has it, which GitLab, Azure, CircleCI and most others read too.

One suite; an open finding is a failed case, a decided one a skipped one, and a rule that found nothing a case that
passed. Of a selection no rule is said to have passed, since it may have found what was not selected. A case is named
for what it is about and not for its tension, so that its history goes on when that changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from goalcheck.findings import Finding, FindingStatus, is_conflict
from goalcheck.render.parts import admissions, chains, decided_findings, is_partial, open_findings
from goalcheck.render.safe import MAX_SENTENCE, for_xml
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, listed, place
from goalcheck.report import Report
from goalcheck.rules import RULES

SUITE = "goalcheck"


def render_report(report: Report) -> str:
    """The report as JUnit XML."""
    passed = list(_passed(report))
    counts: dict[str, Any] = {
        "tests": str(len(report.findings) + len(passed)),
        "failures": str(len(open_findings(report))),
        "errors": "0",
    }
    suites = Element("testsuites", name=SUITE, **counts)
    suite = SubElement(suites, "testsuite", name=SUITE, **counts, skipped=str(len(decided_findings(report))))
    speaker = Speaker(report.organization)
    for finding in report.findings:
        _case(suite, speaker, finding)
    for name, kind in passed:
        SubElement(suite, "testcase", name=name, classname=_class(kind))
    if said := [*admissions(report), *(f"Not checked: {each}." for each in report.unchecked)]:
        SubElement(suite, "system-out").text = "\n".join(for_xml(line, most=MAX_SENTENCE) for line in said)
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _passed(report: Report) -> Iterator[tuple[str, str]]:
    """The rules that ran and found nothing; of a selection one case, because readers take none for a broken run."""
    if is_partial(report):
        yield from () if report.findings else [("no finding in this selection", "selection")]
        return
    found = {finding.code for finding in report.findings}
    settings = report.organization.settings
    for rule in RULES:
        if rule.code not in found and settings.of_rule(rule.code, rule.name) != "off":
            yield f"{rule.code} {rule.name}", rule.name


def _case(suite: Element, speaker: Speaker, finding: Finding) -> None:
    case = SubElement(suite, "testcase", name=_name(finding), classname=_class(finding.name))
    if finding.status is FindingStatus.OPEN:
        failure = SubElement(case, "failure", type=finding.level.value, message=for_xml(str(finding.message)))
        failure.text = "\n".join(_body(speaker, finding))
    elif finding.decision is not None:
        decision = finding.decision
        said = f"{decision.verdict} by {decision.by} until {decision.until}: {decision.reason}"
        SubElement(case, "skipped", message=for_xml(said, most=MAX_SENTENCE)).text = for_xml(str(finding.message))


def _class(name: str) -> str:
    return f"{SUITE}.{name}"


def _name(finding: Finding) -> str:
    """The name of a test case: the code, the subject, and enough of the fingerprint to tell two such findings apart."""
    outcomes = [contest.outcome for contest in finding.outcomes]
    about = finding.objectives or outcomes or finding.departments or (finding.name,)
    return for_xml(f"{finding.code} {listed(about)} ({finding.fingerprint[:SHORT_FINGERPRINT]})")


def _body(speaker: Speaker, finding: Finding) -> Iterator[str]:
    yield for_xml(str(finding.message))
    yield from (place(location) for location in finding.locations[:1])
    yield from (for_xml(str(detail), most=MAX_SENTENCE) for detail in finding.details)
    for told in chains(finding):
        yield f"{for_xml(told.label)}:"
        for link in told.links:
            yield for_xml(f"- {speaker.evidence(link)} {place(link.location)}", most=MAX_SENTENCE)
    if is_conflict(finding):
        yield for_xml(f"Decides: {speaker.decider(finding.decider)}", most=MAX_SENTENCE)
    yield from (for_xml(f"- {advice}", most=MAX_SENTENCE) for advice in finding.advice)
