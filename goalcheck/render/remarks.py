"""Remarks: what a check has to say beside the conflicts and findings that it counts, as every format tells it.

A remark stands in a section of its own and has a level; only some make the check fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from goalcheck.findings import Level
from goalcheck.source import Location


class RemarkKind(StrEnum):
    """The kinds of remarks, in the order in which they are told."""

    RETRACTED = "retracted"
    MERGED = "merged"
    UNMERGED = "unmerged"
    LAPSED = "lapsed"
    LAPSING = "lapsing"


HEADINGS = {
    RemarkKind.RETRACTED: "Retracted: a conflict went away because somebody said less of a harm",
    RemarkKind.MERGED: "Together with other branches",
    RemarkKind.UNMERGED: "Left out: branches that do not merge by themselves",
    RemarkKind.LAPSED: "Lapsed decisions",
    RemarkKind.LAPSING: "Decisions that lapse soon",
}
"""The heading of each kind's section."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a check says beside what it counts.

    Attributes:
        text: what it is, in a sentence without its full stop.
        about: the id of what suffers, or what else it is about.
        fingerprint: the same for as long as it is said of the same.
        location: the line that it is about; None where it is of no line.
        details: further sentences.
        counts: True if it counts like an open finding of its level.
    """

    kind: RemarkKind
    level: Level
    text: str
    about: str
    fingerprint: str
    location: Location | None = None
    details: tuple[str, ...] = ()
    counts: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """The order in which remarks are told."""
        return [*RemarkKind].index(self.kind), self.level.rank, self.text, self.fingerprint


_COUNTED = {
    RemarkKind.RETRACTED: "retracted",
    RemarkKind.MERGED: "with other branches",
    RemarkKind.UNMERGED: "not merged",
    RemarkKind.LAPSED: "lapsed",
    RemarkKind.LAPSING: "lapse soon",
}


def remark_counts(remarks: Iterable[Remark]) -> list[str]:
    """How many remarks of each kind there are, in words."""
    return [f"{len(found):,} {_COUNTED[kind]}" for kind, found in sections(remarks)]


def sections(remarks: Iterable[Remark]) -> Iterator[tuple[RemarkKind, Sequence[Remark]]]:
    """The remarks by their kinds, each in its order."""
    ordered = sorted(remarks, key=lambda each: each.order[0])  # type: ignore[arg-type, return-value]
    for kind, found in groupby(ordered, key=lambda each: each.kind):
        yield kind, [*found]


def failing(remarks: Iterable[Remark], threshold: str) -> int:
    """How many make a check fail that fails from a level on."""
    return sum(each.counts and threshold != "never" and each.level.at_least(Level(threshold)) for each in remarks)
