"""The vertical places: columns of frames and boxes, each as near as possible to what it is joined to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from goalcheck.picture.axis_placement import placed
from goalcheck.picture.boxes import FRAME_PADDING
from goalcheck.picture.layered_graph import LayeredGraph

ROUNDS = 6
"""How often the columns are moved, there and back."""

BOX_GAP, INNER_GAP, FRAME_GAP, TRACK_GAP = 16.0, 8.0, 18.0, 11.0
"""Between boxes, between boxes of one frame, between frames, and beside an arrow that passes."""

STRAIGHTNESS = (1.0, 2.0, 8.0)
"""How much an edge pulls by how many of its ends are stand-ins: long arrows shall be straight (Gansner et al. 1993)."""


FREE = 0.01
"""How much a block that is joined to nothing insists on where it stands."""


@dataclass(slots=True)
class PlacedBlock:
    """A frame with its boxes, or one box alone, or an arrow that passes.

    Attributes:
        offsets: where the middle of each member stands, from the start of the block.
    """

    members: tuple[int, ...]
    offsets: tuple[float, ...]
    size: float
    framed: bool


def stacked(
    graph: LayeredGraph, heights: Sequence[float], headings: Mapping[int, float]
) -> tuple[list[float], dict[int, float]]:
    """The middle of each vertex, and where each frame starts and how high it is.

    Args:
        headings: the height of the heading of each frame, by its number.
    """
    columns = [list(_blocks(graph, column, heights, headings)) for column in graph.columns]
    middles = [0.0] * len(graph.column)
    for blocks in columns:
        sizes = _sizes(graph, blocks)
        start = -sum(sizes) / 2
        for block, size in zip(blocks, sizes, strict=True):
            _settle(block, start, middles)
            start += size
    for _ in range(ROUNDS):
        for blocks in columns[1:]:
            _move(graph, blocks, middles, (graph.left,))
        for blocks in reversed(columns[:-1]):
            _move(graph, blocks, middles, (graph.right,))
    for blocks in columns:
        _move(graph, blocks, middles, (graph.left, graph.right))
    return middles, {
        graph.frames[block.members[0]]: middles[block.members[0]] - block.offsets[0]
        for blocks in columns
        for block in blocks
        if block.framed
    }


def frame_height(members: Sequence[float], heading: float) -> float:
    """The height of a frame around boxes of these heights."""
    return heading + sum(members) + INNER_GAP * (len(members) - 1) + FRAME_PADDING


def _blocks(
    graph: LayeredGraph, column: Sequence[int], heights: Sequence[float], headings: Mapping[int, float]
) -> Iterator[PlacedBlock]:
    for frame, group in groupby(column, key=graph.frames.__getitem__):
        members = tuple(group)
        framed = frame in graph.groups
        top = headings[frame] if framed else 0.0
        offsets = []
        for member in members:
            offsets.append(top + heights[member] / 2)
            top += heights[member] + INNER_GAP
        size = frame_height([heights[member] for member in members], headings[frame]) if framed else top - INNER_GAP
        yield PlacedBlock(members, tuple(offsets), size, framed)


def _sizes(graph: LayeredGraph, blocks: Sequence[PlacedBlock]) -> list[float]:
    """The room that each block takes, with the gap to the next."""
    gaps = [*(_gap(graph, one, other) for one, other in pairwise(blocks)), 0.0]
    return [block.size + gap for block, gap in zip(blocks, gaps, strict=False)]


def _gap(graph: LayeredGraph, one: PlacedBlock, other: PlacedBlock) -> float:
    passing = [graph.is_stand_in(block.members[0]) for block in (one, other)]
    if any(passing):
        return TRACK_GAP if all(passing) else BOX_GAP
    return FRAME_GAP if one.framed or other.framed else BOX_GAP


def _settle(block: PlacedBlock, start: float, middles: list[float]) -> None:
    for member, offset in zip(block.members, block.offsets, strict=True):
        middles[member] = start + offset


def _move(
    graph: LayeredGraph, blocks: Sequence[PlacedBlock], middles: list[float], sides: Sequence[Sequence[Sequence[int]]]
) -> None:
    """Bring the blocks of a column as near to their neighbours on these sides as they can all come."""
    sizes = _sizes(graph, blocks)
    wishes: list[float | None] = []
    weights = []
    for block in blocks:
        pull = weight = 0.0
        for member, offset in zip(block.members, block.offsets, strict=True):
            for neighbour in (each for side in sides for each in side[member]):
                strength = STRAIGHTNESS[graph.is_stand_in(member) + graph.is_stand_in(neighbour)]
                pull += strength * (middles[neighbour] - offset)
                weight += strength
        wishes.append(pull / weight if weight else None)
        weights.append(weight or FREE)
    for block, start in zip(blocks, placed(_beside(wishes, sizes), sizes, weights), strict=True):
        _settle(block, start, middles)


def _beside(wishes: Sequence[float | None], sizes: Sequence[float]) -> list[float]:
    """The wishes, where a block without one wishes to stand right below the block before it, the first above others."""
    known = next(((at, wish) for at, wish in enumerate(wishes) if wish is not None), (0, 0.0))
    place = known[1] - sum(sizes[: known[0]])
    filled = []
    for wish, size in zip(wishes, sizes, strict=True):
        filled.append(place if wish is None else wish)
        place = filled[-1] + size
    return filled
