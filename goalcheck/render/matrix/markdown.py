"""The matrices as Markdown tables, for a wiki or a pull request; wide ones in several tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from goalcheck.findings import Level, Push
from goalcheck.graph import Between
from goalcheck.matrix import DepartmentPush, Matrix
from goalcheck.render.markdown_parts import nested, table
from goalcheck.render.matrix.words import (
    COUNTED,
    DIAGONAL,
    SYNERGY,
    CampSentence,
    camp_sentences,
    inexact,
    level_of,
    parts_of,
    who,
)
from goalcheck.render.safe import MAX_SENTENCE, for_markdown, for_markdown_code
from goalcheck.render.words import Speaker, count, exactness

MAX_COLUMNS = 12
"""Columns beside the first that a table has."""

MARKS = {Level.SEVERE: "**{}**", Level.SERIOUS: "*{}*", Level.MINOR: "{}"}


def render_matrix(matrix: Matrix) -> str:
    """The matrices as Markdown."""
    return "\n\n".join(_blocks(matrix)) + "\n"


def _blocks(matrix: Matrix) -> Iterator[str]:
    report = matrix.report
    yield f"## {for_markdown(report.organization.name)}"
    admitted = (exactness(report), inexact(matrix.camps))
    yield from (_said(each) for each in admitted if each)
    yield from _tension(matrix)
    if matrix.camps.splits:
        yield "### Camps"
        yield camps_list(camp_sentences(Speaker(report.organization), matrix.camps))
        yield SYNERGY
    yield from _pushes(matrix)


def camps_list(sentences: Iterable[CampSentence]) -> str:
    """The camps as a nested list."""
    return nested([(_said(each.text), [_said(bloc) for bloc in each.blocs]) for each in sentences])


def _said(text: str) -> str:
    return for_markdown(text, most=MAX_SENTENCE)


def _tension(matrix: Matrix) -> Iterator[str]:
    tense = [each for each in matrix.tensions if each.sum]
    if not tense:
        yield f"**No tension between or inside {count(len(matrix.departments), 'department')}.**"
        return
    cells = {(each.one, each.other): each for each in tense}
    concerned = [key for key in matrix.departments if any(key in pair for pair in cells)]
    yield "### Tension between departments: the worst, and the sum"

    def cell(row: str, column: str) -> str:
        each = cells.get((min(row, column), max(row, column)))
        return _heat(each) if each else ""

    yield from _tables("department", concerned, concerned, cell)
    yield f"**Bold** is severe, *slanted* is serious. {DIAGONAL}"
    yield (
        f"{matrix.total:,.2f} in all: {count(matrix.clashes, 'clash', 'clashes')} and "
        f"{count(matrix.underminings, 'undermining')}. {COUNTED}"
    )
    speaker = Speaker(matrix.report.organization)
    yield "\n".join(
        f"- {each.worst:.2f}: {_said(who(speaker, each))} ({parts_of(each)}, {each.sum:,.2f} together)"
        for each in tense[:5]
    )


def _heat(each: Between) -> str:
    return MARKS[level_of(each) or Level.MINOR].format(f"{each.worst:.0f}") + f" ({each.sum:,.0f})"


def _pushes(matrix: Matrix) -> Iterator[str]:
    if not matrix.department_pushes:
        return
    pushes = {(each.outcome, each.department): each for each in matrix.department_pushes}
    outcomes = [key for key in matrix.outcomes if any(key == outcome for outcome, _ in pushes)]
    departments = [key for key in matrix.departments if any(key == department for _, department in pushes)]
    yield "### What departments do to outcomes"
    yield from _tables("outcome", outcomes, departments, lambda row, column: _push(pushes.get((row, column))))
    yield "The strongest help (+) and harm (-) of an objective; the most important outcomes first."
    own = {(each.objective, each.node): each for each in matrix.objective_pushes}
    yield "### What objectives do to outcomes"
    yield from _tables("objective", matrix.objectives, outcomes, lambda row, column: _push(own.get((row, column))))


def _push(each: DepartmentPush | Push | None) -> str:
    if each is None:
        return ""
    sides = (f"+{each.help:.2f}" if each.help else "", f"-{each.harm:.2f}" if each.harm else "")
    return " ".join(f"`{side}`" for side in sides if side)


def _tables(corner: str, rows: Sequence[str], columns: Sequence[str], cell: Callable[[str, str], str]) -> Iterator[str]:
    for start in range(0, len(columns), MAX_COLUMNS):
        block = columns[start : start + MAX_COLUMNS]
        header = [corner, *map(for_markdown_code, block)]
        yield table(
            header, [[for_markdown_code(row), *(cell(row, column) for column in block)] for row in rows], figures=True
        )
