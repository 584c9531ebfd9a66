"""Tipping points: which one thing, changed by how little, ends a conflict or takes it below its level.

A push as a function of the weight of one arrow is max(a, b x weight): a is the strongest chain without the arrow, b the
rest of the strongest chain through it. Both come from the engine, one search without the arrow and one with it, so that
other chains which take over are counted. Targets work through the weights of the effects that start at a figure, which
are straight lines of the figure. The pressure that pushes come to is worked out anew at each place that is tried.

On an outcome, pressure never rises while an arrow is weakened: nobody has more harm. On an objective it can, where a
hurter's own help is weakened; between two places where lines cross it only rises or only falls there, too. The same
holds of the figure of a target, which moves one objective's effects alone.

Only an arrow on a told chain can end a conflict: while those chains stand, so do the harms, and what is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.findings import Level, Link
from goalcheck.graph import ROUNDING, ChainStep, Effort, Focus, OutOfSteps, Table
from goalcheck.model import Objective
from goalcheck.sensitivity.aims import Lines, aim_of, beyond, lines_of
from goalcheck.sensitivity.conditions import Conditions, ConflictCondition
from goalcheck.sensitivity.easing import Easing
from goalcheck.sensitivity.lines import Course, Ending, Piece, first_ending

TABLE_STEPS, SEARCH_STEPS = 20_000_000, 2_000_000
"""What the tipping points of one conflict, or of all of a report, may cost: some four seconds."""

STEPS_PER_PUSH = 20
"""What looking at a push at one place counts for among the entries of tables."""

FINE = 1e-11
"""What comparisons allow for rounding between the places where lines cross: there the allowance of the design, which is
a hundred times as large, would shift the places that are found."""

MAX_PIECES = 60
"""Lines of a target's effects that are compared with each other; of one with more it is not said where it tips."""

MOST_TRIED = 60
"""Arrows that are tried of one conflict, those of the hardest harms first."""


@dataclass(frozen=True, slots=True)
class ArrowTip:
    """An arrow that, weakened alone, takes the pressure below a threshold.

    Attributes:
        link: the arrow as it is.
        weight: so it is where the arrow is weaker than this, sign included; 0: only where it is neutral.
        until: the pressure is back where the arrow is weaker still than this; 0 where it does not come back.
    """

    link: Link
    weight: float
    until: float


@dataclass(frozen=True, slots=True)
class TargetTip:
    """A target that, eased alone, takes the pressure below a threshold by the effects that start at a figure.

    Attributes:
        now: the figure of the target.
        figure: so it is beyond this figure, and at it where it is `included`.
        upward: whether easing the target means a larger figure.
        until: the pressure is back beyond this figure, None where it does not come back.
    """

    objective: str
    metric: str
    now: float
    figure: float
    included: bool
    upward: bool
    until: float | None


class Tips(NamedTuple):
    """The single changes that take the pressure below one threshold.

    Attributes:
        arrows: the least weakened first; none: no single arrow does it.
        targets: by objective.
    """

    arrows: tuple[ArrowTip, ...] = ()
    targets: tuple[TargetTip, ...] = ()


@dataclass(frozen=True, slots=True)
class Tipping:
    """The single changes that would end a conflict, or lower it.

    Attributes:
        ends: those that end it.
        lowers: those that take it below its level; none where it has the lowest.
        below: its level, below which it then falls; None where it has the lowest.
        exact: False where a search reached its limit, or there is too much to try.
    """

    ends: Tips
    lowers: Tips
    below: Level | None
    exact: bool


def effort() -> Effort:
    """The budget of the tipping points that belong together."""
    return Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=0, strict=True)


def tipping(report: Analysis, conflict: Conflict, within: Effort | None = None) -> Tipping:
    """Finds the single changes that would end a conflict, or take it below its level.

    Args:
        within: the effort that several conflicts share.

    Cost: a search from its hurters for each arrow of their chains; what the effort is not enough for is left out.
    """
    try:
        return _Search(report, conflict, within or effort()).tipping()
    except OutOfSteps:
        return Tipping(Tips(), Tips(), None, exact=False)


