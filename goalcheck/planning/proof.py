"""Edits read before they are written: whether the files will say what they shall, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence

from goalcheck.api import load_named
from goalcheck.changes.edit import Edit
from goalcheck.compare.sameness import differences, says_the_same
from goalcheck.files.editing import CannotEdit
from goalcheck.model import Organization
from goalcheck.source import InvalidInput


def prove(
    edits: Sequence[Edit], paths: Sequence[str], wanted: Organization, *, organization: str | None = None
) -> None:
    """Read the files as the edits would leave them.

    Args:
        organization: the name or folder of the one that is edited, where the paths hold several.

    Raises:
        CannotEdit: they would be wrong, or say something else than the organization that is wanted.
    """
    contents = {os.path.realpath(edit.path): edit.after.encode("utf-8") for edit in edits}
    names = ", ".join(str(edit.path) for edit in edits)
    try:
        found = load_named(paths, contents, organization=organization)
    except InvalidInput as error:
        problem = error.problems[0]
        raise CannotEdit(f"the edit of {names} would be wrong in {problem.file}: {problem.message}") from error
    if not says_the_same(found, wanted):
        raise CannotEdit(
            f"after the edit of {names} the files would not say what they shall of "
            f"{', '.join(differences(found, wanted))} (an anchor, perhaps): make this change by hand"
        )
