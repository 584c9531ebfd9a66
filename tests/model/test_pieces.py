"""Large documents in pieces: the same organization, the same problems, and bounded memory for what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT, Write

from goalcheck import InvalidInput, load
from goalcheck.changes.file_reading import read_changes
from goalcheck.files import MAX_PROBLEMS, MappingNode, Problems, parse, read_all, room
from goalcheck.files.problems import MAX_COUNTED
from goalcheck.files.tree import Source, Value
from goalcheck.model import pieces as cutting
from goalcheck.model.names import MAX_STAGES
from goalcheck.model.pieces import pieces, slices


def leaves(value: Value, path: tuple[object, ...] = ()) -> set[tuple[object, ...]]:
    """Every text and number of a document, with the keys that lead to it and where it stands."""
    if isinstance(value, MappingNode):
        return {
            leaf
            for key, child in value.items()
            for leaf in leaves(child, (*path, key, value.key_location(key), value.value_location(key)))
        }
    if isinstance(value, list):
        return {leaf for at, child in enumerate(value) for leaf in leaves(child, (*path, "-", value.item_location(at)))}
    return {(*path, value)}


@pytest.mark.parametrize("most", [1, 5, 20, 100])
@pytest.mark.parametrize("cut", [pieces, slices])
def test_nothing_is_lost_and_nothing_moves(cut: object, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "PIECE", most)
    for document in read_all([EXAMPLES / "northline"], Problems()):
        parts = list(cut(document))  # type: ignore[operator]  # one of two functions
        assert set().union(*map(leaves, parts)) == leaves(document)
        if cut is slices and most >= 20:
            assert all(part.size <= 2 * most for part in parts)


def test_the_size_of_a_node_counts_each_alias_as_what_it_stands_for() -> None:
    document = parse(Source("a.yaml", "a: &a {x: 1, y: [1, 2]}\nb: [*a, *a]\n"), Problems())
    assert document is not None
    assert (document.mapping("a").size, document.sequence("b").size) == (8, 19)
    assert document.part(["a"]).size == 10


@pytest.mark.parametrize("most", [1, 7, 50])
def test_an_organization_in_pieces_is_the_same(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load(EXAMPLES / "northline")
    monkeypatch.setattr(cutting, "PIECE", most)
    assert load(EXAMPLES / "northline") == whole


BAD = sorted((ROOT / "tests" / "bad").glob("*.yaml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_mistakes_are_the_same_in_pieces(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def problems() -> object:
        with pytest.raises(InvalidInput) as error:
            load(path)
        return error.value.problems

    whole = problems()
    monkeypatch.setattr(cutting, "PIECE", 12)
    assert problems() == whole


def test_the_rest_is_left_where_there_are_too_many(write: Write, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write("".join(f"x{number}: 1\n" for number in range(MAX_PROBLEMS + 5)), f"{name}.yaml")
    with pytest.raises(InvalidInput) as error:
        load(tmp_path)
    *shown, last = error.value.problems
    assert [problem.file for problem in shown] == [f"{tmp_path}/a.yaml"] * MAX_PROBLEMS
    assert last.message == "at least 5 more problems are not shown"


def test_a_flood_of_unknown_names_is_not_counted_to_its_end(write: Write) -> None:
    names = ", ".join(f"n{number}" for number in range(MAX_PROBLEMS + MAX_COUNTED + 50))
    with pytest.raises(InvalidInput) as error:
        load(write(f"departments: {{a: {{objectives: {{b: {{supports: [{names}]}}}}}}}}\n"))
    *shown, last = error.value.problems
    assert len(shown) == MAX_PROBLEMS
    assert last.message == "at least 100,001 more problems are not shown"


def test_the_journey_ends_somewhere(write: Write) -> None:
    stages = ", ".join(f"s{number}" for number in range(MAX_STAGES + 2))
    with pytest.raises(InvalidInput) as error:
        load(write(f"journey: [{stages}]\n"))
    (problem,) = error.value.problems
    assert (problem.message, problem.expected) == ("the journey has 10,002 stages", "at most 10,000")


def test_a_flood_in_a_file_of_changes(write: Write) -> None:
    text = "".join(f"x{number}: 1\n" for number in range(MAX_PROBLEMS + MAX_COUNTED + 50))
    with pytest.raises(InvalidInput) as error:
        read_changes(write(text, "changes.yaml"), load(EXAMPLES / "quickstart"))
    assert error.value.problems[-1].message.startswith("at least ")


def test_a_message_is_never_long(write: Write) -> None:
    ids = [f"{'x' * 900}{number}" for number in range(9)]
    text = "goals:\n" + "".join(f"  {each}: {{}}\n" for each in ids)
    with pytest.raises(InvalidInput) as error:
        load(write(text + f"departments: {{a: {{objectives: {{b: {{supports: [{'y' * 19_000}]}}}}}}}}\n"))
    (problem,) = error.value.problems
    assert max(map(len, (problem.message, problem.expected))) == 1_001


class TestRoom:
    """All files together have a limit that grows with their text."""

    def test_many_small_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(room, "SURE_NODES", 40)
        for number in range(4):
            (tmp_path / f"{number}.yaml").write_text(
                f"goals: {{{', '.join(f'g{number}{at}: {{}}' for at in range(4))}}}\n"
            )
        with pytest.raises(InvalidInput) as error:
            load(tmp_path)
        (problem,) = error.value.problems
        assert problem.file == f"{tmp_path}/1.yaml"
        assert problem.message == "the files have more than 40 keys and values up to this one"

    def test_what_says_much_has_more_room(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(room, "SURE_NODES", 40)
        for number in range(4):
            names = ", ".join(f"g{number}{at}: {{name: {'long ' * 20}}}" for at in range(4))
            (tmp_path / f"{number}.yaml").write_text(f"goals: {{{names}}}\n")
        assert len(load(tmp_path).goals) == 16


MEASURED = """
import json, re, resource, sys
from pathlib import Path
from goalcheck import InvalidInput, load
from goalcheck.files import Problems
try:
    load(sys.argv[1])
except InvalidInput as error:
    found = len(error.problems)
status = Path("/proc/self/status")
if status.exists():
    # Linux carries the maximum of whoever started the process over to it, and the tests may have grown large.
    peak = int(re.search(r"VmHWM:\\s+([0-9]+)", status.read_text())[1])
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([found, peak / 1024]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say what a process used")
@pytest.mark.parametrize(
    ("head", "line", "tail"),
    [
        ("goals:\n", "  A#: {}\n", ""),
        ("departments: {a: {objectives: {x: {affects: {", "A#: helps, ", "}}}}}\n"),
        ("departments: {a: {objectives: {", "x#: {y: 1}, ", "}}}\n"),
        ("", "x#: 1\n", ""),
    ],
    ids=["ids", "keys of one objective", "fields of many objectives", "fields of the file"],
)
def test_a_million_mistakes_take_little_more_than_reading_them(head: str, line: str, tail: str, tmp_path: Path) -> None:
    file = tmp_path / "org.yaml"
    file.write_text(head + "".join(line.replace("#", str(number)) for number in range(200_000)) + tail)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)], cwd=ROOT, capture_output=True, check=True, timeout=120
    )
    found, megabytes = json.loads(done.stdout)
    assert found == MAX_PROBLEMS + 1
    # Of the 600 MB and more that pydantic's own list of them would take, none.
    assert megabytes < 450
