"""From paths to documents: bytes in, values with positions out, every problem collected.

The only package that knows YAML, and the only one that opens what a user's path names. Must not know what an
organization is; of a document's keys it knows `include` alone.
"""

from __future__ import annotations

from goalcheck.files.discovery import is_of_changes, read_all, read_one, read_source
from goalcheck.files.documents import Documents
from goalcheck.files.filesystem import DISK, FileSystem, FolderListing
from goalcheck.files.folders import Named
from goalcheck.files.kept import KeptFiles
from goalcheck.files.opening import MAX_FILE_BYTES, UnreadableError, read_bytes, unreadable
from goalcheck.files.problems import MAX_PROBLEMS, Problems, TooManyProblemsError
from goalcheck.files.reader import parse
from goalcheck.files.table import Columns
from goalcheck.files.tree import MappingNode, SequenceNode, Source, Value, location

__all__ = [
    "DISK",
    "MAX_FILE_BYTES",
    "MAX_PROBLEMS",
    "Columns",
    "Documents",
    "FileSystem",
    "FolderListing",
    "KeptFiles",
    "MappingNode",
    "Named",
    "Problems",
    "SequenceNode",
    "Source",
    "TooManyProblemsError",
    "UnreadableError",
    "Value",
    "is_of_changes",
    "location",
    "parse",
    "read_all",
    "read_bytes",
    "read_one",
    "read_source",
    "unreadable",
]
