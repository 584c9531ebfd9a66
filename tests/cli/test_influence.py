"""`goalcheck influence --leverage`: the root causes of conflicts at length."""

from __future__ import annotations

import json

import pytest
from conftest import ROOT, Command, Write

NORTHLINE = "examples/northline"


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_tells_each_root_cause_with_its_owner_place_and_reason(goalcheck: Command) -> None:
    ranking, _, causes = goalcheck("influence", NORTHLINE, "--leverage").out.partition("\nROOT CAUSES\n")
    assert ranking.startswith("rank")
    assert causes.startswith("6 declared effects hold 6 of 6 open conflicts: without one of them, conflicts end or ")
    assert (
        '32 %  operations.install-30 hurts "Coordinator time for each order" (-0.67) '
        "examples/northline/departments/operations.yaml:19:11\n"
        "- owner: Director of Installation (Network Operations)\n"
        "- because the same eleven coordinators close almost twice the orders in a week\n"
        '- without it 1 conflict would end: "One person knows my order and calls me"\n'
    ) in causes
    assert "- claimed by Network Operations; staffing list 2026-09\n" in causes


def test_the_ranking_alone_is_told_at_once(goalcheck: Command) -> None:
    assert "ROOT CAUSES" not in goalcheck("influence", NORTHLINE).out
    assert json.loads(goalcheck("influence", NORTHLINE, "--format", "json").out)["root_causes"] is None


def test_json_holds_those_of_the_report_with_what_they_say(goalcheck: Command) -> None:
    data = json.loads(goalcheck("influence", NORTHLINE, "--leverage", "--format", "json", "--top", 2).out)
    report = json.loads(goalcheck("analyze", NORTHLINE, "--format", "json").out)
    assert len(data["influence"]) == 2
    assert len(data["root_causes"]) == len(report["root_causes"]) > 3
    for told, short in zip(data["root_causes"], report["root_causes"], strict=True):
        assert told.items() >= short.items()
    assert data["root_causes"][0]["because"].startswith("the same eleven coordinators")
    assert data["root_causes"][1]["claimed_by"] == "operations"


def test_never_names_a_protector(goalcheck: Command) -> None:
    causes = json.loads(goalcheck("influence", NORTHLINE, "--leverage", "--format", "json").out)["root_causes"]
    assert all(each["weight"] < 0 for each in causes)


def test_what_no_objective_declares_is_nobodys(goalcheck: Command, write: Write) -> None:
    file = write(
        """
        outcomes: {calm: {importance: 5}}
        drivers: {noise: {name: Noise, affects: {calm: strongly hurts}}}
        departments: {a: {objectives: {b: {affects: {noise: helps}}, c: {affects: {noise: helps}}}}}
        """
    )
    out = goalcheck("influence", file, "--leverage").out
    assert "1 declared effect holds 1 of 1 open conflict: without it, conflicts end or fall by a level." in out
    assert "- owner: nobody: it is no objective's effect" in out


def test_where_there_is_no_conflict(goalcheck: Command, write: Write) -> None:
    file = write("outcomes: {calm: {}}\ndepartments: {a: {objectives: {b: {affects: {calm: helps}}}}}")
    out = goalcheck("influence", file, "--leverage").out
    assert "There is no single effect without which a conflict would end or fall by a level.\n" in out
