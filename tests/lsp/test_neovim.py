"""Neovim without a screen, with the settings of `editors/neovim.lua`, against the real server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NEOVIM = os.environ.get("GOALCHECK_NEOVIM") or shutil.which("nvim") or ""


@pytest.mark.skipif(not NEOVIM, reason="needs Neovim 0.11 or newer: on the PATH, or as GOALCHECK_NEOVIM")
def test_neovim_shows_what_the_server_says(tmp_path: Path) -> None:
    organization, commands, said = tmp_path / "northline", tmp_path / "bin", tmp_path / "said"
    shutil.copytree(ROOT / "examples" / "northline", organization)
    (organization / ".git").mkdir()
    commands.mkdir()
    script = commands / "goalcheck"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m goalcheck "$@" --today 2026-11-30\n', "utf-8")
    script.chmod(0o755)
    done = subprocess.run(
        [
            *(NEOVIM, "--headless", "-n", "-u", ROOT / "editors" / "neovim.lua"),
            *("-c", "set filetype=yaml", "-c", f"luafile {ROOT / 'tests' / 'lsp' / 'neovim.lua'}"),
            organization / "departments" / "operations.yaml",
        ],
        env={
            **os.environ,
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
            "GOALCHECK_SAID": str(said),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "XDG_DATA_HOME": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert said.exists(), done.stderr
    told: dict[str, Any] = {
        each["name"]: each["value"] for each in map(json.loads, said.read_text("utf-8").splitlines())
    }
    assert "timeout" not in told
    worst = next(each for each in told["conflicts"] if each["code"] == "GC101")
    assert (worst["line"], worst["message"].partition("\n")[0]) == (
        18,
        "operations.install-30 hurts personal-attention at time-per-order",
    )
    assert "Squeezes:" in told["hover"]["contents"]["value"]
    assert "squeezes 1, squeezed by 1" in [each["command"]["title"] for each in told["lenses"]]
    assert any(each["uri"].endswith("/decisions.yaml") for each in told["references"])
    assert told["definition"]["uri"].endswith("/model/drivers.yaml")
    assert told["completion"] > 10
    assert [each["message"].partition("\n")[0] for each in told["problems"]] == [
        "unknown outcome, driver or objective 'tiem-per-order'; did you mean 'time-per-order'?"
    ]
    assert "decisions.yaml" in told["renamed"]
