"""Words of status and priority as other tools write them, in the words of the file format."""

from __future__ import annotations

from typing import Final

from goalcheck.intake.number_style import Unread
from goalcheck.intake.sheets import CellValue, folded, text_of
from goalcheck.model.synonyms import meant_value

STATUSES: Final = ("committed", "option", "proposed", "done", "dropped")

_STATUS_WORDS: Final = {
    "committed": "on track, at risk, off track, behind, delayed, green, yellow, amber, red, in progress, not started, "
    "progressing, started, in arbeit, laufend, offen, begonnen, gefährdet, im plan, im verzug, à risque, "
    "en riesgo, a rischio, en cours, en curso, in corso, lopend, healthy, "
    "needs attention, attention, problem, attainable, ahead",
    "done": "closed complete, "
    "accomplished, success, succeeded, hit, erledigt, abgeschlossen, erreicht, fertig, terminé, "
    "terminée, fini, atteint, hecho, completado, terminado, fatto, completato, klaar, afgerond, 100%",
    "dropped": "closed incomplete, closed skipped, "
    "archived, discarded, missed, deferred, obsolete, abgebrochen, gestrichen, verworfen, abandonné, "
    "annulé, cancelado, annullato, geannuleerd",
    "proposed": "created, geplant, vorgeschlagen, entwurf, proposé, brouillon, propuesto, borrador, "
    "proposto, bozza, voorstel, concept",
}
_BY_WORD: Final = {each: status for status, words in _STATUS_WORDS.items() for each in words.split(", ")}

HEALTH: Final = frozenset(
    [
        "on track",
        "at risk",
        "off track",
        "behind",
        "delayed",
        "green",
        "yellow",
        "amber",
        "red",
        "healthy",
        "needs attention",
        "attention",
        "gefährdet",
        "im plan",
        "im verzug",
        "à risque",
        "en riesgo",
        "a rischio",
        "attainable",
        "ahead",
    ]
)
"""Words that say how it goes, which the file format has no field for."""

_PRIORITIES: Final = {
    5: "critical, highest, very high, urgent, blocker, p0, must, must have, a, sehr hoch, kritisch, très haute",
    4: "high, major, p1, should, should have, b, hoch, haute, alta, elevata, hoog",
    3: "medium, normal, moderate, p2, could, could have, c, mittel, moyenne, media, gemiddeld",
    2: "low, minor, p3, d, niedrig, gering, basse, baja, bassa, laag",
    1: "lowest, very low, p4, trivial, won't, wont have, e, sehr niedrig",
}
_GRADES: Final = {each: grade for grade, words in _PRIORITIES.items() for each in words.split(", ")}


def status_of(value: CellValue) -> str | Unread | None:
    """The status that a word means; None where there is none."""
    if value is None:
        return None
    said = folded(text_of(value))
    found = _BY_WORD.get(said) or meant_value(said, STATUSES)
    return found or Unread(f"'{text_of(value)[:40]}' is no status")


def is_status(value: CellValue) -> bool:
    """True if a cell is a word of status."""
    return isinstance(value, str) and isinstance(status_of(value), str)


def priority_of(value: CellValue, *, most_is_five: bool | None = None) -> int | Unread | None:
    """The priority that a word or number means, 5 being the most; None where there is none.

    Args:
        most_is_five: which end of the numbers 1 to 5 is the most; None where nobody has said.
    """
    if value is None:
        return None
    said = folded(text_of(value))
    if said in _GRADES:
        return _GRADES[said]
    if said not in ("1", "2", "3", "4", "5"):
        return Unread(f"'{text_of(value)[:40]}' is no priority")
    if most_is_five is None:
        return Unread("is 1 the most or the least? say --map 'COLUMN=priority' (5 is the most) or =rank (1 is)")
    return int(said) if most_is_five else 6 - int(said)
