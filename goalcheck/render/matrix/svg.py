"""The matrices as one picture: heat maps in SVG, self-contained, readable in black and white, light and dark.

Whatever a cell says is a figure; colour only repeats it. Names that are too long are cut; a tooltip has them whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.graph import Between
from goalcheck.matrix.choices import MatrixKind
from goalcheck.matrix.tables import DepartmentPush, Matrix
from goalcheck.picture.widths import wrap
from goalcheck.render.matrix.svg_grid import FONT, CellSize, DrawCell, GridLabel, figure, grid, ground, told
from goalcheck.render.matrix.words import (
    HELP_STEPS,
    PUSHED,
    READING,
    THRESHOLDS,
    UNDERMINES,
    admissions,
    camp_lines,
    coverage,
    hardest,
    harm_level,
    level_of,
    parts_of,
    who,
    who_of_objectives,
)
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.render.words import Speaker, count
from goalcheck.render.xml import text as escaped
from goalcheck.report import Push

MAX_ROWS = 60
"""Rows and columns of a heat map that are drawn."""

DEPARTMENT_CELL, OBJECTIVE_CELL, PUSH_CELL = CellSize(66, 34), CellSize(36, 24), CellSize(70, 24)
MARGIN = 24
LINE = 20
LEAST_WIDTH = 640
MAX_LINES = 30
"""Of one text: the names of many departments in one sentence."""

HEADINGS = {"title": 20, "heading": 15}
"""How large what is bold is written; it has four lines at the most."""

STYLE = """
text { font: 13px system-ui, "Segoe UI", "Noto Sans", sans-serif; fill: #1b1b1f; }
.page { fill: #ffffff; } .title { font-size: 20px; font-weight: 600; } .heading { font-size: 15px; font-weight: 600; }
.note { fill: #55555c; } text.small { font-size: 11px; }
.figure { text-anchor: middle; font-variant-numeric: tabular-nums; } .row { text-anchor: end; }
.cell { stroke: #ffffff; stroke-width: 2; } .none { fill: #f1f1f4; }
.minor { fill: #fde9c4; } .serious { fill: #f2a65a; } .severe { fill: #a3201a; }
.help1 { fill: #dff1e8; } .help2 { fill: #a9dcc3; } .help3 { fill: #0b6e4f; }
text.on-severe { fill: #ffffff; font-weight: 700; } text.on-serious { font-weight: 600; }
text.on-help3 { fill: #ffffff; }
.inside { fill: none; stroke: #55555c; stroke-width: 1.5; stroke-dasharray: 3 2; }
@media (prefers-color-scheme: dark) {
text { fill: #e6e6ea; } .page { fill: #16161a; } .note { fill: #a9a9b2; }
.cell { stroke: #16161a; } .none { fill: #24242b; }
.minor { fill: #4a3f28; } .serious { fill: #a35c12; } .severe { fill: #ff8a80; }
.help1 { fill: #1d332b; } .help2 { fill: #245c48; } .help3 { fill: #6fd3ae; }
text.on-minor { fill: #f3e6cc; } text.on-serious { fill: #ffffff; } text.on-severe { fill: #2a0705; }
text.on-help3 { fill: #06251a; }
.inside { stroke: #a9a9b2; } }
"""


def render_matrix(matrix: Matrix) -> str:
    """The picture as the text of an SVG file."""
    return _Picture(matrix).text()


class _Picture:
    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._speaker = Speaker(matrix.report.organization)
        self._organization = matrix.report.organization
        self._lines: list[str] = []
        self._width: float = LEAST_WIDTH
        self._at: float = MARGIN

    def text(self) -> str:
        title = f"{self._organization.name}: who hurts whom"
        self._say(title, "title", LINE + 8)
        for note in [coverage(self._matrix.report), *admissions(self._matrix)]:
            if note:
                self._say(note, "note", LINE)
        self._say(f"{READING} {THRESHOLDS}", "note", LINE)
        if MatrixKind.DEPARTMENTS in self._matrix.kinds:
            self._between_departments()
            self._camps()
        if MatrixKind.OBJECTIVES in self._matrix.kinds:
            self._between_objectives()
        self._pushes()
        width, height = round(self._width + 2 * MARGIN), round(self._at + MARGIN)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d">',
                f'<title id="t">{escaped(title)}</title>',
                f'<desc id="d">{escaped(" ".join([*self._verdict(), *camp_lines(self._matrix)]))}</desc>',
                f"<style>{STYLE}</style>",
                f'<rect class="page" width="{width}" height="{height}"/>',
                *self._lines,
                "</svg>\n",
            ]
        )

    def _verdict(self) -> Iterator[str]:
        matrix = self._matrix
        if MatrixKind.DEPARTMENTS in matrix.kinds and not matrix.harms:
            yield f"No harm between or inside {count(len(matrix.departments), 'department')}."
        yield from (f"{self._of_departments(each)}." for each in matrix.harms[:3])
        if MatrixKind.OBJECTIVES in matrix.kinds and not matrix.objective_harms:
            yield "No objective hurts another one."
        yield from (f"{self._of_objectives(each)}." for each in matrix.objective_harms[:3])

    def _of_departments(self, each: Between) -> str:
        return f"{who(self._speaker, each)}: worst {each.worst:.0f}, {parts_of(each)}, {each.sum:,.0f} together"

    def _of_objectives(self, each: Between) -> str:
        return f"{who_of_objectives(self._speaker, each)}: worst {each.worst:.0f}"

    def _say(self, text: str, style: str, height: float) -> None:
        """A line of text, broken where the picture ends."""
        size, bold = HEADINGS.get(style, FONT), style in HEADINGS
        said, lines = for_terminal(text, most=MAX_SENTENCE), 4 if bold else MAX_LINES
        for line in wrap(said, size, most=self._width, lines=lines, bold=bold):
            self._at += height
            self._lines.append(f'<text class="{style}" x="{MARGIN}" y="{self._at:.0f}">{escaped(line)}</text>')

    def _between_departments(self) -> None:
        matrix = self._matrix
        if not matrix.harms:
            number = count(len(matrix.departments), "department")
            self._say(f"No harm between or inside {number}.", "heading", LINE + 6)
            return
        cells = {(each.by, each.of): each for each in matrix.harms}
        shown = hardest(matrix.harms, matrix.departments, MAX_ROWS)
        labels = [GridLabel(key, self._speaker.department(key)) for key in shown]
        self._say("Departments", "heading", LINE + 16)
        self._map(
            labels,
            labels,
            DEPARTMENT_CELL,
            lambda row, column, x, y: self._department_cell(cells.get((row, column)), x, y, inside=row == column),
        )
        self._say(
            "Above: the worst tension, 0 to 100; below: the sum of all. Dashed: inside one department.", "note", LINE
        )
        left_out = len(hardest(matrix.harms, matrix.departments, len(matrix.departments))) - len(shown)
        if left_out:
            self._say(f"{count(left_out, 'more department')} with less harm.", "note", LINE)

    def _department_cell(self, each: Between | None, x: float, y: float, *, inside: bool) -> Iterator[str]:
        style = level_of(each).value if each else "none"
        yield ground(style, x, y, DEPARTMENT_CELL)
        if inside:
            size = f'width="{DEPARTMENT_CELL.width - 6}" height="{DEPARTMENT_CELL.height - 6}"'
            yield f'<rect class="inside" x="{x + 3:.0f}" y="{y + 3:.0f}" {size}/>'
        if each:
            middle = x + DEPARTMENT_CELL.width / 2
            yield told(
                self._of_departments(each),
                figure(f"{each.worst:.0f}", style, middle, y + 15),
                figure(f"{each.sum:,.0f}", f"{style} small", middle, y + 28),
            )

    def _camps(self) -> None:
        if self._matrix.camps.splits:
            self._say("Camps", "heading", LINE + 16)
            for sentence in camp_lines(self._matrix):
                self._say(sentence, "camp", LINE)

    def _between_objectives(self) -> None:
        matrix = self._matrix
        self._say("Objectives", "heading", LINE + 16)
        if not matrix.objective_harms:
            self._say("No objective hurts another one.", "note", LINE)
            return
        cells = {(each.by, each.of): each for each in matrix.objective_harms}
        shown = hardest(matrix.objective_harms, matrix.objectives, MAX_ROWS)
        hurting, hurt = {by for by, _ in cells}, {of for _, of in cells}
        self._map(
            self._objectives([key for key in shown if key in hurting]),
            self._objectives([key for key in shown if key in hurt]),
            OBJECTIVE_CELL,
            lambda row, column, x, y: self._objective_cell(cells.get((row, column)), x, y),
        )
        self._say(
            f"The worst tension, 0 to 100. {UNDERMINES} it undermines that objective; else it hurts an outcome "
            "that the objective helps.",
            "note",
            LINE,
        )
        left_out = len(hardest(matrix.objective_harms, matrix.objectives, len(matrix.objectives))) - len(shown)
        if left_out:
            self._say(f"{count(left_out, 'more objective')} with less harm.", "note", LINE)

    def _objective_cell(self, each: Between | None, x: float, y: float) -> Iterator[str]:
        style = level_of(each).value if each else "none"
        yield ground(style, x, y, OBJECTIVE_CELL)
        if each:
            said = f"{UNDERMINES if each.underminings else ''}{each.worst:.0f}"
            yield told(self._of_objectives(each), figure(said, style, x + OBJECTIVE_CELL.width / 2, y + 17))

    def _objectives(self, keys: Sequence[str]) -> list[GridLabel]:
        return [GridLabel(key, self._organization.objectives[key].name) for key in keys]

    def _pushes(self) -> None:
        matrix = self._matrix
        if not matrix.objective_pushes:
            return
        own = {(push.objective, push.node): push for push in matrix.objective_pushes}
        pushes = {(push.department, push.outcome): push for push in matrix.department_pushes}
        pushing, pushed = {key for key, _ in [*pushes, *own]}, {outcome for _, outcome in own}
        columns = [GridLabel(key, self._organization.outcomes[key].name) for key in matrix.outcomes if key in pushed]
        rows = [GridLabel(key, self._speaker.department(key)) for key in matrix.departments if key in pushing]
        self._say("What departments do to outcomes", "heading", LINE + 16)
        self._map(
            rows, columns, PUSH_CELL, lambda row, column, x, y: self._push_cell(column, pushes.get((row, column)), x, y)
        )
        self._say(PUSHED, "note", LINE)
        names = self._objectives([key for key in matrix.objectives if key in pushing])
        self._say("What objectives do to outcomes", "heading", LINE + 16)
        self._map(
            names, columns, PUSH_CELL, lambda row, column, x, y: self._push_cell(column, own.get((row, column)), x, y)
        )

    def _push_cell(self, outcome: str, each: DepartmentPush | Push | None, x: float, y: float) -> Iterator[str]:
        """Help on the left half, harm on the right."""
        if not each:
            yield ground("none", x, y, PUSH_CELL)
            return
        half = CellSize(PUSH_CELL.width / 2, PUSH_CELL.height)
        harm = harm_level(self._matrix, outcome, each.harm).value if each.harm else "none"
        help_ = _help_style(each.help)
        for amount, sign, style, left in ((each.help, "+", help_, x), (each.harm, "-", harm, x + half.width)):
            yield ground(style, left, y, half)
            if amount:
                yield figure(f"{sign}{round(100 * amount)}", f"{style} small", left + half.width / 2, y + 16)

    def _map(self, rows: Sequence[GridLabel], columns: Sequence[GridLabel], size: CellSize, cell: DrawCell) -> None:
        drawn = grid(rows[:MAX_ROWS], columns[:MAX_ROWS], size, cell)
        self._lines.append(f'<g transform="translate({MARGIN} {self._at + 8:.0f})">')
        self._lines += drawn.lines
        self._lines.append("</g>")
        self._at += drawn.height + 12
        self._width = max(self._width, drawn.width)
        if len(rows) > MAX_ROWS or len(columns) > MAX_ROWS:
            self._say(f"Not all of {len(rows)} rows and {len(columns)} columns are drawn.", "note", LINE)


def _help_style(amount: float) -> str:
    """How strong a help is drawn: by the words of effects."""
    if not amount:
        return "none"
    strong, middling = HELP_STEPS
    return "help3" if amount > strong else "help2" if amount > middling else "help1"
