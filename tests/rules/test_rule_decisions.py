"""GC501 to GC503: what becomes of decisions, and that a decision changes nothing but statuses."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
import worlds
from all_sections import whole_organizations
from conftest import texts
from hypothesis import HealthCheck, given, settings
from worlds import Raw

from goalcheck import Level, analyze, load
from goalcheck.findings import FindingStatus
from goalcheck.rules import RULES, examples, find_rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Command, Write

    from goalcheck import Finding, Report

    Judged = Callable[..., list[Finding]]

TODAY = date(2026, 9, 30)
CODES = ("GC501", "GC502", "GC503")

TEXT = dedent("""\
    outcomes: {calls: {importance: 5}, speed: {importance: 3}, price: {importance: 5}}
    departments:
      ops:
        objectives:
          fast: {affects: {calls: hurts, speed: helps}}
          mild: {affects: {price: {weight: 0.5}, sales.plain: slightly hurts}}
          done: {status: done}
      sales:
        objectives:
          contact: {affects: {calls: strongly helps, speed: hurts}}
          offer: {affects: {price: hurts}}
          plain: {}
          past: {status: dropped}
    """)


def decided(*decisions: str) -> str:
    """The organization with decisions, each as the fields that differ from an acceptance by the COO until the end."""
    usual = {"decision": "accepted", "by": "COO", "reason": "backlog first", "until": "2026-12-31"}
    items = []
    for text in decisions:
        given_fields = dict(field.split(": ", 1) for field in text.split("; "))
        items.append("  - {" + ", ".join(f"{key}: {value}" for key, value in (usual | given_fields).items()) + "}\n")
    return TEXT + "decisions:\n" + "".join(items)


@pytest.fixture
def report(write: Write) -> Callable[[str], Report]:
    """The report on a day."""
    return lambda text: analyze(load(write(text)), today=TODAY)


@pytest.fixture
def judged(report: Callable[[str], Report]) -> Judged:
    """What the rules about decisions have to say of these."""
    return lambda *decisions: [each for each in report(decided(*decisions)).findings if each.code in CODES]


PAIR = "between: [sales.contact, ops.fast]"


@pytest.mark.parametrize("code", CODES)
def test_examples(write: Write, code: str) -> None:
    pages = examples(find_rule(code))
    fires = analyze(load(write(pages.fires))).findings
    assert {finding.code for finding in fires} == {code} | ({"GC101"} if code != "GC502" else set())
    silent = analyze(load(write(pages.silent, "silent.yaml"))).findings
    assert [(finding.code, finding.status) for finding in silent] == [("GC101", FindingStatus.ACCEPTED)]


class TestExpired:
    def test_says_what_was_decided_and_what_is_open_again(self, judged: Judged) -> None:
        (finding,) = judged(f"{PAIR}; over: calls; until: 2026-06-30")
        assert (finding.code, finding.level) == ("GC501", Level.SERIOUS)
        assert str(finding.message) == (
            "the decision on ops.fast and sales.contact over calls expired on 2026-06-30, "
            "and GC101 is open again (tension 66.67)"
        )
        assert finding.objectives == ("ops.fast", "sales.contact")
        assert [contest.outcome for contest in finding.outcomes] == ["calls"]
        assert texts(finding.details)[0] == "COO accepted it: backlog first"
        assert texts(finding.details)[1] == "It ran until 2026-06-30, 92 days ago."
        assert texts(finding.details)[2].startswith(
            "Open again, GC101 0b15faf7930429d1: ops.fast hurts what sales.contact helps: calls"
        )
        assert finding.locations[0].line == 15
        assert finding.status is FindingStatus.OPEN

    @pytest.mark.parametrize(("until", "codes"), [(TODAY, []), (TODAY - timedelta(days=1), ["GC501"])])
    def test_until_is_inclusive(self, judged: Judged, until: date, codes: list[str]) -> None:
        assert [each.code for each in judged(f"{PAIR}; until: {until}")] == codes

    def test_a_decision_for_the_whole_pair(self, judged: Judged) -> None:
        (finding,) = judged(f"{PAIR}; until: 2026-09-29")
        assert [contest.outcome for contest in finding.outcomes] == ["calls", "speed"]
        assert str(finding.message).startswith("the decision on ops.fast and sales.contact expired on 2026-09-29")

    @pytest.mark.parametrize("other", [f"{PAIR}; over: calls", PAIR, f"{PAIR}; over: calls; tension: 62"])
    def test_silent_where_another_decision_has_taken_its_place(self, judged: Judged, other: str) -> None:
        assert not judged(f"{PAIR}; over: calls; until: 2026-06-30", other)

    def test_what_another_decision_covers_is_not_open_again(self, judged: Judged) -> None:
        (finding,) = judged(f"{PAIR}; until: 2026-06-30", f"{PAIR}; over: calls")
        assert [contest.outcome for contest in finding.outcomes] == ["speed"]
        assert "(tension 40)" in str(finding.message)

    def test_several_of_one_thing_are_one_finding_the_last_speaks(self, judged: Judged) -> None:
        (finding,) = judged(
            f"{PAIR}; over: calls; until: 2026-03-31", f"{PAIR}; over: calls; until: 2026-06-30; by: CEO"
        )
        assert "expired on 2026-06-30" in str(finding.message)
        assert texts(finding.details)[0].startswith("CEO")
        assert [location.line for location in finding.locations] == [16, 15]

    def test_what_is_about_something_else_between_them_is_told_apart(self, judged: Judged) -> None:
        days = (("calls", "2026-06-30"), ("speed", "2026-06-29"), ("calls", "2026-06-28"))
        findings = judged(*(f"{PAIR}; over: {outcome}; until: {until}" for outcome, until in days))
        assert [each.outcomes[0].outcome for each in findings] == ["calls", "speed"]
        assert [[location.line for location in each.locations] for each in findings] == [[15, 17], [16]]

    def test_of_those_that_lapse_on_one_day_the_files_do_not_say_which_speaks(self, judged: Judged) -> None:
        both = [f"{PAIR}; until: 2026-06-30; decision: {verdict}" for verdict in ("resolved", "accepted")]
        told = [texts(judged(*order)[0].details)[0] for order in (both, both[::-1])]
        assert told == ["COO accepted it: backlog first"] * 2

    def test_also_for_findings_without_an_outcome(self, judged: Judged) -> None:
        (finding,) = judged("between: [ops.mild, sales.plain]; until: 2026-06-30")
        assert "GC102 is open again" in str(finding.message)
        assert finding.outcomes == ()

    def test_expired_with_nothing_left_is_stale_only(self, judged: Judged) -> None:
        assert [each.code for each in judged(f"{PAIR}; over: price; until: 2026-06-30")] == ["GC502"]


class TestStale:
    def test_names_what_there_is_instead(self, judged: Judged) -> None:
        (finding,) = judged(f"{PAIR}; over: price; by: CEO")
        assert (finding.code, finding.level) == ("GC502", Level.MINOR)
        assert str(finding.message) == "the decision on ops.fast and sales.contact over price matches no finding"
        assert [contest.outcome for contest in finding.outcomes] == ["price"]
        assert texts(finding.details) == (
            "CEO accepted it until 2026-12-31: backlog first",
            "There are findings on ops.fast and sales.contact over calls and speed.",
        )
        assert texts(finding.advice) == ("Delete it, or correct its between and over.",)

    @pytest.mark.parametrize(
        ("decision", "detail"),
        [
            ("between: [ops.fast, ops.done]", ("ops.done is done or dropped.",)),
            ("between: [ops.done, sales.past]", ("ops.done and sales.past are done or dropped.",)),
            ("between: [ops.fast, sales.offer]", ()),
            ("between: [ops.fast, ops.mild, sales.contact]", ()),
            (
                "between: [ops.mild, sales.plain]; over: calls",
                ("There are findings on ops.mild and sales.plain over sales.plain.",),
            ),
        ],
    )
    def test_no_such_finding(self, judged: Judged, decision: str, detail: tuple[str, ...]) -> None:
        (finding,) = judged(decision)
        assert (finding.code, texts(finding.details)[1:]) == ("GC502", detail)

    def test_a_finding_of_one_objective_can_be_decided(self, judged: Judged) -> None:
        assert not judged("between: [ops.fast]")

    def test_silent_where_not_all_findings_are_listed(self, report: Callable[[str], Report]) -> None:
        decision = decided("between: [ops.fast, sales.offer]")
        assert "GC502" in [each.code for each in report(decision).findings]
        assert "GC502" not in [each.code for each in report(decision + "settings: {max_findings: 1}\n").findings]


class TestOutgrown:
    def test_both_figures(self, judged: Judged) -> None:
        (finding,) = judged(f"{PAIR}; over: calls; tension: 40")
        assert (finding.code, finding.level) == ("GC503", Level.SERIOUS)
        assert str(finding.message) == (
            "ops.fast and sales.contact over calls: the tension is 66.67, 26.67 above what was accepted, "
            "and GC101 is open again"
        )
        assert texts(finding.details)[0] == "COO accepted it at a tension of 40, until 2026-12-31: backlog first"
        assert texts(finding.advice)[1] == "Accept 66.67 with a new reason, or bring it back to 45 or less."

    @pytest.mark.parametrize(("tension", "codes"), [(35, []), (34.9999, ["GC503"]), (100, [])])
    def test_five_more_are_still_covered(self, judged: Judged, tension: float, codes: list[str]) -> None:
        assert [each.code for each in judged(f"{PAIR}; over: speed; tension: {tension}")] == codes

    @pytest.mark.parametrize(
        ("decision", "codes"),
        [
            ("between: [ops.mild, sales.plain]; over: GC102; tension: 10", ["GC503"]),
            ("between: [ops.mild, sales.plain]; over: GC102; tension: 20", []),
            (f"{PAIR}; over: GC101; tension: 40", ["GC503"]),
            (f"{PAIR}; over: GC102; tension: 40", ["GC502"]),
            (f"{PAIR}; over: calls; tension: 0", ["GC502"]),
        ],
    )
    def test_grows_only_what_was_accepted(self, judged: Judged, decision: str, codes: list[str]) -> None:
        assert [each.code for each in judged(decision)] == codes

    def test_an_expired_one_is_only_expired(self, judged: Judged) -> None:
        assert [each.code for each in judged(f"{PAIR}; over: calls; tension: 40; until: 2026-06-30")] == ["GC501"]

    def test_the_most_generous_of_several_counts(self, judged: Judged) -> None:
        accepted = ("20", "50; until: 2026-10-01", "50", "40")
        (finding,) = judged(*(f"{PAIR}; over: calls; tension: {tension}" for tension in accepted))
        assert "16.67 above what was accepted" in str(finding.message)
        assert texts(finding.details)[0] == "COO accepted it at a tension of 50, until 2026-12-31: backlog first"
        assert finding.locations[0].line == 17
        assert len(finding.locations) == 4

    def test_the_finding_itself_counts_again(self, report: Callable[[str], Report]) -> None:
        found = report(decided(f"{PAIR}; tension: 40")).findings
        assert [each.status for each in found if each.code == "GC101" and "ops.fast" in each.objectives] == ["open"]


class TestTogether:
    def test_settings_and_limits_hold_for_them_too(self, report: Callable[[str], Report]) -> None:
        text = decided("between: [ops.fast, sales.offer]", "between: [ops.mild, sales.contact]")
        stale = [each for each in report(text).findings if each.code == "GC502"]
        assert [each.level for each in stale] == ["minor", "minor"]
        severe = report(text + "settings: {rules: {stale-decision: severe}}\n").findings
        assert [each.level for each in severe if each.code == "GC502"] == ["severe", "severe"]
        off = report(text + "settings: {rules: {GC502: off}}\n")
        assert "GC502" not in [each.code for each in off.findings]
        few = ", ".join(f"{rule.code}: off" for rule in RULES if rule.code != "GC502")
        one = report(f"{text}settings: {{max_findings: 1, rules: {{{few}}}}}\n")
        assert [each.code for each in one.findings] == ["GC502"]
        assert one.truncated == ("GC502",)

    def test_they_are_told_in_the_report_and_explained(self, goalcheck: Command, write: Write) -> None:
        path = write(decided(f"{PAIR}; over: calls; until: 2026-06-30"))
        told = goalcheck("analyze", path, "--today", "2026-09-30", "--all").out
        assert 'serious     the decision on "fast" and "contact" over "calls" expired on 2026-06-30' in told
        data = json.loads(goalcheck("analyze", path, "--today", "2026-09-30", "-f", "json").out)
        (finding,) = [each for each in data["findings"] if each["code"] == "GC501"]
        assert "Open again" in goalcheck("explain", finding["fingerprint"], path, "--today", "2026-09-30").out


def _plain(finding: Finding) -> Finding:
    return replace(finding, status=FindingStatus.OPEN, decision=None)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(whole_organizations().filter(lambda raw: "decisions" in raw))
def test_a_decision_changes_nothing_but_statuses(raw: Raw) -> None:
    without = {section: content for section, content in raw.items() if section != "decisions"}
    # What is decided stands last, so that nothing below it moves.
    before, after = worlds.report(without), worlds.report({**without, "decisions": raw["decisions"]})
    judged = [finding for finding in after.findings if finding.code in CODES]
    others = [finding for finding in after.findings if finding.code not in CODES]
    assert [_plain(finding) for finding in others] == list(before.findings)
    assert (after.pushes, after.influence, after.summary.clashes) == (
        before.pushes,
        before.influence,
        before.summary.clashes,
    )
    assert all(finding.status is FindingStatus.OPEN and finding.decision is None for finding in judged)
