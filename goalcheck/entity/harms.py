"""The harms on one thing, and those that it does: every one from `min_chain` up, whatever makes less of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Guard
from goalcheck.findings import Link, Side
from goalcheck.graph import Pushes
from goalcheck.graph.pressure import BINDING, GUARDED

_GUARDS = {GUARDED: Guard.GUARDED, BINDING: Guard.BINDING}


class Excuse(StrEnum):
    """Why a harm to another objective does not count as pressure on it."""

    APART = "apart"
    """The two never run on the same day."""

    ALTERNATIVES = "alternatives"
    """Only one of the two will be chosen."""

    HELPS_MORE = "helps more"
    """Nobody says the harm in so many words, and the help is stronger."""


@dataclass(frozen=True, slots=True)
class HarmTold:
    """A harm of one thing to another.

    Attributes:
        by: an objective, or the driver or outcome that is asked about.
        left: what guardrails leave of it.
        excuse: why it does not count, None where it does.
        decided: whether a decision in force accepts it, as far as a conflict tells it.
    """

    by: str
    of: str
    harm: float
    left: float
    guard: Guard | None
    excuse: Excuse | None
    decided: bool
    chain: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Suffering:
    """What a thing suffers.

    Attributes:
        pressure: of an outcome or an objective in force; None of a driver, which nobody's pressure is worked out for.
        open_pressure: of the harms that nobody decided, where it is in a conflict.
        harms: the hardest after guardrails first; `harms_in_all` counts all.
        helps: the strongest first; `helps_in_all` counts all.
        protectors: those of the helping objectives that protect it from a harm.
    """

    pressure: float | None
    open_pressure: float | None
    harms: Sequence[HarmTold]
    harms_in_all: int
    helps: Sequence[Side]
    helps_in_all: int
    protectors: frozenset[str]


class Harms:
    """The harms of one report."""

    def __init__(self, report: Analysis, most: int) -> None:
        self._report = report
        self._tracer = report.tracer
        self._network = report.tracer.network
        self._pressures = report.tracer.pressures
        self._pushes = report.tracer.pushes
        self._most = most
        self._decided = {
            (hurter.objective, conflict.about)
            for conflict in report.conflicts
            for hurter in conflict.hurters
            if hurter.decided
        }

    def pressure(self, key: str) -> float | None:
        """The pressure on an outcome or an objective in force, None for anything else."""
        node = self._network.index.get(key)
        if node is None or key in self._report.organization.drivers:
            return None
        return self._pressures.pressure(node, self._pressures.harms.get(node, ()))

    def on(self, key: str) -> Suffering | None:
        """The harms and helps on a thing, None where it is not in the network."""
        node = self._network.index.get(key)
        if node is None:
            return None
        pushes = self._pushes
        if key in self._report.organization.drivers:
            pushes = Pushes(self._network, self._report.organization.settings, targets=[node])
        harms = [(objective, node, table[1][node]) for objective, table in self._each(pushes) if node in table[1]]
        helps = [(table[0][node], objective) for objective, table in self._each(pushes) if node in table[0]]
        helps.sort(key=lambda each: (-round(each[0], 9), each[1]))
        conflict = self._report.conflict(key)
        protecting = self._pressures.protectors(node, self._pressures.harms.get(node, ()))
        return Suffering(
            pressure=self.pressure(key),
            open_pressure=None if conflict is None else conflict.open_pressure,
            harms=self._told(harms, pushes),
            harms_in_all=len(harms),
            helps=[self._side(objective, node, pushes) for _, objective in helps[: self._most]],
            helps_in_all=len(helps),
            protectors=frozenset(self._network.nodes[each] for each in protecting),
        )

    def of(self, key: str) -> tuple[Sequence[HarmTold], int]:
        """The harms that a thing does to outcomes and objectives, the hardest first, and how many there are."""
        node = self._network.index.get(key)
        if node is None:
            return (), 0
        found = [(node, target, harm) for target, harm in self._pushes.pushes_of(node)[1].items()]
        return self._told(found, self._pushes), len(found)

    def helps_of(self, key: str) -> tuple[Sequence[Side], int]:
        """The helps of a thing to outcomes and objectives, the strongest first, and how many there are."""
        node = self._network.index.get(key)
        if node is None:
            return (), 0
        helps = sorted(self._pushes.pushes_of(node)[0].items(), key=lambda each: (-round(each[1], 9), each[0]))
        return [self._side(node, target, self._pushes) for target, _ in helps[: self._most]], len(helps)

    def _each(self, pushes: Pushes) -> Iterator[tuple[int, tuple[dict[int, float], dict[int, float]]]]:
        yield from pushes.tables.items()

    def _told(self, harms: Iterable[tuple[int, int, float]], pushes: Pushes) -> Sequence[HarmTold]:
        """The hardest harms after guardrails, with their chains."""
        ordered = sorted(harms, key=lambda each: (-round(self._left(*each), 9), each[:2]))
        return [self._harm(by, of, harm, pushes) for by, of, harm in ordered[: self._most]]

    def _left(self, by: int, of: int, harm: float) -> float:
        return self._guard(by, of) * harm

    def _guard(self, by: int, of: int) -> float:
        return self._pressures.guard(by, of) if by in self._pressures.spans else 1.0

    def _harm(self, by: int, of: int, harm: float, pushes: Pushes) -> HarmTold:
        nodes = self._network.nodes
        return HarmTold(
            by=nodes[by],
            of=nodes[of],
            harm=harm,
            left=self._left(by, of, harm),
            guard=_GUARDS.get(self._guard(by, of)),
            excuse=self._excuse(by, of),
            decided=(nodes[by], nodes[of]) in self._decided,
            chain=self._tracer.links(pushes.chain(origin=by, target=of, positive=False)),
        )

    def _excuse(self, by: int, of: int) -> Excuse | None:
        """Why a harm between two objectives does not count."""
        pressures = self._pressures
        if by not in pressures.spans or of not in pressures.spans:
            return None
        if pressures.alternatives.are(by, of):
            return Excuse.ALTERNATIVES
        if not pressures.together(by, of):
            return Excuse.APART
        counts = any(each.objective == by for each in pressures.harms.get(of, ()))
        return None if counts else Excuse.HELPS_MORE

    def _side(self, origin: int, target: int, pushes: Pushes) -> Side:
        strength = pushes.strength(origin=origin, target=target, positive=True)
        chain = pushes.chain(origin=origin, target=target, positive=True)
        return Side(self._network.nodes[origin], 1, strength, self._tracer.links(chain))
