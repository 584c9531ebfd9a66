"""Tipping points: which one thing, changed by how little, ends a conflict.

A push as a function of the weight of one arrow is max(a, b x weight): a is the strongest chain without the arrow, b the
rest of the strongest chain through it. Both come from the engine, one search without the arrow and one with it; so the
figures are exact, other chains that take over included. Targets work through the weights of the effects that start at a
figure, which are straight lines of the figure.

Only an arrow on the chains that a finding shows can end it: while those chains stand, so do their pushes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import NamedTuple

from goalcheck.findings import Finding, Link, Report
from goalcheck.graph import ROUNDING, ArrowSource, Focus, Step
from goalcheck.graph.chains import Table
from goalcheck.model import Effect, Objective, Target
from goalcheck.sensitivity.conflicts import CODES, Conflict, Push, conflict_of
from goalcheck.sensitivity.lines import Ending, Piece, first_ending


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
    """What would end a conflict alone.

    Attributes:
        arrows: the least weakened first; none: no single arrow ends it.
        targets: by objective.
        exact: False where a search reached its limit.
    """

    arrows: tuple[ArrowTip, ...]
    targets: tuple[TargetTip, ...]
    exact: bool


def tipping(report: Report, finding: Finding) -> Tipping | None:
    """What would end a conflict over pushes alone, None for a finding of another kind.

    Cost: a search from its objectives for each arrow of its chains.
    """
    return _Search(report, conflict_of(report, finding)).tipping() if finding.code in CODES else None


class _Term(NamedTuple):
    """A chain's strength as lines over the place on the way, one of them counting at each place."""

    pieces: tuple[Piece, ...]

    def at(self, place: float) -> float:
        return max((piece.at(place) for piece in self.pieces if piece.start <= place <= piece.end), default=0.0)


Terms = Mapping[Push, Sequence[_Term]]


class _Search:
    def __init__(self, report: Report, conflict: Conflict) -> None:
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
        )
        self._now = self._focus.pushes()

    def tipping(self) -> Tipping:
        arrows = [weaker for link in self._links() if (weaker := self._arrow(link))]
        arrows.sort(key=lambda tip: (-round(tip.weight / tip.link.weight, 9), tip.link.origin, tip.link.target))
        objectives = [self._report.organization.objectives[key] for key in self._conflict.finding.objectives]
        targets = [tip for objective in objectives if (tip := self._target(objective))]
        return Tipping(tuple(arrows), tuple(targets), self._focus.exact)

    def _links(self) -> list[Link]:
        """The arrows of the chains that are shown, those over the worst outcome where there are several."""
        finding = self._conflict.finding
        sides = [side for contest in finding.outcomes[:1] for side in contest.sides]
        links = [*finding.chain, *(link for side in sides for link in side.chain)]
        return list({(link.origin, link.target, link.weight > 0): link for link in links}.values())

    def _step(self, link: Link) -> Step:
        index = self._network.index
        return Step(index[link.origin], index[link.target], link.weight > 0)

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
        """Where easing the target ends the conflict, by way of the effects that start at a figure."""
        aim = _aim(objective.target)
        lines = self._lines(objective) if aim else {}
        if aim is None or objective.target is None or not lines:
            return None
        end = aim.end if aim.end is not None else _beyond(lines.values(), aim)
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
        alone: Mapping[Step, tuple[Mapping[int, Table], float, Sequence[Piece]]],
        *,
        origin: float,
        end: float,
    ) -> Ending | None:
        """Where the conflict ends on the way, with arrows whose weights are lines.

        Args:
            without: the pushes without these arrows.
            alone: for each of them the pushes with this one at some weight, that weight, and its lines.
        """
        low, high = min(origin, end), max(origin, end)
        terms: dict[Push, list[_Term]] = {}
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

    def _lines(self, objective: Objective) -> dict[Step, _Lines]:
        """The arrows of an objective that depend on how far its target goes, with their weights over its figure."""
        index = self._network.index
        stated: dict[Step, list[Effect]] = {}
        claims = [claim.effect for claim in self._report.organization.claims if claim.origin == objective.id]
        for effect in (*objective.effects, *claims):
            weight = effect.weight if effect.full_weight is None else effect.full_weight
            if effect.target in index and weight:
                stated.setdefault(Step(index[objective.id], index[effect.target], weight > 0), []).append(effect)
        return {
            step: _Lines(max(abs(effect.full_weight or effect.weight) for effect in effects), _pieces(effects))
            for step, effects in stated.items()
            if any(effect.starts_at is not None for effect in effects) and not self._is_implied(step)
        }

    def _is_implied(self, step: Step) -> bool:
        """Whether the arrow has its full weight from what the target implies, whatever else is said."""
        network = self._network
        if not any(
            target == step.target and (weight > 0) == step.positive for target, weight in network.out[step.origin]
        ):
            return False
        arrow = network.arrow(origin=step.origin, target=step.target, positive=step.positive)
        return arrow.source is ArrowSource.IMPLIED


class _Lines(NamedTuple):
    """The weight of an arrow over the figure of a target: the highest of the pieces counts, none is above `most`."""

    most: float
    pieces: tuple[Piece, ...]


class _Aim(NamedTuple):
    """A figure, the direction that eases it, and where it would turn round."""

    now: float
    upward: bool
    end: float | None


def _aim(target: Target | None) -> _Aim | None:
    """Where a target stands, None where no one figure says it."""
    if target is None:
        return None
    if target.to is not None and target.start is not None:
        return None if target.to == target.start else _Aim(target.to, target.start > target.to, target.start)
    lower, upper = (target.bounds.lower, target.bounds.upper) if target.bounds else (None, None)
    if lower is not None and upper is None:
        return _Aim(lower, upward=False, end=None)
    if upper is not None and lower is None:
        return _Aim(upper, upward=True, end=None)
    return None


def _beyond(lines: Iterable[_Lines], aim: _Aim) -> float:
    """A figure in the direction that eases the target, beyond all at which something changes."""
    kinks = [place for _, pieces in lines for piece in pieces for place in (piece.start, piece.end)]
    places = [aim.now, *filter(isfinite, kinks)]
    return max(places) + 1.0 if aim.upward else min(places) - 1.0


def _pieces(effects: Iterable[Effect]) -> tuple[Piece, ...]:
    """The weights of effects over the figure of the target, without sign."""
    found = []
    for effect in effects:
        start, full, size = effect.starts_at, effect.full_at, abs(effect.full_weight or effect.weight)
        if start is None or full is None:
            found.append(Piece(-inf, inf, 0.0, size))
            continue
        slope = size / (full - start)
        found.append(Piece(min(start, full), max(start, full), slope, -slope * start))
        found.append(Piece(full, inf, 0.0, size) if start < full else Piece(-inf, full, 0.0, size))
    return tuple(found)


def _strength(pushes: Mapping[int, Table], push: Push) -> float:
    return pushes[push.origin][0 if push.positive else 1].get(push.target, 0.0)
