"""The order of departments, objectives and outcomes in the matrices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from goalcheck.graph import Between, seriated
from goalcheck.graph.arrows import PLACES
from goalcheck.matrix.choices import MatrixOrder
from goalcheck.model import Organization
from goalcheck.model.natural_order import natural

Harm = tuple[str, str, float]
"""Who does it, what it is done to, and how much of it."""


class Ranking:
    """Puts the things of one organization in order. Ties are broken by names, in natural order, then by ids."""

    def __init__(self, organization: Organization, order: MatrixOrder) -> None:
        self._organization = organization
        self._order = order

    def departments(self, keys: Collection[str], harms: Iterable[Between]) -> tuple[str, ...]:
        """Departments by what they do to each other."""
        return self._ordered(sorted(keys, key=self._in_tree), [(each.by, each.of, each.sum) for each in harms])

    def objectives(
        self, keys: Collection[str], harms: Iterable[Between], on_outcomes: Iterable[Harm]
    ) -> tuple[str, ...]:
        """Objectives by what they do to each other and to outcomes."""
        done = [*((each.by, each.of, each.sum) for each in harms), *on_outcomes]
        return self._ordered(sorted(keys, key=self._by_department), done)

    def outcomes(self, keys: Collection[str], harms: Iterable[Harm]) -> tuple[str, ...]:
        """Outcomes by what is done to them, those that suffer most first."""
        organization = self._organization
        names = sorted(keys, key=lambda key: _named(organization.outcomes[key].name, key))
        if self._order is not MatrixOrder.NAME:
            names.sort(key=lambda key: -organization.outcomes[key].importance)
        return self._ordered(names, list(harms), front_suffers=True)

    def _ordered(self, names: list[str], harms: Sequence[Harm], *, front_suffers: bool = False) -> tuple[str, ...]:
        if self._order is MatrixOrder.NAME:
            return tuple(names)
        profiles: dict[str, dict[tuple[str, str], float]] = {name: defaultdict(float) for name in names}
        lead = dict.fromkeys(names, 0.0)
        for by, of, harm in harms:
            if by in lead:
                profiles[by]["does", of] += harm
                lead[by] += harm
            if of in lead:
                profiles[of]["suffers", by] += harm
                lead[of] += harm if front_suffers else -harm
        if self._order is MatrixOrder.HARM:
            return tuple(sorted(names, key=lambda name: (not profiles[name], -round(lead[name], PLACES))))
        return tuple(seriated(profiles, names=names, front=lead))

    def _in_tree(self, department: str) -> list[tuple[list[str], str]]:
        """Each department before those that are part of it."""
        departments = self._organization.departments
        return [_named(departments[each].name, each) for each in reversed(self._organization.lineage(department))]

    def _by_department(self, objective: str) -> tuple[list[tuple[list[str], str]], tuple[list[str], str]]:
        entry = self._organization.objectives[objective]
        return self._in_tree(entry.department), _named(entry.name, objective)


def _named(name: str, key: str) -> tuple[list[str], str]:
    return natural(name.casefold()), key
