"""Chooses the scene: all of an organization, one conflict, the surroundings of something, a department, the journey."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from goalcheck.analysis import Analysis
from goalcheck.findings import Finding
from goalcheck.picture.collapsed_scene import collapse
from goalcheck.picture.elements import NO_STAGE, Elements
from goalcheck.picture.highlights import HELPS, HURTS, Ends, Highlights, ends, links, open_conflicts, sides
from goalcheck.picture.scene import BoxKind, DrawnArrow, Flow, Group, Scene
from goalcheck.picture.thinning import room, thinned
from goalcheck.selection import require
from goalcheck.source import UnknownName

MOST_BOXES = 80
"""An organization with more objectives, drivers and outcomes is folded into departments."""

DEPTH = 2
"""How far the surroundings of something reach, in arrows, unless somebody says."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a picture that stays readable.

    Attributes:
        boxes: what holds more is folded or cut.
        arrows: of more the most important are drawn; None is as many as can be told apart.
    """

    boxes: int = MOST_BOXES
    arrows: int | None = None


EVERYTHING = Limits(boxes=sys.maxsize, arrows=sys.maxsize)
READABLE = Limits()


def whole(report: Analysis, limits: Limits = READABLE) -> Scene:
    """The whole organization, folded into departments where it is too big."""
    elements = Elements(report)
    if len(elements.keys) > limits.boxes:
        return collapse(elements, most_arrows=limits.arrows)
    return _scene(elements, elements.keys, limits, title=elements.title)


def journey(report: Analysis, limits: Limits = READABLE) -> Scene:
    """The organization with its outcomes along the customer's way through it; stages without any stand empty.

    Raises:
        UnknownName: the organization declares no journey.
    """
    elements = Elements(report)
    if not report.organization.journey:
        raise UnknownName("the organization declares no journey; expected a list of stages under journey:")
    if len(elements.keys) > limits.boxes:
        scene = collapse(elements, most_arrows=limits.arrows, by_stage=True)
    else:
        scene = _scene(elements, elements.keys, limits, title=elements.title, by_stage=True)
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


def department(report: Analysis, key: str, limits: Limits = READABLE) -> Scene:
    """A department and those below it: their objectives, all that these push, and whoever is in conflict with them.

    Raises:
        UnknownName: there is no such department, or no objective of it is in force.
    """
    elements = Elements(report)
    organization = elements.organization
    require(organization.departments, [key], "department")
    title = f"{elements.title}: {organization.departments[key].name}"
    inside = {each for each in organization.departments if key in organization.lineage(each)}
    own = [each for each in elements.keys if _department(elements, each) in inside]
    if not own:
        raise _nothing(key)
    if len(own) > limits.boxes and len(inside) > 1:
        return replace(collapse(elements, most_arrows=limits.arrows, inside=inside), title=title)
    links = organization.settings.max_links
    found = list(dict.fromkeys([*_opponents(elements, own), *_reached(elements, own, links, onward=True)]))
    return _scene(elements, found, limits, title=title)


def _department(elements: Elements, key: str) -> str | None:
    objective = elements.organization.objectives.get(key)
    return objective.department if objective else None


def _opponents(elements: Elements, own: Iterable[str]) -> Iterable[str]:
    """The nodes on the chains of the open conflicts of these objectives."""
    owned = set(own)
    for finding in open_conflicts(elements.report):
        if not owned.isdisjoint(finding.objectives):
            yield from _on_chains(finding)


def around(report: Analysis, key: str, limits: Limits = READABLE, *, depth: int = DEPTH) -> Scene:
    """Something and whatever is at most so many arrows away from it, whichever way they lead.

    Args:
        key: an objective in force, a driver or an outcome; or a department or customer, for its own.

    Raises:
        UnknownName: the organization has nothing of that id, or what it has is done or dropped.
    """
    elements = Elements(report)
    organization = elements.organization
    require([*elements.keys, *organization.objectives, *organization.departments, *organization.customers], [key], "id")
    start = _members(elements, key)
    if not start:
        raise _nothing(key)
    found = _reached(elements, start, depth, onward=False)
    return _scene(elements, found, limits, title=f"{elements.title}: around {_name(elements, key)}")


def _nothing(key: str) -> UnknownName:
    return UnknownName(f"nothing of '{key}' is in force, so that there is nothing to draw")


def _name(elements: Elements, key: str) -> str:
    organization = elements.organization
    entry = (
        organization.objectives.get(key)
        or organization.outcomes.get(key)
        or organization.drivers.get(key)
        or organization.departments.get(key)
        or organization.customers[key]
    )
    return entry.name


def _members(elements: Elements, key: str) -> list[str]:
    organization = elements.organization
    if key in elements.network.index:
        return [key]
    if key in organization.departments:
        return [each for each in elements.keys if _department(elements, each) == key]
    return [
        each for each in elements.keys if each in organization.outcomes and organization.outcomes[each].customer == key
    ]


def _reached(elements: Elements, start: Sequence[str], depth: int, *, onward: bool) -> list[str]:
    """The nodes at most so many arrows away, the nearest first and those of open conflicts before others."""
    found = dict.fromkeys(start)
    edge: Sequence[str] = start
    for _ in range(depth):
        if not edge:
            break
        arrows = [(key, arrow) for key in edge for arrow in elements.neighbours.get(key, ())]
        arrows.sort(key=lambda pair: (not pair[1].findings, -round(abs(pair[1].weight), 9), pair[1].order))
        reached = [
            arrow.target if arrow.origin == key else arrow.origin
            for key, arrow in arrows
            if arrow.origin == key or not onward
        ]
        edge = [key for key in dict.fromkeys(reached) if key not in found]
        found.update(dict.fromkeys(edge))
    return list(found)


def conflict(report: Analysis, finding: Finding, limits: Limits = READABLE) -> Scene:
    """The chains of one finding, and nothing else.

    Raises:
        UnknownName: the finding is about neither an objective nor an outcome, so that there is nothing to draw.
    """
    elements = Elements(report, Highlights([finding]))
    keys = dict.fromkeys([*_on_chains(finding), *finding.objectives, *(each.outcome for each in finding.outcomes)])
    drawn = [key for key in keys if elements.holds(key)]
    if not drawn:
        raise UnknownName(
            f"finding {finding.fingerprint} is about no objective or outcome that could be drawn; "
            f"goalcheck explain {finding.fingerprint} tells it"
        )
    scene = _scene(
        elements,
        drawn,
        limits,
        title=_told(finding),
        choose=lambda kept: _of_chains(elements, finding, kept),
        grouped=False,
    )
    return replace(scene, facts=str(finding.message), flow=Flow.CHAINS)


def _told(finding: Finding) -> str:
    tension = "" if finding.tension is None else f", tension {finding.tension:.2f} of 100"
    return f"{finding.level.value.capitalize()} {finding.name.replace('-', ' ')}{tension}"


def _on_chains(finding: Finding) -> Iterable[str]:
    """The nodes on the chains of a finding, those over the worst outcome first."""
    for link in links(finding):
        yield from (link.origin, link.target)


def _of_chains(elements: Elements, finding: Finding, kept: set[str]) -> list[DrawnArrow]:
    """The arrows of the chains of a finding with the sides that they are on; of one without chains, what there is."""
    on_sides: dict[Ends, dict[str, None]] = {}
    weights: dict[Ends, float] = {}
    for side in sides(finding):
        for link in side.chain:
            on_sides.setdefault(ends(link), {})[HELPS if side.sign > 0 else HURTS] = None
    for link in links(finding):
        weights.setdefault(ends(link), link.weight)
    if not weights:
        return list(elements.between(kept))
    return [
        DrawnArrow(origin, target, weight, tuple(on_sides.get((origin, target, helps), ())), (finding.fingerprint,))
        for (origin, target, helps), weight in weights.items()
        if origin in kept and target in kept
    ]


def _scene(
    elements: Elements,
    found: Sequence[str],
    limits: Limits,
    *,
    title: str,
    choose: Callable[[set[str]], Iterable[DrawnArrow]] | None = None,
    grouped: bool = True,
    by_stage: bool = False,
) -> Scene:
    """The scene of these nodes, of which those come first that must not be left out."""
    keys = set(found[: limits.boxes])
    notes = []
    if len(keys) < len(found):
        notes.append(
            f"Of {len(found):,} boxes {len(keys):,} are drawn: those of the worst open conflicts, and the nearest."
        )
    most = room(len(keys)) if limits.arrows is None else limits.arrows
    arrows, left_out = thinned(choose(keys) if choose else elements.between(keys), most)
    nodes = elements.nodes(keys, grouped=grouped, by_stage=by_stage)
    counted = [
        _count(sum(node.kind is kind for node in nodes), kind.value)
        for kind in (BoxKind.OBJECTIVE, BoxKind.DRIVER, BoxKind.OUTCOME)
    ]
    return Scene(
        title=title,
        nodes=nodes,
        arrows=arrows,
        groups=elements.groups(nodes),
        facts=f"{', '.join(counted)}, {_count(len(arrows), 'arrow')}",
        notes=(*notes, *left_out),
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"
