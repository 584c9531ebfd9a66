"""What `accept` decides and what it says of it: harms and findings by their fingerprints."""

from __future__ import annotations

from collections.abc import Iterable

from goalcheck.conflict_messages import harm
from goalcheck.findings import FindingStatus
from goalcheck.lookup import HARM_OF, Found
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import SHORT_FINGERPRINT
from goalcheck.report import Report


def fingerprints(wanted: Iterable[Found]) -> set[str]:
    """The fingerprints of the harms and findings that are to be decided."""
    found: set[str] = set()
    for each in wanted:
        if each.conflict is not None:
            hurters = each.conflict.open_hurters if each.hurter is None else (each.hurter,)
            found |= {each.conflict.fingerprint_of(hurter) for hurter in hurters}
        elif each.finding is not None:
            found.add(each.finding.fingerprint)
    return found


def open_fingerprints(report: Report) -> set[str]:
    """The fingerprints of the harms and findings that are open."""
    harms = {each.fingerprint_of(hurter) for each in report.conflicts for hurter in each.open_hurters}
    return harms | {each.fingerprint for each in report.findings if each.status is FindingStatus.OPEN}


def lines_of(report: Report) -> dict[str, str]:
    """A line for each harm and each finding, by fingerprint."""
    lines = {}
    for conflict in report.conflicts:
        for hurter in conflict.hurters:
            name = f"{conflict.fingerprint[:SHORT_FINGERPRINT]}{HARM_OF}{hurter.objective}"
            said = for_terminal(str(harm(report.organization, conflict, hurter)))
            lines[conflict.fingerprint_of(hurter)] = f"  {name} {conflict.code} {conflict.level.value}: {said}\n"
    for finding in report.findings:
        short, said = finding.fingerprint[:SHORT_FINGERPRINT], for_terminal(str(finding.message))
        lines[finding.fingerprint] = f"  {short} {finding.code} {finding.level.value}: {said}\n"
    return lines
