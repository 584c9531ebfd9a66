"""How a process ends, whatever happens to it: 0, 1 for findings alone, 2, or 130 after Ctrl-C."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from random import Random

import pytest
from conftest import ROOT

from goalcheck import __main__ as entry

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither such shells nor such signals")

NORTHLINE = ROOT / "examples" / "northline"
MODULE = f"{shlex.quote(sys.executable)} -m goalcheck"
SCRIPT = shlex.quote(str(Path(sys.executable).with_name("goalcheck")))

ANSWERS = {
    f"check {NORTHLINE}": 1,
    "analyze nowhere": 2,
    "analyze --bogus": 2,
    "--help": 0,
    "--version": 0,
}
"""Commands, with the exit status where all is well."""

WRITES_ON_STDOUT = [command for command, status in ANSWERS.items() if status != 2]

NOBODY_READS = ("2>/dev/full", "2> >(true)", ">&- 2>&-")
"""What changes no exit status: the result can be written, or nobody wants it."""

ODD = {
    "ascii": {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    "ascii without utf-8 mode": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
    "nothing": {"PYTHONIOENCODING": "ascii:ignore"},
    "no docstrings": {"PYTHONOPTIMIZE": "2"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
    "development mode": {"PYTHONDEVMODE": "1"},
    "unbuffered": {"PYTHONUNBUFFERED": "1"},
    "short numbers": {"PYTHONINTMAXSTRDIGITS": "640"},
    "no home": {"HOME": "", "USERPROFILE": ""},
    "no such home": {"HOME": "/nowhere"},
    "no columns": {"COLUMNS": "many", "LINES": "-1"},
}


def shell(script: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],  # noqa: S607
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        timeout=60,
        check=False,
    )


class TestStreams:
    @pytest.mark.parametrize(("command", "streams"), list(product(ANSWERS, NOBODY_READS)))
    def test_an_exit_status_says_what_was_found_and_not_who_reads_it(self, command: str, streams: str) -> None:
        done = shell(f"{MODULE} {command} {streams}")
        assert done.returncode == ANSWERS[command]
        assert b"Traceback" not in done.stderr

    @pytest.mark.parametrize(("command", "streams"), list(product(ANSWERS, (">/dev/full", ">/dev/full 2>/dev/full"))))
    def test_a_full_disk_is_no_finding(self, command: str, streams: str) -> None:
        done = shell(f"{MODULE} {command} {streams}")
        assert done.returncode == 2
        assert b"internal error" not in done.stderr

    @pytest.mark.parametrize("command", WRITES_ON_STDOUT)
    def test_a_reader_that_goes_is_no_error(self, command: str) -> None:
        done = shell(f"{MODULE} {command} | head -c 0")
        assert (done.returncode, done.stderr.count(b"error")) == (ANSWERS[command], 0)

    @pytest.mark.parametrize(
        ("command", "status"),
        [
            ("analyze nowhere 2>/dev/full", 2),
            ("analyze --bogus >&- 2>/dev/full", 2),
            ("--version >/dev/full", 2),
            (f"check {NORTHLINE} 2>/dev/full", 1),
            ("--help | head -c 0", 0),
        ],
    )
    def test_the_script_ends_as_the_module_does(self, command: str, status: int) -> None:
        assert shell(f"{SCRIPT} {command}").returncode == status


@pytest.mark.parametrize("env", ODD.values(), ids=ODD)
def test_an_odd_environment(env: dict[str, str]) -> None:
    done = shell(f"{MODULE} check {NORTHLINE}", env=env)
    assert done.returncode == 1
    assert b"internal error" not in done.stderr


def test_without_docstrings() -> None:
    assert shell(f"{shlex.quote(sys.executable)} -OO -m goalcheck check {NORTHLINE}").returncode == 1


@pytest.mark.parametrize("command", ANSWERS)
def test_a_folder_that_is_gone(command: str, tmp_path: Path) -> None:
    done = shell(f'mkdir gone; cd gone; rmdir "$PWD"; {MODULE} {command}', cwd=tmp_path)
    assert done.returncode == ANSWERS[command]
    assert b"internal error" not in done.stderr


def test_little_memory() -> None:
    done = shell(f"ulimit -v 200000; {MODULE} check {NORTHLINE}")
    assert done.returncode in (1, 2)
    assert b"Traceback" not in done.stderr


BROKEN = """
import sys
from goalcheck import __main__
from goalcheck.cli import {module}
def broken(*_, **__):
    raise {error}
{module}.{name} = broken
__main__.process()
"""


@pytest.mark.parametrize(
    "error", ["MemoryError", "RecursionError", "OSError(28, 'full')", "ValueError", "SystemExit('x')"]
)
@pytest.mark.parametrize(("module", "name"), [("analyzing", "analyzed"), ("run", "say"), ("run", "prepare")])
def test_a_mistake_of_ours_is_no_finding(module: str, name: str, error: str) -> None:
    fails(module, name, error)


def test_an_exit_that_no_command_asked_for_is_no_finding() -> None:
    fails("analyzing", "analyzed", "SystemExit(1)")


def fails(module: str, name: str, error: str) -> None:
    """A check in which something of ours breaks ends with 2."""
    script = BROKEN.format(module=module, name=name, error=error)
    path = "nowhere" if name == "say" else str(NORTHLINE)
    done = subprocess.run([sys.executable, "-c", script, "check", path], capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


STARTED = """
import sys
from goalcheck import __main__, interrupts
listen = interrupts.listen
def listening(status):
    listen(status)
    sys.stderr.write("started\\n")
    sys.stderr.flush()
