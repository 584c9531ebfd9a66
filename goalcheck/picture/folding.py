"""An organization that is too big to draw, folded: departments in place of objectives, pushes in place of chains.

Departments are lifted to those above them, and outcomes to their customers, until there are few enough of both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from goalcheck.findings import Level
from goalcheck.model import Organization
from goalcheck.picture.cast import Cast, contested
from goalcheck.picture.marks import MOST_FINDINGS, Ends, open_conflicts
from goalcheck.picture.scene import Arrow, Kind, Node, Scene
from goalcheck.picture.thinning import thinned

MOST_DEPARTMENTS = 40
MOST_OUTCOMES = 40
FEWEST_DEPARTMENTS = 3
"""Departments are not lifted any further where this few would be left."""


class Folds(NamedTuple):
    """What stands for what: the box of each department and of each outcome, by id."""

    departments: dict[str, str]
    outcomes: dict[str, str]


def fold(cast: Cast, *, most_arrows: int, inside: Collection[str] | None = None, by_stage: bool = False) -> Scene:
    """The departments with their strongest pushes on outcomes, or on customers where there are too many outcomes.

    Args:
        inside: the departments that are drawn, all by default.
        by_stage: whether outcomes stand along the journey.
    """
    folds = Folds(_departments(cast, inside), _outcomes(cast, by_stage=by_stage))
    found = list(_arrows(cast, folds))
    nodes = list(_nodes(cast, folds, by_stage=by_stage))
    kept = _worst(nodes, found)
    arrows, left_out = thinned((each for each in found if each.origin in kept and each.target in kept), most_arrows)
    drawn = tuple(sorted((node for node in nodes if node.key in kept), key=lambda node: node.key))
    counts = cast.report.counts
    note = (
        f"Folded: {counts.objectives:,} objectives and {counts.drivers:,} drivers are too many to draw. "
        "A department's arrow is the strongest push of one of its objectives."
    )
    cut = [f"Of {len(nodes):,} boxes the {len(drawn):,} with the worst conflicts are drawn."]
    return Scene(
        title=cast.title,
        nodes=drawn,
        arrows=arrows,
        groups=cast.groups(drawn),
        facts=f"{counts.objectives:,} objectives, {counts.drivers:,} drivers, {counts.outcomes:,} outcomes",
        notes=(note, *(cut if len(drawn) < len(nodes) else ()), *left_out),
    )


def _departments(cast: Cast, inside: Collection[str] | None) -> dict[str, str]:
    """For each department with objectives the one that stands for it."""
    organization = cast.organization
    active = {organization.objectives[key].department for key in cast.keys if key in organization.objectives}
    wanted = sorted(active if inside is None else active & set(inside))
    allowed = set(organization.departments) if inside is None else set(inside)
    folded = {department: department for department in wanted}
    while len(set(folded.values())) > MOST_DEPARTMENTS:
        lifted = _lifted(organization, folded, allowed)
        if len(set(lifted.values())) < FEWEST_DEPARTMENTS or lifted == folded:
            break
        folded = lifted
    return folded


def _lifted(organization: Organization, folded: dict[str, str], allowed: Collection[str]) -> dict[str, str]:
    """The same, with the lowest of those that stand for others replaced by the departments above them."""
    depth = {department: len(organization.lineage(department)) for department in set(folded.values())}
    lowest = max(depth.values())
    above = {department: organization.departments[department].part_of for department in depth}
    return {
        department: parent
        if depth[stand_in] == lowest and (parent := above[stand_in]) is not None and parent in allowed
        else stand_in
        for department, stand_in in folded.items()
    }


def _outcomes(cast: Cast, *, by_stage: bool) -> dict[str, str]:
    """For each outcome the key of its box: its own, or its customer's or stage's where there are too many."""
    outcomes = cast.organization.outcomes
    if len(outcomes) <= MOST_OUTCOMES:
        return {key: key for key in outcomes}
    if by_stage:
        return {key: f"stage:{outcome.stage or ''}" for key, outcome in outcomes.items()}
    return {key: f"customer:{outcome.customer or ''}" for key, outcome in outcomes.items()}


def _arrows(cast: Cast, folds: Folds) -> Iterator[Arrow]:
    """The strongest help and harm between any two boxes."""
    strongest: dict[Ends, float] = {}
    for ends, strength in _pushes(cast, folds):
        if strength > strongest.get(ends, 0.0):
            strongest[ends] = strength
    findings = _findings(cast, folds)
    for (origin, target, helps), strength in sorted(strongest.items()):
        weight = strength if helps else -strength
        yield Arrow(origin, target, weight, findings=tuple(findings.get((origin, target, helps), ())))


def _pushes(cast: Cast, folds: Folds) -> Iterator[tuple[Ends, float]]:
    """What objectives do to outcomes, and directly to objectives of other departments, by their boxes."""
    objectives = cast.organization.objectives
    box = {
        key: f"department:{folds.departments[objective.department]}"
        for key, objective in objectives.items()
        if objective.department in folds.departments
    }
    for push in cast.report.pushes:
        if push.objective in box and push.node in folds.outcomes:
            target = folds.outcomes[push.node]
            yield (box[push.objective], target, True), push.help
            yield (box[push.objective], target, False), push.harm
    for arrow in cast.arrows:
        if arrow.origin in box and arrow.target in box and box[arrow.origin] != box[arrow.target]:
            yield (box[arrow.origin], box[arrow.target], arrow.weight > 0), abs(arrow.weight)


def _findings(cast: Cast, folds: Folds) -> dict[Ends, list[str]]:
    """The fingerprints of the worst open conflicts, by the arrows that their sides are folded into."""
    found: defaultdict[Ends, list[str]] = defaultdict(list)
    objectives = cast.organization.objectives
    for number, finding in enumerate(open_conflicts(cast.report)):
        if number == MOST_FINDINGS:
            break
        for contest in finding.outcomes:
            for side in contest.sides:
                department = folds.departments.get(objectives[side.objective].department)
                arrow = f"department:{department}", folds.outcomes[contest.outcome], side.sign > 0
                if finding.fingerprint not in found[arrow]:
                    found[arrow].append(finding.fingerprint)
    return found


def _nodes(cast: Cast, folds: Folds, *, by_stage: bool) -> Iterator[Node]:
    organization = cast.organization
    conflicts = _conflicts(cast, folds)
    sizes = Counter(
        folds.departments[organization.objectives[key].department]
        for key in cast.keys
        if key in organization.objectives and organization.objectives[key].department in folds.departments
    )
    frames = _frames(organization, sizes)
    for department, size in sorted(sizes.items()):
        levels = conflicts[department]
        yield Node(
            f"department:{department}",
            department,
            Kind.DEPARTMENT,
            organization.departments[department].name,
            group=frames.get(department),
            notes=(f"{size:,} {'objective' if size == 1 else 'objectives'}",),
            level=min(levels, key=lambda level: level.rank, default=None),
            mark=", ".join(f"{levels[level]:,} {level.value}" for level in Level if levels[level]),
        )
    yield from _targets(cast, folds, by_stage=by_stage)


def _conflicts(cast: Cast, folds: Folds) -> defaultdict[str, Counter[Level]]:
    """How many open conflicts of each level a department is in, those below it included."""
    found: defaultdict[str, Counter[Level]] = defaultdict(Counter)
    for finding in open_conflicts(cast.report):
        for department in {folds.departments.get(each) for each in finding.departments} - {None}:
            found[str(department)][finding.level] += 1
    return found


def _frames(organization: Organization, shown: Collection[str]) -> dict[str, str]:
    """The frame of each department: the one above it, where there are several such."""
    above = {key: organization.departments[key].part_of for key in shown}
    frames = {key: f"department:{parent}" for key, parent in above.items() if parent is not None}
    return frames if len(set(frames.values())) > 1 else {}


def _targets(cast: Cast, folds: Folds, *, by_stage: bool) -> Iterator[Node]:
    organization = cast.organization
    if all(key == box for key, box in folds.outcomes.items()):
        yield from cast.nodes(organization.outcomes, by_stage=by_stage)
        return
    held: defaultdict[str, list[str]] = defaultdict(list)
    for outcome, box in folds.outcomes.items():
        held[box].append(outcome)
    for box, outcomes in sorted(held.items()):
        levels = [level for level in map(cast.marks.outcome, outcomes) if level]
        worst = min(levels, key=lambda level: level.rank, default=None)
        yield Node(
            box,
            box.partition(":")[2],
            Kind.CUSTOMER,
            cast.group(box).name,
            group=box if by_stage else None,
            notes=(f"{len(outcomes):,} {'outcome' if len(outcomes) == 1 else 'outcomes'}",),
            level=worst,
            mark=f"{len(levels):,} {contested(worst)}" if worst else "",
        )


def _worst(nodes: list[Node], arrows: list[Arrow]) -> set[str]:
    """The boxes that are drawn where there are still too many: those in the worst conflicts, then the busiest."""
    busy: Counter[str] = Counter()
    for arrow in arrows:
        busy[arrow.origin] += 1
        busy[arrow.target] += 1
    kept: set[str] = set()
    for sources, most in ((True, MOST_DEPARTMENTS), (False, MOST_OUTCOMES)):
        side = [node for node in nodes if (node.kind is Kind.DEPARTMENT) == sources]
        side.sort(key=lambda node: (node.level.rank if node.level else len(Level), -busy[node.key], node.key))
        kept.update(node.key for node in side[:most])
    return kept
