"""`goalcheck explain`: a rule's page, one conflict at length, one finding at length."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Command, Write

TODAY = ("--today", "2026-10-05")
NORTHLINE = "examples/northline"
ABOUT = "2940f461"
ABOUT_WHOLE = "2940f461a6a34ebc"
UNDERMINED = "8e65d6f4"
PAIR = "767acc93"
PAIR_WHOLE = "767acc932309607a"
SPEED = 'operations.install-30 hurts "Coordinator time for each order", which strongly helps'
CALLS = '"One person knows my order and calls me"'


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def sections(text: str) -> dict[str, list[str]]:
    """The lines below each heading."""
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for line in text.splitlines():
        if line.isupper() and not line.startswith((" ", "-")):
            heading = line
            found[heading] = []
        elif line:
            found[heading].append(line)
    return found


def told(goalcheck: Command, *arguments: object) -> Any:
    result = goalcheck("explain", *arguments, "--format", "json")
    assert (result.status, result.err) == (0, "")
    return json.loads(result.out)


class TestARule:
    @pytest.mark.parametrize("name", ["GC101", "gc101", "opposed-objectives", "OPPOSED-Objectives"])
    def test_shows_a_page(self, goalcheck: Command, name: str) -> None:
        out = goalcheck("explain", name).out
        assert out.startswith("GC101 opposed-objectives (by tension): two objectives pull one outcome apart\n")
        assert "WHEN IT IS SILENT" in out
        assert "EXAMPLE THAT FIRES" in out

    def test_a_page_as_json(self, goalcheck: Command) -> None:
        page = json.loads(goalcheck("explain", "GC202", "--format", "json").out)
        assert (page["code"], page["name"], page["level"]) == ("GC202", "unserved-outcome", "serious")
        assert page["What to do"]

    def test_a_page_as_markdown(self, goalcheck: Command) -> None:
        out = goalcheck("explain", "GC202", "--format", "markdown").out
        assert out.startswith("## GC202 unserved-outcome\n\n")
        assert "\n\n### Example that fires\n\n    " in out

    def test_an_unknown_rule_has_a_near_one(self, goalcheck: Command) -> None:
        result = goalcheck("explain", "oposed-objectives")
        assert (result.status, result.out) == (2, "")
        assert "did you mean opposed-objectives?" in result.err


class TestAConflict:
    @pytest.mark.parametrize("fingerprint", [ABOUT, ABOUT_WHOLE, ABOUT_WHOLE.upper(), ABOUT[:4]])
    def test_tells_it_at_length(self, goalcheck: Command, fingerprint: str) -> None:
        result = goalcheck("explain", fingerprint, NORTHLINE, *TODAY)
        assert (result.status, result.err) == (0, "")
        page = sections(result.out)
        assert page[""] == [
            f"SEVERE contested GC101 {ABOUT}",
            "operations.install-30 squeezes personal-attention at time-per-order; promised by sales.named-contact",
        ]
        assert page["WHAT SUFFERS"] == [
            f"{CALLS} (Business customers, importance 5 of 5) personal-attention",
            "pressure █████████████░░░░░░░ 66.67 of 100",
            "latest rating: 4 in 2026-Q3; the best of the year before it is 8",
            "at stake: 610,000 USD",
        ]
        assert page['WHO HURTS IT AT "COORDINATOR TIME FOR EACH ORDER" (1)'] == [
            f"{SPEED} {CALLS} (harm 0.67).",
            "  - hurts time-per-order (-0.67), because the same eleven coordinators close almost twice the orders in a "
            "week examples/northline/departments/operations.yaml:19:11",
            "  - strongly helps personal-attention (+1.00), because calls are what coordinators drop first "
            "[2026 exit interviews] examples/northline/model/drivers.yaml:9:7",
        ]
        assert page["WHO PROTECTS IT (1)"][0] == f"sales.named-contact strongly helps {CALLS} (help 1.00)."
        assert page["WHO WAS NOT ASKED"] == ["- Business Sales sales"]
        assert page["WHO DECIDES"] == ["Chief Operating Officer (Customer Delivery)"]
        assert page["WHAT TO DO"][0].endswith("a target that stops there ends this harm. The conflict ends.")
        assert any(PAIR in line for line in page["TOLD WITH IT"])
        assert f"Its fingerprint is {ABOUT_WHOLE}." in page["NEXT"]

    def test_its_cloud_has_what_suffers_in_the_middle(self, goalcheck: Command) -> None:
        cloud = sections(goalcheck("explain", ABOUT, NORTHLINE, *TODAY).out)["CONFLICT CLOUD"]
        assert [line[2:15].strip() for line in cloud[:7]] == [
            "both want",
            "for that",
            "so it wants",
            "what suffers",
            "for that",
            "so it wants",
            "but",
        ]
        assert cloud[3].endswith(CALLS)
        assert any("because calls are what coordinators drop first. Always? How could it" in line for line in cloud)

    def test_an_objective_under_pressure_says_what_is_lost_with_it(self, goalcheck: Command) -> None:
        page = sections(goalcheck("explain", UNDERMINED, NORTHLINE, *TODAY).out)
        assert "worth: 4 of 5" in page["WHAT SUFFERS"]
        assert page["WHAT IS LOST WITH IT"] == [
            '- "The first bill is right" (Business customers, importance 4 of 5), which it helps by 1.00'
        ]
        assert not [heading for heading in page if heading.startswith("WHO PROTECTS")]

    def test_hurters_stand_by_knot_with_the_main_knot_first(self, goalcheck: Command) -> None:
        conflict = json.loads(goalcheck("analyze", "examples/harbour", *TODAY, "--format", "json").out)["conflicts"][0]
        out = goalcheck("explain", conflict["fingerprint"], "examples/harbour", *TODAY).out
        knots = [line for line in out.splitlines() if line.startswith("WHO HURTS IT")]
        assert len(knots) == len({each["knot"] for each in conflict["hurters"]}) > 1
        numbers = [int(line.rpartition("(")[2].rstrip(")")) for line in knots]
        main = sum(each["knot"] == conflict["main_knot"] for each in conflict["hurters"])
        assert numbers[0] == main
        assert sum(numbers) == len(conflict["hurters"])

    def test_tells_every_conflict_in_every_format(self, goalcheck: Command) -> None:
        report = json.loads(goalcheck("analyze", NORTHLINE, *TODAY, "--format", "json").out)
        for conflict in report["conflicts"]:
            data = told(goalcheck, conflict["fingerprint"], NORTHLINE, *TODAY)
            assert data.items() >= conflict.items()
            assert [each["fingerprint"] for each in data["told_with_it"]]
            assert len(data["advice"]) == len(data["changes"])
            for format_ in ("text", "markdown"):
                result = goalcheck("explain", conflict["fingerprint"], NORTHLINE, *TODAY, "--format", format_)
                assert result.status == 0
                assert conflict["hurters"][0]["objective"] in result.out

    def test_a_decided_one_says_by_whom_and_until_when(self, goalcheck: Command) -> None:
        report = json.loads(goalcheck("analyze", NORTHLINE, *TODAY, "--format", "json").out)
        decided = next(each for each in report["conflicts"] if each["status"] == "decided")
        page = sections(goalcheck("explain", decided["fingerprint"], NORTHLINE, *TODAY).out)
        assert "Chief Operating Officer until 2026-12-31" in page["DECIDED"][0]
        data = told(goalcheck, decided["fingerprint"], NORTHLINE, *TODAY)
        assert data["decisions"][0]["until"] == "2026-12-31"

    def test_one_harm_of_it_names_it_too(self, goalcheck: Command) -> None:
        whole = goalcheck("explain", ABOUT, NORTHLINE, *TODAY).out
        assert goalcheck("explain", f"{ABOUT}:operations.install-30", NORTHLINE, *TODAY).out == whole

    def test_a_mitigated_harm_says_who_mitigates_it(self, goalcheck: Command, write: Write) -> None:
        file = write(
            """
            outcomes: {calm: {importance: 5}}
            departments:
              a: {objectives: {loud: {affects: {calm: strongly hurts}}}}
              b: {objectives: {care: {affects: {calm: helps}, mitigates: [{from: a.loud, to: calm, leaves: hurts}]}}}
            """
        )
        conflict = json.loads(goalcheck("analyze", file, "--format", "json").out)["conflicts"][0]["fingerprint"]
        out = goalcheck("explain", conflict, file).out
        assert "  - hurts calm (-0.67) [not more, because b.care mitigates it]" in out
        assert told(goalcheck, conflict, file)["mitigated"] == [{"from": "a.loud", "to": "calm", "by": "b.care"}]


class TestAFinding:
    @pytest.mark.parametrize("fingerprint", [PAIR, PAIR_WHOLE.upper(), PAIR[:4]])
    def test_tells_it_at_length_and_names_its_conflict(self, goalcheck: Command, fingerprint: str) -> None:
        out = goalcheck("explain", fingerprint, NORTHLINE, *TODAY).out
        assert out.startswith(f"SEVERE opposed-objectives GC101 {PAIR}\n")
        assert SPEED in out
        assert sections(out)["THE CONFLICT THAT IT IS TOLD WITH"][1] == f"goalcheck explain {ABOUT} {NORTHLINE}"
        assert [line.split("/")[-1] for line in sections(out)["WHERE"]] == [
            "operations.yaml:19:11",
            "sales.yaml:17:11",
            "drivers.yaml:9:7",
        ]

    def test_tells_every_finding(self, goalcheck: Command) -> None:
        report = json.loads(goalcheck("analyze", NORTHLINE, *TODAY, "--format", "json").out)
        for finding in report["findings"]:
            result = goalcheck("explain", finding["fingerprint"], NORTHLINE, *TODAY)
            assert result.status == 0
            assert finding["message"] in result.out
            assert ("Chief Operating Officer until 2026-12-31" in result.out) is (finding["status"] == "accepted")

    def test_as_json_it_names_its_conflicts(self, goalcheck: Command) -> None:
        data = told(goalcheck, PAIR, NORTHLINE)
        assert (data["fingerprint"], data["conflicts"]) == (PAIR_WHOLE, [ABOUT_WHOLE])

    def test_markdown_tells_it_too(self, goalcheck: Command) -> None:
        out = goalcheck("explain", PAIR, NORTHLINE, "--format", "markdown").out
        assert out.startswith(f"## **SEVERE** opposed-objectives `GC101 {PAIR}`\n")

    def test_draws_are_of_conflicts(self, goalcheck: Command) -> None:
        result = goalcheck("explain", PAIR, NORTHLINE, "--robust", 10)
        assert (result.status, result.out) == (2, "")
        assert result.err.startswith(f"goalcheck: --robust is about a conflict, and {PAIR} is a finding of GC101: ")


class TestWhatCannotBeFound:
    def test_an_unknown_fingerprint(self, goalcheck: Command) -> None:
        for fingerprint in ("0123456789abcdef", PAIR[:3]):
            result = goalcheck("explain", fingerprint, NORTHLINE)
            assert (result.status, result.out) == (2, "")
            assert f"no conflict or finding here has the fingerprint '{fingerprint}'" in result.err

    def test_an_ambiguous_fingerprint_lists_what_has_it(self, goalcheck: Command, write: Write) -> None:
        objectives = "".join(f"          pro-{number}: {{affects: {{calm: helps}}}}\n" for number in range(400))
        contra = "          contra: {affects: {calm: hurts}}\n"
        file = write(f"outcomes: {{calm: {{}}}}\ndepartments:\n  a:\n    objectives:\n{contra}{objectives}")
        report = json.loads(goalcheck("analyze", file, "--format", "json").out)
        fingerprints = sorted(finding["fingerprint"] for finding in report["findings"])
        one, other = next(pair for pair in pairwise(fingerprints) if pair[0][:4] == pair[1][:4])
        result = goalcheck("explain", one[:4], file)
        assert (result.status, result.out) == (2, "")
        assert f"'{one[:4]}' begins 2 fingerprints: " in result.err
        assert one in result.err
        assert other in result.err

    def test_a_fingerprint_without_files_is_looked_for_here(
        self, goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        result = goalcheck("explain", ABOUT)
        assert (result.status, result.out) == (2, "")
        assert "no YAML files (*.yaml, *.yml) below ." in result.err
