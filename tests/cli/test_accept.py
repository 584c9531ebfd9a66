"""Deciding: what `goalcheck accept` writes, where, and what it leaves as it was."""

from __future__ import annotations

import json
import re
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from conftest import EXAMPLES, Command, Result, Write

ORGANIZATION = """
    # The whole company.
    outcomes:
      speed: {importance: 5}
      care: {importance: 4}
      calm: {importance: 5}
    departments:
      company: {lead: Director}
      sales:
        part_of: company
        objectives:
          promise: {affects: {care: strongly helps, speed: slightly hurts, calm: helps}}
          idle: {}
      works:
        part_of: company
        objectives:
          rush: {affects: {speed: strongly helps, care: helps, calm: strongly hurts}}
          thrift: {affects: {care: hurts, sales.promise: hurts}}
    settings:
      rules: {GC202: off, GC205: off, GC206: off, GC208: off, GC210: off, GC302: off, GC303: off}
    """
SAYING = ("--by", "Ada", "--reason", "we start here: everything as it is", "--until", "2026-12-31")
TODAY = ("--today", "2026-10-01")


@pytest.fixture
def accept(goalcheck: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Accept in the test's folder, on a day of its own."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> Result:
        return goalcheck("accept", *TODAY, *arguments)

    return run


@pytest.fixture
def check(goalcheck: Command) -> Command:
    return lambda *arguments: goalcheck("check", *TODAY, *arguments)


def fingerprint(found: Result, *words: str) -> str:
    """The fingerprint at the end of the line that holds all words."""
    (line,) = [line for line in found.out.splitlines() if all(word in line for word in words)]
    return line[-9:-1]


def decisions(path: Path) -> list[dict[str, object]]:
    read: list[dict[str, object]] = yaml.safe_load(path.read_text("utf-8"))["decisions"]
    return read


def test_all_from_minor_up_makes_a_check_clean(accept: Command, check: Command, write: Write) -> None:
    path = write(ORGANIZATION)
    before = path.read_text("utf-8")
    assert check("org.yaml").status == 1
    done = accept("org.yaml", "--all", "--level", "minor", *SAYING)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Wrote org.yaml.\n")
    assert check("org.yaml", "--fail-on", "minor").out == ""
    assert path.read_text("utf-8").startswith(before + "\ndecisions:\n")


def test_all_takes_what_makes_a_check_fail_by_default(accept: Command, check: Command, write: Write) -> None:
    write(ORGANIZATION)
    accept("org.yaml", "--all", *SAYING)
    left = check("org.yaml")
    assert left.status == 0
    assert " minor: " in left.out


SHARED = """
    outcomes: {care: {importance: 5}}
    drivers: {hours: {affects: {care: strongly helps}}}
    departments:
      sales: {objectives: {promise: {affects: {care: helps}}}}
      works: {objectives: {rush: {affects: {hours: hurts}}, thrift: {affects: {hours: slightly hurts}}}}
    settings: {rules: {GC205: off, GC206: off, GC208: off, GC210: off, GC302: off, GC303: off}}
    """
"""One conflict with two hurters."""


def test_a_conflict_takes_one_decision_for_each_open_harm(accept: Command, check: Command, write: Write) -> None:
    path = write(SHARED)
    done = accept(fingerprint(check("org.yaml"), "squeeze care"), "org.yaml", *SAYING)
    assert done.status == 0
    assert done.out.splitlines()[2:] == [
        "Accepted:",
        f"  {CARE}:works.rush GC101 severe: works.rush hurts care at hours",
        f"  {CARE}:works.thrift GC101 severe: works.thrift hurts care at hours",
    ]
    said = {"decision": "accepted", "by": "Ada", "reason": "we start here: everything as it is"}
    written = [{**each, "until": str(each["until"])} for each in decisions(Path("org.yaml"))]
    assert written == [
        {"between": [objective], "over": "care", **said, "until": "2026-12-31", "tension": tension}
        for objective, tension in (("works.rush", 66.67), ("works.thrift", 33.34))
    ]
    assert check("org.yaml").status == 0
    # Whoever comes later was not accepted, and neither was what grows.
    text = path.read_text("utf-8")
    path.write_text(text.replace("thrift: {", "haste: {affects: {care: hurts}}, thrift: {"), "utf-8")
    later = check("org.yaml")
    assert later.status == 1
    assert later.out.splitlines()[1].endswith(": works.haste hurts care")
    assert "works.rush hurts care" not in later.out
    path.write_text(text.replace("{hours: slightly hurts}", "{hours: strongly hurts}"), "utf-8")
    grown = check("org.yaml")
    assert "works.thrift hurts care at hours" in grown.out
    assert "GC503 serious" in grown.out


CARE = "e7f04d6e"
"""The beginning of the fingerprint of the conflict about care, in whichever organization."""


def test_one_harm_of_a_conflict_can_be_accepted(accept: Command, check: Command, write: Write) -> None:
    write(SHARED)
    done = accept(f"{CARE}:works.rush", "org.yaml", *SAYING)
    assert done.out.splitlines()[2:] == [
        "Accepted:",
        f"  {CARE}:works.rush GC101 serious: works.rush hurts care at hours",
    ]
    left = check("org.yaml")
    assert "(pressure 33.33)" in left.out
    assert "works.thrift hurts care at hours" in left.out
    assert "works.rush hurts" not in left.out
    again = accept(f"{CARE}:works.rush", "org.yaml", *SAYING)
    assert (again.status, again.out) == (2, "")
    assert f"{CARE}:works.rush is accepted already, by Ada until 2026-12-31" in again.err
    wrong = accept(f"{CARE}:works.rosh", "org.yaml", *SAYING)
    assert wrong.status == 2
    assert "there is no hurter of care 'works.rosh'; did you mean 'works.rush'?" in wrong.err
    # What is left of the conflict, and nothing twice.
    assert accept(CARE, "org.yaml", *SAYING).status == 0
    assert [each["between"] for each in decisions(Path("org.yaml"))] == [["works.rush"], ["works.thrift"]]


def test_a_harm_is_also_known_by_the_fingerprint_that_ci_has_of_it(
    accept: Command, goalcheck: Command, write: Write
) -> None:
    write(SHARED)
    issues = json.loads(goalcheck("check", "org.yaml", *TODAY, "--format", "gitlab").out)
    (harm,) = [each["fingerprint"] for each in issues if each["description"].startswith("works.thrift hurts")]
    assert accept(harm, "org.yaml", *SAYING).status == 0
    assert [each["between"] for each in decisions(Path("org.yaml"))] == [["works.thrift"]]


def test_a_finding_has_no_hurters(accept: Command, check: Command, write: Write) -> None:
    write(ORGANIZATION)
    refused = accept(f"{fingerprint(check('org.yaml'), 'GC201')}:sales.idle", "org.yaml", *SAYING)
    assert refused.status == 2
    assert "'sales.idle' stands after the fingerprint of a finding: only a conflict has hurters" in refused.err


def test_a_harm_to_an_objective_is_decided_over_it(accept: Command, check: Command, write: Write) -> None:
    """Thrift undermines the promise and hurts what it promised; only the first was accepted, and only that grows."""
    path = write(ORGANIZATION)
    done = accept(fingerprint(check("org.yaml"), "undermines sales.promise"), "org.yaml", *SAYING)
    assert [line.split()[1] for line in done.out.splitlines()[3:]] == ["GC102"]
    (decision,) = decisions(Path("org.yaml"))
    assert (decision["between"], decision["over"], decision["tension"]) == (["works.thrift"], "sales.promise", 53.34)
    left = check("org.yaml", "--fail-on", "never").out
    assert "works.thrift hurts care" in left
    assert "GC102" not in left
    assert "GC503" not in left
    path.write_text(path.read_text("utf-8").replace("sales.promise: hurts", "sales.promise: strongly hurts"), "utf-8")
    assert "GC503" in check("org.yaml").out


def test_a_pair_can_still_be_decided_by_its_finding(accept: Command, goalcheck: Command, write: Write) -> None:
    """A pair is told in its conflict, and its own fingerprint keeps its meaning."""
    write(ORGANIZATION)
    report = json.loads(goalcheck("analyze", "org.yaml", *TODAY, "--format", "json").out)
    (pair,) = [
        each["fingerprint"]
        for each in report["findings"]
        if (each["code"], each["objectives"]) == ("GC101", ["sales.promise", "works.rush"])
    ]
    done = accept(pair, "org.yaml", *SAYING)
    assert f"  {pair[:8]} GC101 severe: works.rush hurts what sales.promise helps: calm and 1 more" in done.out
    keys = [(each["between"], each["over"], each["tension"]) for each in decisions(Path("org.yaml"))]
    assert keys == [
        (["sales.promise", "works.rush"], over, tension) for over, tension in (("calm", 66.67), ("speed", 33.34))
    ]


def test_what_is_accepted_of_an_objective_leaves_its_other_findings_open(
    accept: Command, check: Command, write: Write
) -> None:
    write(ORGANIZATION.replace("GC206: off, ", "").replace(", GC303: off", ""))
    assert accept(fingerprint(check("org.yaml"), "GC206", "sales.idle"), "org.yaml", *SAYING).status == 0
    (decision,) = decisions(Path("org.yaml"))
    assert (decision["between"], decision["over"]) == (["sales.idle"], "GC206")
    assert "tension" not in decision
    left = [
        line.split()[1] for line in check("org.yaml", "--fail-on", "never").out.splitlines() if "sales.idle" in line
    ]
    assert left == ["GC201", "GC303"]


def test_what_else_a_decision_settles_is_said(accept: Command, check: Command, write: Write) -> None:
    """A decision over an outcome is on all that there is between its objectives over it."""
    write("""
        outcomes: {calm: {importance: 5}}
        drivers: {hours: {affects: {calm: strongly helps}}}
        departments:
          sales: {objectives: {kind: {affects: {calm: strongly helps}}}}
          works: {objectives: {rush: {affects: {hours: hurts}}}}
        claims: [{from: works.rush, to: calm, effect: helps, by: sales}]
        settings: {rules: {GC205: off, GC206: off, GC302: off, GC303: off, GC210: off}}
        """)
    done = accept(fingerprint(check("org.yaml"), "squeezes calm"), "org.yaml", *SAYING)
    assert "works.rush GC101 severe: works.rush hurts calm at hours" in done.out
    # What the conflict tells anyway is not said a second time.
    assert "Accepted with them" not in done.out


def test_decisions_in_force_stay_as_they_are(accept: Command, check: Command, write: Write) -> None:
    write(SHARED)
    item = "- {between: [works.rush], over: care, decision: guarded, by: Bob, reason: x, until: 2027-01-31}"
    path = write(f"decisions:\n{item}\n", "decisions.yaml")
    assert accept(fingerprint(check("."), "squeeze"), *SAYING).status == 0
    assert path.read_text("utf-8").startswith(f"decisions:\n{item}\n- between: [works.thrift]\n")
    assert [(each["between"], each["by"]) for each in decisions(path)] == [
        (["works.rush"], "Bob"),
        (["works.thrift"], "Ada"),
    ]


def test_what_has_no_tension_does_not_cover_a_later_conflict(accept: Command, check: Command, write: Write) -> None:
    path = write(ORGANIZATION)
    accept(fingerprint(check("org.yaml"), "GC201"), "org.yaml", *SAYING)
    path.write_text(path.read_text("utf-8").replace("idle: {}", "idle: {affects: {speed: helps, d: helps}}"), "utf-8")
    path.write_text(path.read_text("utf-8") + "drivers: {d: {affects: {speed: strongly hurts}}}\n", "utf-8")
    assert "sales.idle hurts speed" in check("org.yaml").out


def test_a_file_of_decisions_keeps_its_comments_and_order(accept: Command, check: Command, write: Write) -> None:
    write(ORGANIZATION)
    path = write(
        """
        # Ours.
        decisions:   # newest last
        # the first one
        - {between: [sales.promise, works.thrift],   # a comment
           decision: resolved, by: Bob, reason: it is 'fine', until: 2026-11-30}   # the end

        claims: []   # none
        """,
        "z.yaml",
    )
    before = path.read_text("utf-8")
    assert accept("--all", "--level", "minor", *SAYING).status == 0
    assert check(".", "--fail-on", "minor").status == 0
    after = path.read_text("utf-8")
    heading, item, tail = re.split(r"(?<=last\n)|(?<=end\n)", before)
    assert after.startswith(heading + "- between: [")
    assert item in after
    assert after.endswith("\n" + tail)
    assert in_order(path)


def in_order(path: Path) -> bool:
    """Whether the decisions of a file stand in the order of `between`, then `over`."""
    keys = [(each["between"], each.get("over", "")) for each in decisions(path)]
    return keys == sorted(keys)


def test_new_decisions_go_between_those_that_are_there(accept: Command, write: Write) -> None:
    write(ORGANIZATION)
    assert accept("--all", "--level", "minor", *SAYING).status == 0
    path = Path("decisions.yaml")
    whole = path.read_bytes()
    assert in_order(path)
    items = whole.decode().removeprefix("decisions:\n").split("  - between")[1:]
    for left_out in range(len(items)):
        kept = "".join(f"  - between{item}" for number, item in enumerate(items) if number != left_out)
        path.write_text(f"decisions:\n{kept}", "utf-8")
        assert accept("--all", "--level", "minor", *SAYING).status == 0
        assert path.read_bytes() == whole


def test_a_file_in_another_order_keeps_it(accept: Command, write: Write) -> None:
    """A new decision comes after the last that sorts before it."""
    write(ORGANIZATION)
    lines = [
        f"- {{between: [{between}], over: GC201, decision: accepted, by: B, reason: x, until: 2026-11-30}}\n"
        for between in ("works.thrift", "sales.promise", "works.rush")
    ]
    path = write("".join(["decisions:\n", *lines]), "decisions.yaml")
    assert accept("--all", "--level", "minor", *SAYING).status == 0
    text = path.read_text("utf-8")
    places = [text.index(line) for line in lines]
    assert places == sorted(places)
    first = [str(each["between"]) for each in decisions(path)]
    assert first.index("['sales.idle']") < first.index("['works.thrift']")
    assert [each.get("over") for each in decisions(path) if each["between"] == ["sales.promise"]] == ["GC201", "speed"]


def test_windows_line_ends_and_a_missing_last_one_stay(accept: Command, check: Command, tmp_path: Path) -> None:
    text = "\n".join(line[4:] for line in ORGANIZATION.strip("\n").splitlines())
    (tmp_path / "org.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    assert accept("org.yaml", "--all", "--level", "minor", *SAYING).status == 0
    written = (tmp_path / "org.yaml").read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n")
    assert check("org.yaml", "--fail-on", "minor").status == 0


def test_a_folder_without_decisions_gets_a_file_of_them(accept: Command, check: Command, write: Write) -> None:
    write(ORGANIZATION, "org/main.yaml")
    assert accept("org", "--all", *SAYING).status == 0
    assert Path("org/decisions.yaml").read_text("utf-8").startswith("decisions:\n  - between: [")
    assert check("org").status == 0


def test_a_dry_run_shows_the_edit_and_writes_nothing(accept: Command, write: Write) -> None:
    path = write(ORGANIZATION)
    before = path.read_bytes()
    shown, said = accept("org.yaml", "--all", "--dry-run", *SAYING)[1:]
    assert said == f"goalcheck: a dry run: {shown.count('+  - between: ')} decisions added; no file was touched\n"
    assert shown.startswith("--- org.yaml\n+++ org.yaml\n")
    assert "+  - between: [works.rush]\n+    over: calm\n" in shown
    assert path.read_bytes() == before


def test_prune_removes_what_matches_nothing_and_no_more(accept: Command, write: Write) -> None:
    write(ORGANIZATION)
    path = write(
        """
        decisions:
          # stays
          - between: [sales.promise, works.rush]
            decision: accepted
            by: Bob
            reason: |
              over several
              lines
            until: 2026-11-30
          - {between: [sales.promise, works.rush], over: care, decision: accepted, by: B, reason: x, until: 2026-11-30}
          - between: [works.rush]
            decision: accepted
            by: Bob
            reason: y
            until: 2026-11-30

          # the end
        """,
        "decisions.yaml",
    )
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert accept("--prune").out == "Wrote decisions.yaml.\n2 decisions removed.\n"
    assert path.read_text("utf-8") == "".join([*lines[:9], *lines[15:]])
    assert accept("--prune").out == "Nothing to write.\n"


def test_pruning_the_last_decision_leaves_a_file_that_can_be_read(
    accept: Command, check: Command, write: Write
) -> None:
    write(ORGANIZATION)
    stale = "decisions:  # ours\n- {between: [works.rush], decision: accepted, by: B, reason: x, until: 2026-11-30}\n"
    path = write(stale, "decisions.yaml")
    accept("--prune")
    assert path.read_text("utf-8") == "decisions: []  # ours\n"
    accept("--all", "--level", "minor", *SAYING)
    assert path.read_text("utf-8").startswith("decisions:  # ours\n  - between: [")
    assert check(".", "--fail-on", "minor").status == 0


def test_accepting_anew_takes_the_place_of_a_lapsed_decision(accept: Command, check: Command, write: Write) -> None:
    write(SHARED)
    lapsed = """
        decisions:
          # The big one.
          -   {between: [works.rush], over: care, decision: accepted,
               by: B, reason: x, until: 2026-01-31}   # its end

          - {between: [works.rush], over: care, decision: accepted, by: C, reason: x, until: 2026-01-30}
          # The end.
        """
    path = write(lapsed, "decisions.yaml")
    done = accept(fingerprint(check("."), "squeeze care"), *SAYING)
    assert "\n1 decision added, 1 decision renewed, 1 decision removed.\nAccepted:\n" in done.out
    assert [(each["by"], each["between"]) for each in decisions(path)] == [
        ("Ada", ["works.rush"]),
        ("Ada", ["works.thrift"]),
    ]
    text = path.read_text("utf-8")
    assert text.startswith("decisions:\n  # The big one.\n  - between: [works.rush]\n    over: care\n")
    assert "\n\n  - between: [works.thrift]\n    over: care\n" in text
    assert text.endswith("    tension: 33.34\n  # The end.\n")


def test_accepting_a_harm_takes_the_place_of_lapsed_decisions_on_pairs(
    accept: Command, check: Command, write: Write
) -> None:
    write(SHARED)
    expired = (
        "{between: [sales.promise, works.rush], over: care, decision: accepted, by: B, reason: x, until: 2026-01-31}"
    )
    path = write(f"decisions:\n- {expired}\n", "decisions.yaml")
    assert "GC501" in check(".").out
    done = accept(f"{CARE}:works.rush", *SAYING)
    assert "1 decision added, 1 decision removed." in done.out
    assert [each["by"] for each in decisions(path)] == ["Ada"]
    assert "GC501" not in check(".").out


def test_prune_keeps_what_matches_a_harm_and_removes_what_was_replaced(accept: Command, write: Write) -> None:
    write(SHARED)
    expired = "{between: [works.rush], decision: accepted, over: care, by: B, reason: x, until: 2026-01-31}"
    path = write(f"decisions:\n- {expired}\n", "decisions.yaml")
    assert accept("--prune").out == "Nothing to write.\n"
    path.write_text(path.read_text("utf-8") + f"- {expired.replace('B', 'C').replace('2026-01-31', '2026-12-31')}\n")
    assert accept("--prune").out == "Wrote decisions.yaml.\n1 decision removed.\n"
    assert [each["by"] for each in decisions(path)] == ["C"]


def test_the_same_again_is_refused(accept: Command, check: Command, write: Write) -> None:
    write(ORGANIZATION)
    wanted = fingerprint(check("org.yaml"), "squeezes calm")
    accept(wanted, "org.yaml", *SAYING)
    again = accept(wanted, "org.yaml", *SAYING)
    assert (again.status, again.out) == (2, "")
    assert f"{wanted} is decided already" in again.err


def test_a_decision_may_stand_for_its_day_alone(accept: Command, check: Command, write: Write) -> None:
    write(ORGANIZATION)
    assert accept("org.yaml", "--all", *SAYING[:4], "--until", "2026-10-01").status == 0
    assert check("org.yaml").status == 0


def test_what_has_lapsed_on_the_day_that_is_named_is_decided_anew(goalcheck: Command, write: Write) -> None:
    path = write(ORGANIZATION)
    for today, until in (("2998-01-01", "2998-12-31"), ("2999-01-01", "2999-12-31")):
        arguments = ("--all", *SAYING[:4], "--until", until, "--today", today)
        assert goalcheck("accept", path, *arguments).status == 0
    assert {str(each["until"]) for each in decisions(path)} == {"2999-12-31"}


def test_a_folder_may_be_named_like_a_fingerprint(accept: Command, check: Command, write: Write) -> None:
    write(ORGANIZATION, "cafe/org.yaml")
    assert accept("cafe", "--all", *SAYING).status == 0
    assert check("cafe").status == 0


def test_what_no_decision_settles_is_refused_by_name_and_left_by_all(
    accept: Command, check: Command, write: Write
) -> None:
    path = write(ORGANIZATION.replace("GC202: off, ", "").replace("calm: {", "rest: {}\n      calm: {"))
    before = path.read_bytes()
    refused = accept(fingerprint(check("org.yaml"), "GC202"), "org.yaml", *SAYING)
    assert refused.status == 2
    assert "names no objectives that a decision could be between" in refused.err
    assert path.read_bytes() == before
    left = accept("org.yaml", "--all", *SAYING)
    assert left.err == "goalcheck: 1 finding left open, which no such decision settles: GC202\n"


def test_what_is_left_is_what_stands_after_lapsed_decisions_are_renewed(
    accept: Command, check: Command, tmp_path: Path
) -> None:
    copytree(EXAMPLES / "northline", tmp_path / "northline")
    later = ("--today", "2027-02-01")
    dry = accept("northline", "--all", *SAYING[:-1], "2027-12-31", *later, "--dry-run")
    done = accept("northline", "--all", *SAYING[:-1], "2027-12-31", *later)
    assert dry.err.endswith(done.err)
    assert "Accepted:\n  2940f461:operations.install-30 GC101 severe: operations.install-30 hurts" in done.out
    assert done.err == "goalcheck: 4 findings left open, which no such decision settles: GC305, GC403, GC501\n"
    left = check("northline", "--format", "jsonl", "--level", "serious", *later).out.splitlines()
    still_open = [each["code"] for each in map(json.loads, left) if each["status"] == "open"]
    assert sorted(still_open) == ["GC305", "GC403", "GC501", "GC501"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to do"),
        (("--all",), "a decision needs --by, --reason, --until"),
        (("--all", *SAYING[:4]), "a decision needs --until"),
        (("--all", *SAYING[:4], "--until", "2026-09-30"), "--until 2026-09-30 has passed"),
        (("--all", *SAYING[:2], "--reason", "a\nb", *SAYING[4:]), "--reason must be one line of text"),
        (("--all", *SAYING[:2], "--reason", " ", *SAYING[4:]), "--reason must be one line of text"),
        (("abcdef12", *SAYING), "no conflict or finding here has the fingerprint 'abcdef12'"),
        (("nowhere", "--prune"), "there is no such file"),
    ],
)
def test_what_is_not_enough_is_refused(accept: Command, write: Write, arguments: tuple[str, ...], said: str) -> None:
    path = write(ORGANIZATION)
    before = path.read_bytes()
    result = accept(*arguments)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert path.read_bytes() == before


STALE = "{between: [works.rush], decision: accepted, by: B, reason: x, until: 2026-11-30}"
IN_BRACKETS = {
    "a list on one line": f"decisions: [{STALE}]  # ours\nversion: 1\n",
    "a list with spaces": f"decisions: [ {STALE} ]\n",
    "a list over lines": f"decisions: [  # ours\n  # about one\n  {STALE},  # one\n  # the end\n  ]\nversion: 1\n",
    "a bracket that closes a line": f"decisions: [\n  {STALE}]\n",
    "fields on lines": "decisions: [\n  {\n    between: [works.rush],\n    decision: accepted,\n    by: B,\n"
    "    reason: x,\n    until: 2026-11-30\n  }\n]\n",
    "a file in braces": f"{{version: 1, decisions: [{STALE}]}}\n",
    "a file in braces without decisions": "{version: 1,  # one\n claims: []}  # the end\n",
    "an empty list": "{decisions: [], version: 1}\n",
    "an anchor": f"decisions: &all [{STALE}]\n",
    "Windows": f"decisions: [\r\n  {STALE},\r\n]\r\n",
}


@pytest.mark.parametrize("text", IN_BRACKETS.values(), ids=IN_BRACKETS)
def test_lists_in_brackets_are_edited_too(
    accept: Command, check: Command, tmp_path: Path, write: Write, text: str
) -> None:
    write(ORGANIZATION)
    path = tmp_path / "decisions.yaml"
    path.write_bytes(text.encode())
    assert accept("--all", "--level", "minor", *SAYING).status == 0
    assert check(".", "--fail-on", "minor", "--level", "serious").status == 0
    assert in_order(path)
    whole = path.read_bytes().decode()
    assert whole.count("\n") == whole.count("\r\n") or "\r" not in text
    left = iter(whole)
    assert all(character in left for character in text), "what stood there still does"
    assert accept("--prune").status == 0
    assert [each["by"] for each in decisions(path)] == ["Ada"] * len(decisions(path))


JSON_STYLES: dict[str, dict[str, Any]] = {
    "two spaces": {"indent": 2},
    "four spaces": {"indent": 4},
    "one line": {},
    "the least": {"separators": (",", ":")},
}


@pytest.mark.parametrize("style", JSON_STYLES.values(), ids=JSON_STYLES)
@pytest.mark.parametrize("present", [None, 0, 1])
def test_json_stays_json_with_its_indent(
    accept: Command, check: Command, write: Write, style: dict[str, Any], present: int | None
) -> None:
    write(ORGANIZATION)
    item = {"between": ["works.rush"], "decision": "accepted", "by": "B", "reason": "x", "until": "2026-11-30"}
    content: dict[str, Any] = {"version": 1, "claims": []}
    if present is not None:
        content["decisions"] = [item] * present
    path = write(json.dumps(content, **style) + "\n", "decisions.yaml")
    by = ("--by", 'Ada "the" Ünï', *SAYING[2:])
    assert accept("--all", "--level", "minor", *by).status == 0
    written = path.read_text("utf-8")
    if "indent" in style:
        as_dumped = json.dumps(json.loads(written), ensure_ascii=False, **style) + "\n"
        assert re.sub(r"(\d)\.0$", r"\1", as_dumped, flags=re.MULTILINE) == written
    assert len(json.loads(written)["decisions"]) > 4
    assert check(".", "--fail-on", "minor", "--level", "serious").status == 0
    assert accept("--prune").status == 0
    assert {each["by"] for each in json.loads(path.read_text("utf-8"))["decisions"]} == {'Ada "the" Ünï'}


def test_the_last_decision_in_brackets_can_go(accept: Command, write: Write) -> None:
    write(ORGANIZATION)
    path = write(f"{{decisions: [\n  {STALE},  # one\n  {STALE}\n], version: 1}}\n", "decisions.yaml")
    assert accept("--prune").status == 0
    assert path.read_text("utf-8") == "{decisions: [], version: 1}\n"


def test_a_dash_on_a_line_of_its_own_can_be_appended_to_and_not_removed(
    accept: Command, check: Command, write: Write
) -> None:
    write(ORGANIZATION)
    stale = "decisions:\n-\n  {between: [works.rush], decision: accepted, by: B, reason: x, until: 2026-11-30}\n...\n"
    path = write(stale, "decisions.yaml")
    assert accept("--all", *SAYING).status == 0
    assert check(".").status == 0
    text = path.read_text("utf-8")
    assert text.endswith("\n...\n")
    assert "holds more than the item; write each on lines that start with '-'" in accept("--prune").err
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("reason", ['"quoted" \\', "# no comment", "yes", "- a: b", "{x}", "ünï 🎉 'q'", "a" * 5000])
def test_any_line_can_be_a_reason(accept: Command, write: Write, reason: str) -> None:
    write(ORGANIZATION)
    assert accept("org.yaml", "--all", "--by", "no", "--reason", reason, "--until", "2026-12-31").status == 0
    assert {(each["by"], each["reason"]) for each in decisions(Path("org.yaml"))} == {("no", reason)}


def test_an_edit_that_is_not_read_back_is_undone(accept: Command, write: Write) -> None:
    """A file of decisions that a `...` ends cannot be appended to: the second document would not be read."""
    path = write(ORGANIZATION + "...\n")
    before = path.read_bytes()
    result = accept("org.yaml", "--all", *SAYING)
    assert result.status == 2
    assert "nothing was changed" in result.err
    assert path.read_bytes() == before
