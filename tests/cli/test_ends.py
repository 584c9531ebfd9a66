"""Each command in each form as a real process: stdout is the result and nothing else, and a parser reads it.

What the program offers is asked of the program, so that a new command or format without a test fails here.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest
from conftest import ROOT
from ends import ENDS, KEPT, LOOSE, NORTHLINE, End, Offer, offered
from repository import GitRepository

from goalcheck.cli.app import COMMANDS, function_of

pytestmark = pytest.mark.ends

NOISE = b"Running a solver 1.16.0 (git hash: f3f113d): Copyright (c) 2026 under MIT licence terms\n"

WITH_OUTPUT = {
    command for command in COMMANDS if "output" in get_type_hints(function_of(command)) and command != "report"
}

every_offer = pytest.mark.parametrize("offer", sorted(ENDS), ids=" ".join)


def run(offer: Offer, end: End, folder: Path, *more: object) -> bytes:
    """The stdout of a command, whose status and stderr are as they should be."""
    arguments = [str(each).replace("{tmp}", str(folder)) for each in (*end.arguments, *more)]
    command = [sys.executable, "-m", "goalcheck", offer.command, *arguments]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert re.fullmatch(end.says, done.stderr.decode()), done.stderr.decode()
    assert done.returncode == end.status
    return done.stdout


def test_every_command_and_every_format_is_tested() -> None:
    assert set(ENDS) == offered()


@every_offer
def test_stdout_is_the_result_and_nothing_else(offer: Offer, tmp_path: Path) -> None:
    end = ENDS[offer]
    if KEPT in end.arguments:
        files = {str(each.relative_to(NORTHLINE)): each.read_text("utf-8") for each in NORTHLINE.rglob("*.yaml")}
        GitRepository(tmp_path / "kept").start(files)
    result = run(offer, end, tmp_path)
    if offer.command == "report":
        assert result == b""
        result = (tmp_path / f"report{offer.form}").read_bytes()
    end.read(result)
    if offer.form in LOOSE and offer.command in WITH_OUTPUT:
        file = tmp_path / "result"
        assert run(offer, end, tmp_path, "-o", file) == b""
        assert file.read_bytes() == result
    for spoiled in [NOISE + result] + [result + NOISE] * (offer.form not in (*LOOSE, ".md", ".markdown")):
        with pytest.raises(Exception):  # noqa: B017, PT011 - each parser has its own
            end.read(spoiled)


@pytest.mark.parametrize("command", [(), *((each,) for each in COMMANDS)], ids="".join)
def test_help_is_help(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goalcheck", *command, "--help"], capture_output=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(" ".join((" Usage: goalcheck", *command, "[OPTIONS]")).strip().encode())
