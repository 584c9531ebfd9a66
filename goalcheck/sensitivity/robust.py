"""How surely conflicts stand: weights are drawn within what their confidence leaves open, and each conflict is counted.

A draw gives every arrow a weight of its own, anywhere within a share above or below the one it has, no more than 1; the
share follows from the confidence: `BANDS`. What an arrow gets depends on the seed, on its two ends and its sign, and on
nothing else: another file, another conflict or another machine changes nothing about it.

Strengths are those of the strongest chain in each draw: all chains that can be it are listed once (`candidates`) and
multiplied for all draws together. Needs numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from goalcheck.findings import Finding, Report
from goalcheck.graph import ROUNDING, Chain, ChainStep, Network, reach
from goalcheck.sensitivity.chain_candidates import ChainCandidates, Range
from goalcheck.sensitivity.conditions import ConflictCondition, Conjunction, SignedPush, conflicts
from goalcheck.source import MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BANDS = {"high": 0.2, "medium": 0.4, "low": 0.6}
"""By confidence, by which share of itself a weight may be wrong either way."""

AT_ONCE = 1_000
"""Draws that are worked out together."""

WORST = 10
"""A conflict is among the worst where fewer others than this have more tension."""


@dataclass(frozen=True, slots=True)
class Stability:
    """How surely one conflict stands.

    Attributes:
        stands: the share of the draws in which it does.
        among_worst: the share in which it is among the WORST of the conflicts that are listed.
        lowest, highest: its tension in all but the lowest and highest twentieth of draws; 0 where it does not stand.
    """

    finding: Finding
    stands: float
    among_worst: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """How surely the conflicts over pushes stand, in the order of the report.

    Attributes:
        exact: False where there were too many chains to list all.
    """

    draws: int
    seed: int
    standings: tuple[Stability, ...]
    exact: bool

    def of(self, finding: Finding) -> Stability | None:
        """How surely one finding stands, None where it is no conflict over pushes."""
        return next((each for each in self.standings if each.finding.fingerprint == finding.fingerprint), None)


def robustness(report: Report, *, draws: int, seed: int) -> Robustness:
    """How surely the listed conflicts over pushes (GC101, GC102, GC103, GC109) stand.

    Raises:
        MissingExtra: numpy is not installed.

    Cost: the draws times the chains that can count, mostly a few for each conflict.
    """
    require_numpy()
    found = conflicts(report)
    if not found:
        return Robustness(draws, seed, (), exact=True)
    world = _World(report, found, seed=seed)
    return Robustness(draws, seed, tuple(_standings(found, world.tensions(draws))), world.exact)


def require_numpy() -> None:
    """Refuse to go on without numpy.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        import numpy  # noqa: F401
    except ImportError as error:
        raise MissingExtra("drawing weights", library="numpy", extra="resolve") from error


def _standings(found: Sequence[ConflictCondition], tensions: Floats) -> list[Stability]:
    import numpy as np

    # A conflict is among the worst where it has at least the tension of the WORST-th.
    last = max(0, len(found) - WORST)
    last_worst = np.partition(tensions, last, axis=0)[last] - ROUNDING
    standings = []
    for conflict, row in zip(found, tensions, strict=True):
        lowest, highest = np.quantile(row, (0.05, 0.95), method="nearest")
        stands = row > 0
        worst = stands & (row >= last_worst)
        standings.append(
            Stability(conflict.finding, float(stands.mean()), float(worst.mean()), float(lowest), float(highest))
        )
    return standings


def ranges(network: Network, nodes: Sequence[int]) -> dict[ChainStep, Range]:
    """What the arrows of some nodes may weigh, by their confidence."""
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
    """The draws of one organization, as far as some conflicts depend on them."""

    def __init__(self, report: Report, found: Sequence[ConflictCondition], *, seed: int) -> None:
        settings = report.organization.settings
        self._network = report.tracer.network
        self._found = found
        self._draws = range(0)
        self._seed = seed
        self._floor = settings.min_chain - ROUNDING
        pushes = sorted({push for conflict in found for push in conflict.pushes})
        origins = sorted({push.origin for push in pushes})
        self._ranges = ranges(self._network, sorted(reach(self._network, origins, links=settings.max_links - 1)))
        self._candidates = ChainCandidates(
            self._network, pushes, self._ranges, max_links=settings.max_links, min_chain=settings.min_chain
        )
        self._chains = {push: self._candidates.of(push) for push in pushes}
        self._weights: dict[ChainStep, Floats] = {}
        self._strengths: dict[SignedPush, Floats] = {}

    @property
    def exact(self) -> bool:
        return self._candidates.exact

    def tensions(self, draws: int) -> Floats:
        """The tension of each conflict in each draw, 0 where it does not stand."""
        import numpy as np

        parts = [range(start, min(start + AT_ONCE, draws)) for start in range(0, draws, AT_ONCE)]
        return np.concatenate([self._part(part) for part in parts], axis=1)

    def _part(self, draws: range) -> Floats:
        import numpy as np

        self._draws = draws
        self._weights.clear()
        self._strengths.clear()
        return np.stack([self._tension(conflict) for conflict in self._found])

    def _tension(self, conflict: ConflictCondition) -> Floats:
        import numpy as np

        tension = np.zeros(len(self._draws))
        for clause in conflict.clauses:
            np.maximum(tension, self._clause(clause), out=tension)
        return np.where(tension >= conflict.least, tension, 0.0)

    def _clause(self, clause: Conjunction) -> Floats:
        import numpy as np

        weakest: Floats = np.minimum.reduce([self._strength(push) for push in clause.pushes])
        if not clause.leaning or not weakest.any():
            return clause.scale * weakest
        leans = [self._strength(push) >= self._strength(push.opposite) - ROUNDING for push in clause.pushes]
        return clause.scale * np.where(np.logical_and.reduce(leans), weakest, 0.0)

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
