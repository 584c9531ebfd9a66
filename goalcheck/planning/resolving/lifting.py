"""The candidates that could give an outcome help beside what it has, and so spare it what other changes take.

Everything here errs on the side of more, as in `reach`.
"""

from __future__ import annotations

from goalcheck.changes import apply
from goalcheck.facts.context import Context
from goalcheck.planning.resolving.costs import Helps
from goalcheck.planning.resolving.judge import Judge, Made
from goalcheck.planning.resolving.reach import Reach


class Lifting:
    """For each outcome the candidates that could lift its help on some day.

    Attributes:
        of: adoptions of those who help it, deferrals and mergers of those who do, mitigators that go.
        helping: for each outcome the candidates that touch anybody who helps it, or would.
        taking: for each outcome the candidates that take its own helpers away, or weaken them.
    """

    def __init__(self, judge: Judge, reach: Reach) -> None:
        before = judge.losses.before
        adopted = self._adopted(judge, reach)
        everybody = {at for each in reach.mitigators for at in (*reach.gone[each], *reach.defers[each])}
        self.of: dict[str, Made] = {}
        self.taking: dict[str, Made] = {}
        self.helping: dict[str, Made] = {}
        for outcome, helpers in before.of.items():
            now = {each.objective: each.help for each in helpers}
            then = {each.objective: each.help for each in adopted.of[outcome]}
            found = set(everybody)
            if any(then.get(each, 0.0) > help_ for each, help_ in now.items()) or any(
                each not in now and each not in reach.adopts for each in then
            ):
                found |= set(reach.adopts.values())
            for each in now.keys() | then.keys():
                found |= {*reach.defers[each], *reach.merged[each]}
                found |= {reach.adopts[each]} if each in reach.adopts else set()
            self.of[outcome] = frozenset(found)
            self.helping[outcome] = frozenset(at for each in now.keys() | then.keys() for at in reach.touching(each))
            self.taking[outcome] = frozenset(at for each in now for at in (*reach.gone[each], *reach.retargets[each]))

    def _adopted(self, judge: Judge, reach: Reach) -> Helps:
        """Who helps each outcome where every option is in force."""
        if not reach.adopts:
            return judge.losses.before
        changes = [reach.changes[at] for at in sorted(reach.adopts.values())]
        return Helps(Context(apply(judge.organization, changes), today=judge.today))
