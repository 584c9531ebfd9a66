"""The making of matrices from a report, or from the part of it that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from goalcheck.analysis import Analysis
from goalcheck.findings import Level
from goalcheck.graph import Between, Budget, Relations, Synergy, camps
from goalcheck.graph.arrows import PLACES
from goalcheck.graph.between import STEPS
from goalcheck.matrix.choices import EVERY_KIND, MatrixKind, MatrixOrder
from goalcheck.matrix.order import Ranking
from goalcheck.matrix.tables import Camps, DepartmentPush, Matrix
from goalcheck.model import Organization
from goalcheck.report import Push
from goalcheck.selection import EVERYTHING, Selection, departments_of, outcomes_of, require_all

LEFT_OUT = "some of the harm between departments"
OWN_LEFT_OUT = "some of the harm between objectives"

T = TypeVar("T")

NO_RELATIONS = Relations((), ())

MOST_OBJECTIVES = 300
"""Objectives that are held against each other, those with the most harm: pairs grow with the square."""

OBJECTIVE_STEPS = 5_000_000
"""The budget of `graph.between` for objectives: two to three seconds."""


def matrix(
    report: Analysis,
    selection: Selection = EVERYTHING,
    *,
    kinds: Collection[MatrixKind] = EVERY_KIND,
    order: MatrixOrder = MatrixOrder.ALIKE,
    depth: int | None = None,
) -> Matrix:
    """The matrices of what a report is about.

    Args:
        selection: departments: harm by and of these and those below them, and their pushes; outcomes and customers:
            clashes and pushes over these outcomes alone; level: clashes and underminings of a tension of that level
            and worse; top: the so many departments, and objectives, with the most harm.
        kinds: the matrices to make; those of the other kinds hold nothing.
        depth: fold departments below so many levels of their tree into the one above them at that level.

    Raises:
        UnknownName: the organization has no such department, outcome or customer.
    """
    require_all(selection, report.organization)
    maker = _Maker(report, selection, depth)
    departments = maker.between_departments() if MatrixKind.DEPARTMENTS in kinds else NO_RELATIONS
    shown = maker.departments(departments.harms)
    between_objectives = maker.between_objectives() if MatrixKind.OBJECTIVES in kinds else ()
    pushes = maker.pushes(shown) if MatrixKind.OUTCOMES in kinds else []
    objectives = maker.objectives(between_objectives, pushes)
    told = _Told(
        harms=tuple(each for each in departments.harms if {each.by, each.of} <= shown),
        synergies=tuple(each for each in departments.synergies if {each.one, each.other} <= shown),
        objective_harms=tuple(each for each in between_objectives if {each.by, each.of} <= objectives),
        pushes=pushes,
        own_pushes=[push for push in pushes if push.objective in objectives],
    )
    return maker.matrix(told, shown, objectives, kinds, order)


class _Told(NamedTuple):
    """What the matrices hold, in no order yet: all pushes for those of departments, and those that are shown."""

    harms: tuple[Between, ...]
    synergies: tuple[Synergy, ...]
    objective_harms: tuple[Between, ...]
    pushes: list[Push]
    own_pushes: list[Push]


class _Maker:
    """Looks up what is asked for in one report.

    Attributes:
        uncompared: the objectives with harm that are too many to be held against each other.
    """

    def __init__(self, report: Analysis, selection: Selection, depth: int | None) -> None:
        organization = report.organization
        self._report = report
        self._organization = organization
        self._selection = selection
        self._folded = {key: _folded(organization, key, depth) for key in organization.departments}
        self._department = {
            key: self._folded[objective.department]
            for key, objective in organization.objectives.items()
            if objective.status.in_force
        }
        wanted = departments_of(organization, selection) if selection.departments else organization.departments
        self._wanted = {self._folded[key] for key in wanted}
        self._over_some = bool(selection.outcomes or selection.customers)
        self._outcomes = outcomes_of(organization, selection) if self._over_some else set(organization.outcomes)
        self._left_out: list[str] = []
        self.uncompared = 0

    def between_departments(self) -> Relations:
        """What the wanted departments do to others, others to them, and what they share."""
        found = self._between(self._department, Budget(STEPS), LEFT_OUT)
        return Relations(
            tuple(each for each in found.harms if {each.by, each.of} & self._wanted),
            tuple(each for each in found.synergies if {each.one, each.other} & self._wanted),
        )

    def departments(self, harms: Iterable[Between]) -> set[str]:
        """The departments to be shown: the wanted ones and their opponents, as many as are wanted, the hardest."""
        with_objectives = set(self._department.values())
        sums = dict.fromkeys((self._wanted | {key for each in harms for key in each[:2]}) & with_objectives, 0.0)
        for each in harms:
            for key in {each.by, each.of}:
                sums[key] += each.sum
        return _most(sums, self._selection.top)

    def between_objectives(self) -> tuple[Between, ...]:
        """What objectives of the wanted departments do to others, and others to them; of too many the hottest."""
        hot = {key: heat for key, heat in self._heat.items() if heat > 0}
        theirs = {key: 0.0 if self._department[key] in self._wanted else -1.0 for key in hot}
        compared = sorted(hot, key=lambda key: (-theirs[key], -round(hot[key], PLACES), key))[:MOST_OBJECTIVES]
        self.uncompared = len(hot) - len(compared)
        found = self._between({key: key for key in compared}, Budget(OBJECTIVE_STEPS), OWN_LEFT_OUT)
        return tuple(each for each in found.harms if theirs[each.by] == 0 or theirs[each.of] == 0)

    def pushes(self, departments: Collection[str]) -> list[Push]:
        """The pushes of the wanted ones of these departments."""
        theirs = {key for key, department in self._department.items() if department in self._wanted & set(departments)}
        return [push for push in self._report.pushes if push.node in self._outcomes and push.objective in theirs]

    def objectives(self, harms: Iterable[Between], pushes: Iterable[Push]) -> set[str]:
        """The objectives to be shown: all that hurt, are hurt or push, or as many as are wanted, the hottest."""
        concerned = {key for each in harms for key in each[:2]} | {push.objective for push in pushes}
        return _most({key: self._heat.get(key, 0.0) for key in concerned}, self._selection.top)

    def matrix(
        self,
        told: _Told,
        departments: Collection[str],
        objectives: Collection[str],
        kinds: Collection[MatrixKind],
        order: MatrixOrder,
    ) -> Matrix:
        """All of it, in order."""
        ranking = Ranking(self._organization, order)
        on_outcomes = [(push.objective, push.node, self._scale(push.node) * push.harm) for push in told.own_pushes]
        rows = ranking.departments(departments, told.harms)
        columns = ranking.outcomes(self._outcomes, on_outcomes)
        own_rows = ranking.objectives(objectives, told.objective_harms, on_outcomes)
        return Matrix(
            report=self._admitting(),
            kinds=tuple(each for each in MatrixKind if each in kinds),
            order=order,
            departments=rows,
            outcomes=columns,
            objectives=own_rows,
            harms=tuple(sorted(told.harms, key=_worst_first)),
            synergies=told.synergies,
            objective_harms=tuple(sorted(told.objective_harms, key=_worst_first)),
            uncompared=self.uncompared,
            department_pushes=_in_order(self._by_department(told.pushes), rows, columns),
            objective_pushes=_in_order(
                {(push.objective, push.node): push for push in told.own_pushes}, own_rows, columns
            ),
            camps=_camps(told, departments if MatrixKind.DEPARTMENTS in kinds else ()),
        )

    def _between(self, groups: Mapping[str, str], budget: Budget, left_out: str) -> Relations:
        found = self._report.tracer.between(
            groups,
            outcomes=sorted(self._outcomes),
            underminings=not self._over_some,
            least=(self._selection.level or Level.MINOR).least_tension,
            budget=budget,
        )
        if budget.exceeded:
            self._left_out.append(left_out)
        return found

    def _admitting(self) -> Analysis:
        """The report, which says so where the matrices leave something out."""
        if not self._left_out:
            return self._report
        return replace(self._report, exact=False, left_out=(*self._report.left_out, *self._left_out))

    @cached_property
    def _heat(self) -> dict[str, float]:
        """How much harm each objective has a part in, without looking at pairs.

        That is over each outcome its harm, or its help as far as others hurt what it helps; and what it does to
        objectives, or suffers as one.
        """
        heat = dict.fromkeys(self._department, 0.0)
        pushes = [push for push in self._report.pushes if push.node in self._outcomes]
        worst: dict[str, float] = {}
        for push in pushes:
            worst[push.node] = max(worst.get(push.node, 0.0), push.harm)
        for push in pushes:
            heat[push.objective] += self._scale(push.node) * max(push.harm, min(push.help, worst[push.node]))
        if not self._over_some:
            nodes = self._report.tracer.network.nodes
            for each in self._report.tracer.clashes.underminings():
                heat[nodes[each.by]] += each.tension
                heat[nodes[each.of]] += each.tension
        return heat

    def _scale(self, outcome: str) -> float:
        return 20.0 * self._organization.outcomes[outcome].importance

    def _by_department(self, pushes: Iterable[Push]) -> dict[tuple[str, str], DepartmentPush]:
        cells: dict[tuple[str, str], list[Push]] = {}
        for push in pushes:
            cells.setdefault((self._department[push.objective], push.node), []).append(push)
        return {key: _department_push(*key, found) for key, found in cells.items()}


def _most(amounts: Mapping[str, float], most: int | None) -> set[str]:
    """The names with the most, or all of them."""
    return set(sorted(amounts, key=lambda key: (-round(amounts[key], PLACES), key))[:most])


def _in_order(cells: Mapping[tuple[str, str], T], rows: Sequence[str], columns: Sequence[str]) -> tuple[T, ...]:
    """The cells that hold something, row by row."""
    row_at, column_at = ({key: at for at, key in enumerate(keys)} for keys in (rows, columns))
    return tuple(cells[key] for key in sorted(cells, key=lambda key: (row_at[key[0]], column_at[key[1]])))


def _department_push(department: str, outcome: str, pushes: list[Push]) -> DepartmentPush:
    help_ = min(pushes, key=lambda push: (-round(push.help, PLACES), push.objective))
    harm = min(pushes, key=lambda push: (-round(push.harm, PLACES), push.objective))
    return DepartmentPush(
        department,
        outcome,
        help_.help,
        help_.objective if help_.help else None,
        harm.harm,
        harm.objective if harm.harm else None,
    )


def _folded(organization: Organization, department: str, depth: int | None) -> str:
    """The department above it at a depth of the tree (1 for the roots), itself where it stands no deeper."""
    lineage = organization.lineage(department)
    return lineage[0] if depth is None or len(lineage) <= depth else lineage[-depth]


def _worst_first(each: Between) -> tuple[float, float, str, str]:
    return -round(each.worst, PLACES), -round(each.sum, 6), each.by, each.of


def _camps(told: _Told, departments: Collection[str]) -> Camps:
    """The camps: two departments pull apart by what each does to the other, and together by what they share."""
    apart: dict[tuple[str, str], float] = {}
    for harm in told.harms:
        if harm.by != harm.of:
            pair = min(harm.by, harm.of), max(harm.by, harm.of)
            apart[pair] = apart.get(pair, 0.0) + harm.sum
    splits = camps(apart, {(each.one, each.other): each.sum for each in told.synergies if each.one != each.other})
    linked = {node for split in splits for node in split.nodes}
    return Camps(splits, tuple(sorted(set(departments) - linked)))
