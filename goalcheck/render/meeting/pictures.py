"""The pictures of a report: the whole, and both chains of each conflict."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from goalcheck.meeting import Meeting
from goalcheck.render.picture.embedded import conflict_svg, department_svg, whole_svg
from goalcheck.source import UnknownName


def whole_picture(meeting: Meeting, *, printed: bool) -> str:
    """The picture of the organization, or of the one department of the cut; empty where there is nothing to draw."""
    if not meeting.report.counts.effects:
        return ""
    if len(meeting.selection.departments) == 1:
        [department] = meeting.selection.departments
        with suppress(UnknownName):  # no objective of it is in force
            return department_svg(meeting.report, department, prefix="whole", printed=printed)
        return ""
    return whole_svg(meeting.report, prefix="whole", printed=printed)


def conflict_pictures(meeting: Meeting, *, printed: bool) -> Iterator[tuple[str, str]]:
    """The picture of each conflict with a page and a chain, by fingerprint."""
    for number, matter in enumerate(meeting.paged, start=1):
        finding = matter.finding
        if finding.chain or any(side.chain for contest in finding.outcomes for side in contest.sides):
            yield (
                finding.fingerprint,
                conflict_svg(meeting.report, finding, prefix=f"conflict-{number}", printed=printed),
            )
