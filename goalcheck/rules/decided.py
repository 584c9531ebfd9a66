"""What the rules about decisions have in common: one finding for each pair and outcome, however often it was decided.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from goalcheck.decisions import Standing
from goalcheck.model import Decision
from goalcheck.rules.amounts import amount


def about(decision: Decision) -> tuple[str, ...]:
    """The ids of a decision, for a fingerprint that survives a new reason, date or name."""
    return (*decision.between, *([f"over:{decision.over}"] if decision.over else []))


def grouped(standings: Iterable[Standing], wanted: Callable[[Standing], bool]) -> list[list[Standing]]:
    """The wanted standings by what their decisions are about, the decision that runs longest first."""
    chosen = sorted(filter(wanted, standings), key=_order)
    return [list(group) for _, group in groupby(chosen, key=lambda each: about(each.decision))]


def _order(standing: Standing) -> tuple[object, ...]:
    decision = standing.decision
    return decision.between, decision.over or "", -decision.until.toordinal(), decision.order


def subject(decision: Decision) -> str:
    """What a decision is about, in words."""
    return f"{' and '.join(decision.between)}{f' over {decision.over}' if decision.over else ''}"


def tension(standing: Standing) -> str:
    """The tension that is open again, in words."""
    return f" (tension {amount(standing.tension or 0.0)})" if standing.tension is not None else ""


def open_again(standing: Standing) -> Iterator[str]:
    """The findings that are open again, a sentence each."""
    for finding in standing.reopened:
        yield f"Open again, {finding.code} {finding.fingerprint}: {finding.message}."
