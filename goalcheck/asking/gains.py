"""What one more effect would change: the sum over all pairs of how much their tension would differ.

A pair counts by its tension over its worst outcome where the two are opposed, and by that of each undermining, from the
least tension up.
A new arrow can only add chains over itself: so it takes the strongest walks to its origin, and from its target, and no
new analysis. Where the arrow closes a vicious or balancing circle a walk may come back to a node and be no chain; such
an arrow is marked, and `exact_gain` repeats the whole search for it.

Cost of an arrow: the objectives that reach its origin x what its target reaches x who stands on its sides there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from goalcheck.asking.spreading import Reach, joined, spread
from goalcheck.facts.context import Context
from goalcheck.graph import ROUNDING, Network, Pressures, Pushes

PRESUMED = 2 / 3
"""The weight of an effect that nobody has spoken about: `helps` or `hurts`."""


class Pair(NamedTuple):
    """Two objectives that pull apart, as what a new effect would bring about.

    Attributes:
        by: who hurts.
        of: whose help is hurt over the outcome, or who is undermined.
        outcome: over what they are opposed; None where one undermines the other.
        before: the tension of the pair as it is.
    """

    by: int
    of: int
    outcome: int | None
    tension: float
    before: float


class Gain(NamedTuple):
    """What one more arrow would change.

    Attributes:
        change: the sum over all pairs.
        worst: the hardest pair that it would make or worsen, None where it would make none.
    """

    change: float
    worst: Pair | None


NOTHING = Gain(0.0, None)


class Gains:
    """The gains of arrows that are not there, in one organization.

    Attributes:
        steps: how many meetings of two objectives over an outcome were looked at so far.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.steps = 0
        settings = context.organization.settings
        self.network = context.network
        self._least = settings.min_tension - ROUNDING
        self._floor = settings.min_chain - ROUNDING
        self._links = settings.max_links - 1
        self._objectives = frozenset(self.network.objectives)
        self._outcomes = frozenset(self.network.outcomes)
        count = len(self.network.nodes)
        self._through, self._plain = [1.0] * count, [1.0] * count
        for objective in self._objectives:
            self._through[objective] = settings.through_objective
            self._plain[objective] = 0.0
        self._lefts: dict[tuple[int, bool], list[Reach]] = {}
        self._rights: dict[tuple[int, bool], list[Reach]] = {}
        self._opposed: dict[int, dict[int, float]] = {}

    @cached_property
    def _into(self) -> list[list[tuple[int, float]]]:
        into: list[list[tuple[int, float]]] = [[] for _ in self.network.out]
        for origin, row in enumerate(self.network.out):
            for target, weight in row:
                into[target].append((origin, weight))
        return into

    def weight(self, origin: int, target: int, sign: int) -> float:
        """The weight that a new arrow would have, 0 where one as strong is there."""
        nodes = self.network.nodes
        size = PRESUMED if sign > 0 else min(PRESUMED, self.network.most_harm(nodes[origin], nodes[target]))
        there = max((abs(w) for t, w in self.network.out[origin] if t == target and (w > 0) == (sign > 0)), default=0.0)
        return sign * size if size > there + ROUNDING else 0.0

    def gain(self, origin: int, target: int, sign: int) -> Gain:
        """What an arrow would change."""
        weight = self.weight(origin, target, sign)
        if not weight:
            return NOTHING
        helps = self._joined(origin, target, weight, plain=False)
        plain = self._joined(origin, target, weight, plain=True)
        return self._weighed(_Arrow(origin, target, weight), helps, plain)

    def may_overstate(self, origin: int, target: int, sign: int) -> bool:
        """True if a walk over the arrow may come back to a node: it closes a circle that multiplies to minus."""
        back = self._right(target, plain=False)[-1].get(origin, (0.0, 0.0))
        if back[1 if sign > 0 else 0]:
            return True
        frustrated = self.network.frustrated
        return bool(frustrated) and not (
            frustrated.isdisjoint(self._left(origin, plain=False)[-1])
            and frustrated.isdisjoint(self._right(target, plain=False)[-1])
        )

    def exact_gain(self, origin: int, target: int, sign: int) -> Gain:
        """The same by a search of its own for the organization with the arrow."""
        weight = self.weight(origin, target, sign)
        if not weight:
            return NOTHING
        row = [each for each in self.network.out[origin] if each[0] != target or (each[1] > 0) != (sign > 0)]
        after = Tensions(self._context, self.network.rewired({origin: [*row, (target, weight)]}))
        before = self._tensions
        pairs = sorted(before.pairs.keys() | after.pairs.keys())
        change = sum(abs(after.tension(*each) - before.tension(*each)) for each in pairs)
        grown = [each for each in pairs if after.tension(*each) > before.tension(*each) + ROUNDING]
        if not grown:
            return Gain(change, None)
        worst = min(grown, key=lambda each: (-round(after.tension(*each), 6), each))
        return Gain(change, after.pair(*worst, before=before.tension(*worst)))

    @cached_property
    def _tensions(self) -> Tensions:
        return Tensions(self._context, self.network)

    def _left(self, origin: int, *, plain: bool) -> list[Reach]:
        key = origin, plain
        if key not in self._lefts:
            kept = self._plain if plain else self._through
            found = spread(self._into, origin, kept, links=self._links, floor=self._floor)
            ours = self._objectives
            # Where nothing new came with another link, the same level stands for both: `joined` looks at it once.
            levels: list[Reach] = []
            for at, level in enumerate(found):
                same = at and level is found[at - 1]
                levels.append(levels[-1] if same else {node: each for node, each in level.items() if node in ours})
            self._lefts[key] = levels
        return self._lefts[key]

    def _right(self, target: int, *, plain: bool) -> list[Reach]:
        key = target, plain
        if key not in self._rights:
            kept = self._plain if plain else self._through
            self._rights[key] = spread(self.network.out, target, kept, links=self._links, floor=self._floor)
        return self._rights[key]

    def _joined(self, origin: int, target: int, weight: float, *, plain: bool) -> dict[int, Reach]:
        left, right = self._left(origin, plain=plain), self._right(target, plain=plain)
        found = joined(left, weight, right, floor=self._floor)
        found.pop(target, None)  # whoever starts at its target would come back to it
        for source, row in found.items():
            row.pop(origin, None)
            row.pop(source, None)
        return found

    def _weighed(self, arrow: _Arrow, helps: dict[int, Reach], plain: dict[int, Reach]) -> Gain:
        tally = _Tally()
        self._opposing(helps, plain, tally)
        self._undermining(arrow, plain, tally)
        return tally.gain()

    # Opposed pairs: help and harm only grow, and so do their tensions.

    def _opposing(self, helps: dict[int, Reach], plain: dict[int, Reach], tally: _Tally) -> None:
        pushes = self._context.pushes.tables
        new_help: defaultdict[int, dict[int, float]] = defaultdict(dict)
        new_harm: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for objective, row in helps.items():
            had = pushes[objective][0]
            for node, (strength, _) in row.items():
                if node in self._outcomes and strength > had.get(node, 0.0) + ROUNDING:
                    new_help[node][objective] = strength
        for objective, row in plain.items():
            had = pushes[objective][1]
            for node, (_, strength) in row.items():
                if node in self._outcomes and strength > had.get(node, 0.0) + ROUNDING:
                    new_harm[node][objective] = strength
        best: _Best = {}
        for node in new_help.keys() | new_harm.keys():
            self._over(node, new_help.get(node, {}), new_harm.get(node, {}), best)
        together = self._context.clashes.together
        for (one, other), (tension, *ends) in best.items():
            before = self._opposed_of(one).get(other, 0.0)
            if tension > before + ROUNDING and together(one, other):
                tally.add(Pair(ends[0], ends[1], ends[2], tension, before))

    def _over(self, node: int, helps: dict[int, float], harms: dict[int, float], best: _Best) -> None:
        sides, scale = self._context.clashes.sides[node], self._context.clashes.scale(node)
        least = self._least / scale
        for changed, others, swapped, hurting in (
            (harms, helps, sides.helpers, True),
            (helps, harms, sides.hurters, False),
        ):
            for objective, strength in changed.items():
                meets = [(strength_of, other) for other, strength_of in others.items()]
                for each in swapped:
                    if each[0] < least:
                        break
                    meets.append(each)
                self.steps += len(meets)
                for strength_of, other in meets:
                    tension = scale * (min(strength_of, strength))
                    if other == objective or tension < self._least or tension <= 0:
                        continue
                    key = (objective, other) if objective < other else (other, objective)
                    had = best.get(key)
                    if had is None or tension > had[0]:
                        best[key] = (tension, objective, other, node) if hurting else (tension, other, objective, node)

    def _opposed_of(self, objective: int) -> dict[int, float]:
        """The tension of an objective with each that it is opposed to."""
        if objective not in self._opposed:
            found: dict[int, float] = {}
            helps, harms = self._context.pushes.tables[objective]
            for mine, hurting in ((harms, True), (helps, False)):
                for node, strength in mine.items():
                    if node in self._outcomes:
                        sides, scale = self._context.clashes.sides[node], self._context.clashes.scale(node)
                        for strength_of, other in sides.helpers if hurting else sides.hurters:
                            tension = scale * min(strength, strength_of)
                            if tension < self._least:
                                break
                            if other != objective and tension > found.get(other, 0.0):
                                found[other] = tension
            together = self._context.clashes.together
            self._opposed[objective] = {other: each for other, each in found.items() if together(objective, other)}
        return self._opposed[objective]

    # Undermined objectives: a help can take an objective off the hurting side, and what is lost with one can grow.

    def _undermining(self, arrow: _Arrow, plain: dict[int, Reach], tally: _Tally) -> None:
        pressures = self._context.pressures
        mechanisms = self._context.pushes.mechanisms
        scales: dict[int, float] = {}
        for objective, row in plain.items():
            scale = pressures.scale(objective)
            for node, (help_, _) in row.items():
                if node in self._outcomes:
                    scale = max(scale, pressures.scale(node) * help_)
            if scale > pressures.scale(objective) + ROUNDING:
                scales[objective] = scale
        met: set[tuple[int, int]] = set()
        for objective, row in plain.items():
            helps, harms = mechanisms.pushes_of(objective)
            for node, (help_, harm) in row.items():
                if node in self._objectives:
                    now = max(help_, helps.get(node, 0.0)), max(harm, harms.get(node, 0.0))
                    met.add((objective, node))
                    self._undermined(objective, node, now, arrow, scales.get(node), tally)
        for node, scale in scales.items():
            for each in pressures.harms.get(node, ()):
                if (each.objective, node) not in met:
                    before = pressures.scale(node) * each.harm
                    self._add(Pair(each.objective, node, None, scale * each.harm, before), tally)

    def _undermined(
        self, by: int, of: int, now: tuple[float, float], arrow: _Arrow, scale: float | None, tally: _Tally
    ) -> None:
        pressures = self._context.pressures
        if by == of or not pressures.together(by, of):
            return
        old = pressures.scale(of)
        helps, harms = self._context.pushes.mechanisms.pushes_of(by)
        said = any(t == of and w < 0 and -w >= self._floor for t, w in self.network.out[by])
        newly = said or (
            by == arrow.origin and of == arrow.target and arrow.weight < 0 and -arrow.weight >= self._floor
        )
        before = _undermines(helps.get(of, 0.0), harms.get(of, 0.0), said=said) * old
        after = _undermines(*now, said=newly) * (scale or old)
        self._add(Pair(by, of, None, after, before), tally)

    def _add(self, pair: Pair, tally: _Tally) -> None:
        before = pair.before if pair.before >= self._least else 0.0
        after = pair.tension if pair.tension >= self._least else 0.0
        tally.add(pair._replace(tension=after, before=before))


