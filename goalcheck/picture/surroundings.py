"""The surroundings of something: what it pushes, what pushes it, and its opponents with the chains of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict, Hurter, Protector
from goalcheck.findings import Link
from goalcheck.picture.composition import Limits, compose
from goalcheck.picture.elements import Elements
from goalcheck.picture.highlights import Ends, chain_links, ends
from goalcheck.picture.opponents import opponents
from goalcheck.picture.scene import DrawnArrow, Scene
from goalcheck.picture.thinning import room
from goalcheck.selection import require
from goalcheck.source import UnknownName

DEPTH = 2
"""How far the surroundings of something reach, in arrows, unless somebody says."""


class Surroundings(NamedTuple):
    """Nodes, the nearest first, and the arrows that lead to them."""

    nodes: list[str]
    arrows: set[Ends]


def around_scene(elements: Elements, key: str, limits: Limits, depth: int | None) -> Scene:
    """Something, what it pushes and is pushed by, and its opponents.

    Opponents are those who hurt what it protects and protect what it hurts; of something that suffers, both.

    Args:
        key: an objective in force, a driver or an outcome; or a department or customer, for its own.
        depth: how many arrows away, 2 by default, or 1 where that would be a tangle.

    Raises:
        UnknownName: the organization has nothing of that id, or what it has is not in force.
    """
    start = members(elements, key)
    fought = list(_fought(elements.report, set(start)))
    reach = _reached(elements, start, DEPTH if depth is None else depth)
    if depth is None and len(reach.arrows) > room(len(reach.nodes)):
        reach = _reached(elements, start, 1)
    led = {ends(link) for _, links in fought for link in links}
    found = [*start, *(end for _, links in fought for link in links for end in (link.origin, link.target))]
    found += reach.nodes
    scene = compose(
        elements,
        list(dict.fromkeys(found)),
        limits,
        title=f"{elements.title}: around {_name(elements, key)}",
        choose=_among(elements, led | reach.arrows),
    )
    own = {each for each in start if each in elements.organization.objectives}
    lines, note = opponents(elements.report, [conflict for conflict, _ in fought], scene, of=own)
    return replace(scene, opponents=lines, notes=(*scene.notes, *note))


def members(elements: Elements, key: str) -> list[str]:
    """The nodes that an id stands for: itself, the objectives of a department, the outcomes of a customer.

    Raises:
        UnknownName: the organization has nothing of that id, or what it has is not in force.
    """
    organization = elements.organization
    require([*elements.keys, *organization.objectives, *organization.departments, *organization.customers], [key], "id")
    if key in elements.network.index:
        return [key]
    found = [each for each in elements.keys if _belongs(elements, each, key)]
    if not found:
        raise nothing(key)
    return found


def _belongs(elements: Elements, each: str, key: str) -> bool:
    """True if a node is an objective of a department, or an outcome of a customer where no department has that id."""
    organization = elements.organization
    if key in organization.departments:
        return each in organization.objectives and organization.objectives[each].department == key
    return each in organization.outcomes and organization.outcomes[each].customer == key


def nothing(key: str) -> UnknownName:
    """The mistake of asking for what is an option, done or dropped, or has no part that is in force."""
    return UnknownName(f"nothing of '{key}' is in force, so that there is nothing to draw")


def _name(elements: Elements, key: str) -> str:
    organization = elements.organization
    if key in elements.network.index:
        return elements.name(key)
    return (organization.departments.get(key) or organization.customers[key]).name


def _among(elements: Elements, wanted: set[Ends]) -> Callable[[set[str]], Iterable[DrawnArrow]]:
    def choose(kept: set[str]) -> Iterator[DrawnArrow]:
        for arrow in elements.between(kept):
            if (arrow.origin, arrow.target, arrow.weight > 0) in wanted:
                yield arrow

    return choose


def _reached(elements: Elements, start: Sequence[str], depth: int) -> Surroundings:
    """What can be reached along the arrows, and against them."""
    onward, back = (walked(elements, start, depth, onward=onward) for onward in (True, False))
    return Surroundings([*onward.nodes, *back.nodes], onward.arrows | back.arrows)


def walked(elements: Elements, start: Sequence[str], depth: int, *, onward: bool) -> Surroundings:
    """The nodes at most so many arrows away in one direction: the nearest first, of these those in marked conflicts."""
    found = dict.fromkeys(start)
    ways: set[Ends] = set()
    edge: Sequence[str] = start
    for _ in range(depth):
        if not edge:
            break
        arrows = [
            arrow
            for key in edge
            for arrow in elements.neighbours.get(key, ())
            if (arrow.origin if onward else arrow.target) == key
        ]
        arrows.sort(key=lambda arrow: (not arrow.conflicts, -round(abs(arrow.weight), 9), arrow.order))
        ways.update((arrow.origin, arrow.target, arrow.weight > 0) for arrow in arrows)
        reached = [arrow.target if onward else arrow.origin for arrow in arrows]
        edge = [key for key in dict.fromkeys(reached) if key not in found]
        found.update(dict.fromkeys(edge))
    return Surroundings(list(found), ways)


def _fought(report: Analysis, start: set[str]) -> Iterator[tuple[Conflict, list[Link]]]:
    """The conflicts that nodes have a part in, with the chains of their opponents and their own in it."""
    for conflict in report.conflicts:
        links = list(_chains_of(conflict, start))
        if links:
            yield conflict, links


def _chains_of(conflict: Conflict, start: set[str]) -> Iterator[Link]:
    """Of what suffers all chains; of a hurter its own and the protectors'; of a protector its own and the hurters'."""
    if conflict.about in start:
        yield from chain_links(conflict)
        return
    hurting = [each for each in conflict.hurters if _takes_part(each, start)]
    protecting = [each for each in conflict.protectors if _takes_part(each, start)]
    for each in [*(conflict.hurters if protecting else hurting), *(conflict.protectors if hurting else protecting)]:
        yield from each.chain


def _takes_part(party: Hurter | Protector, start: set[str]) -> bool:
    """True if a chain leads over one of these nodes."""
    return any(link.origin in start or link.target in start for link in party.chain)
