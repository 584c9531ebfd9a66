"""The matrices as heat maps for a terminal: figures and shades, so that they can be read without colours too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from goalcheck.findings import Level
from goalcheck.graph import Between
from goalcheck.matrix.choices import MatrixKind
from goalcheck.matrix.tables import DepartmentPush, Matrix
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.document.terminal import draw
from goalcheck.render.matrix.grid import Column, GridRow, draw_grid
from goalcheck.render.matrix.words import (
    COLUMNS,
    COUNTED,
    DIAGONAL,
    KINDS_OF_HARM,
    PUSHED,
    READING,
    UNDERMINES,
    admissions,
    coverage,
    hardest,
    harm_level,
    letters,
    level_of,
    parts_of,
    who,
    who_of_objectives,
)
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections.matrix import camps
from goalcheck.render.words import LEVEL_STYLES, Speaker, count
from goalcheck.report import Push

MAX_DEPARTMENTS = 60
"""Departments that are drawn, those with the most harm."""

MAX_OUTCOMES = 60
MAX_OBJECTIVES = 40
HARDEST = 5

HARM_CELL = 5
"""As wide as !100 and a shade."""

PUSH_CELL = 9
"""As wide as +100-100 with a space before it."""


class _Fill(NamedTuple):
    """How a cell of a level is filled: the character for who sees no colours, the styles of figure and character.

    The character has the colour of its ground, so that a coloured cell is one even field.
    """

    shade: str
    figure: str
    ground: str


FILLS = {
    Level.MINOR: _Fill("░", "black on cyan", "cyan on cyan"),
    Level.SERIOUS: _Fill("▒", "black on yellow", "yellow on yellow"),
    Level.SEVERE: _Fill("█", "bold white on red", "red on red"),
}

HELP = "black on green"


def render_matrix(matrix: Matrix, *, width: int | None, color: bool) -> str:
    """The matrices as text.

    Args:
        width: columns that lines and grids are broken at, None for a pipe.
    """
    canvas = Canvas()
    _Page(matrix, canvas, width).draw()
    return canvas.text(width=width, color=color)


class _Page:
    def __init__(self, matrix: Matrix, canvas: Canvas, width: int | None) -> None:
        self._matrix = matrix
        self._canvas = canvas
        self._width = width
        self._speaker = Speaker(matrix.report.organization)
        organization = matrix.report.organization
        self._departments = [
            GridRow(str(at), self._speaker.department(key), key) for at, key in enumerate(matrix.departments, start=1)
        ]
        self._objectives = [
            GridRow(str(at), for_terminal(organization.objectives[key].name), key)
            for at, key in enumerate(matrix.objectives, start=1)
        ]

    def draw(self) -> None:
        self._opening()
        if MatrixKind.DEPARTMENTS in self._matrix.kinds:
            self._between_departments()
            draw(self._canvas, [*camps(self._matrix)])
        if MatrixKind.OBJECTIVES in self._matrix.kinds:
            self._between_objectives()
        if self._matrix.objective_pushes:
            self._on_outcomes()

    def _opening(self) -> None:
        report = self._matrix.report
        self._canvas.line(Styled(for_terminal(report.organization.name), "bold"))
        seen = coverage(report)
        if seen:
            self._canvas.line(seen)
        for admitted in admissions(self._matrix):
            self._canvas.line(Styled(admitted, "bold yellow"))
        if self._matrix.harms or self._matrix.objective_harms:
            self._canvas.blank()
            self._canvas.line(READING)
            shades = ", ".join(f"{FILLS[level].shade} {level.value}" for level in reversed(Level))
            self._canvas.line(f"Tensions from 0 to 100: {shades}. {COLUMNS}")

    def _between_departments(self) -> None:
        matrix, canvas = self._matrix, self._canvas
        if not matrix.harms:
            canvas.blank()
            number = count(len(matrix.departments), "department")
            canvas.line(Styled(f"No harm between or inside {number}.", "bold green"))
            return
        drawn = hardest(matrix.harms, matrix.departments, MAX_DEPARTMENTS)
        rows = [row for row in self._departments if row.id in set(drawn)]
        columns = [Column(row.key, row.id) for row in rows]
        canvas.heading("Departments: the worst that one does to another")
        self._harms(rows, columns, matrix.harms, _worst, HARM_CELL)
        canvas.blank()
        canvas.line(DIAGONAL)
        canvas.heading("Departments: the sum")
        widest = max(len(f"{each.sum:,.0f}") for each in matrix.harms)
        self._harms(rows, columns, matrix.harms, _sum, max(widest, len(str(len(self._departments)))) + 3)
        canvas.blank()
        clashes, underminings = count(matrix.clashes, "clash", "clashes"), count(matrix.underminings, "undermining")
        canvas.line(f"{matrix.total:,.2f} in all: {clashes} and {underminings}. {COUNTED}")
        self._calm(drawn)
        self._told(matrix.harms, lambda each: f"{who(self._speaker, each)}: {parts_of(each)}, {each.sum:,.2f} together")

    def _calm(self, drawn: Sequence[str]) -> None:
        hurting = {key for each in self._matrix.harms for key in (each.by, each.of)}
        calm = [f"{row.key} {self._speaker.quoted(row.label)}" for row in self._departments if row.id not in hurting]
        if calm:
            self._canvas.line(f"Neither hurt nor hurting: {', '.join(calm)}.", hang=2)
        if len(drawn) < len(hurting):
            left_out = count(len(hurting) - len(drawn), "more department")
            self._canvas.line(f"{left_out} with less harm: --depth folds departments, --format csv lists all.")

    def _between_objectives(self) -> None:
        matrix, canvas = self._matrix, self._canvas
        if not matrix.objective_harms:
            canvas.blank()
            canvas.line(Styled("No objective hurts another one.", "bold green"))
            return
        everybody = hardest(matrix.objective_harms, matrix.objectives, len(matrix.objectives))
        drawn = set(hardest(matrix.objective_harms, matrix.objectives, MAX_OBJECTIVES))
        canvas.heading("Objectives: the worst that one does to another")
        harms = [each for each in matrix.objective_harms if {each.by, each.of} <= drawn]
        hurting, hurt = {each.by for each in harms}, {each.of for each in harms}
        rows = [row for row in self._objectives if row.id in hurting]
        columns = [Column(row.key, row.id) for row in self._objectives if row.id in hurt]
        self._harms(rows, columns, harms, _worst_of_objectives, HARM_CELL)
        canvas.blank()
        canvas.line(KINDS_OF_HARM)
        only_hurt = [f'{row.key} "{row.label}"' for row in self._objectives if row.id in hurt - hurting]
        if only_hurt:
            canvas.line(f"Columns that hurt nobody: {', '.join(only_hurt)}.", hang=2)
        self._cut(len(drawn), len(everybody))
        self._told(matrix.objective_harms, lambda each: who_of_objectives(self._speaker, each))

    def _harms(
        self,
        rows: Sequence[GridRow],
        columns: Sequence[Column],
        harms: Iterable[Between],
        cell: Callable[[Between, int], Sequence[Part]],
        width: int,
    ) -> None:
        cells = {(each.by, each.of): each for each in harms}

        def drawn(row: str, column: str) -> Sequence[Part] | None:
            each = cells.get((row, column))
            return cell(each, width) if each else None

        draw_grid(self._canvas, rows, columns, drawn, cell_width=width, width=self._width)

    def _told(self, harms: Sequence[Between], sentence: Callable[[Between], str]) -> None:
        self._canvas.heading("Hardest")
        for each in harms[:HARDEST]:
            self._canvas.line(Styled(f"{each.worst:6.2f} ", LEVEL_STYLES[level_of(each)]), f"{sentence(each)}.", hang=7)

    def _on_outcomes(self) -> None:
        matrix, canvas = self._matrix, self._canvas
        pushed = {push.node for push in matrix.objective_pushes}
        pushing = {push.objective for push in matrix.objective_pushes}
        pushing |= {push.department for push in matrix.department_pushes}
        columns = [Column(letters(at), key) for at, key in enumerate(key for key in matrix.outcomes if key in pushed)]
        drawn = columns[:MAX_OUTCOMES]
        canvas.heading("Outcomes")
        canvas.line(PUSHED)
        for column in drawn:
            importance = matrix.report.organization.outcomes[column.id].importance
            canvas.line(f"{column.key:>2} {self._speaker.name(column.id)}, importance {importance}", hang=3)
        unpushed = [self._speaker.name(key) for key in matrix.outcomes if key not in pushed]
        if unpushed:
            canvas.line(f"Pushed by none of these: {', '.join(unpushed)}.", hang=2)
        canvas.heading("What departments do to outcomes")
        by_department = {(each.department, each.outcome): each for each in matrix.department_pushes}
        self._pushes([row for row in self._departments if row.id in pushing], drawn, by_department)
        canvas.heading("What objectives do to outcomes")
        by_objective = {(each.objective, each.node): each for each in matrix.objective_pushes}
        rows = [row for row in self._objectives if row.id in pushing]
        self._pushes(rows[:MAX_OBJECTIVES], drawn, by_objective)
        self._cut(min(len(rows), MAX_OBJECTIVES), len(rows))
        if len(drawn) < len(columns):
            canvas.line("Not all outcomes are drawn: --format csv lists all.")

    def _cut(self, drawn: int, number: int) -> None:
        if drawn < number:
            told = "--top picks those with the most harm, --format csv lists all"
            self._canvas.line(f"{drawn} of {count(number, 'objective')}: {told}.")

    def _pushes(
        self,
        rows: Sequence[GridRow],
        columns: Sequence[Column],
        cells: Mapping[tuple[str, str], DepartmentPush] | Mapping[tuple[str, str], Push],
    ) -> None:
        def drawn(row: str, column: str) -> Sequence[Part] | None:
            each = cells.get((row, column))
            return _push(each, harm_level(self._matrix, column, each.harm)) if each else None

        draw_grid(self._canvas, rows, columns, drawn, cell_width=PUSH_CELL, width=self._width)


def _worst(each: Between, width: int) -> Sequence[Part]:
    return _filled(f"{each.worst:.0f}", each, width)


def _worst_of_objectives(each: Between, width: int) -> Sequence[Part]:
    return _filled(f"{UNDERMINES if each.underminings else ''}{each.worst:.0f}", each, width)


def _filled(figure: str, each: Between, width: int) -> Sequence[Part]:
    """The figure and the shade of its level, with a gap before them where there is room."""
    fill = FILLS[level_of(each)]
    gap = " " if len(figure) < width - 1 else ""
    return [gap, Styled(f"{figure:>{width - 1 - len(gap)}}", fill.figure), Styled(fill.shade, fill.ground)]


def _sum(each: Between, width: int) -> Sequence[Part]:
    return [" ", Styled(f"{each.sum:>{width - 2},.0f}", FILLS[level_of(each)].figure), " "]


def _push(each: DepartmentPush | Push, level: Level) -> Sequence[Part]:
    help_, harm = round(100 * each.help), round(100 * each.harm)
    return [
        " ",
        Styled(f"{f'+{help_}':>4}", HELP) if help_ else " " * 4,
        Styled(f"{f'-{harm}':>4}", FILLS[level].figure) if harm else " " * 4,
    ]
