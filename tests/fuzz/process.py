"""A command as a real process, as people start it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from fuzz.case import Command

ROOT = Path(__file__).parent.parent.parent


def environment() -> dict[str, str]:
    """What the commands find in their environment: no forge, the same everywhere."""
    here = dict.fromkeys(("GITHUB_ACTIONS", "GITLAB_CI", "NO_COLOR", "GOALCHECK_DEBUG"), "")
    return {**here, "TERM": "dumb", "PYTHONPATH": str(ROOT)}


def as_process(command: Command, *, timeout: float) -> tuple[int, bytes, bytes]:
    """Exit status, stdout and stderr, with another order of Python's sets each time."""
    done = subprocess.run(
        [sys.executable, "-m", "goalcheck", *command],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment(), "PYTHONHASHSEED": "random"},
        timeout=timeout,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
