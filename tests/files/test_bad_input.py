"""Bad input: every mistake is said in words, with its place and what was expected, whatever a file holds.

The mistakes that people make are files in `bad/`: NAME.yaml, or a folder NAME for several files, beside
NAME.expected.txt with all that `goalcheck analyze NAME.yaml` says of it. `pytest --update-expected` rewrites those.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import EXAMPLES, ROOT, Command, Result, permitted, process
from hypothesis import given
from hypothesis import strategies as st

from goalcheck import InvalidInput, load
from goalcheck.files import Problems, Source, parse
from goalcheck.files.problems import MAX_PROBLEMS
from goalcheck.render.terminal.problems import render_problems

BAD = Path(__file__).parent.parent / "bad"
EXPECTED = ".expected.txt"
CASES = sorted(path for path in BAD.iterdir() if not path.name.endswith(EXPECTED))

CPU_SECONDS = 20
MEGABYTES = 500
PEAK = "peak.txt"

HEAD = re.compile(r"(?P<file>.+?):(?P<line>[1-9][0-9]*):(?P<column>[1-9][0-9]*): (?P<message>.+)")
TOTAL = re.compile(r"([0-9]+) problems? found; nothing was analyzed\.\n")
JARGON = re.compile(r"Traceback|pydantic|dictionary|regex|\^\[|\b(bool|dict|int|float|str|NoneType|None|True|False)\b")


class Block(NamedTuple):
    """One problem as it is shown."""

    file: str
    line: int
    column: int
    message: str
    rest: list[str]


def read(err: str) -> list[Block]:
    """The problems in a text, each of which must have its place, its line, and what was expected."""
    *blocks, total = err.split("\n\n")
    found = TOTAL.fullmatch(total)
    assert found is not None, total
    assert int(found[1]) == len(blocks)
    return list(map(read_block, blocks))


def read_block(text: str) -> Block:
    first, *rest = text.splitlines()
    head = HEAD.fullmatch(first)
    assert head is not None, text
    assert re.fullmatch(rf"  {head['line']} \| .*\S.*", rest[0]), text
    assert re.fullmatch(r" +\| +\^+", rest[1]), text
    assert any(line.startswith("  expected: ") for line in rest), text
    return Block(head["file"], int(head["line"]), int(head["column"]), head["message"], rest)


def is_safe(text: str) -> bool:
    return all(character.isprintable() or character == "\n" for character in text)


def name_of(path: Path) -> str:
    return path.name.removesuffix(".yaml")


def test_every_expected_text_has_its_input() -> None:
    assert {path.name.removesuffix(EXPECTED) for path in BAD.glob(f"*{EXPECTED}")} == set(map(name_of, CASES))
    assert len(CASES) >= 150


@pytest.mark.ends
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_mistake_is_said_in_words(
    case: Path, goalcheck: Command, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(BAD)
    result = goalcheck("analyze", case.name)
    expected = BAD / f"{name_of(case)}{EXPECTED}"
    if pytestconfig.getoption("update_expected"):
        expected.write_text(result.err, "utf-8")
    assert (result.status, result.out) == (2, "")
    assert result.err == expected.read_text("utf-8")
    blocks = read(result.err)
    places = [block[:3] for block in blocks]
    assert places == sorted(places)
    assert not [block for block in blocks if JARGON.search(block.message)]
    assert is_safe(result.err)


def test_the_same_problems_in_any_order_of_the_paths(goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD / "several-files")
    files = ["a.yaml", "b.yaml", "c.yml", "sub/d.yaml"]
    assert goalcheck("analyze", *files) == goalcheck("analyze", *reversed(files)) == goalcheck("analyze", ".")


def test_the_output_of_a_terminal_without_these_characters() -> None:
    case = BAD / "syntax-wide-characters.yaml"
    result = process("analyze", case, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert (result.status, result.out) == (2, "")
    assert "unknown field 'curency'; did you mean 'currency'?" in result.err
    assert result.err.isascii()


# What no file in a repository can hold: strange files, strange bytes, strange directories.

Make = Callable[[Path], Path]


def content(raw: bytes | str) -> Make:
    """A file with this in it."""

    def make(folder: Path) -> Path:
        path = folder / "org.yaml"
        path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        return path

    return make


def link_to(target: str) -> Make:
    """A directory with a link in it that leads somewhere else."""

    def make(folder: Path) -> Path:
        below = folder / "org"
        below.mkdir()
        (folder / "secret.yaml").write_text("secret: 1\n")
        (below / "org.yaml").symlink_to(target)
        return below

    return make


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "org.yaml")
    return folder / "org.yaml"


def directory(folder: Path) -> Path:
    (folder / "readme.txt").write_text("departments: {}")
    return folder


def named_like_a_file(folder: Path) -> Path:
    (folder / "org.yaml").mkdir()
    return folder / "org.yaml"


STRANGE: list[tuple[str, Make, str]] = [
    ("an empty file", content(""), "org.yaml: the file is empty"),
    ("comments only", content("# nothing\n\n# at all\n"), "org.yaml: the file is empty"),
    ("spaces only", content(" \n  \n"), "org.yaml: the file is empty"),
    ("a null", content("~"), "org.yaml:1:1: the file holds a single value"),
    ("no file", lambda folder: folder / "org.yaml", "org.yaml: there is no such file"),
    ("an empty directory", lambda folder: folder, "no YAML files (*.yaml, *.yml) below"),
    ("a directory without YAML", directory, "no YAML files (*.yaml, *.yml) below"),
    ("a directory named like a file", named_like_a_file, "no YAML files (*.yaml, *.yml) below"),
    ("a pipe", pipe, "org.yaml: this is no regular file"),
    ("a device", lambda _: Path("/dev/zero"), "/dev/zero: this is no regular file"),
    ("a link to itself", link_to("org.yaml"), "org.yaml: this is a link that leads to itself"),
    ("a link to nowhere", link_to("nowhere.yaml"), "org.yaml: there is no such file"),
    ("a link to the outside", link_to("../secret.yaml"), "org.yaml' is outside "),
    ("a link to a device", link_to("/dev/zero"), "org.yaml' is outside "),
    ("an include of itself only by name", content("include: [./missing/../org.yml]"), "matches nothing"),
    ("a picture", content(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "org.yaml: the file is a picture (PNG)"),
    ("Latin-1", content("a: Müller".encode("latin-1")), "org.yaml:1:5: the byte 0xFC is not valid UTF-8"),
    ("UTF-16", content("version: 1".encode("utf-16")), "org.yaml: the file is encoded as UTF-16"),
    ("UTF-16 without a mark", content("version: 1".encode("utf-16-le")), "org.yaml: the file is encoded as UTF-16"),
    ("UTF-32", content("version: 1".encode("utf-32")), "org.yaml: the file is encoded as UTF-32"),
    ("NUL", content("goals: {a\0b: {}}"), "org.yaml:1:10: the character U+0000 is not allowed"),
    ("ESC", content("goals: {a: {name: \x1b[31mred}}"), "org.yaml:1:19: the character U+001B is not allowed"),
    ("C1", content("goals: {a: {name: \x9b31m}}"), "org.yaml:1:19: the character U+009B is not allowed"),
    ("half a character", content(b"a: \xed\xa0\x80"), "org.yaml:1:4: the byte 0xED is not valid UTF-8"),
    ("a number of 400 digits", content(f"version: 1{'0' * 400}"), "org.yaml:1:10: this number has 401 characters"),
    ("a large number", content("version: 1e999"), "org.yaml:1:10: version: found the number .inf"),
    ("no number", content("version: .nan"), "org.yaml:1:10: version: found the number .nan"),
    ("an octal number", content("version: 0o2"), "org.yaml:1:10: version: found the number 2"),
    ("a date", content("version: 2026-02-30"), "org.yaml:1:10: version: found '2026-02-30'"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other links, pipes and devices")
@pytest.mark.parametrize(("make", "message"), [case[1:] for case in STRANGE], ids=[case[0] for case in STRANGE])
def test_a_strange_file(make: Make, message: str, tmp_path: Path, goalcheck: Command) -> None:
    result = goalcheck("analyze", make(tmp_path))
    is_refused(result, message)
    assert "secret" not in result.err.replace(str(tmp_path), "").replace("secret.yaml", "")


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = content("version: 1")(tmp_path)
    path.chmod(0)
    is_refused(permitted("analyze", path), "org.yaml: the file cannot be read (permission denied)")


def is_refused(result: Result, message: str) -> None:
    assert (result.status, result.out) == (2, "")
    assert message in result.err
    assert "  expected: " in result.err
    assert result.err.endswith("1 problem found; nothing was analyzed.\n")
    assert is_safe(result.err)


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbfversion: 1\n", b"version: 1\r\n", b"version: 1\r", b"{}", b"%YAML 1.2\n--- {}\n...\n"]
)
def test_what_is_odd_but_right(raw: bytes, tmp_path: Path, goalcheck: Command) -> None:
    result = goalcheck("analyze", content(raw)(tmp_path))
    assert (result.status, result.err) == (0, "")


def test_a_document_that_is_printed_back_in_an_error_is_never_the_secret_behind_a_link(
    tmp_path: Path, goalcheck: Command
) -> None:
    (tmp_path / "secret.yaml").write_text("password: hunter2\n")
    below = tmp_path / "org"
    below.mkdir()
    (below / "org.yaml").write_text("include: [link.yml, ../secret.yaml]\n")
    (below / "link.yml").symlink_to("../secret.yaml")
    result = goalcheck("analyze", below / "org.yaml")
    assert result.status == 2
    assert "hunter2" not in result.err


# What takes long to read, or would without limits. Measured in a process of its own.


class Spent(NamedTuple):
    """What a process said and used."""

    result: Result
    seconds: float
    megabytes: float


LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))
from pathlib import Path
from goalcheck.__main__ import main
status = Path("/proc/self/status")
try:
    main()
finally:
    if status.exists():
        # Linux carries the maximum of whoever started the process over to it, and the tests may have grown large.
        [peak] = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        Path({PEAK!r}).write_text(peak)
"""


