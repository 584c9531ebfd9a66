"""The changes bind, choose and adopt: as options, in a changes file, and written into the files of an organization."""

from __future__ import annotations

import pytest
from conftest import Command, Write

from goalcheck import load
from goalcheck.model import Bounds, Status

ORG = """\
version: 1
outcomes:
  works: {importance: 5, metric: availability}
metrics:
  availability: {better: higher}
departments:
  dev:
    objectives:
      launch:
        affects: {works: strongly hurts}
        alternative_to: [slow-launch]
        guardrails:
          - protects: works   # promised in March
      slow-launch: {affects: {works: slightly hurts}}
  ops:
    objectives:
      stay-up: {affects: {works: strongly helps}}
      spare: {status: option, cost: 2, mitigates: [{from: dev.launch, to: works, leaves: neutral}]}
"""


def test_an_objective_is_bound_to_a_floor(goalcheck: Command, write: Write) -> None:
    path = write(ORG)
    result = goalcheck("whatif", path, "--bind", "dev.launch:works", "--write")
    assert result.status == 0, result.err
    [guardrail] = load(path).objectives["dev.launch"].guardrails
    assert guardrail.binding
    assert "          - protects: works   # promised in March\n" in path.read_text("utf-8")


def test_a_floor_comes_from_a_changes_file(
    goalcheck: Command, write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changes = tmp_path_factory.mktemp("changes") / "changes.yaml"
    changes.write_text(
        "version: 1\nchanges:\n"
        "  - {bind: dev.slow-launch, protects: works, metric: availability, at_least: 99.9}\n"
        "  - {choose: dev.slow-launch}\n  - {adopt: ops.spare}\n",
        "utf-8",
    )
    path = write(ORG)
    result = goalcheck("whatif", path, "--with", changes, "--write")
    assert result.status == 0, result.err
    objectives = load(path).objectives
    [guardrail] = objectives["dev.slow-launch"].guardrails
    assert (guardrail.metric, guardrail.bounds, guardrail.binding) == ("availability", Bounds(99.9, None), True)
    assert objectives["dev.launch"].status is Status.DROPPED
    assert objectives["ops.spare"].status is Status.COMMITTED
    assert objectives["ops.spare"].cost is None


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        ("--choose", "ops.stay-up", "ops.stay-up has no alternative in force"),
        ("--choose", "ops.spare", "ops.spare is option: only an objective in force can be chosen"),
        ("--adopt", "ops.stay-up", "ops.stay-up is committed: only an option can be adopted"),
        ("--bind", "dev.launch:work", "there is no outcome 'work'; did you mean 'works'?"),
    ],
)
def test_what_cannot_be_done_is_said(goalcheck: Command, write: Write, option: str, text: str, message: str) -> None:
    result = goalcheck("whatif", write(ORG), option, text)
    assert result.status == 2
    assert message in result.err


def test_a_merger_keeps_what_both_rely_on_and_mitigate(goalcheck: Command, write: Write) -> None:
    text = """\
        version: 1
        outcomes: {works: {}}
        drivers: {time: {affects: {works: helps}}, rush: {affects: {works: hurts}}}
        departments:
          dev:
            objectives:
              one: {relies_on: [time]}
          ops:
            objectives:
              two:
                relies_on: {time: strongly, rush: {how: slightly, because: it is quick}}
                mitigates: [{from: rush, to: works, leaves: neutral}]
                must_hold: true
              three: {relies_on: [two]}
        """
    path = write(text)
    result = goalcheck("whatif", path, "--share", "dev.one:ops.two", "--write")
    assert result.status == 0, result.err
    objectives = load(path).objectives
    one = objectives["dev.one"]
    assert [(each.target, each.how) for each in one.relies_on] == [("rush", "slightly"), ("time", "strongly")]
    assert [(each.origin, each.target, each.leaves) for each in one.mitigates] == [("rush", "works", 0)]
    assert one.must_hold
    assert [each.target for each in objectives["ops.three"].relies_on] == ["dev.one"]
