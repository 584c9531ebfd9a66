"""A small organization, whole processes: `goalcheck analyze` against `check-jsonschema` on the same files.

check-jsonschema only asks whether the files fit the schema that goalcheck publishes; it is what a team would run in CI
if it had no goalcheck. With `--imports`: what `goalcheck analyze` imports, the heaviest packages first.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.measure import PYTHON, ROOT, Command, by_turns, print_row, seconds

EXAMPLE = ROOT / "examples" / "northline"
ANALYZE: Command = [PYTHON, "-m", "goalcheck", "analyze", EXAMPLE]
SCHEMA: Command = [PYTHON, "-m", "goalcheck", "schema"]
IMPORT = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| +(\S+)")
SHOWN = 20


class Import(NamedTuple):
    """A module that was imported: how long it took itself, and with what it imported first, in microseconds."""

    name: str
    own: int
    cumulative: int


def main() -> None:
    """Compare whole processes on a small organization."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--imports", action="store_true", help="list the heaviest imports, too")
    options = parser.parse_args()
    with TemporaryDirectory() as directory:
        _compare(Path(directory) / "goalcheck.schema.json", options.rounds)
    if options.imports:
        _print_imports()


def _compare(schema: Path, rounds: int) -> None:
    schema.write_bytes(subprocess.run(list(map(str, SCHEMA)), cwd=ROOT, capture_output=True, check=True).stdout)
    files = sorted(EXAMPLE.rglob("*.yaml"))
    commands: dict[str, Command] = {
        "goalcheck analyze": ANALYZE,
        "check-jsonschema": [PYTHON, "-m", "check_jsonschema", "--schemafile", schema, *files],
        "goalcheck --version": [PYTHON, "-m", "goalcheck", "--version"],
        "python -c pass": [PYTHON, "-c", "pass"],
    }
    print(f"whole processes on {EXAMPLE.relative_to(ROOT)} ({len(files)} files), {rounds} rounds")
    taken = by_turns({label: partial(seconds, command) for label, command in commands.items()}, rounds)
    for label, each in taken.items():
        print_row(label, each, against=taken["check-jsonschema"])


def _print_imports() -> None:
    command = [PYTHON, "-X", "importtime", *map(str, ANALYZE[1:])]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    imports = list(_imports(finished.stderr))
    packages: Counter[str] = Counter()
    for each in imports:
        packages[each.name.partition(".")[0]] += each.own
    print("heaviest packages, own time of their modules (with -X importtime, which slows imports down)")
    for name, own in packages.most_common(SHOWN):
        print(f"  {name:<44} {own / 1000:7.1f} ms")
    print("heaviest modules, with everything that they are the first to import")
    for each in sorted(imports, key=lambda each: -each.cumulative)[:SHOWN]:
        print(f"  {each.name:<44} {each.cumulative / 1000:7.1f} ms")


def _imports(report: str) -> Iterator[Import]:
    for own, cumulative, name in IMPORT.findall(report):
        yield Import(name, int(own), int(cumulative))


if __name__ == "__main__":
    main()
