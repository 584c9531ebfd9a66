"""The same files give the same bytes, whatever order Python's sets and dictionaries of text happen to have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from conftest import EXAMPLES, ROOT

SEEDS = range(10)

# One process for each seed runs all of these, as starting Python costs more than most of them.
COMMANDS = [
    ["analyze", "examples/northline", "--today", "2026-10-05"],
    ["analyze", "examples/northline", "--today", "2026-10-05", "--format", "json"],
    ["influence", "examples/northline"],
    ["analyze", "examples/sdg-sweden", "--format", "json"],
    ["graph", "examples/northline", "--today", "2026-10-05"],
    ["graph", "examples/sdg-sweden"],
    ["graph", "examples/sdg-sweden", "--format", "graphml"],
]

SCRIPT = """
import json, sys
from goalcheck.__main__ import main
for command in json.loads(sys.argv[1]):
    sys.argv = ["goalcheck", *command]
    try:
        main()
    except SystemExit as stop:
        assert not stop.code, (command, stop.code)
    print("=== end of", *command)
"""


def run(seed: int) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(COMMANDS)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(seed)},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_ten_hash_seeds_give_the_same_bytes() -> None:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outputs = list(pool.map(run, SEEDS))
    assert outputs[0].count(b"=== end of") == len(COMMANDS)
    assert outputs[0].count(b'"format": "goalcheck-report"') == 2
    assert [each for each, _ in Counter(outputs).items()] == [outputs[0]]


def test_the_seeds_do_change_the_order_of_a_set() -> None:
    names = sorted(path.name for path in EXAMPLES.iterdir())
    orders = {
        subprocess.run(
            [sys.executable, "-S", "-c", f"print(list(set({names})))"],
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
        ).stdout
        for seed in SEEDS
    }
    assert len(orders) > 1
