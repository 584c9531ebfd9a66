"""What groups of objectives do to each other, and what they share, without listing a pair.

One group hurts another by clashes (an objective of the one hurts an outcome that an objective of the other helps) and
by underminings. Synergy is weighed as the tension would be, from the same least tension up: two objectives that are
together and both help an outcome, neither also hurting it, have 100 x importance / 5 x the weaker help; an objective
that helps another that it is together with, and does not undermine it, has 100 x worth / 5 x its help.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from goalcheck.graph.arrows import PLACES, ROUNDING
from goalcheck.graph.clashes import Clashes
from goalcheck.graph.effort import Budget
from goalcheck.graph.spans import Span


class Between(NamedTuple):
    """What one group does to another, or within itself.

    Attributes:
        by: the group that hurts.
        of: the group whose objectives are hurt, or whose help is.
        worst: the largest tension of a clash or an undermining.
        sum: the tensions of all of them together: a pair counts once for each outcome that it pulls apart.
        clashes: how many clashes there are in which the one hurts what the other helps.
        underminings: how many underminings there are.
    """

    by: str
    of: str
    worst: float
    sum: float
    clashes: int
    underminings: int


class Synergy(NamedTuple):
    """What two groups help together (`one` before `other`), or one by itself."""

    one: str
    other: str
    sum: float


class Relations(NamedTuple):
    """All that groups do to each other and share, by their names."""

    harms: tuple[Between, ...]
    synergies: tuple[Synergy, ...]


class _Side(Enum):
    HURTS = 1
    HELPS = 2
    ONLY_HELPS = 3
    """The objectives that help and do not hurt stand here a second time, for the synergy."""


_MEETS = {_Side.HURTS: _Side.HELPS, _Side.HELPS: _Side.HURTS, _Side.ONLY_HELPS: _Side.ONLY_HELPS}

_Kin = tuple[str, Span]
"""What makes objectives alike here: their group and their days."""


class _Batch(NamedTuple):
    """Objectives that push one outcome alike.

    Attributes:
        apart: what they are never in conflict with: the set of their alternatives, or themselves where they stand on
            both sides; None where that is nobody on the other side.
    """

    tension: float
    side: _Side
    kin: _Kin
    apart: int | None
    number: int


class _Cell:
    """The sums for two groups so far."""

    __slots__ = ("clashes", "sum", "underminings", "worst")

    def __init__(self) -> None:
        self.worst = self.sum = 0.0
        self.clashes = self.underminings = 0

    def add(self, tension: float, *, clashes: int = 0, underminings: int = 0) -> None:
        self.worst = max(self.worst, tension)
        self.sum += tension * (clashes + underminings)
        self.clashes += clashes
        self.underminings += underminings


class _Cells:
    """The cells by their two groups, made when they are first asked for."""

    def __init__(self) -> None:
        self.harms: dict[tuple[str, str], _Cell] = {}
        self.synergies: dict[tuple[str, str], float] = {}

    def __len__(self) -> int:
        return len(self.harms) + len(self.synergies)

    def harm(self, by: str, of: str) -> _Cell:
        """The cell of a group that hurts and one that is hurt."""
        return self.harms.get((by, of)) or self.harms.setdefault((by, of), _Cell())

    def help_together(self, one: str, other: str, synergy: float) -> None:
        """Add to what two groups help together."""
        key = (one, other) if one <= other else (other, one)
        self.synergies[key] = self.synergies.get(key, 0.0) + synergy

    def relations(self) -> Relations:
        """All that was found."""
        return Relations(
            tuple(
                Between(by, of, cell.worst, cell.sum, cell.clashes, cell.underminings)
                for (by, of), cell in sorted(self.harms.items())
            ),
            tuple(Synergy(one, other, synergy) for (one, other), synergy in sorted(self.synergies.items())),
        )


STEPS = 20_000_000
"""Pairs of a newcomer and of what has entered (alike in side, group and days) that may be looked at: ten seconds."""


CELL_STEPS = 20
"""What a further pair of groups counts for: memory is the dearer of the two."""


def between(
    clashes: Clashes,
    groups: Mapping[int, str],
    *,
    outcomes: Collection[int],
    underminings: bool,
    least: float,
    budget: Budget,
) -> Relations:
    """The harm and the synergy of every two groups that have any, by their names.

    Args:
        groups: the group of each objective; those without one are left out.
        outcomes: over which outcomes.
        underminings: whether to count what objectives do to each other, too.
        least: the tension from which a clash or an undermining counts.
        budget: the steps that it may take. Over an outcome that would take more, the weakest pushes are left out; of
            what objectives do to each other the rest.

    Cost: for each outcome, those that push it differently times the groups (and periods) that they are of.
    """
    cells = _Cells()
    for outcome in sorted(outcomes):
        field = _Field()
        for batch in _batches(clashes, groups, outcome, least - ROUNDING):
            if not budget.affords(field.steps(batch)):
                break
            known = len(cells)
            field.enter(batch, cells)
            budget.left -= CELL_STEPS * (len(cells) - known)
    if underminings:
        _among_objectives(clashes, groups, least - ROUNDING, cells, budget)
    return cells.relations()


def _among_objectives(clashes: Clashes, groups: Mapping[int, str], least: float, cells: _Cells, budget: Budget) -> None:
    for by, of, tension in clashes.underminings():
        if tension >= least and by in groups and of in groups:
            if not budget.affords(CELL_STEPS):
                return
            cells.harm(groups[by], groups[of]).add(tension, underminings=1)
    for by, of, synergy in clashes.supports():
        if synergy >= least and by in groups and of in groups:
            if not budget.affords(CELL_STEPS):
                return
            cells.help_together(groups[by], groups[of], synergy)


def _batches(clashes: Clashes, groups: Mapping[int, str], outcome: int, least: float) -> list[_Batch]:
    """The objectives that push an outcome hard enough, the hardest first."""
    counted: Counter[tuple[float, _Side, _Kin, int | None]] = Counter()
    unrounded: dict[float, float] = {}
    helpers, hurters = clashes.sides[outcome]
    hurting, helping = {objective for _, objective in hurters}, {objective for _, objective in helpers}
    entries = [(_Side.HURTS, *each) for each in hurters] + [(_Side.HELPS, *each) for each in helpers]
    entries += [(_Side.ONLY_HELPS, *each) for each in helpers if each[1] not in hurting]
    for side, strength, objective in entries:
        tension = clashes.scale(outcome) * strength
        group = groups.get(objective)
        if group is not None and tension >= least and tension > 0:
            tension = unrounded.setdefault(round(tension, PLACES), tension)
            on_both = objective in hurting and objective in helping
            apart = clashes.apart(objective, on_both=on_both)
            counted[tension, side, (group, clashes.spans[objective]), apart] += 1
    batches = [_Batch(*key, number) for key, number in counted.items()]
    return sorted(
        batches,
        key=lambda batch: (-batch.tension, batch.side.value, batch.kin, -1 if batch.apart is None else batch.apart),
    )


class _Field:
    """The objectives entered over one outcome: a pair has the tension at which the later of the two enters."""

    def __init__(self) -> None:
        self._entered: dict[_Side, Counter[_Kin]] = {side: Counter() for side in _Side}
        self._apart: dict[tuple[_Side, int], Counter[_Kin]] = {}

    def steps(self, batch: _Batch) -> int:
        """The cost of letting objectives in."""
        return 1 + len(self._entered[_MEETS[batch.side]])

    def enter(self, batch: _Batch, cells: _Cells) -> None:
        """Let objectives in, and count the pairs that they make with those before them."""
        group = batch.kin[0]
        for other, pairs in self._pairs(batch):
            if batch.side is _Side.HURTS:
                cells.harm(group, other).add(batch.tension, clashes=pairs)
            elif batch.side is _Side.HELPS:
                cells.harm(other, group).add(batch.tension, clashes=pairs)
            else:
                cells.help_together(group, other, batch.tension * pairs)
        among = batch.number * (batch.number - 1) // 2
        if among and batch.side is _Side.ONLY_HELPS and batch.apart is None:
            cells.help_together(group, group, batch.tension * among)
        self._entered[batch.side][batch.kin] += batch.number
        if batch.apart is not None:
            self._apart.setdefault((batch.side, batch.apart), Counter())[batch.kin] += batch.number

    def _pairs(self, batch: _Batch) -> Iterator[tuple[str, int]]:
        """The number of pairs that a batch makes with those that it meets, by their group."""
        start, end = batch.kin[1]
        side = _MEETS[batch.side]
        left_out = None if batch.apart is None else self._apart.get((side, batch.apart))
        for kin, number in self._entered[side].items():
            other, (begins, ends) = kin
            meeting = number - (left_out[kin] if left_out else 0)
            if meeting and start <= ends and begins <= end:
                yield other, batch.number * meeting
