"""The tests that execute each line, measured once by coverage.py and kept in a file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from coverage import CoverageData

ROOT = Path(__file__).parent.parent.parent

CONFIGURATION = """
[run]
source = goalcheck
dynamic_context = test_function
data_file = {data}
"""


class BrokenBaseline(Exception):
    """A test fails without any mutant, so that every mutant would look as if it were noticed."""


def measure(data: Path, tests: Sequence[str]) -> None:
    """Run tests under coverage, which takes about three times as long as they take alone.

    Raises:
        BrokenBaseline: one of them fails.
    """
    with NamedTemporaryFile("w", suffix=".ini") as configuration:
        configuration.write(CONFIGURATION.format(data=data.resolve()))
        configuration.flush()
        command = ["-m", "coverage", "run", f"--rcfile={configuration.name}", "-m", "pytest", "-n", "0", "-q", *tests]
        if subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode:
            data.unlink(missing_ok=True)
            raise BrokenBaseline("a test fails under coverage without any mutant: mend it first")


class Covering:
    """What was measured."""

    def __init__(self, data: Path) -> None:
        self._data = CoverageData(str(data.resolve()))
        self._data.read()
        self._files: dict[str, dict[int, list[str]]] = {}

    def tests_of(self, file: str, lines: range) -> list[str]:
        """The tests that execute one of some lines of a file, as pytest names them."""
        if file not in self._files:
            self._files[file] = self._data.contexts_by_lineno(str(ROOT / file))
        found = {context for line in lines for context in self._files[file].get(line, ()) if context}
        return sorted(filter(None, map(_node_id, found)))


def _node_id(context: str) -> str | None:
    """`test_x.test_y` as pytest says it; None for what is no test function of a module."""
    module, _, function = context.rpartition(".")
    path = f"tests/{module}.py"
    return f"{path}::{function}" if function.startswith("test_") and (ROOT / path).exists() else None
