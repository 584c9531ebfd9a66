"""The declaration of a rule: its traits, its page, and its check of the organization or its review of the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from goalcheck.decisions import Standings
from goalcheck.facts.context import Context
from goalcheck.findings import Level, Notice
from goalcheck.traits import RuleTraits

Check = Callable[[Context], Iterator[Notice]]
CheckFrom = Callable[[Context, Level], Iterator[Notice]]
Review = Callable[[Context, Standings], Iterator[Notice]]


class Page(NamedTuple):
    """The page of a rule: what `goalcheck explain CODE` says under its four headings."""

    why: str
    fires: str
    silent: str
    do: str

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The headings with their texts."""
        return (
            ("Why it matters", self.why),
            ("When it fires", self.fires),
            ("When it is silent", self.silent),
            ("What to do", self.do),
        )


def _nothing(*_: object) -> Iterator[Notice]:
    return iter(())


class Rule(NamedTuple):
    """One rule: it has a check or a review.

    Attributes:
        level: the level of its findings, None where the tension gives it.
        levels: the level in words, where it depends on more than the tension.
        summary: in one sentence, what it fires on.
        check: yields notices, worst first, as far as they are asked for.
        check_from: the same from a level up only, where that costs less than to look at each.
        review: the same for a rule about decisions, which runs when all checks have run and the decisions are applied.
    """

    traits: RuleTraits
    level: Level | None
    summary: str
    page: Page
    check: Check = _nothing
    check_from: CheckFrom | None = None
    review: Review = _nothing
    levels: str = ""

    @property
    def code(self) -> str:
        """The code, which never changes: decisions and settings may name it."""
        return self.traits.code

    @property
    def name(self) -> str:
        """The name, which its file has too."""
        return self.traits.name

    @property
    def level_words(self) -> str:
        """The level of its findings in words, as the rule table has it."""
        return self.levels or (self.level.value if self.level else "by tension")
