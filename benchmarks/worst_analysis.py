"""The worst organizations that anybody could write, and what each command makes of them: time, memory, exit status.

Each shape is a function from a number of bytes to the sections of an organization of about that size. The files stay
below what the reader takes (48 MB each); 64 MB are two of them or more. Run by hand:

    python -m benchmarks.worst_analysis --megabytes 0.05 --shapes dense circles --commands analyze report

Knows the file format as a user does, and nothing of goalcheck.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import isqrt
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent

FILE_BYTES = 20_000_000
"""A file ends after so many bytes: below what the reader takes, in bytes and in keys."""

MOST_SECONDS, MOST_BYTES = 20.0, 1_000_000_000
"""What a command may take."""

Lines = Iterator[str]


def _head(*sections: str) -> list[str]:
    return ["version: 1", "organization: {name: Worst, period: 2026-H2}", *sections]


def _effects(targets: Iterable[str], random: Random, *, helping: float = 0.5) -> str:
    words = (random.choice((3, 2, 1)) if random.random() < helping else -random.choice((3, 2, 1)) for _ in iter(int, 1))
    return "{" + ", ".join(f"{target}: {word}" for target, word in zip(targets, words, strict=False)) + "}"


def _nodes(prefix: str, number: int) -> list[str]:
    return [f"{prefix}{at}" for at in range(number)]


def _outcomes(names: Iterable[str]) -> Lines:
    yield "outcomes:"
    yield from (f"  {name}: {{name: {name}, customer: c, importance: 5}}" for name in names)


def _customer() -> Lines:
    yield "customers: {c: {name: C}}"


def dense(size: int) -> Lines:
    """Drivers that all affect each other, both ways; objectives and outcomes around them."""
    number = max(4, isqrt(size // 10))
    random, drivers = Random(1), _nodes("d", number)
    outcomes = _nodes("o", max(2, number // 10))
    yield from _head()
    yield from _customer()
    yield from _outcomes(outcomes)
    yield "departments:"
    for at in range(max(2, number // 10)):
        chosen = random.sample(drivers, min(len(drivers), 8))
        yield f"  p{at}: {{objectives: {{g: {{name: G, affects: {_effects(chosen, random)}}}}}}}"
    yield "drivers:"
    for driver in drivers:
        targets = [each for each in drivers if each != driver] + [random.choice(outcomes)]
        yield f"  {driver}: {{name: D, affects: {_effects(targets, random)}}}"


def objectives(size: int) -> Lines:
    """Objectives of as many departments that all affect each other."""
    number = max(4, isqrt(size // 12))
    random = Random(2)
    yield from _head()
    yield from _customer()
    yield from _outcomes(["o0", "o1"])
    yield "departments:"
    for at in range(number):
        targets = [f"p{each}.g" for each in range(number) if each != at] + ["o0", "o1"]
        yield f"  p{at}: {{objectives: {{g: {{name: G, affects: {_effects(targets, random)}}}}}}}"


def layers(size: int) -> Lines:
    """Objectives, three layers of drivers and outcomes, each layer with all arrows to the next: no circle."""
    width = max(3, isqrt(size // 40))
    random = Random(3)
    rows = [_nodes(prefix, width) for prefix in ("a", "b", "c", "o")]
    yield from _head("settings: {min_chain: 0.01}")
    yield from _customer()
    yield from _outcomes(rows[-1])
    yield "departments:"
    for at in range(width):
        yield f"  p{at}: {{objectives: {{g: {{name: G, affects: {_effects(rows[0], random)}}}}}}}"
    yield "drivers:"
    for row, following in pairwise(rows):
        yield from (f"  {driver}: {{name: D, affects: {_effects(following, random)}}}" for driver in row)


def hub(size: int) -> Lines:
    """One driver that all objectives push and that moves all outcomes."""
    number = size // 200
    outcomes = _nodes("o", number)
    random = Random(4)
    yield from _head()
    yield from _customer()
    yield from _outcomes(outcomes)
    yield "drivers:"
    yield f"  d: {{name: D, affects: {_effects(outcomes, random)}}}"
    yield "departments:"
    for at in range(number):
        word = 3 if random.random() < 0.5 else -3
        told = f"name: Goal {at} of all, owner: Somebody {at}"
        yield f"  p{at}: {{objectives: {{g: {{{told}, affects: {{d: {word}}}}}}}}}"


def bundle(size: int) -> Lines:
    """All objectives push the same few outcomes, up and down, and each other's drivers."""
    number = size // 130
    random = Random(5)
    names = _nodes("o", 20)
    yield from _head()
    yield from _customer()
    yield from _outcomes(names)
    yield "departments:"
    for at in range(number):
        chosen = random.sample(names, 5)
        yield f"  p{at}: {{objectives: {{g: {{name: G, owner: X, affects: {_effects(chosen, random)}}}}}}}"


