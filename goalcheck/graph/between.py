"""The tension and the synergy between groups of objectives, without listing a pair.

They pull apart by clashes (two opposed objectives and an outcome) and by underminings (one objective leans to hurt
another). Synergy is weighed as the tension would be, from the same least tension up: two objectives that can push at
one time and both lean to help an outcome, neither also to hurt it, have 100 x importance / 5 x the weaker help; an
objective that leans to help another, and not also to hurt it, has 100 x priority / 5 x its help.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from goalcheck.graph.arrows import PLACES, ROUNDING
from goalcheck.graph.clashes import Clashes
from goalcheck.graph.effort import Budget
from goalcheck.graph.sides import Sides
from goalcheck.graph.spans import Span


class Between(NamedTuple):
    """The tension and synergy between two groups (`one` before `other`), or within one if both are the same.

    Attributes:
        worst: the largest tension of a clash or an undermining.
        sum: the tensions of all of them together: a pair counts once for each outcome that it pulls apart.
        clashes: how many clashes there are.
        underminings: how many underminings there are.
        synergy: the same sum for what pulls together.
    """

    one: str
    other: str
    worst: float
    sum: float
    clashes: int
    underminings: int
    synergy: float


class _Lean(Enum):
    HELPS = 1
    HURTS = 2
    BOTH = 3


_AGAINST = {
    _Lean.HELPS: (_Lean.HURTS, _Lean.BOTH),
    _Lean.HURTS: (_Lean.HELPS, _Lean.BOTH),
    _Lean.BOTH: (_Lean.HELPS, _Lean.HURTS, _Lean.BOTH),
}

_Kin = tuple[str, Span]
"""What makes objectives alike here: their group and their days."""

_NOBODY: Counter[_Kin] = Counter()


class _Batch(NamedTuple):
    """Objectives that push one outcome alike; one that has alternatives stands alone, as `single`."""

    tension: float
    lean: _Lean
    kin: _Kin
    single: int | None
    number: int


class _Cell:
    """The sums for two groups so far."""

    __slots__ = ("clashes", "sum", "synergy", "underminings", "worst")

    def __init__(self) -> None:
        self.worst = self.sum = self.synergy = 0.0
        self.clashes = self.underminings = 0

    def apart(self, tension: float, *, clashes: int = 0, underminings: int = 0) -> None:
        self.worst = max(self.worst, tension)
        self.sum += tension * (clashes + underminings)
        self.clashes += clashes
        self.underminings += underminings


class _Cells(dict[tuple[str, str], _Cell]):
    """The cells by their two groups, made when they are first asked for."""

    def of(self, one: str, other: str) -> _Cell:
        key = (one, other) if one <= other else (other, one)
        cell = self.get(key)
        if cell is None:
            cell = self[key] = _Cell()
        return cell


STEPS = 20_000_000
"""Pairs of a newcomer and of what has entered (alike in lean, group and days) that may be looked at: ten seconds."""


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
) -> tuple[Between, ...]:
    """The tension and synergy of every two groups that have any, by their names.

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
        field = _Field(clashes)
        for batch in _batches(clashes, clashes.sides[outcome], groups.get, outcome, least - ROUNDING):
            if not budget.affords(field.steps(batch)):
                break
            known = len(cells)
            field.enter(batch, cells)
            budget.left -= CELL_STEPS * (len(cells) - known)
    if underminings:
        _underminings(clashes, groups, least - ROUNDING, cells, budget)
    return tuple(
        Between(one, other, cell.worst, cell.sum, cell.clashes, cell.underminings, cell.synergy)
        for (one, other), cell in sorted(cells.items())
    )


def tension_over(clashes: Clashes, outcome: int, sides: Sides, *, least: float, budget: Budget) -> float:
    """The tensions of all clashes over one outcome together, if its sides were these.

    Raises:
        OutOfSteps: that would take more steps than are left.
    """
    cells = _Cells()
    field = _Field(clashes)
    for batch in _batches(clashes, sides, lambda _: "", outcome, least - ROUNDING):
        budget.spend(field.steps(batch))
        field.enter(batch, cells)
    return cells.of("", "").sum


