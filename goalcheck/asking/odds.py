"""How likely an unanswered question is to be answered with a help or a harm, by what was answered so far.

As long as few answers are known everything is possible. Later the rate of an origin times that of a target, smoothed
as if each had four more answers of the usual kind, says what to expect.
"""

from __future__ import annotations

from collections import Counter

from goalcheck.model import Driver, Objective, Organization

ENOUGH = 30
"""So many answers, and ENOUGH_OF_EACH of each sign, before rates mean anything."""

ENOUGH_OF_EACH = 3
SMOOTHING = 4
HURTS_BACK, HELPS_BACK = 3.0, 0.7
"""The odds of a harm where the target hurts the origin, or helps it."""


class Odds:
    """The odds in one organization."""

    def __init__(self, organization: Organization) -> None:
        self._rows: dict[int, Counter[str]] = {1: Counter(), -1: Counter()}
        self._columns: dict[int, Counter[str]] = {1: Counter(), -1: Counter()}
        self._asked_of: Counter[str] = Counter()
        self._asked_about: Counter[str] = Counter()
        self._signs: dict[tuple[str, str], int] = {}
        nodes: list[Objective | Driver] = [*organization.objectives.values(), *organization.drivers.values()]
        self._considering: Counter[str] = Counter()
        self._kinds = dict.fromkeys(organization.outcomes, "outcomes") | dict.fromkeys(organization.drivers, "drivers")
        sizes = {"outcomes": len(organization.outcomes), "drivers": len(organization.drivers)}
        sizes["objectives"] = len(organization.objectives)
        for node in nodes:
            looked = node.considered.kinds if node.considered else ()
            self._considering.update(looked)
            self._asked_of[node.id] += sum(sizes[kind] for kind in looked)
            for effect in node.effects:
                if self._kind(effect.target) not in looked:
                    self._asked_of[node.id] += 1
                    self._asked_about[effect.target] += 1
                sign = (effect.weight > 0) - (effect.weight < 0)
                if sign:
                    self._rows[sign][node.id] += 1
                    self._columns[sign][effect.target] += 1
                    self._signs[node.id, effect.target] = sign
        asked = self._asked_of.total()
        relied = sum(len(each.relies_on) for each in organization.objectives.values())
        self._relied = (relied + 1) / (asked + SMOOTHING)
        counts = {sign: self._rows[sign].total() for sign in (1, -1)}
        known = asked >= ENOUGH and min(counts.values()) >= ENOUGH_OF_EACH
        self._base = {sign: counts[sign] / asked for sign in (1, -1)} if known else {}

    def relied(self) -> float:
        """The odds that something is relied on; 1 as long as too little is known."""
        return self._relied if self._base else 1.0

    def of(self, origin: str, target: str, sign: int) -> float:
        """The odds that an origin helps or hurts a target; 1 as long as too little is known."""
        if not self._base:
            return 1.0
        base = self._base[sign]
        row = _rate(self._rows[sign][origin], self._asked_of[origin], base)
        about = self._asked_about[target] + self._considering[self._kind(target)]
        column = _rate(self._columns[sign][target], about, base)
        back = self._signs.get((target, origin), 0)
        again = 1.0 if sign > 0 or not back else HURTS_BACK if back < 0 else HELPS_BACK
        return base * row * column * again

    def _kind(self, node: str) -> str:
        return self._kinds.get(node, "objectives")


def _rate(count: int, asked: int, base: float) -> float:
    return (count + SMOOTHING * base) / ((asked + SMOOTHING) * base)
