"""The robustness of conflicts: weights are sampled within their confidence, and each conflict is counted.

A draw gives every arrow a weight of its own, anywhere within a share above or below the one it has, no more than 1; the
share follows from the confidence: `BANDS`. What an arrow gets depends on the seed, on its two ends and its sign, and on
nothing else: another file, another conflict or another machine changes nothing about it.

Strengths are those of the strongest chain in each draw: all chains that can be it are listed once
(`chain_candidates`) and multiplied for all draws together. Pressures follow from them as from the weights that are
declared, for all draws together, on the worst day of each. Needs numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.graph import ROUNDING, Budget, Chain, ChainStep, Network, OutOfSteps, reach
from goalcheck.sensitivity.chain_candidates import ChainCandidates, Range
from goalcheck.sensitivity.conditions import ConflictCondition, PossibleHurter, SignedPush, conditions
from goalcheck.source import MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BANDS = {"high": 0.2, "medium": 0.4, "low": 0.6}
"""By confidence, by which share of itself a weight may be wrong either way."""

AT_ONCE = 1_000
"""Draws that are worked out together, fewer where there are many arrows."""

MOST_FIGURES = 10_000_000
"""Figures that are held at one time: the pressures of conflicts in all draws, or the weights of arrows in some."""

MOST_ARROWS = 500_000
"""Arrows whose weights are drawn."""

MOST_PRODUCTS = 400_000_000
"""Chains that are multiplied, times draws: some five seconds. Conflicts beyond that are left out, the last first."""


@dataclass(frozen=True, slots=True)
class Stability:
    """The share of draws in which one conflict stands.

    Attributes:
        stands: the share in which its pressure is `min_tension` or more.
        at_level: the share in which it has its level or a worse one.
        lowest, highest: its pressure in all but the lowest and highest twentieth of draws.
    """

    conflict: Conflict
    stands: float
    at_level: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """The robustness of the conflicts, in the order of the report.

    Attributes:
        exact: False where there were too many chains to list all.
        left_out: how many of the last conflicts would take too many steps.
    """

    draws: int
    seed: int
    standings: tuple[Stability, ...]
    exact: bool
    left_out: int = 0

    def of(self, conflict: Conflict) -> Stability | None:
        """The stability of one conflict, None where it was left out."""
        return next((each for each in self.standings if each.conflict.about == conflict.about), None)


def robustness(report: Analysis, *, draws: int, seed: int) -> Robustness:
    """Works out the robustness of the conflicts.

    Raises:
        MissingExtra: numpy is not installed.

    Cost: the draws times the chains that can count, mostly a few for each conflict, and times the hurters of each day.
    """
    require_numpy()
    found, left_out = conditions(report)
    if not found:
        return Robustness(draws, seed, (), exact=not left_out, left_out=left_out)
    try:
        world = _World(report, found, draws=draws, seed=seed)
    except OutOfSteps:
        return Robustness(draws, seed, (), exact=False, left_out=left_out + len(found))
    left_out += len(found) - len(world.conditions)
    standings = _standings(world.conditions, world.pressures()) if world.conditions else []
    return Robustness(draws, seed, tuple(standings), exact=world.exact and not left_out, left_out=left_out)


def require_numpy() -> None:
    """Refuse to go on without numpy.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        import numpy  # noqa: F401
    except ImportError as error:
        raise MissingExtra("drawing weights", library="numpy", extra="resolve") from error


def _standings(found: Sequence[ConflictCondition], pressures: Floats) -> list[Stability]:
    import numpy as np

    standings = []
    for condition, row in zip(found, pressures, strict=True):
        lowest, highest = np.quantile(row, (0.05, 0.95), method="nearest")
        stands = (row > 0) & (row >= condition.threshold - ROUNDING)
        at_level = stands & (row >= condition.level_threshold - ROUNDING)
        standings.append(
            Stability(condition.conflict, float(stands.mean()), float(at_level.mean()), float(lowest), float(highest))
        )
    return standings


def ranges(network: Network, nodes: Sequence[int]) -> dict[ChainStep, Range]:
    """The ranges of weights of the arrows of some nodes, by their confidence."""
    found = {}
    for origin in nodes:
        evidence = network.arrows_of(origin)
        for target, weight in network.out[origin]:
            band = BANDS[evidence[target, weight > 0].confidence]
            size = abs(weight)
            found[ChainStep(origin, target, weight > 0)] = Range(size * (1 - band), min(1.0, size * (1 + band)))
    return found