class _Search:
    def __init__(self, report: Analysis, conflict: Conflict, within: Effort) -> None:
        settings = report.organization.settings
        self._report = report
        self._network = report.tracer.network
        self._conflict = conflict
        self._condition: ConflictCondition = Conditions(report).on_weaker_arrows(conflict)
        self._effort = within
        pushes = self._condition.pushes
        self._size = STEPS_PER_PUSH * (1 + len(pushes) + len(self._condition.moments))
        self._focus = Focus(
            self._network,
            origins=sorted({push.origin for push in pushes}),
            targets={push.target for push in pushes},
            max_links=settings.max_links,
            min_chain=settings.min_chain,
            through=0.0,
            effort=within,
        )
        self._now = self._focus.pushes()
        self._exact = True

    def tipping(self) -> Tipping:
        condition = self._condition
        below = self._conflict.level if condition.level_threshold > condition.threshold else None
        arrows = list(self._arrow_ways())
        targets = list(self._target_ways())
        ends = self._tips(arrows, targets, condition.threshold)
        lowers = self._tips(arrows, targets, condition.level_threshold) if below else Tips()
        return Tipping(ends, lowers, below, self._exact and self._focus.exact)

    def _tips(
        self, arrows: Sequence[tuple[Link, Easing]], targets: Sequence[tuple[Objective, Easing]], threshold: float
    ) -> Tips:
        """The changes that take the pressure below a threshold."""
        weaker = [tip for link, way in arrows if (tip := self._arrow(link, way, threshold))]
        weaker.sort(key=lambda tip: (-round(tip.weight / tip.link.weight, 9), tip.link.origin, tip.link.target))
        eased = [each for objective, way in targets if (each := self._target(objective, way, threshold))]
        return Tips(tuple(weaker), tuple(eased))

    # Arrows

    def _arrow_ways(self) -> Iterator[tuple[Link, Easing]]:
        """The arrows of the told chains, each with what the pushes are on the way from its weight to 0."""
        links = self._links()
        self._exact &= len(links) <= MOST_TRIED
        for link in links[:MOST_TRIED]:
            index, size = self._network.index, abs(link.weight)
            step = ChainStep(index[link.origin], index[link.target], link.weight > 0)
            lines = {step: Lines(size, (Piece(0.0, size, 1.0, 0.0),))}
            yield link, self._way(self._focus.pushes({step: 0.0}), {step: self._now}, lines, origin=size, end=0.0)

    def _links(self) -> list[Link]:
        """The arrows of the chains of harms, and of those that what is lost with an objective rests on."""
        pushes, index, about = self._report.tracer.pushes, self._network.index, self._condition.about
        counting = {each.harm.origin for each in self._condition.hurters}
        hurting = [index[each.objective] for each in self._conflict.hurters]
        chains = [pushes.chain(origin=each, target=about, positive=False) for each in hurting if each in counting]
        worth = self._report.tracer.pressures.scale(about)
        for each in self._condition.served:
            help_ = pushes.mechanisms.strength(origin=about, target=each.push.target, positive=True)
            if each.scale * help_ >= worth - ROUNDING:
                chains.append(pushes.mechanisms.chain(origin=about, target=each.push.target, positive=True))
        steps = dict.fromkeys(step for chain in chains for step in chain)
        return list(self._report.tracer.links(tuple(steps)))

    def _arrow(self, link: Link, way: Easing, threshold: float) -> ArrowTip | None:
        ending = self._ending(way, threshold)
        if ending is None:
            return None
        sign = 1 if link.weight > 0 else -1
        return ArrowTip(link, sign * ending.place + 0.0, sign * ending.until + 0.0)

    # Targets

    def _target_ways(self) -> Iterator[tuple[Objective, Easing]]:
        """The targets whose figure effects depend on, each with what the pushes are on the way that eases it."""
        condition, nodes = self._condition, self._network.nodes
        origins = {each.harm.origin for each in condition.hurters} | ({condition.about} - set(self._network.outcomes))
        for key in sorted(nodes[each] for each in origins):
            objective = self._report.organization.objectives[key]
            aim = aim_of(objective.target)
            lines = lines_of(self._report, objective) if aim else {}
            if aim is None or not lines:
                continue
            if sum(len(pieces) for _, pieces in lines.values()) > MAX_PIECES:
                self._exact = False
                continue
            end = aim.end if aim.end is not None else beyond(lines.values(), aim)
            none = dict.fromkeys(lines, 0.0)
            alone = {step: self._focus.pushes({**none, step: most}) for step, (most, _) in lines.items()}
            yield objective, self._way(self._focus.pushes(none), alone, lines, origin=aim.now, end=end)

    def _target(self, objective: Objective, way: Easing, threshold: float) -> TargetTip | None:
        aim = aim_of(objective.target)
        ending = self._ending(way, threshold)
        if aim is None or objective.target is None or ending is None or ending.place == aim.end:
            return None
        until = None if ending.until == way.end else ending.until
        return TargetTip(
            objective.id, objective.target.metric, aim.now, ending.place, ending.included, aim.upward, until
        )

    # Both

    def _way(
        self,
        without: Mapping[int, Table],
        alone: Mapping[ChainStep, Mapping[int, Table]],
        lines: Mapping[ChainStep, Lines],
        *,
        origin: float,
        end: float,
    ) -> Easing:
        return Easing(self._condition, self._network, without, alone, lines, origin=origin, end=end)

    def _ending(self, way: Easing, threshold: float) -> Ending | None:
        """The first place on the way at which the pressure falls below a threshold."""

        def is_above(place: float, allowed: float = FINE) -> bool:
            self._effort.tables.spend(self._size)
            strengths = way.strengths(place, allowed=allowed)
            found = self._condition.pressure(strengths, allowed=allowed)
            return found > 0 and found >= threshold - allowed

        course = Course(lambda place: is_above(place, ROUNDING), is_above)
        return first_ending(course, way.groups(), origin=way.origin, end=way.end)
