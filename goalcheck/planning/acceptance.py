"""Decisions written down: into which file, for which harms and findings, and which no longer match anything.

Works out new texts of files; whoever calls writes them.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import ceil
from pathlib import Path

from goalcheck.changes.edit import Edit
from goalcheck.conflicts import Conflict, Hurter
from goalcheck.decisions import Decisions, Point, Subject
from goalcheck.facts.context import Context
from goalcheck.facts.decided_harms import harm_subjects
from goalcheck.files.editing import Item
from goalcheck.files.items import Added, Place, edit_items
from goalcheck.findings import Finding, FindingStatus, Level
from goalcheck.lookup import HARM_OF, Found
from goalcheck.model import Decision, DecisionVerdict, Organization
from goalcheck.report import Report
from goalcheck.source import GoalcheckError
from goalcheck.traits import Family

SECTION = "decisions"
FILE = "decisions.yaml"

Key = tuple[tuple[str, ...], str | None]
"""The subject of a decision: the objectives that it is between, and the outcome, objective or rule that it is over."""


class CannotAccept(GoalcheckError):
    """The conflict, harm or finding cannot be decided like this; the message says why."""


@dataclass(frozen=True, slots=True)
class DecisionTerms:
    """The part that all new decisions share: who decides, why, and until when."""

    by: str
    reason: str
    until: date

    def __post_init__(self) -> None:
        for name, text in (("--by", self.by), ("--reason", self.reason)):
            if not text.strip() or not text.isprintable():
                raise CannotAccept(f"{name} must be one line of text")


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions to write and to remove.

    Attributes:
        accepted: the accepted tension of each decision to write, by its subject; None where the finding has no tension.
        renewed: the lapsed decision that a new one replaces, by their common subject.
        removed: the decisions to remove.
    """

    accepted: Mapping[Key, float | None]
    renewed: Mapping[Key, Decision]
    removed: tuple[Decision, ...]


def acceptable(finding: Finding) -> bool:
    """True if a decision between objectives can settle the finding."""
    return bool(finding.objectives) and not _is_about_a_decision(finding)


def open_from(report: Report, level: Level) -> list[Found]:
    """The open conflicts of a level and worse, and the open findings that count for themselves."""
    conflicts = (Found(each) for each in report.conflicts if each.is_open and each.level.at_least(level))
    findings = (each for each in report.findings if each.counts and each.status is FindingStatus.OPEN)
    return [*conflicts, *(Found(finding=each) for each in findings if each.level.at_least(level))]


def plan(report: Report, wanted: Iterable[Found], *, prune: bool, today: date) -> Plan:
    """The changes to the decisions that accept these conflicts, harms and findings.

    A new decision replaces lapsed ones on its subject, and one on a harm those between its objective and another over
    the same.

    Args:
        prune: True to remove stale decisions too: those without a finding, and expired ones that have been replaced.
        today: the day on which decisions are judged; those in force stay as they are.

    Raises:
        CannotAccept: something is decided already or cannot be, or not all findings are known.
    """
    decisions = Decisions(report.organization.decisions, today=today)
    accepted: dict[Key, float | None] = {}
    for each in wanted:
        for key, tension in _subjects(each, decisions):
            accepted[key] = _greater(tension, accepted.get(key))
    lapsed = [each for each in report.organization.decisions if _key(each) in accepted]
    renewed = {_key(each): each for each in reversed(lapsed)}
    again = [each for each in lapsed if each is not renewed[_key(each)]]
    harms = {key for key in accepted if len(key[0]) == 1}
    replaced = [each for each in _lapsed(report, today) if _is_replaced(each, harms)]
    stale = [each for each in _stale(report, decisions, today) if _key(each) not in accepted] if prune else []
    return Plan(accepted, renewed, tuple(dict.fromkeys((*again, *replaced, *stale))))


def _lapsed(report: Report, today: date) -> list[Decision]:
    return [each for each in report.organization.decisions if each.until < today]


def _is_replaced(decision: Decision, harms: Collection[Key]) -> bool:
    """True if a decision is between several objectives and over what the harm of one of them is accepted on."""
    return len(decision.between) > 1 and any(((each,), decision.over) in harms for each in decision.between)


def edits(
    plan: Plan,
    terms: DecisionTerms | None,
    organization: Organization,
    paths: Sequence[str],
    read: Callable[[str], str | None] | None = None,
) -> list[Edit]:
    """The files that change, with their new texts.

    Args:
        terms: the part that all new decisions share; needed if there are new ones.
        read: gives the text of a file, None where there is none, where another than that on disk is to be edited.

    Raises:
        CannotEdit: a file is written in a way that no small edit can follow.
    """
    items = {key: _item(key, plan.accepted[key], terms) for key in sorted(plan.accepted, key=_order)} if terms else {}
    changed: dict[str, dict[Place, Item | None]] = {}
    for decision, item in [
        *((decision, None) for decision in plan.removed),
        *((decision, items[key]) for key, decision in plan.renewed.items()),
    ]:
        changed.setdefault(decision.location.file, {})[decision.location[1:3]] = item
    target = _target(organization, paths)
    new = {key: item for key, item in items.items() if key not in plan.renewed}
    added = _placed(new, [each for each in organization.decisions if each.location.file == target])
    files = sorted(changed.keys() | ({target} if added else set()))
    texts = read or _from_disk
    return [_edit(file, texts(file), changed.get(file, {}), added if file == target else []) for file in files]


