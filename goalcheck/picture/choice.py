"""Chooses the scene: all of an organization, one conflict, the surroundings of something, a department, the journey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding
from goalcheck.picture.collapsed_scene import collapse
from goalcheck.picture.composition import EVERYTHING, MOST_BOXES, READABLE, Limits, compose
from goalcheck.picture.conflict_scene import conflict_scene, finding_scene
from goalcheck.picture.elements import NO_STAGE, Elements
from goalcheck.picture.highlights import Highlights, chain_links
from goalcheck.picture.opponents import MOST_IN_DATA, MOST_LINES, opponents
from goalcheck.picture.scene import Group, Scene
from goalcheck.picture.surroundings import around_scene, nothing, walked
from goalcheck.selection import require
from goalcheck.source import UnknownName

__all__ = [
    "EVERYTHING",
    "MOST_BOXES",
    "READABLE",
    "Limits",
    "around",
    "conflict",
    "department",
    "finding",
    "journey",
    "whole",
]


def whole(report: Analysis, limits: Limits = READABLE, marked: Sequence[Conflict] | None = None) -> Scene:
    """The whole organization, folded into departments where it is too big.

    Args:
        marked: the conflicts that stand out, by default all open ones that are serious or worse.
    """
    elements = _elements(report, marked)
    if len(elements.keys) > limits.boxes:
        return collapse(elements, most_arrows=limits.arrows)
    scene = compose(elements, elements.keys, limits, title=elements.title)
    return _with_opponents(elements, scene, limits)


def _elements(report: Analysis, marked: Sequence[Conflict] | None) -> Elements:
    return Elements(report, None if marked is None else Highlights(marked))


def _with_opponents(elements: Elements, scene: Scene, limits: Limits) -> Scene:
    """The scene with lines between the opponents of the marked conflicts, where they are few."""
    most = MOST_LINES if limits.is_for_people else MOST_IN_DATA
    lines, note = opponents(elements.report, elements.highlights.marked, scene, most=most)
    return replace(scene, opponents=lines, notes=(*scene.notes, *note))


def journey(report: Analysis, limits: Limits = READABLE, marked: Sequence[Conflict] | None = None) -> Scene:
    """The organization with its outcomes along the customer's way through it; stages without any stand empty.

    Raises:
        UnknownName: the organization declares no journey.
    """
    elements = _elements(report, marked)
    if not report.organization.journey:
        raise UnknownName("the organization declares no journey; expected a list of stages under journey:")
    if len(elements.keys) > limits.boxes:
        scene = collapse(elements, most_arrows=limits.arrows, by_stage=True)
    else:
        scene = compose(elements, elements.keys, limits, title=elements.title, by_stage=True)
        scene = _with_opponents(elements, scene, limits)
        if scene.is_too_dense:
            return scene
    return replace(
        scene, title=f"{elements.title}: the customer's journey", groups=_along(elements, scene), keeps_order=True
    )


def _along(elements: Elements, scene: Scene) -> tuple[Group, ...]:
    """The frames with the stages in the order of the journey, numbered, those without outcomes too."""
    stages = [stage.id for stage in elements.organization.journey]
    ordered = [
        Group(f"stage:{stage}", f"{number}. {stage}", note="No outcome is declared here")
        for number, stage in enumerate(stages, start=1)
    ]
    others = [group for group in scene.groups if not group.key.startswith("stage:")]
    nowhere = [group for group in scene.groups if group.key == NO_STAGE]
    return (*others, *ordered, *nowhere)


def department(
    report: Analysis, key: str, limits: Limits = READABLE, marked: Sequence[Conflict] | None = None
) -> Scene:
    """A department and those below it: their objectives, all that these push, and whoever is in conflict with them.

    Raises:
        UnknownName: there is no such department, or no objective of it is in force.
    """
    elements = _elements(report, marked)
    organization = elements.organization
    require(organization.departments, [key], "department")
    title = f"{elements.title}: {organization.departments[key].name}"
    inside = {each for each in organization.departments if key in organization.lineage(each)}
    own = [each for each in elements.keys if _department(elements, each) in inside]
    if not own:
        raise nothing(key)
    if len(own) > limits.boxes and len(inside) > 1:
        return replace(collapse(elements, most_arrows=limits.arrows, inside=inside), title=title)
    found = dict.fromkeys([*_opposing(elements, own), *_pushed(elements, own, organization.settings.max_links)])
    scene = compose(elements, list(found), limits, title=title)
    return _with_opponents(elements, scene, limits)


def _department(elements: Elements, key: str) -> str | None:
    objective = elements.organization.objectives.get(key)
    return objective.department if objective else None


def _opposing(elements: Elements, own: Iterable[str]) -> Iterable[str]:
    """The nodes on the chains of the marked conflicts that these objectives take part in."""
    owned = set(own)
    for each in elements.highlights.marked:
        if not owned.isdisjoint(each.objectives):
            for link in chain_links(each):
                yield from (link.origin, link.target)


def _pushed(elements: Elements, own: Sequence[str], depth: int) -> Iterable[str]:
    """What these objectives push, themselves first."""
    return walked(elements, own, depth, onward=True).nodes


def around(
    report: Analysis,
    key: str,
    limits: Limits = READABLE,
    *,
    depth: int | None = None,
    marked: Sequence[Conflict] | None = None,
) -> Scene:
    """Something, what it pushes and is pushed by, and its opponents.

    Args:
        key: an objective in force, a driver or an outcome; or a department or customer, for its own.
        depth: how many arrows away, 2 by default, or 1 where that would be a tangle.

    Raises:
        UnknownName: the organization has nothing of that id, or what it has is not in force.
    """
    return around_scene(_elements(report, marked), key, limits, depth)


def conflict(report: Analysis, of: Conflict, limits: Limits = READABLE) -> Scene:
    """One conflict: what suffers in the middle, hurters by their knots on one side, protectors on the other."""
    return conflict_scene(report, of, limits)


def finding(report: Analysis, of: Finding, limits: Limits = READABLE) -> Scene:
    """The chains of one finding, and nothing else.

    Raises:
        UnknownName: the finding is about neither an objective nor an outcome, so that there is nothing to draw.
    """
    return finding_scene(report, of, limits)