def _underminings(clashes: Clashes, groups: Mapping[int, str], least: float, cells: _Cells, budget: Budget) -> None:
    for by, of, tension in clashes.underminings():
        if tension >= least and by in groups and of in groups:
            if not budget.affords(CELL_STEPS):
                return
            cells.of(groups[by], groups[of]).apart(tension, underminings=1)
    for by, of, synergy in clashes.supports():
        if synergy >= least and by in groups and of in groups:
            if not budget.affords(CELL_STEPS):
                return
            cells.of(groups[by], groups[of]).synergy += synergy


def _batches(
    clashes: Clashes, sides: Sides, group_of: Callable[[int], str | None], outcome: int, least: float
) -> list[_Batch]:
    """The objectives that push an outcome hard enough, the hardest first."""
    counted: Counter[tuple[float, _Lean, _Kin, int | None]] = Counter()
    unrounded: dict[float, float] = {}
    for objective, (lean, strength) in _leanings(sides).items():
        tension = clashes.scale(outcome) * strength
        group = group_of(objective)
        if group is not None and tension >= least and tension > 0:
            single = objective if objective in clashes.alternatives_to else None
            kin = group, clashes.spans[objective]
            tension = unrounded.setdefault(round(tension, PLACES), tension)
            counted[tension, lean, kin, single] += 1
    batches = [_Batch(*key, number) for key, number in counted.items()]
    return sorted(
        batches,
        key=lambda batch: (-batch.tension, batch.lean.value, batch.kin, -1 if batch.single is None else batch.single),
    )


def _leanings(sides: Sides) -> dict[int, tuple[_Lean, float]]:
    found = {objective: (_Lean.HELPS, strength) for strength, objective in sides.helpers}
    for strength, objective in sides.hurters:
        found[objective] = (_Lean.BOTH if objective in found else _Lean.HURTS), strength
    return found


class _Field:
    """The objectives entered over one outcome: a pair has the tension at which the later of the two enters."""

    def __init__(self, clashes: Clashes) -> None:
        self._alternatives = clashes.alternatives_to
        self._entered: dict[_Lean, Counter[_Kin]] = {lean: Counter() for lean in _Lean}
        self._singles: dict[int, tuple[_Lean, _Kin]] = {}

    def steps(self, batch: _Batch) -> int:
        """The cost of letting objectives in."""
        return 1 + sum(len(self._entered[lean]) for lean in _AGAINST[batch.lean])

    def enter(self, batch: _Batch, cells: _Cells) -> None:
        """Let objectives in, and count the pairs that they make with each other and with those before them."""
        for lean in _AGAINST[batch.lean]:
            for cell, pairs in self._pairs(batch, lean, cells):
                cell.apart(batch.tension, clashes=pairs)
        if batch.lean is _Lean.HELPS:
            for cell, pairs in self._pairs(batch, _Lean.HELPS, cells):
                cell.synergy += batch.tension * pairs
        self._entered[batch.lean][batch.kin] += batch.number
        if batch.single is not None:
            self._singles[batch.single] = batch.lean, batch.kin

    def _pairs(self, batch: _Batch, lean: _Lean, cells: _Cells) -> Iterator[tuple[_Cell, int]]:
        """The number of pairs that a batch makes with those of a lean, by the cell that they belong to."""
        group, (start, end) = batch.kin
        left_out = _NOBODY if batch.single is None else Counter(self._alternatives_to(batch, lean))
        for kin, number in self._entered[lean].items():
            other, (begins, ends) = kin
            if start <= ends and begins <= end and (pairs := batch.number * (number - left_out[kin])):
                yield cells.of(group, other), pairs
        among = batch.number * (batch.number - 1) // 2
        if among and lean is batch.lean:
            yield cells.of(group, group), among

    def _alternatives_to(self, batch: _Batch, lean: _Lean) -> Iterator[_Kin]:
        """The objectives of a lean that have entered and are alternatives to the one that enters alone."""
        if batch.single is None:
            return
        for objective in self._alternatives[batch.single]:
            entered = self._singles.get(objective)
            if entered is not None and entered[0] is lean:
                yield entered[1]