def drawn(network: Network, step: ChainStep, ends: Range, *, draws: range, seed: int) -> Floats:
    """The weights of an arrow in some draws, without sign: even between the two ends.

    The bits of PCG64 are the same in every version of numpy; they become a figure as 53 bits between 0 and 1.
    """
    import numpy as np

    named = f"{seed}\n{network.nodes[step.origin]}\n{network.nodes[step.target]}\n{step.positive}"
    generator = np.random.PCG64(int.from_bytes(sha256(named.encode()).digest()[:16]))
    generator.advance(draws.start)
    bits = generator.random_raw(len(draws))
    share = (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return ends.least + share * (ends.most - ends.least)


class _World:
    """The draws of one organization, as far as some conflicts depend on them.

    Attributes:
        conditions: those of the conflicts that the steps are enough for, the first ones.

    Raises:
        OutOfSteps: when it is made, and they are enough for none.
    """

    def __init__(self, report: Analysis, found: Sequence[ConflictCondition], *, draws: int, seed: int) -> None:
        settings = report.organization.settings
        self._network = report.tracer.network
        self._all_draws = draws
        self._draws = range(0)
        self._seed = seed
        self._floor = settings.min_chain - ROUNDING
        pushes = sorted({push for condition in found for push in condition.pushes})
        origins = sorted({push.origin for push in pushes})
        reached = sorted(reach(self._network, origins, links=settings.max_links - 1))
        Budget(MOST_ARROWS).spend(sum(len(self._network.out[node]) for node in reached))
        self._ranges = ranges(self._network, reached)
        self._candidates = ChainCandidates(
            self._network, pushes, self._ranges, max_links=settings.max_links, min_chain=settings.min_chain
        )
        self._chains: dict[SignedPush, list[Chain]] = {}
        self.conditions = tuple(self._affordable(found))
        self._weights: dict[ChainStep, Floats] = {}
        self._strengths: dict[SignedPush, Floats] = {}

    @property
    def exact(self) -> bool:
        return self._candidates.exact

    def _affordable(self, found: Sequence[ConflictCondition]) -> Iterator[ConflictCondition]:
        """The first conflicts, as many as the steps are enough for; their chains are listed."""
        products = Budget(MOST_PRODUCTS // self._all_draws)
        most = MOST_FIGURES // self._all_draws
        for condition in found[:most]:
            try:
                products.spend(sum(len(choice) for moment in condition.moments for choice in moment))
                for push in condition.pushes:
                    if push not in self._chains:
                        chains = self._candidates.of(push)
                        products.spend(1 + len(chains))
                        self._chains[push] = chains
            except OutOfSteps:
                return
            yield condition

    def pressures(self) -> Floats:
        """The pressure of each conflict in each draw."""
        import numpy as np

        steps = {step for chains in self._chains.values() for chain in chains for step in chain}
        at_once = max(1, min(AT_ONCE, MOST_FIGURES // (1 + len(steps) + len(self._chains))))
        parts = [range(start, min(start + at_once, self._all_draws)) for start in range(0, self._all_draws, at_once)]
        return np.concatenate([self._part(part) for part in parts], axis=1)

    def _part(self, draws: range) -> Floats:
        import numpy as np

        self._draws = draws
        self._weights.clear()
        self._strengths.clear()
        return np.stack([self._pressure(condition) for condition in self.conditions])

    def _pressure(self, condition: ConflictCondition) -> Floats:
        """The pressure in each draw, on its worst day."""
        import numpy as np

        left = [self._left(hurter, condition) for hurter in condition.hurters]
        spared = np.ones(len(self._draws))
        for moment in condition.moments:
            on_the_day = np.ones(len(self._draws))
            for choice in moment:
                on_the_day *= 1.0 - np.maximum.reduce([left[each] for each in choice])
            np.minimum(spared, on_the_day, out=spared)
        lost = np.full(len(self._draws), condition.scale)
        for served in condition.served:
            np.maximum(lost, served.scale * self._strength(served.push), out=lost)
        return lost * (1.0 - spared)

    def _left(self, hurter: PossibleHurter, condition: ConflictCondition) -> Floats:
        """What guardrails leave of a harm; 0 where the objective does not stand on the hurting side."""
        import numpy as np

        harm = self._strength(hurter.harm)
        if condition.is_outcome:
            return hurter.guard * harm
        hurts = harm >= self._strength(hurter.harm.opposite) - ROUNDING
        arrow = ChainStep(hurter.harm.origin, condition.about, False)
        if arrow in self._ranges:
            hurts |= self._weight(arrow) >= self._floor
        return np.where(hurts, harm, 0.0)

    def _strength(self, push: SignedPush) -> Floats:
        """The strength of the strongest chain in each draw."""
        import numpy as np

        if push not in self._strengths:
            strongest = np.zeros(len(self._draws))
            for chain in self._chains[push]:
                np.maximum(strongest, self._product(chain), out=strongest)
            strongest[strongest < self._floor] = 0.0
            self._strengths[push] = strongest
        return self._strengths[push]

    def _product(self, chain: Chain) -> Floats:
        product = self._weight(chain[0])
        for step in chain[1:]:
            product = product * self._weight(step)
        return product

    def _weight(self, step: ChainStep) -> Floats:
        if step not in self._weights:
            self._weights[step] = drawn(self._network, step, self._ranges[step], draws=self._draws, seed=self._seed)
        return self._weights[step]