interrupts.listen = listening
__main__.process()
"""
"""The command line, which says from when on it listens: what comes earlier is the interpreter's."""


def interrupted(*arguments: object, after: float, times: int = 1, script: str = STARTED) -> tuple[int, bytes, float]:
    """The status, what stood on stderr, and how long the end took of a process that was sent Ctrl-C."""
    running = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stderr is not None
    assert running.stderr.readline() == b"started\n"
    time.sleep(after)
    sent = time.perf_counter()
    for _ in range(times):
        running.send_signal(signal.SIGINT)
    err = running.communicate(timeout=60)[1]
    return running.returncode, err, time.perf_counter() - sent


SLOW = """
import sys, hashlib
from goalcheck import __main__
def compute():
    sys.stderr.write("started\\n")
    sys.stderr.flush()
    hashlib.pbkdf2_hmac("sha256", b"", b"", 200_000_000)
__main__.main = compute
__main__.process()
"""
"""A library that computes for minutes and knows nothing of Python's signals."""

SWALLOWING = """
import sys
from goalcheck import __main__
class Lasting:
    def __del__(self):
        for _ in range(10**9):
            pass
def drop():
    sys.stderr.write("started\\n")
    sys.stderr.flush()
    Lasting()
__main__.main = drop
__main__.process()
"""
"""A destructor, whose exceptions nobody can catch."""


@pytest.fixture
def heard() -> Iterator[None]:
    """Let processes that a test starts hear Ctrl-C, even where a script in the background runs the tests deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
class TestCtrlC:
    @pytest.mark.parametrize("command", [("analyze", NORTHLINE), ("resolve", NORTHLINE), ("--help",)])
    def test_at_any_moment(self, command: tuple[object, ...]) -> None:
        random = Random(str(command[0]))  # noqa: S311  # for moments, not for secrets
        for times in (1, 3, 1, 3, 1):
            status, err, _ = interrupted(*command, after=random.random() ** 2, times=times)
            # One that was done before the signal came has answered.
            assert status in (0, 130)
            assert err == b""

    def test_while_a_library_computes(self) -> None:
        status, err, seconds = interrupted(after=0.1, script=SLOW)
        assert (status, err) == (130, b"")
        assert seconds < 10

    def test_what_is_swallowed_ends_the_process_all_the_same(self) -> None:
        status, err, _ = interrupted(after=0.3, script=SWALLOWING)
        assert (status, err) == (130, b"")

    def test_a_script_in_the_background_ignores_it(self) -> None:
        done = shell(f"trap '' INT; {MODULE} check {NORTHLINE} & sleep 0.3; kill -INT $!; wait $!")
        assert done.returncode == 1

    def test_to_be_told_to_end_is_as_ever(self) -> None:
        running = subprocess.Popen([sys.executable, "-c", SLOW], stderr=subprocess.PIPE, cwd=ROOT)
        assert running.stderr is not None
        assert running.stderr.readline() == b"started\n"
        running.terminate()
        running.communicate(timeout=60)
        assert running.returncode == -signal.SIGTERM


def test_the_two_that_know_the_exit_status_agree() -> None:
    from goalcheck.cli import exits

    assert (entry.FAILED, entry.INTERRUPTED) == (exits.FAILED, exits.INTERRUPTED)
