"""The worst input that we could think of, as 64 MB in files of at most 48 MB, and what reading each of them takes.

`python -m benchmarks.worst_input` makes one shape after the other, runs `goalcheck analyze` (or `--command check`) on
it as a process, and prints its exit status, processor time and peak memory beside the limits. Knows the file format as
an attacker does.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import ROOT

MEGABYTES = 1_000
CPU_SECONDS = 20
STOP_SECONDS = 120
STOP_BYTES = 8_000_000_000

FILE = 44_000_000
"""Bytes of the largest file; the limit is 48 MB."""

Files = Iterator[tuple[str, str]]
Shape = Callable[[int], Files]


def lines(head: str, line: str, tail: str = "", *, apart: bool = True) -> Shape:
    """A head and as many lines as there is room for, in several files; `#` is the number of each.

    Args:
        apart: whether the numbers go on from file to file.
    """

    def make(size: int) -> Files:
        number, file = 0, 0
        while size > 0:
            room = min(size, FILE) - len(head) - len(tail)
            start = number if apart else 0
            parts, used = [head], 0
            while used < room:
                text = line.replace("#", f"{start:07x}")
                parts.append(text)
                used += len(text.encode())
                start += 1
            yield f"part{file}.yaml", "".join([*parts, tail])
            size, number, file = size - FILE, start, file + 1

    return make


def text(piece: str, *, head: str = "", tail: str = "", each: int = FILE) -> Shape:
    """One text repeated, in files of a size."""

    def make(size: int) -> Files:
        for file in range(-(-size // each)):
            room = min(each, size - file * each)
            yield f"part{file:05}.yaml", head + piece * (room // len(piece.encode())) + tail

    return make


def table(row: str) -> Shape:
    """Tables of ratings, each named by an organization of its own."""

    def make(size: int) -> Files:
        yield "org.yaml", "outcomes: {o: {}}\ncustomers: {c: {}}\nscorecards: {file: t0.csv}\n"
        yield "more.yaml", "scorecards: {file: t1.csv}\n"
        head = "customer,period,outcome,rating\n"
        for file, room in enumerate((min(size, FILE), size - min(size, FILE))):
            count = room // len(row)
            yield f"t{file}.csv", head + "".join(row.replace("#", f"{number:07}") for number in range(count))

    return make


def aliases(anchored: str) -> Shape:
    """One value, and aliases of it as long as there is room."""
    return text("*a, ", head=f"x: &a {anchored}\ny: [", tail="]\n")


def similar(size: int) -> Files:
    """Long ids of two letters, all alike and none the same, and references to others like them."""
    half = min(size, FILE) // 2 // 200
    ids = (f"{number:0180b}".replace("0", "a").replace("1", "b") for number in range(10**9, 10**15, 997))
    drivers = "".join(f"  d{number}: {{metric: {next(ids)}}}\n" for number in range(half))
    yield "a.yaml", f"drivers:\n{drivers}"
    yield "b.yaml", "metrics:\n" + "".join(f"  {next(ids)}: {{}}\n" for _ in range(half))


def includes(size: int) -> Files:
    """A wide folder, and patterns that each look at all of it."""
    count = 5_000
    room = size // count - 20
    for number in range(count):
        patterns = ", ".join(f"'*{number}*{at}*.yaml'" for at in range(room // 18))
        yield f"f{number}.yaml", f"include: [{patterns}]\n"


def circles(size: int) -> Files:
    """Departments in one circle as long as there is room."""
    count = min(size, FILE) // 30
    yield (
        "org.yaml",
        "departments:\n" + "".join(f"  d{number}: {{part_of: d{(number + 1) % count}}}\n" for number in range(count)),
    )


def chain(size: int) -> Files:
    """Departments above each other as long as there is room."""
    count = min(size, FILE) // 30
    yield (
        "org.yaml",
        "departments:\n  d0: {}\n"
        + "".join(f"  d{number}: {{part_of: d{number - 1}}}\n" for number in range(1, count)),
    )


def one_thing(section: str, item: str) -> Shape:
    """Two objectives, an outcome, and one list about them."""
    head = (
        "outcomes: {o: {}}\ndepartments:\n  a: {objectives: {x: {affects: {o: helps}}}}\n"
        "  b: {objectives: {y: {affects: {o: hurts}}}}\n"
    )
    return lines(f"{head}{section}:\n", item)


def first_alone(shape: Shape, other: Shape) -> Shape:
    """The first file of one shape, the others of another."""

    def make(size: int) -> Files:
        yield from (each for at, each in enumerate(shape(size)) if at == 0)
        yield from (each for at, each in enumerate(other(size)) if at > 0)

    return make


DECISION = "{between: [a.x, b.y], decision: accepted, by: x, reason: y, until: 2027-01-01}"

SHAPES: dict[str, Shape] = {
    "one text": text("x", head="goals: {a: {name: ", tail="}}\n"),
    "one id": text("x", head="goals: {", tail=": {}}\n"),
    "one quoted text of escapes": text("\\u0041", head='goals: {a: {name: "', tail='"}}\n'),
    "texts of 19,000 characters": lines("goals:\n", "  g#: {name: " + "x" * 19_000 + "}\n"),
    "quoted texts of escapes": lines("goals:\n", '  g#: {name: "' + "\\x41" * 4_000 + '"}\n'),
    "a block text": text("  x\n", head="x: |\n"),
    "folded lines": text("  x\n", head="x:\n"),
    "comments": text("# x\n"),
    "empty lines": text("\n"),
    "tabs": text("\t", head="a:"),
    "tabs that indent": text("\tx: 1\n", head="a:\n"),
    "spaces": text(" "),
    "brackets": text("[", head="goals: "),
    "braces": text("{a: ", head="goals: "),
    "dashes": text("- "),
    "question marks": text("? "),
    "colons": text("a: "),
    "1:1:1": text("1:", head="version: "),
    "39 levels, again and again": text("[" * 38 + "]" * 38 + ",", head="x: [", tail="]\n"),
    "39 levels of mappings": text("{a: " * 38 + "1" + "}" * 38 + ",", head="x: [", tail="]\n"),
    "empty mappings": text("{},", head="x: [", tail="]\n"),
    "empty mappings in journeys": text("{},", head="journey: [", tail="]\n"),
    "empty mappings in many files": text("{},", head="x: [", tail="]\n", each=14_000_000),
    "empty lists in many files": text("[],", head="journey: [", tail="]\n", each=14_000_000),
    "wrong items": text("1,", head="journey: [", tail="]\n"),
    "wrong items in many files": text("1,", head="journey: [", tail="]\n", each=9_000_000),
    "wrong items in small files": text("1,", head="journey: [", tail="]\n", each=190_000),
    "short ids in many files": lines("goals: {", "#: {},", "}\n"),
    "anchors": lines("x: [", "&# x,", "]\n"),
    "aliases of a text": aliases("x"),
    "aliases of a mapping": aliases("{a: 1, b: 2, c: [1, 2, 3]}"),
    "aliases of wrong objectives": text(
        "*a, ", head=f"claims: [&a {{{', '.join(f'x{at}: 1' for at in range(500))}}}, ", tail="]\n", each=16_000_000
    ),
    "many unknown anchors": lines("x: [", "*a#,", "]\n"),
    "long anchors": lines("x: [", f"*{'a' * 1_000}#,", "]\n"),
    "tags": lines("x: [", "!!a# x,", "]\n"),
    "merges": lines("x:\n", "  k#: {<<: {}}\n"),
    "keys that are lists": lines("x: {", "[#]: 1,", "}\n"),
    "equal keys": text("  a: {}\n", head="goals:\n"),
    "long equal keys": text(f"  {'a' * 1_000}: {{}}\n", head="goals:\n"),
    "equal ids": lines("goals:\n", "  a#: {}\n", apart=False),
    "bad ids": lines("goals:\n", "  A#: {}\n"),
    "bad ids in one line": lines("goals: {", "A#: {}, ", "}\n"),
    "long bad ids": lines("goals:\n", f"  A{'x' * 900}#: {{}}\n"),
    "long bad ids with accents": lines("goals:\n", "  " + "e\u0301" * 400 + "#: {}\n"),
    "bad keys of effects": lines("departments: {a: {objectives: {x: {affects: {", "A#: helps, ", "}}}}}\n"),
    "unknown targets": lines("departments: {a: {objectives: {x: {affects: {", "t#: helps, ", "}}}}}\n"),
    "unknown targets of many": lines("departments: {a: {objectives: {", "x#: {affects: {t#: helps}}, ", "}}}\n"),
    "unknown fields": lines("", "x#: 1\n"),
    "unknown fields of objectives": lines("departments: {a: {objectives: {", "x#: {y: 1}, ", "}}}\n"),
    "missing fields": lines("claims:\n", "- {}\n"),
    "typos of missing fields": text("- {fro: a.x, too: o, efect: helps}\n", head="claims:\n"),
    "unknown settings": lines("settings:\n", "  x#: 1\n"),
    "unknown rules": lines("settings:\n  rules:\n", "    rule-#: off\n"),
    "long unknown rules": lines("settings:\n  rules:\n", f"    {'unowned-objectiv' * 60}#: off\n"),
    "settings said twice": text("  min_chain: 1\n", head="settings:\n", each=190_000),
    "ids all alike": similar,
    "stages": lines("journey: [", "s#, ", "]\n"),
    "equal stages": text("s, ", head="journey: [", tail="]\n"),
    "numbers": text("123456789012345678901234567890,", head="x: [", tail="]\n"),
    "long numbers": text(f"{'1' * 5_000},", head="x: [", tail="]\n"),
    "numbers as ids": text("1e308: {}\n", head=""),
    "wrong periods": lines("departments: {a: {objectives: {", "x#: {period: 2026-Q9}, ", "}}}\n"),
    "days that are not": lines(
        "departments: {a: {objectives: {", "x#: {period: {from: 2026-02-30, to: 2026-02-31}}, ", "}}}\n"
    ),
    "capacities": lines("resources: {r: {capacity: {", "2026-#: 1, ", "}}}\n"),
    "overlapping capacities": lines("resources: {", "r#: {capacity: {2026: 1, 2026-Q1: 1}}, ", "}\n"),
    "departments in a circle": circles,
    "departments in small circles": lines("departments: {", "a#: {part_of: b#}, b#: {part_of: a#}, ", "}\n"),
    "departments in a chain": chain,
    "claims on one effect": one_thing("claims", "- {from: a.x, to: o, effect: hurts, because: r#}\n"),
    "claims that lead nowhere": one_thing("claims", "- {from: a.x#, to: o#, effect: hurts}\n"),
    "decisions on one thing": one_thing("decisions", f"- {DECISION}\n"),
    "decisions on nothing": lines("decisions:\n", "- " + DECISION.replace("a.x", "a.x#") + "\n"),
    "decisions between many": lines(
        "decisions: [{decision: accepted, by: x, reason: y, until: 2027-01-01, between: [", "a.x#, ", "]}]\n"
    ),
    "alternatives of one": lines("departments: {a: {objectives: {y: {}, x: {alternative_to: [", "y, ", "]}}}}\n"),
    "alternatives that are not": lines("departments: {a: {objectives: {x: {alternative_to: [", "y#, ", "]}}}}\n"),
    "objectives of one name": lines("departments: {a: {objectives: {", "x#: {name: The same}, ", "}}}\n"),
    "goals": lines("goals:\n", "  g#: {}\n"),
    "effects of one": first_alone(
        lines("drivers: {", "d#: {}, ", "}\n"),
        lines("departments: {a: {objectives: {x: {affects: {", "d#: helps, ", "}}}}}\n", apart=False),
    ),
    "guardrails": lines("departments: {a: {objectives: {x: {guardrails: [", "{protects: o#}, ", "]}}}}\n"),
    "documents": text("--- {}\n"),
    "combining characters": text("\u0301", head="goals: {a: {name: e", tail="}}\n"),
    "wide characters in bad keys": lines("goals: {", "\u5317" * 300 + "#: {}, ", "}\n"),
    "control characters": text("\x01\n", head="a: "),
    "bytes that are no text": text("\ufffd", head="a: "),
    "many files": text("a: 1\n", each=6_500),
    "many empty files": text("", head="", each=6_500),
    "bad ids in many files": text("A: {}\n", head="goals:\n", each=6_500),
    "patterns": includes,
    "patterns of nothing": lines("include: [", "'n#/*.yaml', ", "]\n"),
    "patterns that are no text": text("1, ", head="include: [", tail="]\n"),
    "patterns with double stars": lines("include: [", "'**/**/x#', ", "]\n"),
    "ratings": table("c,2026-Q1,o,5\n"),
    "ratings of nothing": table("c#,2026-Q1,o#,5\n"),
    "ratings with long cells": table(f"c,2026-Q1,{'o' * 90_000},5\n"),
    "ratings with quotes": table('"c","2026-Q1","o""""""","5"\n'),
    "ratings in one quote": table('"'),
    "ratings of empty rows": table("\n"),
    "ratings of commas": table(",,,\n"),
    "ratings with many cells": table("c,2026-Q1,o,5,6,7,8\n"),
    "wrong ratings": table("c,2026-Q#,o,11\n"),
}


def write(shape: Shape, folder: Path, size: int) -> None:
    """Make the files of a shape."""
    for name, content in shape(size):
        (folder / name).write_text(content, encoding="utf-8")


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (STOP_SECONDS, STOP_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (STOP_BYTES, STOP_BYTES))


def measure(folder: Path, command: str) -> tuple[int, float, float, str]:
    """The exit status, seconds of processor and megabytes that a command takes, and the first line that it says."""
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            [sys.executable, "-m", "goalcheck", command, folder.name],
            cwd=folder.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=said,
            preexec_fn=_bounded,  # noqa: PLW1509  # no threads here
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        first = said.read(300).decode(errors="replace").partition("\n")[0]
    return child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, first


def main() -> None:
    """Measure the shapes that were asked for, all of them by default."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--command", default="analyze")
    parser.add_argument("--megabytes", type=int, default=64)
    parser.add_argument("--only", default="", help="shapes whose name holds this")
    parser.add_argument("--keep", type=Path, help="write the files of the chosen shapes there and run nothing")
    wanted = parser.parse_args()
    over = 0
    for name, shape in SHAPES.items():
        if wanted.only not in name:
            continue
        folder = (wanted.keep or Path(tempfile.mkdtemp())) / "org"
        folder.mkdir(parents=True)
        write(shape, folder, wanted.megabytes * 1_000_000)
        if wanted.keep:
            continue
        status, seconds, megabytes, first = measure(folder, wanted.command)
        shutil.rmtree(folder.parent)
        bad = status not in (0, 1, 2) or seconds > CPU_SECONDS or megabytes > MEGABYTES
        over += bad
        mark = "OVER" if bad else ""
        print(f"{name:<36} {status:>4} {seconds:7.1f} s {megabytes:7.0f} MB {mark:<5} {first[:70]!a}", flush=True)
    sys.exit(f"{over} over the limits" if over else 0)


if __name__ == "__main__":
    main()