def periods(size: int) -> Lines:
    """The same, where no two objectives have the same period."""
    number = size // 150
    random = Random(6)
    yield from _head()
    yield from _customer()
    yield from _outcomes(["o0"])
    yield "departments:"
    for at in range(number):
        start = f"2{at // 336:03}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}"
        yield (
            f"  p{at}: {{objectives: {{g: {{name: G, period: {{from: {start}, to: 2999-12-{at % 31 + 1:02}}}, "
            f"affects: {_effects(['o0'], random)}}}}}}}"
        )


def circles(size: int) -> Lines:
    """Rings of ten drivers with chords, each with an objective and an outcome."""
    number = size // 900
    random = Random(7)
    yield from _head("settings: {max_links: 8, min_chain: 0.001}")
    yield from _customer()
    yield from _outcomes(_nodes("o", number))
    yield "drivers:"
    for at in range(number):
        ring = [f"d{at}-{each}" for each in range(10)]
        for each in range(10):
            targets = [ring[(each + step) % 10] for step in (1, 2, 3, 5)] + ([f"o{at}"] if each == 0 else [])
            yield f"  {ring[each]}: {{name: D, affects: {_effects(targets, random)}}}"
    yield "departments:"
    for at in range(number):
        yield f"  p{at}: {{objectives: {{g: {{name: G, affects: {_effects([f'd{at}-3', f'd{at}-7'], random)}}}}}}}"