def spend(path: Path, tmp_path: Path) -> Spent:
    """Analyze a file with little time."""
    out, err = tmp_path / "out.txt", tmp_path / "err.txt"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        child = subprocess.Popen(
            [sys.executable, "-c", LIMITED, "analyze", path.name],
            cwd=path.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=stdout,
            stderr=stderr,
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    result = Result(child.returncode, out.read_text("utf-8"), err.read_text("utf-8"))
    peak = path.parent / PEAK
    kilobytes = int(peak.read_text()) if peak.exists() else used.ru_maxrss
    return Spent(result, used.ru_utime + used.ru_stime, kilobytes / 1024)


def lines(head: str, line: str, count: int) -> str:
    """A head and many lines; `#` is the number of each."""
    return head + "".join(line.replace("#", str(number)) + "\n" for number in range(count))


def bomb(first: str, more: str) -> str:
    """Thirty lines of which each has nine of the one before."""
    return f"a0: &a0 {first}\n" + "".join(
        f"a{number}: &a{number} {more.format(', '.join([f'*a{number - 1}'] * 9))}\n" for number in range(1, 30)
    )


def levels(count: int) -> str:
    """Departments of which each is part of the one before."""
    return "departments:\n  d0: {}\n" + "".join(
        f"  d{number}: {{part_of: d{number - 1}}}\n" for number in range(1, count)
    )


def similar_ids() -> Iterator[str]:
    """Long ids of two letters, all alike and none the same: the worst that there is to compare."""
    return (f"{number:0180b}".replace("0", "a").replace("1", "b") for number in range(10**9, 10**9 + 10**6, 997))


def similar_names() -> str:
    ids = similar_ids()
    drivers = "".join(f"  d{number}: {{metric: {next(ids)}}}\n" for number in range(500))
    return f"drivers:\n{drivers}metrics:\n" + "".join(f"  {next(ids)}: {{}}\n" for _ in range(400))


MANY = f"{MAX_PROBLEMS + 1} problems found"
ONE = "1 problem found"

HEAVY: dict[str, tuple[Callable[[], str], str, str]] = {
    "50 MB of text": (lambda: f"goals: {{a: {{name: {'x' * 50_000_000}}}}}", "the file has 50,000,020 bytes", ONE),
    "40 MB of text": (lambda: f"goals: {{a: {{name: {'x' * 40_000_000}}}}}", "this text has 40,000,000 char", ONE),
    "100,000 brackets": (lambda: f"goals: {'[' * 100_000}", "this is nested more than 40 levels deep", ONE),
    "100,000 braces": (lambda: f"goals: {'{a: ' * 100_000}", "this is nested more than 40 levels deep", ONE),
    "100,000 dashes": (lambda: "- " * 100_000, "this is nested more than 40 levels deep", ONE),
    "100,000 keys in keys": (lambda: "? " * 100_000, "this is nested more than 40 levels deep", ONE),
    "a deep block": (lambda: "".join(f"{' ' * depth}a:\n" for depth in range(2_000)), "40 levels deep", ONE),
    "a bomb of aliases": (lambda: bomb("[x, x]", "[{}]"), "more than 2,000,000 keys and values", ONE),
    "a bomb of merges": (lambda: bomb("{x: 1}", "{{<<: [{}]}}"), "more than 2,000,000 keys", "problems found"),
    "400 kB of colons": (lambda: f"version: {'1:' * 200_000}1", "this text has 400,001 characters", ONE),
    "400 kB of colons and spaces": (lambda: "a: " * 130_000, "a ':' is not allowed here", ONE),
    "200,000 anchors": (
        lambda: f"x: [{', '.join(f'&a{number} x' for number in range(200_000))}]",
        "there are more than 100,000 anchors",
        ONE,
    ),
    "300,000 equal keys": (lambda: lines("goals:\n", "  a: {}", 300_000), "the key 'a' is declared twice", MANY),
    "5,000 dangling references": (
        lambda: lines(lines("drivers:\n", "  d#: {metric: metrik-#}", 5_000) + "metrics:\n", "  metric-#: {}", 5_000),
        "unknown metric 'metrik-0'; did you mean 'metric-0'?",
        MANY,
    ),
    "500 long ids, all alike": (similar_names, "unknown metric 'aaaaaaa", "500 problems found"),
    "5 MB in one line": (
        lambda: f"outcomes: {{{', '.join(f'o{number}: {{importance: 6}}' for number in range(90_000))}}}",
        "org.yaml:1:29: importance: found the number 6",
        MANY,
    ),
    "100,000 unknown fields": (lambda: lines("", "x#: 1", 100_000), "org.yaml:1:1: unknown field 'x0'", MANY),
    "100,000 unknown settings": (lambda: lines("settings:\n", "  x#: 1", 100_000), "unknown field 'x0'", MANY),
    "50,000 keys that are no ids": (lambda: lines("goals:\n", "  A#: {}", 50_000), "'A0' cannot be an id", MANY),
    "50,000 unknown rules": (
        lambda: lines("settings:\n  rules:\n", "    rule-#: off", 50_000),
        "unknown rule 'rule-0'",
        MANY,
    ),
    "300,000 wrong items": (
        lambda: f"journey: [{'1, ' * 300_000}]",
        "org.yaml:1:11: journey: found the number 1",
        MANY,
    ),
    "3,000 departments in a circle": (
        lambda: (
            lines("departments:\n  d0: {part_of: d2999}\n", "  d1#: {part_of: d#}", 0)
            + "".join(f"  d{number}: {{part_of: d{number - 1}}}\n" for number in range(1, 3_000))
        ),
        "the department is part of itself: d0 -> d2999 -> d2998",
        ONE,
    ),
    "20,000 departments above each other": (
        lambda: levels(20_000),
        "org.yaml:42:18: the department has 40 others above it, one above the other",
        ONE,
    ),
}


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="Windows does not say what a process used")
@pytest.mark.parametrize(("make", "message", "total"), HEAVY.values(), ids=HEAVY)
def test_a_heavy_file(make: Callable[[], str], message: str, total: str, tmp_path: Path) -> None:
    spent = spend(content(make())(tmp_path), tmp_path)
    assert (spent.result.status, spent.result.out) == (2, "")
    assert message in spent.result.err
    assert total in spent.result.err.splitlines()[-1]
    assert is_safe(spent.result.err)
    assert spent.megabytes < MEGABYTES
    print(f"{spent.seconds:.2f} s, {spent.megabytes:.0f} MB")  # noqa: T201  # for `pytest -rP`


