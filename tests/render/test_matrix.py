"""`goalcheck matrix`: tension between departments, pushes on outcomes and camps, counted slowly, in every format."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import oracle
import pytest
import readers
import strategies
import worlds
from conftest import CASES, EXAMPLES, Command, Write, process
from hostile import HIDDEN, HOSTILE, WRITTEN_BY_US, quoted
from hypothesis import given
from rich.cells import cell_len

from goalcheck import load
from goalcheck.api import analyzed
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


def slowly(raw: worlds.Raw) -> dict[tuple[str, str], tuple[float, float, int, int]]:
    """By two departments the worst tension, the sum, the clashes and the underminings, from DESIGN's oracle."""
    expected = oracle.expected(raw)
    tensions: dict[tuple[str, str], list[float]] = defaultdict(list)
    underminings: dict[tuple[str, str], list[float]] = defaultdict(list)
    for pair in expected["opposed"]:
        one, other = sorted(map(department_of, pair["objectives"]))
        tensions[one, other] += pair["outcomes"].values()
    for each in expected["undermined"]:
        one, other = sorted((department_of(each["by"]), department_of(each["of"])))
        underminings[one, other].append(each["tension"])
    return {
        pair: (
            max(tensions[pair] + underminings[pair]),
            sum(tensions[pair] + underminings[pair]),
            len(tensions[pair]),
            len(underminings[pair]),
        )
        for pair in {*tensions, *underminings}
    }


def shared(raw: worlds.Raw) -> dict[tuple[str, str], float]:
    """By two departments the synergy, pair by pair."""
    arrows = oracle.arrows_of(raw)
    pushes = oracle.pushes_of(raw, arrows)
    objectives = sorted(oracle.in_force(raw))
    found: dict[tuple[str, str], float] = defaultdict(float)

    def helps(objective: str, node: str) -> float:
        push = pushes.get((objective, node), oracle.NO_PUSH)
        return push.help if push.leans_to_help and not push.leans_to_hurt else 0.0

    for one in objectives:
        for other in objectives:
            pair = min(department_of(one), department_of(other)), max(department_of(one), department_of(other))
            priority = oracle.in_force(raw)[other].get("priority", 3)
            weights = [20 * priority * helps(one, other)]
            if one < other and oracle.may_clash(raw, one, other):
                outcomes = raw.get("outcomes") or {}
                weights += [
                    20 * oracle.importance(raw, outcome) * min(helps(one, outcome), helps(other, outcome))
                    for outcome in outcomes
                ]
            found[pair] += sum(weight for weight in weights if weight > 0 and oracle._reported(raw, weight))
    return {pair: synergy for pair, synergy in found.items() if synergy}


def check_against_the_oracle(raw: worlds.Raw) -> None:
    found = matrix(worlds.report(raw))
    told = {(each.one, each.other): each for each in found.tensions}
    assert {
        pair: (each.worst, each.sum, each.clashes, each.underminings) for pair, each in told.items() if each.sum
    } == {pair: pytest.approx(figures) for pair, figures in slowly(raw).items()}
    assert {pair: each.synergy for pair, each in told.items() if each.synergy} == pytest.approx(shared(raw))
    assert found.clashes == found.report.summary.clashes


@given(strategies.organizations())
def test_tension_and_synergy_are_what_pairs_add_up_to(raw: worlds.Raw) -> None:
    check_against_the_oracle(raw)


@given(strategies.dense_organizations())
def test_so_they_are_where_all_is_linked(raw: worlds.Raw) -> None:
    check_against_the_oracle(raw)


@given(strategies.organizations())
def test_the_strongest_push_of_a_department_is_one_of_its_objectives(raw: worlds.Raw) -> None:
    found = matrix(worlds.report(raw))
    helps: dict[tuple[str, str], float] = defaultdict(float)
    harms: dict[tuple[str, str], float] = defaultdict(float)
    for push in oracle.expected(raw)["pushes"]:
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
    assert matrix(report).clashes == report.summary.clashes == 6


@pytest.fixture
def tree(write: Write) -> Path:
    return write(TREE)


def tensions(goalcheck: Command, *arguments: object) -> dict[tuple[str, ...], float]:
    data = json.loads(goalcheck("matrix", *arguments, "--format", "json").out)
    return {tuple(each["departments"]): each["sum"] for each in data["tension"] if each["sum"]}


