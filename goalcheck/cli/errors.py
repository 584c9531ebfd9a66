"""The one error of use: the command line is well formed, and still asks for nothing that can be done."""

from __future__ import annotations

from goalcheck.source import GoalcheckError


class UsageError(GoalcheckError):
    """The arguments do not go together, or lack something; the message says what to type."""
