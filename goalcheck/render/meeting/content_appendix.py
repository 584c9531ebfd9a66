"""The content of the appendix, which is told on request, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.render.meeting.content_conflict import PusherLine


class PartWords(NamedTuple):
    """Everybody who takes part in one conflict.

    Attributes:
        position: its place among all conflicts of the report.
        more: how many are not told even here.
    """

    position: int
    level: str
    pressure: str
    text: str
    decider: str
    hurters: tuple[PusherLine, ...]
    protectors: tuple[PusherLine, ...]
    more: int


class DecidedWords(NamedTuple):
    """A decision in force, and the conflict that it decides or has a part in."""

    position: int
    text: str
    level: str
    pressure: str
    verdict: str
    by: str
    until: str
    left: str
    reason: str
    place: str


class FindingRow(NamedTuple):
    """A finding in one line of a table."""

    level: str
    text: str
    tension: str
    decider: str
    place: str
    status: str


class RuleWords(NamedTuple):
    """The findings of one rule."""

    code: str
    name: str
    rows: tuple[FindingRow, ...]
    more: int


class StrengthWords(NamedTuple):
    """An objective with its department, or a department, that helps or hurts an outcome."""

    name: str
    department: str
    strength: str


class PushersWords(NamedTuple):
    """The strongest objectives or departments that help an outcome, or that hurt it, and the number of others."""

    shown: tuple[StrengthWords, ...]
    more: int


class RatingWords(NamedTuple):
    """One rating, 0 to 10."""

    period: str
    figure: str
    value: float
    note: str


class SeriesWords(NamedTuple):
    """The ratings of an outcome by one customer over time."""

    customer: str
    ratings: tuple[RatingWords, ...]
    words: str
    is_unhappy: bool


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """One outcome in the customer's view; `level` is that of the conflict about it, empty where there is none."""

    id: str
    name: str
    importance: int
    at_stake: str
    helped_by: PushersWords
    hurt_by: PushersWords
    series: tuple[SeriesWords, ...]
    level: str


class CustomerWords(NamedTuple):
    """A customer with the outcomes of the cut."""

    id: str
    name: str
    is_internal: bool
    outcomes: tuple[OutcomeWords, ...]


class StageWords(NamedTuple):
    """A stage of the customer's journey."""

    name: str
    outcomes: tuple[str, ...]
    helped_by: PushersWords
    hurt_by: PushersWords


@dataclass(frozen=True, slots=True)
class AppendixWords:
    """Everything that is not on the agenda."""

    parts: tuple[PartWords, ...]
    decided: tuple[DecidedWords, ...]
    customers: tuple[CustomerWords, ...]
    journey: tuple[StageWords, ...]
    rules: tuple[RuleWords, ...]
    method: tuple[tuple[str, str], ...]
