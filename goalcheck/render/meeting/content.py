"""The content of every form of the report, in words: frozen, plain, each text one line in which every character shows.

Knows no form: what a text must not do in HTML, typst or Markdown is the business of whoever lays it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.render.document import Block
from goalcheck.render.matrix.words import CampSentence
from goalcheck.render.meeting.content_conflict import ConflictWords, Facets, LinkWords, NoteWords


class Choice(NamedTuple):
    """Something to filter by."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RowWords:
    """A finding in one line of a table."""

    fingerprint: str
    level: str
    code: str
    rule: str
    text: str
    tension: str
    decider: str
    place: str
    has_chains: bool
    facets: Facets


@dataclass(frozen=True, slots=True)
class DecidedWords:
    """A finding with a decision in force."""

    row: RowWords
    status: str
    by: str
    until: str
    left: str
    reason: str
    place: str


class PusherWords(NamedTuple):
    """An objective with its department, or a department, that helps or hurts an outcome.

    Attributes:
        arrows: the numbers of the arrows of its chain, where it is told.
    """

    id: str
    name: str
    department: str
    strength: str
    arrows: tuple[int, ...]


class PushersWords(NamedTuple):
    """The strongest objectives or departments that help an outcome, or that hurt it, and the number of others."""

    shown: tuple[PusherWords, ...]
    more: int


class RatingWords(NamedTuple):
    """One rating, 0 to 10."""

    period: str
    figure: str
    value: float
    note: str
    place: str


class SeriesWords(NamedTuple):
    """The ratings of an outcome by one customer over time."""

    customer: str
    ratings: tuple[RatingWords, ...]
    words: str
    is_unhappy: bool


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """One outcome in the customer's view."""

    id: str
    name: str
    importance: int
    at_stake: str
    helped_by: PushersWords
    hurt_by: PushersWords
    series: tuple[SeriesWords, ...]
    worst: NoteWords | None
    place: str
    facets: Facets


class CustomerWords(NamedTuple):
    """A customer with the outcomes of the cut."""

    id: str
    name: str
    kind: str
    outcomes: tuple[OutcomeWords, ...]


class StageWords(NamedTuple):
    """A stage of the customer's journey."""

    name: str
    outcomes: tuple[Choice, ...]
    helped_by: PushersWords
    hurt_by: PushersWords


class StepWords(NamedTuple):
    """An arrow of a chain by its number."""

    word: str
    target: str
    number: int


class TracedChain(NamedTuple):
    """A chain from an id over others, each arrow with its number."""

    origin: str
    steps: tuple[StepWords, ...]


class TracedWords(NamedTuple):
    """A finding with all its chains, for the appendix."""

    row: RowWords
    chains: tuple[TracedChain, ...]


class HeatCell(NamedTuple):
    """What a department does to another: the tension, its shade (`step`, 0 to 4), and the worst conflict behind it."""

    tension: str
    step: int
    words: str
    fingerprint: str
    inside: bool


class HeatRow(NamedTuple):
    """A department with its cells, in the order of all rows."""

    id: str
    name: str
    cells: tuple[HeatCell, ...]


class CampsWords(NamedTuple):
    """The camps of departments in sentences, the admission where they are inexact, and the method."""

    sentences: tuple[CampSentence, ...]
    admitted: str
    method: str


class HeatWords(NamedTuple):
    """Who hurts whom, row by row, how to read it and what the map does not show, and camps where there are any."""

    rows: tuple[HeatRow, ...]
    notes: tuple[str, ...]
    camps: CampsWords | None


class SectionWords(NamedTuple):
    """Findings of one kind in a table, and how many there are in all."""

    id: str
    title: str
    rows: tuple[RowWords, ...]


class LeverWords(NamedTuple):
    """One thing without which tension would be lower.

    Attributes:
        lowers: by how much.
        share: of all tension, in percent.
        because: why it is there, for an effect; empty where nobody said.
    """

    lowers: str
    share: str
    text: str
    because: str
    place: str


class LeverKind(NamedTuple):
    """The best of one kind."""

    head: str
    levers: tuple[LeverWords, ...]


class LeverageWords(NamedTuple):
    """The effects, drivers and objectives that raise the total tension most, with notes on how sure that is."""

    total: str
    kinds: tuple[LeverKind, ...]
    notes: tuple[str, ...]


class WayOutWords(NamedTuple):
    """The cheapest changes that settle the conflicts of the whole organization, and the alternatives."""

    verdict: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole report in words, in the order in which it is read."""

    title: str
    organization: str
    period: str
    today: str
    cut: tuple[str, ...]
    claim: str
    rest: str
    counted: str
    at_stake: str
    warnings: tuple[str, ...]
    agenda: tuple[ConflictWords, ...]
    heat: HeatWords | None
    customers: tuple[CustomerWords, ...]
    leverage: LeverageWords | None
    way_out: WayOutWords | None
    conflicts: tuple[ConflictWords, ...]
    unpaged: tuple[RowWords, ...]
    decided: tuple[DecidedWords, ...]
    journey: tuple[StageWords, ...]
    agreement: tuple[RowWords, ...]
    others: tuple[SectionWords, ...]
    traced: tuple[TracedWords, ...]
    arrows: tuple[LinkWords, ...]
    method: tuple[tuple[str, str], ...]
    levels: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    payers: tuple[Choice, ...]
