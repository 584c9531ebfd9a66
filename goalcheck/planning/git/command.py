"""The way git is run: only to read, whatever a repository's configuration or the environment says.

goalcheck asks eight questions, each of them plumbing; none runs a program, writes a file or reaches for the network:

- `rev-parse` (top of the work tree, commit of a revision, whether the clone is shallow) and `merge-base` read refs and
  commits. What a user says comes after --end-of-options, so that no revision is an option.
- `for-each-ref` lists the names of branches and tags, `rev-list` the commits that touch some paths, which stand after
  -- and are no patterns (--literal-pathspecs); both read no more than commits and trees.
- `cat-file --batch` and `cat-file -e` give objects as they are stored: without --filters and --textconv no attribute,
  no clean or smudge filter and no textconv is looked at.
- `diff-index --cached` compares a commit with the index: it neither refreshes the index (no core.fsmonitor) nor reads
  the work tree through a filter, and it prints names, so that diff.external and textconv have nothing to do; both are
  switched off nevertheless.

Hooks belong to commands that write; aliases cannot replace a command of git, and no pager is started. An object that a
partial clone lacks would be fetched, by the transport, ssh command or upload-pack that the configuration names: newer
versions of git are told not to (GIT_NO_LAZY_FETCH), and in older ones every transport is forbidden
(GIT_ALLOW_PROTOCOL stands above each protocol.NAME.allow of a configuration). Alternates are folders of further
objects, which are read like the repository's own.

No variable whose name begins with GIT_ reaches git: such variables name other repositories, indexes, object folders,
configurations, programs, and files to write traces into. (GIT_TEST_... stay: git's own tests use them to make git
stricter.)
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from goalcheck.source import GoalcheckError

_SETTINGS = (
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.quotePath=false",
    "protocol.allow=never",
)

_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # What git may take in one piece: a few bytes in a pack can say that they are an object of many gigabytes.
    "GIT_ALLOC_LIMIT": "512m",
    "LC_ALL": "C",
}

_NOT_WHOLE = ("not allowed", "lazy fetching disabled")


class NoRevision(GoalcheckError):
    """The revision, or what it needs, is not there or is not safe to read; the message says what to do."""


class NotWhole(NoRevision):
    """The clone lacks objects of the revision, which git would fetch if it might."""


def ask(folder: Path, *arguments: str) -> bytes:
    """Run git in a folder and return what it prints.

    Raises:
        NoRevision: it cannot be run, or fails.
    """
    process = start(folder, *arguments, errors=subprocess.PIPE)
    printed, said = process.communicate()
    if process.returncode:
        raise _failure(arguments[0], said.decode(errors="replace").strip().splitlines())
    return printed


def start(folder: Path, *arguments: str, errors: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start git in a folder, to be talked with.

    Raises:
        NoRevision: it cannot be run.
    """
    git = program()
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for_tests = {name: value for name, value in os.environ.items() if name.startswith("GIT_TEST_")}
    try:
        return subprocess.Popen(  # noqa: S603 - no shell; what a user says comes after --end-of-options
            [git, "-C", str(folder), *settings, "--no-pager", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=kept | for_tests | _ENVIRONMENT,
        )
    except (OSError, ValueError) as error:
        raise _cannot_run(getattr(error, "strerror", None) or str(error)) from error


def program() -> str:
    """The git that PATH names; never one that lies in the current folder, where Windows looks first.

    Raises:
        NoRevision: there is none.
    """
    absolute = [each for each in os.get_exec_path() if os.path.isabs(each)]  # noqa: PTH117
    found = shutil.which("git", path=os.pathsep.join(absolute)) if absolute else None
    if found is None or not os.path.isabs(found):  # noqa: PTH117
        raise _cannot_run("no folder of PATH holds it")
    return found


def _cannot_run(reason: str) -> NoRevision:
    return NoRevision(f"git cannot be run ({reason}); a comparison with the past needs it")


def _failure(command: str, said: Sequence[str]) -> NoRevision:
    """The reason why git failed, in one line."""
    if not said:
        return NoRevision(f"git {command} failed")
    if any(reason in line for line in said for reason in _NOT_WHOLE):
        return NotWhole(
            "this clone does not hold that revision whole, and nothing is fetched here: clone it without --filter"
        )
    told = said[0].removeprefix("fatal: ")
    if "dubious ownership" in told:
        told += "; if you trust it: git config --global --add safe.directory FOLDER"
    return NoRevision(told)
