"""The data of a leadership meeting, made from a report: matters to decide, who pays, what was decided.

Knows no output and says nothing in words; what things are called is a renderer's business.
"""

from goalcheck.meeting.agenda import Matter, matters
from goalcheck.meeting.customers import OutcomeView, Strength
from goalcheck.meeting.heat import Cell, Heat
from goalcheck.meeting.journey import Stage
from goalcheck.meeting.preparation import Meeting, prepare

__all__ = ["Cell", "Heat", "Matter", "Meeting", "OutcomeView", "Stage", "Strength", "matters", "prepare"]
