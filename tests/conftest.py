"""What the tests share: the command line in-process and as a process, and a file from a few lines of YAML."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest
from hypothesis import settings

from goalcheck import Finding, analyze, load
from goalcheck.__main__ import main
from goalcheck.findings import Notice
from goalcheck.messages import Message, Template

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
CASES = Path(__file__).parent / "cases"

pytest_plugins = ["browsing", "importing", "lsp_fixtures", "report_files"]

settings.register_profile("default", deadline=None, derandomize=True, max_examples=25)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="rewrite expected files; read the difference")


@pytest.fixture(autouse=True, scope="session")
def _state_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep journals out of the home of whoever runs the tests."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


class Hangs(BaseException):
    """What should be done at once is not done after a long time."""


@contextmanager
def not_for_ever(cpu_seconds: float = 10) -> Iterator[None]:
    """Stop what would take far longer than it may on the slowest machine; how fast it is, benchmarks measure."""

    def stop(*_: object) -> None:
        raise Hangs(f"still busy after {cpu_seconds:g} seconds of CPU")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class Result(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


Command = Callable[..., Result]
Write = Callable[..., Path]
Found = Callable[[str, str], list[Finding]]


@pytest.fixture
def goalcheck(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command line in this process, as the console script does."""

    def run(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["goalcheck", *map(str, arguments)])
        capsys.readouterr()
        try:
            main()
            status = 0
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capsys.readouterr()
        return Result(status, out, err)

    return run


def process(
    *arguments: object, env: Mapping[str, str] | None = None, timeout: float = 60, under: Sequence[str] = ()
) -> Result:
    """Run the command line as a process of its own, under another command where one is given."""
    done = subprocess.run(
        [*under, sys.executable, "-m", "goalcheck", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        timeout=timeout,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def permitted(*arguments: object) -> Result:
    """Run the command line as a process that may do no more than files permit, even where root runs the tests."""
    if os.name == "nt":
        pytest.skip("Windows keeps no permissions of this kind")
    under = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if under and (not shutil.which("setpriv") or subprocess.run([*under, "true"], check=False).returncode):
        pytest.skip("root reads and writes every file, and here is no setpriv that could forbid it")
    return process(*arguments, under=under)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of dedented text below the test's folder and return its path."""

    def file(text: str, name: str = "org.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    return file


@pytest.fixture
def found(write: Write) -> Found:
    """What one rule has to say of an organization, by its code and the text of a file."""

    def findings(code: str, text: str) -> list[Finding]:
        return [finding for finding in analyze(load(write(text))).findings if finding.code == code]

    return findings


def messages(findings: list[Finding]) -> list[str]:
    return [str(finding.message) for finding in findings]


def saying(text: str) -> Message:
    """A message that is nothing but a user's own text."""
    return Template("tests.text", "{text}")(text=text)


def at_length(notices: Iterable[Notice]) -> Iterator[Finding]:
    """The findings that a rule yields, each when it is asked for."""
    return (notice.at_length() for notice in notices)


def texts(said: Iterable[Message]) -> tuple[str, ...]:
    """Messages as people who know ids read them."""
    return tuple(map(str, said))
