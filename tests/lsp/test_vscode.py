"""The extension for Visual Studio Code: its client against the real server in Node, and what it declares."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from goalcheck import __version__

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
NODE = shutil.which("node") or ""


@pytest.mark.skipif(not NODE, reason="needs Node")
def test_the_client_speaks_with_the_server() -> None:
    command = json.dumps([sys.executable, "-m", "goalcheck", "lsp"])
    done = subprocess.run(
        [NODE, "--test", "test/"],
        cwd=EXTENSION,
        env={**os.environ, "GOALCHECK_COMMAND": command},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_extension_has_the_version_of_the_server_and_no_workspace_sets_its_command() -> None:
    package = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    assert package["version"] == __version__
    assert package["contributes"]["configuration"]["properties"]["goalcheck.command"]["scope"] == "machine"
    assert (EXTENSION / package["main"]).is_file()
