"""Decisions written down: into which file, for which findings, and which of them no longer match anything.

Works out new texts; whoever calls writes them. Every new text is read again before it is given out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goalcheck.files.editing import Field, append_items, remove_items
from goalcheck.findings import Finding, FindingStatus, Level, Report
from goalcheck.model import Decision
from goalcheck.source import GoalcheckError

SECTION = "decisions"
FILE = "decisions.yaml"

DECIDABLE = ("GC101", "GC102", "GC103")
"""Rules whose findings a decision between objectives can settle."""


class CannotAccept(GoalcheckError):
    """The finding cannot be decided by a decision between objectives, or there is no file to write to."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file with its text before and after; None before where it is new."""

    path: Path
    before: str | None
    after: str


def decidable(report: Report, level: Level) -> list[Finding]:
    """The open findings that decisions can settle, of a level and worse."""
    return [
        finding
        for finding in report.findings
        if finding.code in DECIDABLE and finding.status is FindingStatus.OPEN and finding.level.at_least(level)
    ]
