"""`goalcheck matrix`: who hurts whom, pushes on outcomes and camps, in every format.

`tests/graph/test_between.py` counts harms and synergies slowly.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import readers
import strategies
import worlds
from conftest import EXAMPLES, Command, Write, process
from hostile import HIDDEN, HOSTILE, WRITTEN_BY_US, quoted
from hypothesis import given
from pressure_oracle import World
from pressure_worlds import pressure_worlds
from rich.cells import cell_len

from goalcheck import load
from goalcheck.api import analyzed
from goalcheck.matrix.choices import MatrixOrder
from goalcheck.matrix.making import matrix
from goalcheck.matrix.tables import Matrix
from goalcheck.render.matrix.formats import render_matrix
from goalcheck.schemas import matrix_schema
from goalcheck.selection import Selection

FORMATS = ("text", "csv", "markdown", "svg", "json")

TREE = """
    outcomes:
      fast: {importance: 5}
      kind: {importance: 3, customer: homes}
      cheap: {}
    customers: {homes: {}}
    departments:
      delivery: {}
      field:
        part_of: delivery
        objectives:
          rush: {affects: {fast: strongly helps, kind: hurts}}
          rest: {affects: {fast: slightly hurts}}
      plant:
        part_of: delivery
        objectives:
          care: {affects: {kind: helps, fast: hurts}}
      desk:
        objectives:
          talk: {affects: {kind: strongly helps}}
          save: {affects: {desk.talk: hurts, cheap: helps}}
      idle:
        objectives:
          sit: {}
