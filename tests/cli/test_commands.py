"""The commands as a user types them: what they say, where it goes, and the exit status."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
import sys
import threading
from pathlib import Path
from textwrap import indent

import pytest
from conftest import EXAMPLES, ROOT, Command, Write, permitted, process
from worlds import Schema

from goalcheck import __version__, load
from goalcheck.api import analyzed
from goalcheck.cli import analyzing, output, run
from goalcheck.entity import entity
from goalcheck.render.entity import render_entity
from goalcheck.render.rules import render_page
from goalcheck.render.terminal.analysis import render_report
from goalcheck.render.terminal.finding import render_conflict, render_finding
from goalcheck.render.terminal.influence import render_influence
from goalcheck.render.terminal.robust import render_robustness
from goalcheck.rules import RULES, examples
from goalcheck.sensitivity.conflict_page import conflict_page
from goalcheck.sensitivity.robust import robustness

COMMANDS = (
    *(
        "init",
        "import",
        "analyze",
        "check",
        "ask",
        "collect",
        "diff",
        "history",
        "whatif",
        "resolve",
        "accept",
        "roll",
        "show",
        "explain",
        "graph",
        "matrix",
    ),
    *("robust", "influence", "report", "lsp", "rules", "schema"),
)

TODAY = ("--today", "2026-10-05")
SEED = "767acc93"
CONFLICT = "2940f461"
FULL_SEED = "767acc932309607a"

SPEED = 'operations.install-30 hurts "Coordinator time for each order", which strongly helps'


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the README's commands are typed; without what a developer's own environment may say of colours."""
    monkeypatch.chdir(ROOT)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GOALCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def words(arguments: object) -> str:
    """What a user types, as the name of a test."""
    return " ".join(arguments) if isinstance(arguments, list) else str(arguments)


PEACE = """
    version: 1
    organization: {name: Peace}
    outcomes: {calm: {}}
    departments:
      a:
        objectives:
          rest: {affects: {calm: helps}}
          sleep: {}
    """


