"""The steps that analysis commands share: from paths to a report, and from findings to an exit status."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from goalcheck.analysis import Analysis
from goalcheck.api import analyzed, collector_paused, load
from goalcheck.cli.errors import UsageError
from goalcheck.findings import Level
from goalcheck.report import Report

if TYPE_CHECKING:
    from goalcheck.sensitivity.robust import Robustness


def report_on(
    paths: Sequence[str],
    *,
    today: date | None,
    organization: str | None = None,
    at_length: int | None = None,
    placed: bool = False,
) -> Analysis:
    """The analysis of the organization in these paths, or of the one of a name or folder where there are several.

    Args:
        at_length: the number of findings of each family that are told at length, the worst; None for all.
        placed: True to tell the places of the others all the same.
    """
    with collector_paused():
        found = load(paths, organization=organization)
        analysis = analyzed(found, today=today, at_length=at_length, placed=placed)
        # It stays until the command ends, so that the collector need not look at it again and again.
        gc.freeze()
    return analysis


def named(paths: Sequence[str], organization: str | None) -> list[str]:
    """The words after a command that name an organization, for the commands that an output suggests."""
    return [*paths, *([f"--organization={organization}"] if organization is not None else [])]


def in_order(command: str, subject: str, paths: Sequence[str], *, kind: str) -> None:
    """Refuse a path where the name of a thing comes first, and show how the command is meant.

    Raises:
        UsageError: the first word is a path, and none of the others is one, or there are no others.
    """
    if not os.path.lexists(subject) or any(map(os.path.lexists, paths)):
        return
    meant = [command, *(paths or [kind]), subject]
    raise UsageError(f"{subject} is a path, and comes last: goalcheck {' '.join(map(quote, meant))}")


def robustness_of(report: Analysis, *, draws: int | None, seed: int) -> Robustness | None:
    """The share of draws in which each conflict of a report stands; None unless draws are asked for.

    Raises:
        MissingExtra: numpy is not installed.
    """
    from goalcheck.sensitivity.robust import robustness

    return None if draws is None else robustness(report, draws=draws, seed=seed)


def fails(report: Report, threshold: str) -> bool:
    """True if an open conflict, or an open finding that counts for itself, has the threshold's level or a worse one."""
    if threshold == "never":
        return False
    from goalcheck.render.tally import open_tally

    return open_tally(report).failing(Level(threshold)) > 0
