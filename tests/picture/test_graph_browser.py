"""Pictures in a real browser: no text leaves its box, Mermaid reads what is written for it, and nothing executes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from browsing import node_module
from conftest import EXAMPLES
from hostile import HOSTILE, TEXTS
from playwright.sync_api import Page
from test_graph import hostile, shown

from goalcheck import load
from goalcheck.analysis import Analysis
from goalcheck.api import analyzed
from goalcheck.picture import choice
from goalcheck.picture.scene import Scene
from goalcheck.render.picture.embedded import conflict_svg
from goalcheck.render.picture.formats import PictureFormat, draw
from goalcheck.render.picture.mermaid import MAX_EDGES, MAX_TEXT, render_mermaid
from goalcheck.render.picture.style import stylesheet

OVERFLOWING = """() => {
  const found = [];
  for (const node of document.querySelectorAll('.gc-node')) {
    const box = node.querySelector('.gc-box').getBBox();
    const pillow = node.querySelector('.gc-pill')?.getBBox();
    for (const text of node.querySelectorAll('text')) {
      const line = text.getBBox();
      const covered = pillow && !text.classList.contains('gc-mark') && line.y + line.height > pillow.y + 4;
      if (covered) found.push(text.textContent);
      if (line.x < box.x || line.x + line.width > box.x + box.width || line.y < box.y - 0.5
          || line.y + line.height > box.y + box.height + 0.5) found.push(text.textContent);
    }
    const pill = node.querySelector('.gc-pill'), mark = node.querySelector('.gc-mark');
    if (pill && mark.getComputedTextLength() > pill.getBBox().width) found.push(mark.textContent);
  }
  for (const group of document.querySelectorAll('.gc-group')) {
    const frame = group.querySelector('.gc-frame').getBBox();
    for (const text of group.querySelectorAll('text')) {
      const line = text.getBBox();
      if (line.x < frame.x || line.x + line.width > frame.x + frame.width) found.push(text.textContent);
    }
  }
  const [,, width, height] = document.querySelector('svg').getAttribute('viewBox').split(' ').map(Number);
  const all = document.querySelector('svg').getBBox();
  if (all.x < 0 || all.y < 0 || all.x + all.width > width + 0.5 || all.y + all.height > height + 0.5) {
    found.push(`viewBox ${all.x} ${all.y} ${all.width} ${all.height}`);
  }
  return found;
}"""


def report(example: str) -> Analysis:
    return analyzed(load(EXAMPLES / example), today=date(2026, 10, 5))


def show(page: Page, scene: Scene, tmp_path: Path) -> None:
    file = tmp_path / "picture.svg"
    file.write_text(draw(scene, PictureFormat.SVG).text, "utf-8")
    page.goto(file.as_uri())


@pytest.mark.parametrize("example", ["northline", "harbour", "checklist"])
def test_no_text_leaves_its_box(example: str, page: Page, tmp_path: Path) -> None:
    found = report(example)
    scenes = [choice.whole(found), *(choice.conflict(found, each) for each in found.conflicts[:3])]
    if found.organization.journey:
        scenes.append(choice.journey(found))
    for scene in scenes:
        show(page, scene, tmp_path)
        assert page.evaluate("document.querySelectorAll('.gc-node').length") == len(scene.nodes)
        assert page.evaluate(OVERFLOWING) == []


def test_hostile_names_stay_in_their_boxes_and_do_nothing(page: Page, tmp_path: Path) -> None:
    show(page, hostile(), tmp_path)
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate("document.querySelectorAll('script, image, a, foreignObject').length") == 0


def test_a_picture_in_a_page_takes_the_colours_of_the_page(page: Page) -> None:
    """A stylesheet brings the dark colours; under a policy that allows none, the picture has its own light ones."""
    northline = report("northline")
    pictures = [conflict_svg(northline, each, prefix=f"c{at}") for at, each in enumerate(northline.conflicts[:2])]
    page.set_content(
        f"<!doctype html><html data-theme=dark><style>{stylesheet(dark='[data-theme=dark]')}</style>{pictures[0]}"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.gc-name')).fill") == "rgb(232, 237, 242)"
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    page.set_content(f"<!doctype html><title>x</title>{policy}{''.join(pictures)}")
    assert page.evaluate("getComputedStyle(document.querySelector('.gc-name')).fill") == "rgb(28, 39, 51)"
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == 4


def test_the_dark_picture_is_dark(page: Page, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    show(page, choice.whole(report("circle")), tmp_path)
    assert page.evaluate("getComputedStyle(document.querySelector('.gc-ground')).fill") == "rgb(18, 22, 27)"


def test_a_box_answers_to_a_click_and_to_keys(page: Page, tmp_path: Path) -> None:
    """Its panel names it, what it is joined to stands out, and nothing of it is there before."""
    scene = choice.whole(report("northline"))
    show(page, scene, tmp_path)
    panels = page.locator(".gc-panel-of")
    assert panels.count() == len(scene.nodes)
    assert [each for each in panels.all() if each.is_visible()] == []
    page.click("[data-node='operations.install-30'] .gc-box")
    [shown] = [each for each in panels.all() if each.is_visible()]
    said = shown.text_content() or ""
    for part in (
        "Hurts in a severe conflict",
        "Hurts: Coordinator time",
        "Opponents: Give every business",
        "goalcheck show",
    ):
        assert part in said
    dim = "[data-from='operations.repair-4h']"
    assert page.evaluate(f"getComputedStyle(document.querySelector({dim!r})).opacity") == "0.12"
    page.keyboard.press("Tab")
    [after] = [each for each in panels.all() if each.is_visible()]
    assert after.get_attribute("id") != shown.get_attribute("id")
    labels = page.evaluate("[...document.querySelectorAll('[tabindex=\"0\"] > title')].map(e => e.textContent)")
    assert len(labels) == len(scene.nodes)
    assert all(labels)


GITHUB = f"securityLevel: 'strict', maxTextSize: {MAX_TEXT}, maxEdges: {MAX_EDGES}"


def labels(page: Page, text: str) -> dict[str, str]:
    """What Mermaid draws, set up as GitHub has it: the text of each node by its id."""
    page.evaluate(f"mermaid.initialize({{startOnLoad: false, {GITHUB}}})")
    svg = page.evaluate("async text => (await mermaid.render('drawn', text)).svg", text)
    page.set_content("<!doctype html><title>x</title><div id=here></div>")
    page.evaluate("svg => { document.getElementById('here').innerHTML = svg }", svg)
    pairs = page.evaluate("[...document.querySelectorAll('g.node')].map(n => [n.id, n.textContent])")
    return {re.sub(r".*flowchart-(n\d+)-\d+$", r"\1", key): said for key, said in pairs}


@pytest.fixture
def mermaid(page: Page) -> Page:
    page.set_content("<!doctype html><title>x</title><body></body>")
    page.add_script_tag(path=node_module("mermaid/dist/mermaid.min.js"))
    return page


def test_mermaid_reads_northline(mermaid: Page) -> None:
    scene = choice.whole(report("northline"))
    drawn = labels(mermaid, render_mermaid(scene)[0])
    assert len(drawn) == len(scene.nodes)
    for at, node in enumerate(scene.nodes):
        assert drawn[f"n{at}"].replace(" ", "").startswith(node.name.replace(" ", ""))


MARKUP = [
    *(TEXTS[name] for name in ("HTML", "Markdown", "quotes", "a link", "an emoji code", "a format string", "a space")),
    *(HOSTILE[name] for name in ("script", "entity", "image", "link", "backticks", "heading", "list", "numbered")),
    *(HOSTILE[name] for name in ("rule", "emphasis", "placeholder", "pipe", "indented", "bidi", "end of CDATA")),
    *("end", "fa:fa-bell", "A --> B", "%%{init: {}}%%", "click n0 call alert()", "`**x**`", "x:::severe"),
]


def test_mermaid_shows_hostile_names_as_text(mermaid: Page) -> None:
    scene = hostile(MARKUP)
    drawn = labels(mermaid, render_mermaid(scene)[0])
    assert len(drawn) == len(scene.nodes)
    for at, node in enumerate(scene.nodes):
        assert "".join(drawn[f"n{at}"].replace("\u200b", "").split()).startswith("".join(shown(node).split())), node.key
    assert mermaid.evaluate("document.querySelectorAll('#here script, #here img, #here a, #here i').length") == 0


def test_mermaid_reads_every_hostile_name(mermaid: Page) -> None:
    text, _ = render_mermaid(hostile())
    assert mermaid.evaluate("async text => (await mermaid.parse(text)).diagramType", text) == "flowchart-v2"