class TestAnalyze:
    def test_tells_the_worst_conflict_first_and_in_words(self, goalcheck: Command) -> None:
        result = goalcheck("analyze", "examples/northline", *TODAY)
        assert (result.status, result.err) == (0, "")
        lines = result.out.splitlines()
        assert lines[:4] == [
            "Northline Telecom, 2026-H2",
            "",
            "6 stories, 6 conflicts: 1 severe, 2 serious, 3 minor; 1 decided; "
            "beside them 18 findings: 1 severe, 6 serious, 11 minor. 17 of 18 objectives seen.",
            "",
        ]
        assert [line.strip() for line in lines[4 : lines.index("", 4)]] == [
            f'severe 67 "One person knows my order and calls me" {CONFLICT}',
            "Business customers, importance 5 of 5; rated 4 in 2026-Q3, down from 8; 610,000 USD at stake.",
            'Squeezed at "Coordinator time for each order" by "Cut the install interval from 55 to 30 days".',
            'Promised by "Give every business customer one named contact".',
            "Because the same eleven coordinators close almost twice the orders in a week; "
            "calls are what coordinators drop first.",
            "Chief Operating Officer (Customer Delivery) decides. Not asked: Business Sales.",
            'First: Retarget "Cut the install interval from 55 to 30 days": its effect on "Coordinator time for each '
            'order" starts at 42; a target that stops there ends this harm. The conflict ends.',
        ]

    def test_every_place_that_it_names_is_where_it_says(self, goalcheck: Command) -> None:
        report = json.loads(goalcheck("analyze", "examples/northline", *TODAY, "--format", "json").out)
        links = [
            link
            for finding in report["findings"]
            for chain in [
                finding.get("chain", []),
                *(side["chain"] for outcome in finding["outcomes"] for side in outcome["sides"]),
            ]
            for link in chain
            if link["source"] == "declared"
        ]
        assert len(links) > 10
        for link in links:
            place = link["location"]
            line = Path(place["file"]).read_text("utf-8").splitlines()[place["line"] - 1]
            assert line[place["column"] - 1 :].startswith(f"{link['to']}:")

    def test_says_what_is_decided_what_is_not_served_and_what_to_type_next(self, goalcheck: Command) -> None:
        out = goalcheck("analyze", "examples/northline", *TODAY).out
        assert 'Decided: "Service is live soon after signing", pressure 18: accepted until 2026-12-31' in out
        assert 'serious     overlooked priority: "My line moves with me when I move house" GC305' in out
        assert "GC202" not in out  # which would say the same of easy-move once more
        assert f"goalcheck explain {CONFLICT} examples/northline" in out
        assert "goalcheck resolve examples/northline" in out

    def test_is_honest_where_there_is_no_conflict(self, goalcheck: Command, write: Write) -> None:
        out = goalcheck("analyze", write(PEACE)).out
        assert "No conflict, but 6 findings: 6 minor. 1 of 2 objectives seen." in out.splitlines()
        assert "Not checked: no drivers are declared, so chains lead through objectives and outcomes only." in out
        assert "Not checked: 1 of 2 objectives declare neither an effect nor a target." in out

    def test_is_honest_where_nothing_is_declared(self, goalcheck: Command, write: Write) -> None:
        out = goalcheck("analyze", write("version: 1\n")).out
        assert "Nothing can be found yet: no objective is in force." in out
        assert "Not checked: no outcomes are declared, so no pull on a customer could be found." in out

    def test_is_honest_where_objectives_undermine_each_other(self, goalcheck: Command) -> None:
        out = goalcheck("analyze", "examples/sdg-sweden").out
        assert "No conflict" not in out
        assert "22 stories, 22 conflicts: " in out

    def test_is_honest_where_all_is_decided(self, goalcheck: Command, write: Write) -> None:
        decided = """
            decisions:
              - between: [operations.install-30, sales.named-contact]
                decision: accepted
                by: CEO
                reason: so be it
                until: 2026-12-31
            """
        out = goalcheck("analyze", EXAMPLES / "quickstart", write(decided), *TODAY).out
        assert "No conflict" not in out
        assert "No open conflict; 1 decided; beside them 6 findings: 6 minor. 2 of 2 objectives seen." in out

    def test_the_order_of_paths_means_nothing(self, goalcheck: Command) -> None:
        paths = sorted(map(str, Path("examples/northline").rglob("*.yaml")))
        for form in ("text", "json"):
            one = goalcheck("analyze", *paths, *TODAY, "--format", form)
            other = goalcheck("analyze", *reversed(paths), *TODAY, "--format", form)
            assert one.status == 0
            assert other == one

    def test_paths_are_quoted_in_what_to_type_next(self, goalcheck: Command, write: Write) -> None:
        example = (EXAMPLES / "quickstart" / "org.yaml").read_text("utf-8")
        file = write(example, "our company/it's us.yaml")
        hint = next(
            line for line in goalcheck("analyze", file).out.splitlines() if line.startswith("goalcheck resolve")
        )
        assert shlex.split(hint)[:3] == ["goalcheck", "resolve", str(file)]

    @pytest.mark.parametrize(
        ("options", "shown"),
        [
            (["--level", "severe"], "GC101 GC104 GC401"),
            (
                ["--level", "serious"],
                "GC101x2 GC102 GC104 GC105 GC106 GC107 GC301 GC302x2 GC304 GC305 GC401 GC403 GC501",
            ),
            (
                ["--level", "minor"],
                "GC101x6 GC102 GC103 GC104 GC105 GC106 GC107 GC201 GC204 GC206 GC210 GC301 GC302x2 "
                "GC303 GC304 GC305 GC401 GC402 GC403 GC405x3 GC501 GC502x2",
            ),
            (["--department", "sales"], "GC101x2 GC105 GC106 GC107 GC302 GC401"),
            (
                ["--department", "delivery"],
                "GC101x5 GC105 GC106 GC107 GC206 GC210 GC302x2 GC303 GC304 GC401 GC405 GC501 GC502",
            ),
            (["--department", "sales", "--department", "it"], "GC101x2 GC105 GC106 GC107 GC302 GC401"),
            (["--outcome", "personal-attention"], "GC101 GC302 GC401"),
            (["--outcome", "easy-move", "--outcome", "personal-attention"], "GC101 GC302 GC305 GC401 GC403"),
            (["--customer", "households"], "GC101x3 GC103 GC210 GC305 GC403 GC501"),
            (["--customer", "households", "--level", "serious"], "GC305 GC403 GC501"),
            (["--top", "2"], "GC101 GC104 GC302 GC401"),
            (["--department", "finance", "--top", "1"], "GC104"),
            (["--customer", "field-sales"], "GC402"),
            (["--customer", "field-sales", "--level", "serious"], ""),
        ],
        ids=words,
    )
    def test_shows_a_part(self, goalcheck: Command, options: list[str], shown: str) -> None:
        whole = json.loads(goalcheck("analyze", "examples/northline", *TODAY, "--format", "json").out)
        part = json.loads(goalcheck("analyze", "examples/northline", *TODAY, "--format", "json", *options).out)
        codes = [finding["code"] for finding in part["findings"]]
        counted = ((code, codes.count(code)) for code in sorted(set(codes)))
        assert [f"{code}x{count}" if count > 1 else code for code, count in counted] == shown.split()
        assert part["findings"] == [finding for finding in whole["findings"] if finding in part["findings"]]
        assert part["conflicts"] == [conflict for conflict in whole["conflicts"] if conflict in part["conflicts"]]
        of_a_part = dict.fromkeys(("findings", "conflicts", "stories", "root_causes"))
        assert {**part, **of_a_part} == {**whole, **of_a_part}

    def test_of_a_part_only_the_conflicts_that_were_asked_for_are_told(self, goalcheck: Command) -> None:
        part = goalcheck("analyze", "examples/northline", *TODAY, "--outcome", "quick-repair").out
        assert '\nserious 40 "My line is repaired within hours" ' in part
        assert "One person knows my order" not in part

    def test_a_part_is_not_taken_for_the_whole(self, goalcheck: Command) -> None:
        out = goalcheck("analyze", "examples/northline", *TODAY, "--level", "severe").out
        assert "1 story, 1 conflict in this selection: 1 severe; beside them 1 finding: 1 severe." in out

    @pytest.mark.parametrize(
        ("option", "name", "message"),
        [
            ("--department", "operatons", "there is no department 'operatons'; did you mean 'operations'?"),
            ("--outcome", "fast-instal", "there is no outcome 'fast-instal'; did you mean 'fast-install'?"),
            ("--customer", "busines", "there is no customer 'busines'; did you mean 'business'?"),
            ("--customer", "xyz", "there is no customer 'xyz'; there is business, field-sales, households"),
            ("--outcome", "xyz", "one-visit, order-status, personal-attention, quick-repair and 3 more"),
        ],
    )
    def test_an_unknown_name_is_an_error(self, goalcheck: Command, option: str, name: str, message: str) -> None:
        result = goalcheck("analyze", "examples/northline", option, name)
        assert (result.status, result.out) == (2, "")
        assert message in result.err

    @pytest.mark.parametrize(
        ("options", "status"),
        [
            ([], 0),
            (["--fail-on", "never"], 0),
            (["--fail-on", "severe"], 1),
            (["--fail-on", "serious"], 1),
            (["--fail-on", "minor"], 1),
            (["--fail-on", "severe", "--customer", "households"], 0),
            (["--fail-on", "serious", "--customer", "households"], 1),
        ],
        ids=words,
    )
    @pytest.mark.parametrize("form", ["text", "json"])
    def test_fails_from_a_level_up(self, goalcheck: Command, options: list[str], status: int, form: str) -> None:
        result = goalcheck("analyze", "examples/northline", *TODAY, "--format", form, *options)
        assert result.status == status
        assert result.out

    def test_what_fails_may_stand_below_the_top(self, goalcheck: Command, write: Write) -> None:
        worst = (
            "{between: [operations.install-30, sales.named-contact], decision: accepted, by: B, reason: R, until: %s}"
        )
        paths = ("examples/northline", write(f"decisions: [{worst % '2026-12-31'}]\n"))
        result = goalcheck("analyze", *paths, *TODAY, "--top", 1, "--fail-on", "serious", "--format", "json")
        report = json.loads(result.out)
        assert ([each["code"] for each in report["findings"]], report["conflicts"]) == (["GC104"], [])
        assert result.status == 1

    def test_does_not_fail_on_minor_findings_when_told_serious(self, goalcheck: Command, write: Write) -> None:
        assert goalcheck("analyze", write(PEACE), "--fail-on", "serious").status == 0
        assert goalcheck("analyze", write(PEACE), "--fail-on", "minor").status == 1

    def test_wrong_input_is_an_error_with_its_place(self, goalcheck: Command, write: Write) -> None:
        file = write("version: 1\noutcomes: {calm: {importance: 6}}\n")
        result = goalcheck("analyze", file, "--fail-on", "minor")
        assert (result.status, result.out) == (2, "")
        first, *_ = result.err.splitlines()
        assert first.startswith(f"{file}:2:31: ")
        assert "6" in first.removeprefix(f"{file}:2:31: ")
        assert "1 problem found; nothing was analyzed." in result.err

    def test_json_goes_out_as_plain_ascii(self, goalcheck: Command, write: Write) -> None:
        file = write("organization: {name: Zoë 東京 😀}\noutcomes: {calm: {name: Zoë 東京 😀}}\n")
        report = goalcheck("analyze", file, "--format", "json").out
        shown = goalcheck("show", "calm", file, "--format", "json").out
        assert report.isascii()
        assert shown.isascii()
        assert json.loads(report)["organization"]["name"] == json.loads(shown)["name"] == "Zoë 東京 😀"


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "20261015", "2026-W42-4", ""])
def test_a_day_is_written_in_one_way(goalcheck: Command, day: str) -> None:
    for command in (["analyze"], ["accept", "--prune"]):
        result = goalcheck(*command, "examples/quickstart", f"--today={day}")
        assert (result.status, result.out) == (2, "")
        assert f"'{day}' is no day; expected one like 2026-10-15" in " ".join(result.err.split())


