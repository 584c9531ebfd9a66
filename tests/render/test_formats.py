"""Each format is a view of one report: the same findings, the same bytes, within the limits of whoever reads it."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import readers
from conftest import CASES, EXAMPLES, Command, Write, process, saying

from goalcheck import analyze, load
from goalcheck.conflicts import Conflict, ConflictStatus
from goalcheck.findings import Finding, Level
from goalcheck.render.ci import github, sarif
from goalcheck.render.formats import FORMATS, Comparing, FormatOptions, render
from goalcheck.render.parts import Checkout
from goalcheck.render.results import Result, results
from goalcheck.report import Report

NORTHLINE = EXAMPLES / "northline"
TODAY = date(2026, 10, 1)
ORGANIZATIONS = {path.stem: path for path in (NORTHLINE, EXAMPLES / "quickstart", *sorted(CASES.glob("*.yaml")))}

OF_RESULTS: dict[str, Callable[[str], list[str]]] = {"sarif": readers.of_sarif, "csv": readers.of_csv}
OF_CONFLICTS: dict[str, Callable[[str], list[str]]] = {"json": readers.of_json, "jsonl": readers.of_jsonl}


@cache
def report_on(path: Path) -> Report:
    return analyze(load(path), today=TODAY)


def rendered(name: str, report: Report, context: FormatOptions = FormatOptions()) -> str:  # noqa: B008 - frozen
    return render(name, report, context).text


def counting(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.counts]


def told(report: Report) -> list[str]:
    """The fingerprints of conflicts and of the findings that count for themselves."""
    return [*(each.fingerprint for each in report.conflicts), *(each.fingerprint for each in counting(report))]


def worst_first(found: list[Result]) -> list[Result]:
    return sorted(found, key=lambda each: each.level.rank)


def with_findings(report: Report, *findings: Finding) -> Report:
    """The report with these findings alone."""
    return replace(report, conflicts=(), findings=findings)


def many(level: Level, number: int) -> Report:
    """Northline's report with so many findings of a level, each with a fingerprint of its own."""
    report = report_on(NORTHLINE)
    one = replace(next(each for each in report.findings if each.code == "GC107"), level=level)
    findings = [replace(one, fingerprint=f"{each:016x}", message=saying(f"finding {each}")) for each in range(number)]
    return with_findings(report, *findings)


@pytest.mark.parametrize("organization", ORGANIZATIONS)
def test_every_format_holds_the_same(organization: str) -> None:
    """One result for each harm of each conflict, and one for each finding that counts for itself."""
    report = report_on(ORGANIZATIONS[organization])
    found = results(report)
    assert found
    for name, read in OF_RESULTS.items():
        expected = [
            each.fingerprint for each in (worst_first(found) if name == "sarif" else results(report, every_harm=True))
        ]
        assert read(rendered(name, report)) == expected, name
    for name, read in OF_CONFLICTS.items():
        assert read(rendered(name, report)) == told(report), name
    short = sorted(each.fingerprint[: readers.SHORT] for each in found)
    assert sorted(readers.of_junit(rendered("junit", report))) == short
    assert set(readers.of_markdown(rendered("markdown", report))) == {each[: readers.SHORT] for each in told(report)}
    still_open = [each.fingerprint for each in found if each.is_open]
    assert readers.of_gitlab(rendered("gitlab", report)) == still_open


def test_the_result_of_a_harm_is_the_same_when_others_come_and_go(goalcheck: Command, write: Write) -> None:
    text = (EXAMPLES / "quickstart" / "org.yaml").read_text("utf-8")
    before = json.loads(goalcheck("check", write(text, "before.yaml"), "-f", "gitlab").out)
    rush = "      rush: {affects: {personal-attention: slightly hurts}}\n      named-contact:"
    after = json.loads(
        goalcheck("check", write(text.replace("      named-contact:", rush), "after.yaml"), "-f", "gitlab").out
    )
    harms = [{each["description"]: each["fingerprint"] for each in issues} for issues in (before, after)]
    old = "operations.install-30 hurts personal-attention at time-per-order"
    assert harms[0][old] == harms[1][old]
    assert harms[1]["sales.rush hurts personal-attention"] != harms[1][old]
    assert len(harms[1]) == len(harms[0]) + 3  # and what its owner and target have to say; its team is asked together


