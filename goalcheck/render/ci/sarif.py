"""SARIF 2.1.0 (OASIS, 2020), the format that code scanning on GitHub, Azure DevOps and editors read.

A result is one harm of a conflict, or one finding that counts for itself. Decided ones stay in it as suppressed
results, because a result that is missing reads as fixed. Whatever exceeds a limit of GitHub is cut worst first, and the
run says so.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from goalcheck import __version__
from goalcheck.findings import Link
from goalcheck.render.ci.sarif_rules import RULE_INDEX, SARIF_LEVELS, rules_data
from goalcheck.render.formats import FormatOptions
from goalcheck.render.parts import admissions
from goalcheck.render.remarks import Remark
from goalcheck.render.results import Result, results
from goalcheck.render.safe import MAX_SENTENCE, for_sarif_message, for_uri
from goalcheck.render.words import Speaker, coverage_headline
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
    options: FormatOptions = FormatOptions(),  # noqa: B008 - frozen
    *,
    most_bytes: int = MAX_COMPRESSED_BYTES,
) -> Sarif:
    """The report as a SARIF log.

    Args:
        most_bytes: the limit of the log when it is compressed.
    """
    found = sorted(results(report), key=lambda each: each.level.rank)
    log = _Log(report, found[:MAX_RESULTS], options)
    kept = min(len(found), MAX_RESULTS)
    while True:
        cuts = tuple(_cuts(len(found), kept))
        text = log.text(kept, cuts)
        if not kept or len(zlib.compress(text.encode())) <= most_bytes:
            return Sarif(text, cuts)
        kept = kept * 9 // 10


def _cuts(found: int, kept: int) -> Iterator[str]:
    if kept < found:
        yield (
            f"SARIF holds the worst {kept:,} of {found:,} results: GitHub takes {MAX_RESULTS:,} results "
            f"and {MAX_COMPRESSED_BYTES // 1_000_000} MB."
        )
    elif kept > SHOWN_RESULTS:
        yield f"GitHub shows the worst {SHOWN_RESULTS:,} of the {kept:,} results in SARIF."


class _Log:
    """A log being written."""

    def __init__(self, report: Report, found: Sequence[Result], options: FormatOptions) -> None:
        self._report = report
        self._options = options
        self._checkout = options.checkout
        self._states = options.comparing.states if options.comparing else {}
        self._speaker = Speaker(report.organization)
        self._results = [self._result(each) for each in found]

    def text(self, kept: int, cuts: Sequence[str]) -> str:
        """The log with the worst of the results, plain ASCII."""
        driver = {"name": "goalcheck", "version": __version__, "semanticVersion": __version__, "rules": rules_data()}
        run = {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": self._notifications(cuts)}],
            "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
            "columnKind": "unicodeCodePoints",
            "results": self._results[:kept],
            "properties": {"objectives": self._report.counts.objectives, "seen": self._report.counts.seen},
        }
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(log, ensure_ascii=True, allow_nan=False, separators=(",", ":")) + "\n"

    def _notifications(self, cuts: Sequence[str]) -> list[dict[str, Any]]:
        coverage = coverage_headline(self._report)
        said = [("error", f"{text}.") for text in self._options.unmet]
        said += [("warning", text) for text in ([f"{coverage}."] if coverage else [])]
        said += [("warning", text) for text in (*cuts, *admissions(self._report))]
        said += [("note", f"Not checked: {text}.") for text in self._report.unchecked]
        plain = [{"level": level, "message": {"text": for_sarif_message(text)}} for level, text in said]
        return [*plain, *map(self._remark, self._options.remarks)]

    def _remark(self, remark: Remark) -> dict[str, Any]:
        """A remark as a notification: it is of no rule, and GitHub would close it with the next run."""
        said = ". ".join((remark.text, *remark.details))
        data: dict[str, Any] = {
            "level": SARIF_LEVELS[remark.level] if remark.counts else "note",
            "message": {"text": for_sarif_message(said, most=MAX_SENTENCE)},
            "descriptor": {"id": remark.kind.value},
        }
        if remark.location is not None:
            data["locations"] = [self._location(remark.location)]
        return data

    def _result(self, result: Result) -> dict[str, Any]:
        data: dict[str, Any] = {
            "ruleId": result.code,
            "ruleIndex": RULE_INDEX[result.code],
            "level": SARIF_LEVELS[result.level],
            "message": {"text": "\n".join(self._message(result))},
            "locations": [self._location(result.location)],
            "partialFingerprints": {FINGERPRINT: result.fingerprint},
            "suppressions": self._suppressions(result),
            "properties": _properties(result),
        }
        if result.figure is not None:
            data["rank"] = round(result.figure, 2)
        if related := self._related(result):
            data["relatedLocations"] = related
        if flows := self._flows(result):
            data["codeFlows"] = flows
        if result.fingerprint in self._states:
            data["baselineState"] = self._states[result.fingerprint]
        return data

    def _message(self, result: Result) -> Iterator[str]:
        yield f"{for_sarif_message(str(result.message))}."
        if result.conflict is not None:
            yield f"Conflict {result.subject}, {result.weight}:"
        yield from (for_sarif_message(str(each)) for each in result.told)
        if result.is_between_objectives:
            yield f"Decides: {for_sarif_message(self._speaker.decider(result.decider), most=MAX_SENTENCE)}."
        yield from (f"- {for_sarif_message(str(advice), most=MAX_SENTENCE)}" for advice in result.advice)

    def _suppressions(self, result: Result) -> list[dict[str, Any]]:
        """None is said of an open result with an empty list: without it, SARIF does not know."""
        decision = result.decision
        if decision is None:
            return []
        return [
            {
                "kind": "external",
                "status": "accepted",
                "justification": for_sarif_message(decision.in_words, most=MAX_SENTENCE),
                "location": self._location(decision.location),
            }
        ]

    def _related(self, result: Result) -> list[dict[str, Any]]:
        """The other places: each link of the chains with what it does, then what else the result names."""
        links: dict[Location, Link] = {}
        for link in result.chain_links:
            links.setdefault(link.location, link)
        others = dict.fromkeys((*result.locations, *links))
        further = [each for each in others if each != result.location][:MAX_RELATED]
        return [
            {"id": number, **self._location(each), "message": {"text": self._told(links.get(each))}}
            for number, each in enumerate(further, start=1)
        ]

    def _flows(self, result: Result) -> list[dict[str, Any]]:
        """One flow for each chain, as many as MAX_STEPS allows."""
        flows: list[dict[str, Any]] = []
        steps = 0
        for told in result.chains:
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


def _properties(result: Result) -> dict[str, Any]:
    """The facts of a result that SARIF has no field for; ids only, which need not be made safe."""
    guard = result.hurter.guard if result.hurter else None
    return {
        "status": result.status,
        "guarded": result.finding.guarded if result.finding else guard is not None,
        "objectives": list(result.objectives),
        "departments": list(result.departments),
        "outcomes": list(result.over),
        "decider": result.decider,
        "fingerprint": result.subject,
    }
