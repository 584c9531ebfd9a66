"""The words that all views of the matrices share: keys of columns, levels of tensions, camps in sentences.

A name in it is as clean as the speaker makes it: safe for a terminal, or raw for a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from goalcheck.findings import Level
from goalcheck.graph import Between, Split
from goalcheck.matrix import Camps, Matrix
from goalcheck.render.words import Speaker, count

DIAGONAL = "Where row and column meet, the two objectives are of one department."

COUNTED = (
    "A pair of objectives counts once for each outcome that it pulls apart, and an objective that undermines another "
    "once, decided or not. What is below settings: min_tension does not count."
)

SYNERGY = (
    "Camps weigh tension against synergy: objectives that help one outcome, or one another, as strongly as others "
    "pull it apart."
)


class CampSentence(NamedTuple):
    """One split into camps in a sentence, with a line for each bloc of departments that stay together."""

    text: str
    blocs: tuple[str, ...] = ()


def letters(place: int) -> str:
    """The key of a column: A to Z, AA to ZZ, and so on."""
    key = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        key = ascii_uppercase[rest] + key
    return key


def level_of(each: Between) -> Level | None:
    """The level of the worst tension, None where nothing pulls apart."""
    return Level.of_tension(each.worst) if each.worst else None


def most_tense(matrix: Matrix, most: int) -> list[str]:
    """The departments with tension, in order; of too many those with the most."""
    sums: dict[str, float] = {}
    for each in matrix.tensions:
        if each.sum:
            for key in {each.one, each.other}:
                sums[key] = sums.get(key, 0.0) + each.sum
    kept = set(sorted(sums, key=lambda key: (-round(sums[key], 6), key))[:most])
    return [key for key in matrix.departments if key in kept]


def inexact(camps: Camps) -> str | None:
    """The admission that the camps are approximate, None where they are exact."""
    if camps.exact:
        return None
    return "The camps are approximate: too many departments are linked to prove that no other split is better."


def parts_of(each: Between) -> str:
    """The parts of a sum in words: 2 clashes and 1 undermining."""
    clashes = count(each.clashes, "clash", "clashes") if each.clashes else ""
    underminings = count(each.underminings, "undermining") if each.underminings else ""
    return " and ".join(part for part in (clashes, underminings) if part)


def who(speaker: Speaker, each: Between) -> str:
    """The two departments, or the one, by name."""
    if each.one == each.other:
        return f"inside {_named(speaker, each.one)}"
    return f"{_named(speaker, each.one)} against {_named(speaker, each.other)}"


def camp_sentences(speaker: Speaker, camps: Camps) -> Iterator[CampSentence]:
    """The camps in sentences, one for each split, then the departments that stand aside."""
    whole = len(camps.splits) == 1 and not camps.aside
    yield from (_split(speaker, split, whole=whole) for split in camps.splits)
    if camps.aside:
        aside = f"Aside, with no tension or synergy that outweighs the other: {_names(speaker, camps.aside)}."
        yield CampSentence(aside)


def camp_lines(matrix: Matrix) -> Iterator[str]:
    """The same, a line each."""
    for sentence in camp_sentences(Speaker(matrix.report.organization), matrix.camps):
        yield sentence.text
        yield from (f"- {bloc}" for bloc in sentence.blocs)


def _split(speaker: Speaker, split: Split, *, whole: bool) -> CampSentence:
    """A split, of all departments or of some."""
    left = f"{split.frustration:,.2f} of tension inside a camp or of synergy across"
    if split.splits > 1:
        number = f"More than {split.splits:,}" if split.more else f"{split.splits:,}"
        return CampSentence(
            f"{number} splits in two camps are equally good, each leaving {left}. In all of them:",
            tuple(f"{_stand(speaker, *bloc, alone='may stand on either side')}." for bloc in split.blocs),
        )
    proved = "no split leaves less" if split.exact else "another split may leave less"
    one, other = split.blocs[0]
    if whole and not other:
        stand = f"All {count(len(one), 'department')} stand together"
    else:
        stand = _stand(speaker, one, other, alone="stands alone")
    return CampSentence(f"{stand}. This leaves {left}; {proved}.")


def _stand(speaker: Speaker, one: Sequence[str], other: Sequence[str], *, alone: str) -> str:
    stands = "stands" if len(one) == 1 else "stand"
    if other:
        return f"{_names(speaker, one)} {stands} against {_names(speaker, other)}"
    return f"{_names(speaker, one)} {alone if len(one) == 1 else 'stand together'}"


def _names(speaker: Speaker, departments: Sequence[str]) -> str:
    return ", ".join(_named(speaker, each) for each in departments)


def _named(speaker: Speaker, department: str) -> str:
    """A department by its name, in quotes, because names hold commas."""
    return speaker.quoted(speaker.department(department))
