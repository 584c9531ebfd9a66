"""The content of one conflict in every form of the report, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.render.cloud import Cloud


class Facets(NamedTuple):
    """The values that filters compare a finding or an outcome with: ids, of departments with all above them."""

    level: str
    departments: tuple[str, ...]
    customers: tuple[str, ...]
    outcomes: tuple[str, ...]


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
        share: the share of the way to its target that it has gone, 0 to 1, None where that is not known.
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
    """A customer who pays for a conflict, and by what.

    Attributes:
        outcome_id: empty where the customer's view does not hold the outcome.
    """

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
        tipping: the single changes that would end it: an effect weakened to a figure, or a target eased to one.
        standing: the share of draws in which it stands; empty without draws, or where it does not rest on weights.
        pays: True if its payers pay for this conflict; else they are the customers whom its objectives help most.
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
    standing: str
    options: tuple[OptionWords, ...]
    also: tuple[NoteWords, ...]
    more_also: int
    facets: Facets
