"""What the commands that compare two organizations do last: write the difference."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goalcheck.cli.options import DiffFormat
from goalcheck.cli.output import Color, colored, emit, say, width
from goalcheck.findings import Report
from goalcheck.planning.difference import Difference
from goalcheck.render import difference_text as render
from goalcheck.render.parts import admissions


def deliver_difference(
    difference: Difference,
    before: Report,
    *,
    format_: DiffFormat,
    output: Path | None,
    color: Color,
    proposed: Sequence[str] = (),
) -> None:
    """Write a difference as it was asked for; what the analysis could not do is said on stderr.

    Args:
        proposed: the changes that make the difference, in words, where nobody has written them yet.
    """
    if format_ is DiffFormat.JSON:
        text = render.json_difference(difference, proposed=proposed)
    elif format_ is DiffFormat.MARKDOWN:
        text = render.markdown_difference(difference, proposed=proposed)
    else:
        shown, colors = width(output), colored(color, output)
        text = render.render_difference(difference, width=shown, color=colors, proposed=proposed)
    emit(text, output)
    for admitted in dict.fromkeys((*admissions(before), *admissions(difference.new))):
        say(f"goalcheck: {admitted}\n")
