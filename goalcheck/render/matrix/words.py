"""The words that all views of the matrices share: keys of columns, levels of harm, camps in sentences.

A name in it is as clean as the speaker makes it: safe for a terminal, or raw for a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from goalcheck.findings import Level
from goalcheck.graph import Between, Split
from goalcheck.matrix.tables import Camps, Matrix
from goalcheck.render.words import Speaker, count, exactness
from goalcheck.report import Report

READING = "A row hurts a column: along a row stands whom it hurts, down a column by whom it is hurt."

COLUMNS = "Column 3 stands for the same as row 3."

PUSHED = (
    "A row helps (+) or hurts (-) a column: the strongest help and harm, in hundredths. A harm is coloured by what it "
    "comes to for the outcome, with its importance."
)

DIAGONAL = "Where row and column meet, objectives of one department hurt each other."

THRESHOLDS = "Severe from 60, serious from 30, else minor."

COUNTED = (
    "An objective counts once for each outcome over which it hurts what another one helps, and once for each objective "
    "that it undermines, decided or not. What is below settings: min_tension does not count."
)

SYNERGY = (
    "Camps weigh harm, in both directions, against synergy: objectives that help one outcome, or one another, as "
    "strongly as others hurt."
)

UNDERMINES = "!"
"""Stands before a figure where a row undermines the objective of the column."""

KINDS_OF_HARM = f"{UNDERMINES} it undermines that objective; else it hurts an outcome that the objective helps."

HELP_STEPS = (2 / 3, 1 / 3)
"""The strengths above which a help is drawn strong, or middling: those of the words of effects."""


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


def level_of(each: Between) -> Level:
    """The level of the worst tension."""
    return Level.of_tension(each.worst)


def harm_level(matrix: Matrix, outcome: str, harm: float) -> Level:
    """The level of a harm to an outcome by itself."""
    return Level.of_tension(20 * matrix.report.organization.outcomes[outcome].importance * harm)


def hardest(harms: Iterable[Between], order: Sequence[str], most: int) -> list[str]:
    """Those that hurt or are hurt, in order; of too many those with the most harm."""
    sums: dict[str, float] = {}
    for each in harms:
        for key in {each.by, each.of}:
            sums[key] = sums.get(key, 0.0) + each.sum
    kept = set(sorted(sums, key=lambda key: (-round(sums[key], 6), key))[:most])
    return [key for key in order if key in kept]


def coverage(report: Report) -> str | None:
    """How many objectives can be seen: what was not declared cannot be found."""
    seen, objectives = report.counts.seen, count(report.counts.objectives, "objective")
    if not report.counts.objectives:
        return None
    if not seen:
        return f"Nothing can be found yet: none of the {objectives} reaches a customer or another objective."
    if 2 * seen < report.counts.objectives:
        return f"Only {seen:,} of {objectives} can be seen: what follows is a part."
    return f"{seen:,} of {objectives} can be seen."


def admissions(matrix: Matrix) -> list[str]:
    """What the matrices leave out, a sentence each."""
    said = [exactness(matrix.report), inexact(matrix.camps)]
    if matrix.uncompared:
        compared = "only those with the most harm are held against each other"
        said.append(f"{count(matrix.uncompared, 'more objective')} with harm: {compared}.")
    return [each for each in said if each]


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
    """The department that hurts and the one that is hurt, or the one that hurts itself, by name."""
    by = _named(speaker, each.by)
    return f"{by} hurts itself" if each.by == each.of else f"{by} hurts {_named(speaker, each.of)}"


def who_of_objectives(speaker: Speaker, each: Between) -> str:
    """The objective that hurts and the one that is hurt, and how."""
    over = f"over {count(each.clashes, 'outcome')}" if each.clashes else ""
    undermines = "by undermining it" if each.underminings else ""
    how = " and ".join(part for part in (over, undermines) if part)
    return f"{speaker.name(each.by)} hurts {speaker.name(each.of)} {how}"


def camp_sentences(speaker: Speaker, camps: Camps) -> Iterator[CampSentence]:
    """The camps in sentences, one for each split, then the departments that stand aside."""
    whole = len(camps.splits) == 1 and not camps.aside
    yield from (_split(speaker, split, whole=whole) for split in camps.splits)
    if camps.aside:
        aside = f"Aside, with no harm or synergy that outweighs the other: {_names(speaker, camps.aside)}."
        yield CampSentence(aside)


def camp_lines(matrix: Matrix) -> Iterator[str]:
    """The same, a line each."""
    for sentence in camp_sentences(Speaker(matrix.report.organization), matrix.camps):
        yield sentence.text
        yield from (f"- {bloc}" for bloc in sentence.blocs)


def _split(speaker: Speaker, split: Split, *, whole: bool) -> CampSentence:
    """A split, of all departments or of some."""
    left = f"{split.frustration:,.2f} of harm inside a camp or of synergy across"
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