"""


def department_of(objective: str) -> str:
    return objective.split(".")[0]


@given(pressure_worlds())
def test_departments_add_up_what_their_objectives_do(raw: worlds.Raw) -> None:
    found = matrix(worlds.report(raw))
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0, 0])
    for each in found.objective_harms:
        cell = sums[department_of(each.by), department_of(each.of)]
        cell[0] += each.sum
        cell[1] += each.clashes
        cell[2] += each.underminings
    assert {(each.by, each.of): [each.sum, each.clashes, each.underminings] for each in found.harms} == {
        pair: pytest.approx(cell) for pair, cell in sums.items()
    }


@given(pressure_worlds())
def test_the_strongest_push_of_a_department_is_one_of_its_objectives(raw: worlds.Raw) -> None:
    found = matrix(worlds.report(raw))
    helps: dict[tuple[str, str], float] = defaultdict(float)
    harms: dict[tuple[str, str], float] = defaultdict(float)
    for push in World(raw).pushes():
        key = department_of(push["objective"]), push["node"]
        helps[key] = max(helps[key], push["help"])
        harms[key] = max(harms[key], push["harm"])
    assert {(each.department, each.outcome): each.help for each in found.department_pushes} == pytest.approx(helps)
    assert {(each.department, each.outcome): each.harm for each in found.department_pushes} == pytest.approx(harms)
    own = {(push.objective, push.node): push for push in found.objective_pushes}
    for each in found.department_pushes:
        assert each.helped_by is None or own[each.helped_by, each.outcome].help == each.help
        assert each.hurt_by is None or own[each.hurt_by, each.outcome].harm == each.harm


def test_conflicts_beyond_the_listed_ones_count(write: Write) -> None:
    path = write(TREE + "\n    settings: {max_findings: 1}")
    report = analyzed(load(path))
    assert "GC101" in report.truncated
    assert matrix(report).clashes == report.summary.clashes == 4


def test_the_underminings_of_the_published_matrix_are_its_negative_scores() -> None:
    path = EXAMPLES / "sdg-sweden"
    objectives = load(path).objectives
    scored = {(key, effect.target) for key, each in objectives.items() for effect in each.effects if effect.weight < 0}
    found = matrix(analyzed(load(path))).objective_harms
    assert {(each.by, each.of) for each in found} == scored
    assert all((each.clashes, each.underminings) == (0, 1) for each in found)
    assert len(found) == 40


def test_too_many_objectives_are_cut_to_the_hottest(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    report = analyzed(load(write(TREE)))
    monkeypatch.setattr("goalcheck.matrix.making.MOST_OBJECTIVES", 2)
    found = matrix(report)
    assert [(each.by, each.of) for each in found.objective_harms] == [
        ("plant.care", "field.rush"),
        ("field.rush", "plant.care"),
    ]
    assert found.uncompared == 3
    for name in ("text", "markdown", "svg"):
        assert "3 more objectives with harm" in render_matrix(found, name, width=None, color=False)


@pytest.fixture
def tree(write: Write) -> Path:
    return write(TREE)


def tensions(goalcheck: Command, *arguments: object) -> dict[tuple[str, ...], float]:
    data = json.loads(goalcheck("matrix", *arguments, "--format", "json").out)
    return {(each["by"], each["of"]): each["sum"] for each in data["department_harms"]}


class TestAPart:
    def test_all(self, goalcheck: Command, tree: Path) -> None:
        assert tensions(goalcheck, tree) == {
            ("plant", "field"): 66.67,
            ("desk", "desk"): 40.0,
            ("field", "desk"): 40.0,
            ("field", "plant"): 40.0,
            ("field", "field"): 33.33,
        }

    @pytest.mark.parametrize(
        ("options", "shown"),
        [
            (["--department", "plant"], {("plant", "field"): 66.67, ("field", "plant"): 40.0}),
            (
                ["--department", "delivery"],
                {("field", "field"), ("field", "plant"), ("plant", "field"), ("field", "desk")},
            ),
            (["--outcome", "kind"], {("field", "plant"): 40.0, ("field", "desk"): 40.0}),
            (["--customer", "homes"], {("field", "plant"): 40.0, ("field", "desk"): 40.0}),
            (["--outcome", "fast", "--department", "plant"], {("plant", "field"): 66.67}),
            (["--level", "severe"], {("plant", "field"): 66.67}),
            (["--top", "1"], {("field", "field"): 33.33}),
            (["--depth", "1"], {("delivery", "delivery"): 140.0, ("delivery", "desk"): 40.0, ("desk", "desk"): 40.0}),
            (["--kind", "objectives"], {}),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_a_part(self, goalcheck: Command, tree: Path, options: list[str], shown: Any) -> None:
        found = tensions(goalcheck, tree, *options)
        assert (found if isinstance(shown, dict) else set(found)) == shown

    def test_folded_departments_add_up_to_the_same(self, tree: Path) -> None:
        report = analyzed(load(tree))
        assert matrix(report, depth=1).total == pytest.approx(matrix(report).total)
        assert matrix(report, depth=1).departments == ("delivery", "desk", "idle")
        assert matrix(report, depth=7) == matrix(report)

    @pytest.mark.parametrize(
        ("order", "departments", "outcomes"),
        [
            (MatrixOrder.ALIKE, ("plant", "field", "desk", "idle"), ("fast", "kind", "cheap")),
            (MatrixOrder.HARM, ("plant", "field", "desk", "idle"), ("fast", "kind", "cheap")),
            (MatrixOrder.NAME, ("field", "plant", "desk", "idle"), ("cheap", "fast", "kind")),
        ],
    )
    def test_orders(
        self, tree: Path, order: MatrixOrder, departments: tuple[str, ...], outcomes: tuple[str, ...]
    ) -> None:
        found = matrix(analyzed(load(tree)), order=order)
        assert found.departments == departments
        assert found.outcomes == outcomes

    def test_names_stand_in_natural_order(self, write: Write) -> None:
        named = "".join(f"  a{at}: {{name: Goal {at}, objectives: {{go: {{}}}}}}\n" for at in (10, 9, 1))
        found = matrix(analyzed(load(write(f"departments:\n{named}"))))
        assert found.departments == ("a1", "a9", "a10")

    def test_those_that_hurt_the_same_stand_together(self) -> None:
        found = matrix(analyzed(load(EXAMPLES / "harbour")))
        place = {key: at for at, key in enumerate(found.objectives)}
        together = ["field.visits-7", "projects.modernise-120", "parts.stock-minus-20"]
        assert max(abs(place[one] - place[other]) for one in together for other in together) < 6

    @pytest.mark.parametrize(
        ("kind", "filled"),
        [
            ("departments", {"department_harms", "department_synergies"}),
            ("objectives", {"objective_harms", "objectives"}),
            ("outcomes", {"department_pushes", "objective_pushes", "objectives"}),
        ],
    )
    def test_one_kind(self, goalcheck: Command, tree: Path, kind: str, filled: set[str]) -> None:
        data = json.loads(goalcheck("matrix", tree, "--kind", kind, "-f", "json").out)
        lists = {key for key, value in data.items() if isinstance(value, list) and value}
        assert lists == filled | {"kinds", "departments", "outcomes"}
        assert data["kinds"] == [kind]

    @pytest.mark.parametrize(
        ("option", "name", "message"),
        [
            ("--department", "feld", "there is no department 'feld'; did you mean 'field'?"),
            ("--outcome", "fats", "there is no outcome 'fats'; did you mean 'fast'?"),
            ("--customer", "x", "there is no customer 'x'; there is homes"),
        ],
    )
    def test_an_unknown_name_is_an_error(
        self, goalcheck: Command, tree: Path, option: str, name: str, message: str
    ) -> None:
        assert goalcheck("matrix", tree, option, name) == (2, "", f"goalcheck: {message}\n")


class TestText:
    def test_is_a_heat_map_with_camps_below(self, goalcheck: Command, tree: Path) -> None:
        out = goalcheck("matrix", tree).out
        assert "A row hurts a column: along a row stands whom it hurts" in out
        assert "          1    2    3\n1 plant   ·   67█   ·\n2 field  40▒  33▒  40▒\n3 desk    ·    ·   40▒\n" in out
        assert "          1    2    3\n1 plant   ·   67    ·\n2 field  40   33   40\n3 desk    ·    ·   40\n" in out
        assert "220.00 in all: 4 clashes and 1 undermining." in out
        assert ' 66.67 "plant" hurts "field": 1 clash, 66.67 together.' in out
        assert 'Neither hurt nor hurting: 4 "idle".' in out
        assert '"desk", "plant" stand against "field".' in out
        assert "no split leaves less" in out
        assert "2 field +100 -33      -67       ·\n" in out
        assert "Pushed by none" not in out

    def test_objectives_hurt_objectives(self, goalcheck: Command, tree: Path) -> None:
        out = goalcheck("matrix", tree, "--kind", "objectives").out
        assert "         1    4    5\n1 rush   ·   40▒  40▒\n2 save   ·    ·  !40▒\n3 rest  33▒   ·    ·\n" in out
        assert ' 40.00 "save" hurts "talk" by undermining it.' in out
        assert ' 66.67 "care" hurts "rush" over 1 outcome.' in out
        assert 'Columns that hurt nobody: 5 "talk".' in out
        assert "DEPARTMENTS" not in out

    def test_an_encoding_without_the_characters_has_plain_ones(self, tree: Path) -> None:
        out = process("matrix", tree, env={"PYTHONIOENCODING": "ascii"})
        assert "1 plant   .   67#   ." in str(out)
        assert "2 field  40=  33=  40=" in str(out)
        assert "?" not in str(out)

    def test_what_can_be_seen_comes_first(self, goalcheck: Command, tree: Path, write: Write) -> None:
        assert goalcheck("matrix", tree).out.splitlines()[1] == "5 of 6 objectives can be seen."
        silent = write("outcomes: {x: {}}\ndepartments: {a: {objectives: {b: {}}}}", "silent.yaml")
        for form in ("text", "markdown", "svg"):
            assert "Nothing can be found yet: none of the 1 objective" in goalcheck("matrix", silent, "-f", form).out

    def test_nothing_to_see(self, goalcheck: Command, write: Write) -> None:
        result = goalcheck("matrix", write("departments: {a: {objectives: {b: {}}}}"))
        assert result.status == 0
        assert "No harm between or inside 1 department." in result.out
        assert "No objective hurts another one." in result.out

    @pytest.mark.parametrize("color", [False, True])
    @pytest.mark.parametrize("width", [40, 80, 200])
    @pytest.mark.parametrize("path", ["examples/northline", "examples/harbour", "examples/sdg-sweden"])
    def test_no_line_is_wider_than_the_terminal(self, path: str, width: int, *, color: bool) -> None:
        text = render_matrix(matrix(analyzed(load(path))), "text", width=width, color=color)
        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert max(cell_len(line) for line in text.splitlines()) <= width
        assert all(line == line.rstrip() for line in text.splitlines())

    def test_split_columns_say_the_same(self) -> None:
        found = matrix(analyzed(load(EXAMPLES / "sdg-sweden")))
        whole, narrow = (render_matrix(found, "text", width=width, color=False) for width in (200, 60))
        assert len(re.findall(r"\n *1 ", narrow)) > len(re.findall(r"\n *1 ", whole))
        assert sorted(re.findall(r"\d+▒", narrow)) == sorted(re.findall(r"\d+▒", whole))

    def test_colours_add_nothing(self) -> None:
        found = matrix(analyzed(load(EXAMPLES / "northline")))
        plain, coloured = (render_matrix(found, "text", width=80, color=color) for color in (False, True))
        assert "\x1b[1;37;41m 67\x1b[0m\x1b[31;41m█\x1b[0m" in coloured
        assert "\x1b[30;43m 40\x1b[0m\x1b[33;43m▒\x1b[0m" in coloured
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain

    def test_where_all_stand_together_nobody_is_listed(self, goalcheck: Command) -> None:
        out = goalcheck("matrix", EXAMPLES / "sdg-sweden").out
        assert "All 17 departments stand together. This leaves 860.00 of harm inside a camp" in out

    def test_equally_good_camps_are_not_chosen_from(self, goalcheck: Command, write: Write) -> None:
        objectives = "objectives: {%s: {affects: {%s: strongly helps, %s: strongly hurts}}}"
        path = write(
            "outcomes: {x: {importance: 5}, y: {importance: 5}, z: {importance: 5}}\ndepartments:\n"
            + "".join(
                f"  {name}: {{{objectives % ('go', helped, hurt)}}}\n"
                for name, helped, hurt in (("a", "x", "y"), ("b", "y", "z"), ("c", "z", "x"))
            )
        )
        out = goalcheck("matrix", path).out
        assert "3 splits in two camps are equally good, each leaving 100.00" in out
        for name in "abc":
            assert f'- "{name}" may stand on either side.' in out


class TestOtherFormats:
    def test_json_fits_its_schema(self, goalcheck: Command) -> None:
        schema = worlds.Schema(goalcheck("schema", "matrix").out)
        assert goalcheck("schema", "matrix").out == matrix_schema()
        for path in (EXAMPLES / "northline", EXAMPLES / "sdg-sweden", EXAMPLES / "harbour"):
            data = json.loads(goalcheck("matrix", path, "--format", "json").out)
            assert schema.violations(data) == []
            assert schema.violations({**data, "camps": None})

    def test_csv_is_the_whole_square(self, goalcheck: Command, tree: Path) -> None:
        rows = readers.rows(goalcheck("matrix", tree, "--format", "csv").out)
        square = {(row["row"], row["column"]): row for row in rows if row["matrix"] == "departments"}
        assert square["plant", "field"]["sum"] == "66.67"
        assert square["field", "plant"]["sum"] == "40.00"
        assert square["plant", "desk"]["synergy"] == square["desk", "plant"]["synergy"] == "40.00"
        own = [
            (row["row"], row["column"]) for row in rows if row["matrix"] == "objectives" and row["underminings"] == "1"
        ]
        assert own == [("desk.save", "desk.talk")]
        pushes = [row for row in rows if row["matrix"] == "department-pushes" and row["row"] == "field"]
        assert [(row["column"], row["help"], row["hurt_by"]) for row in pushes] == [
            ("fast", "1.0000", "field.rest"),
            ("kind", "0.0000", "field.rush"),
        ]
        assert {row["matrix"] for row in rows} == {"departments", "objectives", "department-pushes", "objective-pushes"}

    def test_markdown_is_tables(self, goalcheck: Command, tree: Path) -> None:
        out = goalcheck("matrix", tree, "--format", "markdown").out
        assert "| `field` | *40* (40) | *33* (33) | *40* (40) |" in out
        assert "| `desk.save` | – | – | *40*! |" in out
        assert sum(token.type == "table_open" for token in readers.tokens(out)) == 4

    def test_svg_is_a_picture_with_every_figure(self, goalcheck: Command, tree: Path) -> None:
        root = ElementTree.fromstring(goalcheck("matrix", tree, "--format", "svg").out)  # noqa: S314 - our own
        texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
        for figure in ("67", "33", "!40", "+100", "-67", "field", "kind"):
            assert figure in texts
        styles = {node.get("class") for node in root.iter("{http://www.w3.org/2000/svg}rect")}
        assert {"cell severe", "cell serious", "cell none", "cell help3"} <= styles

    @pytest.mark.parametrize(("ending", "start"), [("csv", "matrix,"), ("md", "## "), ("svg", "<svg "), ("JSON", "{")])
    def test_the_ending_of_the_file_decides(
        self, goalcheck: Command, tree: Path, tmp_path: Path, ending: str, start: str
    ) -> None:
        file = tmp_path / f"matrix.{ending}"
        assert goalcheck("matrix", tree, "-o", file) == (0, "", "")
        assert file.read_text("utf-8").startswith(start)
        assert goalcheck("matrix", tree, "--format", "text", "-o", file) == (0, "", "")
        assert not file.read_text("utf-8").startswith(start)


NAMED = """
organization: {{name: {said}}}
customers: {{buyers: {{name: {said}}}}}
outcomes: {{calm: {{name: {said}, customer: buyers, importance: 5}}}}
departments:
  sales: {{name: {said}, objectives: {{kind: {{name: {said}, affects: {{calm: strongly helps}}}}}}}}
  works: {{name: {said}, objectives: {{fast: {{name: {said}, affects: {{calm: hurts, sales.kind: hurts}}}}}}}}
