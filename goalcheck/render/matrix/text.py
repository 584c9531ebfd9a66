"""The matrices as heat maps for a terminal: figures and shades, so that they can be read without colours too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goalcheck.findings import Level
from goalcheck.graph import Between
from goalcheck.matrix import DepartmentPush, Matrix
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.document.terminal import draw
from goalcheck.render.matrix.grid import Column, Row, draw_grid
from goalcheck.render.matrix.words import (
    COUNTED,
    DIAGONAL,
    inexact,
    letters,
    level_of,
    most_tense,
    parts_of,
    who,
)
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections.matrix import camps
from goalcheck.render.words import LEVEL_STYLES, Speaker, count, exactness
from goalcheck.report import Push

SHADES = {Level.MINOR: "░", Level.SERIOUS: "▒", Level.SEVERE: "█"}

MAX_DEPARTMENTS = 60
"""Departments that are drawn, those with the most tension."""

MAX_OUTCOMES = 60
MAX_OBJECTIVES = 40
HARDEST = 5

PUSH_CELL = 9
"""As wide as +100-100 with a space before it."""


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
        self._cells = {(each.one, each.other): each for each in matrix.tensions}
        self._numbers = {key: str(place) for place, key in enumerate(matrix.departments, start=1)}
        pushed = {each.outcome for each in matrix.department_pushes}
        self._pushed = [key for key in matrix.outcomes if key in pushed]
        self._letters = {key: letters(place) for place, key in enumerate(self._pushed)}
        self._tense = [each for each in matrix.tensions if each.sum]

    def draw(self) -> None:
        self._opening()
        if self._tense:
            self._tension()
            self._hardest()
        self._camps()
        if self._matrix.department_pushes:
            self._on_outcomes()
            self._of_objectives()

    def _opening(self) -> None:
        report = self._matrix.report
        self._canvas.line(Styled(for_terminal(report.organization.name), "bold"))
        self._canvas.blank()
        number = count(len(self._matrix.departments), "department")
        if not self._tense:
            self._canvas.line(Styled(f"No tension between or inside {number}.", "bold green"))
        for admitted in (exactness(report), inexact(self._matrix.camps)):
            if admitted:
                self._canvas.line(Styled(admitted, "bold yellow"))

    def _tension(self) -> None:
        canvas = self._canvas
        concerned = most_tense(self._matrix, MAX_DEPARTMENTS)
        canvas.heading("Tension between departments: the worst")
        self._square(concerned, 5, self._worst)
        canvas.blank()
        shades = ", ".join(f"{SHADES[level]} {level.value}" for level in reversed(Level))
        canvas.line(f"0 to 100: {shades}. {DIAGONAL}")
        canvas.heading("The sum")
        widest = max(len(f"{each.sum:,.0f}") for each in self._tense)
        self._square(concerned, max(widest, len(str(len(self._numbers)))) + 2, self._sum)
        canvas.blank()
        canvas.line(
            f"{self._matrix.total:,.2f} in all: {count(self._matrix.clashes, 'clash', 'clashes')} and "
            f"{count(self._matrix.underminings, 'undermining')}. {COUNTED}"
        )
        self._not_drawn(concerned)

    def _not_drawn(self, drawn: Sequence[str]) -> None:
        tense = {key for each in self._tense for key in (each.one, each.other)}
        calm = [f"{self._numbers[key]} {key}" for key in self._matrix.departments if key not in tense]
        if calm:
            self._canvas.line(f"No tension: {', '.join(calm)}.", hang=2)
        if len(drawn) < len(tense):
            self._canvas.line(
                f"{len(tense) - len(drawn)} more departments have less tension: --depth folds them, "
                "--format csv lists all."
            )

    def _square(self, departments: Sequence[str], cell_width: int, cell: Callable[[Between, int], Part]) -> None:
        def drawn(row: str, column: str) -> Sequence[Part]:
            each = self._cells.get((min(row, column), max(row, column)))
            return [cell(each, cell_width) if each and each.sum else f"{'·':>{cell_width - 1}} "]

        rows = [Row(self._numbers[key], key, key) for key in departments]
        columns = [Column(self._numbers[key], key) for key in departments]
        draw_grid(self._canvas, rows, columns, drawn, cell_width=cell_width, width=self._width)

    def _worst(self, each: Between, width: int) -> Part:
        level = level_of(each) or Level.MINOR
        return Styled(f"{each.worst:>{width - 1}.0f}{SHADES[level]}", LEVEL_STYLES[level])

    def _sum(self, each: Between, width: int) -> Part:
        return Styled(f"{each.sum:>{width - 1},.0f} ", LEVEL_STYLES[level_of(each) or Level.MINOR])

    def _hardest(self) -> None:
        self._canvas.heading("Hardest")
        for each in self._tense[:HARDEST]:
            level = level_of(each) or Level.MINOR
            self._canvas.line(
                Styled(f"{each.worst:6.2f} ", LEVEL_STYLES[level]),
                f"{who(self._speaker, each)}: {parts_of(each)}, {each.sum:,.2f} together",
                hang=7,
            )

    def _camps(self) -> None:
        draw(self._canvas, [*camps(self._matrix)])

    def _on_outcomes(self) -> None:
        cells = {(each.outcome, each.department): each for each in self._matrix.department_pushes}
        pushing = [key for key in self._matrix.departments if any(department == key for _, department in cells)]
        canvas = self._canvas
        canvas.heading("What departments do to outcomes")
        rows = [Row(self._letters[key], key, key) for key in self._pushed[:MAX_OUTCOMES]]
        columns = [Column(self._numbers[key], key) for key in pushing[:MAX_DEPARTMENTS]]
        draw_grid(
            canvas,
            rows,
            columns,
            lambda row, column: _push(cells.get((row, column))),
            cell_width=PUSH_CELL,
            width=self._width,
        )
        canvas.blank()
        canvas.line(
            "The strongest help (+) and harm (-) of an objective, in hundredths; the most important outcomes first."
        )
        unpushed = [key for key in self._matrix.outcomes if key not in self._letters]
        if unpushed:
            canvas.line(f"Pushed by none of these: {', '.join(unpushed)}.", hang=2)
        if len(rows) < len(self._pushed) or len(columns) < len(pushing):
            canvas.line("Not all are shown: --format csv lists all.")

    def _of_objectives(self) -> None:
        cells = {(each.objective, each.node): each for each in self._matrix.objective_pushes}
        objectives = self._matrix.objectives
        reached = {outcome for _, outcome in cells}
        rows = [Row("", key, key) for key in objectives[:MAX_OBJECTIVES]]
        columns = [Column(self._letters[key], key) for key in self._pushed if key in reached]
        canvas = self._canvas
        canvas.heading("What objectives do to outcomes")
        draw_grid(
            canvas,
            rows,
            columns[:MAX_OUTCOMES],
            lambda row, column: _push(cells.get((row, column))),
            cell_width=PUSH_CELL,
            width=self._width,
        )
        if len(objectives) > MAX_OBJECTIVES or len(columns) > MAX_OUTCOMES:
            canvas.line(
                f"{len(rows)} of {count(len(objectives), 'objective')}: --top picks those that harm most, "
                "--format csv lists all."
            )


def _push(each: DepartmentPush | Push | None) -> Sequence[Part]:
    if each is None:
        return [f"{'·':^{PUSH_CELL}}"]
    help_, harm = round(100 * each.help), round(100 * each.harm)
    return [
        Styled(f" {f'+{help_}' if help_ else '':>4}", "green"),
        Styled(f"{f'-{harm}' if harm else '':>4}", "red"),
    ]