class TestAPart:
    def test_all(self, goalcheck: Command, tree: Path) -> None:
        assert tensions(goalcheck, tree) == {
            ("field", "field"): 33.33,
            ("field", "plant"): 106.67,
            ("desk", "field"): 40.0,
            ("desk", "plant"): 40.0,
            ("desk", "desk"): 80.0,
        }

    @pytest.mark.parametrize(
        ("options", "shown"),
        [
            (["--department", "plant"], {("field", "plant"): 106.67, ("desk", "plant"): 40.0}),
            (
                ["--department", "delivery"],
                {("field", "field"), ("field", "plant"), ("desk", "field"), ("desk", "plant")},
            ),
            (
                ["--outcome", "kind"],
                dict.fromkeys([("field", "plant"), ("desk", "field"), ("desk", "plant"), ("desk", "desk")], 40.0),
            ),
            (
                ["--customer", "homes"],
                dict.fromkeys([("field", "plant"), ("desk", "field"), ("desk", "plant"), ("desk", "desk")], 40.0),
            ),
            (["--outcome", "fast", "--department", "plant"], {("field", "plant"): 66.67}),
            (["--level", "severe"], {("field", "plant"): 66.67}),
            (["--top", "1"], {("field", "field"): 33.33}),
            (["--depth", "1"], {("delivery", "delivery"): 140.0, ("delivery", "desk"): 80.0, ("desk", "desk"): 80.0}),
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

    def test_departments_stand_in_the_order_of_their_tree(self, tree: Path) -> None:
        assert matrix(analyzed(load(tree))).departments == ("field", "plant", "desk", "idle")

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
        assert "          1    2    3\n1 field  33▒  67█  40▒\n2 plant  67█   ·   40▒\n3 desk   40▒  40▒  40▒\n" in out
        assert "          1    2    3\n1 field  33  107   40\n2 plant 107    ·   40\n3 desk   40   40   80\n" in out
        assert "300.00 in all: 6 clashes and 1 undermining." in out
        assert "No tension: 4 idle." in out
        assert '"desk", "plant" stand against "field".' in out
        assert "no split leaves less" in out
        assert "C kind       -67  +67     +100 -67" in out
        assert "Pushed by none" not in out

    def test_nothing_to_see(self, goalcheck: Command, write: Write) -> None:
        result = goalcheck("matrix", write("departments: {a: {objectives: {b: {}}}}"))
        assert result.status == 0
        assert "No tension between or inside 1 department." in result.out

    @pytest.mark.parametrize("width", [40, 80, 200])
    @pytest.mark.parametrize("path", ["examples/northline", "examples/sdg-sweden", "tests/cases/gm-2002.yaml"])
    def test_no_line_is_wider_than_the_terminal(self, path: str, width: int) -> None:
        text = render_matrix(matrix(analyzed(load(path))), "text", width=width, color=False)
        assert max(cell_len(line) for line in text.splitlines()) <= width
        assert all(line == line.rstrip() for line in text.splitlines())

    def test_split_columns_say_the_same(self) -> None:
        found = matrix(analyzed(load(EXAMPLES / "sdg-sweden")))
        whole, narrow = (render_matrix(found, "text", width=width, color=False) for width in (200, 60))
        assert narrow.count("\n 1 goal-1 ") > whole.count("\n 1 goal-1 ")
        assert sorted(re.findall(r"\d+▒", narrow)) == sorted(re.findall(r"\d+▒", whole))

    def test_colours_add_nothing(self) -> None:
        found = matrix(analyzed(load(EXAMPLES / "northline")))
        plain, coloured = (render_matrix(found, "text", width=80, color=color) for color in (False, True))
        assert "\x1b[" in coloured
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain

    def test_where_all_stand_together_nobody_is_listed(self, goalcheck: Command) -> None:
        out = goalcheck("matrix", EXAMPLES / "sdg-sweden").out
        assert "All 17 departments stand together. This leaves 2,986.67 of tension inside a camp" in out

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
        for path in (EXAMPLES / "northline", EXAMPLES / "sdg-sweden", CASES / "courseorganization.yaml"):
            data = json.loads(goalcheck("matrix", path, "--format", "json").out)
            assert schema.violations(data) == []
            assert schema.violations({**data, "camps": None})

    def test_csv_is_the_whole_square(self, goalcheck: Command, tree: Path) -> None:
        rows = readers.rows(goalcheck("matrix", tree, "--format", "csv").out)
        square = {(row["row"], row["column"]): row["sum"] for row in rows if row["matrix"] == "tension"}
        assert square["plant", "field"] == square["field", "plant"] == "106.67"
        pushes = [row for row in rows if row["matrix"] == "department-pushes" and row["row"] == "field"]
        assert [(row["column"], row["help"], row["hurt_by"]) for row in pushes] == [
            ("fast", "1.0000", "field.rest"),
            ("kind", "0.0000", "field.rush"),
        ]
        assert {row["matrix"] for row in rows} == {"tension", "department-pushes", "objective-pushes"}

    def test_markdown_is_tables(self, goalcheck: Command, tree: Path) -> None:
        out = goalcheck("matrix", tree, "--format", "markdown").out
        assert "| `field` | *33* (33) | **67** (107) | *40* (40) |" in out
        assert sum(token.type == "table_open" for token in readers.tokens(out)) == 3

    def test_svg_is_a_picture_with_every_figure(self, goalcheck: Command, tree: Path) -> None:
        root = ElementTree.fromstring(goalcheck("matrix", tree, "--format", "svg").out)  # noqa: S314 - our own
        texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
        for figure in ("67", "107", "33", "+100", "-67", "field", "kind"):
            assert figure in texts

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


def test_nor_does_hashing() -> None:
    runs = {process("matrix", "examples/sdg-sweden", env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")}
    assert len(runs) == 1


def test_selection_is_no_part_of_the_whole() -> None:
    report = analyzed(load(EXAMPLES / "northline"))
    assert matrix(report, Selection()) == matrix(report)
