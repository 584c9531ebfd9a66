"""The matters to decide: findings about the same objectives are one matter, not several.

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
    """One matter to decide.

    Attributes:
        finding: the worst finding of the matter.
        also: other findings about the same objectives, worst first.
        tipping: the single effects and targets that would end it, None where nobody looked or none would.
    """

    finding: Finding
    also: tuple[Finding, ...] = ()
    tipping: Tipping | None = None


def matters(findings: Sequence[Finding]) -> list[Matter]:
    """The matters to decide among findings that are sorted and open, worst first.

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
    """True if a finding is decided with `main`: the same pull, or an unhappy customer whom that pull explains."""
    if is_story(finding):
        return _belongs(finding, main)
    return finding.objectives == main.objectives and {finding.rule.basis, main.rule.basis} <= TWO_SIDED


def _belongs(finding: Finding, main: Finding) -> bool:
    """True if a finding is about the objectives of `main`, or about some of them and an outcome that `main` is over."""
    if finding.objectives == main.objectives:
        return True
    over = {contest.outcome for contest in main.outcomes}
    return set(finding.objectives) <= set(main.objectives) and any(each.outcome in over for each in finding.outcomes)
