"""The material of a leadership meeting, taken from a report: matters to decide, payers, decisions; plain data.

Knows no output and says nothing in words; what things are called is a renderer's business.
"""

from goalcheck.meeting.agenda import Matter, matters
from goalcheck.meeting.customers import OutcomeView, PushStrength
from goalcheck.meeting.heat import Cell, Heat
from goalcheck.meeting.journey import Stage
from goalcheck.meeting.preparation import Meeting, prepare

__all__ = ["Cell", "Heat", "Matter", "Meeting", "OutcomeView", "PushStrength", "Stage", "matters", "prepare"]
