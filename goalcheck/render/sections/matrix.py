"""The matrices: where departments pull apart, who stands with whom, and who pushes what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goalcheck.findings import Level
from goalcheck.graph import Between
from goalcheck.matrix import DepartmentPush, Matrix
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
    SYNERGY,
    CampSentence,
    camp_sentences,
    inexact,
    level_of,
    parts_of,
    who,
)
from goalcheck.render.words import Speaker, count, exactness
from goalcheck.report import Push

HARDEST = 5
"""Pairs of departments that are told in words."""


def matrix_blocks(matrix: Matrix) -> Iterator[Block]:
    """The matrices, whole."""
    report = matrix.report
    yield Title((cut(report.organization.name),))
    admitted = exactness(report), inexact(matrix.camps)
    yield from (Text((each,)) for each in admitted if each)
    yield from _tension(matrix)
    yield from camps(matrix)
    yield from _pushes(matrix)


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


def _tension(matrix: Matrix) -> Iterator[Block]:
    tense = [each for each in matrix.tensions if each.sum]
    if not tense:
        number = count(len(matrix.departments), "department")
        yield Text((Strong(f"No tension between or inside {number}."),))
        return
    yield Heading("Tension between departments: the worst, and the sum")
    yield _square(matrix)
    slanted = Graded("slanted", Level.SERIOUS)
    yield Text((Graded("Bold", Level.SEVERE), " is severe, ", slanted, f" is serious. {DIAGONAL}"))
    clashes, underminings = count(matrix.clashes, "clash", "clashes"), count(matrix.underminings, "undermining")
    yield Text((f"{matrix.total:,.2f} in all: {clashes} and {underminings}. {COUNTED}",))
    speaker = Speaker(matrix.report.organization, clean=cut)
    yield Items(tuple(ListItem((_sentence(speaker, each),)) for each in tense[:HARDEST]))


def _sentence(speaker: Speaker, each: Between) -> str:
    return f"{each.worst:.2f}: {who(speaker, each)} ({parts_of(each)}, {each.sum:,.2f} together)"


def _square(matrix: Matrix) -> HeatMap:
    """Departments against departments; what stands between two of them comes in both orders."""
    cells: dict[tuple[str, str], Pieces] = {}
    for each in matrix.tensions:
        if each.sum:
            told = Graded(f"{each.worst:.0f}", level_of(each) or Level.MINOR), f" ({each.sum:,.0f})"
            cells[each.one, each.other] = cells[each.other, each.one] = told
    tense = {key for pair in cells for key in pair}
    concerned = tuple(key for key in matrix.departments if key in tense)
    return HeatMap("department", concerned, concerned, cells)


def _pushes(matrix: Matrix) -> Iterator[Block]:
    if not matrix.department_pushes:
        return
    pushes = {(each.outcome, each.department): _push(each) for each in matrix.department_pushes}
    pushed, pushing = {outcome for outcome, _ in pushes}, {department for _, department in pushes}
    outcomes = tuple(key for key in matrix.outcomes if key in pushed)
    departments = tuple(key for key in matrix.departments if key in pushing)
    yield Heading("What departments do to outcomes")
    yield HeatMap("outcome", outcomes, departments, pushes)
    yield Text(("The strongest help (+) and harm (-) of an objective; the most important outcomes first.",))
    own = {(each.objective, each.node): _push(each) for each in matrix.objective_pushes}
    yield Heading("What objectives do to outcomes")
    yield HeatMap("objective", tuple(matrix.objectives), outcomes, own)


def _push(each: DepartmentPush | Push) -> Pieces:
    help_, harm = Quiet(f"+{each.help:.2f}"), Quiet(f"-{each.harm:.2f}")
    if each.help and each.harm:
        return help_, " ", harm
    return (help_,) if each.help else (harm,) if each.harm else ()
