"""The mutation run: its mutants are what they say, it sees who notices them, and refuses a broken baseline."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from mutation.mutants import mutants_of

SAMPLE = '''\
"""A module."""

LIMIT = 5


class Thing:
    def size(self, x):
        """How large."""
        if x > LIMIT and not self.quiet:
            raise ValueError("x")
        return [each + 2 for each in x]


def plain(flag=False):
    total = 0
    while flag:
        total += 1
        break
    return total or True
'''

MUTANTS = [
    ("x > LIMIT and (not self.quiet)", "x > LIMIT or not self.quiet"),
    ("x > LIMIT and (not self.quiet)", "not self.quiet"),
    ("x > LIMIT and (not self.quiet)", "x > LIMIT"),
    ("x > LIMIT", "x >= LIMIT"),
    ("not self.quiet", "self.quiet"),
    ("raise ValueError('x')", "pass"),
    ("return [each + 2 for each in x]", "return None"),
    ("each + 2", "each - 2"),
    ("2", "3"),
    ("0", "1"),
    ("total += 1", "pass"),
    ("1", "2"),
    ("break", "pass"),
    ("return total or True", "return None"),
    ("total or True", "total and True"),
    ("total or True", "True"),
    ("total or True", "total"),
    ("True", "False"),
]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.py"
    path.write_text(SAMPLE, "utf-8")
    return path


def test_everything_in_functions_is_a_mistake_once(sample: Path) -> None:
    found = [(each.was, each.now) for each in mutants_of(sample, "sample.py") if "\n" not in each.was]
    assert found == MUTANTS


def test_a_mutant_has_the_code_of_its_function_changed(sample: Path) -> None:
    space: dict[str, object] = {}
    exec(compile(SAMPLE, sample, "exec"), space)  # noqa: S102 - our own
    functions = {"Thing.size": space["Thing"].size, "plain": space["plain"]}  # type: ignore[attr-defined]  # as above
    for mutant in mutants_of(sample, "sample.py"):
        code = mutant.code()
        assert code is not None
        assert code.co_firstlineno == functions[code.co_qualname].__code__.co_firstlineno
        assert code != functions[code.co_qualname].__code__
    (negated,) = (each for each in mutants_of(sample, "sample.py") if (each.was, each.now) == ("True", "False"))
    functions["plain"].__code__ = negated.code()
    assert functions["plain"]() is False
    assert negated.place == "sample.py:19"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.mutation", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ""},
        timeout=240,
        check=False,
    )


def test_tests_that_fail_before_anything_is_changed_are_refused(tmp_path: Path) -> None:
    test = tmp_path / "test_wrong.py"
    test.write_text("def test_wrong():\n    assert False\n", "utf-8")
    done = run("goalcheck/decisions.py", "--tests", test, "--data", tmp_path / "data")
    assert done.returncode == 2
    assert "a test fails under coverage without any mutant" in done.stderr
    assert "mutation:" not in done.stdout


def test_who_notices_what_is_told(tmp_path: Path) -> None:
    one = "tests/findings/test_decisions.py::test_a_decision_holds_until_its_last_day"
    options = ("--data", tmp_path / "data", "--seed", 2, "--most", 3)
    done = run("goalcheck/decisions.py", "--tests", one, *options)
    assert done.returncode == 0, done.stderr
    (last,) = (line for line in done.stdout.splitlines() if line.startswith("mutation: 3 of "))
    assert "score" in last
    assert done.stdout.count("goalcheck/decisions.py:") == 3 - int(last.split(": ")[2].split()[0])
