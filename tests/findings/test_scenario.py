"""A pull request that makes two departments collide, from the first commit to the fix, in a real git repository."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
import readers
from conftest import EXAMPLES, Command, Result
from repository import ENVIRONMENT, FILES, GitRepository

from goalcheck.planning.git import objects

FINANCE = "org/departments/finance.yaml"
COUNTERS = "org/departments/counters.yaml"
ADDED = "kind-counter: hurts"
COLLISION = (
    "finance.fewer-staff and parcels.next-day squeeze kind-counter; promised by counters.more-time (pressure 66.67)"
)
HARM = "finance.fewer-staff hurts kind-counter"
CONFLICT = re.compile(
    r"(?P<rule>GC\d{3}) (?P<level>\w+): (?P<message>.*) \[(?P<fingerprint>\w{8})\]\n"
    r"    (?P<place>.+?:\d+:\d+): (?P<harm>.*)\n"
)
"""A conflict with one hurter."""

FINDING = re.compile(
    r"(?P<place>.+?:\d+:\d+): (?P<rule>GC\d{3}) (?P<level>\w+): (?P<message>.*) \[(?P<fingerprint>\w{8})\]\n"
)
SEEN = "5 of 5 objectives seen"
QUIET = f"nothing new, worse or open again since main; 3 other; {SEEN}\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """Main, clean with three accepted conflicts, and a branch that stands at the same commit."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    repository = GitRepository(tmp_path / "repository")
    repository.start(FILES)
    repository.git("checkout", "-q", "-b", "branch")
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.fixture
def check(goalcheck: Command) -> Command:
    """Check the organization on a day on which all decisions are in force."""

    def run(*arguments: object, paths: tuple[str, ...] = ("org",), today: str = "2026-09-01") -> Result:
        return goalcheck("check", *paths, "--today", today, *arguments)

    return run


def collide(repository: GitRepository) -> None:
    repository.replace(FINANCE, "low-price: helps\n", f"low-price: helps\n        {' ' * 2}{ADDED}\n")


def only(result: Result) -> re.Match[str]:
    """The one conflict with its one hurter, or the one finding, that a check printed."""
    assert result.status == 1, result.err
    found = CONFLICT.fullmatch(result.out) or FINDING.fullmatch(result.out)
    assert found, result.out
    return found


@pytest.mark.usefixtures("repository")
def test_main_is_clean_with_three_accepted_conflicts(check: Command) -> None:
    assert check() == Result(0, "", f"goalcheck: nothing open; 3 decided; {SEEN}\n")


@pytest.mark.usefixtures("repository")
def test_of_a_part_its_own_decisions_are_counted(check: Command) -> None:
    said = f"goalcheck: nothing open in this selection; 1 decided; {SEEN}\n"
    assert check("--department", "parcels") == Result(0, "", said)


def test_the_branch_that_collides_fails_on_the_line_that_it_added(check: Command, repository: GitRepository) -> None:
    collide(repository)
    repository.commit()
    result = check("--since", "main")
    found = only(result)
    assert found["place"] == f"{FINANCE}:{repository.line(FINANCE, ADDED)}:11"
    assert (found["rule"], found["level"], found["message"], found["harm"]) == ("GC101", "severe", COLLISION, HARM)
    declared, summary = result.err.splitlines(keepends=True)
    assert declared == (
        "goalcheck: declared otherwise: new effect of finance.fewer-staff on kind-counter: hurts (-0.67) "
        f"{FINANCE}:{repository.line(FINANCE, ADDED)}:11\n"
    )
    assert summary == (
        "goalcheck: 1 conflict new, worse or open again since main: 1 severe; 2 other; "
        f"1 fails (--fail-on serious); {SEEN}\n"
    )


