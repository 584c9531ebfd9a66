"""The material of a leadership meeting, taken from a report: stories, agenda, who pays, what else; plain data.

Knows no output and says nothing in words; what things are called is a renderer's business.
"""

from goalcheck.meeting.customers import OutcomeView, PushStrength
from goalcheck.meeting.heat import Cell, Heat
from goalcheck.meeting.journey import Stage
from goalcheck.meeting.preparation import Coverage, Meeting, prepare

__all__ = ["Cell", "Coverage", "Heat", "Meeting", "OutcomeView", "PushStrength", "Stage", "prepare"]