def test_as_many_levels_as_there_may_be(goalcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(levels(40))
    assert goalcheck("matrix", tmp_path).status == 0
    assert goalcheck("report", tmp_path, "-o", tmp_path / "report.md").status == 0


# Whatever is done to a good or bad file, it is either read or refused, with a place and a reason.


JUNK: list[object] = [None, True, 0, -1, 2.5, 1e16, "", "x", "helps", "sales.grow", "2026-Q4", [], {}, ["x"], [1, 2]]
JUNK += [{"<form>": 1}, {"[key]": {}}, {"weight": -0.5}, {"effect": "hurts", "starts_at": 3, "full_at": 1}]
JUNK += [{"from": "2026-12-31", "to": "2026-01-01"}, {"metric": "x", "at_least": 3}, {"é": {"x": "\u202e"}}]


@cache
def documents() -> list[str]:
    """Every bad case and every small example that can be read at all, as JSON."""
    files = [path for path in [*CASES, *sorted(EXAMPLES.glob("[nq]*/org.yaml"))] if path.is_file()]
    parsed = [parse(Source(path.name, path.read_text("utf-8")), Problems()) for path in files]
    return [json.dumps(document) for document in parsed if document is not None]


def entries(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value where something else could stand: what holds it, and its key or index."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from entries(value[key])


@st.composite
def damaged(draw: st.DrawFn) -> str:
    document = json.loads(draw(st.sampled_from(documents())))
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(list(entries(document))))
        holder[key] = json.loads(json.dumps(draw(st.sampled_from(JUNK))))
    return json.dumps(document, ensure_ascii=False)


@given(text=damaged())
def test_a_damaged_file_is_read_or_refused_in_words(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_text(text, "utf-8")
    try:
        load(path)
    except InvalidInput as error:
        shown = render_problems(error.problems)
        assert read(shown)
        assert is_safe(shown)
