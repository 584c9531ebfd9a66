"""The HTML form in a browser: keyboard only, on a phone, dark, with hostile names; and the file that it saves."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import node_module
from conftest import Command, Write
from playwright.sync_api import Page, expect
from test_round_trip import FAST, ORG

from goalcheck import load

HOSTILE = '</script><img src=x onerror=alert(1)>"&{{7*7}}'


def opened(goalcheck: Command, page: Page, org: Path, *more: str) -> Page:
    form = org.parent / "form.html"
    assert goalcheck("ask", org, "-o", form, *more).status == 0
    page.goto(form.as_uri())
    return page


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def to(page: Page, name: str) -> None:
    """Go on with the tabulator until something has the focus."""
    for _ in range(200):
        if page.evaluate("document.activeElement.id || document.activeElement.type") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)


def test_it_is_filled_in_by_keyboard_alone_and_collected(goalcheck: Command, write: Write, page: Page) -> None:
    org = write(ORG)
    opened(goalcheck, page, org, "--department", "operations")
    to(page, "who")
    page.keyboard.type("Olga")
    wanted = page.locator(f'fieldset[data-id="effect:{FAST}:time"] select').first.get_attribute("id")
    assert wanted is not None
    to(page, wanted)
    page.keyboard.type("hurts")
    page.keyboard.press("Tab")
    page.keyboard.type("the same people: <b>")
    to(page, "submit")
    answers = saved(page, org.parent)
    expect(page.get_by_role("status")).to_have_text("Saved 1 answer.")
    assert answers.name == "answers-operations-olga.json"
    assert goalcheck("collect", answers, org, "--write").status == 0
    effect = next(each for each in load(str(org)).objectives[FAST].effects if each.target == "time")
    assert (effect.word, effect.because, effect.by) == ("hurts", "the same people: <b>", "Olga")
    # The saved file lies beside the organization and is no part of it.
    assert goalcheck("analyze", org.parent).status == 0


def test_it_fits_a_phone_with_hostile_names(goalcheck: Command, write: Write, page: Page) -> None:
    org = write(ORG.replace("Install fast", f"'{HOSTILE}{'x' * 200}'").replace("{name: Time,", f"{{name: '{HOSTILE}',"))
    page.set_viewport_size({"width": 390, "height": 844})
    opened(goalcheck, page, org, "--department", "operations")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("img").count() == 0
    expect(page.get_by_role("heading", level=2)).to_contain_text("{{7*7}}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", [("--department", "operations"), ("--customer", "business")])
def test_axe_finds_nothing(goalcheck: Command, write: Write, page: Page, scheme: str, who: tuple[str, str]) -> None:
    axe = node_module("axe-core/axe.min.js")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(goalcheck, page, write(ORG), *who)
    page.evaluate(axe.read_text("utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations.map(each => each.id))")
    assert found == []
