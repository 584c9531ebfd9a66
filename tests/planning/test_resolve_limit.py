"""Ways out of dense organizations: proved where that can be, and an honest answer where time runs out."""

from __future__ import annotations

import pytest
from conftest import EXAMPLES, Command
from worlds import TODAY

from goalcheck import Level, Terms, load, resolve
from goalcheck.changes import apply
from goalcheck.planning.resolving.deadline import OutOfTime
from goalcheck.planning.resolving.terms import KINDS
from goalcheck.planning.resolving.verification import Review
from goalcheck.render.resolution.text import markdown_resolution, render_resolution

pytest.importorskip("highspy")

DENSE = str(EXAMPLES / "sdg-sweden")
"""34 objectives that 516 arrows join in circles."""


def test_a_dense_organization_is_settled_and_proved(goalcheck: Command) -> None:
    result = goalcheck("resolve", DENSE, "--alternatives", "1", "--today", TODAY.isoformat())
    assert result.status == 0
    assert "36 open conflicts (36 serious) settled by 3 changes that cost 8.40: nothing cheaper does it." in result.out
    assert "ALTERNATIVE 1" in result.out


def test_without_time_a_confirmed_way_out_is_marked_as_not_proved() -> None:
    organization = load(DENSE)
    resolution = resolve(organization, Terms(seconds=0.0), today=TODAY)
    (way,) = resolution.ways
    assert way.steps
    assert not way.is_proved
    assert way.bound <= 8.40 <= way.cost
    assert not resolution.is_complete
    assert Review(Level.SERIOUS, TODAY).is_settled(apply(organization, way.moves))
    text = render_resolution(resolution, paths=[DENSE], saved=None, width=None, color=False)
    assert "time ran out, so it is not proved the cheapest" in text
    assert "THE CHEAPEST" not in text
    assert "--time-limit" in text
    assert "not proved the cheapest" in markdown_resolution(resolution, paths=[DENSE], saved=None)


def test_without_time_and_without_moves_it_says_that_nothing_is_known() -> None:
    with pytest.raises(OutOfTime, match="it is not known that there is none"):
        resolve(load(DENSE), Terms(seconds=0.0, without=tuple(KINDS.values())), today=TODAY)
