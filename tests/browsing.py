"""A headless Chromium for the tests of pages and pictures; it fails a test on any console error or network request."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

NODE_MODULES = Path(__file__).parent / "browser" / "node_modules"
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def node_module(path: str) -> Path:
    """A file of a package from npm; skips the test where `npm ci --prefix tests/browser` has not been run."""
    file = NODE_MODULES / path
    if not file.exists():
        pytest.skip(f"needs {path} from npm: run npm ci --prefix tests/browser")
    return file


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process; skips them where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs Chromium on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page; an error on its console, an exception in it or a request over the network fails the test."""
    complaints: list[str] = []

    def requested(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "about:", "blob:")):
            complaints.append(f"requested {request.url}")

    context = chromium.new_context()
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", requested)
    yield page
    context.close()
    assert complaints == []
