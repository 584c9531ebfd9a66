"""The matrices as JSON's own types; `json_types.matrix` describes them. Text is kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goalcheck import __version__
from goalcheck.graph import Between, Split
from goalcheck.matrix.tables import Camps, Matrix
from goalcheck.render.json import dumps, figure, tension

if TYPE_CHECKING:
    from goalcheck.render.json_types.matrix import CampsData, HarmCell, MatrixData, SplitData

FORMAT: Final = "goalcheck-matrix"
VERSION: Final = 2


def render_matrix(matrix: Matrix) -> str:
    """The matrices as one JSON object."""
    return dumps(matrix_data(matrix))


def matrix_data(matrix: Matrix) -> MatrixData:
    """The matrices as JSON's own types; cells that hold nothing are left out."""
    organization = matrix.report.organization
    departments = [organization.departments[key] for key in matrix.departments]
    objectives = [organization.objectives[key] for key in matrix.objectives]
    outcomes = [organization.outcomes[key] for key in matrix.outcomes]
    return {
        "format": FORMAT,
        "version": VERSION,
        "goalcheck": __version__,
        "exact": matrix.report.exact,
        "left_out": list(matrix.report.left_out),
        "organization": organization.name,
        "kinds": list(matrix.kinds),
        "order": matrix.order,
        "departments": [{"id": each.id, "name": each.name, "part_of": each.part_of} for each in departments],
        "outcomes": [{"id": each.id, "name": each.name, "importance": each.importance} for each in outcomes],
        "objectives": [{"id": each.id, "name": each.name, "department": each.department} for each in objectives],
        "uncompared": matrix.uncompared,
        "total": {
            "tension": tension(matrix.total),
            "clashes": matrix.clashes,
            "underminings": matrix.underminings,
        },
        "department_harms": [_between(each) for each in matrix.harms],
        "department_synergies": [
            {"departments": [each.one, each.other], "sum": tension(each.sum)} for each in matrix.synergies
        ],
        "objective_harms": [_between(each) for each in matrix.objective_harms],
        "department_pushes": [
            {
                "department": each.department,
                "outcome": each.outcome,
                "help": figure(each.help),
                "helped_by": each.helped_by,
                "harm": figure(each.harm),
                "hurt_by": each.hurt_by,
            }
            for each in matrix.department_pushes
        ],
        "objective_pushes": [
            {"objective": each.objective, "outcome": each.node, "help": figure(each.help), "harm": figure(each.harm)}
            for each in matrix.objective_pushes
        ],
        "camps": camps_data(matrix.camps),
    }


def camps_data(camps: Camps) -> CampsData:
    """The camps as data: the splits, and the departments that stand aside."""
    return {
        "exact": camps.exact,
        "splits": [_split(each) for each in camps.splits],
        "aside": list(camps.aside),
    }


def _between(each: Between) -> HarmCell:
    return {
        "by": each.by,
        "of": each.of,
        "worst": tension(each.worst),
        "sum": tension(each.sum),
        "clashes": each.clashes,
        "underminings": each.underminings,
    }


def _split(split: Split) -> SplitData:
    return {
        "departments": list(split.nodes),
        "exact": split.exact,
        "equally_good": split.splits,
        "more": split.more,
        "frustration": tension(split.frustration),
        "blocs": [[list(side) for side in bloc] for bloc in split.blocs],
    }
