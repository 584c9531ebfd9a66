"""`goalcheck graph` as a user types it; each format read back by a program that is not goalcheck."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from benchmarks_of import generated
from conftest import EXAMPLES, Command, Write
from hostile import HOSTILE, TEXTS
from worlds import Raw, report

from goalcheck import Level, load
from goalcheck.analysis import Analysis
from goalcheck.api import analyzed
from goalcheck.picture import choice
from goalcheck.picture.opponents import MOST_LINES
from goalcheck.picture.scene import BoxKind, Node, Scene
from goalcheck.render.picture.embedded import conflict_svg, whole_svg
from goalcheck.render.picture.formats import ENDINGS, PictureFormat, draw
from goalcheck.render.picture.mermaid import MAX_EDGES, MAX_TEXT, render_mermaid
from goalcheck.render.picture.style import stylesheet
from goalcheck.render.safe import for_terminal

NORTHLINE = EXAMPLES / "northline"
TODAY = ("--today", "2026-10-05")
SEED = "2940f461"
IN_THE_WORST = {"operations.install-30", "sales.named-contact", "personal-attention"}
SVG = "{http://www.w3.org/2000/svg}"
WRITTEN_BY_US = {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text"}

SAID = list(dict.fromkeys([*TEXTS.values(), *(text for text in HOSTILE.values() if text != "a\ud800b")]))
"""Every hostile text; YAML cannot hold a lone surrogate."""


def hostile(said: Sequence[str] = SAID) -> Scene:
    """An organization that says something hostile in every name of a department, an objective, a driver, a customer."""
    raw: Raw = {
        "organization": {"name": said[0]},
        "customers": {f"c{at}": {"name": text} for at, text in enumerate(said)},
        "outcomes": {f"o{at}": {"name": text, "customer": f"c{at}"} for at, text in enumerate(said)},
        "drivers": {f"d{at}": {"name": text, "affects": {f"o{at}": "hurts"}} for at, text in enumerate(said)},
        "departments": {
            f"a{at}": {"name": text, "objectives": {"x": {"name": text, "affects": {f"d{at}": "helps"}}}}
            for at, text in enumerate(said)
        },
    }
    return choice.whole(report(raw), choice.EVERYTHING)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return hostile()


def shown(node: Node) -> str:
    """What is to be seen of a name: the name, the id if there is nothing."""
    text = for_terminal(node.name)
    return text if text.strip() else node.id


def parse_svg(text: str) -> ElementTree.Element:
    """The root of an SVG, which holds nothing that could do anything."""
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    for each in root.iter():
        assert each.tag.removeprefix(SVG) in WRITTEN_BY_US
        assert not [key for key in each.attrib if key.startswith("on") or "href" in key or key == "style"]
        assert not [key for key, value in each.attrib.items() if "url(" in value or "javascript:" in value]
    return root


# The command.


@pytest.mark.parametrize(
    ("options", "boxes"),
    [
        ([], 38),
        (["--conflict", SEED], 4),
        (["--conflict", "personal-attention"], 4),
        (["--conflict", "767acc93"], 4),
        (["--around", "time-per-order", "--depth", "1"], 4),
        (["--around", "Coordinator time for each order"], 4),
        (["--around", "sales.named-contact"], 4),
        (["--department", "operations"], 15),
        (["--journey"], 38),
    ],
    ids=lambda options: " ".join(options) or "whole" if isinstance(options, list) else "",
)
def test_what_is_drawn(options: list[str], boxes: int, goalcheck: Command) -> None:
    result = goalcheck("graph", NORTHLINE, *TODAY, *options)
    assert (result.status, result.err) == (0, "")
    root = parse_svg(result.out)
    nodes = [each for each in root.iter(f"{SVG}g") if "data-node" in each.attrib]
    assert len(nodes) == boxes
    drawn = {each.attrib["data-node"] for each in nodes}
    arrows = [each for each in root.iter(f"{SVG}g") if "data-from" in each.attrib]
    assert arrows
    assert {end for each in arrows for end in (each.attrib["data-from"], each.attrib["data-to"])} <= drawn


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_of_the_file_says_the_format(ending: str, tmp_path: Path, goalcheck: Command) -> None:
    file = tmp_path / f"picture{ending}"
    result = goalcheck("graph", NORTHLINE, *TODAY, "-o", file)
    assert (result.status, result.out, result.err) == (0, "", "")
    assert file.read_text("utf-8") == goalcheck("graph", NORTHLINE, *TODAY, "--format", ENDINGS[ending].value).out


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["-o", "picture.png"], "the ending of picture.png names no format of a picture; there is .svg, .mmd"),
        (["--conflict", "0000"], "no finding here has the fingerprint '0000'"),
        (["--conflict", "easy-move"], "no conflict is about 'easy-move'; goalcheck graph --around easy-move"),
        (["--conflict", "solved-onse"], "did you mean 'solved-once'?"),
        (["--around", "time-per-ordr"], "did you mean 'time-per-order'?"),
        (["--department", "operation"], "did you mean 'operations'?"),
        (["--journey", "--conflict", SEED], "--conflict and --journey are two pictures"),
        (["--depth", "2"], "there is no --around"),
        (["--around", "company"], "nothing of 'company' is in force"),
        (["--conflict", SEED, "--top", "2"], "--conflict draws one conflict, so that there are no others to mark"),
        (["--customer", "busines"], "did you mean 'business'?"),
    ],
    ids=lambda options: " ".join(options) if isinstance(options, list) else "",
)
def test_what_cannot_be_drawn(options: list[str], complaint: str, goalcheck: Command) -> None:
    result = goalcheck("graph", NORTHLINE, *TODAY, *options)
    assert (result.status, result.out) == (2, "")
    assert complaint in result.err


@pytest.mark.parametrize(
    ("options", "marked"),
    [
        (["--top", "1"], IN_THE_WORST),
        (["--level", "severe", "--outcome", "personal-attention"], IN_THE_WORST),
        (["--customer", "households"], set()),
    ],
    ids=["the worst", "of a level", "of a customer"],
)
def test_conflicts_that_are_not_asked_for_are_not_marked(
    options: list[str], marked: set[str], goalcheck: Command
) -> None:
    result = goalcheck("graph", NORTHLINE, *TODAY, *options)
    root = parse_svg(result.out)
    boxes = {
        each.attrib["data-node"]: each.attrib.get("data-level")
        for each in root.iter(f"{SVG}g")
        if "data-node" in each.attrib
    }
    assert {key for key, level in boxes.items() if level} == marked
    assert len(boxes) == 38
    note = f"Marked: {1 if marked else 0} of 3 open conflicts, serious or worse."
    assert result.err == f"goalcheck: {note}\n"
    assert note in " ".join(each.text or "" for each in root.iter(f"{SVG}text"))


def test_marking_all_is_the_default(goalcheck: Command) -> None:
    assert goalcheck("graph", NORTHLINE, *TODAY, "--top", "99") == goalcheck("graph", NORTHLINE, *TODAY)


def test_a_finding_about_no_box_says_so(write: Write, goalcheck: Command) -> None:
    path = write("""
        goals: {growth: {}}
        departments: {a: {objectives: {x: {}}}}
    """)
    findings = json.loads(goalcheck("analyze", path, "-f", "json").out)["findings"]
    goal = next(each for each in findings if each["code"] == "GC207")
    result = goalcheck("graph", path, "--conflict", goal["fingerprint"])
    assert (result.status, result.out) == (2, "")
    assert f"goalcheck explain {goal['fingerprint']}" in result.err


def test_an_empty_organization_is_an_empty_picture(write: Write, goalcheck: Command) -> None:
    result = goalcheck("graph", write("organization: {name: Nothing yet}"))
    assert result.status == 0
    assert "0 objectives" in "".join(parse_svg(result.out).itertext())


def test_what_was_not_listed_is_said_on_stderr(write: Write, goalcheck: Command) -> None:
    file = write("settings: {max_findings: 1}\ndepartments: {a: {objectives: {one: {}, other: {}}}}\n")
    result = goalcheck("graph", file)
    said = "goalcheck: Of GC205 and GC206 only the worst 1 are listed (settings: max_findings).\n"
    assert (result.status, result.err) == (0, said)


def test_what_was_folded_is_said_in_the_picture_and_on_stderr(
    monkeypatch: pytest.MonkeyPatch, goalcheck: Command
) -> None:
    monkeypatch.setattr(choice, "READABLE", choice.Limits(boxes=10))
    result = goalcheck("graph", NORTHLINE, *TODAY)
    assert result.err.startswith("goalcheck: Folded: 18 objectives are too many to draw.")
    told = " ".join(each.text or "" for each in parse_svg(result.out).iter(f"{SVG}text"))
    assert "Folded: 18 objectives are too many to draw." in told


# SVG.


def test_a_conflict_tells_its_sides_to_a_page() -> None:
    found = northline()
    root = parse_svg(conflict_svg(found, found.conflicts[0], prefix="first"))
    sides = {
        (each.attrib["data-from"], each.attrib["data-to"]): (each.attrib["data-side"], each.attrib["data-sign"])
        for each in root.iter(f"{SVG}g")
        if "data-from" in each.attrib
    }
    assert sides == {
        ("operations.install-30", "time-per-order"): ("hurts", "hurts"),
        ("time-per-order", "personal-attention"): ("hurts", "helps"),
        ("sales.named-contact", "personal-attention"): ("helps", "helps"),
    }
    assert root.attrib["aria-labelledby"] == "first-title first-desc"
    assert [each.attrib["id"] for each in root.iter() if "id" in each.attrib] == ["first-title", "first-desc"]
    assert root.find(f"{SVG}style") is None
    told = [each.text for each in root.iter(f"{SVG}title")]
    assert "Driver: Coordinator time for each order (main knot: 1 harm enters here)" in told
    assert (
        "Outcome: One person knows my order and calls me (Business customers, importance 5 of 5), suffers: severe"
        in told
    )


@pytest.mark.parametrize("name", PictureFormat)
def test_every_conflict_and_finding_of_whatever_level_can_be_drawn(name: PictureFormat) -> None:
    found = northline()
    drawn = [each for each in found.findings if each.objectives or each.outcomes]
    assert {finding.level for finding in drawn} == set(Level)
    for scene in [
        *(choice.finding(found, each) for each in drawn),
        *(choice.conflict(found, each) for each in found.conflicts),
    ]:
        text = draw(scene, name).text
        if name is PictureFormat.SVG:
            shapes = [each for each in parse_svg(text).iter() if each.tag in (f"{SVG}rect", f"{SVG}text")]
            assert [each.attrib for each in shapes if "fill" not in each.attrib] == []


def test_a_decided_conflict_is_not_called_open(goalcheck: Command) -> None:
    decided = goalcheck("graph", NORTHLINE, *TODAY, "--conflict", "fast-install").out
    assert "in a minor conflict" in decided
    assert "open" not in decided
    assert "in an open severe conflict" in goalcheck("graph", NORTHLINE, *TODAY).out


def test_helps_and_hurts_differ_without_colour() -> None:
    root = parse_svg(whole_svg(northline(), prefix="p"))
    for each in (arrow for arrow in root.iter(f"{SVG}g") if "data-sign" in arrow.attrib):
        hurts = each.attrib["data-sign"] == "hurts"
        line, head, *_, sign = list(each)[1:]
        assert ("stroke-dasharray" in line.attrib) == hurts
        assert head.tag == (f"{SVG}rect" if hurts else f"{SVG}path")
        assert ("V" in sign.attrib["d"]) != hurts


def test_every_class_with_a_colour_has_one_in_both_palettes() -> None:
    css = stylesheet(dark="[data-theme=dark]")
    light, dark = (set(re.findall(r"(--gc-[a-z-]+):", line)) for line in css.splitlines()[:2])
    assert light == dark == set(re.findall(r"var\((--gc-[a-z-]+)\)", css))
    used = {name for each in parse_svg(whole_svg(northline(), prefix="p")).iter() for name in classes(each)}
    assert used >= {"gc-node", "gc-arrow", "gc-curve-hurts", "gc-pill-severe"}


def classes(element: ElementTree.Element) -> list[str]:
    return element.attrib.get("class", "").split()


@cache
def northline() -> Analysis:
    return analyzed(load(NORTHLINE), today=date(2026, 10, 5))


def test_svg_shows_hostile_names_as_text(scene: Scene) -> None:
    root = parse_svg(draw(scene, PictureFormat.SVG).text)
    boxes = [each for each in root.iter(f"{SVG}g") if "data-node" in each.attrib]
    assert len(boxes) == 3 * len(SAID)
    nodes = {node.key: shown(node) for node in scene.nodes}
    for box in boxes:
        name = nodes[box.attrib["data-node"]]
        lines = "".join(each.text or "" for each in box.iter(f"{SVG}text") if "gc-name" in classes(each))
        expected = "".join(name.split())
        said = "".join(lines.split())
        assert said == expected or (said.endswith("…") and expected.startswith(said[:-1]))
        assert name.strip() in (box.findtext(f"{SVG}title") or "")


# The others.


def test_networkx_reads_graphml() -> None:
    scene = choice.whole(northline(), choice.EVERYTHING)
    graph = nx.read_graphml(BytesIO(draw(scene, PictureFormat.GRAPHML).text.encode()), force_multigraph=True)
    same_graph(scene, graph)
    assert graph.nodes["personal-attention"] == {
        "kind": "outcome",
        "name": "One person knows my order and calls me",
        "customer": "business",
        "importance": 5,
        "level": "severe",
        "part": "suffers",
    }
    assert graph.nodes["time-per-order"]["knot"] is True
    assert graph.nodes["operations.install-30"]["opponents"] == "sales.named-contact"
    [edge] = graph["operations.install-30"]["time-per-order"].values()
    assert edge["source"] == "declared"
    assert edge["conflicts"].split()[0].startswith(SEED)


def test_networkx_reads_node_link_json() -> None:
    scene = choice.whole(northline(), choice.EVERYTHING)
    graph = nx.node_link_graph(json.loads(draw(scene, PictureFormat.NODE_LINK).text), edges="edges")
    assert graph.graph == {"name": "Northline Telecom, 2026-H2"}
    same_graph(scene, graph)
    assert graph["operations.install-30"]["time-per-order"]["hurts"]["weight"] == -0.6667


def same_graph(scene: Scene, graph: nx.Graph[str]) -> None:
    assert set(graph.nodes) == {node.key for node in scene.nodes}
    edges = sorted((origin, target, data["weight"]) for origin, target, data in graph.edges(data=True))
    assert edges == sorted((arrow.origin, arrow.target, round(arrow.weight, 4)) for arrow in scene.arrows)


def test_graphml_and_json_hold_hostile_names(scene: Scene) -> None:
    xml = nx.read_graphml(BytesIO(draw(scene, PictureFormat.GRAPHML).text.encode()), force_multigraph=True)
    plain = nx.node_link_graph(json.loads(draw(scene, PictureFormat.NODE_LINK).text), edges="edges")
    same_graph(scene, xml)
    same_graph(scene, plain)
    for node in scene.nodes:
        assert plain.nodes[node.key]["name"] == node.name
        assert (xml.nodes[node.key]["name"] or "").strip() == for_terminal(node.name, most=None).strip()
    assert {node.name for node in scene.nodes} == set(SAID)


def test_graphviz_reads_dot(scene: Scene) -> None:
    program = shutil.which("dot")
    if program is None:
        pytest.skip("needs Graphviz (dot) on PATH")
    dense = choice.whole(analyzed(load(EXAMPLES / "sdg-sweden"), today=date(2026, 10, 5)), choice.EVERYTHING)
    conflicts = (choice.conflict(northline(), each) for each in northline().conflicts)
    for each in (scene, dense, choice.whole(northline(), choice.EVERYTHING), *conflicts):
        text = draw(each, PictureFormat.DOT).text
        done = subprocess.run([program, "-Tsvg"], input=text.encode(), capture_output=True, check=True)
        assert not [line for line in done.stderr.decode().splitlines() if "size too small" not in line]
        root = ElementTree.fromstring(done.stdout)  # noqa: S314 - from our own
        drawn = {
            group.findtext(f"{SVG}title"): "".join("".join(group.itertext()).split())
            for group in root.iter(f"{SVG}g")
            if "node" in classes(group)
        }
        assert set(drawn) == {node.key for node in each.nodes}
        assert sum("edge" in classes(group) for group in root.iter(f"{SVG}g")) == len(each.arrows) + (
            len(each.opponents) if len(each.opponents) <= MOST_LINES else 0
        )
        for node in each.nodes:
            assert "".join(shown(node).split()) in drawn[node.key]


def test_dense_dot_has_nothing_that_dot_stumbles_over() -> None:
    """Labels on many arrows inside one rank make `dot` lose them and end with status 1, unless it ranks the whole."""
    dense = choice.whole(analyzed(load(EXAMPLES / "sdg-sweden"), today=date(2026, 10, 5)), choice.EVERYTHING)
    lines = draw(dense, PictureFormat.DOT).text.splitlines()
    assert 'newrank="true"' in lines[1]
    assert 'splines="line"' in lines[1]
    assert not [line for line in lines if " -> " in line and "label=" in line]
    labelled = draw(choice.whole(northline()), PictureFormat.DOT).text
    assert labelled.count('[label="−"') == sum(arrow.weight < 0 for arrow in choice.whole(northline()).arrows)


def test_harms_are_the_thickest_lines_of_mermaid() -> None:
    scene = choice.whole(northline())
    text, _ = render_mermaid(scene)
    widths: dict[int, int] = {}
    for numbers, width in re.findall(r"^linkStyle ([\d,]+) stroke:#[0-9a-f]+,stroke-width:(\d)px$", text, re.MULTILINE):
        widths |= {int(number): int(width) for number in numbers.split(",")}
    harms = {number for number, line in enumerate(scene.arrows) if line.weight < 0}
    assert harms < set(widths)
    assert {widths[number] for number in harms} <= {4, 5, 6}
    assert {width for number, width in widths.items() if number not in harms} == {2}
    assert "==x|hurts|" in text
    assert "-.-|opponents|" in text
    assert "==>" not in text


def test_a_tangle_says_what_to_type(goalcheck: Command) -> None:
    for options in ([], ["--format", "mermaid"]):
        result = goalcheck("graph", EXAMPLES / "sdg-sweden", *TODAY, *options)
        assert result.status == 0
        assert f"goalcheck matrix {EXAMPLES / 'sdg-sweden'} shows who hurts whom" in result.err
        assert "516 arrows between 34 boxes" in result.out
    result = goalcheck("graph", EXAMPLES / "sdg-sweden", *TODAY, "--format", "dot")
    assert result.out.count(" -> ") == 516


def test_the_legend_explains_what_is_drawn(goalcheck: Command) -> None:
    out = goalcheck("graph", NORTHLINE, *TODAY).out
    [legend] = [each for each in parse_svg(out).iter(f"{SVG}g") if "gc-legend" in classes(each)]
    said = {each.text for each in legend.iter(f"{SVG}text")}
    assert said >= {"helps", "hurts", "hurts, guarded", "hurts, decided", "opponents", "protects what suffers"}
    harbour = goalcheck("graph", EXAMPLES / "harbour", *TODAY).out
    assert ">is relied on<" in harbour


def test_mermaid_stays_within_what_github_takes(scene: Scene) -> None:
    shouting = replace(scene, nodes=tuple(replace(node, name="%" * 300) for node in scene.nodes))
    text, notes = render_mermaid(shouting)
    assert len(text) <= MAX_TEXT
    assert notes == ("Names are cut after 30 characters: Mermaid takes no longer text.",)
    assert draw(choice.whole(northline()), PictureFormat.MERMAID).notes == ()
    for objectives in (60, 300):
        large = choice.whole(generated(objectives), choice.Limits(arrows=MAX_EDGES))
        text, _ = render_mermaid(large)
        assert len(text) <= MAX_TEXT
        edges = [line for line in text.splitlines() if re.match(r"n\d+ \S+\|", line)]
        assert len(edges) == len(large.lines) <= MAX_EDGES
        assert {node.kind for node in large.nodes} >= ({BoxKind.DEPARTMENT} if objectives > 80 else {BoxKind.OBJECTIVE})
