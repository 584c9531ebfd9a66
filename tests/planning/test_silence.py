"""Silence on stdout while the solver works: shown with processes, because a file descriptor belongs to a whole one."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent

import pytest
from conftest import EXAMPLES, ROOT, process

pytestmark = pytest.mark.ends

NORTHLINE = EXAMPLES / "northline"

PRINTING = """
import ctypes, os, sys
from goalcheck.planning.resolving.silence import stdout_silenced
c = ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
"""


def printed(code: str, *, under: str = "") -> bytes:
    """What arrives on stdout of a process, with all that C and Python have buffered until they end."""
    command = [sys.executable, "-c", PRINTING + dedent(code)]
    if under:
        command = ["bash", "-c", f'"$@" {under}', "bash", *command]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}  # C heeds it too
    done = subprocess.run(command, capture_output=True, env={**env, "PYTHONPATH": str(ROOT)}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def test_only_what_is_printed_meanwhile_is_lost_however_it_is_buffered() -> None:
    assert printed("""
        print("1 Python, buffered"); c.printf(b"2 C, buffered\\n")
        with stdout_silenced():
            c.printf(b"lost\\n"); c.puts(b"lost"); os.write(1, b"lost\\n"); os.system("echo lost")
        c.printf(b"3 C, after\\n"); c.fflush(None)
        print("4 Python, after")
    """).splitlines() == [b"2 C, buffered", b"3 C, after", b"1 Python, buffered", b"4 Python, after"]


def test_an_exception_ends_the_silence() -> None:
    assert printed("""
        try:
            with stdout_silenced():
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            print("heard")
    """).split() == [b"heard"]


def test_threads_take_turns_and_stdout_is_there_at_the_end() -> None:
    assert printed("""
        from threading import Thread
        def work():
            for _ in range(200):
                with stdout_silenced():
                    c.puts(b"lost")
        threads = [Thread(target=work) for _ in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print("heard")
    """).split() == [b"heard"]


def test_nothing_is_left_open() -> None:
    assert printed("""
        first = os.dup(1)
        for _ in range(3):
            with stdout_silenced(): pass
        print(os.dup(1) - first)
    """).split() == [b"1"]


@pytest.mark.skipif(os.name == "nt", reason="closes stdout with a shell")
def test_a_closed_stdout_stays_closed() -> None:
    assert (
        printed(
            """
        with stdout_silenced():
            c.puts(b"lost")
        try:
            os.write(1, b"lost")
        except OSError:
            sys.exit(0)
        sys.exit(1)
    """,
            under=">&-",
        )
        == b""
    )


def test_a_program_that_is_solved_prints_nothing() -> None:
    pytest.importorskip("highspy")
    assert printed("""
        from goalcheck.planning.resolving.milp import Milp
        milp = Milp()
        milp.add({milp.choice(2): 1, milp.choice(3): 1}, 1)
        print(round(milp.solve().bound))
    """).split() == [b"2"]


@pytest.mark.skipif(os.name == "nt", reason="closes stdout with a shell")
def test_a_way_out_is_found_where_stdout_is_closed() -> None:
    pytest.importorskip("highspy")
    closed = process("resolve", NORTHLINE, under=["bash", "-c", 'exec "$@" >&-', "bash"])
    assert closed == (0, "", "")
