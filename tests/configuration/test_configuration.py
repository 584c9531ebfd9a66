"""goalcheck.yaml: every command without a path, in every folder; `check` of all organizations; what is wrong in it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import readers
from conftest import Command, process
from repository import GitRepository
from standing import validator

from goalcheck.schemas import form_schema

SALES = """
    organization: {{name: {name}}}
    outcomes: {{speed: {{importance: 5}}, calm: {{importance: 3}}}}
    departments:
      one: {{lead: A, objectives: {{fast: {{owner: A, affects: {{speed: strongly helps, calm: {word}}}}}}}}}
      two: {{lead: B, objectives: {{slow: {{owner: B, affects: {{calm: strongly helps}}}}}}}}
    settings: {{rules: {{GC205: off, GC303: off, GC302: off, GC210: off}}}}
    """

CONFIGURED = """
    organizations:
      sales: units/sales
      library: {paths: [units/library, units/shared.yaml], fail_on: minor}
    fail_on: severe
    """


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """Two organizations in one repository, of which one has a serious conflict."""
    repository = GitRepository(tmp_path / "repository")
    repository.start(
        {
            "goalcheck.yaml": CONFIGURED,
            "units/sales/org.yaml": SALES.format(name="Sales", word="hurts"),
            "units/sales/more/goals.yaml": "goals: {}\n",
            "units/library/org.yaml": SALES.format(name="Library", word="neutral"),
            "units/shared.yaml": "metrics: {days: {better: lower}}\n",
        }
    )
    monkeypatch.chdir(repository.folder)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return repository


def test_check_runs_all_organizations_under_a_heading_each(repository: GitRepository, goalcheck: Command) -> None:
    done = goalcheck("check")
    assert (done.status, done.out.count("== ")) == (0, 2), done.err
    assert done.out.index("== sales\n") < done.out.index("== library\n")
    assert "goalcheck: sales: 1 conflict open: 1 serious; 0 fail (--fail-on severe)" in done.err
    assert "goalcheck: library: nothing open" in done.err
    repository.replace("goalcheck.yaml", "fail_on: severe", "fail_on: serious")
    assert goalcheck("check").status == 1
    assert goalcheck("check", "--fail-on", "never").status == 0
    assert goalcheck("check", "--organization", "library").status == 0


@pytest.mark.parametrize("below", ["units/sales", "units/sales/more"])
def test_a_command_is_about_the_organization_of_its_folder(
    repository: GitRepository, goalcheck: Command, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    monkeypatch.chdir(repository.folder / below)
    for command in (("analyze",), ("matrix",), ("influence",), ("show", "two.slow"), ("graph",), ("robust",)):
        done = goalcheck(*command)
        assert (done.status, done.err) == (0, ""), command
    assert goalcheck("analyze").out.startswith("Sales\n")
    assert goalcheck("analyze", "--organization", "library").out.startswith("Library\n")
    report = json.loads(goalcheck("analyze", "-f", "json").out)
    (conflict,) = report["conflicts"]
    assert goalcheck("explain", conflict["fingerprint"]).status == 0
    terms = ("--by", "A", "--reason", "r", "--until", "2999-12-31")
    assert goalcheck("accept", conflict["fingerprint"], *terms).status == 0
    assert goalcheck("whatif", "--drop", "two.slow").status == 0
    assert (repository.folder / "units/sales/decisions.yaml").exists()
    assert goalcheck("check").out == "== sales\n\n== library\n"


def test_where_it_could_be_several_they_are_named(repository: GitRepository, goalcheck: Command) -> None:
    assert repository.folder.is_dir()
    done = goalcheck("analyze")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "goalcheck: goalcheck.yaml names 2 organizations: sales (units/sales), library (units/library "
        "units/shared.yaml); name one with --organization NAME\n"
    )


def test_two_in_one_tree_are_two_without_a_configuration(repository: GitRepository, goalcheck: Command) -> None:
    (repository.folder / "goalcheck.yaml").unlink()
    done = goalcheck("check")
    assert done.status == 1
    assert "== Library (units/library)\n" in done.out
    assert "== Sales (units/sales)\n" in done.out
    assert goalcheck("check", "units").out.count("== ") == 2
    repository.write("goalcheck.yaml", "fail_on: severe\n")
    assert goalcheck("check").status == 0


def test_one_whose_files_are_wrong_keeps_no_other_from_its_check(repository: GitRepository, goalcheck: Command) -> None:
    repository.replace("units/library/org.yaml", "outcomes:", "outcoms:")
    done = goalcheck("check")
    assert done.status == 2
    assert "== sales\n" in done.out or done.out.startswith("GC101")
    assert "units/library/org.yaml:2:1: unknown field 'outcoms'" in done.err
    assert "goalcheck: sales: 1 conflict" in done.err


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "gitlab", "github", "markdown", "csv", "jsonl"])
def test_every_format_holds_both(repository: GitRepository, form: str) -> None:
    repository.replace("units/library/org.yaml", "calm: neutral", "calm: hurts")
    out = process("check", "--fail-on", "never", "-f", form).out
    assert "units/sales/org.yaml" in out or form == "markdown"
    assert "units/library/org.yaml" in out or form == "markdown"
    if form == "sarif":
        log = json.loads(out)
        validator("sarif-2.1.0").validate(log)
        assert [run["automationDetails"]["id"] for run in log["runs"]] == ["goalcheck/sales/", "goalcheck/library/"]
    elif form == "junit":
        suites = ElementTree.fromstring(out)  # noqa: S314 - our own output
        assert [each.get("name") for each in suites] == ["goalcheck sales", "goalcheck library"]
        assert suites.get("failures") == "2"
    elif form == "json":
        data = json.loads(out)
        assert [each["report"]["organization"]["name"] for each in data["organizations"]] == ["Sales", "Library"]
    elif form == "gitlab":
        assert len(json.loads(out)) == 2
    elif form == "markdown":
        assert [line for line in out.splitlines() if line.startswith("# ")] == ["# sales", "# library"]
    elif form == "github":
        assert len(list(readers.commands(out))) == 2


def test_the_configuration_is_no_part_of_an_organization(repository: GitRepository, goalcheck: Command) -> None:
    for name in ("goalcheck.yaml", "import.map.yaml"):
        repository.write(f"units/sales/{name}", "any: thing\n")
    repository.write("units/sales/change.yaml", "changes: [{drop: two.slow}]\n")
    assert goalcheck("analyze", "units/sales").status == 0
    repository.replace("units/sales/org.yaml", "organization:", "include: ['*.yaml']\norganization:")
    assert goalcheck("analyze", "units/sales").status == 0
    assert "a file of changes" in goalcheck("analyze", "units/sales/change.yaml").err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail_on: never ever\n", "goalcheck.yaml:1:10: fail_on: found 'never ever'; did you mean 'never'?"),
        ("organisations: {}\n", "goalcheck.yaml:1:1: unknown field 'organisations'; did you mean 'organizations'?"),
        ("organizations: {a: ../..}\n", "goalcheck.yaml:1:20: '../..' leads out of the folder of this file"),
        ("organizations: {a: [units, /etc]}\n", "goalcheck.yaml:1:28: '/etc' is absolute"),
        ("organizations: {a: {paths: [nope]}}\n", "goalcheck.yaml:1:29: there is no 'nope'"),
        ("organizations: {a: link}\n", "goalcheck.yaml:1:20: 'link' leads out of the folder of this file"),
        ("organizations: {a: units, a: units}\n", "goalcheck.yaml:1:27: "),
        ("min_seen: 120\n", "goalcheck.yaml:1:11: min_seen: found the number 120"),
        ("[]\n", "goalcheck.yaml:1:1: "),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    repository: GitRepository, goalcheck: Command, text: str, said: str
) -> None:
    (repository.folder / "link").symlink_to("/usr")
    repository.write("goalcheck.yaml", text)
    for command in ("check", "analyze"):
        done = goalcheck(command)
        assert (done.status, done.out) == (2, "")
        assert said in done.err


TOML = """
    [project]
    name = "x"  # organizations = 3

    [tool.goalcheck]
    fail_on = "severe"
    [tool.goalcheck.organizations]
    sales = "units/sales"
    library = {paths = ["units/library", "units/shared.yaml"], fail_on = "minor"}
    """


def test_pyproject_says_the_same(repository: GitRepository, goalcheck: Command) -> None:
    before = goalcheck("check")
    (repository.folder / "goalcheck.yaml").unlink()
    repository.write("pyproject.toml", TOML)
    assert goalcheck("check") == before
    repository.replace("pyproject.toml", '"units/sales"', '"../sales"')
    assert "pyproject.toml:7:1: '../sales' leads out of the folder of this file" in goalcheck("check").err
    repository.replace("pyproject.toml", "[project]", "[project")
    assert "pyproject.toml:1:" in goalcheck("check").err
    repository.write("pyproject.toml", "[project]\nname = 'x'\n")
    assert goalcheck("check").out.count("== ") == 2


def test_the_revision_to_compare_with_is_configured(repository: GitRepository, goalcheck: Command) -> None:
    repository.write("goalcheck.yaml", "organizations: {sales: units/sales}\nsince: main\n")
    assert goalcheck("check").status == 0
    assert goalcheck("check", "--since=").status == 1
    repository.write("goalcheck.yaml", "organizations: {sales: units/sales}\nsince: --output=pwned\n")
    assert goalcheck("check").status == 2
    assert not (repository.folder / "pwned").exists()


def test_a_revision_alone_is_compared_with_what_is_here(
    repository: GitRepository, goalcheck: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder / "units/sales/more")
    repository.replace("units/sales/org.yaml", "calm: hurts", "calm: neutral")
    done = goalcheck("diff", "main")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("1 retracted, 1 conflict gone")
    done = goalcheck("diff", "nothing")
    assert (done.status, done.out) == (2, "")
    assert "there is no commit 'nothing' in this repository" in done.err


def test_the_schema_takes_what_is_right(repository: GitRepository, goalcheck: Command) -> None:
    import yaml
    from jsonschema.validators import validator_for

    from goalcheck.configuration.form import ConfigurationSchema

    schema = json.loads(goalcheck("schema", "configuration").out)
    assert schema == json.loads(form_schema(ConfigurationSchema))
    check = validator_for(schema)(schema)
    check.validate(yaml.safe_load((repository.folder / "goalcheck.yaml").read_text()))
    assert not check.is_valid({"organizations": {"a": {"path": "x"}}})
