"""The command line of the fuzzer."""

from __future__ import annotations

import argparse
from pathlib import Path
from time import monotonic

from fuzz.case import read_case
from fuzz.running import Checks, failures
from fuzz.session import COMMANDS, Found, Session, warm_up

FAILURES = Path("fuzz-failures")


def main() -> int:
    """Give goalcheck what no one should; the same seed gives the same cases."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, metavar="N", help="begin with case N of the seed")
    parser.add_argument("--cases", type=int, metavar="N", help="end after N cases, even where there is time left")
    parser.add_argument("--most", type=int, default=10, metavar="N", help="end after N failures")
    parser.add_argument("--known", action="append", default=[], metavar="TEXT", help="pass over failures that say this")
    parser.add_argument("--save", type=Path, default=FAILURES, metavar="DIR", help="where cases that fail are written")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run a case that was saved")
    options = parser.parse_args()
    return _replay(options.replay) if options.replay else _run(options)


def _replay(path: Path) -> int:
    warm_up()
    found = failures(read_case(path), Checks(repeat=True, process=True))
    for failure in found:
        print(f"{failure.violation.kind}: goalcheck {' '.join(failure.command)}\n  {failure.violation.text}")
    return bool(found)


def _run(options: argparse.Namespace) -> int:
    start, failed = monotonic(), 0
    session = Session(options.seed, first=options.first, known=options.known)
    for found in session.run(seconds=options.seconds, cases=options.cases):
        failed += 1
        _save(found, options)
        if failed >= options.most:
            break
    ran = f"{session.done:,} cases of {COMMANDS} commands in {monotonic() - start:.0f} s, seed {options.seed}"
    print(f"fuzz: {ran}: {failed} failed, {session.again} more of the same or known")
    return bool(failed)


def _save(found: Found, options: argparse.Namespace) -> None:
    kind, text = found.failure.violation
    path = options.save / f"{options.seed}-{found.number}-{kind.replace(' ', '-')}.json"
    found.case.saved(path, {"seed": options.seed, "number": found.number, "violation": f"{kind}: {text}"})
    print(f"case {found.number}: {kind}: {text}\n  {' '.join(found.failure.command)!a}\n  saved as {path}", flush=True)
