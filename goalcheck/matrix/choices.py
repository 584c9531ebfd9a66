"""What somebody may choose of the matrices, known without the engine."""

from __future__ import annotations

from enum import StrEnum


class MatrixKind(StrEnum):
    """The matrices that there are; outcomes have two, of departments and of objectives."""

    DEPARTMENTS = "departments"
    OBJECTIVES = "objectives"
    OUTCOMES = "outcomes"


EVERY_KIND = tuple(MatrixKind)


class MatrixOrder(StrEnum):
    """The orders that there are.

    `ALIKE`: those that hurt the same, and are hurt by the same, stand together (`graph.seriation`). `HARM`: by the harm
    that is done less the harm that is suffered; outcomes by the harm that they suffer. `NAME`: departments as their
    tree, sisters by name; objectives by the names of their departments and their own; outcomes by name.
    """

    ALIKE = "alike"
    HARM = "harm"
    NAME = "name"
