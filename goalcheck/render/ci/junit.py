"""JUnit XML as Jenkins' schema has it, which GitLab, Azure, CircleCI and most others read too.

One suite; an open harm or finding is a failed case, a decided one a skipped one, and a rule that found nothing a case
that passed. Of a selection no rule is said to have passed, since it may have found what was not selected. A case is
named for what it is about and not for its pressure, so that its history goes on when that changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from goalcheck.render.formats import FormatOptions
from goalcheck.render.parts import admissions, is_partial
from goalcheck.render.remarks import Remark
from goalcheck.render.results import Result, results
from goalcheck.render.safe import MAX_SENTENCE, for_xml
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, coverage_headline, listed, place, seen_of_all
from goalcheck.report import Report
from goalcheck.rules import RULES

SUITE = "goalcheck"

UNMET = "min-seen"
"""The case that fails where fewer objectives are seen than were asked for."""


def render_report(report: Report, options: FormatOptions = FormatOptions()) -> str:  # noqa: B008 - frozen
    """The report as JUnit XML."""
    found = results(report, options.hurters)
    passed = list(_passed(report, {each.code for each in found}))
    told = sum(each.counts for each in options.remarks)
    decided = sum(not each.is_open for each in found)
    counts: dict[str, Any] = {
        "tests": str(len(options.unmet) + len(found) + len(options.remarks) + len(passed)),
        "failures": str(len(options.unmet) + len(found) - decided + told),
        "errors": "0",
    }
    suites = Element("testsuites", name=SUITE, **counts)
    suite = SubElement(suites, "testsuite", name=SUITE, **counts, skipped=str(decided + len(options.remarks) - told))
    speaker = Speaker(report.organization)
    for text in options.unmet:
        case = SubElement(suite, "testcase", name=UNMET, classname=_class(UNMET))
        SubElement(case, "failure", type="severe", message=for_xml(text))
    for result in found:
        _case(suite, speaker, result)
    for remark in options.remarks:
        _remark(suite, remark)
    for name, kind in passed:
        SubElement(suite, "testcase", name=name, classname=_class(kind))
    said = [f"{coverage_headline(report) or seen_of_all(report)}.", *admissions(report)]
    said += [f"Not checked: {each}." for each in report.unchecked]
    SubElement(suite, "system-out").text = "\n".join(for_xml(line, most=MAX_SENTENCE) for line in said)
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _passed(report: Report, found: set[str]) -> Iterator[tuple[str, str]]:
    """The rules that ran and found nothing; of a selection one case, because readers take none for a broken run."""
    if is_partial(report):
        yield from () if found else [("nothing found in this selection", "selection")]
        return
    told = found | {finding.code for finding in report.findings}
    settings = report.organization.settings
    for rule in RULES:
        if rule.code not in told and settings.of_rule(rule.code, rule.name) != "off":
            yield f"{rule.code} {rule.name}", rule.name


def _remark(suite: Element, remark: Remark) -> None:
    """A remark that counts is a failed case, any other a skipped one."""
    name = for_xml(f"{remark.kind.value} {remark.about} ({remark.fingerprint[:SHORT_FINGERPRINT]})")
    case = SubElement(suite, "testcase", name=name, classname=_class(remark.kind.value))
    said = for_xml(remark.text, most=MAX_SENTENCE)
    if remark.counts:
        told = SubElement(case, "failure", type=remark.level.value, message=said)
    else:
        told = SubElement(case, "skipped", message=said)
    at = [place(remark.location)] if remark.location else []
    told.text = "\n".join([*at, *(for_xml(each, most=MAX_SENTENCE) for each in remark.details)]) or None


def _case(suite: Element, speaker: Speaker, result: Result) -> None:
    case = SubElement(suite, "testcase", name=_name(result), classname=_class(result.name))
    message = for_xml(str(result.message))
    if result.decision is None:
        failure = SubElement(case, "failure", type=result.level.value, message=message)
        failure.text = "\n".join(_body(speaker, result))
    else:
        said = result.decision.in_words
        SubElement(case, "skipped", message=for_xml(said, most=MAX_SENTENCE)).text = message


def _class(name: str) -> str:
    return f"{SUITE}.{name}"


def _name(result: Result) -> str:
    """The name of a test case: the code, the subject, and enough of the fingerprint to tell two results apart."""
    about = (*result.objectives, *result.over) if result.hurter else result.objectives or result.over
    said = listed(about or result.departments or (result.name,))
    return for_xml(f"{result.code} {said} ({result.fingerprint[:SHORT_FINGERPRINT]})")


def _body(speaker: Speaker, result: Result) -> Iterator[str]:
    yield for_xml(str(result.message))
    yield place(result.location)
    if result.conflict is not None:
        yield for_xml(f"Conflict {result.subject}, {result.weight}:")
    yield from (for_xml(str(each), most=MAX_SENTENCE) for each in result.told)
    for told in result.chains:
        yield f"{for_xml(told.label)}:"
        for link in told.links:
            yield for_xml(f"- {speaker.evidence(link)} {place(link.location)}", most=MAX_SENTENCE)
    if result.is_between_objectives:
        yield for_xml(f"Decides: {speaker.decider(result.decider)}", most=MAX_SENTENCE)
    yield from (for_xml(f"- {advice}", most=MAX_SENTENCE) for advice in result.advice)