def ring(size: int) -> Lines:
    """One circle through all drivers, with chords and long chains."""
    number = size // 70
    random = Random(8)
    drivers = _nodes("d", number)
    yield from _head("settings: {max_links: 8, min_chain: 0.001}")
    yield from _customer()
    yield from _outcomes(["o0"])
    yield "drivers:"
    for at in range(number):
        targets = dict.fromkeys(drivers[(at + step) % number] for step in (1, 7, 31))
        ends = ["o0"] if at % 50 == 0 else []
        yield f"  {drivers[at]}: {{name: D, affects: {_effects([*targets, *ends], random)}}}"
    yield "departments:"
    for at in range(max(2, number // 50)):
        chosen = dict.fromkeys(random.choices(drivers, k=4))
        yield f"  p{at}: {{objectives: {{g: {{name: G, affects: {_effects(chosen, random)}}}}}}}"


def claims(size: int) -> Lines:
    """Claims without number about one pair."""
    yield from _pair()
    yield "claims:"
    for at in range(size // 85):
        yield f"  - {{from: p0.g, to: o0, effect: {'hurts' if at % 2 else 'helps'}, by: p1, because: reason {at}}}"


def decisions(size: int) -> Lines:
    """Decisions without number on one pair."""
    yield from _pair()
    yield "decisions:"
    for at in range(size // 120):
        over = "over: o0, " if at % 2 else ""
        yield (
            f"  - {{between: [p0.g, p1.g], {over}decision: accepted, by: X, reason: reason {at}, "
            f"until: 2{at % 900:03}-12-31, tension: {at % 100}}}"
        )


def _pair() -> Lines:
    yield from _head()
    yield from _customer()
    yield from _outcomes(["o0"])
    yield "departments:"
    yield "  p0: {objectives: {g: {name: G, affects: {o0: -3}}}}"
    yield "  p1: {objectives: {g: {name: G, affects: {o0: 3}}}}"


def alternatives(size: int) -> Lines:
    """Objectives that are all alternatives to each other, over one outcome and one resource."""
    number = max(4, isqrt(size // 8))
    random = Random(9)
    yield from _head("resources: {r: {capacity: 10}}")
    yield from _customer()
    yield from _outcomes(["o0"])
    yield "departments:"
    for at in range(number):
        others = ", ".join(f"p{each}.g" for each in range(number) if each != at)
        yield (
            f"  p{at}: {{objectives: {{g: {{name: G, affects: {_effects(['o0'], random)}, needs: {{r: 5}}, "
            f"alternative_to: [{others}]}}}}}}"
        )


def resources(size: int) -> Lines:
    """Resources that everybody needs, each with capacity in hundreds of periods."""
    number = size // 800
    yield from _head()
    yield "resources:"
    names = _nodes("r", 20)
    spans = [f"2{year:03}-{month:02}" for year in range(25) for month in range(1, 13)]
    for name in names:
        yield f"  {name}: {{capacity: {{{', '.join(f'{span}: 100' for span in spans)}}}}}"
    yield "departments:"
    for at in range(number):
        needs = ", ".join(f"{name}: {at % 97 + 1}" for name in names)
        period = f"{{from: 20{at % 20:02}-{at % 12 + 1:02}-{at % 28 + 1:02}, to: 2099-12-31}}"
        yield f"  p{at}: {{objectives: {{g: {{name: G, period: {period}, needs: {{{needs}}}}}}}}}"


def departments(size: int) -> Lines:
    """Departments without number, in chains of forty, each with an objective that hurts and helps."""
    number = size // 100
    random = Random(10)
    names = _nodes("o", 50)
    yield from _head()
    yield from _customer()
    yield from _outcomes(names)
    yield "departments:"
    for at in range(number):
        above = f"part_of: p{at - 1}, " if at % 30 else ""
        chosen = random.sample(names, 2)
        yield f"  p{at}: {{{above}objectives: {{g: {{name: G, affects: {_effects(chosen, random)}}}}}}}"


def crowd(size: int) -> Lines:
    """One department with all the objectives."""
    number = size // 90
    random = Random(11)
    names = _nodes("o", 50)
    yield from _head()
    yield from _customer()
    yield from _outcomes(names)
    yield "departments:"
    yield "  p:"
    yield "    objectives:"
    for at in range(number):
        yield f"      g{at}: {{name: G, owner: X, affects: {_effects(random.sample(names, 2), random)}}}"


def names(size: int) -> Lines:
    """Names as long as names may be, over the same outcomes."""
    number = max(2, size // 20_000)
    random = Random(12)
    long = "word " * 3_800
    outcomes = _nodes("o", 5)
    yield from _head()
    yield from _customer()
    yield "outcomes:"
    yield from (f"  {name}: {{name: {long}, customer: c}}" for name in outcomes)
    yield "departments:"
    for at in range(number):
        yield f"  p{at}: {{objectives: {{g: {{name: {long}{at}, affects: {_effects(outcomes, random)}}}}}}}"


def ratings(size: int) -> Lines:
    """Customers, goals, metrics and scorecards without number."""
    number = size // 420
    yield from _head()
    yield "customers:"
    yield from (f"  c{at}: {{name: C, priorities: [o{at}]}}" for at in range(number))
    yield "goals:"
    yield from (f"  n{at}: {{name: N}}" for at in range(number))
    yield "metrics:"
    yield from (f"  m{at}: {{name: M, better: higher}}" for at in range(number))
    yield "outcomes:"
    yield from (f"  o{at}: {{name: O, customer: c{at}, metric: m{at}}}" for at in range(number))
    yield "departments:"
    for at in range(number):
        target = f"target: {{metric: m{at}, from: 1, to: 9}}, progress: {{value: 8.9}}"
        yield f"  p{at}: {{objectives: {{g: {{name: G, {target}, supports: [n{at}], affects: {{o{at}: -1}}}}}}}}"
    yield "scorecards:"
    for at in range(number):
        yield f"  - {{customer: c{at}, period: 2026-Q1, ratings: {{o{at}: {at % 6}}}}}"


def dependencies(size: int) -> Lines:
    """Objectives that depend on each other in one long circle, with chords."""
    number = size // 130
    yield from _head()
    yield "departments:"
    for at in range(number):
        on = sorted({(at + step) % number for step in (1, 2, 100)} - {at})
        listed = ", ".join(f"p{each}.g" for each in on)
        yield f"  p{at}: {{objectives: {{g: {{name: G, depends_on: [{listed}]}}}}}}"


def targets(size: int) -> Lines:
    """Targets on one metric without number, all against each other."""
    number = size // 130
    yield from _head("metrics: {m: {name: M, better: higher}}")
    yield from _customer()
    yield "outcomes: {o0: {name: O, customer: c, metric: m}}"
    yield "departments:"
    for at in range(number):
        goal = f"from: {at % 100}, to: {(at * 7) % 100}" if at % 3 else f"at_most: {at % 50}"
        yield f"  p{at}: {{objectives: {{g: {{name: G, target: {{metric: m, {goal}}}}}}}}}"


def measured(size: int) -> Lines:
    """One metric for all outcomes and all targets, so that every target implies an arrow to every outcome."""
    number = size // 120
    yield from _head("metrics: {m: {name: M, better: higher}}")
    yield from _customer()
    yield "outcomes:"
    yield from (f"  o{at}: {{name: O, customer: c, metric: m}}" for at in range(number // 2))
    yield "departments:"
    for at in range(number):
        goal = "from: 1, to: 9" if at % 2 else "from: 9, to: 1"
        yield f"  p{at}: {{objectives: {{g: {{name: G, target: {{metric: m, {goal}}}}}}}}}"


SHAPES: dict[str, Callable[[int], Lines]] = {
    each.__name__: each
    for each in (
        *(dense, objectives, layers, hub, bundle, periods, circles, ring, claims, decisions, alternatives, resources),
        *(departments, crowd, names, ratings, dependencies, targets, measured),
    )
}

_SUBJECT = {"dense": "d0", "layers": "a0", "hub": "d", "circles": "d0-0", "ring": "d0"}

_DECIDED = "--all --by X --reason Y --until 2027-01-01 --dry-run"

COMMANDS = {
    "analyze": "analyze ORG",
    "json": "analyze ORG -f json",
    "sarif": "analyze ORG -f sarif",
    "github": "analyze ORG -f github",
    "junit": "analyze ORG -f junit",
    "csv": "analyze ORG -f csv",
    "markdown": "analyze ORG -f markdown",
    "check": "check ORG",
    "show": "show SUBJECT ORG",
    "explain": "explain FIRST ORG",
    "matrix": "matrix ORG",
    "matrix-svg": "matrix ORG -f svg",
    "influence": "influence ORG",
    "robust": "robust ORG",
    "svg": "graph ORG",
    "dot": "graph ORG -f dot",
    "mermaid": "graph ORG -f mermaid",
    "around": "graph ORG --around SUBJECT",
    "report": "report ORG -o OUT/report.html",
    "report-md": "report ORG -o OUT/report.md",
    "leverage": "report ORG --leverage -o OUT/report.html",
    "diff": "diff ORG ORG",
    "whatif": "whatif ORG --drop OBJECTIVE",
    "resolve": "resolve ORG --time-limit 5",
    "accept": f"accept ORG {_DECIDED}",
}
"""What is run; words in capitals are filled in."""


def _filled(command: str, org: Path, shape: str, out: str) -> list[str]:
    words = {
        "ORG": str(org),
        "OUT": out,
        "SUBJECT": _SUBJECT.get(shape, "p" if shape == "crowd" else "p0"),
        "OBJECTIVE": "p.g0" if shape == "crowd" else "p0.g",
        "FIRST": _first(str(org)) if "FIRST" in command else "",
    }
    return ["/".join(words.get(part, part) for part in word.split("/")) for word in command.split()]


def write(shape: str, size: int, folder: Path) -> Path:
    """The organization in files of a folder, so that no file is too large; a section may go on in the next file."""
    folder.mkdir(parents=True, exist_ok=True)
    section, written, number = "", 0, 0
    file = (folder / "part-0.yaml").open("w")
    for line in SHAPES[shape](size):
        if not line.startswith(" "):
            section = line
        elif written > FILE_BYTES:
            file.close()
            number, written = number + 1, 0
            file = (folder / f"part-{number}.yaml").open("w")
            file.write(f"version: 1\n{section}\n")
        written += file.write(line + "\n")
    file.close()
    return folder


def measure(command: Sequence[str], most: float) -> tuple[float, int, int, str]:
    """Run goalcheck: the seconds of the processor, the bytes at most, the exit status, the last line of stderr."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            resource.setrlimit(resource.RLIMIT_CPU, (int(most), int(most)))
            os.chdir(ROOT)
            os.execv(sys.executable, [sys.executable, "-m", "goalcheck", *command])  # noqa: S606
        _, status, usage = os.wait4(child, 0)
        err.seek(0)
        said = err.read().decode(errors="replace").strip().splitlines()[-1:]
        code = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, code, "".join(said)[:150]


def _first(org: str) -> str:
    """The fingerprint of the first finding over pushes."""
    import json
    import subprocess

    command = [sys.executable, "-m", "goalcheck", "analyze", org, "-f", "json"]
    found = json.loads(subprocess.run(command, capture_output=True, cwd=ROOT, check=True).stdout)["findings"]
    return next((str(each["fingerprint"]) for each in found if each["code"] in ("GC101", "GC102", "GC103")), "0000")


def main() -> None:
    """Measure commands on shapes, and say which take too much."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--megabytes", type=float, default=64)
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--commands", nargs="+", choices=COMMANDS, default=list(COMMANDS))
    parser.add_argument("--most", type=float, default=120, help="seconds of the processor after which one is ended")
    parser.add_argument("--write", type=Path, help="only write the organizations, into this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for shape in options.shapes:
            org = write(shape, int(options.megabytes * 1e6), (options.write or Path(scratch)) / shape)
            for name in options.commands if not options.write else ():
                command = _filled(COMMANDS[name], org, shape, scratch)
                seconds, most, code, said = measure(command, options.most)
                mark = "!!" if seconds > MOST_SECONDS or most > MOST_BYTES else "  "
                print(
                    f"{mark} {shape:<13}{name:<11}{seconds:8.1f} s {most / 1e6:8.0f} MB  {code:>3}  {said}", flush=True
                )


if __name__ == "__main__":
    main()
