"""A commit is data: its files are read out of git's object store into memory, and nothing is written to disk.

Every file of a commit may be hostile, and so may its names, its links and the files that lie in the work tree today.

- `command` runs git so that no setting of a repository and no variable of the environment makes it do more than read;
- `repository` finds the repository that a path belongs to and turns a revision into the id of a commit;
- `objects` reads commits, trees and blobs, as many bytes as are good for an organization;
- `names` knows which names no file of an organization has;
- `tree` makes folders of git's trees, one level at a time;
- `files` lets goalcheck read them as it reads a disk, links included.
"""

from __future__ import annotations

from goalcheck.planning.git.command import NoRevision
from goalcheck.planning.git.files import CommitFiles
from goalcheck.planning.git.objects import Objects
from goalcheck.planning.git.repository import Repository
from goalcheck.planning.git.tree import CommitTree

__all__ = ["CommitFiles", "CommitTree", "NoRevision", "Objects", "Repository"]
