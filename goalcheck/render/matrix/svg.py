"""The matrices as one picture: heat maps in SVG, self-contained, readable in black and white, light and dark.

Whatever a cell says is a figure; colour only repeats it. Names that are too long are cut; a tooltip has them whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from goalcheck.graph import Between
from goalcheck.matrix import DepartmentPush, Matrix
from goalcheck.picture.widths import width, wrap
from goalcheck.render.matrix.words import camp_lines, inexact, level_of, most_tense, parts_of, who
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.render.words import Speaker, count, exactness
from goalcheck.render.xml import text as escaped
from goalcheck.report import Push

MAX_ROWS = 60
"""Rows and columns of a heat map that are drawn."""

CELL_WIDTH, CELL_HEIGHT = 66, 34
MARGIN = 24
LINE = 20
MAX_LABEL = 360
MAX_HEAD = 230
LEAST_WIDTH = 640
MAX_LINES = 30
"""Of one text: the names of many departments in one sentence."""

FONT = 13
HEADINGS = {"title": 20, "heading": 15}
"""How large what is bold is written; it has four lines at the most."""

SLANT = 0.72
"""Sine and cosine of the angle of column heads, near enough."""

STYLE = """
text { font: 13px system-ui, "Segoe UI", "Noto Sans", sans-serif; fill: #1b1b1f; }
.page { fill: #ffffff; } .title { font-size: 20px; font-weight: 600; } .heading { font-size: 15px; font-weight: 600; }
.note { fill: #55555c; } .small { font-size: 11px; }
.figure { text-anchor: middle; font-variant-numeric: tabular-nums; }
.row { text-anchor: end; } rect.cell { stroke: #ffffff; stroke-width: 2; }
.none { fill: #f1f1f4; } .minor { fill: #fde9c4; } .serious { fill: #f2a65a; } .severe { fill: #a3201a; }
text.on-severe { fill: #ffffff; font-weight: 700; } text.on-serious, text.on-minor { fill: #1b1b1f; }
text.on-serious { font-weight: 600; } .help { fill: #0b6e4f; } .harm { fill: #a3201a; font-weight: 600; }
.inside { fill: none; stroke: #55555c; stroke-width: 1.5; stroke-dasharray: 3 2; }
@media (prefers-color-scheme: dark) {
text { fill: #e6e6ea; } .page { fill: #16161a; } .note { fill: #a9a9b2; } rect.cell { stroke: #16161a; }
.none { fill: #24242b; } .minor { fill: #4a3f28; } .serious { fill: #b86e1f; } .severe { fill: #d2473f; }
text.on-minor { fill: #f3e6cc; } text.on-serious { fill: #16161a; } .help { fill: #6fd3ae; } .harm { fill: #ff9c94; }
.inside { stroke: #a9a9b2; } }
"""


class _Label(NamedTuple):
    key: str
    name: str


class _Drawn(NamedTuple):
    """A piece of the picture and how much room it takes."""

    lines: list[str]
    width: float
    height: float


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
        title = f"{self._organization.name}: tension between departments"
        self._say(title, "title", LINE + 8)
        self._tension()
        self._camps()
        self._pushes()
        notes = [each for each in (exactness(self._matrix.report), inexact(self._matrix.camps)) if each]
        for note in notes:
            self._say(note, "note", LINE)
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
        tense = [each for each in self._matrix.tensions if each.sum]
        if not tense:
            yield f"No tension between or inside {count(len(self._matrix.departments), 'department')}."
        for each in tense[:3]:
            yield f"{who(self._speaker, each)}: worst {each.worst:.0f}, {parts_of(each)}, {each.sum:,.0f} together."

    def _say(self, text: str, style: str, height: float) -> None:
        """A line of text, broken where the picture ends."""
        size, bold = HEADINGS.get(style, FONT), style in HEADINGS
        said, lines = for_terminal(text, most=MAX_SENTENCE), 4 if bold else MAX_LINES
        for line in wrap(said, size, most=self._width, lines=lines, bold=bold):
            self._at += height
            self._lines.append(f'<text class="{style}" x="{MARGIN}" y="{self._at:.0f}">{escaped(line)}</text>')

    def _tension(self) -> None:
        cells = {(each.one, each.other): each for each in self._matrix.tensions if each.sum}
        concerned = most_tense(self._matrix, len(self._matrix.departments))
        if not concerned:
            for sentence in self._verdict():
                self._say(sentence, "heading", LINE + 6)
            return
        shown = most_tense(self._matrix, MAX_ROWS)

        def cell(row: str, column: str, x: float, y: float) -> Iterator[str]:
            yield from self._heat(cells.get((min(row, column), max(row, column))), x, y, inside=row == column)

        labels = [_Label(key, self._speaker.department(key)) for key in shown]
        self._add(_grid(labels, labels, cell))
        self._say("Above: the worst tension, 0 to 100; below: the sum of all.", "note", LINE)
        self._say("Severe from 60, serious from 30, else minor. Dashed: inside one department.", "note", LINE)
        if len(shown) < len(concerned):
            self._say(f"{len(concerned) - len(shown)} more departments have less tension.", "note", LINE)

    def _heat(self, each: Between | None, x: float, y: float, *, inside: bool) -> Iterator[str]:
        level = level_of(each) if each else None
        style = level.value if level else "none"
        yield f'<rect class="cell {style}" x="{x:.0f}" y="{y:.0f}" width="{CELL_WIDTH}" height="{CELL_HEIGHT}"/>'
        if inside:
            size = f'width="{CELL_WIDTH - 6}" height="{CELL_HEIGHT - 6}"'
            yield f'<rect class="inside" x="{x + 3:.0f}" y="{y + 3:.0f}" {size}/>'
        if each:
            middle = x + CELL_WIDTH / 2
            said = f"{who(self._speaker, each)}: worst {each.worst:.2f}, {parts_of(each)}, {each.sum:,.2f} together"
            yield f"<g><title>{escaped(said)}</title>"
            yield f'<text class="figure on-{style}" x="{middle:.0f}" y="{y + 15:.0f}">{each.worst:.0f}</text>'
            yield f'<text class="figure small on-{style}" x="{middle:.0f}" y="{y + 28:.0f}">{each.sum:,.0f}</text></g>'

    def _camps(self) -> None:
        if self._matrix.camps.splits:
            self._say("Camps", "heading", LINE + 16)
            for sentence in camp_lines(self._matrix):
                self._say(sentence, "camp", LINE)

    def _pushes(self) -> None:
        matrix = self._matrix
        if not matrix.department_pushes:
            return
        own = {(push.objective, push.node): push for push in matrix.objective_pushes}
        pushes = {(push.department, push.outcome): push for push in matrix.department_pushes}
        outcomes = [key for key in matrix.outcomes if any(key == outcome for _, outcome in pushes)]
        departments = [key for key in matrix.departments if any(key == department for department, _ in pushes)]
        columns = [_Label(key, self._organization.outcomes[key].name) for key in outcomes]
        rows = [_Label(key, self._speaker.department(key)) for key in departments]
        self._say("What departments do to outcomes", "heading", LINE + 16)
        self._map(rows, columns, lambda row, column, x, y: _push(pushes.get((row, column)), x, y))
        self._say("+ the strongest help, - the strongest harm of an objective, in hundredths.", "note", LINE)
        names = [_Label(key, self._organization.objectives[key].name) for key in matrix.objectives]
        self._say("What objectives do to outcomes", "heading", LINE + 16)
        self._map(names, columns, lambda row, column, x, y: _push(own.get((row, column)), x, y))

    def _map(self, rows: Sequence[_Label], columns: Sequence[_Label], cell: _Cell) -> None:
        self._add(_grid(rows[:MAX_ROWS], columns[:MAX_ROWS], cell))
        if len(rows) > MAX_ROWS or len(columns) > MAX_ROWS:
            self._say(f"Not all of {len(rows)} rows and {len(columns)} columns are drawn.", "note", LINE)

    def _add(self, drawn: _Drawn) -> None:
        self._lines.append(f'<g transform="translate({MARGIN} {self._at + 8:.0f})">')
        self._lines += drawn.lines
        self._lines.append("</g>")
        self._at += drawn.height + 12
        self._width = max(self._width, drawn.width)


_Cell = Callable[[str, str, float, float], Iterator[str]]
"""Draws the cell of a row and a column at a place."""


def _grid(rows: Sequence[_Label], columns: Sequence[_Label], cell: _Cell) -> _Drawn:
    """The cells with the names of their rows on the left and of their columns slanted above."""
    left = min(MAX_LABEL, max(width(row.name, FONT) for row in rows)) + 10
    head = SLANT * min(MAX_HEAD, max(width(column.name, FONT) for column in columns)) + FONT + 6
    lines = []
    for place, column in enumerate(columns):
        x, y = left + (place + 0.5) * CELL_WIDTH, head - 6
        shown = escaped(_cut(column.name, MAX_HEAD))
        lines.append(
            f"<g><title>{escaped(column.name)} ({escaped(column.key)})</title>"
            f'<text transform="translate({x:.0f} {y:.0f}) rotate(-45)">{shown}</text></g>'
        )
    for place, row in enumerate(rows):
        y = head + place * CELL_HEIGHT
        lines.append(
            f'<g><title>{escaped(row.name)} ({escaped(row.key)})</title><text class="row" x="{left - 8:.0f}" '
            f'y="{y + CELL_HEIGHT / 2 + 5:.0f}">{escaped(_cut(row.name, MAX_LABEL))}</text></g>'
        )
        for at, column in enumerate(columns):
            lines += cell(row.key, column.key, left + at * CELL_WIDTH, y)
    return _Drawn(lines, left + len(columns) * CELL_WIDTH + SLANT * MAX_HEAD, head + len(rows) * CELL_HEIGHT)


def _push(each: DepartmentPush | Push | None, x: float, y: float) -> Iterator[str]:
    """Help on the left, harm on the right."""
    yield f'<rect class="cell none" x="{x:.0f}" y="{y:.0f}" width="{CELL_WIDTH}" height="{CELL_HEIGHT}"/>'
    if each is None:
        return
    for figure, sign, style, share in ((each.help, "+", "help", 0.27), (each.harm, "-", "harm", 0.73)):
        if figure:
            middle = x + share * CELL_WIDTH
            text = f"{sign}{round(100 * figure)}"
            yield f'<text class="figure small {style}" x="{middle:.0f}" y="{y + CELL_HEIGHT / 2 + 5:.0f}">{text}</text>'


def _cut(name: str, most: float) -> str:
    """A name in one line, whatever of it fits."""
    return "".join(wrap(for_terminal(name), FONT, most=most, lines=1))
