"""Organizations as they were at a git revision, read from git's object store: nothing is checked out or run.

A repository may be hostile (CRAFT: fsmonitor, textconv, diff.external and refs that look like options), so only plumbing
is called that runs nothing, and every ref is resolved to a commit id before it is used.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from goalcheck.api import load
from goalcheck.model import Organization
from goalcheck.source import Excerpt, GoalcheckError, InvalidInput, Location, Problem

SUFFIXES = (".yaml", ".yml", ".csv")
MAX_BYTES = 200_000_000
"""How much is read out of git at most: an organization is small."""

REGULAR = ("100644", "100755")
MERGE_BASE = "..."


class NoRevision(GoalcheckError):
    """The revision, or what it needs, is not there; the message says what to do."""


class _Blob(NamedTuple):
    """A file of a tree: its path below the top of the repository, and the object that holds it."""

    path: str
    object: str
    size: int


def load_at(revision: str, paths: Sequence[str]) -> Organization:
    """The organization in these paths as it was at a revision.

    Args:
        revision: anything that names a commit; `main...` is where main and HEAD parted.
        paths: files and directories as they are named today; those that did not exist then are left out.

    Raises:
        NoRevision: there is no git, no repository, no such commit, or none of the paths existed then.
        InvalidInput: the files were wrong then; the places name the revision.
    """
    top = _top(paths)
    commit = _commit(top, revision)
    wanted = [_below(top, path) for path in paths]
    blobs = list(_blobs(top, commit, _roots(top, paths)))
    existing = [path for path in wanted if any(path in (".", blob.path) or blob.path.startswith(f"{path}/") for blob in blobs)]
    if not existing:
        raise NoRevision(f"nothing of {', '.join(paths)} existed at {revision}")
    with tempfile.TemporaryDirectory(prefix="goalcheck-") as folder:
        _export(top, blobs, Path(folder))
        try:
            return load([Path(folder, path) for path in existing])
        except InvalidInput as error:
            raise InvalidInput(tuple(_renamed(each, folder, revision) for each in error.problems)) from None


def load_source(source: str) -> Organization:
    """The organization in a path, or at a revision where the source is `REV:PATH` and no such path exists.

    Raises:
        NoRevision, InvalidInput: as `load_at` and `load` do.
    """
    revision, colon, path = source.partition(":")
    if colon and revision and not os.path.lexists(source):
        return load_at(revision, [path or "."])
    return load(source)


def _top(paths: Sequence[str]) -> Path:
    start = Path(paths[0])
    start = next((each for each in (start, *start.absolute().parents) if each.is_dir()), Path())
    return Path(_git(start, "rev-parse", "--show-toplevel").decode(errors="surrogateescape").rstrip("\n"))


def _commit(top: Path, revision: str) -> str:
    name, dots, other = revision.partition(MERGE_BASE)
    if not dots:
        return _resolved(top, revision)
    return _merge_base(top, _resolved(top, name or "HEAD"), _resolved(top, other or "HEAD"), revision)


def _resolved(top: Path, name: str) -> str:
    try:
        return _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    except NoRevision as error:
        raise NoRevision(f"there is no commit '{name}' here{_shallow_hint(top)}") from error


def _merge_base(top: Path, one: str, other: str, revision: str) -> str:
    try:
        return _git(top, "merge-base", one, other).decode().strip()
    except NoRevision as error:
        raise NoRevision(f"'{revision}' has no common commit{_shallow_hint(top)}") from error


def _shallow_hint(top: Path) -> str:
    shallow = _git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
    return "; the clone is shallow: fetch the whole history (fetch-depth: 0, GIT_DEPTH: 0)" if shallow else ""


def _roots(top: Path, paths: Sequence[str]) -> list[str]:
    """What may have been read then: the directories given, and those that hold the files given."""
    roots = {_below(top, path) if Path(path).is_dir() or not Path(path).suffix else _parent(top, path) for path in paths}
    return sorted(roots)


def _parent(top: Path, path: str) -> str:
    return _below(top, str(Path(path).parent))


def _below(top: Path, path: str) -> str:
    """A path as git names it, from the top of the repository."""
    try:
        return Path(path).resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        raise NoRevision(f"{path} is not in the repository {top}") from None


def _blobs(top: Path, commit: str, roots: Sequence[str]) -> Iterator[_Blob]:
    """The files of a commit below the roots that an organization can be made of; links and modules are left out."""
    limits = [] if "." in roots else ["--", *roots]
    total = 0
    for entry in _git(top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, *limits).split(b"\0"):
        if entry:
            about, _, name = entry.partition(b"\t")
            mode, _, blob, size = about.decode().split()
            path = os.fsdecode(name)
            if mode in REGULAR and path.endswith(SUFFIXES) and ".." not in path.split("/"):
                total += int(size)
                if total > MAX_BYTES:
                    raise NoRevision(f"the files at {commit[:12]} have more than {MAX_BYTES:,} bytes")
                yield _Blob(path, blob, int(size))


def _export(top: Path, blobs: Sequence[_Blob], folder: Path) -> None:
    """Write the files of a commit below a folder."""
    wanted = "".join(f"{blob.object}\n" for blob in blobs).encode()
    content = _git(top, "cat-file", "--batch", standard_input=wanted)
    at = 0
    for blob in blobs:
        start = content.index(b"\n", at) + 1
        at = start + blob.size + 1
        path = folder / blob.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[start : start + blob.size])


def _git(folder: Path, *arguments: str, standard_input: bytes | None = None) -> bytes:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and every argument is ours or a resolved id
            ["git", "-C", str(folder), "-c", "core.fsmonitor=false", "--no-pager", *arguments],  # noqa: S607
            input=standard_input,
            stdin=subprocess.DEVNULL if standard_input is None else None,
            capture_output=True,
            env=environment,
            check=False,
        )
    except OSError as error:
        raise NoRevision(f"git cannot be run ({error.strerror or error}); a comparison with the past needs it") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoRevision(said[0].removeprefix("fatal: ") if said else f"git {arguments[0]} failed")
    return done.stdout


def _renamed(problem: Problem, folder: str, revision: str) -> Problem:
    """A problem with its places named as REV:PATH instead of by the folder that they were read from."""

    def name(file: str) -> str:
        return f"{revision}:{file.removeprefix(folder).lstrip('/')}"

    places = tuple(
        Excerpt(Location(name(place.location.file), *place.location[1:]), place.text, place.label) for place in problem.places
    )
    return Problem(name(problem.file), problem.message.replace(f"{folder}/", f"{revision}:"), problem.expected, places)
