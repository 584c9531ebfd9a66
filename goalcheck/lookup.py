"""Conflicts, harms and findings by the fingerprints that users type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.conflicts import Conflict, Hurter
from goalcheck.findings import Finding
from goalcheck.report import Report
from goalcheck.selection import is_fingerprint, require
from goalcheck.source import UnknownName

HARM_OF = ":"
"""Stands between the fingerprint of a conflict and one of its hurters, as whoever decides one harm types it."""


class Found(NamedTuple):
    """A conflict, one harm of a conflict, or a finding, as its fingerprint names it.

    Attributes:
        conflict: None for a finding.
        hurter: the one whose harm is meant; None for the whole conflict, or for a finding.
        finding: None for a conflict.
    """

    conflict: Conflict | None = None
    hurter: Hurter | None = None
    finding: Finding | None = None


def names_fingerprint(text: str) -> bool:
    """True if a text can name a conflict, a harm or a finding: a fingerprint, or FINGERPRINT:OBJECTIVE."""
    fingerprint, colon, objective = text.partition(HARM_OF)
    return is_fingerprint(fingerprint) and bool(objective) == bool(colon)


def find(report: Report, text: str) -> Found:
    """The conflict, harm or finding with a fingerprint or the beginning of one.

    FINGERPRINT:OBJECTIVE is one harm of a conflict; so is the fingerprint of a harm, as CI knows it.

    Raises:
        UnknownName: nothing has it, or several things do.
    """
    fingerprint, _, objective = text.partition(HARM_OF)
    wanted = fingerprint.lower()
    found = [(key, each) for key, each in _named(report) if is_fingerprint(wanted) and key.startswith(wanted)]
    if len(found) > 1:
        listed = ", ".join(key for key, _ in found[:4])
        raise UnknownName(f"'{fingerprint}' begins {len(found)} fingerprints: {listed}")
    if not found:
        raise UnknownName(
            f"no conflict or finding here has the fingerprint '{fingerprint}'; "
            "goalcheck analyze shows those that there are"
        )
    return _harm_of(found[0][1], objective) if objective else found[0][1]


def _named(report: Report) -> Iterator[tuple[str, Found]]:
    for conflict in report.conflicts:
        yield conflict.fingerprint, Found(conflict)
        for hurter in conflict.hurters:
            yield conflict.fingerprint_of(hurter), Found(conflict, hurter)
    for finding in report.findings:
        yield finding.fingerprint, Found(finding=finding)


def _harm_of(found: Found, objective: str) -> Found:
    """One harm of a conflict.

    Raises:
        UnknownName: the objective hurts nothing in it, or it is no conflict.
    """
    if found.conflict is None:
        raise UnknownName(f"'{objective}' stands after the fingerprint of a finding: only a conflict has hurters")
    hurters = {each.objective: each for each in found.conflict.hurters}
    require(hurters, [objective], f"hurter of {found.conflict.about}")
    return Found(found.conflict, hurters[objective])
