"""What the commands that compare two organizations do last: select, write the difference, judge it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from goalcheck.cli.options import DiffFormat
from goalcheck.cli.output import Color, colored, emit, say, width
from goalcheck.cli.studying import fails
from goalcheck.findings import Report
from goalcheck.planning.difference import Difference
from goalcheck.render import difference_text as render
from goalcheck.render.parts import admissions
from goalcheck.selection import Selection, chooser


@dataclass(frozen=True, slots=True)
class Presentation:
    """How a difference is written, and which of its findings."""

    format: DiffFormat
    output: Path | None
    color: Color
    wanted: Selection


def deliver_difference(
    difference: Difference,
    before: Report,
    presentation: Presentation,
    *,
    fail_on: str,
    proposed: Sequence[str] = (),
) -> bool:
    """Write a difference as it was asked for; what the analysis could not do is said on stderr.

    Args:
        fail_on: the level from which a selected finding that is new, worse or open again counts.
        proposed: the changes that make the difference, in words, where nobody has written them yet.

    Returns:
        Whether a finding counts.

    Raises:
        UnknownName: neither organization has what was selected by.
    """
    wanted, output = presentation.wanted, presentation.output
    choice = chooser(replace(wanted, top=None), before.organization, difference.new.organization)
    selected = difference.selected(choice)
    shown = selected.worst(wanted.top) if wanted.top else selected
    if presentation.format is DiffFormat.JSON:
        text = render.json_difference(shown, proposed=proposed)
    elif presentation.format is DiffFormat.MARKDOWN:
        text = render.markdown_difference(shown, proposed=proposed)
    else:
        colors = colored(presentation.color, output)
        text = render.render_difference(shown, width=width(output), color=colors, proposed=proposed)
    emit(text, output)
    for admitted in dict.fromkeys((*admissions(before), *admissions(difference.new))):
        say(f"goalcheck: {admitted}\n")
    return fails(selected.counting.findings, fail_on)
