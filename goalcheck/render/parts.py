"""The parts that several formats share: the verdict, the place and chains of a finding, admissions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import prod
from typing import Final, NamedTuple, Protocol

from goalcheck.findings import Finding, FindingStatus, Level, Link, is_conflict
from goalcheck.model import Organization
from goalcheck.render.safe import for_path
from goalcheck.render.words import count, exactness, listed
from goalcheck.report import Report
from goalcheck.source import Location
from goalcheck.traits import Basis

NOWHERE = Location(".", 1, 1, 1, 1)


class Checkout(NamedTuple):
    """The repository that the files stand in: `here` is the folder that they were named from, `root` its root."""

    here: str = "/"
    root: str = "/"

    def path(self, file: str) -> str:
        """The path of a file from the root of the repository."""
        return for_path(file, here=self.here, root=self.root)


AS_NAMED: Final = Checkout()
"""The files were named from the root."""


class Told(NamedTuple):
    """A chain, and a label of what it shows."""

    label: str
    links: Sequence[Link]


def chains(finding: Finding) -> Iterator[Told]:
    """All chains of a finding, those over its worst outcome first."""
    if finding.chain:
        verb = "helps" if prod(link.weight for link in finding.chain) > 0 else "hurts"
        yield Told(f"{finding.chain[0].origin} {verb} {finding.chain[-1].target}", finding.chain)
    for contest in finding.outcomes:
        for side in contest.sides:
            if side.chain:
                yield Told(f"{side.objective} {'helps' if side.sign > 0 else 'hurts'} {contest.outcome}", side.chain)


class _Declared(Protocol):
    """A part of an organization with its place in a file."""

    @property
    def location(self) -> Location: ...


def main_location(report: Report, finding: Finding) -> Location:
    """The place of a finding, else the place of its subject, because a forge shows no finding without a place."""
    organization = report.organization
    places = chain(finding.locations, _subjects(organization, finding), _anything(organization))
    return next(places, NOWHERE)


def any_location(report: Report) -> Location:
    """A place in the files of the organization, for what is about all of it."""
    return next(_anything(report.organization), NOWHERE)


def _subjects(organization: Organization, finding: Finding) -> Iterator[Location]:
    outcomes = [contest.outcome for contest in finding.outcomes]
    yield from _declared(organization.objectives, finding.objectives)
    yield from _declared(organization.outcomes, outcomes)
    yield from _declared(organization.departments, finding.departments)


def _declared(section: Mapping[str, _Declared], keys: Iterable[str]) -> Iterator[Location]:
    return (section[key].location for key in keys if key in section)


def _anything(organization: Organization) -> Iterator[Location]:
    yield from _declared(organization.departments, organization.departments)
    yield from _declared(organization.outcomes, organization.outcomes)
    yield from _declared(organization.customers, organization.customers)


def open_findings(report: Report) -> list[Finding]:
    """The findings that nobody decided, worst first."""
    return [finding for finding in report.findings if finding.status is FindingStatus.OPEN]


def decided_findings(report: Report) -> list[Finding]:
    """The findings with a decision in force, worst first."""
    return [finding for finding in report.findings if finding.status is not FindingStatus.OPEN]


def by_level(findings: Iterable[Finding]) -> str:
    """The number of findings of each level, in words; no word of a level without any."""
    levels = [finding.level for finding in findings]
    counts = [f"{levels.count(level):,} {level.value}" for level in Level if level in levels]
    return ", ".join(counts) or "none"


def counted(report: Report) -> str:
    """The number of findings, by level and status; of a selection also the number that it was chosen from."""
    found, decided = len(report.findings), len(decided_findings(report))
    whole = count(report.summary.open + report.summary.decided, "finding")
    here = f"{found:,} of {whole}" if is_partial(report) else whole
    return f"{here}: {by_level(report.findings)}; {found - decided:,} open, {decided:,} decided"


def is_partial(report: Report) -> bool:
    """True if conflicts or findings were selected, so that what is not in the report may be there all the same."""
    counting = len(report.conflicts) + sum(each.counts for each in report.findings)
    return counting < report.summary.open + report.summary.decided


class VerdictSentence(NamedTuple):
    """The first thing to know of a report, as one sentence in three parts.

    Attributes:
        claim: 2 pairs of objectives pull against each other.
        counted: the findings whose levels follow the claim after a colon, none where nothing is open.
        rest: the end of the sentence, beginning with the comma or space that joins it.
        is_good: True if there is no conflict, not even a decided one.
    """

    claim: str
    counted: tuple[Finding, ...]
    rest: str
    is_good: bool = False


def _is_opposed(finding: Finding) -> bool:
    """True if a finding is an opposed pair."""
    return finding.rule.basis is Basis.OPPOSITION


def verdict(report: Report) -> VerdictSentence:
    """The verdict on a report."""
    size = f"among {count(report.counts.objectives, 'objective')} and {count(report.counts.effects, 'effect')}"
    here = " in this selection" if is_partial(report) else ""
    conflicts = [finding for finding in open_findings(report) if is_conflict(finding)]
    pairs = [finding for finding in conflicts if _is_opposed(finding)]
    decided = [finding for finding in decided_findings(report) if _is_opposed(finding)]
    if pairs:
        least = "At least " if any(pair.code in report.truncated for pair in pairs) else ""
        others = len(conflicts) - len(pairs)
        beside = f"; and {count(others, 'other conflict')}" if others else ""
        claim = f"{least}{_pulling(pairs)} against each other{here}"
        return VerdictSentence(claim, tuple(pairs), f", {size}{beside}")
    if conflicts:
        others_are = f"there {'is' if len(conflicts) == 1 else 'are'} {count(len(conflicts), 'other conflict')}"
        claim = f"No two objectives pull an outcome apart{here}, but {others_are}"
        return VerdictSentence(claim, tuple(conflicts), f", {size}")
    if decided:
        return VerdictSentence(f"{_pulling(decided)} against each other{here}, and all is decided", (), f", {size}")
    return VerdictSentence(f"No objectives pull against each other{here}", (), f" {size}", is_good=True)


def _pulling(pairs: Sequence[Finding]) -> str:
    return f"{count(len(pairs), 'pair')} of objectives {'pulls' if len(pairs) == 1 else 'pull'}"


def truncation(report: Report) -> str | None:
    """The line that every report carries where not all findings are listed."""
    if not report.truncated:
        return None
    most = f"{report.organization.settings.max_findings:,}"
    return f"Of {listed(report.truncated)} only the worst {most} are listed (settings: max_findings)."


def admissions(report: Report) -> tuple[str, ...]:
    """The admissions of a report that is not the whole truth."""
    return tuple(each for each in (exactness(report), truncation(report)) if each)
