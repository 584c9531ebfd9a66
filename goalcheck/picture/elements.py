"""The boxes and arrows that an organization has to offer; which of them are drawn is decided elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.findings import Level
from goalcheck.graph import Arrow
from goalcheck.model import Organization
from goalcheck.picture.highlights import Ends, Highlights, Standing, harm_states, open_conflicts
from goalcheck.picture.scene import BoxKind, DrawnArrow, Group, HarmState, Involvement, Node

NO_CUSTOMER = "customer:"
"""The group of outcomes that name no customer."""

NO_STAGE = "stage:"
"""The group of outcomes that stand at no stage of the journey."""


class Elements:
    """Everything in an organization that could be drawn.

    Making one costs time in proportion to the nodes and arrows of the organization.

    Args:
        highlights: what stands out, by default the open conflicts that are serious or worse.
        judged: the conflicts by which an arrow is guarded or decided, all by default.
    """

    def __init__(
        self, report: Analysis, highlights: Highlights | None = None, judged: Sequence[Conflict] | None = None
    ) -> None:
        self._judged = report.conflicts if judged is None else judged
        self.report = report
        self.organization: Organization = report.organization
        self.network = report.tracer.network
        self.highlights = highlights or Highlights(open_conflicts(report))
        self._evidence: dict[str, Mapping[tuple[int, bool], Arrow]] = {}

    def holds(self, key: str) -> bool:
        """True if there is a box of that id; cheaper than to look among all of them."""
        objective = self.organization.objectives.get(key)
        if objective is not None:
            return objective.status.in_force
        return key in self.organization.drivers or key in self.organization.outcomes

    def name(self, key: str) -> str:
        """The name of an objective, outcome or driver."""
        organization = self.organization
        entry = organization.objectives.get(key) or organization.outcomes.get(key) or organization.drivers[key]
        return entry.name

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Objectives in force, drivers and outcomes, sorted."""
        return self.network.nodes

    @cached_property
    def arrows(self) -> tuple[DrawnArrow, ...]:
        """Every arrow between them, sorted; without its evidence."""
        nodes = self.network.nodes
        return tuple(
            self._arrow(origin, nodes[target], weight)
            for origin, found in zip(nodes, self.network.out, strict=True)
            for target, weight in found
        )

    def _arrow(self, origin: str, target: str, weight: float) -> DrawnArrow:
        return DrawnArrow(origin, target, weight, conflicts=self.highlights.conflicts((origin, target, weight > 0)))

    def between(self, keys: Collection[str]) -> Iterator[DrawnArrow]:
        """The arrows between these nodes."""
        return (arrow for arrow in self.arrows if arrow.origin in keys and arrow.target in keys)

    def proved(self, arrows: Iterable[DrawnArrow]) -> tuple[DrawnArrow, ...]:
        """The arrows with what is known of each: who says so, what weakens it, what was decided about its harms."""
        return tuple(map(self._proved, arrows))

    def _proved(self, arrow: DrawnArrow) -> DrawnArrow:
        index = self.network.index
        if arrow.origin not in self._evidence:
            self._evidence[arrow.origin] = self.network.arrows_of(index[arrow.origin])
        found = self._evidence[arrow.origin][index[arrow.target], arrow.weight > 0]
        state = self._states.get((arrow.origin, arrow.target, arrow.weight > 0)) if arrow.weight < 0 else None
        return arrow._replace(source=found.source, mitigated_by=found.mitigated_by, state=state)

    @cached_property
    def _states(self) -> Mapping[Ends, HarmState]:
        return harm_states(self._judged)

    @cached_property
    def neighbours(self) -> dict[str, list[DrawnArrow]]:
        """The arrows at each node, whichever way they lead."""
        found: defaultdict[str, list[DrawnArrow]] = defaultdict(list)
        for arrow in self.arrows:
            found[arrow.origin].append(arrow)
            found[arrow.target].append(arrow)
        return dict(found)

    def nodes(self, keys: Iterable[str], *, grouped: bool = True, by_stage: bool = False) -> tuple[Node, ...]:
        """The boxes of these nodes.

        Args:
            grouped: whether they stand in the frames of departments and customers; else these are told in the box.
            by_stage: whether outcomes stand in the frame of their stage and not of their customer.
        """
        return tuple(self._node(key, grouped=grouped, by_stage=by_stage) for key in sorted(keys))

    def _node(self, key: str, *, grouped: bool, by_stage: bool) -> Node:
        if key in self.organization.objectives:
            return self._objective(key, grouped=grouped)
        if key in self.organization.outcomes:
            return self._outcome(key, grouped=grouped, by_stage=by_stage)
        marks = self._marks(key)
        return Node(key, key, BoxKind.DRIVER, self.organization.drivers[key].name, is_knot=marks.is_knot)

    def _marks(self, key: str) -> _Marks:
        standing = self.highlights.standing(key)
        part, level = standing or (None, None)
        return _Marks(level, part, mark_of(standing), key in self.highlights.knots)

    def _objective(self, key: str, *, grouped: bool) -> Node:
        objective = self.organization.objectives[key]
        return Node(
            key,
            key,
            BoxKind.OBJECTIVE,
            objective.name,
            group=f"department:{objective.department}" if grouped else None,
            notes=() if grouped else (self.organization.departments[objective.department].name,),
            department=objective.department,
            **self._marks(key)._asdict(),
        )

    def _outcome(self, key: str, *, grouped: bool, by_stage: bool) -> Node:
        outcome = self.organization.outcomes[key]
        told = () if (grouped and not by_stage) or outcome.customer is None else (self._customer(outcome.customer),)
        group = f"stage:{outcome.stage or ''}" if by_stage else f"customer:{outcome.customer or ''}"
        return Node(
            key,
            key,
            BoxKind.OUTCOME,
            outcome.name,
            group=group if grouped else None,
            notes=told,
            importance=outcome.importance,
            customer=outcome.customer,
            **self._marks(key)._asdict(),
        )

    def _customer(self, key: str) -> str:
        return self.organization.customers[key].name

    def groups(self, nodes: Iterable[Node]) -> tuple[Group, ...]:
        """The frames that these boxes stand in, sorted."""
        return tuple(self.group(key) for key in sorted({node.group for node in nodes if node.group is not None}))

    def group(self, key: str) -> Group:
        """A frame: of a department, of a customer or of a stage."""
        kind, _, name = key.partition(":")
        if kind == "department":
            return Group(key, self.organization.departments[name].name)
        if kind == "stage":
            return Group(key, name or "At no stage")
        return Group(key, self._customer(name) if name else "No customer named")

    @property
    def title(self) -> str:
        """The organization and its period."""
        period = self.organization.period
        return f"{self.organization.name}, {period.label}" if period else self.organization.name


def mark_of(standing: Standing | None) -> str:
    """The mark of a box in a word or two; whoever protects is never marked as the problem."""
    if standing is None:
        return ""
    part, level = standing
    if part is Involvement.PROTECTS:
        return part.value
    return level.value if part is None else f"{part.value}: {level.value}"


class _Marks(NamedTuple):
    """The fields of a node that say what conflicts have to do with it."""

    level: Level | None
    part: Involvement | None
    mark: str
    is_knot: bool
