"""The organization as matrices: tension between departments, pushes of departments and objectives on outcomes, camps.

Plain data, made from a report; knows no output.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import fsum

from goalcheck.analysis import Analysis
from goalcheck.findings import Level
from goalcheck.graph import Between, Budget, Split, camps
from goalcheck.graph.between import STEPS
from goalcheck.model import Organization
from goalcheck.report import Push
from goalcheck.selection import EVERYTHING, Selection, departments_of, outcomes_of, require_all

LEFT_OUT = "some of the tension between departments"


@dataclass(frozen=True, slots=True)
class DepartmentPush:
    """The strongest help and the strongest harm that a department's objectives do to an outcome, and whose they are."""

    department: str
    outcome: str
    help: float
    helped_by: str | None
    harm: float
    hurt_by: str | None


@dataclass(frozen=True, slots=True)
class Camps:
    """The departments of an organization, divided into opposing sides.

    Attributes:
        splits: for each part of the organization that tension and synergy link, its best splits.
        aside: the departments with neither, or with as much of the one as of the other, sorted.
    """

    splits: tuple[Split, ...]
    aside: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """True if every split is proved the best."""
        return all(split.exact for split in self.splits)


@dataclass(frozen=True, slots=True)
class Matrix:
    """All matrices of an organization, or of a part of it.

    Attributes:
        report: the analysis that the matrices are made from; it says so if it is not exact.
        departments: those with objectives in force, in the order of their tree; folded ones stand for all below them.
        outcomes: the most important first, then by id.
        objectives: those in force that push one of the outcomes, by id.
        tensions: what stands between two departments, or inside one where both are the same, by falling worst tension
            and sum. Each pair of departments once, only those that clash or pull together. Decided conflicts count.
        department_pushes: by department and outcome, in the order of both; only where there is a push.
        objective_pushes: by objective, then outcome, in the order of both; only where there is a push.
    """

    report: Analysis
    departments: tuple[str, ...]
    outcomes: tuple[str, ...]
    objectives: tuple[str, ...]
    tensions: tuple[Between, ...]
    department_pushes: tuple[DepartmentPush, ...]
    objective_pushes: tuple[Push, ...]
    camps: Camps

    @property
    def total(self) -> float:
        """The tensions of all clashes and underminings together."""
        return fsum(each.sum for each in self.tensions)

    @property
    def clashes(self) -> int:
        """The number of clashes (pair of objectives and outcome)."""
        return sum(each.clashes for each in self.tensions)

    @property
    def underminings(self) -> int:
        """The number of pairs of which one objective leans to hurt the other."""
        return sum(each.underminings for each in self.tensions)


def matrix(report: Analysis, selection: Selection = EVERYTHING, *, depth: int | None = None) -> Matrix:
    """The matrices of what a report is about.

    Args:
        selection: departments: tension of these and those below them, among themselves and with others, and their
            pushes; outcomes and customers: clashes and pushes over these outcomes alone; level: clashes and
            underminings of a tension of that level and worse; top: the so many departments with the most tension, and
            the objectives that harm an outcome most.
        depth: fold departments below so many levels of their tree into the one above them at that level.

    Raises:
        UnknownName: the organization has no such department, outcome or customer.
    """
    return _Maker(report, selection, depth).matrix()


