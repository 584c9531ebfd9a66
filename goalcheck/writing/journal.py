"""The journal of a command that changes several files: what they held before, kept until all of them are changed.

A command that is killed between two files has reported nothing as written, so that what it has written is put back: by
the next command that writes there, or by `goalcheck accept --recover`. Commands that only read never write: they refuse
what is half-written and say so.

The journal lies in the user's state folder, so that no commit can bring one along. Were one planted there all the same,
it would not be read (only what belongs to the user, and nobody else can read, is), and it could only touch regular
files that hold, byte for byte, what it says that goalcheck wrote there.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from goalcheck.source import GoalcheckError
from goalcheck.writing.locking import locked, roots_of
from goalcheck.writing.replacing import CannotWrite, replace, settle, sweep
from goalcheck.writing.state import made_state_folder, state_folder

VERSION = 1
_ENDING = ".json"

READER_SECONDS = 10.0
"""How long a command that only reads waits for one that is just writing several files."""


class HalfWritten(GoalcheckError):
    """A command was interrupted between two files; the message says which, and what puts them back."""


class FileState(Enum):
    """The state of a file, seen from the journal."""

    WRITTEN = "written"
    UNTOUCHED = "untouched"
    EDITED = "edited since"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A file: what it held before, and the digest of what it should hold; None where there is no file."""

    path: str
    before: str | None
    after: str | None

    def state(self) -> FileState:
        """The state of the file now."""
        try:
            now = digest(content_of(Path(self.path)))
        except OSError:
            return FileState.EDITED
        if now == self.after:
            return FileState.WRITTEN
        before = None if self.before is None else self.before.encode("utf-8")
        return FileState.UNTOUCHED if now == digest(before) else FileState.EDITED

    def put_back(self) -> None:
        """Let it hold what it held before."""
        path = Path(self.path)
        if self.before is None:
            path.unlink(missing_ok=True)
            settle(path.parent)
        else:
            replace(path, self.before.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Journal:
    """The record of the files that a command has begun to write."""

    file: str
    entries: tuple[JournalEntry, ...]

    @property
    def folders(self) -> set[str]:
        """The folder of the journal."""
        return {os.path.dirname(entry.path) for entry in self.entries}  # noqa: PTH120

    def written(self) -> list[JournalEntry]:
        """The files that are written, where others are not."""
        states = [(entry, entry.state()) for entry in self.entries]
        done = [entry for entry, state in states if state is FileState.WRITTEN]
        return done if len(done) < len(self.entries) else []

    def __str__(self) -> str:
        each = ", ".join(f"{entry.path} ({entry.state().value})" for entry in self.entries)
        return f"a goalcheck command was interrupted while it wrote {each}"


@contextmanager
def journaled(before: Mapping[Path, bytes | None], after: Mapping[Path, bytes | None]) -> Iterator[None]:
    """Keep a journal while several files change; it stays where they are left half-written.

    Raises:
        CannotWrite: it cannot be kept.
    """
    entries = tuple(JournalEntry(str(path), _text(content), digest(after[path])) for path, content in before.items())
    try:
        journal = Journal(_kept(entries), entries)
    except OSError as error:
        raise CannotWrite(
            f"several files change, and their journal cannot be kept ({error.strerror or error}): nothing was written; "
            "let XDG_STATE_HOME name a folder that can be written to"
        ) from error
    try:
        yield
    finally:
        if not journal.written():
            _forget(journal)


def recover(paths: Sequence[str], waiting: Callable[[str], None]) -> list[str]:
    """Put back what killed commands have written in part below these paths; the files that were put back.

    Their temporary files in the folders named go too.

    Raises:
        CannotWrite: there is no room or no right, or another command is writing there.
    """
    restored: list[str] = []
    roots = roots_of(paths)
    with locked(roots, waiting=waiting):
        for root in roots:
            sweep(Path(root))
    for found in _pending(roots):
        with locked(found.folders, waiting=waiting):
            journal = _read(found.file)
            if journal is None:
                continue  # its command was only slow
            for entry in journal.written():
                _put_back(entry)
                restored.append(entry.path)
            _forget(journal)
    return restored


def refuse_half_written(paths: Sequence[str]) -> None:
    """See to it that nothing below these paths was left half-written.

    Raises:
        HalfWritten: something was; nothing is put back here.
    """
    if not _files():
        return
    for found in _pending(roots_of(paths)):
        if found.written():
            with locked(found.folders, seconds=READER_SECONDS):
                journal = _read(found.file)
            if journal is not None and journal.written():
                raise HalfWritten(f"{journal}: 'goalcheck accept --recover {paths[0]}' puts back what was there before")


def digest(content: bytes | None) -> str | None:
    """The SHA-256 of a content."""
    from hashlib import sha256

    return None if content is None else sha256(content).hexdigest()


def content_of(path: Path) -> bytes | None:
    """The content of a regular file; None if there is none.

    Raises:
        OSError: it cannot be read, or is something else.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise OSError(errno.EINVAL, "this is no regular file")
        return path.read_bytes()
    return None


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode("utf-8")


def _put_back(entry: JournalEntry) -> None:
    try:
        entry.put_back()
    except OSError as error:
        raise CannotWrite(f"cannot put back {entry.path}: {error.strerror or error}") from error


def _kept(entries: Collection[JournalEntry]) -> str:
    """Write a journal; its file, which is on the disk before any other changes."""
    import json

    folder = Path(made_state_folder("journals"))
    name = digest("\0".join(entry.path for entry in entries).encode("utf-8", "surrogateescape")) or ""
    files = [{"path": entry.path, "before": entry.before, "after": entry.after} for entry in entries]
    new, file = folder / f"{name[:32]}.new", folder / f"{name[:32]}{_ENDING}"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(json.dumps({"version": VERSION, "files": files}).encode("ascii"))
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
    settle(folder)
    return str(file)


def _forget(journal: Journal) -> None:
    with suppress(FileNotFoundError):
        Path(journal.file).unlink()
        settle(Path(journal.file).parent)


def _files() -> list[str]:
    folder = state_folder("journals")
    with suppress(OSError):
        return sorted(str(each) for each in Path(folder).iterdir() if each.suffix == _ENDING) if folder else []
    return []


def _pending(roots: Collection[str]) -> list[Journal]:
    """The journals about files below some folders."""
    journals = [journal for journal in map(_read, _files()) if journal]
    return [each for each in journals if any(_is_below(entry.path, roots) for entry in each.entries)]


def _is_below(path: str, roots: Collection[str]) -> bool:
    return any(str(parent) in roots for parent in Path(path).parents)


def _read(file: str) -> Journal | None:
    """A journal; None where there is none, or one that this user's goalcheck cannot have written."""
    import json

    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as opened:
            raw = json.loads(opened.read()) if _is_own(os.fstat(descriptor)) else {}
        if raw.get("version") != VERSION:
            return None
        entries = tuple(_entry(each) for each in raw["files"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Journal(file, entries)


def _entry(raw: Any) -> JournalEntry:
    path, before, after = raw["path"], raw["before"], raw["after"]
    if not isinstance(path, str) or not all(each is None or isinstance(each, str) for each in (before, after)):
        raise TypeError("no journal")
    if os.path.realpath(path) != path:
        raise ValueError("a link leads elsewhere since")
    return JournalEntry(path, before, after)


def _is_own(status: os.stat_result) -> bool:
    if not stat.S_ISREG(status.st_mode):
        return False
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & 0o077)
