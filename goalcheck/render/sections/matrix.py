"""The matrices: who hurts whom, who stands with whom, and who does what to outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from goalcheck.findings import Level
from goalcheck.graph import Between
from goalcheck.matrix.choices import MatrixKind
from goalcheck.matrix.tables import DepartmentPush, Matrix
from goalcheck.render.document import (
    Block,
    Graded,
    Heading,
    HeatMap,
    Items,
    ListItem,
    ListMarks,
    Note,
    Pieces,
    Quiet,
    Strong,
    Text,
    Title,
    cut,
)
from goalcheck.render.matrix.words import (
    COUNTED,
    DIAGONAL,
    KINDS_OF_HARM,
    PUSHED,
    READING,
    SYNERGY,
    UNDERMINES,
    CampSentence,
    admissions,
    camp_sentences,
    coverage,
    hardest,
    harm_level,
    level_of,
    parts_of,
    who,
    who_of_objectives,
)
from goalcheck.render.words import Speaker, count
from goalcheck.report import Push

HARDEST = 5
"""Pairs that are told in words."""

MAX_OBJECTIVES = 40
"""Objectives that stand in a table, those with the most harm."""


def matrix_blocks(matrix: Matrix) -> Iterator[Block]:
    """The matrices, whole."""
    report = matrix.report
    yield Title((cut(report.organization.name),))
    yield from (Text((each,)) for each in [coverage(report), *admissions(matrix)] if each)
    if MatrixKind.DEPARTMENTS in matrix.kinds:
        yield from _between_departments(matrix)
        yield from camps(matrix)
    if MatrixKind.OBJECTIVES in matrix.kinds:
        yield from _between_objectives(matrix)
    if matrix.objective_pushes:
        yield from _on_outcomes(matrix)


def camps(matrix: Matrix) -> Iterator[Block]:
    """Who stands with whom against whom, where any department does."""
    if matrix.camps.splits:
        speaker = Speaker(matrix.report.organization, clean=cut)
        yield Heading("Camps")
        yield camp_items(camp_sentences(speaker, matrix.camps))
        yield Note((SYNERGY,))


def camp_items(sentences: Iterable[CampSentence]) -> Items:
    """A list of who stands where."""
    return Items(tuple(map(_camp, sentences)), ListMarks.NONE)


def _camp(sentence: CampSentence) -> ListItem:
    blocs = Items(tuple(ListItem((bloc,)) for bloc in sentence.blocs))
    return ListItem((sentence.text,), below=blocs if sentence.blocs else None)


def _between_departments(matrix: Matrix) -> Iterator[Block]:
    if not matrix.harms:
        number = count(len(matrix.departments), "department")
        yield Text((Strong(f"No harm between or inside {number}."),))
        return
    yield Heading("Departments: the worst that one does to another, and the sum")
    yield from _legend(DIAGONAL)
    cells = {
        (each.by, each.of): (Graded(f"{each.worst:.0f}", level_of(each)), f" ({each.sum:,.0f})")
        for each in matrix.harms
    }
    yield _square("department", hardest(matrix.harms, matrix.departments, len(matrix.departments)), cells)
    clashes, underminings = count(matrix.clashes, "clash", "clashes"), count(matrix.underminings, "undermining")
    yield Text((f"{matrix.total:,.2f} in all: {clashes} and {underminings}. {COUNTED}",))
    speaker = Speaker(matrix.report.organization, clean=cut)
    yield _told(matrix.harms, [f"{who(speaker, each)}: {parts_of(each)}" for each in matrix.harms[:HARDEST]])


def _between_objectives(matrix: Matrix) -> Iterator[Block]:
    if not matrix.objective_harms:
        yield Text((Strong("No objective hurts another one."),))
        return
    yield Heading("Objectives: the worst that one does to another")
    yield from _legend(KINDS_OF_HARM)
    cells = {
        (each.by, each.of): (Graded(f"{each.worst:.0f}", level_of(each)), UNDERMINES if each.underminings else "")
        for each in matrix.objective_harms
    }
    yield _square("objective", hardest(matrix.objective_harms, matrix.objectives, MAX_OBJECTIVES), cells)
    yield from _cut_short(len(hardest(matrix.objective_harms, matrix.objectives, len(matrix.objectives))))
    speaker = Speaker(matrix.report.organization, clean=cut)
    told = matrix.objective_harms[:HARDEST]
    yield _told(told, [who_of_objectives(speaker, each) for each in told])


def _legend(more: str) -> Iterator[Block]:
    severe, serious = Graded("Bold", Level.SEVERE), Graded("slanted", Level.SERIOUS)
    yield Text((f"{READING} ", severe, " is severe, ", serious, f" is serious. {more}"))


def _told(harms: Sequence[Between], sentences: Iterable[str]) -> Items:
    """The hardest in words."""
    told = zip(harms, sentences, strict=False)
    return Items(tuple(ListItem((f"{each.worst:.2f}: {said} ({each.sum:,.2f} together)",)) for each, said in told))


def _square(corner: str, keys: Sequence[str], cells: Mapping[tuple[str, str], Pieces]) -> HeatMap:
    """Rows that hurt and columns that are hurt: the others would be empty."""
    hurting, hurt = {by for by, _ in cells}, {of for _, of in cells}
    rows, columns = tuple(key for key in keys if key in hurting), tuple(key for key in keys if key in hurt)
    return HeatMap(f"{corner} hurts", rows, columns, cells)


def _cut_short(number: int) -> Iterator[Block]:
    if number > MAX_OBJECTIVES:
        told = "--top picks those with the most harm, --format csv lists all"
        yield Text((f"{MAX_OBJECTIVES} of {count(number, 'objective')}: {told}.",))


def _on_outcomes(matrix: Matrix) -> Iterator[Block]:
    pushes = {(each.department, each.outcome): _push(matrix, each.outcome, each) for each in matrix.department_pushes}
    own = {(each.objective, each.node): _push(matrix, each.node, each) for each in matrix.objective_pushes}
    pushing, pushed = {key for key, _ in [*pushes, *own]}, {outcome for _, outcome in own}
    outcomes = tuple(key for key in matrix.outcomes if key in pushed)
    yield Heading("What departments do to outcomes")
    yield HeatMap("department", tuple(key for key in matrix.departments if key in pushing), outcomes, pushes)
    yield Text((PUSHED,))
    objectives = tuple(key for key in matrix.objectives if key in pushing)
    yield Heading("What objectives do to outcomes")
    yield HeatMap("objective", objectives[:MAX_OBJECTIVES], outcomes, own)
    yield from _cut_short(len(objectives))


def _push(matrix: Matrix, outcome: str, each: DepartmentPush | Push) -> Pieces:
    help_ = Quiet(f"+{100 * each.help:.0f}")
    harm = Graded(f"-{100 * each.harm:.0f}", harm_level(matrix, outcome, each.harm))
    if each.help and each.harm:
        return help_, " ", harm
    return (help_,) if each.help else (harm,) if each.harm else ()
