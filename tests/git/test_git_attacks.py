"""A commit is data: whatever it holds, it writes nothing, leads nowhere, runs nothing and does not decide its past."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import Command, Result, process
from git_objects import FOLDER, Entry, GitObjects, cloned, plant, started
from repository import ENVIRONMENT, GitRepository

FINANCE = "org/departments/finance.yaml"
TODAY = ("--today", "2026-09-01")
COLLISION = (
    "GC101 severe: finance.fewer-staff and parcels.next-day squeeze kind-counter; promised by counters.more-time"
)

REFUSED = {
    b"..": "'..'",
    b".": "'.'",
    b"...": "'...'",
    b".git": "'.git'",
    b".GIT": "'.GIT'",
    b"git~1": "'git~1'",
    b".git. .": "'.git. .'",
    b".git::$INDEX_ALLOCATION": "'.git::$INDEX_ALLOCATION'",
    ".g\u200cit".encode(): r"'.g\u200cit'",
    b"/etc": "'/etc'",
    b"a/../../b.yaml": "'a/../../b.yaml'",
    b"..\\..\\b.yaml": r"'..\\..\\b.yaml'",
    b"C:b.yaml": "'C:b.yaml'",
    b"\x1b[2J..\\\n::error::x": r"'\x1b[2J..\\\n::error::x'",
}


@pytest.fixture(autouse=True)
def ordinary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home with a start-up file, a folder for temporary files, and git as it comes."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / ".profile").write_text("echo hello\n")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))


@pytest.fixture
def origin(tmp_path: Path) -> GitRepository:
    return started(tmp_path / "origin")


@pytest.fixture
def objects(origin: GitRepository) -> GitObjects:
    return GitObjects(origin)


@pytest.fixture
def clone(origin: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """A clone of main, in which the tests stand; other branches are fetched when `fetch` says so."""
    repository = cloned(origin, tmp_path / "clone")
    monkeypatch.chdir(repository.folder)
    return repository


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """All that a folder holds, with the times at which files were written and folders got or lost an entry."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        about = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[str(path.relative_to(folder))] = (about.st_ino, about.st_mtime_ns, content)
    return found


def untouched(folder: Path, *arguments: object, run: Command = process) -> Result:
    """Run goalcheck, and see that no file and no folder came, went or changed, not even for a moment."""
    before = state(folder)
    result = run(*arguments, *TODAY)
    assert state(folder) == before
    return result


