"""What a rule is: its names, its page, and its check of the organization or its review of the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goalcheck.decisions import Standings
from goalcheck.findings import Finding, Level
from goalcheck.rules.study import Study

Check = Callable[[Study], Iterator[Finding]]
Review = Callable[[Study, Standings], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Page:
    """What `goalcheck explain CODE` says under its four headings."""

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


def _nothing(*_: object) -> Iterator[Finding]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: it has a check or a review.

    Attributes:
        level: the level of its findings, None where the tension gives it.
        levels: the level in words, where it depends on more than the tension.
        summary: in one sentence, what it fires on.
        check: yields findings, worst first, as far as they are asked for.
        review: the same for a rule about decisions, which runs when all checks have run and the decisions are applied.
    """

    code: str
    name: str
    level: Level | None
    summary: str
    page: Page
    check: Check = _nothing
    review: Review = _nothing
    levels: str = ""

    @property
    def level_words(self) -> str:
        """The level of its findings in words, as the rule table has it."""
        return self.levels or (self.level.value if self.level else "by tension")