def test_every_format_that_knows_of_decisions_marks_the_same_as_decided() -> None:
    report = report_on(NORTHLINE)
    found = results(report)
    decided = [each for each in found if not each.is_open]
    assert decided
    assert [bool(result["suppressions"]) for result in readers.sarif_results(rendered("sarif", report))] == [
        not each.is_open for each in worst_first(found)
    ]
    rows = readers.rows(rendered("csv", report))
    assert [row["status"] for row in rows] == [each.status for each in found]
    skipped = [case for case in readers.cases(rendered("junit", report)) if case.find("skipped") is not None]
    assert len(skipped) == len(decided)
    assert decided[0].fingerprint not in rendered("gitlab", report)
    assert f"{len(decided)} decided result without an annotation" in rendered("github", report)


def test_a_suppression_says_who_accepted_it_why_and_until_when() -> None:
    results_ = readers.sarif_results(rendered("sarif", report_on(NORTHLINE)))
    (suppression,) = next(result["suppressions"] for result in results_ if result["suppressions"])
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"].startswith("accepted by Chief Operating Officer until 2026-12-31: ")
    place = suppression["location"]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("northline/decisions.yaml")


def test_github_annotates_open_results_on_their_lines_and_counts_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(NORTHLINE)
    report = analyze(load("."), today=TODAY)
    commands = list(readers.commands(rendered("github", report)))
    worst = commands[0]
    levels = [each.level for each in results(report) if each.is_open]
    shown = [github.COMMANDS[level] for level in Level for _ in range(min(levels.count(level), 10))]
    assert [command.name for command in commands] == shown
    assert worst.properties["file"] == "departments/operations.yaml"
    assert (worst.properties["line"], worst.properties["col"]) == ("19", "11")
    assert worst.properties["title"] == "GC101 opposed-objectives"
    message, conflict, headline, decides, *advice = worst.data.split("\n")
    assert message == "operations.install-30 hurts personal-attention at time-per-order"
    assert conflict == "Conflict 2940f461a6a34ebc, severe with pressure 66.67 of 100:"
    assert headline.startswith("operations.install-30 squeezes personal-attention at time-per-order; promised by ")
    assert decides == "Decides: Chief Operating Officer (Customer Delivery)"
    assert advice == [f"- {each}" for each in report.conflicts[0].advice]


def test_advice_about_other_hurters_is_left_to_them(goalcheck: Command, write: Write) -> None:
    path = write("""
        outcomes: {care: {importance: 5, metric: calls}}
        metrics: {calls: {better: higher}}
        departments:
          a: {objectives: {rush: {affects: {care: hurts}}, thrift: {affects: {care: hurts}}}}
          b: {objectives: {promise: {affects: {care: helps}}}}
        """)
    commands = [each.data.split("\n") for each in readers.commands(goalcheck("check", path, "-f", "github").out)]
    (rush,) = [lines for lines in commands if lines[0] == "a.rush hurts care"]
    (thrift,) = [lines for lines in commands if lines[0] == "a.thrift hurts care"]
    guardrail = "- Give a.rush a guardrail that protects care"
    decider = "- Name who decides between a and b: no department is above all."
    assert [any(line.startswith(guardrail) for line in lines) for lines in (rush, thrift)] == [True, False]
    assert decider in rush
    assert decider in thrift


def test_columns_are_told_only_of_what_stands_on_one_line() -> None:
    commands = list(readers.commands(rendered("github", report_on(NORTHLINE))))
    claimed = next(command for command in commands if command.properties["file"].endswith("decisions.yaml"))
    assert (claimed.properties["line"], claimed.properties["endLine"]) == ("4", "9")
    assert "col" not in claimed.properties
    assert "endColumn" not in claimed.properties


