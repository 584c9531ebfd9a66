"""The matrices as JSON's own types; `json_types.matrix` describes them. Text is kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goalcheck import __version__
from goalcheck.graph import Between, Split
from goalcheck.matrix import Camps, Matrix
from goalcheck.render.json import dumps, figure, tension

if TYPE_CHECKING:
    from goalcheck.render.json_types.matrix import CampsData, MatrixData, SplitData, TensionCell

FORMAT: Final = "goalcheck-matrix"
VERSION: Final = 1


def render_matrix(matrix: Matrix) -> str:
    """The matrices as one JSON object."""
    return dumps(matrix_data(matrix))


def matrix_data(matrix: Matrix) -> MatrixData:
    """The matrices as JSON's own types; cells that hold nothing are left out."""
    organization = matrix.report.organization
    departments = [organization.departments[key] for key in matrix.departments]
    outcomes = [organization.outcomes[key] for key in matrix.outcomes]
    return {
        "format": FORMAT,
        "version": VERSION,
        "goalcheck": __version__,
        "exact": matrix.report.exact,
        "organization": organization.name,
        "departments": [{"id": each.id, "name": each.name, "part_of": each.part_of} for each in departments],
        "outcomes": [{"id": each.id, "name": each.name, "importance": each.importance} for each in outcomes],
        "objectives": list(matrix.objectives),
        "total": {
            "tension": tension(matrix.total),
            "clashes": matrix.clashes,
            "underminings": matrix.underminings,
        },
        "tension": [_between(each) for each in matrix.tensions],
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


def _between(each: Between) -> TensionCell:
    return {
        "departments": [each.one, each.other],
        "worst": tension(each.worst),
        "sum": tension(each.sum),
        "clashes": each.clashes,
        "underminings": each.underminings,
        "synergy": tension(each.synergy),
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
