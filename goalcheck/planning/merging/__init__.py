"""Branches merged in memory: what the files of an organization would be, with nothing written and nothing checked out.

- `three_way` merges three versions of one text;
- `overlay` is the disk with some files as they would be;
- `branches` finds branches, and merges the files that a branch has changed into an overlay.
"""

from __future__ import annotations

from goalcheck.planning.merging.branches import Branch, NotMerged, branches, merge
from goalcheck.planning.merging.overlay import Overlay

__all__ = ["Branch", "NotMerged", "Overlay", "branches", "merge"]
