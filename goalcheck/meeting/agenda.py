"""The agenda: findings about the same objectives are one matter to decide, not several.

A customer who is not happy is no conflict of its own where a conflict explains it: it is that conflict's evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goalcheck.findings import Finding, is_conflict, is_story
from goalcheck.sensitivity.tipping import Tipping
from goalcheck.traits import TWO_SIDED


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to decide.

    Attributes:
        finding: the worst that is to say of it.
        also: other findings about the same objectives, worst first.
        tipping: what would end it alone, None where that was not asked or cannot be.
    """

    finding: Finding
    also: tuple[Finding, ...] = ()
    tipping: Tipping | None = None


def matters(findings: Sequence[Finding]) -> list[Matter]:
    """The matters to decide among sorted open findings, worst first.

    Cost: each finding is compared with the matters that share its first objective.
    """
    mains: list[Finding] = []
    by_objective: defaultdict[str, list[int]] = defaultdict(list)
    for finding in findings:
        if not (is_conflict(finding) or is_story(finding)):
            continue
        candidates = [mains[at] for at in _candidates(finding, by_objective)]
        if any(_says_the_same(finding, main) for main in candidates):
            continue
        for objective in finding.objectives:
            by_objective[objective].append(len(mains))
        mains.append(finding)
    also: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        for at in _candidates(finding, by_objective):
            if finding is not mains[at] and _belongs(finding, mains[at]):
                also[at].append(finding)
    return [Matter(main, tuple(also[at])) for at, main in enumerate(mains)]


def _candidates(finding: Finding, by_objective: dict[str, list[int]]) -> Iterable[int]:
    return by_objective.get(finding.objectives[0], ()) if finding.objectives else ()


def _says_the_same(finding: Finding, main: Finding) -> bool:
    """True if a conflict is decided with another: the same pull, or a customer who already pays for it."""
    if is_story(finding):
        return _belongs(finding, main)
    return finding.objectives == main.objectives and {finding.rule.basis, main.rule.basis} <= TWO_SIDED


def _belongs(finding: Finding, main: Finding) -> bool:
    """True if a finding is about a matter's objectives, or about some of them and an outcome that it is over."""
    if finding.objectives == main.objectives:
        return True
    over = {contest.outcome for contest in main.outcomes}
    return set(finding.objectives) <= set(main.objectives) and any(each.outcome in over for each in finding.outcomes)
