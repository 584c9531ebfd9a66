"""Decisions written down: into which file, for which findings, and which of them no longer match anything.

Works out new texts of files; whoever calls writes them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path

from goalcheck.files.editing import Field, append_items, remove_items
from goalcheck.findings import Finding, FindingStatus, Level, Report
from goalcheck.model import Decision, Organization, Verdict
from goalcheck.planning.edit import Edit
from goalcheck.source import GoalcheckError

SECTION = "decisions"
FILE = "decisions.yaml"

ABOUT_DECISIONS = "GC5"
"""Rules about decisions: what they find is settled by deciding anew or by pruning, not by another decision."""

Key = tuple[tuple[str, ...], str | None]
"""What a decision is about: the objectives that it is between, and the outcome that it is over."""


class CannotAccept(GoalcheckError):
    """The finding cannot be decided like this; the message says why."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What every decision says, whatever it is about."""

    by: str
    reason: str
    until: date

    def __post_init__(self) -> None:
        for name, text in (("--by", self.by), ("--reason", self.reason)):
            if not text.strip() or not text.isprintable():
                raise CannotAccept(f"{name} must be one line of text")


@dataclass(frozen=True, slots=True)
class Plan:
    """What shall be written: decisions by what they are about, and those that go."""

    added: dict[Key, float]
    removed: tuple[Decision, ...]


def acceptable(finding: Finding) -> bool:
    """Whether a decision between objectives can settle it."""
    return bool(finding.objectives) and not finding.code.startswith(ABOUT_DECISIONS)


def open_from(report: Report, level: Level) -> list[Finding]:
    """The open findings of a level and worse."""
    return [each for each in report.findings if each.status is FindingStatus.OPEN and each.level.at_least(level)]


def plan(report: Report, findings: Iterable[Finding], *, prune: bool) -> Plan:
    """What to write so that these findings are accepted; lapsed decisions about the same go.

    Args:
        prune: whether decisions that match no finding go too.

    Raises:
        CannotAccept: a finding is decided already or cannot be, or not all findings are known.
    """
    added: dict[Key, float] = {}
    for finding in findings:
        _check(finding)
        for key, tension in _keys(finding):
            added[key] = max(tension, added.get(key, 0.0))
    decisions = report.organization.decisions
    superseded = [each for each in decisions if (each.between, each.over) in added]
    stale = list(_stale(report)) if prune else []
    return Plan(added, tuple(dict.fromkeys([*superseded, *stale])))


def edits(plan: Plan, terms: Terms | None, organization: Organization, paths: Sequence[str]) -> list[Edit]:
    """The files that change, with their new texts.

    Args:
        terms: what the added decisions say; needed where there are any.

    Raises:
        CannotEdit: a file is written in a way that no small edit can follow.
    """
    removed: dict[str, set[int]] = {}
    for decision in plan.removed:
        removed.setdefault(decision.location.file, set()).add(decision.location.line)
    target = _target(organization, paths)
    items = [_item(key, tension, terms) for key, tension in sorted(plan.added.items(), key=_order)] if terms else []
    changed = sorted(removed.keys() | ({target} if items else set()))
    return [_edit(file, removed.get(file, set()), items if file == target else []) for file in changed]


def _check(finding: Finding) -> None:
    short = finding.fingerprint[:8]
    if finding.decision:
        decision = finding.decision
        raise CannotAccept(f"{short} is {decision.verdict} already, by {decision.by} until {decision.until}")
    if finding.code.startswith(ABOUT_DECISIONS):
        raise CannotAccept(f"{short} ({finding.code}) is about a decision: accept its finding anew, or --prune")
    if not finding.objectives:
        raise CannotAccept(
            f"{short} ({finding.code}) names no objectives that a decision could be between; "
            f"if it is meant to be so, set the rule's level under settings: rules"
        )


def _keys(finding: Finding) -> Iterator[tuple[Key, float]]:
    """What to decide, and the tension that is accepted: 0 where the finding has none.

    A decision without a tension would cover whatever the same objectives are found opposed over later.
    """
    if not finding.outcomes:
        yield (finding.objectives, None), finding.tension or 0.0
    for contest in finding.outcomes:
        yield (finding.objectives, contest.outcome), contest.tension or 0.0


def _stale(report: Report) -> Iterator[Decision]:
    if report.truncated:
        raise CannotAccept(
            f"of {', '.join(report.truncated)} only the worst findings are listed (settings: max_findings): "
            "which decisions match none cannot be told"
        )
    matched = {
        (finding.objectives, outcome)
        for finding in report.findings
        if not finding.code.startswith(ABOUT_DECISIONS)
        for outcome in (None, *(contest.outcome for contest in finding.outcomes))
    }
    return (each for each in report.organization.decisions if (each.between, each.over) not in matched)


def _order(entry: tuple[Key, float]) -> tuple[tuple[str, ...], str]:
    between, over = entry[0]
    return between, over or ""


def _item(key: Key, tension: float, terms: Terms) -> dict[str, Field]:
    between, over = key
    item: dict[str, Field] = {"between": between}
    if over is not None:
        item["over"] = over
    return item | {
        "decision": Verdict.ACCEPTED.value,
        "by": terms.by,
        "reason": terms.reason,
        "until": terms.until.isoformat(),
        "tension": min(100.0, ceil(tension * 100 - 1e-6) / 100),
    }


def _target(organization: Organization, paths: Sequence[str]) -> str:
    """The last file that holds decisions, else one of its own in a directory that was given, else the file given."""
    holding = sorted({decision.location.file for decision in organization.decisions})
    folders = sorted(path for path in paths if Path(path).is_dir())
    return holding[-1] if holding else str(Path(folders[0], FILE)) if folders else max(paths)


def _edit(file: str, removed: set[int], items: Sequence[dict[str, Field]]) -> Edit:
    path = Path(os.path.realpath(file))
    before = path.read_bytes().decode("utf-8") if path.exists() else None
    after = remove_items(before, SECTION, removed) if before and removed else before or ""
    return Edit(Path(file), before, append_items(after, SECTION, items) if items else after)
