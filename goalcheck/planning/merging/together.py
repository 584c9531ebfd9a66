"""What would be found if a branch were merged that neither side has alone: who with whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from goalcheck.api import analyze, load_named
from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.reports import Comparison, compare, nothing_before
from goalcheck.files import Named
from goalcheck.model.organizations import NoOrganization
from goalcheck.planning.git import NoRevision, Objects, Repository
from goalcheck.planning.merging.branches import Branch, NotMerged, branches, merge
from goalcheck.planning.merging.overlay import Overlay
from goalcheck.planning.revisions import report_at
from goalcheck.report import Report
from goalcheck.source import InvalidInput, Problem

HERE = "your change"
"""The side that is in the work tree."""


class MergeSubject(NamedTuple):
    """The organization that is checked, and its report as it is in the work tree."""

    paths: Sequence[str]
    organization: str | None
    today: date
    report: Report


class FoundTogether(NamedTuple):
    """Something that only stands where all sides are merged.

    Attributes:
        comparison: what it is, and what it was in the work tree alone.
        sides: the branches that it takes, beside the work tree.
        brought: the hurters of a conflict, each with the sides that have its harm alone; none where only all do.
        report: of all sides merged.
        touched: the paths (without links) of files that merging changed: their lines are not those on disk.
    """

    comparison: ConflictComparison | Comparison
    sides: tuple[str, ...]
    brought: tuple[tuple[str, tuple[str, ...]], ...]
    report: Report
    touched: frozenset[str]


class WrongTogether(NamedTuple):
    """Files that are right on each side and wrong where both are merged."""

    sides: tuple[str, ...]
    problems: tuple[Problem, ...]


class LeftOut(NamedTuple):
    """A branch that was not merged, and why."""

    side: str
    why: str


Merged = FoundTogether | WrongTogether | LeftOut


class _Side(NamedTuple):
    """A branch that merges by itself, with its report alone, and that of the work tree with it."""

    branch: Branch
    alone: Report | None
    both: Report


def together(subject: MergeSubject, names: Sequence[str], pattern: str | None = None) -> list[Merged]:
    """What each branch, and all of them together, would make of the organization in the work tree.

    Args:
        names: branches and other revisions.
        pattern: of names of branches, as `origin/*`.

    Raises:
        NoRevision: a branch that is named is not there or not safe to read.
    """
    repository = Repository(subject.paths[0])
    found: list[Merged] = []
    sides: list[_Side] = []
    whole = Overlay()
    for branch in branches(repository, names, pattern):
        try:
            own = _merged(repository, branch, subject, Overlay())
            if own is None:
                continue
            alone = _alone(branch, subject)
            both = _report(subject, own)
        except NotMerged as error:
            found.append(LeftOut(branch.name, str(error)))
            continue
        if isinstance(both, WrongTogether):
            found.append(both._replace(sides=(branch.name,)))
            continue
        found += _only_together(subject, [alone], both, (branch.name,), own)
        try:
            whole = _merged(repository, branch, subject, whole) or whole
        except NotMerged as error:
            found.append(LeftOut(branch.name, f"beside the other branches, {error}"))
            continue
        sides.append(_Side(branch, alone, both))
    if len(sides) > 1:
        found += _all_together(subject, sides, whole)
    return found


def _all_together(subject: MergeSubject, sides: Sequence[_Side], whole: Overlay) -> list[Merged]:
    """What stands only where several branches are merged."""
    names = tuple(each.branch.name for each in sides)
    everything = _report(subject, whole)
    if isinstance(everything, WrongTogether):
        return [everything._replace(sides=names)]
    fewer = [report for each in sides for report in (each.alone, each.both)]
    return [*_only_together(subject, fewer, everything, names, whole)]


def _merged(repository: Repository, branch: Branch, subject: MergeSubject, into: Overlay) -> Overlay | None:
    """The overlay with a branch; None where the branch changes nothing of the organization."""
    with Objects(repository.top) as objects:
        made = merge(repository, objects, branch, subject.paths, into)
    return made if made.contents != into.contents else None


def _alone(branch: Branch, subject: MergeSubject) -> Report | None:
    """The report of a branch by itself; None where it has no such organization.

    Raises:
        NotMerged: its files are wrong.
    """
    try:
        return report_at(
            branch.commit,
            subject.paths,
            today=subject.today,
            organization=subject.organization,
            as_of_today=True,
        )
    except InvalidInput as error:
        raise NotMerged(f"its files are wrong: {error.problems[0].message}") from error
    except NoRevision as error:
        raise NotMerged(str(error)) from error


def _report(subject: MergeSubject, overlay: Overlay) -> Report | WrongTogether:
    named = [Named(each, each) for each in subject.paths]
    try:
        merged = load_named(named, files=overlay, organization=subject.organization)
    except InvalidInput as error:
        return WrongTogether((), error.problems)
    except NoOrganization as error:
        raise NotMerged(str(error)) from error
    return analyze(merged, today=subject.today)


def _only_together(
    subject: MergeSubject, fewer: Sequence[Report | None], merged: Report, names: tuple[str, ...], overlay: Overlay
) -> list[Merged]:
    """What counts in a merged report against the work tree, and against each report of fewer sides."""
    difference = compare(subject.report, merged)
    known = [nothing_before(merged) if each is None else compare(each, merged) for each in fewer]
    counting = [{_key(each) for each in one.each if each.counts} for one in known]
    named = [(HERE, subject.report), *((name, each) for name, each in zip(names, fewer, strict=False) if each)]
    return [
        FoundTogether(each, names, tuple(_brought(each, named)), merged, frozenset(overlay.contents))
        for each in difference.each
        if each.counts and all(_key(each) in keys for keys in counting)
    ]


def _key(comparison: ConflictComparison | Comparison) -> str:
    told = comparison.conflict if isinstance(comparison, ConflictComparison) else comparison.finding
    return told.fingerprint


def _brought(
    comparison: ConflictComparison | Comparison, named: Sequence[tuple[str, Report]]
) -> list[tuple[str, tuple[str, ...]]]:
    """The open hurters of a conflict, each with the sides that have its harm by themselves."""
    if not isinstance(comparison, ConflictComparison) or comparison.now is None:
        return []
    about = comparison.now.about
    hurting = {name: _hurting(report, about) for name, report in named}
    return [
        (hurter.objective, tuple(name for name in hurting if hurter.objective in hurting[name]))
        for hurter in comparison.now.open_hurters
    ]


def _hurting(report: Report, about: str) -> set[str]:
    told = {each.objective for conflict in report.conflicts if conflict.about == about for each in conflict.hurters}
    return told | {each.objective for each in report.pushes if each.node == about and each.harm > 0}
