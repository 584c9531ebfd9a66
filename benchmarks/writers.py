"""Many commands that write into one organization at once, some of them killed: what was reported stands in the files.

Each round starts eight `goalcheck accept`, each of another finding. With --kills, a `goalcheck whatif --write` that
changes two files starts beside them, and half of all are killed (SIGKILL) at random moments. Afterwards every decision
of a command that exited with 0 must stand in the files, the files must load, both files of `whatif` must be changed or
neither, and nothing may be left behind. Not for Windows.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from benchmarks.measure import PYTHON
from goalcheck import analyze, load
from goalcheck.__main__ import process

WRITERS = 8
IMPORTED = (
    *("cli.run", "cli.commands.accept", "cli.commands.whatif"),
    *("cli.editing", "planning.acceptance", "changes.patching.writing", "selection"),
)
"""What the commands import, here once for all of them, so that they meet in what they do."""

SAYING = ("--by", "Ada", "--reason", "as found", "--until", "2999-12-31")
DROPPED = ("--drop", "left.extra", "--drop", "right.extra")
KILLED_WITHIN_SECONDS = 0.4
SPAWNED_SECONDS = 6.0
"""Whole processes that start together on two cores take longer."""


@dataclass
class Figures:
    """What the rounds came to."""

    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0


@dataclass(frozen=True)
class Writer:
    """A command that was started."""

    name: str
    pid: int
    output: Path


def main() -> int:
    """Run the rounds and print their figures; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--kills", action="store_true", help="kill half of the commands at random moments")
    parser.add_argument("--spawn", action="store_true", help="start whole processes, which takes ten times as long")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for name in IMPORTED:
        import_module(f"goalcheck.{name}")
    drawn, figures = random.Random(options.seed), Figures()
    for number in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_STATE_HOME"] = str(Path(folder, "state"))
            _round(Path(folder), number, figures, drawn, kills=options.kills, spawn=options.spawn)
    ended = ", ".join(f"{count} {how}" for how, count in sorted(figures.ended.items()))
    print(f"{options.rounds} rounds: {ended}; slowest round {figures.slowest:.1f} s; {len(figures.wrong)} wrong")
    print("".join(f"{each}\n" for each in figures.wrong), end="")
    return bool(figures.wrong)


def _round(folder: Path, number: int, figures: Figures, drawn: random.Random, *, kills: bool, spawn: bool) -> None:
    organization = folder / "organization"
    _write_organization(organization, has_decisions=bool(number % 2))
    report = analyze(load(organization))
    wanted = [each.fingerprint for each in report.findings if each.code == "GC101"]
    commands: dict[str, Sequence[str]] = {each: ("accept", each, str(organization), *SAYING) for each in wanted}
    if kills:
        commands["whatif"] = ("whatif", str(organization), *DROPPED, "--write")
    start = time.monotonic()
    writers = [_started(name, command, folder / name, spawn=spawn) for name, command in commands.items()]
    if kills:
        _kill(drawn.sample(writers, len(writers) // 2), drawn, SPAWNED_SECONDS if spawn else KILLED_WITHIN_SECONDS)
    done = {writer.name: os.waitstatus_to_exitcode(os.waitpid(writer.pid, 0)[1]) for writer in writers}
    figures.slowest = max(figures.slowest, time.monotonic() - start)
    figures.ended.update("killed" if status < 0 else f"exited with {status}" for status in done.values())
    for wrong in _wrong(organization, writers, done):
        figures.wrong.append(f"round {number}: {wrong}")


def _write_organization(folder: Path, *, has_decisions: bool) -> None:
    folder.mkdir()
    outcomes = "".join(f"  outcome{each}: {{importance: 5}}\n" for each in range(WRITERS))
    text = f"version: 1\noutcomes:\n{outcomes}settings: {{rules: {{GC206: off, GC205: off}}}}\n"
    (folder / "org.yaml").write_text(text + ("decisions: []\n" if has_decisions else ""), "utf-8")
    for name, word in (("left", "strongly helps"), ("right", "strongly hurts")):
        objectives = "".join(f"      push{each}: {{affects: {{outcome{each}: {word}}}}}\n" for each in range(WRITERS))
        text = f"departments:\n  {name}:\n    objectives:\n      extra: {{}}\n{objectives}"
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def _started(name: str, command: Sequence[str], output: Path, *, spawn: bool) -> Writer:
    output.touch()  # whoever is killed at once has said nothing
    pid = os.fork()
    if not pid:
        _be(command, output, spawn=spawn)
    return Writer(name, pid, output)


def _be(command: Sequence[str], output: Path, *, spawn: bool) -> NoReturn:
    written = os.open(output, os.O_WRONLY | os.O_CREAT)
    os.dup2(written, 1)
    os.dup2(written, 2)
    if spawn:
        os.execv(PYTHON, [PYTHON, "-m", "goalcheck", *command])  # noqa: S606
    sys.argv = ["goalcheck", *command]
    process()


def _kill(writers: Sequence[Writer], drawn: random.Random, within: float) -> None:
    for wait, writer in sorted((drawn.uniform(0, within), writer.pid) for writer in writers):
        time.sleep(wait / len(writers))
        os.kill(writer, signal.SIGKILL)


def _wrong(organization: Path, writers: Sequence[Writer], done: dict[str, int]) -> list[str]:
    """What is not as it must be."""
    recovering = _started("recover", ("accept", "--recover", str(organization)), organization.parent / "r", spawn=False)
    wrong = [] if not os.waitpid(recovering.pid, 0)[1] else ["the next command failed"]
    report = analyze(load(organization))
    accepted = {each.fingerprint for each in report.findings if each.decision}
    for writer in writers:
        said = writer.output.read_text("utf-8")
        if done[writer.name] > 0:
            wrong.append(f"{writer.name} exited with {done[writer.name]}: {said}")
        if done[writer.name] == 0 and writer.name not in {*accepted, "whatif"}:
            wrong.append(f"{writer.name} is lost, which was reported as written")
    dropped = _dropped(organization)
    if len(dropped) == 1 or (done.get("whatif") == 0 and not dropped):
        wrong.append(f"whatif has dropped {dropped}")
    left = [each.name for each in organization.iterdir() if each.suffix != ".yaml"]
    return [*wrong, *(f"{each} was left behind" for each in left)]


def _dropped(organization: Path) -> list[str]:
    return [each for each in ("left", "right") if "dropped" in (organization / f"{each}.yaml").read_text("utf-8")]


if __name__ == "__main__":
    sys.exit(main())
