"""The recipes of docs/CONTRIBUTING.md, followed word by word: their code blocks, in a copy of the repository, alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

PAGE = ROOT / "docs" / "CONTRIBUTING.md"
COPIED = ("goalcheck", "examples", "pyproject.toml")
GIT, BASH = (shutil.which(each) or "" for each in ("git", "bash"))


class Block(NamedTuple):
    """A code block: its language, the file that it names if any, and its text."""

    language: str
    file: str
    text: str


def recipe(name: str) -> list[Block]:
    """The code blocks of a recipe, up to the next heading."""
    page = PAGE.read_text("utf-8")
    _, marker, rest = page.partition(f"<!-- recipe: {name} -->\n")
    assert marker, f"CONTRIBUTING.md has no recipe for {name}"
    section = re.split(r"(?m)^## ", rest)[0]
    found = re.findall(r"(?ms)^```(\w+) ?(\S*)\n(.*?)^```$", section)
    return [Block(*each) for each in found]


class Copy:
    """A copy of the repository, in which a recipe is followed.

    Attributes:
        touched: the files that the recipe made or changed, below the package.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.touched: set[str] = set()
        for name in COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / name)
        command = folder / "bin" / "goalcheck"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m goalcheck "$@"\n')
        command.chmod(0o755)

    def follow(self, blocks: list[Block]) -> str:
        """Do what each block says; what the commands printed, all together."""
        said, printed = "", ""
        for block in blocks:
            match block.language:
                case "text":
                    assert fits(said, block.text), f"expected:\n{block.text}\nprinted:\n{said}"
                    said = ""
                case "sh":
                    said = self.run(block.text)
                    printed += said
                case "diff":
                    self.patch(block.text)
                case _:
                    self.make(block)
        return printed

    def make(self, block: Block) -> None:
        assert block.file, f"a block of {block.language} names no file"
        path = self.folder / block.file
        assert not path.exists(), f"{block.file} is there already"
        path.write_text(block.text, "utf-8")
        self.touched.add(block.file)

    def patch(self, text: str) -> None:
        done = subprocess.run(
            [GIT, "apply", "--recount", "-"], input=text.encode(), cwd=self.folder, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        self.touched.update(re.findall(r"(?m)^\+\+\+ b/(.*)$", text))

    def run(self, script: str) -> str:
        env = {
            **os.environ,
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.folder),
            "COLUMNS": "200",
        }
        done = subprocess.run([BASH, "-eu", "-c", script], cwd=self.folder, env=env, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        return done.stdout.decode()

    @property
    def program(self) -> set[str]:
        """The files of the program that the recipe touched."""
        return {each for each in self.touched if each.startswith("goalcheck/") and each.endswith(".py")}

    def check(self) -> None:
        """The new code is as the rest: linted and formatted."""
        for step in (["check"], ["format", "--check"]):
            self.run(f'"{sys.executable}" -m ruff {" ".join(step)} --quiet {" ".join(sorted(self.program))}')


def fits(printed: str, expected: str) -> bool:
    """Whether what was printed is what was expected, where `[...]` stands for anything."""
    pieces = [re.escape(piece) for piece in re.split(r"\[\.\.\.\]\n?", expected)]
    return re.fullmatch(".*?".join(pieces) + r"\n?", printed, re.DOTALL) is not None


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    if not GIT or not BASH:
        pytest.skip("bash and git follow the recipes")
    folder = tmp_path / "copy"
    folder.mkdir()
    return Copy(folder)


def test_a_rule_is_one_file_and_two_examples(copy: Copy) -> None:
    copy.follow(recipe("a rule"))
    assert len(copy.program) == 1
    assert len(copy.touched) == 3
    copy.check()
    fires = "goalcheck/rules/examples/GC213-fires.yaml"
    code = "GC213"
    assert code in copy.run(f"goalcheck analyze {fires} --format markdown")
    assert code in copy.run(f"goalcheck analyze {fires} --format sarif")
    assert "has objectives and no lead" in copy.run(f"goalcheck report {fires} --appendix -o report.md; cat report.md")
    for name in (code, "department-without-lead"):
        off = f"settings: {{rules: {{{name}: off}}}}"
        assert code not in copy.run(f"cp {fires} off.yaml; echo '{off}' >>off.yaml; goalcheck analyze off.yaml")


def test_a_kind_of_change_is_one_file(copy: Copy) -> None:
    copy.follow(recipe("a kind of change"))
    assert copy.program == {"goalcheck/changes/kinds/rename.py"}
    copy.check()
    form = json.loads(copy.run("goalcheck schema changes"))["$defs"]["RenameForm"]
    assert form["required"] == ["rename", "to"]
    wrong = copy.run("goalcheck whatif named.yaml --rename operations.install-30 2>&1 || true")
    assert "--rename takes ID=NAME, as in --rename operations.install-30=Faster" in wrong
    misspelt = "changes: [{renam: operations.install-30, to: Calm}]"
    assert "rename" in copy.run(f"echo '{misspelt}' >x.yml; goalcheck whatif named.yaml --with x.yml 2>&1 || true")


def test_a_format_is_two_files(copy: Copy) -> None:
    copy.follow(recipe("a format"))
    assert len(copy.program) == len(copy.touched) == 2
    copy.check()
    assert copy.run("goalcheck analyze examples/quickstart --format tap").startswith("1..")
    wrong = copy.run("goalcheck analyze examples/quickstart --format tab 2>&1 || true")
    assert "did you mean 'tap'?" in wrong
    misplaced = copy.run("goalcheck matrix examples/quickstart -o x.tap 2>&1 || true")
    assert "named like a file of the format tap" in misplaced


def test_a_field_is_three_files(copy: Copy) -> None:
    copy.follow(recipe("a field"))
    assert len(copy.program) == 3
    copy.check()
    edited = (copy.folder / "sponsored.yaml").read_text()
    assert "sponsor: the treasurer, period: 2027-H1" in edited


def test_a_field_is_compared_without_being_named(copy: Copy) -> None:
    printed = copy.follow(recipe("a field"))
    assert re.search(r"sponsor.*the treasurer.*the chair", printed)


def test_what_is_printed_must_fit_what_is_expected() -> None:
    assert fits("one\ntwo\nthree\n", "one\n[...]\nthree\n")
    assert not fits("one\ntwo\n", "one\n[...]\nthree\n")
    assert not fits("one\ntwo\n", "one\n")


def test_a_stale_recipe_is_noticed(copy: Copy) -> None:
    stale = [each._replace(text=each.text.replace("owner: Text", "holder: Text")) for each in recipe("a field")]
    with pytest.raises(AssertionError, match="patch"):
        copy.follow(stale)