def _is_about_a_decision(finding: Finding) -> bool:
    """True if a finding is settled by deciding anew or by pruning, not by another decision."""
    return finding.rule.family is Family.DECISION


def _subjects(wanted: Found, decisions: Decisions) -> Iterator[tuple[Key, float | None]]:
    """The subject and the accepted tension of each decision that a conflict, a harm or a finding needs."""
    if wanted.conflict is not None:
        for hurter in _to_accept(wanted.conflict, wanted.hurter):
            yield ((hurter.objective,), wanted.conflict.about), 20 * wanted.conflict.worth * hurter.harm
    elif wanted.finding is not None:
        _check(wanted.finding)
        yield from _keys(wanted.finding, decisions.lacking(wanted.finding))


def _to_accept(conflict: Conflict, hurter: Hurter | None) -> Sequence[Hurter]:
    """The hurters whose harm is to be accepted: one, or all that are open.

    Raises:
        CannotAccept: they are decided already.
    """
    short = conflict.fingerprint[:8]
    if hurter is None and not conflict.is_open:
        raise CannotAccept(f"{short} is decided already: nothing is left that comes to min_tension")
    if hurter is not None and hurter.decision is not None:
        decision = hurter.decision
        named = f"{short}{HARM_OF}{hurter.objective}"
        raise CannotAccept(f"{named} is {decision.verdict} already, by {decision.by} until {decision.until}")
    return conflict.open_hurters if hurter is None else [hurter]


def _check(finding: Finding) -> None:
    short = finding.fingerprint[:8]
    if finding.decision:
        decision = finding.decision
        raise CannotAccept(f"{short} is {decision.verdict} already, by {decision.by} until {decision.until}")
    if _is_about_a_decision(finding):
        raise CannotAccept(f"{short} ({finding.code}) is about a decision: accept its finding anew, or --prune")
    if not finding.objectives:
        raise CannotAccept(
            f"{short} ({finding.code}) names no objectives that a decision could be between; "
            f"if it is meant to be so, set the rule's level under settings: rules"
        )


def _keys(finding: Finding, points: Iterable[Point]) -> Iterator[tuple[Key, float | None]]:
    """The subject and the accepted tension of each decision that a finding needs; the tension is that of the finding.

    A finding over no outcome is decided by its rule. Over an outcome, a finding without tension is accepted with
    tension 0: a decision without a tension would cover every other conflict of the same objectives as well.
    """
    for point in points:
        if point.outcome is None:
            yield (finding.objectives, finding.code), point.tension
        else:
            yield (finding.objectives, point.outcome), point.tension or 0.0


def _stale(report: Report, decisions: Decisions, today: date) -> Iterator[Decision]:
    """Decisions that match no harm and no finding, and expired ones that others have taken the place of."""
    if report.truncated:
        raise CannotAccept(
            f"of {', '.join(report.truncated)} only the worst findings are listed (settings: max_findings): "
            "which decisions match none cannot be told"
        )
    findings = [each for each in report.findings if not _is_about_a_decision(each)]
    context = Context(report.organization, today=today)
    harms = harm_subjects(context, report.conflicts, decisions)
    standings = decisions.standings([*map(Subject.of, findings), *harms], complete=True).each
    return (each.decision for each in standings if not each.met or (each.expired and not each.reopened))


def _key(decision: Decision) -> Key:
    return decision.between, decision.over


def _greater(one: float | None, other: float | None) -> float | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _order(key: Key) -> tuple[tuple[str, ...], str]:
    between, over = key
    return between, over or ""


def _item(key: Key, tension: float | None, terms: DecisionTerms) -> Item:
    between, over = key
    return {
        "between": between,
        **({} if over is None else {"over": over}),
        "decision": DecisionVerdict.ACCEPTED.value,
        "by": terms.by,
        "reason": terms.reason,
        "until": terms.until.isoformat(),
        **({} if tension is None else {"tension": min(100.0, ceil(tension * 100 - 1e-6) / 100)}),
    }


def _target(organization: Organization, paths: Sequence[str]) -> str:
    """The last file that holds decisions, else one of its own in a directory that was given, else the file given."""
    holding = sorted({decision.location.file for decision in organization.decisions})
    folders = sorted(path for path in paths if Path(path).is_dir())
    return holding[-1] if holding else str(Path(folders[0], FILE)) if folders else max(paths)


def _placed(items: Mapping[Key, Item], present: Sequence[Decision]) -> list[Added]:
    """New decisions, each after the last one in the file that sorts before it, or first where none does.

    So a sorted file stays sorted, and decisions of two branches rarely come to stand in the same place, which git could
    not merge. A file in another order keeps that order.
    """
    in_file = sorted(present, key=lambda decision: decision.location)
    by_key = sorted((_order(_key(decision)), number) for number, decision in enumerate(in_file))
    keys = [key for key, _ in by_key]
    last = list(accumulate((number for _, number in by_key), max))
    added = []
    for key, item in items.items():
        at = bisect_right(keys, _order(key))
        added.append(Added(item, in_file[last[at - 1]].location[1:3] if at else None))
    return added


def _from_disk(file: str) -> str | None:
    path = Path(os.path.realpath(file))
    return path.read_bytes().decode("utf-8") if path.exists() else None


def _edit(file: str, before: str | None, changed: Mapping[Place, Item | None], added: Sequence[Added]) -> Edit:
    return Edit(Path(file), before, edit_items(before or "", SECTION, changed, added))
