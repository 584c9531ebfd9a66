"""The slow reading of an organization in which arrows have other weights: nothing here knows how goalcheck does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pressure_oracle
import pytest

if TYPE_CHECKING:
    from goalcheck.conflicts import Conflict

Key = tuple[str, str, bool]
"""The origin of an arrow, its target, and whether it helps."""


def arrows_of(raw: pressure_oracle.Raw) -> dict[Key, float]:
    """All arrows with their weights without sign."""
    return {(each.origin, each.target, each.weight > 0): abs(each.weight) for each in pressure_oracle.arrows_of(raw)}


def world(raw: pressure_oracle.Raw, sizes: Mapping[Key, float]) -> pressure_oracle.World:
    """An organization in which some arrows have other weights, given without sign; 0 is none."""

    def weighed(arrow: pressure_oracle.Arrow) -> pressure_oracle.Arrow:
        size = sizes.get((arrow.origin, arrow.target, arrow.weight > 0), abs(arrow.weight))
        return arrow._replace(weight=size if arrow.weight > 0 else -size)

    arrows = [weighed(each) for each in pressure_oracle.arrows_of(raw)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pressure_oracle, "arrows_of", lambda _: [each for each in arrows if each.weight])
        return pressure_oracle.World(raw)


def pressure(there: pressure_oracle.World, conflict: Conflict) -> float:
    """The pressure that gives a conflict its level: of the harms that nobody decided, where it is open."""
    decided = {each.objective for each in conflict.hurters if each.decided and conflict.is_open}
    hurters = [each for each in there.hurters(conflict.about) if each not in decided]
    return there.pressure(conflict.about, hurters) if hurters else 0.0
