"""SARIF 2.1.0 (OASIS, 2020), the format that code scanning on GitHub, Azure DevOps and editors read.

Decided findings stay in it as suppressed results, because a result that is missing reads as fixed. Whatever exceeds a
limit of GitHub is cut worst first, and the run says so.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from goalcheck import __version__
from goalcheck.findings import Finding, Link, is_conflict
from goalcheck.render.ci.sarif_rules import RULE_INDEX, SARIF_LEVELS, rules_data
from goalcheck.render.parts import AS_NAMED, Checkout, admissions, chains, main_location
from goalcheck.render.safe import MAX_SENTENCE, for_sarif_message, for_uri
from goalcheck.render.words import Speaker
from goalcheck.report import Report
from goalcheck.source import Location

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

FINGERPRINT = "goalcheckFingerprint/v1"
"""The key of our fingerprints, which survive edits, renamed files and reordering."""

ROOT = "%SRCROOT%"

MAX_RESULTS = 25_000
"""GitHub refuses a run with more, and shows the worst SHOWN_RESULTS."""

SHOWN_RESULTS = 5_000

MAX_COMPRESSED_BYTES = 10_000_000
"""GitHub refuses a larger upload; an upload is compressed with gzip."""

MAX_STEPS = 1_000
"""GitHub shows so many links of chains in one result, and refuses ten times as many."""

MAX_RELATED = 100
"""GitHub shows so many locations of one result, and refuses ten times as many."""


class Sarif(NamedTuple):
    """The log, and the cuts in it, in words."""

    text: str
    cuts: tuple[str, ...]


def render_report(
    report: Report,
    *,
    checkout: Checkout = AS_NAMED,
    states: Mapping[str, str] | None = None,
    most_bytes: int = MAX_COMPRESSED_BYTES,
) -> Sarif:
    """The report as a SARIF log.

    Args:
        checkout: the repository that paths are told from the root of.
        states: by fingerprint, how a finding compares with an earlier run: new, unchanged or updated.
        most_bytes: the limit of the log when it is compressed.
    """
    log = _Log(report, checkout, states)
    kept = min(len(report.findings), MAX_RESULTS)
    while True:
        cuts = tuple(_cuts(len(report.findings), kept))
        text = log.text(kept, cuts)
        if not kept or len(zlib.compress(text.encode())) <= most_bytes:
            return Sarif(text, cuts)
        kept = kept * 9 // 10


def _cuts(found: int, kept: int) -> Iterator[str]:
    if kept < found:
        yield (
            f"SARIF holds the worst {kept:,} of {found:,} findings: GitHub takes {MAX_RESULTS:,} results "
            f"and {MAX_COMPRESSED_BYTES // 1_000_000} MB."
        )
    elif kept > SHOWN_RESULTS:
        yield f"GitHub shows the worst {SHOWN_RESULTS:,} of the {kept:,} findings in SARIF."


class _Log:
    """A log being written."""

    def __init__(self, report: Report, checkout: Checkout, states: Mapping[str, str] | None) -> None:
        self._report = report
        self._checkout = checkout
        self._states = states
        self._speaker = Speaker(report.organization)
        self._results = [self._result(finding) for finding in report.findings[:MAX_RESULTS]]

    def text(self, kept: int, cuts: Sequence[str]) -> str:
        """The log with the worst of the results, plain ASCII."""
        driver = {"name": "goalcheck", "version": __version__, "semanticVersion": __version__, "rules": rules_data()}
        run = {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": self._notifications(cuts)}],
            "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
            "columnKind": "unicodeCodePoints",
            "results": self._results[:kept],
        }
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(log, ensure_ascii=True, allow_nan=False, separators=(",", ":")) + "\n"

    def _notifications(self, cuts: Sequence[str]) -> list[dict[str, Any]]:
        said = [("warning", text) for text in (*cuts, *admissions(self._report))]
        said += [("note", f"Not checked: {text}.") for text in self._report.unchecked]
        return [{"level": level, "message": {"text": for_sarif_message(text)}} for level, text in said]

    def _result(self, finding: Finding) -> dict[str, Any]:
        place = main_location(self._report, finding)
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": RULE_INDEX[finding.code],
            "level": SARIF_LEVELS[finding.level],
            "message": {"text": "\n".join(self._message(finding))},
            "locations": [self._location(place)],
            "partialFingerprints": {FINGERPRINT: finding.fingerprint},
            "suppressions": self._suppressions(finding),
            "properties": _properties(finding),
        }
        if finding.tension is not None:
            result["rank"] = round(finding.tension, 2)
        if related := self._related(finding, place):
            result["relatedLocations"] = related
        if flows := self._flows(finding):
            result["codeFlows"] = flows
        if self._states is not None and finding.fingerprint in self._states:
            result["baselineState"] = self._states[finding.fingerprint]
        return result

    def _message(self, finding: Finding) -> Iterator[str]:
        yield f"{for_sarif_message(str(finding.message))}."
        yield from (for_sarif_message(str(detail)) for detail in finding.details)
        if is_conflict(finding):
            yield f"Decides: {for_sarif_message(self._speaker.decider(finding.decider), most=MAX_SENTENCE)}."
        yield from (f"- {for_sarif_message(str(advice), most=MAX_SENTENCE)}" for advice in finding.advice)

    def _suppressions(self, finding: Finding) -> list[dict[str, Any]]:
        """None is said of an open finding with an empty list: without it, SARIF does not know."""
        decision = finding.decision
        if decision is None:
            return []
        justification = f"{decision.verdict} by {decision.by} until {decision.until}: {decision.reason}"
        return [
            {
                "kind": "external",
                "status": "accepted",
                "justification": for_sarif_message(justification, most=MAX_SENTENCE),
                "location": self._location(decision.location),
            }
        ]

    def _related(self, finding: Finding, place: Location) -> list[dict[str, Any]]:
        """The other places: each link of the chains with what it does, then what else the finding names."""
        links: dict[Location, Link] = {}
        for told in chains(finding):
            for link in told.links:
                links.setdefault(link.location, link)
        further = [each for each in dict.fromkeys((*finding.locations, *links)) if each != place][:MAX_RELATED]
        return [
            {"id": number, **self._location(each), "message": {"text": self._told(links.get(each))}}
            for number, each in enumerate(further, start=1)
        ]

    def _flows(self, finding: Finding) -> list[dict[str, Any]]:
        """One flow for each chain, as many as MAX_STEPS allows."""
        flows: list[dict[str, Any]] = []
        steps = 0
        for told in chains(finding):
            steps += len(told.links)
            if steps > MAX_STEPS:
                break
            locations = [
                {"location": {**self._location(link.location), "message": {"text": self._told(link)}}}
                for link in told.links
            ]
            message = {"text": for_sarif_message(told.label)}
            flows.append({"message": message, "threadFlows": [{"locations": locations}]})
        return flows

    def _told(self, link: Link | None) -> str:
        if link is None:
            return "see also"
        return for_sarif_message(f"{link.origin} {self._speaker.evidence(link)}", most=MAX_SENTENCE)

    def _location(self, place: Location) -> dict[str, Any]:
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
        artifact = {"uri": for_uri(self._checkout.path(place.file)), "uriBaseId": ROOT}
        return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _properties(finding: Finding) -> dict[str, Any]:
    """The facts of a finding that SARIF has no field for; ids only, which need not be made safe."""
    return {
        "status": finding.status.value,
        "guarded": finding.guarded,
        "objectives": list(finding.objectives),
        "departments": list(finding.departments),
        "outcomes": [contest.outcome for contest in finding.outcomes],
        "decider": finding.decider,
    }
