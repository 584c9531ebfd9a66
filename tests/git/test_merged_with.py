"""Branches that are green alone and red together: told with who brings what, in memory, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Command, process
from git_objects import GitObjects
from repository import FILES, GitRepository
from test_git_attacks import state

from goalcheck.planning.merging.three_way import merged

TODAY = ("--today", "2026-09-01")
FINANCE = "org/departments/finance.yaml"
PARCELS = "org/departments/parcels.yaml"
COUNTERS = "org/departments/counters.yaml"
TOGETHER = "your change and rush squeeze fast-parcel together: severe (pressure 66.67, 0.00 with your change alone)"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """`rush`, where finance hurts a driver, and `calls`, the current branch, where that driver carries parcels."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    repository = GitRepository(tmp_path / "repository")
    repository.start(FILES)
    repository.git("switch", "-q", "-c", "rush")
    repository.replace("org/org.yaml", "departments:\n", "drivers: {vans: {name: Vans on the road}}\ndepartments:\n")
    repository.replace(FINANCE, "low-price: helps\n", "low-price: helps\n          vans: hurts\n")
    repository.commit()
    repository.git("switch", "-q", "-c", "calls", "main")
    repository.replace(
        PARCELS, "departments:\n", "drivers: {vans: {affects: {fast-parcel: strongly helps}}}\ndepartments:\n"
    )
    repository.commit()
    monkeypatch.chdir(repository.folder)
    return repository


def clean(repository: GitRepository) -> GitRepository:
    """The same where both branches name the driver in a way that merges: it is declared on main."""
    repository.git("switch", "-q", "main")
    drivers = "drivers:\n  vans:\n    name: Vans on the road\n\n\n    metric: rounds\nmetrics: {rounds: {}}\n"
    repository.write("org/drivers.yaml", drivers)
    repository.replace("org/org.yaml", "decisions.yaml]", "decisions.yaml, drivers.yaml]")
    repository.commit()
    for name, file, old, new in (
        ("rush", FINANCE, "low-price: helps\n", "low-price: helps\n          vans: hurts\n"),
        ("calls", "org/drivers.yaml", "road\n", "road\n    affects: {fast-parcel: strongly helps}\n"),
    ):
        repository.git("switch", "-q", "-C", name, "main")
        repository.replace(file, old, new)
        repository.commit()
    return repository


def test_each_alone_is_green_and_both_are_red(repository: GitRepository, goalcheck: Command) -> None:
    clean(repository)
    (repository.folder / "unsaved.txt").write_text("what stands in the work tree")
    before = state(repository.folder)
    for branch in ("calls", "rush"):
        assert goalcheck("check", "org", "--since", "main", *TODAY).status == 0, branch
    done = goalcheck("check", "org", "--since", "main", "--merged-with", "rush", *TODAY)
    assert done.status == 1
    assert "Together with other branches:\n" in done.out
    assert f"severe: {TOGETHER}\n" in done.out
    assert "finance.fewer-staff squeezes fast-parcel at vans; promised by parcels.next-day\n" in done.out
    assert "finance.fewer-staff hurts it only by both together\n" in done.out
    assert "; 1 with other branches; 1 fails (--fail-on serious)" in done.err
    assert state(repository.folder) == before


def test_a_pattern_is_told_and_does_not_fail(repository: GitRepository, goalcheck: Command) -> None:
    clean(repository)
    done = goalcheck("check", "org", "--since", "main", "--merged-with-all", "r*", *TODAY)
    assert (done.status, TOGETHER in done.out) == (0, True)
    assert goalcheck("check", "org", "--since", "main", "--merged-with-all", "origin/*", *TODAY).out == ""
    assert goalcheck("check", "org", "--since", "main", "--merged-with", "main", *TODAY).status == 0


