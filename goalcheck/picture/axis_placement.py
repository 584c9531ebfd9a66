"""Places things on one axis, in their order, apart from each other, and as close as possible to their wishes.

The exact answer to: minimize the weighted squares of (place - wish) so that each starts no earlier than the one before
it ends. With the sizes taken off it is isotonic regression, which pooling adjacent violators solves (Ayer, Brunk,
Ewing, Reid and Silverman, An empirical distribution function for sampling with incomplete information, Annals of
Mathematical Statistics 26, 1955). Cost: proportional to the number of things.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def placed(wishes: Sequence[float], sizes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The start of each thing.

    Args:
        wishes: where each would like to start.
        sizes: how much room each takes, with the gap after it.
        weights: how much each insists; above 0.
    """
    offsets = [0.0, *accumulate(sizes)]
    pools: list[tuple[float, float, int]] = []
    for wish, offset, weight in zip(wishes, offsets, weights, strict=False):
        total, weighed, members = weight * (wish - offset), weight, 1
        while pools and pools[-1][0] * weighed >= total * pools[-1][1]:
            before = pools.pop()
            total, weighed, members = total + before[0], weighed + before[1], members + before[2]
        pools.append((total, weighed, members))
    levels = [total / weighed for total, weighed, members in pools for _ in range(members)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]
