"""One case: the files of a folder and the commands that are run in it; can be saved and read back."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Files = Mapping[str, bytes]
Command = tuple[str, ...]

OUT = "out"
"""The folder that commands write their results to."""

FINGERPRINT = "FINGERPRINT"
"""Stands in a command for the fingerprint of one of the findings, a number from 0 after it."""

NOT_FOUND = "0123abcd"
"""Stands for the fingerprint where there are no findings."""


@dataclass(frozen=True)
class Case:
    """What is run where.

    Attributes:
        organization: the paths of the organization, as a command takes them.
    """

    files: Files
    organization: tuple[str, ...]
    commands: Sequence[Command]

    def saved(self, path: Path, about: Mapping[str, object]) -> None:
        """Write the case to a file; text stays readable."""
        data = {
            **about,
            "organization": self.organization,
            "commands": self.commands,
            "files": {name: _readable(content) for name, content in self.files.items()},
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, indent=2) + "\n", "utf-8")


def read_case(path: Path) -> Case:
    """Read a case that was saved."""
    data = json.loads(path.read_text("utf-8"))
    files = {name: _content(entry) for name, entry in data["files"].items()}
    return Case(files, tuple(data["organization"]), [tuple(command) for command in data["commands"]])


def _readable(content: bytes) -> str | dict[str, str]:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": b64encode(content).decode()}


def _content(entry: str | dict[str, str]) -> bytes:
    return entry.encode("utf-8") if isinstance(entry, str) else b64decode(entry["base64"])