def test_sarif_shows_the_other_side_and_both_chains() -> None:
    result = readers.sarif_results(rendered("sarif", report_on(NORTHLINE)))[0]
    assert result["properties"]["fingerprint"] == "2940f461a6a34ebc"
    (main,) = result["locations"]
    assert main["physicalLocation"]["region"] == {"startLine": 19, "startColumn": 11, "endLine": 19, "endColumn": 25}
    related = [each["message"]["text"] for each in result["relatedLocations"]]
    assert any(each.startswith("sales.named-contact strongly helps personal-attention") for each in related)
    assert [len(flow["threadFlows"][0]["locations"]) for flow in result["codeFlows"]] == [2, 1]
    assert [flow["message"]["text"] for flow in result["codeFlows"]] == [
        "operations.install-30 hurts personal-attention",
        "sales.named-contact helps personal-attention",
    ]
    assert (result["level"], result["rank"]) == ("error", 66.67)


def test_sarif_rules_carry_their_page_and_results_point_at_them() -> None:
    log = json.loads(rendered("sarif", report_on(NORTHLINE)))
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert (rules[0]["id"], rules[0]["name"]) == ("GC101", "OpposedObjectives")
    assert rules[0]["help"]["markdown"].startswith("**Why it matters**\n\nEach objective is fair on its own")
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_says_how_a_finding_compares_with_an_earlier_run() -> None:
    report = report_on(NORTHLINE)
    states = {each.fingerprint: "unchanged" for each in results(report)}
    states[worst_first(results(report))[0].fingerprint] = "new"
    compared = FormatOptions(comparing=Comparing("main", report, states, {}))
    found = readers.sarif_results(rendered("sarif", report, compared))
    assert [result["baselineState"] for result in found] == ["new"] + ["unchanged"] * (len(found) - 1)
    assert "baselineState" not in rendered("sarif", report)


def test_a_rule_that_found_nothing_is_a_case_that_passed_unless_it_is_off(write: Write) -> None:
    text = "outcomes: {calm: {}}\ndepartments: {a: {objectives: {b: {affects: {calm: helps}}}}}\n"
    passed = [case.attrib["name"] for case in readers.cases(rendered("junit", analyze(load(write(text)))))]
    assert "GC101 opposed-objectives" in passed
    off = text + "settings: {rules: {opposed-objectives: off}}\n"
    passed = [case.attrib["name"] for case in readers.cases(rendered("junit", analyze(load(write(off)))))]
    assert "GC101 opposed-objectives" not in passed
    assert "GC102 undermined-objective" in passed


def test_a_selection_says_so_and_lets_no_rule_pass(goalcheck: Command) -> None:
    some = readers.cases(goalcheck("analyze", NORTHLINE, "-f", "junit", "--top", "2").out)
    assert [case[0].tag for case in some] == ["failure", "failure"]
    (none,) = readers.cases(goalcheck("analyze", NORTHLINE, "-f", "junit", "--outcome", "clear-offer").out)
    assert (none.attrib["name"], len(none)) == ("nothing found in this selection", 0)
    page = goalcheck("analyze", NORTHLINE, "-f", "markdown", "--top", "1").out
    assert "**1 conflict open in this selection**: 1 severe; 17 of 18 objectives seen." in page


def test_the_first_line_of_markdown_counts_once() -> None:
    report = report_on(NORTHLINE)

    def first_line(*told: Conflict | Finding) -> str:
        conflicts = tuple(each for each in told if isinstance(each, Conflict))
        findings = tuple(each for each in told if isinstance(each, Finding))
        summary = replace(report.summary, open=len(told), decided=0)
        some = replace(report, conflicts=conflicts, findings=findings, summary=summary)
        return rendered("markdown", some).split("\n\n")[1].strip()

    conflict = report.conflicts[0]
    pair = next(each for each in report.findings if not each.counts)
    other = next(each for each in report.findings if each.code == "GC107")
    decided = replace(conflict, status=ConflictStatus.DECIDED)
    seen = "17 of 18 objectives seen."
    assert first_line(conflict) == f"**1 conflict open**: 1 severe; {seen}"
    assert first_line(conflict, other) == f"**1 conflict and 1 finding open**: 1 severe, 1 serious; {seen}"
    assert first_line(other) == f"**1 finding open**: 1 serious; {seen}"
    assert first_line(decided) == f"**Nothing is open**; 1 decided; {seen}"
    assert first_line() == f"**Nothing is open**; {seen}"
    # What a conflict tells is not counted beside it.
    both = replace(report, conflicts=(conflict,), findings=(pair,))
    assert "**1 conflict open" in rendered("markdown", both)


