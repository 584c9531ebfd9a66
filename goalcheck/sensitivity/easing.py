"""The strengths of pushes while one thing changes step by step: the weight of an arrow, or the figure of a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from goalcheck.graph import ChainStep, Network, Table
from goalcheck.sensitivity.aims import Lines
from goalcheck.sensitivity.conditions import ConflictCondition, SignedPush, WorldStrengths
from goalcheck.sensitivity.lines import Piece


class _Term(NamedTuple):
    """A chain's strength as lines over the place on the way, one of them counting at each place."""

    pieces: tuple[Piece, ...]

    def at(self, place: float) -> float:
        return max((piece.at(place) for piece in self.pieces if piece.start <= place <= piece.end), default=0.0)


class Easing:
    """The way from `origin` to `end`, along which some arrows have other weights.

    Args:
        without: the pushes without these arrows.
        alone: for each of them the pushes with this one alone, at the most that it weighs.
        lines: for each of them the most that it weighs, and its weights.
    """

    def __init__(
        self,
        condition: ConflictCondition,
        network: Network,
        without: Mapping[int, Table],
        alone: Mapping[ChainStep, Mapping[int, Table]],
        lines: Mapping[ChainStep, Lines],
        *,
        origin: float,
        end: float,
    ) -> None:
        self.origin, self.end = origin, end
        self._condition = condition
        self._constant: dict[SignedPush, float] = {}
        self._changing: dict[SignedPush, list[_Term]] = {}
        self._arrows = {step: _Term(pieces) for step, (_, pieces) in lines.items()}
        self._said = {each.harm: _direct(network, each.harm) for each in condition.hurters}
        for push in condition.pushes:
            self._constant[push] = base = _strength(without, push)
            for step, pushes in alone.items():
                found = _strength(pushes, push)
                if found > base:
                    rest = found / lines[step].most
                    self._changing.setdefault(push, []).append(_scaled(lines[step].pieces, rest))

    def strengths(self, place: float, *, allowed: float) -> WorldStrengths:
        """The strengths at a place.

        Args:
            allowed: what comparisons allow for rounding.
        """
        floor = self._condition.min_chain - allowed

        def strength(push: SignedPush) -> float:
            found = max((self._constant[push], *(term.at(place) for term in self._changing.get(push, ()))))
            return found if found >= floor and found > 0 else 0.0

        def arrow(push: SignedPush) -> float:
            term = self._arrows.get(ChainStep(push.origin, push.target, push.positive))
            return self._said[push] if term is None else term.at(place)

        return WorldStrengths(strength, arrow)

    def groups(self) -> Iterator[Sequence[Piece]]:
        """Lines of which it matters how those of one group compare: where they cross, pressure may turn."""
        for push in self._changing:
            both = [each for each in (push, push.opposite) if each in self._constant]
            yield [self._level(self._condition.min_chain), *(piece for each in both for piece in self._pieces(each))]
        yield [
            self._level(self._condition.scale),
            *(
                _times(piece, each.scale)
                for each in self._condition.served
                if each.push in self._changing
                for piece in self._pieces(each.push)
            ),
            *(
                self._level(each.scale * self._constant[each.push])
                for each in self._condition.served
                if each.push not in self._changing
            ),
        ]
        for step, term in self._arrows.items():
            if step.target == self._condition.about and not step.positive:
                yield [self._level(self._condition.min_chain), *term.pieces]

    def _pieces(self, push: SignedPush) -> list[Piece]:
        changing = [piece for term in self._changing.get(push, ()) for piece in term.pieces]
        return [self._level(self._constant[push]), *changing]

    def _level(self, height: float) -> Piece:
        return Piece(min(self.origin, self.end), max(self.origin, self.end), 0.0, height)


def _direct(network: Network, push: SignedPush) -> float:
    """The weight of the one hurting arrow between the ends of a push, without sign; 0 where there is none."""
    row = network.out[push.origin]
    return next((-weight for target, weight in row if target == push.target and weight < 0), 0.0)


def _scaled(pieces: Sequence[Piece], rest: float) -> _Term:
    return _Term(tuple(_times(piece, rest) for piece in pieces))


def _times(piece: Piece, factor: float) -> Piece:
    return piece._replace(slope=factor * piece.slope, height=factor * piece.height)


def _strength(pushes: Mapping[int, Table], push: SignedPush) -> float:
    return pushes[push.origin][0 if push.positive else 1].get(push.target, 0.0)
