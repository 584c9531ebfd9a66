"""Steps that a part of an answer may take: counted and never timed, so that every machine leaves out the same.

Knows nothing of what is looked for; whoever spends steps says what one is.
"""

from __future__ import annotations


class OutOfSteps(Exception):
    """The steps that a part of an answer may take are used up: that part is left out, and the answer says so."""


class Budget:
    """A number of steps that is spent.

    Attributes:
        left: the steps that are not spent yet.
        exceeded: whether something was too much, so that it was left out.
    """

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.exceeded = False

    def affords(self, steps: int) -> bool:
        """Spend steps where that many are left; else note that something is left out."""
        if steps > self.left:
            self.exceeded = True
            return False
        self.left -= steps
        return True

    def spend(self, steps: int) -> None:
        """Spend steps.

        Raises:
            OutOfSteps: there are not so many left.
        """
        if not self.affords(steps):
            raise OutOfSteps


class Effort:
    """The budget of chains: entries of tables, arrows of the search, and arrows to name the chain behind a strength.

    Args:
        strict: whether running out of steps ends the search (`OutOfSteps`) and does not understate its answer.

    Attributes:
        exact: False where a limit was reached, so that some push may be understated.
    """

    def __init__(self, *, tables: int, arrows: int, telling: int, strict: bool = False) -> None:
        self.tables = Budget(tables)
        self.arrows = Budget(arrows)
        self.telling = Budget(telling)
        self._strict = strict
        self._all = tables, arrows
        self.exact = True

    @property
    def work(self) -> int:
        """The work done so far: entries of tables that were looked at, a tenth each, and arrows that were tried."""
        tables, arrows = self._all
        return (tables - self.tables.left) // 10 + arrows - self.arrows.left

    def give_up(self) -> None:
        """Note that something is left out.

        Raises:
            OutOfSteps: the effort is strict.
        """
        self.exact = False
        if self._strict:
            raise OutOfSteps
