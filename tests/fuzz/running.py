"""Runs the commands of a case in a forked child, in a folder of its own, and says what they did wrong.

The child shares the modules that are loaded already, which makes a command take milliseconds; whatever it breaks, eats
or leaves behind ends with it. The system stops a command that takes too much CPU, and refuses too much memory.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
from contextlib import ExitStack
from io import FileIO, TextIOWrapper
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, NamedTuple

from fuzz.case import FINGERPRINT, NOT_FOUND, OUT, Case, Command, Files
from fuzz.invariants import Outcome, Violation, violations
from fuzz.process import as_process, environment
from goalcheck.__main__ import main

CPU_SECONDS = 20
"""What a command may take on these small inputs; most take a hundredth of a second."""

WALL_SECONDS = 300
"""For a command that waits and does not compute."""

MEMORY = 4 << 30

TIMED = ("resolve",)
"""Commands whose answer may depend on the clock."""


class Failure(NamedTuple):
    """The command of a case that did wrong, and what it did."""

    number: int
    command: Command
    violation: Violation


class Checks(NamedTuple):
    """What is compared, beside what always holds."""

    repeat: bool = False
    process: bool = False


PLAINLY = Checks()


def failures(case: Case, checks: Checks = PLAINLY) -> list[Failure]:
    """Run a case; empty if everything is as it should be."""
    ours, theirs = get_context("fork").Pipe()
    child = get_context("fork").Process(target=_child, args=(case, checks, theirs), daemon=True)
    child.start()
    theirs.close()
    number, found = -1, []
    try:
        while ours.poll(WALL_SECONDS):
            number, problems = ours.recv()
            found += [Failure(number, case.commands[number] if number >= 0 else (), each) for each in problems]
        child.kill()
        found.append(Failure(number + 1, _at(case, number + 1), Violation("hang", f"busy after {WALL_SECONDS} s")))
    except EOFError:
        child.join()
        if child.exitcode:
            found.append(Failure(number + 1, _at(case, number + 1), _crash(child.exitcode)))
    return found


def _at(case: Case, number: int) -> Command:
    return case.commands[number] if 0 <= number < len(case.commands) else ()


def _crash(exitcode: int) -> Violation:
    if exitcode == -signal.SIGPROF:
        return Violation("hang", f"more than {CPU_SECONDS} s of CPU")
    return Violation("crash", f"the process ended with {exitcode}")


def _child(case: Case, checks: Checks, pipe: Connection) -> None:
    """Send what is wrong with each command, once it has ended."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ.update(environment())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="fuzz-")))
        run = _Run(case, folder, stack)
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)  # whatever is left there, is seen
        for number, command in enumerate(case.commands):
            pipe.send((number, run.problems(command, checks)))
        signal.setitimer(signal.ITIMER_PROF, 0)
        os.chdir("/")


class _Run:
    """The commands of one case, one after the other in the same folder."""

    def __init__(self, case: Case, folder: Path, stack: ExitStack) -> None:
        self._case = case
        self._folder = folder
        self._out, self._err = (stack.enter_context(_stream()) for _ in range(2))
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(self._out.fileno(), 1)
        os.dup2(self._err.fileno(), 2)
        self._fingerprints: list[str] | None = None
        write(folder, case.files)
        os.chdir(folder)

    def problems(self, command: Command, checks: Checks) -> list[Violation]:
        """What one command does wrong."""
        command = self._named(command)
        outcome = self.outcome(command)
        found = violations(outcome)
        if checks.repeat and command[0] not in TIMED:
            found += _compared(outcome, self.outcome(command), "a second run")
        if checks.process and command[0] not in TIMED:
            found += _compared(outcome, self._process(command), "a process of its own")
        if not outcome.status and set(outcome.written) & set(self._case.files):
            found += self._still_valid()
        self._restore()
        return found

    def outcome(self, command: Command) -> Outcome:
        """Run a command here."""
        self._restore()
        status = self._status(command)
        return self._outcome(command, status, *(_content(each.fileno()) for each in (self._out, self._err)))

    def _status(self, command: Command) -> int | None:
        for stream in (self._out, self._err):
            os.ftruncate(stream.fileno(), 0)
            os.lseek(stream.fileno(), 0, os.SEEK_SET)
        sys.argv = ["goalcheck", *command]
        sys.stdout, sys.stderr = (TextIOWrapper(FileIO(each, "w", closefd=False), "utf-8") for each in (1, 2))
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        try:
            main()
            status: object = 0
        except SystemExit as stop:
            status = stop.code or 0
        except BaseException as error:
            sys.stderr.write(f"Traceback (most recent call last): {error!r}")
            status = None
        sys.stdout.flush()
        sys.stderr.flush()
        return status if isinstance(status, int) else None

    def _process(self, command: Command) -> Outcome:
        self._restore()
        done = as_process(command, timeout=WALL_SECONDS)
        return self._outcome(command, *done)

    def _outcome(self, command: Command, status: int | None, out: bytes, err: bytes) -> Outcome:
        now, before = read(self._folder), self._case.files
        written = {name: content for name, content in now.items() if before.get(name) != content}
        return Outcome(command, status, out, err, written, tuple(sorted(before.keys() - now.keys())))

    def _still_valid(self) -> list[Violation]:
        """An organization that a command has written can be read."""
        status = self._status(("analyze", *self._case.organization))
        err = _content(self._err.fileno()).decode("utf-8", "replace")
        return [Violation("edit", f"what was written is not valid: {err[-500:]}")] if status else []

    def _named(self, command: Command) -> Command:
        """The command with the fingerprints of findings that there are."""
        if not any(word.startswith(FINGERPRINT) for word in command):
            return command
        known = self._known()
        return tuple(
            _chosen(known, int(word.removeprefix(FINGERPRINT))) if word.startswith(FINGERPRINT) else word
            for word in command
        )

    def _known(self) -> list[str]:
        if self._fingerprints is None:
            status = self._status(("analyze", *self._case.organization, "-f", "json"))
            text = _content(self._out.fileno())
            findings = json.loads(text)["findings"] if status == 0 else ()
            self._fingerprints = [each["fingerprint"] for each in findings]
        return self._fingerprints

    def _restore(self) -> None:
        """The folder as it was at first."""
        now = read(self._folder)
        for name in now.keys() - self._case.files.keys():
            (self._folder / name).unlink()
        write(self._folder, {name: each for name, each in self._case.files.items() if now.get(name) != each})


def _stream() -> IO[bytes]:
    """A file that is in no folder, and so in nobody's way."""
    return TemporaryFile()


def _chosen(known: list[str], number: int) -> str:
    return known[number % len(known)] if known else NOT_FOUND


def _compared(one: Outcome, other: Outcome, what: str) -> list[Violation]:
    fields = [name for name in ("status", "out", "err", "written") if getattr(one, name) != getattr(other, name)]
    return [Violation("not the same", f"{what} gave another {', '.join(fields)}")] if fields else []


def _content(handle: int) -> bytes:
    return os.pread(handle, os.fstat(handle).st_size, 0)


def write(folder: Path, files: Files) -> None:
    """Write the files of a case; the folder for results is there, too."""
    (folder / OUT).mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def read(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}
