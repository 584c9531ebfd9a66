"""What every form of the report says, in words: frozen, plain, each text one line in which every character shows.

Knows no form: what a text must not do in HTML, typst or Markdown is the business of whoever lays it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.render.cloud import Cloud


class Facets(NamedTuple):
    """What a finding or an outcome can be filtered by; ids, departments with all those above them."""

    level: str
    departments: tuple[str, ...]
    customers: tuple[str, ...]
    outcomes: tuple[str, ...]


class Choice(NamedTuple):
    """Something to filter by."""

    id: str
    name: str


class LinkWords(NamedTuple):
    """One arrow of a chain: from a name to a name, why, and where it stands.

    Attributes:
        number: its number in the appendix, the same wherever it is told.
    """

    number: int
    origin: str
    target: str
    origin_id: str
    target_id: str
    word: str
    weight: str
    because: str
    notes: str
    place: str
    hurts: bool


class ChainWords(NamedTuple):
    """A chain as a sentence, and its arrows."""

    label: str
    sentence: str
    links: tuple[LinkWords, ...]


class ContestWords(NamedTuple):
    """An outcome that is pulled at; the outcome is empty where a chain leads between objectives."""

    outcome_id: str
    outcome: str
    tension: str
    chains: tuple[ChainWords, ...]


class PartyWords(NamedTuple):
    """An objective of a conflict.

    Attributes:
        share: how much of the way to its target it has gone, 0 to 1, None where that is not known.
    """

    id: str
    name: str
    department: str
    owner: str
    lead: str
    role: str
    period: str
    priority: str
    target: str
    progress: str
    share: float | None


class OptionWords(NamedTuple):
    """A way out, and what it would change; empty where that is not known."""

    text: str
    change: str


class PayerWords(NamedTuple):
    """A customer who pays for a conflict, and by what."""

    customer: str
    outcome_id: str
    outcome: str
    rated: str


class NoteWords(NamedTuple):
    """Another finding about the same objectives."""

    level: str
    code: str
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """A conflict with a page of its own.

    Attributes:
        tipping: what would end it alone: an effect weakened to a figure, or a target eased to one.
        pays: whether its payers pay for this conflict; else they are who its objectives help most.
    """

    number: int
    fingerprint: str
    level: str
    code: str
    rule: str
    headline: str
    tension: str
    tension_share: float | None
    guarded: bool
    at_stake: str
    payers: tuple[PayerWords, ...]
    pays: bool
    decider: str
    details: tuple[str, ...]
    parties: tuple[PartyWords, ...]
    more_parties: int
    contests: tuple[ContestWords, ...]
    more_outcomes: str
    cloud: Cloud | None
    tipping: tuple[str, ...]
    options: tuple[OptionWords, ...]
    also: tuple[NoteWords, ...]
    more_also: int
    facets: Facets


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
    """Who helps or hurts: an objective with its department, or a department."""

    id: str
    name: str
    department: str
    strength: str


class CampWords(NamedTuple):
    """The strongest of those who help, or of those who hurt."""

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
    """How one customer rated an outcome over time."""

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
    stage: str
    at_stake: str
    helped_by: CampWords
    hurt_by: CampWords
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
    helped_by: CampWords
    hurt_by: CampWords


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
    """What stands between two departments: a tension, how dark it is (0 to 4), in words, and its worst finding."""

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


class HeatWords(NamedTuple):
    """Tension by department and department, and what the map does not show."""

    rows: tuple[HeatRow, ...]
    notes: tuple[str, ...]


class Section(NamedTuple):
    """Findings of one kind in a table, and how many there are in all."""

    id: str
    title: str
    rows: tuple[RowWords, ...]


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
    conflicts: tuple[ConflictWords, ...]
    unpaged: tuple[RowWords, ...]
    decided: tuple[DecidedWords, ...]
    journey: tuple[StageWords, ...]
    agreement: tuple[RowWords, ...]
    others: tuple[Section, ...]
    traced: tuple[TracedWords, ...]
    arrows: tuple[LinkWords, ...]
    method: tuple[tuple[str, str], ...]
    levels: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    payers: tuple[Choice, ...]
