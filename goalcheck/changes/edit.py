"""The text of a file before and after: an edit, shown and made by whoever calls."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    """A file with its text before and after; None before where it is new."""

    path: Path
    before: str | None
    after: str
