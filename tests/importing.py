"""What the tests of import share: a table written to a file, and the organization that the command makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from goalcheck import load
from goalcheck.model import Objective, Organization

if TYPE_CHECKING:
    from conftest import Command

FIXTURES = Path(__file__).parent / "intake" / "fixtures"


class Imported(NamedTuple):
    """What the command said, and the folder that it wrote."""

    status: int
    said: str
    errors: str
    folder: Path

    @property
    def organization(self) -> Organization:
        assert self.status == 0, self.errors
        return load(self.folder)

    @property
    def objectives(self) -> dict[str, Objective]:
        return dict(self.organization.objectives)


Import = Callable[..., Imported]


@pytest.fixture
def take_in(goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Write a table to a file unless it is a path, import it, and tell what came of it."""
    monkeypatch.chdir(tmp_path)

    def run(material: str | bytes | Path, *options: object, name: str = "okrs.csv", into: str = "org") -> Imported:
        if not isinstance(material, Path):
            path = tmp_path / name
            path.write_bytes(material.encode() if isinstance(material, str) else material)
            material = Path(name)
        where = () if "--update" in options else ("-o", into)
        done = goalcheck("import", material, *where, *options)
        return Imported(done.status, done.out, done.err, tmp_path / into)

    return run