class _Maker:
    def __init__(self, report: Analysis, selection: Selection, depth: int | None) -> None:
        organization = report.organization
        require_all(selection, organization)
        self._report = report
        self._organization = organization
        self._selection = selection
        self._folded = {key: _folded(organization, key, depth) for key in organization.departments}
        self._objectives = {
            key: self._folded[objective.department]
            for key, objective in organization.objectives.items()
            if objective.status.in_force
        }
        wanted = departments_of(organization, selection) if selection.departments else organization.departments
        self._wanted = {self._folded[key] for key in wanted}
        self._over_some = bool(selection.outcomes or selection.customers)
        self._outcomes = self._over()
        self._budget = Budget(STEPS)

    def matrix(self) -> Matrix:
        tensions = [each for each in self._between() if {each.one, each.other} & self._wanted]
        concerned = {department for each in tensions for department in (each.one, each.other)}
        shown = self._hardest(tensions, (self._wanted | concerned) & set(self._objectives.values()))
        tensions = [each for each in tensions if {each.one, each.other} <= shown]
        pushes = self._pushes(shown & self._wanted)
        told = self._most_harmful(pushes)
        return Matrix(
            report=self._admitting(),
            departments=tuple(key for key in in_tree_order(self._organization) if key in shown),
            outcomes=self._outcomes,
            objectives=tuple(sorted({push.objective for push in told})),
            tensions=tuple(sorted(tensions, key=_worst_first)),
            department_pushes=tuple(self._by_department(pushes)),
            objective_pushes=tuple(told),
            camps=_camps(tensions, shown),
        )

    def _over(self) -> tuple[str, ...]:
        outcomes = self._organization.outcomes
        keys = outcomes_of(self._organization, self._selection) if self._over_some else outcomes
        return tuple(sorted(keys, key=lambda key: (-outcomes[key].importance, key)))

    def _between(self) -> Iterable[Between]:
        least = (self._selection.level or Level.MINOR).least_tension
        return self._report.tracer.between(
            self._objectives,
            outcomes=self._outcomes,
            underminings=not self._over_some,
            least=least,
            budget=self._budget,
        )

    def _admitting(self) -> Analysis:
        """The report, which says so where the matrices leave something out."""
        if not self._budget.exceeded:
            return self._report
        return replace(self._report, exact=False, left_out=(*self._report.left_out, LEFT_OUT))

    def _hardest(self, tensions: Iterable[Between], departments: set[str]) -> set[str]:
        """The departments with the most tension, as many as are wanted."""
        sums = dict.fromkeys(departments, 0.0)
        for each in tensions:
            for department in {each.one, each.other}:
                sums[department] += each.sum
        return set(sorted(sums, key=lambda key: (-round(sums[key], 6), key))[: self._selection.top])

    def _pushes(self, departments: set[str]) -> list[Push]:
        """The pushes of the departments' objectives, by objective, then in the order of the outcomes."""
        order = {outcome: place for place, outcome in enumerate(self._outcomes)}
        pushes = (push for push in self._report.pushes if self._objectives[push.objective] in departments)
        return sorted(
            (push for push in pushes if push.node in order), key=lambda push: (push.objective, order[push.node])
        )

    def _most_harmful(self, pushes: Iterable[Push]) -> list[Push]:
        """The pushes of the objectives that harm an outcome most, weighed by importance, as many as are wanted."""
        harm: dict[str, float] = {}
        for push in pushes:
            weighed = push.harm * self._organization.outcomes[push.node].importance
            harm[push.objective] = max(harm.get(push.objective, 0.0), weighed)
        kept = set(sorted(harm, key=lambda key: (-round(harm[key], 9), key))[: self._selection.top])
        return [push for push in pushes if push.objective in kept]

    def _by_department(self, pushes: Iterable[Push]) -> Iterator[DepartmentPush]:
        cells: dict[tuple[str, str], list[Push]] = {}
        for push in pushes:
            cells.setdefault((self._objectives[push.objective], push.node), []).append(push)
        for department in in_tree_order(self._organization):
            for outcome in self._outcomes:
                if found := cells.get((department, outcome)):
                    yield _department_push(department, outcome, found)


def _department_push(department: str, outcome: str, pushes: list[Push]) -> DepartmentPush:
    help_ = min(pushes, key=lambda push: (-round(push.help, 9), push.objective))
    harm = min(pushes, key=lambda push: (-round(push.harm, 9), push.objective))
    return DepartmentPush(
        department,
        outcome,
        help_.help,
        help_.objective if help_.help else None,
        harm.harm,
        harm.objective if harm.harm else None,
    )


def in_tree_order(organization: Organization) -> list[str]:
    """The departments, each before those that are part of it, sisters by id."""
    return sorted(organization.departments, key=lambda key: organization.lineage(key)[::-1])


def _folded(organization: Organization, department: str, depth: int | None) -> str:
    """The department above it at a depth of the tree (1 for the roots), itself where it stands no deeper."""
    lineage = organization.lineage(department)
    return lineage[0] if depth is None or len(lineage) <= depth else lineage[-depth]


def _worst_first(each: Between) -> tuple[float, float, str, str]:
    return -round(each.worst, 9), -round(each.sum, 6), each.one, each.other


def _camps(tensions: Iterable[Between], departments: set[str]) -> Camps:
    pairs = [each for each in tensions if each.one != each.other]
    splits = camps(
        {(each.one, each.other): each.sum for each in pairs}, {(each.one, each.other): each.synergy for each in pairs}
    )
    linked = {node for split in splits for node in split.nodes}
    return Camps(splits, tuple(sorted(departments - linked)))
