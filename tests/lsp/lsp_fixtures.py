"""An editor with the Northline example, and the real server as its process."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsp_client import SERVER, Editor
from pytest_lsp import LanguageClient

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest_lsp.fixture(config=SERVER)  # type: ignore[untyped-decorator]
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    """The client of a server that runs."""
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def northline(client: LanguageClient, tmp_path: Path) -> Editor:
    """An editor that is not started yet, in a copy of Northline."""
    shutil.copytree(EXAMPLES / "northline", tmp_path / "northline")
    return Editor(client, (tmp_path / "northline").resolve())