_Best = dict[tuple[int, int], tuple[float, int, int, int]]
"""By two objectives the hardest tension, who hurts, who helps, and over what."""


class _Arrow(NamedTuple):
    origin: int
    target: int
    weight: float


def _undermines(help_: float, harm: float, *, said: bool) -> float:
    """The harm of an objective on another, 0 where it does not stand on the hurting side (DESIGN 4)."""
    return harm if harm and (said or harm >= help_ - ROUNDING) else 0.0


class _Tally:
    """The sum over the pairs so far, and the worst of them."""

    def __init__(self) -> None:
        self._changes: list[tuple[tuple[int, int, int], float]] = []
        self._worst: Pair | None = None

    def add(self, pair: Pair) -> None:
        self._changes.append(((pair.by, pair.of, pair.outcome or -1), abs(pair.tension - pair.before)))
        if pair.tension <= pair.before + ROUNDING or (self._worst and pair.tension < self._worst.tension - ROUNDING):
            return
        if self._worst is None or _order(pair) < _order(self._worst):
            self._worst = pair

    def gain(self) -> Gain:
        """The sum, in an order of its own."""
        return Gain(sum(change for _, change in sorted(self._changes)), self._worst)


def _order(pair: Pair) -> tuple[object, ...]:
    return -round(pair.tension, 6), pair.outcome is None, pair.by, pair.of, pair.outcome or 0


