"""Changes written into the files: the least edits after which these say what a changed organization says."""

from __future__ import annotations

from goalcheck.planning.inscribing.differences import edits
from goalcheck.planning.inscribing.proof import prove

__all__ = ["edits", "prove"]
