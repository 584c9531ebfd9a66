"""Files that change: nothing is lost between writers, and nothing is half-written, whenever a command is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Command, Result, Write, process

from goalcheck import HalfWritten, load
from goalcheck.changes.edit import Edit
from goalcheck.writing import locking
from goalcheck.writing.replacing import EDIT_PREFIX

fcntl = pytest.importorskip("fcntl", reason="Windows locks otherwise, and knows no SIGKILL")

TWO_FILES = ("--drop", "left.push", "--drop", "right.pull")
SAYING = ("--by", "Ada", "--reason", "as found", "--until", "2999-12-31")


@pytest.fixture
def org(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An organization in three files, in the current folder."""
    write("outcomes: {calm: {importance: 5}}\nsettings: {rules: {GC205: off, GC206: off}}\n", "org/org.yaml")
    for name, objective, word in (("left", "push", "strongly helps"), ("right", "pull", "strongly hurts")):
        text = f"departments:\n  {name}:\n    objectives:\n      {objective}: {{affects: {{calm: {word}}}}}\n"
        write(text, f"org/{name}.yaml")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "org"


def contents(org: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(org.iterdir())}


def journals() -> list[Path]:
    return sorted(Path("state").rglob("*.json"))


# Several at once.


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--rounds", "10"), "10 rounds: 80 exited with 0; "), (("--rounds", "3", "--kills"), "3 rounds: ")],
)
def test_eight_at_once_lose_nothing(options: tuple[str, ...], said: str) -> None:
    """A hundred rounds, and processes from their start, are for the hand: see benchmarks/README.md."""
    command = [sys.executable, "-m", "benchmarks.writers", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=250)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(said)
    assert done.stdout.endswith("; 0 wrong\n")


@pytest.fixture
def busy(org: Path) -> Iterator[int]:
    """Another process writes in the folder."""
    descriptor = os.open(org, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    yield descriptor
    os.close(descriptor)


def test_whoever_waits_says_so_and_goes_on(goalcheck: Command, org: Path, busy: int) -> None:
    threading.Timer(2.5, fcntl.flock, (busy, fcntl.LOCK_UN)).start()
    done = goalcheck("accept", "org", "--all", *SAYING)
    assert (done.status, done.err) == (0, f"goalcheck: waiting for another goalcheck that writes in {org}\n")
    assert (org / "decisions.yaml").is_file()


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("command", [("accept", "org", "--all", *SAYING), ("whatif", "org", *TWO_FILES, "--write")])
def test_nobody_waits_for_ever(
    goalcheck: Command, org: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.2)
    before = contents(org)
    done = goalcheck(*command)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"goalcheck: another goalcheck is still writing in {org}: nothing was written; try again when it has finished\n"
    )
    assert contents(org) == before


@pytest.mark.usefixtures("busy", "org")
def test_whoever_only_reads_does_not_wait(goalcheck: Command) -> None:
    assert goalcheck("analyze", "org").status == 0
    assert goalcheck("accept", "org", "--all", "--dry-run", *SAYING).status == 0


def test_where_no_folder_can_be_locked_a_file_of_the_user_is(
    goalcheck: Command, org: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_folder(_: str) -> int:
        raise IsADirectoryError(21, "Is a directory")

    monkeypatch.setattr(locking, "_open_folder", no_folder)
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.2)
    with locking.locked([str(org)]):
        assert "still writing in" in goalcheck("accept", "org", "--all", *SAYING).err
    assert goalcheck("accept", "org", "--all", *SAYING).status == 0
    assert [path.suffix for path in Path("state/goalcheck/locks").iterdir()] == [".lock"]
    assert {path.suffix for path in org.iterdir()} == {".yaml"}


# Somebody saves the file meanwhile.