def test_what_was_not_asked_for_does_not_fail_and_the_last_line_says_so(
    check: Command, repository: GitRepository
) -> None:
    collide(repository)
    result = check("--since", "main", "--outcome", "low-price")
    assert (result.status, result.out) == (0, "")
    assert result.err.splitlines()[-1] == (
        f"goalcheck: nothing new, worse or open again since main in this selection; 2 other; {SEEN}"
    )
    assert check("--since", "main", "--outcome", "kind-counter").err == check("--since", "main").err


def test_what_is_not_committed_yet_fails_too(check: Command, repository: GitRepository) -> None:
    collide(repository)
    assert only(check("--since", "HEAD"))["message"] == COLLISION


def test_a_conflict_stands_where_its_harm_is_declared_and_a_protector_makes_none(
    check: Command, repository: GitRepository
) -> None:
    """The customer suffers no more because somebody promised what others squeeze."""
    repository.replace(COUNTERS, "        affects:\n          kind-counter: strongly helps\n", "        affects: {}\n")
    collide(repository)
    repository.commit("Main already holds the harm")
    repository.git("branch", "-f", "main")
    repository.replace(COUNTERS, "affects: {}", "affects: {kind-counter: strongly helps}")
    assert check("--since", "main", "--fail-on", "minor").out == ""


def test_only_the_new_hurter_of_an_old_conflict_is_told(check: Command, repository: GitRepository) -> None:
    collide(repository)
    repository.commit("Main has an open conflict")
    repository.git("branch", "-f", "main")
    repository.replace(
        "org/departments/parcels.yaml",
        "    objectives:\n",
        "    objectives:\n      rush: {affects: {kind-counter: {weight: -0.06}}}\n",
    )
    found = only(check("--since", "main"))
    assert found["harm"] == "parcels.rush hurts kind-counter"
    (command,) = readers.commands(check("--since", "main", "--format", "github").out)
    assert command.data.startswith("parcels.rush hurts kind-counter\nConflict a56dafc9")
    states = {
        each["message"]["text"].split(" hurts")[0]: each["baselineState"]
        for each in json.loads(check("--since", "main", "--format", "sarif").out)["runs"][0]["results"]
    }
    assert (states["parcels.rush"], states["finance.fewer-staff"]) == ("new", "unchanged")


@pytest.mark.parametrize(("weight", "status"), [(-0.7, 0), (-0.71, 0), (-0.72, 1)])
def test_a_conflict_is_worse_where_its_pressure_rises_by_more_than_five(
    check: Command, repository: GitRepository, weight: float, status: int
) -> None:
    collide(repository)
    repository.commit("Main has an open conflict")
    repository.git("branch", "-f", "main")
    repository.replace(FINANCE, ADDED, f"kind-counter: {{weight: {weight}}}")
    assert check("--since", "main").status == status
    assert check("--since", "main", "--level", "severe").status == status


def test_the_fingerprint_survives_rebase_reformatting_and_renamed_files(
    check: Command, repository: GitRepository
) -> None:
    collide(repository)
    repository.commit("Collide")
    before = only(check("--since", "main"))["fingerprint"]

    repository.git("checkout", "-q", "main")
    repository.replace("org/org.yaml", "Stamps stay cheap", "Stamps stay as cheap as they are")
    repository.commit("Go on")
    repository.git("checkout", "-q", "branch")
    repository.git("rebase", "-q", "main")
    text = (repository.folder / FINANCE).read_text("utf-8")
    (repository.folder / FINANCE).write_text("# money\n\n" + text.replace("  ", "    "), "utf-8")
    repository.git("mv", FINANCE, "org/departments/money.yaml")
    repository.git("mv", COUNTERS, "org/departments/offices.yaml")
    repository.git("mv", "org", "okrs")
    repository.commit("Tidy up")

    for since in ("main", "main..."):
        found = only(check("--since", since, paths=("okrs",)))
        assert found["fingerprint"] == before
        assert found["message"] == COLLISION
        assert found["place"].startswith("okrs/departments/money.yaml:")


def test_the_fix_makes_it_clean(check: Command, repository: GitRepository) -> None:
    collide(repository)
    repository.commit("Collide")
    repository.replace(FINANCE, ADDED, "kind-counter: neutral")
    repository.commit("Fix")
    result = check("--since", "main")
    assert (result.status, result.out) == (0, "")
    assert result.err.endswith(f"\ngoalcheck: {QUIET}")
    assert "new effect of finance.fewer-staff on kind-counter: neutral (+0.00)" in result.err


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(("since", "status"), [((), 1), (("--since", "main"), 0)])
def test_an_expired_decision_opens_its_finding_again(check: Command, since: tuple[str, ...], status: int) -> None:
    """With --since it is announced, and fails nobody who did not touch it."""
    result = check(*since, "--level", "serious", today="2026-11-01")
    assert result.status == status
    assert ("Lapsed decisions:" in result.out) is bool(since)
    assert "counters.more-time and parcels.next-day" in result.out


def test_what_was_open_before_stays_quiet_and_what_gets_worse_does_not(
    check: Command, repository: GitRepository
) -> None:
    collide(repository)
    repository.commit("Main has an open conflict")
    repository.git("branch", "-f", "main")
    assert check().status == 1
    assert check("--since", "main").status == 0
    repository.replace(FINANCE, ADDED, "kind-counter: strongly hurts")
    assert "(pressure 100.00)" in only(check("--since", "main"))["message"]


def test_a_conflict_that_moves_to_another_department_is_not_new(check: Command, repository: GitRepository) -> None:
    collide(repository)
    repository.commit("Main has an open conflict")
    repository.git("branch", "-f", "main")
    text = (repository.folder / FINANCE).read_text("utf-8")
    cut = text.index("      fewer-staff:")
    (repository.folder / FINANCE).write_text(text[:cut], "utf-8")
    moved = "departments:\n  people:\n    part_of: company\n    objectives:\n" + text[cut:]
    repository.write("org/departments/people.yaml", moved)
    repository.replace("org/decisions.yaml", "finance.fewer-staff", "people.fewer-staff")
    assert check().status == 1
    assert check("--since", "main") == Result(
        0,
        "",
        "goalcheck: declared otherwise: people is new org/departments/people.yaml:2:3\n"
        "goalcheck: declared otherwise: finance.fewer-staff moved to people.fewer-staff "
        "org/departments/people.yaml:5:7\n"
        f"goalcheck: {QUIET}",
    )


def test_a_new_include_is_followed(check: Command, repository: GitRepository) -> None:
    repository.write(
        "org/new/staff.yaml",
        """
        departments:
          staff:
            part_of: company
            objectives:
              no-overtime: {name: Everybody goes home at five, affects: {fast-parcel: hurts}}
        """,
    )
    repository.replace("org/org.yaml", "decisions.yaml]", "decisions.yaml, new/*.yaml]")
    found = only(check("--since", "main", paths=("org/org.yaml",)))
    assert found["message"].startswith("staff.no-overtime squeezes fast-parcel; promised by parcels.next-day")


@pytest.mark.parametrize("name", ["ratings.csv", "ratings.txt"])
def test_a_table_of_ratings_is_read_as_it_was(check: Command, repository: GitRepository, name: str) -> None:
    repository.replace(
        "org/org.yaml", "outcomes:\n", f"customers: {{all: {{}}}}\nscorecards: {{file: {name}}}\noutcomes:\n"
    )
    repository.replace("org/org.yaml", "{name: Stamps stay cheap,", "{name: Stamps stay cheap, customer: all,")
    repository.replace("org/org.yaml", "{name: Parcels", "{customer: all, name: Parcels")
    ratings = "customer,period,outcome,rating\nall,2026-Q1,fast-parcel,8\n"
    repository.write(f"org/{name}", f"{ratings}all,2026-Q1,low-price,8\n")
    repository.commit("Ask the customers")
    assert check("--since", "HEAD", "--fail-on", "minor").status == 0
    repository.write(f"org/{name}", ratings)
    assert "no scorecard rates low-price" in only(check("--since", "HEAD", "--fail-on", "minor"))["message"]


