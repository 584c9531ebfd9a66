"""Tipping points: which one thing, changed by how little, ends a conflict.

A push as a function of the weight of one arrow is max(a, b x weight): a is the strongest chain without the arrow, b the
rest of the strongest chain through it. Both come from the engine, one search without the arrow and one with it; so the
figures are exact, other chains that take over included. Targets work through the weights of the effects that start at a
figure, which are straight lines of the figure.

Only an arrow on the chains that a finding shows can end it: while those chains stand, so do their pushes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.findings import Finding, Link
from goalcheck.graph import ROUNDING, ChainStep, Effort, Focus, OutOfSteps
from goalcheck.graph.chains import Table
from goalcheck.model import Objective
from goalcheck.sensitivity.aims import aim_of, beyond, lines_of
from goalcheck.sensitivity.conditions import ConflictCondition, SignedPush, conflict_of
from goalcheck.sensitivity.lines import Ending, Piece, first_ending
from goalcheck.traits import PUSHES

TABLE_STEPS, SEARCH_STEPS = 20_000_000, 2_000_000
"""What the searches may cost that the tipping points of one finding, or of all of a report, take: some four seconds."""

MAX_PIECES = 60
"""Lines of a target's effects that are compared with each other; of one with more it is not said where it tips."""


@dataclass(frozen=True, slots=True)
class ArrowTip:
    """An arrow that, weakened alone, ends the conflict.

    Attributes:
        link: the arrow as it is.
        weight: the conflict ends where the arrow is weaker than this, sign included; 0: only where it is neutral.
        until: it begins again where the arrow is weaker still than this; 0 where it does not.
    """

    link: Link
    weight: float
    until: float


@dataclass(frozen=True, slots=True)
class TargetTip:
    """A target that, eased alone, ends the conflict by way of the effects that start at a figure.

    Attributes:
        now: the figure of the target.
        figure: the conflict ends beyond this figure, and at it where it is `included`.
        upward: whether easing the target means a larger figure.
        until: it begins again beyond this figure, None where it does not.
    """

    objective: str
    metric: str
    now: float
    figure: float
    included: bool
    upward: bool
    until: float | None


@dataclass(frozen=True, slots=True)
class Tipping:
    """The single changes that would end a conflict.

    Attributes:
        arrows: the least weakened first; none: no single arrow ends it.
        targets: by objective.
        exact: False where a search reached its limit, or a target has too many effects that start at a figure.
    """

    arrows: tuple[ArrowTip, ...]
    targets: tuple[TargetTip, ...]
    exact: bool


def effort() -> Effort:
    """The budget of the tipping points that belong together."""
    return Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=0, strict=True)


def tipping(report: Analysis, finding: Finding, within: Effort | None = None) -> Tipping | None:
    """Finds the single changes that would end a conflict over pushes; None for a finding of another kind.

    Args:
        within: the effort that several findings share.

    Cost: a search from its objectives for each arrow of its chains; what the effort is not enough for is left out.
    """
    if finding.rule.basis not in PUSHES:
        return None
    try:
        return _Search(report, conflict_of(report, finding), within or effort()).tipping()
    except OutOfSteps:
        return Tipping((), (), exact=False)


class _Term(NamedTuple):
    """A chain's strength as lines over the place on the way, one of them counting at each place."""

    pieces: tuple[Piece, ...]

    def at(self, place: float) -> float:
        return max((piece.at(place) for piece in self.pieces if piece.start <= place <= piece.end), default=0.0)


Terms = Mapping[SignedPush, Sequence[_Term]]