class TestOutputFile:
    @pytest.mark.parametrize(
        "command",
        [
            "show calm",
            "matrix",
            "influence",
            "robust",
            "graph -f svg",
            "diff org.yaml",
            "resolve",
            "whatif --drop a.rest",
            "explain abcd1234",
            "report",
        ],
    )
    def test_no_result_replaces_the_organization(
        self, goalcheck: Command, write: Write, monkeypatch: pytest.MonkeyPatch, command: str
    ) -> None:
        file = write(PEACE)
        monkeypatch.chdir(file.parent)
        before = file.read_bytes()
        name, *arguments = command.split()
        result = goalcheck(name, *arguments, file.name, "-o", file.name)
        assert (result.status, result.out) == (2, "")
        assert command == "report" or "is named like the files of an organization" in result.err
        assert file.read_bytes() == before
        (file.parent / "link.txt").symlink_to(file.name)
        assert goalcheck("show", "calm", file.name, "-o", "link.txt").status == 2
        assert file.read_bytes() == before

    def test_is_what_would_have_been_printed(self, goalcheck: Command, tmp_path: Path) -> None:
        file = tmp_path / "report.txt"
        printed = goalcheck("analyze", "examples/northline", *TODAY)
        written = goalcheck("analyze", "examples/northline", *TODAY, "-o", file)
        assert written == (0, "", "")
        assert file.read_text("utf-8") == printed.out
        assert list(tmp_path.iterdir()) == [file]

    def test_is_written_though_it_fails(self, goalcheck: Command, tmp_path: Path) -> None:
        assert goalcheck("analyze", "examples/northline", "--fail-on", "severe", "-o", tmp_path / "report").status == 1
        assert (tmp_path / "report").stat().st_size > 1000

    def test_replaces_a_file_whole(self, goalcheck: Command, tmp_path: Path) -> None:
        (tmp_path / "rules.txt").write_text("old" * 100_000)
        goalcheck("rules", "-o", tmp_path / "rules.txt")
        assert (tmp_path / "rules.txt").read_text("utf-8") == goalcheck("rules").out

    def test_keeps_the_old_file_when_writing_fails(
        self, goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "report.txt"
        file.write_text("old")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
        result = goalcheck("rules", "-o", file)
        assert (result.status, result.out) == (2, "")
        assert result.err == f"goalcheck: cannot write {file}: No space left on device\n"
        assert file.read_text() == "old"
        assert list(tmp_path.iterdir()) == [file]

    def test_its_name_may_be_as_long_as_names_are(self, goalcheck: Command, tmp_path: Path) -> None:
        file = tmp_path / f"{'x' * 250}.txt"
        assert goalcheck("rules", "-o", file) == (0, "", "")
        assert file.exists()

    def test_that_cannot_be_written_is_named_as_the_user_named_it(
        self, goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        result = goalcheck("rules", "-o", "none/rules.txt")
        assert result.err == "goalcheck: cannot write none/rules.txt: No such file or directory\n"

    @pytest.mark.parametrize("name", ["no/such/folder/report.txt", ""])
    def test_cannot_be_written(self, goalcheck: Command, tmp_path: Path, name: str) -> None:
        result = goalcheck("analyze", "examples/quickstart", "-o", tmp_path / name)
        assert (result.status, result.out) == (2, "")
        assert result.err.startswith(f"goalcheck: cannot write {tmp_path / name}: ")
        assert list(tmp_path.iterdir()) == []

    def test_is_not_written_where_the_input_is_wrong(self, goalcheck: Command, tmp_path: Path, write: Write) -> None:
        file = tmp_path / "report.txt"
        file.write_text("old")
        assert goalcheck("analyze", write("version: 2\n"), "-o", file).status == 2
        assert file.read_text() == "old"

    @pytest.mark.skipif(os.name == "nt", reason="Windows keeps no permissions of this kind")
    def test_has_the_permissions_that_a_user_expects(self, goalcheck: Command, tmp_path: Path) -> None:
        file, umask = tmp_path / "rules.txt", os.umask(0o027)
        try:
            goalcheck("rules", "-o", file)
            assert stat.S_IMODE(file.stat().st_mode) == 0o640
            file.chmod(0o604)
            goalcheck("rules", "-o", file)
            assert stat.S_IMODE(file.stat().st_mode) == 0o604
        finally:
            os.umask(umask)

    def test_a_file_that_may_not_be_written_stays(self, tmp_path: Path) -> None:
        file = tmp_path / "rules.txt"
        file.write_text("old")
        file.chmod(0o444)
        assert permitted("rules", "-o", file) == (2, "", f"goalcheck: cannot write {file}: Permission denied\n")
        assert file.read_text() == "old"

    def test_is_written_through_a_link(self, goalcheck: Command, tmp_path: Path) -> None:
        (tmp_path / "real.txt").write_text("old")
        (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
        goalcheck("rules", "-o", tmp_path / "link.txt")
        assert (tmp_path / "link.txt").is_symlink()
        assert (tmp_path / "real.txt").read_text("utf-8") == goalcheck("rules").out

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
    def test_what_is_no_file_is_written_to_and_not_replaced(self, goalcheck: Command, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        read: list[str] = []
        reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")), daemon=True)
        reader.start()
        status = goalcheck("rules", "-o", pipe).status
        still_a_pipe = stat.S_ISFIFO(pipe.stat().st_mode)
        reader.join(timeout=10)
        assert status == 0
        assert still_a_pipe
        assert read == [goalcheck("rules").out]


class TestTables:
    def test_rules(self, goalcheck: Command) -> None:
        lines = goalcheck("rules").out.splitlines()
        assert [line.split()[:2] for line in lines[: len(RULES)]] == [[rule.code, rule.name] for rule in RULES]
        assert re.fullmatch(r"GC101  opposed-objectives +by tension  two objectives pull one outcome apart", lines[0])
        data = json.loads(goalcheck("rules", "--format", "json").out)
        assert [entry["code"] for entry in data] == [rule.code for rule in RULES]

    def test_influence(self, goalcheck: Command) -> None:
        out = goalcheck("influence", "examples/quickstart").out
        assert out.splitlines()[:4] == [
            "rank     total   direct   helps   hurts    second  node",
            '   1      3.00     3.00    3.00    0.00      0.00  sales.named-contact "Give every customer one named '
            'contact"',
            '   1      3.00     3.00    3.00    0.00      0.00  time-per-order "Coordinator time for each order"',
            '   3     -2.00     1.00    3.00   -2.00     -3.00  operations.install-30 "Cut the install interval from '
            '55 to 30 days"',
        ]
        assert len(goalcheck("influence", "examples/northline", "--top", 3).out.splitlines()) == 3 + 3
        assert "ROOT CAUSES" not in out

    def test_influence_of_a_department(self, goalcheck: Command) -> None:
        whole = json.loads(goalcheck("influence", "examples/northline", "--format", "json").out)
        arguments = ("influence", "examples/northline", "--department", "delivery", "--format", "json")
        data = json.loads(goalcheck(*arguments).out)
        below = [each for each in whole["influence"] if each["node"].startswith(("operations.", "sales.", "support."))]
        assert data == {"influence": below, "root_causes": None}
        assert json.loads(goalcheck(*arguments, "--top", 2).out)["influence"] == below[:2]
        refused = goalcheck("influence", "examples/northline", "--department", "sale")
        assert (refused.status, refused.out) == (2, "")
        assert refused.err == "goalcheck: there is no department 'sale'; did you mean 'sales'?\n"

    def test_influence_of_a_department_without_any(self, goalcheck: Command, write: Write) -> None:
        file = write("outcomes: {calm: {}}\ndepartments: {a: {objectives: {rest: {affects: {calm: helps}}}}, b: {}}\n")
        out = goalcheck("influence", file, "--department", "b").out
        assert out.startswith("Nothing that was asked for has an effect on anything, and nothing has one on it.\n")

    def test_influence_where_there_is_none(self, goalcheck: Command, write: Write) -> None:
        assert goalcheck("influence", write("version: 1\n")).out == "Nothing has an effect on anything here.\n"

    def test_schemas(self, goalcheck: Command) -> None:
        assert json.loads(goalcheck("schema").out)["title"] == "goalcheck organization"
        assert goalcheck("schema", "organization") == goalcheck("schema")
        schema = Schema(goalcheck("schema", "report").out)
        for path in ("examples/northline", "examples/quickstart", "examples/sdg-sweden"):
            report = json.loads(goalcheck("analyze", path, *TODAY, "--format", "json").out)
            assert schema.violations(report) == []
            assert schema.violations({**report, "exact": "yes"})
        assert goalcheck("schema", "nothing").status == 2


class TestInit:
    def test_writes_an_organization_with_exactly_one_conflict(self, goalcheck: Command, tmp_path: Path) -> None:
        folder = tmp_path / "new" / "org"
        result = goalcheck("init", folder)
        assert (result.status, result.err) == (0, "")
        assert sorted(path.name for path in folder.iterdir()) == ["goalcheck.schema.json", "org.yaml"]
        report = json.loads(goalcheck("analyze", folder, "--format", "json").out)
        found = [(finding["code"], finding["level"]) for finding in report["findings"]]
        assert [each for each in found if each[0].startswith("GC1")] == [("GC101", "severe")]
        # What a first draft has not said yet: a target, and who was asked.
        assert sorted(each for each in found if not each[0].startswith("GC1")) == [
            ("GC205", "minor"),
            ("GC301", "minor"),
            ("GC301", "serious"),
            ("GC302", "serious"),
            ("GC303", "minor"),
            ("GC303", "minor"),
        ]
        assert "1 story, 1 conflict: 1 severe; beside them 3 findings: 3 minor." in goalcheck("analyze", folder).out

    def test_the_file_names_the_schema_and_fits_it(self, goalcheck: Command, tmp_path: Path) -> None:
        goalcheck("init", tmp_path)
        first = (tmp_path / "org.yaml").read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=goalcheck.schema.json"
        assert (tmp_path / "goalcheck.schema.json").read_text("utf-8") == goalcheck("schema").out
        check = [sys.executable, "-m", "check_jsonschema", "--schemafile", "goalcheck.schema.json", "org.yaml"]
        done = subprocess.run(check, capture_output=True, cwd=tmp_path, check=False)
        assert done.returncode == 0, done.stdout.decode()

    def test_writes_here_where_no_folder_is_named(
        self, goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert "Next: goalcheck analyze ." in goalcheck("init").out
        assert (tmp_path / "org.yaml").exists()

    @pytest.mark.parametrize("name", ["org.yaml", "goalcheck.schema.json"])
    def test_does_not_overwrite(self, goalcheck: Command, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text("mine")
        result = goalcheck("init", tmp_path)
        assert (result.status, result.out) == (2, "")
        assert result.err == f"goalcheck: {tmp_path / name} is there already; nothing was written\n"
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]

    def test_a_folder_that_cannot_be_made(self, goalcheck: Command, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        result = goalcheck("init", tmp_path / "file" / "org")
        assert (result.status, result.out) == (2, "")
        assert result.err.startswith(f"goalcheck: cannot make {tmp_path / 'file' / 'org'}: ")


class TestUsage:
    def test_version(self, goalcheck: Command) -> None:
        assert goalcheck("--version") == (0, f"goalcheck {__version__}\n", "")

    def test_help_lists_the_commands(self, goalcheck: Command) -> None:
        for arguments in (["--help"], ["-h"]):
            out = goalcheck(*arguments).out
            assert re.findall(r"^  (\w+) +[A-Z]", out[out.index("Commands:") :], re.MULTILINE) == list(COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_help(self, goalcheck: Command, command: str) -> None:
        result = goalcheck(command, "--help")
        assert result.status == 0
        assert result.out.startswith(f"Usage: goalcheck {command} ")

    def test_no_arguments_show_the_help(self, goalcheck: Command) -> None:
        result = goalcheck()
        assert result.status == 2
        assert "Usage: goalcheck [OPTIONS] COMMAND" in result.out + result.err

    @pytest.mark.parametrize(
        "arguments",
        [
            ["analyse", "examples/quickstart"],
            ["analyze"],
            ["analyze", "examples/quickstart", "--bogus"],
            ["analyze", "examples/quickstart", "--level", "awful"],
            ["analyze", "examples/quickstart", "--format", "pdf"],
            ["analyze", "examples/quickstart", "--top", "0"],
            ["analyze", "examples/quickstart", "--today", "yesterday"],
            ["analyze", "no/such/file.yaml"],
            ["show", "operations.install-30"],
            ["--bogus"],
        ],
        ids=words,
    )
    def test_wrong_usage_is_an_error(self, goalcheck: Command, arguments: list[str]) -> None:
        result = goalcheck(*arguments)
        assert (result.status, result.out) == (2, "")
        assert result.err.strip()
        assert "Traceback" not in result.err

    def test_an_internal_error_never_looks_like_a_finding(
        self, goalcheck: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise RuntimeError("a bug \x1b[31m")

        monkeypatch.setattr(analyzing, "analyzed", broken)
        result = goalcheck("analyze", "examples/quickstart", "--fail-on", "minor")
        assert (result.status, result.out) == (2, "")
        assert result.err == (
            "goalcheck: internal error (RuntimeError: a bug <U+001B>[31m); "
            "set GOALCHECK_DEBUG=1 to see where, and please report it\n"
        )
        monkeypatch.setenv("GOALCHECK_DEBUG", "1")
        result = goalcheck("analyze", "examples/quickstart", "--fail-on", "minor")
        assert (result.status, result.out) == (2, "")
        assert "Traceback" in result.err

    def test_nor_does_one_while_saying_what_is_wrong(
        self, goalcheck: Command, monkeypatch: pytest.MonkeyPatch, write: Write
    ) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError("a bug")

        monkeypatch.setattr(run, "render_problems", broken)
        result = goalcheck("analyze", write("version: 2\n"))
        assert (result.status, result.out) == (2, "")
        assert result.err.startswith("goalcheck: internal error (RuntimeError: a bug)")

    def test_ctrl_c_never_looks_like_a_finding(self, goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(analyzing, "analyzed", interrupted)
        assert goalcheck("analyze", "examples/quickstart").status == 130

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_shells_can_complete(self, goalcheck: Command, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
        monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
        result = goalcheck("--show-completion", shell)
        assert result.status == 0
        assert "_GOALCHECK_COMPLETE" in result.out

    def test_rules_are_completed(self) -> None:
        env = {"_GOALCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "goalcheck explain GC10", "COMP_CWORD": "2"}
        assert process(env=env).out.split() == [f"GC10{digit}" for digit in range(1, 10)]
        env["COMP_WORDS"] = "goalcheck explain GC1"
        assert process(env=env).out.split() == [*(f"GC10{digit}" for digit in range(1, 10)), "GC110"]


class TestScreen:
    """Pipes, encodings, colours and widths."""

    @pytest.mark.parametrize("patient", [True, False])
    @pytest.mark.parametrize("command", [["analyze", "examples/northline"], ["rules"]], ids=words)
    def test_a_closed_pipe_is_no_error(self, command: list[str], *, patient: bool) -> None:
        running = subprocess.Popen(
            [sys.executable, "-m", "goalcheck", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert running.stdout is not None
        assert running.stderr is not None
        with running, running.stdout, running.stderr:
            if patient:
                assert running.stdout.readline()
            running.stdout.close()
            assert running.wait(timeout=60) == 0
            assert running.stderr.read() == b""

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no shell that closes streams")
    @pytest.mark.parametrize(
        ("command", "status"),
        [
            ("--version >&-", 0),
            ("--help >&-", 0),
            ("analyze examples/northline >&- 2>&-", 0),
            ("check examples/northline >&-", 1),
            ("check examples/northline 2>&-", 1),
            ("check nowhere >&- 2>&-", 2),
            ("rules -o /dev/stdout | true", 0),
        ],
    )
    def test_what_is_closed_is_no_error(self, command: str, status: int) -> None:
        script = f"set -o pipefail; {shlex.quote(sys.executable)} -m goalcheck {command}"
        done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
        assert done.returncode == status
        assert b"error" not in done.stderr

    def test_a_full_disk_is_an_error(self, goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: str) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(output, "_forget_stdout", lambda: None)
        monkeypatch.setattr(sys.stdout, "write", full)
        result = goalcheck("rules")
        assert (result.status, result.out) == (2, "")
        assert result.err == "goalcheck: cannot write the result: No space left on device\n"

    def test_an_encoding_that_lacks_a_character_gets_a_plain_one(self) -> None:
        plain = process("analyze", "examples/northline", *TODAY, env={"PYTHONIOENCODING": "ascii"})
        assert (plain.status, plain.err) == (0, "")
        assert plain.out.isascii()
        full = process("analyze", "examples/northline", *TODAY, env={"PYTHONIOENCODING": "utf-8"})
        assert full.out == plain.out

    def test_colours_are_for_terminals(self, goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = goalcheck("analyze", "examples/quickstart").out
        assert "\x1b" not in plain
        colored = goalcheck("analyze", "examples/quickstart", "--color", "always").out
        assert "\x1b[1;31msevere 67\x1b[0m" in colored
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
        for name, value in (("GITHUB_ACTIONS", "true"), ("FORCE_COLOR", "1"), ("CLICOLOR_FORCE", "1")):
            monkeypatch.setenv(name, value)
        assert goalcheck("analyze", "examples/quickstart").out == plain
        assert goalcheck("analyze", "examples/quickstart", "--color", "never").out == plain
        assert "\x1b" not in goalcheck("analyze", "--help").out

    @pytest.mark.parametrize(
        ("color", "terminal", "environment", "colored"),
        [
            ("auto", True, {}, True),
            ("auto", False, {}, False),
            ("auto", True, {"NO_COLOR": "1"}, False),
            ("auto", True, {"TERM": "dumb"}, False),
            ("always", True, {"NO_COLOR": "1"}, True),
            ("always", False, {}, True),
            ("never", True, {}, False),
        ],
    )
    def test_who_decides_on_colours(
        self,
        monkeypatch: pytest.MonkeyPatch,
        color: str,
        environment: dict[str, str],
        *,
        terminal: bool,
        colored: bool,
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
        assert output.colored(output.Color(color), None) is colored
        assert output.colored(output.Color.AUTO, Path("report.txt")) is False

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
    def test_on_a_terminal_there_are_colours_and_no_broken_words(self) -> None:
        import pty

        master, slave = pty.openpty()
        env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "60", "TERM": "xterm"}
        env.pop("NO_COLOR", None)
        command = [sys.executable, "-m", "goalcheck", "analyze", "examples/quickstart"]
        with subprocess.Popen(command, stdout=slave, cwd=ROOT, env=env) as running:
            os.close(slave)
            shown = b""
            while piece := _read(master):
                shown += piece
        os.close(master)
        assert running.returncode == 0
        assert b"\x1b[1;31msevere 67\x1b[0m" in shown
        lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).splitlines()
        assert 50 < max(map(len, lines)) <= 60

    @pytest.mark.parametrize("width", [40, 80, 200])
    def test_no_line_is_wider_than_the_terminal(self, width: int) -> None:
        report = analyzed(load("examples/northline"))
        drawn = robustness(report, draws=10, seed=1)
        texts = [
            render_report(report, paths=["examples/northline"], width=width, color=False),
            render_influence(report, report.influence, width=width, color=False, causes=report.root_causes),
            render_robustness(report.organization, drawn, drawn.standings, width=width, color=False),
            *(
                render_finding(report, finding, paths=["examples/northline"], width=width, color=False)
                for finding in report.findings
            ),
            *(
                render_conflict(
                    conflict_page(report, conflict, drawn), paths=["examples/northline"], width=width, color=False
                )
                for conflict in report.conflicts
            ),
            *(
                render_entity(entity(report, key), width=width, color=False)
                for key in ("operations.install-30", "personal-attention", "time-per-order", "delivery", "business")
            ),
            *(render_page(rule, examples(rule), width=width, color=False) for rule in RULES),
        ]
        lines = [line for text in texts for line in text.splitlines()]
        copied = {f"  {line}" for rule in RULES for example in examples(rule) for line in example.splitlines()}
        read = [
            line for line in lines if line not in copied and not re.match("goalcheck (show|explain)|To accept", line)
        ]
        assert max(map(len, read)) <= width
        assert all(line == line.rstrip() for line in lines)

    def test_what_is_to_be_copied_is_never_broken(self) -> None:
        [rule] = [rule for rule in RULES if rule.code == "GC101"]
        page = render_page(rule, examples(rule), width=40, color=False)
        assert all(f"\n{indent(example.strip(), '  ')}\n" in page for example in examples(rule))
        report = analyzed(load("examples/northline"))
        told = render_finding(report, report.findings[0], paths=["examples/northline"], width=30, color=False)
        assert "\ngoalcheck show operations.install-30 examples/northline\n" in told

    def test_the_first_line_is_as_long_as_the_terminal_is_wide(self) -> None:
        report = analyzed(load("examples/northline"))
        row = render_influence(report, report.influence, width=80, color=False).splitlines()[1]
        assert row == '   1      5.62     2.25    2.25    0.00      3.38  vacancies-filled "Vacancies'

    def test_words_are_the_same_at_every_width(self) -> None:
        report = analyzed(load("examples/northline"))

        texts = [
            render_report(report, paths=["examples/northline"], width=width, color=False)
            for width in (None, 40, 80, 200)
        ]
        assert len({re.sub(r"\s+", "", text) for text in texts}) == 1
        assert len(set(texts)) >= 3  # no line of it is longer than 200 characters

    def test_lines_in_a_pipe_are_whole(self, goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "40")
        out = goalcheck("analyze", "examples/northline", *TODAY).out
        assert max(map(len, out.splitlines())) > 150


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


class TestStart:
    """What is not needed is not imported, so that short commands are quick."""

    HEAVY = ("typer", "click", "pydantic", "networkx", "yaml", "rich", "numpy")

    def imported(self, *arguments: str) -> set[str]:
        script = (
            "import sys\n"
            f"sys.argv = ['goalcheck', *{list(arguments)!r}]\n"
            "from goalcheck.__main__ import main\n"
            "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
            f"print(*[name for name in {self.HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
        )
        assert done.stdout
        return set(done.stderr.decode().split())

    def test_the_version_needs_nothing(self) -> None:
        assert self.imported("--version") == set()

    @pytest.mark.parametrize("example", ["northline", "sdg-sweden"])
    def test_no_organization_needs_the_graph_library_and_a_pipe_no_rich(self, example: str) -> None:
        imported = self.imported("analyze", f"examples/{example}")
        assert "yaml" in imported
        assert not imported & {"networkx", "rich", "numpy"}
