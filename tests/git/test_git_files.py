"""A commit in memory is read like its checkout on disk, and never without end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from random import Random

import pytest
from conftest import Command
from git_objects import FILE, FOLDER, Entry, GitObjects, started
from repository import ENVIRONMENT, FILES, GitRepository

from goalcheck.files import FileSystem, UnreadableError
from goalcheck.files.filesystem import Disk
from goalcheck.planning.git import CommitFiles, CommitTree, Objects, files, tree
from goalcheck.planning.git.names import is_usable

NAMES = ("a", "b", "c.yaml")
TARGETS = (
    *NAMES,
    ".",
    "..",
    "../a",
    "a/b",
    "../b/c.yaml",
    "b/../a/c.yaml",
    "nowhere/../a",
    "c.yaml/../b",
    "/a",
    "../../..",
)


@pytest.fixture(autouse=True)
def ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    repository = started(tmp_path / "repository")
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.fixture
def objects(repository: GitRepository) -> GitObjects:
    return GitObjects(repository)


def grow(folder: Path, random: Random, depth: int = 3) -> None:
    """Put files, folders and links into a folder, where they may lead anywhere, in circles too."""
    for name in NAMES:
        kind = random.choice(("file", "link", "link", "folder", "nothing") if depth else ("file", "link"))
        if kind == "file":
            (folder / name).write_text(f"{random.random()}\n")
        elif kind == "link":
            (folder / name).symlink_to(random.choice(TARGETS))
        elif kind == "folder":
            (folder / name).mkdir()
            grow(folder / name, random, depth - 1)


def prune(folder: Path) -> None:
    """Remove empty folders, which git does not keep."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def answer(ask: Callable[[str], object], path: str) -> object:
    try:
        return ask(path)
    except (OSError, UnreadableError) as error:
        return type(error), error.errno if isinstance(error, OSError) else error.args


def inside(real: str, top: str) -> str:
    """A path from the top, or that it leads out."""
    return os.path.relpath(real, top) if real == top or real.startswith(f"{top}/") else "outside"


def paths() -> Iterator[str]:
    yield ""
    for depth in (1, 2, 3):
        yield from (f"/{'/'.join(parts)}" for parts in product((*NAMES, "..", "."), repeat=depth))


@pytest.mark.parametrize("seed", range(12))
def test_a_commit_and_its_checkout_give_the_same_answers(tmp_path: Path, seed: int) -> None:
    top = tmp_path / "x"
    repository = GitRepository(top)
    repository.start({"keep.txt": "\n"})
    grow(top, Random(seed))  # noqa: S311 - only the same each time
    prune(top)
    repository.commit()
    with Objects(top) as store:
        commit = repository.git("rev-parse", "HEAD").strip()
        held = CommitFiles(CommitTree(store, commit, revision="HEAD"), asked=("",))
        for path in paths():
            compare(held, f"/{commit}", str(top), path)


def compare(held: CommitFiles, root: str, top: str, path: str) -> None:
    disk, here, there = Disk(), f"{top}{path}", f"{root}{path}"
    if isinstance(answer(disk.check, here), tuple):
        # Links in a circle are given up at different ones, so that only the failure is the same.
        assert isinstance(answer(held.check, there), tuple), path
        assert isinstance(answer(held.read, there), tuple), path
        return
    real = inside(disk.real(here), top)
    assert inside(held.real(there), root) == real, path
    if real == "outside":
        assert (held.real(there), held.is_folder(there)) == ("/", False), path
        return
    assert answer(held.check, there) is None, path
    assert held.exists(there) == disk.exists(here), path
    assert held.is_folder(there) == disk.is_folder(here), path
    assert answer(held.read, there) == answer(disk.read, here), path
    if disk.is_folder(here):
        # Outside is nothing, and no folder either.
        leads_out = [each.name for each in Path(here).iterdir() if inside(disk.real(str(each)), top) == "outside"]
        assert listed(held, there, leads_out) == listed(disk, here, leads_out), path


def listed(files: FileSystem, path: str, but: list[str]) -> list[list[str]]:
    return [sorted({*names} - {*but, ".git"}) for names in files.listing(path)]