def saving(monkeypatch: pytest.MonkeyPatch, path: Path, times: int) -> None:
    """Let an editor save a file right before a new one is moved to its place."""
    from goalcheck.writing import file_changes

    left = iter(range(times))
    expect = file_changes._expect_before

    def save_first(change: file_changes.FileChange) -> None:
        if change.path == path and (number := next(left, None)) is not None:
            path.write_text(path.read_text("utf-8") + f"# saved {number}\n", "utf-8")
        expect(change)

    monkeypatch.setattr(file_changes, "_expect_before", save_first)


@pytest.mark.parametrize("name", ["left.yaml", "right.yaml"])
def test_what_others_save_is_kept_and_edited(
    goalcheck: Command, org: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    saving(monkeypatch, org / name, times=3)
    done = goalcheck("whatif", "org", *TWO_FILES, "--write")
    assert (done.status, done.err) == (0, "goalcheck: wrote org/left.yaml\ngoalcheck: wrote org/right.yaml\n")
    assert (org / name).read_text("utf-8").endswith("status: dropped}\n# saved 0\n# saved 1\n# saved 2\n")
    assert b"dropped" in contents(org)["left.yaml"]
    assert b"dropped" in contents(org)["right.yaml"]


def test_a_file_that_is_saved_all_the_time_is_given_up(
    goalcheck: Command, org: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving(monkeypatch, org / "right.yaml", times=1000)
    done = goalcheck("whatif", "org", *TWO_FILES, "--write")
    assert (done.status, done.out) == (2, "")
    assert "saved by others again and again while being edited: nothing was written; try again" in done.err
    assert b"dropped" not in b"".join(contents(org).values())
    assert not journals()


def test_what_was_saved_while_the_organization_was_read_is_planned_anew(
    goalcheck: Command, org: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decisions are found by their lines, which may be others by then."""
    from goalcheck.planning import acceptance

    edits = acceptance.edits
    lapsed = (
        "decisions:\n- {between: [left.push, right.pull], decision: accepted, by: B, reason: x, until: 2020-01-01}\n"
    )
    path = org / "decisions.yaml"
    path.write_text(lapsed, "utf-8")
    waiting = iter([f"# a line\n{lapsed}"])

    def save_first(*arguments: Any) -> list[Edit]:
        if text := next(waiting, None):
            path.write_text(text, "utf-8")
        return edits(*arguments)

    monkeypatch.setattr(acceptance, "edits", save_first)
    assert goalcheck("accept", "org", "--all", *SAYING).status == 0
    text = path.read_text("utf-8")
    assert text.startswith(f"# a line\n{lapsed}- between: [right.pull]\n  over: calm\n")


def test_what_cannot_be_told_is_not_written(org: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    before = contents(org)
    command = [sys.executable, "-m", "goalcheck", "accept", "org", "--all", *SAYING]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert contents(org) == before


# Killed between two files.

DEAD_AFTER = """
import os, pathlib, signal
renamed, replace = [], pathlib.Path.replace
def kill_after(self, target):
    if {name!r} in self.name and len(renamed) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    if {name!r} in self.name:
        renamed.append(target)
    return replace(self, target)
pathlib.Path.replace = kill_after
from goalcheck.__main__ import process
process()
"""


def killed(*arguments: str, after: int) -> None:
    """Run a command that is killed when it has renamed so many files."""
    code = DEAD_AFTER.format(name=EDIT_PREFIX, after=after)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=False, env=env, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.fixture
def half(org: Path) -> dict[str, bytes]:
    """What the files held before a command was killed that had written one of two."""
    before = contents(org)
    killed("whatif", "org", *TWO_FILES, "--write", after=1)
    now = contents(org)
    assert b"dropped" in now["left.yaml"]
    assert now["right.yaml"] == before["right.yaml"]
    return before


def test_killed_before_the_first_file_is_as_if_never_run(goalcheck: Command, org: Path) -> None:
    before = contents(org)
    killed("whatif", "org", *TWO_FILES, "--write", after=0)
    assert goalcheck("analyze", "org").status == 0
    assert goalcheck("accept", "--recover", "org") == (0, "Nothing to recover.\n", "")
    assert contents(org) == before
    assert not journals()


@pytest.mark.parametrize("command", ["analyze", "check", "matrix", "report", "accept", "whatif"])
def test_whoever_only_reads_refuses_what_is_half_written_and_touches_nothing(
    goalcheck: Command, org: Path, half: dict[str, bytes], command: str
) -> None:
    more = {"report": ("-o", "x.html"), "accept": ("--all", "--dry-run", *SAYING), "whatif": TWO_FILES}
    now = contents(org)
    done = goalcheck(command, "org", *more.get(command, ()))
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"goalcheck: a goalcheck command was interrupted while it wrote {org}/left.yaml (written), {org}/right.yaml "
        "(untouched): 'goalcheck accept --recover org' puts back what was there before\n"
    )
    assert contents(org) == now != half
    assert len(journals()) == 1


def test_so_does_the_library(org: Path, half: dict[str, bytes]) -> None:
    assert half
    with pytest.raises(HalfWritten, match="accept --recover"):
        load(org)


@pytest.mark.parametrize(
    "command", [("accept", "org", "--all", *SAYING), ("whatif", "org", "--drop", "right.pull", "--write")]
)
def test_the_next_writer_puts_back_what_was_half_written(
    goalcheck: Command, org: Path, half: dict[str, bytes], command: tuple[str, ...]
) -> None:
    done = goalcheck(*command)
    assert done.status == 0
    said = f"goalcheck: an interrupted command had written {org}/left.yaml and not all of its files: put back\n"
    assert done.err.startswith(said)
    now = contents(org)
    assert now["left.yaml"] == half["left.yaml"]
    assert not [name for name in now if name.startswith(".")]
    assert not journals()
    assert goalcheck("analyze", "org").status == 0


def test_recovery_alone(org: Path, half: dict[str, bytes]) -> None:
    done = process("accept", "--recover", "org")
    assert (done.status, done.out) == (0, "")
    assert contents(org) == half
    assert process("accept", "--recover", "org").out == "Nothing to recover.\n"
    assert "--recover decides nothing" in process("accept", "--recover", "--prune", "org").err


def test_what_was_edited_since_stays(goalcheck: Command, org: Path, half: dict[str, bytes]) -> None:
    (org / "right.yaml").write_bytes(half["right.yaml"] + b"# mine\n")
    assert "right.yaml (edited since)" in goalcheck("analyze", "org").err
    assert goalcheck("accept", "--recover", "org").status == 0
    assert contents(org) == {**half, "right.yaml": half["right.yaml"] + b"# mine\n"}


def test_what_was_put_back_by_hand_is_not_touched(goalcheck: Command, org: Path, half: dict[str, bytes]) -> None:
    (org / "left.yaml").write_bytes(half["left.yaml"])
    assert goalcheck("analyze", "org").status == 0
    assert goalcheck("accept", "--recover", "org").out == "Nothing to recover.\n"
    assert contents(org) == half
    assert not journals()


def test_a_new_file_that_was_half_of_it_goes(goalcheck: Command, org: Path, half: dict[str, bytes]) -> None:
    """As a journal of a command tells that makes one: the file had not been there."""
    assert half
    journal = journals()[0]
    said = json.loads(journal.read_bytes())
    said["files"][0]["before"] = None
    journal.write_text(json.dumps(said))
    assert goalcheck("accept", "--recover", "org").status == 0
    assert not (org / "left.yaml").exists()


@pytest.mark.parametrize("harm", ["readable by others", "a link", "no JSON", "another version", "a link on the way"])
def test_a_journal_that_may_be_planted_is_not_followed(
    goalcheck: Command, org: Path, half: dict[str, bytes], harm: str
) -> None:
    journal, now = journals()[0], (org / "left.yaml").read_bytes()
    if harm == "readable by others":
        journal.chmod(0o644)
    elif harm == "a link":
        journal.rename("elsewhere")
        journal.symlink_to(Path("elsewhere").resolve())
    elif harm == "a link on the way":
        org.rename("moved")
        org.symlink_to("moved")
    else:
        journal.write_text("{" if harm == "no JSON" else journal.read_text().replace('"version": 1', '"version": 2'))
    assert goalcheck("accept", "--recover", "org") == (0, "Nothing to recover.\n", "")
    assert (org / "left.yaml").read_bytes() == now != half["left.yaml"]


def test_no_commit_brings_a_journal(goalcheck: Command, org: Path, half: dict[str, bytes]) -> None:
    """One that lies in the organization, wherever, is a file like any other."""
    journal = journals()[0]
    for place in (".goalcheck", "state/goalcheck/journals", ".local/state/goalcheck/journals", "."):
        (org / place).mkdir(parents=True, exist_ok=True)
        (org / place / journal.name).write_bytes(journal.read_bytes())
        (org / place / journal.name).chmod(0o600)
    journal.unlink()
    now = (org / "left.yaml").read_bytes()
    assert goalcheck("accept", "--recover", "org").out == "Nothing to recover.\n"
    assert (org / "left.yaml").read_bytes() == now != half["left.yaml"]


def test_a_failure_between_two_files_is_undone_at_once(
    goalcheck: Command, org: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, replace = contents(org), Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "right.yaml":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    done = goalcheck("whatif", "org", *TWO_FILES, "--write")
    assert done.status == 2
    assert "No space left on device" in done.err
    assert contents(org) == before
    assert not journals()


def test_no_journal_no_several_files(goalcheck: Command, org: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(Path("file").resolve()))
    before = contents(org)
    done = goalcheck("whatif", "org", *TWO_FILES, "--write")
    assert done.status == 2
    assert "their journal cannot be kept" in done.err
    assert "let XDG_STATE_HOME name a folder" in done.err
    assert contents(org) == before
    assert goalcheck("accept", "org", "--all", *SAYING).status == 0, "one file needs none"


# Results.


@pytest.mark.parametrize(
    "line",
    [
        "schema -o /dev/stdout >> log",
        "schema -o /dev/fd/1 >> log",
        "schema -o /proc/self/fd/1 >> log",
        "schema -o /dev/stderr 2>> log",
        "analyze org --format json=/dev/stdout >> log",
        "graph org --format dot -o /dev/stdout >> log.yaml; cat log.yaml >> log",
        "schema -o >(cat >> log); sleep 0.2",
        "schema -o link >> log",
        "schema -o pipe & cat pipe >> log; wait",
    ],
)
def test_what_is_no_file_is_written_to(org: Path, line: str) -> None:
    assert org.is_dir()
    Path("log").write_text("before\n")
    Path("link").symlink_to("/dev/stdout")
    os.mkfifo("pipe")
    goalcheck = f'"{sys.executable}" -m goalcheck'
    done = subprocess.run(["bash", "-c", f"{goalcheck} {line}"], capture_output=True, text=True, check=False)  # noqa: S607
    assert (done.returncode, done.stderr) == (0, "")
    written = Path("log").read_text("utf-8")
    assert written.startswith("before\n")
    assert len(written) > 100
    assert Path("pipe").is_fifo()
    assert Path("link").is_symlink()


def test_a_device_stays_a_device() -> None:
    before = Path("/dev/null").stat()
    assert process("schema", "-o", "/dev/null") == Result(0, "", "")
    assert Path("/dev/null").stat().st_rdev == before.st_rdev
    if Path("/dev/full").exists():
        assert "cannot write /dev/full: No space left on device" in process("schema", "-o", "/dev/full").err
    assert "Bad file descriptor" in process("schema", "-o", "/dev/fd/97").err


def test_owner_and_permissions_stay(goalcheck: Command, org: Path) -> None:
    path = org / "left.yaml"
    path.chmod(0o604)
    if os.geteuid() == 0:
        os.chown(path, 1234, 2345)
    before = path.stat()
    assert goalcheck("whatif", "org", "--drop", "left.push", "--write").status == 0
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino
