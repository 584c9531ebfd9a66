"""The help: whole summaries, words for what is typed, examples that run; and mistakes on the command line."""

from __future__ import annotations

import json
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main
from conftest import EXAMPLES, ROOT, Command, process
from repository import GitRepository
from test_commands import COMMANDS

from goalcheck.cli import app as app_module
from goalcheck.cli import commands
from goalcheck.cli.app import app

NARROW = 80
TYPER_WORDS = re.compile(
    r"Value error|Input should|valid integer|is not one of|No such (option|command)", re.IGNORECASE
)


def page(goalcheck: Command, command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(NARROW))
    done = goalcheck(command, "--help")
    assert (done.status, done.err) == (0, "")
    return done.out


def examples(text: str) -> list[str]:
    return [line.strip() for line in text.partition("\nExamples:\n")[2].splitlines()]


def test_every_summary_is_whole(goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(NARROW))
    listed = goalcheck("--help").out.partition("\nCommands:\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)
    assert all(len(line) <= NARROW for line in listed)


def test_every_file_of_a_command_is_listed() -> None:
    names = [each.name.removesuffix("_") for each in pkgutil.iter_modules(commands.__path__)]
    assert sorted(app_module.COMMANDS) == names


IMPORTED = """
import sys
from goalcheck.__main__ import main
try:
    main()
finally:
    print(*(name for name in sys.modules if name.startswith("goalcheck.cli.commands.")), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["rules", "analyze"])
def test_a_command_imports_no_other(command: str) -> None:
    arguments = [command, *([str(PATH)] if command == "analyze" else [])]
    done = subprocess.run([sys.executable, "-c", IMPORTED, *arguments], capture_output=True, cwd=ROOT, check=True)
    assert done.stderr.decode().split() == [f"goalcheck.cli.commands.{command}"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_page_is_readable(goalcheck: Command, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    text = page(goalcheck, command, monkeypatch)
    assert not re.search(r"<list\[|\[\[|\{|<str>|<path>", text)
    assert all(len(line) <= NARROW for line in text.splitlines())
    found = examples(text)
    assert found
    assert all(shlex.split(each)[:2] == ["goalcheck", command] for each in found)


@pytest.fixture
def my_org(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder under git in which `goalcheck init my-org` was typed."""
    monkeypatch.chdir(tmp_path)
    repository = GitRepository(tmp_path)
    (tmp_path / "okrs.csv").write_text("Team,Goal,Owner,Notes\nOperations,Install faster,Ann,none\n", "utf-8")
    assert process("init", "my-org").status == 0
    assert process("ask", "my-org", "--department", "operations", "-o", "operations.csv").status == 0
    repository.start({})
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_runs(goalcheck: Command, monkeypatch: pytest.MonkeyPatch, my_org: Path, command: str) -> None:
    for number, example in enumerate(examples(page(goalcheck, command, monkeypatch))):
        if command == "init":
            monkeypatch.chdir((my_org / "my-org").joinpath("..") if number else _made(my_org / "elsewhere"))
        before = set(my_org.rglob("*"))
        done = goalcheck(*shlex.split(example)[1:])
        assert done.status in ((0, 1) if command in ("check", "resolve") else (0,)), (example, done.err)
        assert done.out or set(my_org.rglob("*")) - before or done.err.startswith("goalcheck: ")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def parameters() -> list[tuple[str, Any]]:
    group: Any = typer.main.get_command(app)
    context = group.make_context("goalcheck", ["rules"])
    return [(name, each) for name in COMMANDS for each in group.get_command(context, name).params]


def test_every_word_and_figure_is_answered_in_our_own_words(goalcheck: Command) -> None:
    tried = 0
    for command, parameter in parameters():
        if parameter.metavar in ("N", "DATE", "SECONDS") or (
            "|" in (parameter.metavar or "") and parameter.opts[0][0] == "-"
        ):
            done = goalcheck(command, f"{max(parameter.opts, key=len)}=n\x1bo\u202esuch")
            assert done.status == 2
            assert not TYPER_WORDS.search(done.err), done.err
            assert "\x1b" not in done.err
            tried += 1
    assert tried > 60


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["analyse", "org"], "there is no command 'analyse'; did you mean 'analyze'?"),
        (["Check", "org"], "there is no command 'Check'; did you mean 'check'?"),
        (["\x1b[31m"], "there is no command '<U+001B>[31m'"),
        (["analyze", "org", "--formt", "json"], "there is no option '--formt'; did you mean '--format'?"),
        (["whatif", "org", "--wrte"], "there is no option '--wrte'; did you mean '--write'?"),
        (["--vresion"], "there is no option '--vresion'; did you mean '--version'?"),
        (["analyze", "org", "-x"], "there is no option '-x'"),
        (["analyze", "org", "--level", "high"], "'high' is none of severe, serious, minor; did you mean 'severe'?"),
        (["analyze", "org", "--level", "critical"], "did you mean 'severe'?"),
        (["analyze", "org", "--level", "medium"], "did you mean 'serious'?"),
        (["analyze", "org", "--level", "Severe"], "did you mean 'severe'?"),
        (["check", "org", "--fail-on", "none"], "did you mean 'never'?"),
        (["analyze", "org", "--top", "0"], "'0' is not a whole number, 1 or more"),
        (["analyze", "org", "--top", "ten"], "'ten' is not a whole number, 1 or more"),
        (["analyze", "org", "--top", "9" * 5000], "is not a whole number, 1 or more"),
        (["robust", "org", "--draws", "10001"], "'10001' is not a whole number, from 1 to 10,000"),
        (["resolve", "org", "--time-limit", "nan"], "'nan' is not a number of seconds, from 0.1 to 86,400"),
        (["report", "org", "-o", "x.pdf", "--paper", "A4"], "'A4' is none of a4, letter; did you mean 'a4'?"),
        (["schema", "organisation"], "did you mean 'organization'?"),
        (["explain"], "Missing argument 'RULE|FINGERPRINT'."),
    ],
    ids=lambda each: " ".join(each)[:40] if isinstance(each, list) else "",
)
def test_a_slip_on_the_command_line(goalcheck: Command, typed: list[str], said: str) -> None:
    done = goalcheck(*typed)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "Usage: goalcheck" in done.err


PATH = EXAMPLES / "quickstart"
SUBJECT = ("operations.install-30", PATH)


@pytest.mark.parametrize(
    ("command", "name", "starts"),
    [
        (("analyze", PATH), "x.json", "{"),
        (("analyze", PATH), "x.MD", "#"),
        (("check", PATH, "--fail-on", "never"), "x.sarif", "{"),
        (("check", PATH, "--fail-on", "never"), "x.xml", "<?xml"),
        (("check", PATH, "--fail-on", "never"), "x.jsonl", "{"),
        (("check", PATH, "--fail-on", "never"), "x.csv", "level,code"),
        (("check", PATH, "--fail-on", "never"), "x.log", "GC101 severe: "),
        (("diff", PATH, PATH), "x.md", "**"),
        (("diff", PATH, PATH), "x.json", "{"),
        (("whatif", PATH, "--drop", "operations.install-30"), "x.md", "### What if"),
        (("show", *SUBJECT), "x.json", "{"),
        (("show", *SUBJECT), "x.txt", "Cut the install"),
        (("show", *SUBJECT), "x.md", "## "),
        (("explain", "GC101"), "x.md", "## "),
        (("influence", PATH), "x.json", "{"),
        (("rules",), "x.json", "["),
        (("matrix", PATH), "x.svg", "<svg"),
        (("schema",), "x.txt", "{"),
    ],
    ids=lambda each: each if isinstance(each, str) else each[0],
)
def test_the_ending_of_a_file_is_what_gets_written(
    goalcheck: Command, tmp_path: Path, command: tuple[object, ...], name: str, starts: str
) -> None:
    done = goalcheck(*command, "-o", tmp_path / name)
    assert (done.status, done.out) == (0, "")
    text = (tmp_path / name).read_text("utf-8")
    assert text.startswith(starts)
    if name.endswith("json"):
        assert json.loads(text)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("analyze", PATH), "x.html"),
        (("analyze", PATH, "--format", "text"), "x.html"),
        (("analyze", PATH), "x.pdf"),
        (("check", PATH), "x.xlsx"),
        (("diff", PATH, PATH), "x.csv"),
        (("whatif", PATH, "--drop", "operations.install-30"), "x.HTML"),
        (("resolve", PATH), "x.html"),
        (("show", *SUBJECT), "x.csv"),
        (("explain", "GC101"), "x.html"),
        (("influence", PATH), "x.svg"),
        (("robust", PATH), "x.docx"),
        (("rules",), "x.html"),
        (("matrix", PATH), "x.html"),
        (("schema",), "x.html"),
        (("graph", PATH), "x.html"),
    ],
    ids=lambda each: each if isinstance(each, str) else each[0],
)
def test_a_file_is_not_named_like_what_it_is_not(
    goalcheck: Command, tmp_path: Path, command: tuple[object, ...], name: str
) -> None:
    done = goalcheck(*command, "-o", tmp_path / name)
    assert (done.status, done.out) == (2, "")
    assert name in done.err
    assert "name it *." in done.err or "rename it" in done.err
    assert not (tmp_path / name).exists()
    if name == "x.html" and command[0] != "graph":
        assert f"goalcheck report PATH -o {tmp_path / name} writes one" in done.err


def test_a_format_with_its_own_file_is_held_to_it_too(goalcheck: Command, tmp_path: Path) -> None:
    done = goalcheck("check", PATH, "--format", f"markdown={tmp_path / 'x.html'}")
    assert (done.status, done.out) == (2, "")
    assert goalcheck("check", PATH, "--format", f"gitlab={tmp_path / 'x.json'}", "--fail-on", "never").status == 0
    assert "fingerprint" in (tmp_path / "x.json").read_text("utf-8")


def test_the_ending_goes_before_the_forge(goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert goalcheck("check", PATH, "-o", tmp_path / "x.json", "--fail-on", "never").status == 0
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["format"] == "goalcheck-report"
