"""The picture of one conflict: what suffers in the middle, hurters by their knots on the left, protectors on the right.

Right of an objective that suffers stand the outcomes that are lost with it. And the picture of one finding: its chains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from goalcheck.analysis import Analysis
from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict, Guard, Hurter, Protector
from goalcheck.findings import Finding, Link
from goalcheck.picture.composition import Limits, compose
from goalcheck.picture.elements import Elements
from goalcheck.picture.highlights import HELPS, HURTS, Ends, Highlights, ends, links, sides
from goalcheck.picture.names import QuotedNames
from goalcheck.picture.opponents import opponents
from goalcheck.picture.scene import DrawnArrow, Flow, Group, Node, Scene
from goalcheck.source import UnknownName
from goalcheck.traits import ConflictKind

MOST_LOST = 6
"""Outcomes that are drawn of those that are lost with an objective."""

MOST_LINES = 4
"""Lines between opponents lead across the whole picture, so that few of them can be told apart."""

LEAST_FOR_FRAMES = 3
"""So many hurters stand in frames by their knots, where they have several."""

Party = TypeVar("Party", Hurter, Protector)

_GUARDS = {Guard.GUARDED: "guarded", Guard.BINDING: "bound by a guardrail"}


def conflict_scene(report: Analysis, conflict: Conflict, limits: Limits) -> Scene:
    """One conflict with the chains of everybody in it."""
    whole = _traced(report, conflict)
    chains = [*_chains(report, whole)]
    elements = Elements(report, Highlights([whole]), judged=[whole])
    found = list(dict.fromkeys([conflict.about, *(end for _, chain in chains for end in _ends_of(chain))]))
    scene = compose(
        elements,
        found,
        limits,
        title=f"{elements.name(conflict.about)}: {_level(conflict)}, pressure {conflict.pressure:.2f} of 100",
        choose=lambda kept: _arrows(chains, kept, conflict.fingerprint),
        grouped=False,
    )
    # The chains of hurters already lead to an objective that suffers.
    fought = [] if conflict.kind is ConflictKind.UNDERMINED else [whole]
    lines, note = opponents(report, fought, scene, most=MOST_LINES)
    nodes = tuple(_explained(node, whole) for node in scene.nodes)
    framed = _by_knot(elements, whole)
    return replace(
        scene,
        nodes=tuple(replace(node, group=framed.get(node.key)) for node in nodes),
        groups=_groups(elements, framed, conflict.about),
        facts=f"{QuotedNames(report.organization).told(headline(report.organization, conflict))}.",
        notes=(*scene.notes, *note),
        opponents=lines,
        middle=conflict.about,
        flow=Flow.CONFLICT,
    )


def _level(conflict: Conflict) -> str:
    decided = "" if conflict.is_open else "decided "
    return f"{decided}{conflict.level.value} conflict"


def _traced(report: Analysis, conflict: Conflict) -> Conflict:
    """The conflict with all its chains, also where it is told in brief."""
    hurters = tuple(_with_chain(report, each, conflict.about, positive=False) for each in conflict.hurters)
    protectors = tuple(_with_chain(report, each, conflict.about, positive=True) for each in conflict.protectors)
    return replace(conflict, hurters=hurters, protectors=protectors)


def _with_chain(report: Analysis, party: Party, about: str, *, positive: bool) -> Party:
    return party if party.chain else replace(party, chain=_chain(report, party.objective, about, positive=positive))


def _chain(report: Analysis, origin: str, target: str, *, positive: bool) -> tuple[Link, ...]:
    tracer, index = report.tracer, report.tracer.network.index
    return tracer.links(tracer.pushes.chain(origin=index[origin], target=index[target], positive=positive))


def _chains(report: Analysis, conflict: Conflict) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """The chains of a conflict with the side that each is on."""
    for hurter in conflict.hurters:
        yield HURTS, hurter.chain
    for protector in conflict.protectors:
        yield HELPS, protector.chain
    for loss in conflict.lost_with_it[:MOST_LOST]:
        yield HELPS, _chain(report, conflict.about, loss.outcome, positive=True)


def _ends_of(chain: Iterable[Link]) -> Iterator[str]:
    for link in chain:
        yield from (link.origin, link.target)


def _arrows(chains: Iterable[tuple[str, Iterable[Link]]], kept: set[str], fingerprint: str) -> Iterator[DrawnArrow]:
    """The arrows of chains with the sides that they are on."""
    on_sides: dict[Ends, dict[str, None]] = {}
    weights: dict[Ends, float] = {}
    for side, chain in chains:
        for link in chain:
            weights[ends(link)] = link.weight
            known = on_sides.setdefault(ends(link), {})
            if side:
                known[side] = None
    for (origin, target, helps), weight in weights.items():
        if origin in kept and target in kept:
            yield DrawnArrow(origin, target, weight, tuple(on_sides[origin, target, helps]), (fingerprint,))


def _explained(node: Node, conflict: Conflict) -> Node:
    """A box with what the conflict says of it: how hard it hurts or helps, how many harms enter there.

    The columns say who hurts and who protects, so that only what suffers is marked.
    """
    notes = [*node.notes]
    for hurter in conflict.hurters:
        if hurter.objective == node.key:
            said = [_GUARDS[hurter.guard]] if hurter.guard else []
            said += ["decided"] if hurter.decided else []
            notes.append(", ".join([f"harm {hurter.harm:.2f}", *said]))
    notes += [f"help {each.help:.2f}" for each in conflict.protectors if each.objective == node.key]
    notes += [f"lost with it: {each.strength:.2f}" for each in conflict.lost_with_it if each.outcome == node.key]
    entering = sum(each.knot == node.key for each in conflict.hurters)
    if entering and node.key != conflict.about:
        main = "main knot" if node.key == conflict.main_knot else "knot"
        notes.append(f"{main}: {entering} {'harm enters' if entering == 1 else 'harms enter'} here")
    return replace(node, notes=tuple(notes), mark=node.mark if node.key == conflict.about else "")


def _by_knot(elements: Elements, conflict: Conflict) -> dict[str, str]:
    """The frame of each hurter, where there are several hurters at several knots."""
    frames = {each.objective: f"knot:{each.knot}" for each in conflict.hurters if elements.holds(each.objective)}
    members = Counter(frames.values())
    if len(frames) < LEAST_FOR_FRAMES or len(members) == 1:
        return {}
    return frames


def _groups(elements: Elements, framed: dict[str, str], about: str) -> tuple[Group, ...]:
    names = {key: elements.name(key.partition(":")[2]) for key in sorted(set(framed.values()))}
    return tuple(Group(key, "Directly" if key == f"knot:{about}" else f"At: {name}") for key, name in names.items())


def finding_scene(report: Analysis, finding: Finding, limits: Limits) -> Scene:
    """The chains of one finding, and nothing else.

    Raises:
        UnknownName: the finding is about neither an objective nor an outcome, so that there is nothing to draw.
    """
    elements = Elements(report, Highlights((), finding))
    named = [*_ends_of(links(finding)), *finding.objectives, *(each.outcome for each in finding.outcomes)]
    drawn = [key for key in dict.fromkeys(named) if elements.holds(key)]
    if not drawn:
        raise UnknownName(
            f"finding {finding.fingerprint} is about no objective or outcome that could be drawn; "
            f"goalcheck explain {finding.fingerprint} tells it"
        )
    chains = [(HELPS if side.sign > 0 else HURTS, side.chain) for side in sides(finding)]
    scene = compose(
        elements,
        drawn,
        limits,
        title=_told(finding),
        choose=lambda kept: (
            _arrows([*chains, ("", finding.chain)], kept, finding.fingerprint)
            if any(links(finding))
            else elements.between(kept)
        ),
        grouped=False,
    )
    return replace(scene, facts=f"{QuotedNames(report.organization).told(finding.headline)}.", flow=Flow.CHAINS)


def _told(finding: Finding) -> str:
    tension = "" if finding.tension is None else f", tension {finding.tension:.2f} of 100"
    return f"{finding.level.value.capitalize()} {finding.name.replace('-', ' ')}{tension}"