def test_an_organization_may_be_in_files_of_any_name(check: Command, repository: GitRepository) -> None:
    repository.git("mv", FINANCE, "org/departments/finance.txt")
    repository.git("mv", "org/org.yaml", "org/all")
    repository.replace("org/all", "departments/*.yaml", "departments/*.*")
    repository.commit("Odd names")
    quiet = Result(0, "", f"goalcheck: {QUIET.replace('main', 'HEAD')}")
    assert check("--since", "HEAD", paths=("org/all",)) == quiet


def test_an_enormous_past_is_refused(
    check: Command, repository: GitRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "MAX_BYTES", 100)
    result = check("--since", "main")
    assert result.status == 2
    assert "the files at that revision have more than 100 bytes\n" in result.err
    monkeypatch.setattr(objects, "MAX_BYTES", 10_000)
    repository.write("org/data.csv", "x\n" * 10_000)
    repository.commit("Something else")
    assert check("--since", "HEAD").status == 0


def test_renaming_the_only_file_that_was_given_loses_nothing(check: Command, repository: GitRepository) -> None:
    repository.git("mv", "org/org.yaml", "org/main.yaml")
    quiet = Result(0, "", f"goalcheck: {QUIET}")
    assert check("--since", "main", paths=("org/main.yaml",)) == quiet
    repository.git("mv", "org", "okrs")
    assert check("--since", "main", paths=("okrs",)) == quiet


def test_one_file_that_becomes_a_folder_of_files_is_followed(check: Command, repository: GitRepository) -> None:
    one = (EXAMPLES / "quickstart" / "org.yaml").read_text("utf-8")
    cut = one.index("  sales:\n")
    repository.write("all.yaml", one)
    repository.commit("One file is enough")
    assert check("--since", "HEAD", paths=("all.yaml",)).status == 0
    (repository.folder / "plans").mkdir()
    repository.git("mv", "all.yaml", "plans/company.yaml")
    repository.write("plans/company.yaml", one[:cut])
    repository.write("plans/sales.yaml", "departments:\n" + one[cut:])
    repository.git("add", "-A")
    for paths in (("plans",), ("plans/company.yaml", "plans/sales.yaml")):
        result = check("--since", "HEAD", "--fail-on", "minor", paths=paths)
        assert (result.status, result.out) == (0, "")
        assert result.err.startswith("goalcheck: nothing new, worse or open again since HEAD; ")


def test_where_there_was_no_organization_everything_is_new(check: Command, repository: GitRepository) -> None:
    repository.git("checkout", "-q", "--orphan", "empty")
    repository.git("rm", "-rfq", "--cached", ".")
    repository.git("commit", "-q", "--allow-empty", "-m", "Nothing yet")
    collide(repository)
    result = check("--since", "empty")
    assert only(result)["message"] == COLLISION
    assert "nothing of this organization existed at empty, so that everything is new\n" in result.err


def test_old_files_that_were_wrong_are_named_with_their_revision(check: Command, repository: GitRepository) -> None:
    repository.replace(FINANCE, "low-price: helps", "low-price: helsp")
    repository.commit("Break")
    repository.git("branch", "-f", "main")
    repository.replace(FINANCE, "helsp", "helps")
    result = check("--since", "main")
    assert (result.status, result.out) == (2, "")
    assert f"main:./{FINANCE}:" in result.err


@pytest.mark.parametrize(
    "ref", ["--output=pwned", "-h", "--", "nowhere", "HEAD:org", "", "a b", "main..branch", "@{9}"]
)
def test_a_ref_that_is_none_is_refused_and_does_nothing(check: Command, repository: GitRepository, ref: str) -> None:
    result = check(f"--since={ref}")
    assert result.status == 2
    assert f"there is no commit '{ref}'" in result.err
    assert repository.git("status", "--porcelain") == ""