class Tensions:
    """The tensions of all pairs of a network, for small organizations.

    Attributes:
        pairs: by (kind, one, other) the pair; kind 0 is opposed, with `one` before `other`, 1 undermines.
    """

    def __init__(self, context: Context, network: Network) -> None:
        settings = context.organization.settings
        pushes = Pushes(network, settings)
        pressures = Pressures(network, pushes)
        least = settings.min_tension - ROUNDING
        self.pairs: dict[tuple[int, int, int], Pair] = {}
        for key, pair in _all_pairs(network, pushes, pressures):
            if pair.tension >= least and pair.tension > 0:
                had = self.pairs.get(key)
                if had is None or pair.tension > had.tension:
                    self.pairs[key] = pair

    def tension(self, kind: int, one: int, other: int) -> float:
        """The tension of a pair, 0 where there is none."""
        found = self.pairs.get((kind, one, other))
        return found.tension if found else 0.0

    def pair(self, kind: int, one: int, other: int, *, before: float) -> Pair:
        """A pair that there is, with what it was before."""
        return self.pairs[kind, one, other]._replace(before=before)


def _all_pairs(network: Network, pushes: Pushes, pressures: Pressures) -> Iterator[tuple[tuple[int, int, int], Pair]]:
    outcomes = set(network.outcomes)
    hurting: dict[int, list[tuple[int, float]]] = {node: [] for node in outcomes}
    helping: dict[int, list[tuple[int, float]]] = {node: [] for node in outcomes}
    for objective, (helps, harms) in pushes.tables.items():
        for table, side in ((helps, helping), (harms, hurting)):
            for node, strength in table.items():
                if node in outcomes:
                    side[node].append((objective, strength))
    for node in sorted(outcomes):
        for hurter, helper, strength in _meetings(hurting[node], helping[node]):
            if pressures.together(hurter, helper):
                key = 0, min(hurter, helper), max(hurter, helper)
                yield key, Pair(hurter, helper, node, pressures.scale(node) * strength, 0.0)
    for node, harms_on in pressures.harms.items():
        if node not in outcomes:
            for each in harms_on:
                pair = Pair(each.objective, node, None, pressures.scale(node) * each.harm, 0.0)
                yield (1, each.objective, node), pair


def _meetings(
    hurters: Iterable[tuple[int, float]], helpers: Iterable[tuple[int, float]]
) -> Iterator[tuple[int, int, float]]:
    met = list(helpers)
    for hurter, harm in hurters:
        for helper, help_ in met:
            yield hurter, helper, min(harm, help_)
