"""Random edits of the files of an organization: texts, files added, removed, broken and mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

WORDS = ("hurts", "helps", "strongly hurts", "slightly helps", "neutral", "3", "-2", "yes", "option", "done", "2026-H1")
LINES = (
    "zzz: 1",
    "organization: {name: Another}",
    "organization: {name: Another, period: 2027-Q1}",
    "drivers: {new-driver: {affects: {personal-attention: hurts}}}",
    "outcomes: {fast-install: {}}",
    "departments: {new: {objectives: {one: {affects: {new-driver: helps}}}}}",
    "departments: {new: {objectives: {one: {affects: {nothing-like-it: helps}, needs: {coordinators: 3 hours}}}}}",
    "claims: [{from: new.one, to: new-driver, effect: {}}]",
    "settings: {rules: {unowned-objective: serious}, min_tension: 5}",
    "include: [nowhere/*.yaml]",
    "a: [",
    "- b",
    "\ta: 1",
    "<<<<<<< HEAD",
    "x: &a [*a]",
)


class Editor:
    """Makes one random edit after another in the files of a folder, and can undo them."""

    def __init__(self, folder: Path, random: Random) -> None:
        self._folder = folder
        self._random = random
        self._first = {path: path.read_bytes() for path in self._files()}
        self._edits: tuple[Callable[[Path], None], ...] = (
            *(self._word, self._line, self._line, self._remove_line, self._characters, self._bytes),
            *(self._copy, self._delete, self._mend, *(self._mend_all,) * 4),
        )

    def edit(self) -> None:
        """One edit in one file."""
        files = self._files()
        path = self._random.choice(files or sorted(self._first))
        self._random.choice(self._edits if path.exists() else (self._mend_all,))(path)

    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.rglob("*") if path.suffix in (".yaml", ".csv"))

    def _word(self, path: Path) -> None:
        words = path.read_bytes().split(b" ")
        words[self._random.randrange(len(words))] = self._random.choice(WORDS).encode()
        path.write_bytes(b" ".join(words))

    def _line(self, path: Path) -> None:
        path.write_bytes(path.read_bytes() + b"\n" + self._random.choice(LINES).encode() + b"\n")

    def _remove_line(self, path: Path) -> None:
        lines = path.read_bytes().splitlines(keepends=True) or [b""]
        del lines[self._random.randrange(len(lines))]
        path.write_bytes(b"".join(lines))

    def _characters(self, path: Path) -> None:
        raw = path.read_bytes()
        at = self._random.randrange(len(raw) + 1)
        path.write_bytes(raw[:at] + self._random.choice((b":", b"-", b"{", b"x", b"#", b"\n", b'"')) + raw[at:])

    def _bytes(self, path: Path) -> None:
        path.write_bytes(self._random.choice((b"", b"\xff\xfe", b"%PDF-", "\ufeffversion: 1\n".encode(), b"null\n")))

    def _copy(self, path: Path) -> None:
        path.with_name(f"copy-{self._random.randrange(3)}{path.suffix}").write_bytes(path.read_bytes())

    def _delete(self, path: Path) -> None:
        path.unlink()

    def _mend(self, path: Path) -> None:
        if path in self._first:
            path.write_bytes(self._first[path])
        else:
            path.unlink()

    def _mend_all(self, _: Path) -> None:
        for path in self._files():
            path.unlink()
        for path, raw in self._first.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