"""


@pytest.fixture(params=HOSTILE)
def named(request: pytest.FixtureRequest, write: Write) -> Matrix:
    return matrix(analyzed(load(write(NAMED.format(said=quoted(HOSTILE[request.param]))))))


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_names_stay_text(name: str, named: Matrix) -> None:
    text = render_matrix(named, name, width=None, color=False)
    hidden = {character for character in text if unicodedata.category(character) in HIDDEN}
    assert hidden <= ({"\r", "\n"} if name == "csv" else {"\n"})
    match name:
        case "svg":
            tags = {node.tag.split("}")[1] for node in ElementTree.fromstring(text).iter()}  # noqa: S314 - our own
            assert tags <= {"svg", "title", "desc", "style", "rect", "g", "text"}
            assert len(text) < 65_000
        case "markdown":
            kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in readers.tokens(text)}
            assert kinds <= WRITTEN_BY_US | {"em"}
        case "json":
            assert json.loads(text)["departments"][0]["name"] == named.report.organization.departments["sales"].name
        case "csv":
            assert all(not cell.startswith(("=", "+", "-", "@")) for row in readers.rows(text) for cell in row.values())


@given(strategies.as_files(strategies.organizations()))
def test_the_order_of_files_means_nothing(drawn: tuple[worlds.Raw, list[worlds.Raw]]) -> None:
    raw, parts = drawn
    whole, pieces = matrix(worlds.report(raw)), matrix(worlds.report(*parts))
    for name in FORMATS:
        assert render_matrix(whole, name, width=None, color=False) == render_matrix(
            pieces, name, width=None, color=False
        )


@pytest.mark.parametrize("path", ["examples/sdg-sweden", "examples/harbour"])
def test_nor_does_hashing(path: str) -> None:
    runs = {process("matrix", path, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2", "3")}
    assert len(runs) == 1


def test_selection_is_no_part_of_the_whole() -> None:
    report = analyzed(load(EXAMPLES / "northline"))
    assert matrix(report, Selection()) == matrix(report)