class _Search:
    def __init__(self, report: Analysis, conflict: ConflictCondition, within: Effort) -> None:
        settings = self._settings = report.organization.settings
        self._report = report
        self._network = report.tracer.network
        self._conflict = conflict
        self._floor = settings.min_chain - ROUNDING
        self._focus = Focus(
            self._network,
            origins=conflict.origins,
            targets=conflict.targets,
            max_links=settings.max_links,
            min_chain=settings.min_chain,
            effort=within,
        )
        self._now = self._focus.pushes()
        self._exact = True

    def tipping(self) -> Tipping:
        arrows = [weaker for link in self._links() if (weaker := self._arrow(link))]
        arrows.sort(key=lambda tip: (-round(tip.weight / tip.link.weight, 9), tip.link.origin, tip.link.target))
        objectives = [self._report.organization.objectives[key] for key in self._conflict.finding.objectives]
        targets = [tip for objective in objectives if (tip := self._target(objective))]
        return Tipping(tuple(arrows), tuple(targets), self._exact and self._focus.exact)

    def _links(self) -> list[Link]:
        """The arrows of the chains that are shown, those over the worst outcome where there are several."""
        finding = self._conflict.finding
        sides = [side for contest in finding.outcomes[:1] for side in contest.sides]
        links = [*finding.chain, *(link for side in sides for link in side.chain)]
        return list({(link.origin, link.target, link.weight > 0): link for link in links}.values())

    def _step(self, link: Link) -> ChainStep:
        index = self._network.index
        return ChainStep(index[link.origin], index[link.target], link.weight > 0)

    def _arrow(self, link: Link) -> ArrowTip | None:
        step, weight = self._step(link), abs(link.weight)
        without = self._focus.pushes({step: 0.0})
        line = [Piece(0.0, weight, 1.0, 0.0)]
        ending = self._ending(without, {step: (self._now, weight, line)}, origin=weight, end=0.0)
        if ending is None:
            return None
        sign = 1 if link.weight > 0 else -1
        return ArrowTip(link, sign * ending.place + 0.0, sign * ending.until + 0.0)

    def _target(self, objective: Objective) -> TargetTip | None:
        """The figure at which easing the target ends the conflict, by way of the effects that start at a figure."""
        aim = aim_of(objective.target)
        lines = lines_of(self._report, objective) if aim else {}
        if aim is None or objective.target is None or not lines:
            return None
        if sum(len(pieces) for _, pieces in lines.values()) > MAX_PIECES:
            self._exact = False
            return None
        end = aim.end if aim.end is not None else beyond(lines.values(), aim)
        none = dict.fromkeys(lines, 0.0)
        alone = {
            step: (self._focus.pushes({**none, step: most}), most, pieces) for step, (most, pieces) in lines.items()
        }
        ending = self._ending(self._focus.pushes(none), alone, origin=aim.now, end=end)
        if ending is None or ending.place == aim.end:
            return None
        until = None if ending.until == end else ending.until
        return TargetTip(
            objective.id, objective.target.metric, aim.now, ending.place, ending.included, aim.upward, until
        )

    def _ending(
        self,
        without: Mapping[int, Table],
        alone: Mapping[ChainStep, tuple[Mapping[int, Table], float, Sequence[Piece]]],
        *,
        origin: float,
        end: float,
    ) -> Ending | None:
        """The place on the way at which the conflict ends, with arrows whose weights are lines.

        Args:
            without: the pushes without these arrows.
            alone: for each of them the pushes with this one at some weight, that weight, and its lines.
        """
        low, high = min(origin, end), max(origin, end)
        terms: dict[SignedPush, list[_Term]] = {}
        for push in self._conflict.pushes:
            base = _strength(without, push)
            terms[push] = [_Term((Piece(low, high, 0.0, base),))]
            for pushes, weight, pieces in alone.values():
                found = _strength(pushes, push)
                if found > base:
                    rest = found / weight
                    terms[push].append(
                        _Term(
                            tuple(
                                piece._replace(slope=rest * piece.slope, height=rest * piece.height) for piece in pieces
                            )
                        )
                    )

        def stands(place: float) -> bool:
            return self._conflict.tension(lambda push: self._at(terms[push], place)) > 0

        return first_ending(stands, self._groups(terms, low, high), origin=origin, end=end)

    def _at(self, terms: Sequence[_Term], place: float) -> float:
        strength = max(term.at(place) for term in terms)
        return strength if strength >= self._floor and strength > 0 else 0.0

    def _groups(self, terms: Terms, low: float, high: float) -> Iterator[Sequence[Piece]]:
        for clause in self._conflict.clauses:
            pushes = {each for push in clause.pushes for each in (push, push.opposite)}
            # The thresholds themselves: that they allow for rounding is no part of the answer.
            thresholds = self._conflict.threshold / clause.scale, self._settings.min_chain
            yield [
                *(Piece(low, high, 0.0, threshold) for threshold in thresholds),
                *(piece for push in sorted(pushes) for term in terms[push] for piece in term.pieces),
            ]


def _strength(pushes: Mapping[int, Table], push: SignedPush) -> float:
    return pushes[push.origin][0 if push.positive else 1].get(push.target, 0.0)
