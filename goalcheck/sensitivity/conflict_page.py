"""One conflict at length, with all that is told of it alone: what would end it, who guards it, what else was found."""

from __future__ import annotations

from dataclasses import dataclass

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.facts.tracer import Mitigators
from goalcheck.findings import Finding
from goalcheck.sensitivity.robust import Robustness
from goalcheck.sensitivity.tipping import Tipping, tipping


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """One conflict and everything about it.

    Attributes:
        findings: those that are told with it.
        mitigators: whose mitigation leaves no more than the weight that an effect of its chains has.
        tipping: what would end it, or lower it, alone.
        robustness: how surely conflicts stand, None where no draws were asked for.
    """

    report: Analysis
    conflict: Conflict
    findings: tuple[Finding, ...]
    mitigators: Mitigators
    tipping: Tipping
    robustness: Robustness | None


def conflict_page(report: Analysis, conflict: Conflict, robustness: Robustness | None = None) -> ConflictPage:
    """Everything about one conflict."""
    told = frozenset(conflict.findings)
    return ConflictPage(
        report=report,
        conflict=conflict,
        findings=tuple(each for each in report.findings if each.fingerprint in told),
        mitigators=report.tracer.mitigators(link for hurter in conflict.hurters for link in hurter.chain),
        tipping=tipping(report, conflict),
        robustness=robustness,
    )