# Coverage


UNSEEN = "outcomes: {calm: {}}\ndepartments: {a: {objectives: {b: {}, c: {}, d: {}, e: {affects: {calm: helps}}}}}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (UNSEEN, "Only 1 of 4 objectives can be seen: what follows is a part"),
        (
            UNSEEN.replace("calm: helps", ""),
            "Nothing can be found yet: none of the 4 objectives reaches a customer or another objective",
        ),
        (
            "departments: {a: {objectives: {b: {}}}}\n",
            "Nothing can be found yet: the only objective reaches neither a customer nor another objective",
        ),
        ("outcomes: {calm: {}}\n", "Nothing can be found yet: no objective is in force"),
    ],
)
def test_what_can_be_seen_is_said_first(goalcheck: Command, write: Write, text: str, said: str) -> None:
    path = write(text)
    assert goalcheck("check", path).out.startswith(f"{said}.\n")
    for name in ("markdown", "github", "junit", "sarif"):
        assert said in goalcheck("check", path, "-f", name).out, name
    assert goalcheck("check", path, "-f", "markdown").out.split("\n\n")[1].strip() == f"**{said}.**"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("percent", "status"), [("25", 0), ("25%", 0), ("26", 1), ("100", 1), ("0", 0)])
def test_too_little_that_can_be_seen_fails(
    goalcheck: Command, write: Write, name: str, percent: str, status: int
) -> None:
    done = goalcheck("check", write(UNSEEN), "--min-seen", percent, "--fail-on", "never", "-f", name)
    assert done.status == status
    said = f"Too little can be seen: 1 of 4 objectives (25 %), and --min-seen asks for {percent.removesuffix('%')} %"
    assert (f"goalcheck: {said}\n" in done.err) is bool(status)
    if name in ("json", "jsonl", "csv"):  # whose shape no option changes
        assert said not in done.out
    else:
        shown = done.out.replace("%25", "%").replace("&#8203;", "").replace("\\", "")
        assert (said in shown) is bool(status)


@pytest.mark.parametrize("percent", ["101", "-1", "some", "nan"])
def test_a_part_that_is_none_is_refused(goalcheck: Command, write: Write, percent: str) -> None:
    done = goalcheck("check", write(UNSEEN), f"--min-seen={percent}")
    assert (done.status, done.out) == (2, "")
    assert f"'{percent}' is not a part in percent, from 0 to 100" in " ".join(done.err.split())


def test_a_case_that_fails_for_coverage_is_counted(goalcheck: Command, write: Write) -> None:
    cases = readers.cases(goalcheck("check", write(UNSEEN), "--min-seen", "50", "-f", "junit").out)
    assert next(case.attrib["name"] for case in cases if case.find("failure") is not None) == "min-seen"
    (issue, *_) = json.loads(goalcheck("check", write(UNSEEN), "--min-seen", "50", "-f", "gitlab").out)
    assert (issue["check_name"], issue["severity"]) == ("min-seen", "critical")


@pytest.mark.parametrize("name", FORMATS)
def test_a_finding_without_a_place_still_shows(name: str) -> None:
    report = report_on(NORTHLINE)
    unserved = next(finding for finding in report.findings if finding.code == "GC305")
    bare = replace(unserved, outcomes=(), locations=())
    text = rendered(name, with_findings(report, bare))
    assert re.search('no objective helps or hurts (easy-move|"My line moves with me when I move house")', text)