def test_a_shallow_clone_says_what_to_fetch(
    check: Command, repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collide(repository)
    repository.commit()
    repository.git("clone", "-q", "--depth=1", f"file://{repository.folder}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    result = check("--since", "HEAD~1")
    assert result.status == 2
    assert "fetch-depth: 0" in result.err


def test_a_partial_clone_fetches_nothing_and_says_what_is_missing(
    check: Command, repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collide(repository)
    repository.commit()
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "-q", "--filter=blob:none", f"file://{repository.folder}", str(tmp_path / "partial"))
    monkeypatch.chdir(tmp_path / "partial")
    result = check("--since", "origin/main")
    assert (result.status, result.out) == (2, "")
    assert "clone it without --filter" in result.err


def test_histories_that_never_met_have_no_merge_base(check: Command, repository: GitRepository) -> None:
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit("Another beginning")
    result = check("--since", "main...")
    assert (result.status, result.out) == (2, "")
    assert "no common commit" in result.err


def test_the_merge_base_leaves_out_what_main_did_since(check: Command, repository: GitRepository) -> None:
    collide(repository)
    repository.commit()
    repository.git("checkout", "-q", "main")
    collide(repository)
    repository.commit("Main collides by itself")
    repository.git("checkout", "-q", "branch")
    assert check("--since", "main").status == 0
    assert check("--since", "main...").status == 1


def test_without_git_or_a_repository_the_message_says_so(
    check: Command, repository: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(repository.folder / "org", tmp_path / "plain" / "org")
    monkeypatch.chdir(tmp_path / "plain")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert "not a git repository" in check("--since", "main").err
    monkeypatch.setenv("PATH", str(tmp_path))
    result = check("--since", "main")
    assert result.status == 2
    assert "git cannot be run" in result.err
    assert check().status == 0


@pytest.mark.usefixtures("repository")
def test_a_repository_of_somebody_else_says_what_to_do(check: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("HOME", os.devnull)
    result = check("--since", "main")
    assert result.status == 2
    assert "dubious ownership" in result.err
    assert "git config --global --add safe.directory" in result.err


def test_a_hostile_repository_runs_nothing(check: Command, repository: GitRepository) -> None:
    trap = repository.folder / ".git" / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository.folder}/pwned\n", "utf-8")
    trap.chmod(0o755)
    for setting in ("core.fsmonitor", "diff.external", "diff.trap.textconv", "diff.trap.command", "core.pager"):
        repository.git("config", setting, str(trap))
    (repository.folder / ".git" / "info" / "attributes").write_text("*.yaml diff=trap\n", "utf-8")
    os.rename(repository.folder / "org", repository.folder / "okrs")  # noqa: PTH104 - so that renames are looked for
    repository.git("-c", "core.fsmonitor=false", "add", "-A")
    assert check("--since", "main", paths=("okrs",)).status == 0
    assert not (repository.folder / "pwned").exists()


def test_a_link_in_an_old_commit_leads_nowhere(check: Command, repository: GitRepository, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("organization: {name: Secret, secret: 1}\n")
    (repository.folder / "org" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    repository.commit()
    repository.git("branch", "-f", "main")
    (repository.folder / "org" / "link.yaml").unlink()
    result = check("--since", "main")
    assert result.status == 2
    assert "outside 'main:./org'" in result.err
    assert "Secret" not in result.err


@pytest.mark.parametrize(("variable", "format_"), [("GITHUB_ACTIONS", "github"), ("GITLAB_CI", "gitlab")])
def test_a_forge_gets_its_format_by_itself_and_is_told(
    check: Command, repository: GitRepository, monkeypatch: pytest.MonkeyPatch, variable: str, format_: str
) -> None:
    collide(repository)
    monkeypatch.setenv(variable, "true")
    result = check("--since", "main")
    assert result.status == 1
    assert f"{variable} is set, so the format is {format_}" in result.err
    assert result.out == check("--since", "main", "--format", format_).out
    assert CONFLICT.fullmatch(check("--since", "main", "--format", "text").out)


@pytest.mark.parametrize("command", ["check", "analyze"])
def test_what_is_wrong_with_a_file_is_annotated_too(
    goalcheck: Command, repository: GitRepository, command: str
) -> None:
    repository.replace(FINANCE, "low-price: helps", "low-price: helsp")
    (said,) = readers.commands((result := goalcheck(command, "org", "--format", "github")).out)
    assert (result.status, said.name) == (2, "error")
    assert (said.properties["file"], said.properties["line"]) == (FINANCE, str(repository.line(FINANCE, "helsp")))
    assert said.data.split("\n")[0] == "low-price: found 'helsp'; did you mean 'helps'?"
    assert result.err == goalcheck(command, "org", "--format", "text").err
    missing = next(readers.commands(goalcheck(command, "nowhere", "--format", "github").out), None)
    assert missing is None


def test_what_was_wrong_in_the_past_is_on_no_line(check: Command, repository: GitRepository) -> None:
    repository.replace(FINANCE, "low-price: helps", "low-price: helsp")
    repository.commit("Break")
    repository.replace(FINANCE, "helsp", "helps")
    result = check("--since", "HEAD", "--format", "github")
    assert (result.status, result.out) == (2, "")


def test_formats_whose_readers_compare_hold_everything(check: Command, repository: GitRepository) -> None:
    collide(repository)
    repository.commit("Main has an open conflict")
    repository.git("branch", "-f", "main")
    repository.replace("org/departments/parcels.yaml", "kind-counter: slightly hurts", "open-office: hurts")
    sarif = check("--since", "main", "--format", "sarif")
    states = {
        each["message"]["text"].split(" hurts")[0]: each["baselineState"]
        for each in json.loads(sarif.out)["runs"][0]["results"]
    }
    assert states["finance.fewer-staff"] == "unchanged"
    assert states["parcels.next-day"] == "new"
    assert len(json.loads(check("--since", "main", "--format", "gitlab").out)) == 2
    assert len(check("--since", "main", "--format", "jsonl").out.splitlines()) == 1


def test_explain_tells_each_conflict_at_length(check: Command, repository: GitRepository) -> None:
    collide(repository)
    lines = check("--explain").out.splitlines()
    assert CONFLICT.fullmatch("\n".join(lines[:2]) + "\n")
    told = [line.strip() for line in lines[2:]]
    assert told[0].startswith("Hurts: finance.fewer-staff hurts ")
    assert "Decides: Director (company)" in told
    assert "What to do:" in told


@pytest.mark.parametrize(("fail_on", "status"), [("severe", 1), ("serious", 1), ("minor", 1), ("never", 0)])
def test_the_threshold_decides_the_exit_status(
    check: Command, repository: GitRepository, fail_on: str, status: int
) -> None:
    collide(repository)
    result = check("--fail-on", fail_on)
    assert result.status == status
    assert COLLISION in result.out


def test_an_older_revision_whose_decisions_are_on_pairs_is_compared(check: Command, repository: GitRepository) -> None:
    """What was accepted between two objectives stays accepted; nothing of it is new because of how it is told."""
    assert "between: [counters.more-time, parcels.next-day]" in (repository.folder / "org/decisions.yaml").read_text()
    repository.replace(FINANCE, "part_of: company", "part_of: company\n    lead: Ada")
    result = check("--since", "main")
    assert (result.status, result.out) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_hostile_file_name_stays_in_its_line(check: Command, repository: GitRepository) -> None:
    name = "org/departments/\n::error::x\x1b[31m.yaml"
    repository.git("mv", FINANCE, name)
    repository.replace(name, "low-price: helps\n", f"low-price: helps\n          {ADDED}\n")
    assert COLLISION in only(check("--format", "text"))["message"]
    assert COLLISION in only(check("--since", "main"))["message"]
