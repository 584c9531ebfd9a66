"""The heat map and the camps in words."""

from __future__ import annotations

from goalcheck.findings import Level
from goalcheck.matrix.tables import Camps
from goalcheck.meeting import Cell, Heat
from goalcheck.render.matrix.words import SYNERGY, camp_sentences, inexact
from goalcheck.render.meeting.content import CampsWords, HeatCell, HeatRow, HeatWords
from goalcheck.render.words import Speaker, count

MILD = 15.0
"""Half of what is serious: below it a cell is hardly coloured."""

READING = "A row hurts a column: along a row stands whom a department hurts, down a column by whom it is hurt."

FOLDED = "Departments stand for those below them."


def heat_words(speaker: Speaker, heat: Heat) -> HeatWords | None:
    """The heat map; None where no department hurts any."""
    if not heat.cells:
        return None
    rows = tuple(
        HeatRow(
            each,
            speaker.department(each),
            tuple(_cell(speaker, each, other, heat.cells.get((each, other))) for other in heat.departments),
        )
        for each in heat.departments
    )
    notes = [READING, FOLDED] if heat.folded else [READING]
    if heat.left_out:
        notes.append(f"{count(heat.left_out, 'more department')} with less harm not shown.")
    return HeatWords(rows, tuple(notes), _camps(speaker, heat.camps))


def _camps(speaker: Speaker, camps: Camps) -> CampsWords | None:
    """The camps in words; None where no two departments are linked."""
    if not camps.splits:
        return None
    return CampsWords(tuple(camp_sentences(speaker, camps)), inexact(camps) or "", SYNERGY)


def _cell(speaker: Speaker, by: str, of: str, cell: Cell | None) -> HeatCell:
    hurting, hurt = speaker.department(by), "itself" if by == of else speaker.department(of)
    if cell is None:
        return HeatCell("", 0, f"{hurting} does not hurt {hurt}", "", by == of)
    words = f"{hurting} hurts {hurt}: worst tension {cell.worst:.2f}, {count(cell.count, 'harm')}"
    fingerprint = cell.conflict.fingerprint if cell.conflict else ""
    return HeatCell(f"{cell.worst:.0f}", _step(cell.worst), words, fingerprint, by == of)


def _step(tension: float) -> int:
    """The shade of a cell, 1 to 4: the two upper steps are the levels serious and severe."""
    level = Level.of_tension(tension)
    if level is Level.MINOR:
        return 1 if tension < MILD else 2
    return 3 if level is Level.SERIOUS else 4
