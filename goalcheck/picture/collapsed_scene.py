"""An organization that is too big to draw, folded: departments in place of objectives, pushes in place of chains."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from goalcheck.findings import Level
from goalcheck.model import Organization
from goalcheck.picture.collapsing import MOST_DEPARTMENTS, MOST_OUTCOMES, Collapsing, collapsing
from goalcheck.picture.elements import Elements
from goalcheck.picture.highlights import MOST_CONFLICTS, Ends
from goalcheck.picture.scene import BoxKind, DrawnArrow, Involvement, Node, Scene
from goalcheck.picture.thinning import thinned

MOST_FOLDED = 80
"""Arrows between departments and outcomes; they all lead through one gap."""


def collapse(
    elements: Elements, *, most_arrows: int | None, inside: Collection[str] | None = None, by_stage: bool = False
) -> Scene:
    """The departments with their strongest pushes on outcomes, or on customers where there are too many outcomes.

    Args:
        inside: the departments that are drawn, all by default; then only what they push is drawn with them.
        by_stage: whether outcomes stand along the journey.
    """
    by = collapsing(elements, inside, by_stage=by_stage)
    found = list(_arrows(elements, by))
    nodes = list(_nodes(elements, by, by_stage=by_stage))
    if inside is not None:
        pushed = {arrow.target for arrow in found}
        nodes = [node for node in nodes if node.kind is BoxKind.DEPARTMENT or node.key in pushed]
    kept = _worst(nodes, found)
    drawn = tuple(sorted((node for node in nodes if node.key in kept), key=lambda node: node.key))
    among = (arrow for arrow in found if arrow.origin in kept and arrow.target in kept)
    arrows, left_out = thinned(among, most_arrows or MOST_FOLDED, of_each=True)
    objectives = f"{sum(_sizes(elements, by).values()):,} objectives"
    note = f"Folded: {objectives} are too many to draw. A department's arrow is the strongest push of one of them."
    cut = f"Of {len(nodes):,} boxes the {len(drawn):,} with the worst conflicts are drawn."
    return Scene(
        title=elements.title,
        nodes=drawn,
        arrows=arrows,
        groups=elements.groups(drawn),
        facts=f"{objectives} of {len(by.departments):,} departments, {len(by.outcomes):,} outcomes",
        notes=(note, *([cut] if len(drawn) < len(nodes) else ()), *left_out),
    )


def _arrows(elements: Elements, by: Collapsing) -> Iterator[DrawnArrow]:
    """The strongest help and harm between any two boxes."""
    strongest: dict[Ends, float] = {}
    for ends, strength in _pushes(elements, by):
        if strength > strongest.get(ends, 0.0):
            strongest[ends] = strength
    conflicts = _led_over(elements, by)
    for (origin, target, helps), strength in sorted(strongest.items()):
        weight = strength if helps else -strength
        yield DrawnArrow(origin, target, weight, conflicts=tuple(conflicts.get((origin, target, helps), ())))


def _pushes(elements: Elements, by: Collapsing) -> Iterator[tuple[Ends, float]]:
    """The pushes of objectives on outcomes, and directly on objectives of other departments, by their boxes."""
    objectives = elements.organization.objectives
    box = {
        key: f"department:{by.departments[objective.department]}"
        for key, objective in objectives.items()
        if objective.department in by.departments
    }
    for push in elements.report.pushes:
        if push.objective in box and push.node in by.outcomes:
            target = by.outcomes[push.node]
            yield (box[push.objective], target, True), push.help
            yield (box[push.objective], target, False), push.harm
    for arrow in elements.arrows:
        if arrow.origin in box and arrow.target in box and box[arrow.origin] != box[arrow.target]:
            yield (box[arrow.origin], box[arrow.target], arrow.weight > 0), abs(arrow.weight)


def _led_over(elements: Elements, by: Collapsing) -> dict[Ends, list[str]]:
    """The fingerprints of the worst marked conflicts, by the arrows that their harms and helps are folded into."""
    found: defaultdict[Ends, list[str]] = defaultdict(list)
    for conflict in elements.highlights.marked[:MOST_CONFLICTS]:
        target = by.outcomes.get(conflict.about) or _box_of(elements, by, conflict.about)
        pushing = [(each.objective, False) for each in conflict.hurters]
        pushing += [(each.objective, True) for each in conflict.protectors]
        for objective, helps in pushing:
            known = found[_box_of(elements, by, objective), target, helps]
            if conflict.fingerprint not in known:
                known.append(conflict.fingerprint)
    return found


def _box_of(elements: Elements, by: Collapsing, objective: str) -> str:
    """The key of the box that an objective is folded into; no box has it where its department is not drawn."""
    return f"department:{by.departments.get(elements.organization.objectives[objective].department)}"


def _nodes(elements: Elements, by: Collapsing, *, by_stage: bool) -> Iterator[Node]:
    organization = elements.organization
    conflicts = _conflicts(elements, by)
    sizes = _sizes(elements, by)
    frames = _frames(organization, sizes)
    for department, size in sorted(sizes.items()):
        levels = conflicts[department]
        yield Node(
            f"department:{department}",
            department,
            BoxKind.DEPARTMENT,
            organization.departments[department].name,
            group=frames.get(department),
            notes=(f"{size:,} {'objective' if size == 1 else 'objectives'}",),
            level=min(levels, key=lambda level: level.rank, default=None),
            mark=", ".join(f"{levels[level]:,} {level.value}" for level in Level if levels[level]),
        )
    yield from _targets(elements, by, by_stage=by_stage)


def _sizes(elements: Elements, by: Collapsing) -> Counter[str]:
    """The number of objectives in force that each department stands for."""
    owners = (
        elements.organization.objectives[key].department
        for key in elements.keys
        if key in elements.organization.objectives
    )
    return Counter(by.departments[owner] for owner in owners if owner in by.departments)


def _conflicts(elements: Elements, by: Collapsing) -> defaultdict[str, Counter[Level]]:
    """The number of marked conflicts of each level in which objectives of a department hurt or suffer."""
    found: defaultdict[str, Counter[Level]] = defaultdict(Counter)
    objectives = elements.organization.objectives
    for conflict in elements.highlights.marked:
        hurting = {each.objective for each in conflict.hurters} | ({conflict.about} & objectives.keys())
        for department in {by.departments.get(objectives[each].department) for each in hurting} - {None}:
            found[str(department)][conflict.level] += 1
    return found


def _frames(organization: Organization, shown: Collection[str]) -> dict[str, str]:
    """The frame of each department: the one above it, where there are several such."""
    above = {key: organization.departments[key].part_of for key in shown}
    frames = {key: f"department:{parent}" for key, parent in above.items() if parent is not None}
    return frames if len(set(frames.values())) > 1 else {}


def _targets(elements: Elements, by: Collapsing, *, by_stage: bool) -> Iterator[Node]:
    organization = elements.organization
    if all(key == box for key, box in by.outcomes.items()):
        yield from elements.nodes(organization.outcomes, by_stage=by_stage)
        return
    held: defaultdict[str, list[str]] = defaultdict(list)
    for outcome, box in by.outcomes.items():
        held[box].append(outcome)
    for box, outcomes in sorted(held.items()):
        standings = map(elements.highlights.standing, outcomes)
        levels = [standing[1] for standing in standings if standing]
        worst = min(levels, key=lambda level: level.rank, default=None)
        yield Node(
            box,
            box.partition(":")[2],
            BoxKind.CUSTOMER,
            elements.group(box).name,
            group=box if by_stage else None,
            notes=(f"{len(outcomes):,} {'outcome' if len(outcomes) == 1 else 'outcomes'}",),
            level=worst,
            part=Involvement.SUFFERS if worst else None,
            mark=f"{len(levels):,} {'suffers' if len(levels) == 1 else 'suffer'}: {worst.value}" if worst else "",
        )


def _worst(nodes: Iterable[Node], arrows: Iterable[DrawnArrow]) -> set[str]:
    """The boxes that are drawn where there are still too many: those in the worst conflicts, then the busiest."""
    busy: Counter[str] = Counter()
    for arrow in arrows:
        busy[arrow.origin] += 1
        busy[arrow.target] += 1
    kept: set[str] = set()
    for sources, most in ((True, MOST_DEPARTMENTS), (False, MOST_OUTCOMES)):
        side = [node for node in nodes if (node.kind is BoxKind.DEPARTMENT) == sources]
        side.sort(key=lambda node: (node.level.rank if node.level else len(Level), -busy[node.key], node.key))
        kept.update(node.key for node in side[:most])
    return kept
