"""Files that change: whole or not at all, only where they still hold what was read, one writer at a time.

Knows bytes and files; must not know YAML, what an organization is, or what a command wants to write.
"""

from __future__ import annotations

from goalcheck.writing.devices import write_result
from goalcheck.writing.file_changes import FileChange, FileChanged, put, take_back
from goalcheck.writing.journal import HalfWritten, recover, refuse_half_written
from goalcheck.writing.locking import locked, roots_of
from goalcheck.writing.replacing import CannotWrite

__all__ = [
    "CannotWrite",
    "FileChange",
    "FileChanged",
    "HalfWritten",
    "locked",
    "put",
    "recover",
    "refuse_half_written",
    "roots_of",
    "take_back",
    "write_result",
]
