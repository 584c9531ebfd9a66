"""Opponents: who hurts something, and whoever they hurt by it: its protectors, or the objective that is hit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.findings import Level
from goalcheck.picture.highlights import MOST_CONFLICTS
from goalcheck.picture.scene import Opponents, Scene
from goalcheck.traits import ConflictKind

MOST_LINES = 12
"""With more lines between opponents nobody could follow one."""

MOST_IN_DATA = 1_000
"""Programs can take more of them."""

MOST_PARTIES = 40
"""The hardest hurters and the strongest protectors of a conflict whose pairs are looked at."""


class _Pair:
    """Two opponents: who hurts, and whom.

    Attributes:
        tension: how hard they pull, the most over all conflicts.
        level: of the worst conflict between them.
        about: what they pull at.
    """

    def __init__(self, level: Level) -> None:
        self.tension = 0.0
        self.level = level
        self.about: list[str] = []


def opponents(
    report: Analysis,
    conflicts: Iterable[Conflict],
    scene: Scene,
    *,
    of: Collection[str] = (),
    most: int = MOST_LINES,
) -> tuple[tuple[Opponents, ...], tuple[str, ...]]:
    """The lines between the hardest opponents of the worst conflicts, by their ends, and a note where there are more.

    Where an arrow already says that one hurts the other, there is no line.

    Args:
        conflicts: the worst first.
        scene: what is drawn so far.
        of: objectives whose lines are drawn only, unless they are what suffers; all lines where there are none.
        most: how many lines there may be.
    """
    drawn = {node.key for node in scene.nodes}
    hurting = {frozenset((arrow.origin, arrow.target)) for arrow in scene.arrows if arrow.weight < 0}
    found: dict[tuple[str, str], _Pair] = {}
    for conflict in islice(conflicts, MOST_CONFLICTS):
        for one, other, tension in _pairs(report, conflict):
            is_asked = not of or conflict.about in of or one in of or other in of
            if is_asked and one in drawn and other in drawn and frozenset((one, other)) not in hurting:
                ends = (one, other) if (other, one) not in found else (other, one)
                pair = found.setdefault(ends, _Pair(conflict.level))
                pair.tension = max(pair.tension, tension)
                pair.about.append(conflict.about)
    hardest = sorted(found, key=lambda ends: (-round(found[ends].tension, 9), ends))[:most]
    lines = [Opponents(*ends, found[ends].level, tuple(found[ends].about)) for ends in hardest]
    note = f"Of {len(found):,} pairs of opponents the {most:,} hardest are joined by lines."
    return tuple(sorted(lines)), ((note,) if len(found) > most else ())


def _pairs(report: Analysis, conflict: Conflict) -> Iterator[tuple[str, str, float]]:
    """Who hurts, whom, and how hard; of protectors those that are together with the hurter."""
    index, together = report.tracer.network.index, report.tracer.pressures.together
    for hurter in conflict.hurters[:MOST_PARTIES]:
        if conflict.kind is ConflictKind.UNDERMINED:
            yield hurter.objective, conflict.about, conflict.worth * hurter.left
        for protector in conflict.protectors[:MOST_PARTIES]:
            if together(index[hurter.objective], index[protector.objective]):
                yield hurter.objective, protector.objective, conflict.worth * min(hurter.left, protector.help)
