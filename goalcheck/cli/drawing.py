"""What `goalcheck graph` is asked for: one picture, and the conflicts that are marked in it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.picture import choice
from goalcheck.picture.highlights import open_conflicts
from goalcheck.picture.scene import Scene
from goalcheck.render.words import count
from goalcheck.selection import Selection, find_finding, select
from goalcheck.source import GoalcheckError


class WrongCut(GoalcheckError):
    """The options name two pictures, or half of one."""


class Cut(NamedTuple):
    """Which picture: of the whole, or of what one of these names."""

    conflict: str | None = None
    around: str | None = None
    depth: int | None = None
    department: str | None = None
    journey: bool = False

    def check(self, marked: Selection) -> None:
        """Refuse what is no picture.

        Args:
            marked: which conflicts to mark.

        Raises:
            WrongCut: these are two pictures, or half of one.
        """
        named = ("conflict", self.conflict), ("around", self.around), ("department", self.department)
        given = [name for name, value in (*named, ("journey", self.journey or None)) if value is not None]
        if len(given) > 1:
            raise WrongCut(f"--{given[0]} and --{given[1]} are two pictures: give one of them")
        if self.depth is not None and self.around is None:
            raise WrongCut("--depth says how far --around reaches, and there is no --around")
        if self.conflict is not None and not marked.is_all:
            raise WrongCut(
                "--conflict draws one finding, so that there are no others to mark: "
                "leave out --level, --outcome, --customer and --top"
            )


def scene_of(report: Analysis, cut: Cut, marked: Selection, limits: choice.Limits) -> Scene:
    """The picture.

    Raises:
        UnknownName: the organization has nothing of a name, or nothing of it can be drawn.
    """
    if cut.conflict is not None:
        return choice.conflict(report, find_finding(report, cut.conflict), limits)
    chosen = select(report, replace(marked, top=None))
    found, conflicts = list(open_conflicts(report)), list(open_conflicts(chosen))[: marked.top]
    scene = _scene(replace(report, findings=tuple(conflicts)), cut, limits)
    if len(conflicts) == len(found):
        return scene
    note = f"Marked: {len(conflicts):,} of {count(len(found), 'open conflict')}, serious or worse."
    return replace(scene, notes=(*scene.notes, note))


def _scene(report: Analysis, cut: Cut, limits: choice.Limits) -> Scene:
    if cut.around is not None:
        return choice.around(report, cut.around, limits, depth=cut.depth or choice.DEPTH)
    if cut.department is not None:
        return choice.department(report, cut.department, limits)
    return choice.journey(report, limits) if cut.journey else choice.whole(report, limits)
