"""The limit on effects: more than anybody has memory for are refused, and honest organizations of any size are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goalcheck.model.building import limits

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command


def _driver(at: int) -> str:
    others = ", ".join(f"d{other}: helps" for other in range(6) if other != at)
    return f"  d{at}: {{affects: {{{others}}}}}\n"


DRIVERS = "drivers:\n" + "".join(map(_driver, range(6)))
"""Six drivers that all affect each other: thirty effects."""


@pytest.mark.parametrize(("sure", "status"), [(30, 0), (29, 2)])
def test_more_effects_than_there_is_room_for_are_refused(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sure: int, status: int
) -> None:
    monkeypatch.setattr(limits, "SURE_EFFECTS", sure)
    (tmp_path / "org.yaml").write_text(f"version: 1\n{DRIVERS}", "utf-8")
    done = goalcheck("analyze", tmp_path)
    assert done.status == status
    if status:
        assert "the files declare more than 29 effects up to this one" in done.err
        assert "at most 29, or one for each 100 characters in all files together" in done.err


def test_whoever_writes_much_for_each_effect_may_have_more(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SURE_EFFECTS", 29)
    (tmp_path / "org.yaml").write_text(f"version: 1\n{DRIVERS}# {'why ' * 700}\n", "utf-8")
    assert goalcheck("analyze", tmp_path).status == 0


def test_reliances_and_mitigations_count_too(
    goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SURE_EFFECTS", 34)
    body = "relies_on: {d0: partly, d1: partly}, mitigates: [{from: d0, to: d1, leaves: neutral}]"
    for more, status in (("relies_on: [d1]", 0), ("relies_on: [d1, d2]", 2)):
        objectives = f"departments: {{d: {{objectives: {{a: {{{body}}}, b: {{{more}}}}}}}}}\n"
        (tmp_path / "org.yaml").write_text(f"version: 1\n{DRIVERS}{objectives}", "utf-8")
        assert goalcheck("analyze", tmp_path).status == status


def test_claims_count_too(goalcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SURE_EFFECTS", 30)
    claim = "claims: [{from: d0, to: d1, effect: hurts}]\n"
    (tmp_path / "org.yaml").write_text(f"version: 1\n{DRIVERS}{claim}", "utf-8")
    assert goalcheck("analyze", tmp_path).status == 2
