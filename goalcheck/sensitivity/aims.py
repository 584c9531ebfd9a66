"""The effects of an objective that start at a figure, as lines over the figure at which its target aims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf, isfinite
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.graph import ArrowSource, ChainStep, Network
from goalcheck.model import Effect, Objective, Target
from goalcheck.sensitivity.lines import Piece


class Lines(NamedTuple):
    """The weight of an arrow over the figure of a target: the highest of the pieces counts, none is above `most`."""

    most: float
    pieces: tuple[Piece, ...]


class Aim(NamedTuple):
    """A figure, the direction that eases it, and where it would turn round."""

    now: float
    upward: bool
    end: float | None


def aim_of(target: Target | None) -> Aim | None:
    """The figure of a target, None if no single figure says it."""
    if target is None:
        return None
    if target.to is not None and target.start is not None:
        return None if target.to == target.start else Aim(target.to, target.start > target.to, target.start)
    lower, upper = (target.bounds.lower, target.bounds.upper) if target.bounds else (None, None)
    if lower is not None and upper is None:
        return Aim(lower, upward=False, end=None)
    if upper is not None and lower is None:
        return Aim(upper, upward=True, end=None)
    return None


def beyond(lines: Iterable[Lines], aim: Aim) -> float:
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


def lines_of(report: Analysis, objective: Objective) -> dict[ChainStep, Lines]:
    """The arrows of an objective that depend on how far its target goes, with their weights over its figure."""
    network = report.tracer.network
    index = network.index
    stated: dict[ChainStep, list[Effect]] = {}
    claims = [claim.effect for claim in report.organization.claims if claim.origin == objective.id]
    for effect in (*objective.effects, *claims):
        weight = effect.weight if effect.full_weight is None else effect.full_weight
        if effect.target in index and weight:
            stated.setdefault(ChainStep(index[objective.id], index[effect.target], weight > 0), []).append(effect)
    found = {}
    for step, effects in stated.items():
        if any(effect.starts_at is not None for effect in effects) and not _is_implied(network, step):
            most = max(abs(effect.full_weight or effect.weight) for effect in effects)
            left = 1.0 if step.positive else network.most_harm(objective.id, network.nodes[step.target])
            if left:
                found[step] = Lines(min(most, left), tuple(_capped(_pieces(effects), left)))
    return found


def _capped(pieces: Iterable[Piece], most: float) -> Iterator[Piece]:
    """Lines of which what is above `most`, which mitigations leave, is level."""
    for piece in pieces:
        if not piece.slope:
            yield piece._replace(height=min(piece.height, most))
            continue
        crossing = (most - piece.height) / piece.slope
        if not piece.start < crossing < piece.end:
            middle = (piece.start + piece.end) / 2
            yield piece if piece.at(middle) <= most else Piece(piece.start, piece.end, 0.0, most)
            continue
        level = Piece(piece.start, piece.end, 0.0, most)
        rises = piece.slope > 0
        yield piece._replace(end=crossing) if rises else piece._replace(start=crossing)
        yield level._replace(start=crossing) if rises else level._replace(end=crossing)


def _is_implied(network: Network, step: ChainStep) -> bool:
    """True if the target implies the full weight of the arrow, whatever else is said."""
    row = network.out[step.origin]
    if not any(target == step.target and (weight > 0) == step.positive for target, weight in row):
        return False
    arrow = network.arrow(origin=step.origin, target=step.target, positive=step.positive)
    return arrow.source is ArrowSource.IMPLIED