def refused(result: Result, *parts: str) -> None:
    assert (result.status, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    for part in parts:
        assert part in result.err


def test_a_commit_writes_no_file(clone: GitRepository, objects: GitObjects, tmp_path: Path) -> None:
    """The tree that leads from a temporary folder up to the home of whoever runs this, and down to a file there."""
    home = objects.folder(b"home", objects.file(b".profile", "echo pwned\n"), objects.file(b"a.yaml", "version: 1\n"))
    way = objects.folder(b"..", objects.folder(b"..", objects.folder(b"..", home)))
    objects.branch("evil", objects.organization(way, objects.file(b"wrong.yaml", "departments: 1\n")))
    clone.git("fetch", "-q")
    assert clone.git("cat-file", "-t", "origin/evil:org/../../../home/.profile") == "blob\n"
    for command in (("diff", "origin/evil:org", "org"), ("check", "org", "--since", "origin/evil")):
        refused(untouched(tmp_path, *command), "'origin/evil'", "'org' holds an entry named '..'")
    assert (tmp_path / "home" / ".profile").read_text() == "echo hello\n"


def collide(repository: GitRepository) -> None:
    repository.replace(FINANCE, "low-price: helps\n", "low-price: helps\n          kind-counter: hurts\n")


@pytest.fixture(params=["this git", "an older git"])
def git(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The git that is installed; also without what it has learned in 2.38 and 2.45."""
    if request.param == "an older git":
        script = f"""#!{sys.executable}
import os, sys
os.environ.pop("GIT_NO_LAZY_FETCH", None)
given = [each.replace("safe.bareRepository=explicit", "older.git=true") for each in sys.argv[1:]]
os.execv({shutil.which("git")!r}, ["git", *given])
"""
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "git").write_text(script)
        (tmp_path / "bin" / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("git")
@pytest.mark.parametrize("folder", ["org", "org/departments", "."])
def test_a_pull_request_does_not_decide_its_own_past(
    origin: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """Files that pass for a repository lie in the organization, and its past already holds the conflict."""
    collide(origin)
    plant(origin, folder, branch="main")
    origin.git("checkout", "-q", "-b", "evil")
    origin.commit("Looks like data")
    clone = cloned(origin, tmp_path / "clone")
    clone.git("checkout", "-q", "evil")
    home = clone.folder / folder
    # What git itself says there: whoever asks it takes the planted repository for the real one.
    if folder != ".":
        assert GitRepository(home).git("rev-parse", "--show-toplevel").strip() == str(home)
    for where, path in ((clone.folder, "org"), (clone.folder / "org", "."), (clone.folder, "org/org.yaml")):
        monkeypatch.chdir(where)
        result = untouched(tmp_path, "check", path, "--since", "origin/main")
        assert (result.status, result.out.count(COLLISION)) == (1, 1), result.err
    monkeypatch.chdir(clone.folder)
    result = process("diff", "origin/main:org", "org", "--fail-on", "severe", *TODAY)
    assert (result.status, result.out.splitlines()[0]) == (1, "1 conflict open again; 2 conflicts as before.")


def test_names_that_no_file_has_are_refused(
    goalcheck: Command, clone: GitRepository, objects: GitObjects, tmp_path: Path
) -> None:
    for number, name in enumerate(REFUSED):
        below = objects.folder(b"deep", objects.folder(b"er", Entry(FOLDER, name, objects.tree())))
        objects.branch(f"folder-{number}", objects.organization(below))
        objects.branch(f"file-{number}", objects.organization(objects.file(name, "departments: {}\n")))
    clone.git("fetch", "-q")
    for number, said in enumerate(REFUSED.values()):
        for old, new, where in (
            (f"folder-{number}:org", "org", "'org/deep/er'"),
            (f"file-{number}:org", "org", "'org'"),
            (f"file-{number}:org/org.yaml", "org/org.yaml", "'org'"),
        ):
            result = untouched(tmp_path, "diff", f"origin/{old}", new, run=goalcheck)
            refused(result, f"an entry named {said}, which is no name of a file", where)


def test_an_empty_name_and_a_name_twice_are_refused(clone: GitRepository, objects: GitObjects, tmp_path: Path) -> None:
    mine = GitObjects(clone)  # git transports no empty name
    mine.branch("empty", mine.organization(mine.file(b"", "departments: {}\n")))
    refused(untouched(tmp_path, "check", "org", "--since", "empty"), "an entry named ''")
    objects.branch("twice", objects.organization(objects.file(b"decisions.yaml", "decisions: []\n")))
    clone.git("fetch", "-q")
    refused(untouched(tmp_path, "check", "org", "--since", "origin/twice"), "two entries named 'decisions.yaml'")


def test_such_a_name_beside_the_organization_is_overlooked(
    clone: GitRepository, objects: GitObjects, tmp_path: Path
) -> None:
    away = [objects.folder(b"..", objects.organization()), objects.file(b"org/org.yaml", "version: 2\n")]
    objects.branch("beside", *away, objects.organization())
    objects.branch("instead", *away)
    clone.git("fetch", "-q")
    assert untouched(tmp_path, "diff", "origin/beside:org", "org").out.startswith("Nothing is new, worse,")
    refused(untouched(tmp_path, "diff", "origin/instead:org", "org"), "there was no org at 'origin/instead'")
    refused(untouched(tmp_path, "diff", "origin/beside:.", "org"), "the topmost folder holds an entry named '..'")


def test_links_lead_where_they_would_on_disk_and_never_out(
    clone: GitRepository, objects: GitObjects, tmp_path: Path
) -> None:
    (tmp_path / "secret.yaml").write_text("secret: 1\n")
    ways = {
        "absolute": (str(tmp_path / "secret.yaml"), "'origin/absolute:./org/link.yaml' is outside"),
        "above": ("../../secret.yaml", "'origin/above:./org/link.yaml' is outside"),
        "far": ("../" * 50 + str(tmp_path)[1:] + "/secret.yaml", "'origin/far:./org/link.yaml' is outside"),
        "beside": ("../beside.yaml", "'origin/beside:./org/link.yaml' is outside 'origin/beside:./org'"),
        "nowhere": ("nowhere.yaml", "origin/nowhere:./org/link.yaml: there is no such file"),
        "circle": ("link.yaml", "origin/circle:./org/link.yaml: this is a link that leads to itself"),
        "long": ("a/" * 3_000, "'org/link.yaml' has 6,000 bytes at that revision; at most 4,096"),
    }
    for branch, (target, _) in ways.items():
        beside = objects.file(b"beside.yaml", "secret: 1\n")
        objects.branch(branch, objects.organization(objects.link(b"link.yaml", target)), beside)
    clone.git("fetch", "-q")
    for branch, (_, said) in ways.items():
        result = untouched(tmp_path, "check", "org", "--since", f"origin/{branch}")
        assert (result.status, result.out) == (2, "")
        assert said in result.err
        assert "secret: 1" not in result.err


def test_links_within_the_organization_are_followed(clone: GitRepository, objects: GitObjects, tmp_path: Path) -> None:
    links = [objects.link(b"more", "departments"), objects.link(b"round", "more/../more/../round")]
    names = objects.link(b"all.yaml", "more/../org.yaml")
    objects.branch("links", objects.organization(*links, names), objects.link(b"named", "./org/more/.."))
    clone.git("fetch", "-q")
    for old in ("origin/links:org", "origin/links:org/all.yaml", "origin/links:named"):
        result = untouched(tmp_path, "diff", old, "org")
        assert (result.status, result.out.splitlines()[:1]) == (
            0,
            ["Nothing is new, worse, better or gone; 3 conflicts as before."],
        ), result


def test_no_variable_leads_git_elsewhere(
    goalcheck: Command, clone: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = started(tmp_path / "other")
    collide(other)
    other.commit("The past as somebody else tells it")
    other.git("branch", "-f", "origin/main")
    collide(clone)
    (clone.folder / "org").rename(clone.folder / "okrs")  # so that the index is asked too
    clone.git("add", "-A")
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    for variable, value in variables(other.folder).items():
        monkeypatch.setenv(variable, value)
        result = untouched(tmp_path, "check", "okrs", "--since", "origin/main", run=goalcheck)
        assert (result.status, result.out.count(COLLISION)) == (1, 1), (variable, result)
        monkeypatch.delenv(variable)


def variables(other: Path) -> dict[str, str]:
    """What makes git look elsewhere, or write what it does into a file."""
    folders = ("DIR", "COMMON_DIR", "EXEC_PATH", "TRACE", "TRACE2_EVENT", "CONFIG", "CONFIG_GLOBAL", "SHALLOW_FILE")
    return {
        **{f"GIT_{name}": str(other / ".git") for name in folders},
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / ".git" / "index"),
        "GIT_OBJECT_DIRECTORY": str(other / ".git" / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(other / ".git" / "objects"),
        "GIT_CEILING_DIRECTORIES": str(other.parent),
        "GIT_CONFIG_PARAMETERS": "nonsense",
        "GIT_CONFIG_COUNT": "nonsense",
        "GIT_NAMESPACE": "x",
        "GIT_ALLOW_PROTOCOL": "file",
    }


def test_work_trees_and_submodules_have_a_past(
    origin: GitRepository, clone: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone.git("worktree", "add", "-q", "-b", "branch", str(tmp_path / "second"), "origin/main")
    outer = GitRepository(tmp_path / "outer")
    outer.start({"readme.txt": "Plans\n"})
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", f"file://{origin.folder}", "plans")
    for repository in (GitRepository(tmp_path / "second"), GitRepository(outer.folder / "plans")):
        monkeypatch.chdir(repository.folder)
        assert untouched(tmp_path, "check", "org", "--since", "origin/main").status == 0
        collide(repository)
        result = untouched(tmp_path, "check", "org", "--since", "origin/main")
        assert (result.status, result.out.count(COLLISION)) == (1, 1), result.err


def test_a_git_folder_that_names_another_work_tree_is_refused(clone: GitRepository, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    clone.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    refused(untouched(tmp_path, "check", "org", "--since", "origin/main"), "is not that of a repository whose files")


@pytest.mark.usefixtures("git")
def test_a_partial_clone_runs_nothing_to_fetch(
    origin: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin.git("config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    origin.git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{origin.folder}", str(partial))
    clone = GitRepository(partial)
    shutil.copytree(origin.folder / "org", partial / "org")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/pwned\n")
    trap.chmod(0o755)
    for name, value in {
        "remote.origin.uploadpack": str(trap),
        "core.sshCommand": str(trap),
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.ssh.allow": "always",
        "protocol.file.allow": "always",
        "credential.helper": f"!{trap}",
        "core.hooksPath": str(tmp_path),
        "core.fsmonitor": str(trap),
    }.items():
        clone.git("config", name, value)
    monkeypatch.chdir(partial)
    for url in (f"file://{origin.folder}", f"ext::{trap}", "ssh://nowhere/x"):
        clone.git("config", "remote.origin.url", url)
        refused(untouched(tmp_path, "check", "org", "--since", "origin/main"), "clone it without --filter")
    assert not (tmp_path / "pwned").exists()
