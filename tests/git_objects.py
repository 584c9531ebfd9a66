"""Commits that git itself would never make: any bytes as a name, and files that pass for a repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from repository import ENVIRONMENT, FILES, GitRepository

FILE, LINK, FOLDER = "100644", "120000", "40000"


class Entry(NamedTuple):
    """An entry of a tree: whatever mode and name, and the id of an object."""

    mode: str
    name: bytes
    object: str


class GitObjects:
    """The object store of a repository, written to as it stands."""

    def __init__(self, repository: GitRepository) -> None:
        self.repository = repository

    def store(self, kind: str, content: bytes) -> str:
        done = subprocess.run(
            ["git", "hash-object", "--literally", "-t", kind, "-w", "--stdin"],  # noqa: S607
            cwd=self.repository.folder,
            env={**os.environ, **ENVIRONMENT},
            input=content,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def file(self, name: bytes, text: str) -> Entry:
        return Entry(FILE, name, self.store("blob", dedent(text).encode()))

    def link(self, name: bytes, target: str) -> Entry:
        return Entry(LINK, name, self.store("blob", target.encode()))

    def folder(self, name: bytes, *entries: Entry) -> Entry:
        return Entry(FOLDER, name, self.tree(*entries))

    def tree(self, *entries: Entry) -> str:
        parts = (b"%s %s\0%s" % (mode.encode(), name, bytes.fromhex(id_)) for mode, name, id_ in entries)
        return self.store("tree", b"".join(parts))

    def branch(self, name: str, *entries: Entry) -> None:
        """Make a branch whose one commit holds these entries."""
        commit = self.repository.git("commit-tree", "-m", "Hostile", self.tree(*entries)).strip()
        self.repository.git("update-ref", f"refs/heads/{name}", commit)

    def organization(self, *further: Entry, name: bytes = b"org") -> Entry:
        """The folder of the organization as main has it, with entries that are added."""
        lines = (line.replace("\t", " ").split(" ") for line in self.repository.git("ls-tree", "main:org").splitlines())
        return self.folder(name, *further, *(Entry(mode, path.encode(), id_) for mode, _, id_, path in lines))


def started(folder: Path) -> GitRepository:
    """A repository with the organization in it."""
    repository = GitRepository(folder)
    repository.start(FILES)
    return repository


def cloned(repository: GitRepository, folder: Path) -> GitRepository:
    """A clone, made as anybody makes one."""
    repository.git("clone", "-q", f"file://{repository.folder}", str(folder))
    return GitRepository(folder)


def plant(repository: GitRepository, folder: str, *, branch: str) -> None:
    """Put files into a folder that git takes for a repository, whose past is what the folder holds now."""
    home = repository.folder / folder
    bare = repository.folder.parent / "planted"
    repository.git("init", "-q", "--bare", str(bare))
    inside = ("--git-dir", str(bare), "--work-tree", str(home))
    repository.git(*inside, "add", "-A")
    repository.git(*inside, "commit", "-q", "-m", "The past as the attacker tells it")
    repository.git(*inside, "update-ref", f"refs/remotes/origin/{branch}", "HEAD")
    repository.git(*inside, "update-ref", f"refs/heads/{branch}", "HEAD")
    (bare / "HEAD").write_text(f"ref: refs/heads/{branch}\n")
    (bare / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n")
    for name in ("HEAD", "config", "objects", "refs", "index"):
        os.rename(bare / name, home / name)  # noqa: PTH104 - folders too
