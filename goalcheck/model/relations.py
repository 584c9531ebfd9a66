"""Relations of an objective: what it relies on and mitigates, what was agreed, and who looked at the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goalcheck.source import Location


@dataclass(frozen=True, slots=True)
class Reliance:
    """Something that must hold for an objective to succeed: an arrow from `target` to the objective.

    Attributes:
        target: the full id of the driver, outcome or objective that is relied on.
        how: `strongly`, `partly` or `slightly`.
        weight: the weight of the arrow: 1, 2/3 or 1/3.
        because: the reason that somebody gave.
        by: the person who says so.
        day: when it was said.
    """

    target: str
    how: str
    weight: float
    because: str | None
    location: Location
    by: str | None = None
    day: date | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Reliances stand by what is relied on, then by what is said, last by their place."""
        return self.target, self.weight, self.because or "", self.by or "", str(self.day or ""), self.location


@dataclass(frozen=True, slots=True)
class Considered:
    """Somebody looked at everything of some kinds: what a node does not declare there is no effect.

    Attributes:
        by: the person who looked.
        day: when they looked.
        kinds: at what: `outcomes`, `drivers`, `objectives`; sorted.
    """

    by: str
    day: date | None
    kinds: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed with a customer, a department or the team.

    Attributes:
        who: an id, or `team`.
        date: the day on which it was agreed, None where nobody says.
        target: the figure of the objective's target then, of a range its lower and upper end; None where nobody says.
    """

    who: str
    date: date | None
    target: tuple[float, ...] | None
    location: Location


@dataclass(frozen=True, slots=True)
class Mitigation:
    """A promise of an objective: while it is in force, an effect of others hurts no more than so much.

    Attributes:
        origin: the full id of the node whose effect is mitigated.
        target: the full id of the node that the effect hurts.
        leaves: the weight that the effect has at most: 0 to -1.
        word: the same as a word of the scale: `neutral` to `strongly hurts`.
        because: the reason that somebody gave.
    """

    origin: str
    target: str
    leaves: float
    word: str
    because: str | None
    location: Location

    @property
    def order(self) -> tuple[object, ...]:
        """Mitigations stand by whose effect on what they weaken, then by what is said, last by their place."""
        return self.origin, self.target, self.leaves, self.because or "", self.location