def test_a_repository_of_longer_ids_is_read_too(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = GitRepository(tmp_path / "long")
    repository.git("init", "-q", "-b", "main", "--object-format=sha256")
    for name, text in FILES.items():
        repository.write(name, text)
    repository.commit()
    monkeypatch.chdir(repository.folder)
    assert goalcheck("diff", "main:org", "org", "--today", "2026-09-01").out.startswith("Nothing is new, worse,")


@pytest.mark.parametrize(
    "name", ["org.yaml", ".gitignore", ".github", "git~2", ".h", "..a", "a.", "a b", "naïve", "ab:c", "\udcff", "\n"]
)
def test_odd_names_that_files_have_are_fine(name: str) -> None:
    assert is_usable(name)


def refused(goalcheck: Command, said: str, path: str = "org") -> None:
    result = goalcheck("check", path, "--since", "evil")
    assert (result.status, result.out) == (2, "")
    assert result.err == f"goalcheck: {said}\n"


def test_a_few_trees_that_say_billions_of_files(
    goalcheck: Command, objects: GitObjects, repository: GitRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = objects.folder(b"x", objects.file(b"a.txt", "x\n"))
    for _ in range(10):
        many = objects.folder(b"x", *(Entry(FOLDER, b"%d" % number, many.object) for number in range(10)))
    objects.branch("evil", objects.organization(many))
    monkeypatch.setattr(tree, "MAX_ENTRIES", 5_000)
    refused(goalcheck, "the folders at that revision have more than 5,000 entries")
    repository.git("mv", "org", "okrs")  # now git would look at all of them for what was renamed
    refused(goalcheck, "the folders at that revision have more than 5,000 entries", path="okrs")


def test_folders_in_folders_without_end(goalcheck: Command, objects: GitObjects) -> None:
    deep = objects.folder(b"d" * 200, objects.file(b"a.yaml", "version: 1\n"))
    for _ in range(22):
        deep = objects.folder(b"d" * 200, deep)
    objects.branch("evil", objects.organization(deep))
    shown = f"org/{'d' * 76}…"
    refused(goalcheck, f"a path at that revision has more than 4,096 characters: '{shown}'")


def test_a_file_that_is_too_large(goalcheck: Command, objects: GitObjects) -> None:
    large = objects.store("blob", b"#" * 48_000_001)
    objects.branch("evil", objects.organization(Entry(FILE, b"large.yaml", large)))
    refused(goalcheck, "'org/large.yaml' has 48,000,001 bytes at that revision; at most 48,000,000")


def test_links_that_lead_over_many_names(
    goalcheck: Command, objects: GitObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = (objects.link(b"%d.yaml" % number, f"{'./' * 500}{number + 1}.yaml") for number in range(30))
    objects.branch("evil", objects.organization(*links))
    monkeypatch.setattr(files, "MAX_STEPS", 100_000)
    refused(goalcheck, "the links at that revision lead over more than 100,000 names")


@pytest.mark.parametrize("content", [b"100644 a.yaml", b"what is this", b"100644 a.yaml\0short"])
def test_a_folder_that_is_damaged(goalcheck: Command, objects: GitObjects, content: bytes) -> None:
    objects.branch("evil", Entry(FOLDER, b"org", objects.store("tree", content)))
    refused(goalcheck, "the folder 'org' is damaged at that revision")


def test_what_says_to_be_a_folder_and_is_none(goalcheck: Command, objects: GitObjects) -> None:
    objects.branch("evil", Entry(FOLDER, b"org", objects.file(b"a", "text").object))
    refused(goalcheck, "'org' is no tree at that revision")
    objects.branch("evil", objects.organization(Entry(FILE, b"a.yaml", objects.tree())))
    refused(goalcheck, "'org/a.yaml' is no blob at that revision")


@pytest.mark.parametrize("head", [b"tree {tree}\n\nNobody made this", b"tree {tree}\ncommitter nobody\n\n"])
def test_a_commit_that_nobody_made_has_no_day(
    goalcheck: Command, objects: GitObjects, repository: GitRepository, head: bytes
) -> None:
    id_ = repository.git("rev-parse", "main^{tree}").strip().encode()
    commit = objects.store("commit", head.replace(b"{tree}", id_))
    result = goalcheck("diff", f"{commit}:org", "org", "--today", "2026-09-01")
    assert result.out.startswith("Nothing is new, worse,")


def test_an_object_that_is_missing(goalcheck: Command, objects: GitObjects) -> None:
    objects.branch("evil", objects.organization(Entry(FILE, b"a.yaml", "1" * 40)))
    result = goalcheck("check", "org", "--since", "evil")
    assert (result.status, result.out) == (2, "")
    assert "fetch the whole history first" in result.err
