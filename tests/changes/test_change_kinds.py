"""A kind of change is one file: what each must declare. That another one needs no other file, test_recipes shows."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
from conftest import ROOT, Command, Write

from goalcheck.changes.change import Change, ChangeKind
from goalcheck.changes.file_format import FORMS
from goalcheck.changes.patching.patch import Writer
from goalcheck.changes.registry import MADE, SHOWN
from goalcheck.model import Costs


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.name)
def test_a_kind_says_all_of_itself(kind: ChangeKind[Any]) -> None:
    assert issubclass(kind.change, Change)
    assert kind.writes
    assert all(isinstance(each, Writer) for each in kind.writes)
    assert kind.name in kind.forms
    for field, form in kind.forms.items():
        assert FORMS[field] is form
        assert field in form.model_fields
    if kind.settles and kind.name != "choose":  # one of the alternatives had to be chosen anyway
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
                objectives:
                  install-30: {target: {metric: m, from: 55, to: 30}}
                  evening-crews: {status: proposed}
                  contract-crews: {alternative_to: [evening-crews]}
                  spare-crews: {status: option}
            """
        )
    )
    for kind in SHOWN:
        for example in kind.example.split(", or "):
            done = goalcheck("whatif", path, f"--{kind.name}", example.strip('"'))
            assert (done.status, kind.name in done.err) == (0, False), (kind.name, done.err)