def test_a_finding_without_a_place_is_shown_where_its_objectives_are_declared() -> None:
    report = report_on(NORTHLINE)
    bare = replace(next(each for each in report.findings if each.code == "GC104"), locations=())
    place = report.organization.objectives[bare.objectives[0]].location
    (issue,) = json.loads(rendered("gitlab", with_findings(report, bare)))
    assert issue["location"]["path"].endswith("departments/finance.yaml")
    assert issue["location"]["lines"]["begin"] == place.line


def test_an_organization_without_findings_makes_an_empty_view_in_every_format() -> None:
    report = report_on(NORTHLINE)
    report = replace(with_findings(report), summary=replace(report.summary, open=0, decided=0))
    texts = {name: rendered(name, report) for name in FORMATS}
    assert texts["jsonl"] == ""
    assert texts["github"] == "goalcheck: 17 of 18 objectives seen.\n"
    assert texts["gitlab"] == "[]\n"
    assert readers.rows(texts["csv"]) == readers.sarif_results(texts["sarif"]) == []
    assert {len(case) for case in readers.cases(texts["junit"])} == {0}
    assert "**Nothing is open**; 17 of 18 objectives seen." in texts["markdown"]


def test_every_format_admits_that_an_answer_is_not_exact() -> None:
    report = replace(report_on(NORTHLINE), exact=False, truncated=("GC101",))
    for name in FORMATS:
        result = render(name, report, FormatOptions())
        said = result.text + "".join(result.warnings)
        assert "Not exact" in said or '"exact": false' in said, name
        assert "settings: max" in said.replace("\\", "").replace("&#8203;", "") or name == "json", name


def test_a_row_of_csv_is_one_hurter_or_one_finding() -> None:
    rows = readers.rows(rendered("csv", report_on(NORTHLINE)))
    worst = rows[0]
    assert (worst["level"], worst["code"], worst["tension"], worst["status"]) == ("severe", "GC101", "66.67", "open")
    assert (worst["objectives"], worst["outcomes"]) == ("operations.install-30", "personal-attention")
    assert (worst["knot"], worst["harm"]) == ("time-per-order", "0.6667")
    assert (worst["fingerprint"], worst["line"]) == ("2940f461a6a34ebc", "19")
    kinds = [bool(row["knot"]) for row in rows]
    assert kinds == sorted(kinds, reverse=True), "conflicts come first"
    assert all(row["result"] == row["fingerprint"] for row in rows if not row["knot"])
    assert len({row["result"] for row in rows}) == len(rows)


# Limits


def test_github_shows_ten_of_a_level_and_sums_up_the_rest() -> None:
    report = many(Level.MINOR, 25)
    severe = replace(report.findings[0], level=Level.SEVERE, message=saying("the worst"))
    text = rendered("github", with_findings(report, severe, *report.findings))
    commands = list(readers.commands(text))
    assert [command.data.split("\n")[0] for command in commands] == ["the worst", *(f"finding {n}" for n in range(10))]
    assert "goalcheck: 15 more open results without an annotation: 15 minor." in text.splitlines()


def test_an_annotation_keeps_its_message_and_its_place_when_there_is_no_room_for_advice() -> None:
    report = many(Level.SEVERE, 1)
    long = replace(report.findings[0], advice=(saying("%" * 2_000),))
    line, _ = rendered("github", with_findings(report, long)).splitlines()
    (command,) = readers.commands(line)
    assert len(line) <= github.MOST_CHARACTERS
    assert command.data.startswith("finding 0\n")
    assert "%" not in command.data
    assert command.properties["line"] == str(report.findings[0].locations[0].line)


def test_an_annotation_keeps_its_message_even_where_the_path_leaves_no_room() -> None:
    report = many(Level.SEVERE, 1)
    place = report.findings[0].locations[0]._replace(file="a/" * 2_500 + "b.yaml")
    line, _ = rendered("github", with_findings(report, replace(report.findings[0], locations=(place,)))).splitlines()
    (command,) = readers.commands(line)
    assert (command.data, list(command.properties)) == ("finding 0", ["title"])


