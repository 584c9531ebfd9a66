"""Files of changes: an overlay of an organization that can be kept, reviewed, tried and taken back."""

from __future__ import annotations

from goalcheck.planning.overlay.reading import is_of_changes, read_moves
from goalcheck.planning.overlay.writing import moves_text

__all__ = ["is_of_changes", "moves_text", "read_moves"]
