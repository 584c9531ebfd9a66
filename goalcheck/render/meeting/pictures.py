"""The picture of a whole organization, which stands in an appendix."""

from __future__ import annotations

from contextlib import suppress

from goalcheck.meeting import Meeting
from goalcheck.source import UnknownName


def whole_picture(meeting: Meeting, *, printed: bool) -> str:
    """The picture of the organization, or of the one department of the cut; empty where there is nothing to draw."""
    if not (meeting.appendix and meeting.report.counts.effects):
        return ""
    from goalcheck.render.picture.embedded import department_svg, whole_svg

    if len(meeting.selection.departments) == 1:
        [department] = meeting.selection.departments
        with suppress(UnknownName):  # no objective of it is in force
            return department_svg(meeting.whole, department, prefix="whole", printed=printed)
        return ""
    return whole_svg(meeting.whole, prefix="whole", printed=printed)
