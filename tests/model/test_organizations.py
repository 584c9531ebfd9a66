"""Several organizations below one folder: said once, and one of them chosen by its name or folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Command, process
from repository import GitRepository

from goalcheck import GoalcheckError, InvalidInput, load

ORGANIZATION = """
organization: {{name: {name}}}
include: [../shared/*.yaml]
outcomes: {{speed: {{importance: 5, metric: days}}}}
departments:
  one: {{objectives: {{fast: {{affects: {{speed: helps}}}}}}}}
  two: {{objectives: {{slow: {{affects: {{speed: hurts}}}}}}}}
"""

ALL = (
    ("analyze",),
    ("check",),
    ("whatif", "--drop", "one.fast"),
    ("resolve",),
    ("accept", "--all", "--level", "minor", "--by", "A", "--reason", "r", "--until", "2099-12-31", "--dry-run"),
    ("graph",),
    ("matrix",),
    ("robust",),
    ("influence",),
    ("report", "-o", "/dev/null.md"),
    ("show", "one.fast"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three organizations, one of them within another, and a file that two include."""
    for name, below in (("Alpha", "a"), ("Beta", "b"), ("Gamma", "b/c")):
        text = ORGANIZATION.format(name=name)
        (tmp_path / below).mkdir()
        (tmp_path / below / "org.yaml").write_text(text.replace("../shared", "../" * below.count("/") + "../shared"))
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "metrics.yaml").write_text("metrics: {days: {better: lower}}\n")
    (tmp_path / "b" / "more.yaml").write_text("goals: {grow: {}}\n")
    (tmp_path / "stray.yaml").write_text("goals: {stray: {}}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_several_are_said_once_with_names_and_folders(folder: Path) -> None:
    done = process("analyze", folder)
    assert (done.status, done.out) == (2, "")
    listed = ", ".join(
        f"{name} ({folder / below})" for name, below in (("Alpha", "a"), ("Beta", "b"), ("Gamma", "b/c"))
    )
    assert f"org.yaml:2:1: 3 organizations are declared here: {listed}\n" in done.err
    assert "expected: one of them: --organization NAME, or the path of its folder alone" in done.err
    assert done.err.endswith("1 problem found; nothing was analyzed.\n")


@pytest.mark.parametrize("wanted", ["Beta", "b", "./b", "b/"])
def test_one_is_chosen_by_its_name_or_folder(folder: Path, goalcheck: Command, wanted: str) -> None:
    done = goalcheck("analyze", ".", "--organization", wanted)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Beta\n")
    assert load(folder, organization="Beta").name == load(".", organization=str(folder / "b")).name == "Beta"


def test_only_its_files_are_read_and_what_they_include(folder: Path) -> None:
    beta = load(".", organization="Beta")
    assert (list(beta.goals), list(beta.metrics)) == (["grow"], ["days"])
    assert load(".", organization="c").name == "Gamma"
    (folder / "a" / "broken.yaml").write_text("goals: [\n")
    assert load(".", organization="Beta") == beta
    with pytest.raises(InvalidInput):
        load(".", organization="Alpha")


def test_files_that_are_given_one_by_one_are_chosen_too(folder: Path) -> None:
    files = [path.relative_to(folder) for path in folder.rglob("*.yaml")]
    assert load(files, organization="Beta") == load(".", organization="Beta")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("Nothing", "there is no organization 'Nothing' (those that there are: Alpha (a), Beta (b), Gamma (b/c))"),
        ("Betta", "there is no organization 'Betta'; did you mean 'Beta'? (those that there are: "),
        ("", "there is no organization ''"),
        ("\x1b[31m", "there is no organization '"),
    ],
)
def test_a_name_that_fits_none_is_answered_with_a_list(
    folder: Path, goalcheck: Command, wanted: str, said: str
) -> None:
    assert folder.is_dir()
    done = goalcheck("check", ".", "--organization", wanted)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "\x1b" not in done.err


def test_a_name_that_fits_several_is_answered_with_their_folders(folder: Path, goalcheck: Command) -> None:
    (folder / "b" / "c" / "org.yaml").write_text("organization: {name: Alpha}\n")
    done = goalcheck("check", ".", "--organization", "Alpha")
    assert (done.status, done.out) == (2, "")
    assert "'Alpha' fits 2 organizations: Alpha (a), Alpha (b/c); name one by the path of its folder" in done.err
    assert goalcheck("check", ".", "--organization", "b/c").status == 0


def test_where_none_fits_a_file_that_is_wrong_may_be_why(folder: Path) -> None:
    (folder / "a" / "org.yaml").write_text("organization: {name: Alpha\n")
    with pytest.raises(InvalidInput):
        load(".", organization="Alpha")


def test_no_organization_is_declared(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text("goals: {grow: {}}\n")
    with pytest.raises(GoalcheckError, match=r"there is no organization 'A' \(no file here declares one\)"):
        load(tmp_path, organization="A")


def test_two_declarations_in_one_folder_are_still_one_too_many(folder: Path, goalcheck: Command) -> None:
    (folder / "a" / "other.yaml").write_text("organization: {name: Other}\n")
    assert "'organization' is declared twice" in goalcheck("analyze", "a").err


@pytest.mark.parametrize("command", ALL, ids=lambda command: command[0])
def test_every_command_that_reads_an_organization_takes_it(
    folder: Path, goalcheck: Command, command: tuple[str, ...]
) -> None:
    name, *options = (each.replace("/dev/null", str(folder / "out")) for each in command)
    subject = [options.pop(0)] if name == "show" else []
    done = goalcheck(name, *subject, ".", "--organization", "Alpha", *options)
    assert done.status in (0, 1), done.err
    if name != "check":  # which runs all of them
        assert "organizations are declared" in goalcheck(name, *subject, ".", *options).err


def test_what_it_suggests_to_type_next_names_the_organization(folder: Path, goalcheck: Command) -> None:
    assert folder.is_dir()
    out = goalcheck("analyze", ".", "--organization", "Alpha").out
    fingerprint = json.loads(goalcheck("analyze", ".", "--organization", "Alpha", "-f", "json").out)["conflicts"][0]
    hint = f"goalcheck explain {fingerprint['fingerprint'][:8]} --organization=Alpha ."
    assert hint in out
    done = goalcheck(*hint.split()[1:])
    assert (done.status, done.err) == (0, "")
    assert "--organization=Alpha" in done.out


def test_decisions_and_changes_are_written_into_its_folder(folder: Path, goalcheck: Command) -> None:
    terms = ("--all", "--level", "minor", "--by", "A", "--reason", "r", "--until", "2099-12-31")
    done = goalcheck("accept", ".", "--organization", "Alpha", *terms)
    assert (done.status, done.out.splitlines()[0]) == (0, "Wrote a/decisions.yaml.")
    assert not (folder / "decisions.yaml").exists()
    assert load(".", organization="Alpha").decisions
    assert not load(".", organization="Beta").decisions
    done = goalcheck("whatif", ".", "--organization", "b", "--effect", "one.fast:speed=slightly helps", "--write")
    assert done.status == 0
    assert "slightly helps" in (folder / "b" / "org.yaml").read_text()
    assert "slightly helps" not in (folder / "a" / "org.yaml").read_text()


def test_the_past_holds_several_too(folder: Path, goalcheck: Command) -> None:
    GitRepository(folder).start({"a/notes.txt": ""})
    changed = (folder / "a" / "org.yaml").read_text().replace("speed: h", "speed: strongly h")
    (folder / "a" / "org.yaml").write_text(changed)
    (folder / "d").mkdir()
    (folder / "d" / "org.yaml").write_text(ORGANIZATION.format(name="Delta"))
    assert goalcheck("check", ".", "--since", "main", "--organization", "Beta", "--fail-on", "minor").status == 0
    worse = goalcheck("check", ".", "--since", "main", "--organization", "a", "--fail-on", "minor")
    assert worse.status == 1
    assert "1 conflict new, worse or open again since main" in worse.err
    new = goalcheck("check", ".", "--since", "main", "--organization", "Delta", "--fail-on", "minor")
    assert new.status == 1
    assert "nothing of this organization existed at main" in new.err
    differing = goalcheck("diff", "main:.", ".", "--organization", "Alpha")
    assert (differing.status, differing.err) == (0, "")
    assert "WORSE (1)" in differing.out
    none = goalcheck("diff", "main:.", ".", "--organization", "Delta")
    assert (none.status, none.out) == (2, "")
    assert "there was no organization 'Delta' in . at 'main'" in none.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("show", "a", "one.fast"), "a is a path, and comes last: goalcheck show one.fast a"),
        (("show", "it's", "one.fast"), "goalcheck show one.fast 'it'\"'\"'s'"),
        (("explain", "a", "0123abcd"), "a is a path, and comes last: goalcheck explain 0123abcd a"),
        (("explain", "a"), "a is a path, and comes last: goalcheck explain FINGERPRINT a"),
        (
            ("explain", "a", "GC101"),
            "GC101 is a rule, which is explained without an organization: goalcheck explain GC101",
        ),
    ],
)
def test_a_path_before_the_name(folder: Path, goalcheck: Command, typed: tuple[str, ...], meant: str) -> None:
    (folder / "it's").mkdir()
    done = goalcheck(*typed)
    assert (done.status, done.out) == (2, "")
    assert meant in done.err


def test_a_rule_is_explained_beside_a_folder_that_is_called_like_it(folder: Path, goalcheck: Command) -> None:
    (folder / "harmed-outcome").mkdir()
    assert goalcheck("explain", "harmed-outcome").status == 0
