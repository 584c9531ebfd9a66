"""What cannot be settled together: the smallest set is told, and nothing that has no part in it."""

from __future__ import annotations

import json

import pytest
from conftest import Command, Write
from worlds import TODAY

from goalcheck import load
from goalcheck.planning.resolving import Terms, resolve

pytest.importorskip("highspy")

TORN = """
    version: 1
    outcomes:
      calm: {name: Calm, importance: 5}
      quick: {name: Quick, importance: 5}
      cheap: {name: Cheap, importance: 5}
    departments:
      a:
        objectives:
          rush: {alternative_to: [wait], affects: {calm: strongly hurts}}
          wait: {affects: {quick: strongly hurts}}
      b:
        objectives:
          keep: {affects: {calm: strongly helps, quick: strongly helps, cheap: strongly helps}}
          spend: {affects: {cheap: strongly hurts}}
    """
"""One of two alternatives will be chosen, and each of them hurts somebody."""

ALTERNATIVES_ONLY = Terms(without=["drop", "guardrail", "bind"], kept=["b.spend"])


def test_the_smallest_set_is_told(write: Write) -> None:
    resolution = resolve(load(write(TORN)), ALTERNATIVES_ONLY, today=TODAY)
    assert {each.about for each in resolution.ways[0].unsettled} in ({"cheap", "calm"}, {"cheap", "quick"})
    [items] = resolution.together
    assert {each.about for each in items} == {"calm", "quick"}


def test_it_is_told_in_words_and_in_json(goalcheck: Command, write: Write) -> None:
    path = write(TORN)
    options = ("--without", "drop", "--without", "guardrail", "--without", "bind")
    result = goalcheck("resolve", path, *options)
    assert result.status == 1
    told = result.out.split("WHAT CANNOT BE SETTLED TOGETHER")[1]
    assert "Each of these can be settled, but not all of them:" in told
    assert "calm" in told
    assert "quick" in told
    assert "cheap" not in told
    said = json.loads(goalcheck("resolve", path, *options, "--format", "json").out)
    named = {each["fingerprint"]: each["about"] for each in said["conflicts"]}
    assert [{named[key] for key in items} for items in said["together"]] == [{"calm", "quick"}]


def test_what_cannot_be_settled_alone_is_no_such_set(write: Write) -> None:
    kept = Terms(kept=["a.rush", "a.wait", "b.spend"], without=["choose"])
    resolution = resolve(load(write(TORN)), kept, today=TODAY)
    assert len(resolution.ways[0].unsettled) == 3
    assert resolution.together == ()
