"""Edits of files: shown as a unified diff, and written all or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from difflib import unified_diff

from goalcheck.cli.output import write_whole
from goalcheck.planning.edit import Edit
from goalcheck.render.safe import for_terminal


def shown(edit: Edit) -> str:
    """What an edit changes, as a unified diff."""
    before, after = (edit.before or "").splitlines(), edit.after.splitlines()
    name = str(edit.path)
    lines = unified_diff(before, after, name if edit.before is not None else "/dev/null", name, lineterm="")
    return "".join(f"{for_terminal(line, most=None)}\n" for line in lines)


@contextmanager
def written(edits: Sequence[Edit]) -> Iterator[None]:
    """Write the files; where anything goes wrong then or in what follows, all are as they were again.

    Raises:
        CannotWrite: there is no room or no right.
    """
    with ExitStack() as undo:
        for edit in edits:
            undo.callback(_restore, edit)
            write_whole(edit.after, edit.path.resolve())
        yield
        undo.pop_all()


def _restore(edit: Edit) -> None:
    if edit.before is None:
        edit.path.unlink(missing_ok=True)
    else:
        write_whole(edit.before, edit.path.resolve())
