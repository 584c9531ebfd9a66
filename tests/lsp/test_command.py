"""The command itself: what it says without its extra, and that nothing but the protocol is on standard output."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import Command


def test_without_the_extra_it_says_what_to_install(goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith("goalcheck.lsp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    done = goalcheck("lsp")
    assert (done.status, done.out) == (2, "")
    assert "pip install 'goalcheck[lsp]'" in done.err


def test_it_ends_with_its_editor_and_says_nothing_but_the_protocol() -> None:
    body = json.dumps(
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None}}
    )
    told = f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    done = subprocess.run(
        [sys.executable, "-m", "goalcheck", "lsp", "--stdio"], input=told, capture_output=True, check=False, timeout=60
    )
    head, _, answer = done.stdout.partition(b"\r\n\r\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"Content-Length: {len(answer)}".encode() in head
    assert json.loads(answer)["result"]["serverInfo"]["name"] == "goalcheck"