def test_a_summary_is_cut_worst_first_to_the_room_that_there_is() -> None:
    report = many(Level.SEVERE, 64)
    whole = github.github_summary(report)
    assert "**Cut:**" not in whole
    cut = github.github_summary(report, most_bytes=len(whole.encode()) // 3)
    assert len(cut.encode()) <= len(whole.encode()) // 3
    told = readers.of_markdown(cut)
    assert 0 < len(told) < 64
    assert f"the worst {len(told)} of 64 conflicts and findings are told here" in cut
    assert "finding 0" in cut
    assert github.github_summary(report, most_bytes=10) == ""


def test_sarif_holds_the_worst_results_that_github_takes_and_says_what_it_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    report = report_on(NORTHLINE)
    result = render("sarif", report, FormatOptions())
    found = worst_first(results(report))
    assert readers.of_sarif(result.text) == [each.fingerprint for each in found[:3]]
    (warning,) = result.warnings
    assert warning.startswith(f"SARIF holds the worst 3 of {len(found)} results")
    (invocation,) = json.loads(result.text)["runs"][0]["invocations"]
    assert [each["message"]["text"] for each in invocation["toolExecutionNotifications"]] == [warning]


def test_sarif_is_cut_worst_first_to_the_bytes_that_github_takes() -> None:
    report = report_on(NORTHLINE)
    whole = sarif.render_report(report)
    assert whole.cuts == ()
    cut = sarif.render_report(report, most_bytes=len(zlib.compress(whole.text.encode())) * 9 // 10)
    kept = readers.of_sarif(cut.text)
    found = worst_first(results(report))
    assert 0 < len(kept) < len(found)
    assert kept == [each.fingerprint for each in found[: len(kept)]]
    assert f"the worst {len(kept)} of {len(found)} results" in cut.cuts[0]


def test_sarif_says_that_github_shows_only_some_of_many_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "SHOWN_RESULTS", 4)
    found = len(results(report_on(NORTHLINE)))
    result = render("sarif", report_on(NORTHLINE), FormatOptions())
    assert len(readers.sarif_results(result.text)) == found
    assert result.warnings == (f"GitHub shows the worst 4 of the {found} results in SARIF.",)


def test_one_result_has_no_more_steps_and_places_than_github_shows() -> None:
    report = report_on(NORTHLINE)
    finding = next(each for each in report.findings if each.code == "GC101")
    place = finding.locations[0]
    places = tuple(place._replace(line=line, end_line=line) for line in range(1, 301))
    vast = replace(finding, outcomes=finding.outcomes * 1_000, locations=places, counts=True)
    (result,) = readers.sarif_results(rendered("sarif", with_findings(report, vast)))
    steps = sum(len(flow["threadFlows"][0]["locations"]) for flow in result["codeFlows"])
    assert sarif.MAX_STEPS - 3 < steps <= sarif.MAX_STEPS
    assert len(result["relatedLocations"]) == sarif.MAX_RELATED


# Paths


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("org.yaml", "org.yaml"),
        ("./departments//it.yaml", "departments/it.yaml"),
        ("/repo/plans/it.yaml", "plans/it.yaml"),
        ("../other/it.yaml", "other/it.yaml"),
        ("../../../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("/repository/it.yaml", "repository/it.yaml"),
        ("a b%.yaml", "a%20b%25.yaml"),
        ("javascript:alert(1).yaml", "javascript%3Aalert%281%29.yaml"),
        ("naïve?#.yaml", "na%C3%AFve%3F%23.yaml"),
        ("\udcff.yaml", "%3F.yaml"),
    ],
)
def test_a_uri_is_relative_to_the_repository_whatever_the_file_is_called(file: str, expected: str) -> None:
    report = many(Level.SEVERE, 1)
    place = report.findings[0].locations[0]._replace(file=file)
    moved = with_findings(report, replace(report.findings[0], locations=(place,)))
    text = rendered("sarif", moved, FormatOptions(checkout=Checkout(here="/repo", root="/repo")))
    artifact = readers.sarif_results(text)[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": expected, "uriBaseId": "%SRCROOT%"}


def test_a_file_with_the_signs_of_a_command_in_its_name_is_still_found() -> None:
    report = many(Level.SEVERE, 1)
    place = report.findings[0].locations[0]._replace(file="a,line=1:b%2C%.yaml")
    (command,) = readers.commands(
        rendered("github", with_findings(report, replace(report.findings[0], locations=(place,))))
    )
    assert (command.properties["file"], command.properties["line"]) == ("a,line=1:b%2C%.yaml", str(place.line))


def test_paths_are_told_from_the_root_of_the_repository(
    goalcheck: Command, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("outcomes: {calm: {}}\n", "plans/org.yaml")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "plans")
    (issue,) = json.loads(goalcheck("analyze", "org.yaml", "--format", "gitlab").out)
    assert issue["location"]["path"] == "plans/org.yaml"
    (command,) = readers.commands(goalcheck("analyze", "../plans", "--format", "github").out)
    assert command.properties["file"] == "plans/org.yaml"


# The command line


def test_several_formats_in_one_run(goalcheck: Command, tmp_path: Path) -> None:
    log, cases = tmp_path / "out.sarif", tmp_path / "out.xml"
    command = ("analyze", NORTHLINE, "--today", TODAY)
    result = goalcheck(*command, "--format", "text", "--format", f"sarif={log}", "-f", f"junit={cases}")
    assert result.status == 0
    assert result.out == goalcheck(*command).out
    found = len(results(report_on(NORTHLINE)))
    assert len(readers.of_sarif(log.read_text())) == len(readers.of_junit(cases.read_text())) == found


def test_the_file_of_the_only_format_may_be_given_with_o(goalcheck: Command, tmp_path: Path) -> None:
    table = tmp_path / "out.csv"
    command = ("analyze", NORTHLINE, "--today", TODAY, "--format", "csv")
    assert goalcheck(*command, "-o", table) == (0, "", "")
    assert table.read_bytes() == goalcheck(*command).out.encode()
    assert table.read_bytes().count(b"\r\n") == 1 + len(results(report_on(NORTHLINE), every_harm=True))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-f", "sarf"], "there is no format 'sarf'; did you mean 'sarif'?"),
        (["-f", "docx=x"], "there is no format 'docx'; there is text, json, jsonl, sarif, "),
        (["-f", "html"], "there is no format 'html'; goalcheck report PATH... -o FILE.html writes a page"),
        (
            ["-f", "json", "-f", "sarif"],
            "only one format can go to stdout: give the others a file, as in --format sarif=FILE",
        ),
        (["-f", "sarif=a", "-f", "json=./a"], "two formats cannot go to one file"),
        (["-f", "sarif=a", "-o", "b"], "every --format has its own file, so that nothing is left for b"),
        (["-f", "sarif=a", "-f", "json", "-o", "a"], "two formats cannot go to one file"),
        (["-f", "sarif="], "--format sarif= names no file after the ="),
        (["-o", "no-such.yaml"], "no-such.yaml is named like the files of an organization"),
        (["-f", "json=a.yml"], "a.yml is named like the files of an organization"),
    ],
)
def test_formats_that_cannot_be_written_are_refused_before_anything_is_read(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = goalcheck("analyze", "no-such-file.yaml", *arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert "no-such-file" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_nothing_half_written(goalcheck: Command, tmp_path: Path) -> None:
    missing = tmp_path / "no" / "out.sarif"
    result = goalcheck("analyze", NORTHLINE, "-f", "text", "-f", f"sarif={missing}")
    assert (result.status, result.out) == (2, "")
    assert f"cannot write {missing}" in result.err
    assert list(tmp_path.iterdir()) == []


def test_the_exit_status_never_depends_on_the_format(goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for name in FORMATS:
        options = ("-f", name, "--fail-on", "severe")
        assert goalcheck("analyze", NORTHLINE, *options).status == 1, name
        assert goalcheck("analyze", NORTHLINE, *options, "--department", "product").status == 0, name


def test_what_several_formats_cannot_say_is_said_once(goalcheck: Command, write: Write, tmp_path: Path) -> None:
    file = write("settings: {max_findings: 1}\ndepartments: {a: {objectives: {one: {}, other: {}}}}\n")
    result = goalcheck("analyze", file, "-f", f"csv={tmp_path / 'a.csv'}", "-f", f"gitlab={tmp_path / 'a.json'}")
    said = "goalcheck: Of GC205 and GC206 only the worst 1 are listed (settings: max_findings).\n"
    assert result == (0, "", said)


def test_what_a_format_cannot_say_is_said_on_stderr(goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    result = goalcheck("analyze", NORTHLINE, "-f", "sarif")
    assert result.status == 0
    assert result.err.startswith("goalcheck: SARIF holds the worst 3 of ")


def test_markdown_and_the_summary_say_what_a_report_was_compared_with() -> None:
    report = report_on(NORTHLINE)
    part = replace(report, conflicts=report.conflicts[:1], findings=())
    context = FormatOptions(comparing=Comparing("origin/main...", report, {}, {}))
    page = rendered("markdown", part, context)
    assert page.split("\n\n")[1] == "Only what is new, worse or open again since `origin/main...`:"
    assert github.github_summary(part, since="origin/main...") == page
    hostile = rendered("markdown", part, FormatOptions(comparing=Comparing("a|b`<script>\n# x", report, {}, {})))
    assert not [token.type for token in readers.tokens(hostile) if "html" in token.type]
    assert readers.blocks(hostile) == readers.blocks(page)


def test_the_summary_of_the_job_is_appended_where_github_names_a_file(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    goalcheck("analyze", NORTHLINE, "-f", "text")
    assert summary.read_text() == "before\n"
    assert goalcheck("analyze", NORTHLINE, "-f", "github").status == 0
    assert summary.read_text() == "before\n" + goalcheck("analyze", NORTHLINE, "-f", "markdown").out


def test_a_summary_never_grows_past_what_github_takes(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    summary.write_text("x" * (github.SUMMARY_BYTES - 3_000))
    assert goalcheck("analyze", NORTHLINE, "-f", "github").status == 0
    assert github.SUMMARY_BYTES - 3_000 < summary.stat().st_size <= github.SUMMARY_BYTES
    assert "**Cut:**" in summary.read_text()


def test_a_summary_that_cannot_be_written_is_a_warning_and_no_failure(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "summary.md"))
    result = goalcheck("analyze", NORTHLINE, "-f", "github")
    assert result.status == 0
    assert result.out.startswith("::error ")
    assert result.err == "goalcheck: cannot write the file that GITHUB_STEP_SUMMARY names: No such file or directory\n"


def test_the_same_organization_gives_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        formats = [argument for name in FORMATS for argument in ("-f", f"{name}={folder / name}")]
        done = process("analyze", NORTHLINE, "--today", TODAY, *formats, env={"PYTHONHASHSEED": seed})
        assert (done.status, done.out) == (0, "")
        written.append({name: (folder / name).read_bytes() for name in FORMATS})
    assert written[0] == written[1]


def test_a_crowded_conflict_does_not_fill_its_results(write: Write) -> None:
    """Sixty hurters and sixty protectors: each result has its own chain and those of the strongest protectors."""
    sides = "".join(
        f"  {name}: {{objectives: {{{', '.join(f'{name}{at}: {{affects: {{o: {word}}}}}' for at in range(60))}}}}}\n"
        for name, word in (("a", "slightly hurts"), ("b", "helps"))
    )
    report = analyze(load(write(f"outcomes: {{o: {{importance: 5}}}}\ndepartments:\n{sides}")), today=TODAY)
    harms = [each for each in results(report) if each.hurter]
    assert len(harms) == 60
    assert {len(each.chains) for each in harms} == {4}
    flows = [result.get("codeFlows", []) for result in readers.sarif_results(rendered("sarif", report))]
    assert max(map(len, flows)) == 4
