"""A kind of change is one file: what each must declare, and that another one needs no other file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from textwrap import dedent
from typing import Any

import pytest
from conftest import ROOT, Command, Write

from goalcheck.changes.change import Change, ChangeKind
from goalcheck.changes.file_format import FORMS
from goalcheck.changes.patching.patch import Writer
from goalcheck.changes.registry import MADE, SHOWN
from goalcheck.model import Costs

RENAME = '''\
"""Rename: an objective gets another name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalcheck.changes.change import FREE, CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.patching.patch import field_writer
from goalcheck.files.editing import Field
from goalcheck.model import Organization
from goalcheck.model.schema import NodeId, Text


@dataclass(frozen=True, slots=True)
class Rename(Change):
    """An objective gets another name; its id stays."""

    objective: str
    name: str
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objective alone."""
        return (self.objective,)

    @property
    def order(self) -> tuple[object, ...]:
        """By objective, then by name."""
        return self.objective, self.name

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        return f"call {self.objective} {self.name} in place of {organization.objectives[self.objective].name}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        if not self.name.isprintable():
            raise CannotChange(f"the name of {self.objective} must be one line of text")
        draft.change(draft.objective(self.objective), name=self.name)

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.objective}={self.name}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"rename": self.objective, "to": self.name}

    def charge(self, worth: Worth) -> Charge:  # noqa: ARG002  # no way out is made of it
        """Nothing."""
        return FREE


class RenameForm(ChangeForm):
    """Give an objective another name."""

    rename: NodeId
    to: Text

    def change(self) -> Change:
        """The change."""
        return Rename(self.rename, self.to, self.because)


KIND = ChangeKind(
    name="rename",
    change=Rename,
    syntax="ID=NAME",
    metavar="ID=NAME",
    example="operations.install-30=Faster",
    help="Give an objective another name.",
    read=Rename,
    forms={"rename": RenameForm},
    writes=(field_writer("objectives", 5, "name"),),
    shown=110,
    made=110,
    settles=False,
)
'''

ORGANIZATION = "departments:\n  d:\n    objectives:\n      o: {name: Fast, priority: 2}  # kept\n"


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """A copy of the package with one file more."""
    copytree(ROOT / "goalcheck", tmp_path / "copy" / "goalcheck", ignore=ignore_patterns("__pycache__"))
    (tmp_path / "copy" / "goalcheck" / "changes" / "kinds" / "rename.py").write_text(RENAME, "utf-8")
    (tmp_path / "org.yaml").write_text(ORGANIZATION, "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> str:
    """The output of the copied program, as a process."""
    code = (
        f"import sys; sys.path.insert(0, {str(folder / 'copy')!r}); from goalcheck.__main__ import process; process()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_another_kind_of_change_needs_one_file(extended: Path) -> None:
    assert "--rename ID=NAME" in run(extended, "whatif", "--help")
    schema = json.loads(run(extended, "schema", "changes"))
    assert schema["$defs"]["RenameForm"]["required"] == ["rename", "to"]
    told = run(extended, "whatif", "org.yaml", "--rename", "d.o=Faster still")
    assert "- call d.o Faster still in place of Fast\n" in told
    assert "- d.o: name was Fast, is Faster still" in told
    (extended / "changes.yml").write_text("changes: [{rename: d.o, to: Calm, because: it is}]\n", "utf-8")
    assert "in place of Fast, because it is" in run(extended, "whatif", "org.yaml", "--with", "changes.yml")
    run(extended, "whatif", "org.yaml", "--rename", "d.o=Faster still", "--write")
    written = (extended / "org.yaml").read_text("utf-8")
    assert written == ORGANIZATION.replace("name: Fast", "name: Faster still")


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.name)
def test_a_kind_says_all_of_itself(kind: ChangeKind[Any]) -> None:
    assert issubclass(kind.change, Change)
    assert kind.writes
    assert all(isinstance(each, Writer) for each in kind.writes)
    assert kind.name in kind.forms
    for field, form in kind.forms.items():
        assert FORMS[field] is form
        assert field in form.model_fields
    if kind.settles:
        assert hasattr(Costs(), kind.name)


def test_names_places_and_files_of_kinds_are_their_own() -> None:
    for each in ("name", "change", "shown", "made"):
        assert len({getattr(kind, each) for kind in SHOWN}) == len(SHOWN)
    files = {path.stem for path in (ROOT / "goalcheck" / "changes" / "kinds").glob("*.py")} - {"__init__"}
    assert {kind.name for kind in SHOWN} == files == {kind.name for kind in MADE}


def test_every_example_of_an_option_is_read(goalcheck: Command, write: Write) -> None:
    """What a message shows as right can be typed."""
    path = write(
        dedent(
            """
            metrics: {m: {better: lower}}
            outcomes: {personal-attention: {}}
            drivers: {time-per-order: {}}
            resources: {coordinators: {capacity: {2026-Q4: 5}}}
            departments:
              sales: {objectives: {named-contact: {}}}
              operations:
                objectives: {install-30: {target: {metric: m, from: 55, to: 30}}, evening-crews: {status: proposed}}
            """
        )
    )
    for kind in SHOWN:
        for example in kind.example.split(", or "):
            done = goalcheck("whatif", path, f"--{kind.name}", example.strip('"'))
            assert (done.status, kind.name in done.err) == (0, False), (kind.name, done.err)