def test_what_cannot_be_merged_is_left_out_and_named(repository: GitRepository, goalcheck: Command) -> None:
    """Both branches declare the driver, in different files: the files are right alone and wrong together."""
    done = goalcheck("check", "org", "--since", "main", "--merged-with", "rush", *TODAY)
    assert done.status == 1
    assert "your change and rush make the files wrong together: the driver 'vans' is declared twice" in done.out
    repository.git("switch", "-q", "-c", "other", "main")
    repository.replace(FINANCE, "low-price: helps\n", "low-price: slightly helps\n")
    repository.commit()
    done = goalcheck("check", "org", "--since", "main", "--merged-with", "rush", *TODAY)
    assert done.status == 0
    assert f"minor: rush is left out: {FINANCE} was changed on both sides\n" in done.out


def test_three_that_only_collide_together(repository: GitRepository, goalcheck: Command) -> None:
    clean(repository)
    repository.git("switch", "-q", "-c", "third", "main")
    done = goalcheck("check", "org", "--merged-with", "rush", "--merged-with", "calls", "--since", "main", *TODAY)
    assert done.status == 1
    assert "your change, rush and calls squeeze fast-parcel together: severe" in done.out


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv"])
def test_every_format_tells_it(repository: GitRepository, form: str) -> None:
    clean(repository)
    done = process("check", "org", "--since", "main", "--merged-with", "rush", "-f", form, *TODAY)
    assert done.status == 1
    assert "squeeze fast-parcel together: severe" in done.out.replace("fast\\-parcel", "fast-parcel")
    if form == "json":
        (remark,) = json.loads(done.out)["remarks"]
        assert (remark["remark"], remark["counts"], remark["about"]) == ("merged", True, "fast-parcel")


@pytest.mark.parametrize("name", ["--output=pwned", "nothing", "a...b", "$(touch pwned)"])
def test_a_name_that_is_no_branch(repository: GitRepository, goalcheck: Command, name: str) -> None:
    done = goalcheck("check", "org", f"--merged-with={name}", *TODAY)
    assert (done.status, done.out) == (2, "")
    assert not list(repository.folder.glob("pwned*"))


def test_a_hostile_branch_writes_and_reads_nothing(repository: GitRepository, goalcheck: Command) -> None:
    clean(repository)
    objects = GitObjects(repository)
    secret = repository.folder.parent / "secret.yaml"
    secret.write_text("goals: {secret: {}}\n")
    parent = repository.git("rev-parse", "main").strip()
    for name, entry in (
        ("climbs", objects.file(b"..", "x: 1\n")),
        ("links", objects.link(b"secret.yaml", str(secret))),
    ):
        tree = objects.tree(objects.organization(entry))
        commit = repository.git("commit-tree", "-m", "Hostile", "-p", parent, tree).strip()
        repository.git("update-ref", f"refs/heads/{name}", commit)
    (repository.folder / ".gitattributes").write_text("*.yaml merge=evil\n")
    repository.git("config", "merge.evil.driver", "touch pwned")
    repository.git("config", "core.fsmonitor", "touch pwned")
    before = state(repository.folder)
    done = goalcheck("check", "org", "--since", "main", "--merged-with", "links", "--merged-with", "rush", *TODAY)
    assert "links is left out: org/secret.yaml is or was a link" in done.out
    assert TOGETHER in done.out
    assert goalcheck("check", "org", "--merged-with", "climbs", *TODAY).status == 2
    assert state(repository.folder) == before


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "both"),
    [
        ("a b c d e", "A b c d e", "a b c d E", "A b c d E"),
        ("a b c", "a x b c", "a x b c", "a x b c"),
        ("a b c", "A b c", "a B c", None),
        ("a b c", "a c", "a b C", None),
        ("a b c d", "b c d", "a b c d e", "b c d e"),
        ("", "a", "b", None),
        ("a", "", "a", ""),
    ],
)
def test_the_merge_of_three_texts(base: str, ours: str, theirs: str, both: str | None) -> None:
    def lines(text: str) -> bytes:
        return "".join(f"{each}\n" for each in text.split()).encode()

    assert merged(lines(base), lines(ours), lines(theirs)) == (None if both is None else lines(both))
