"""Answers as edits of the files, proved: shared by the commands that bring answers home."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from goalcheck.api import load_named
from goalcheck.files.editing import CannotEdit
from goalcheck.planning.collecting.planning import Collected, collect
from goalcheck.planning.collecting.reading import Answers
from goalcheck.source import InvalidInput


def planned(
    answers: Sequence[Answers],
    paths: Sequence[str],
    organization: str | None,
    contents: Mapping[str, bytes],
    *,
    replace: bool,
) -> Collected:
    """What the answers come to, proved: the edited files can be read."""
    found = load_named(paths, contents, organization=organization)
    result = collect(found, answers, contents, replace=replace)
    edited = {os.path.realpath(edit.path): edit.after.encode("utf-8") for edit in result.edits}
    try:
        load_named(paths, {**contents, **edited}, organization=organization)
    except InvalidInput as error:
        problem = error.problems[0]
        raise CannotEdit(f"the edits would be wrong in {problem.file}: {problem.message}") from error
    return result
