"""What a rule is: its names, its page and its check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goalcheck.findings import Finding, Level
from goalcheck.rules.study import Study


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


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        level: the level of its findings, None where the tension gives it.
        summary: in one sentence, what it fires on.
        check: yields findings, worst first, as far as they are asked for.
    """

    code: str
    name: str
    level: Level | None
    summary: str
    page: Page
    check: Callable[[Study], Iterator[Finding]]
