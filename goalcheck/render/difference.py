"""A difference between two organizations as text, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from goalcheck import __version__
from goalcheck.planning.changes import Change
from goalcheck.planning.difference import Comparison, Difference, Drift
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.json import dumps, finding_data, place_data
from goalcheck.render.safe import for_markdown, for_markdown_code, for_terminal
from goalcheck.render.words import LEVEL_STYLES, SHORT_FINGERPRINT, count, place

HEADINGS = {
    Drift.NEW: "New",
    Drift.REOPENED: "Open again",
    Drift.WORSE: "Worse",
    Drift.BETTER: "Better",
    Drift.DECIDED: "Decided",
    Drift.GONE: "Gone",
}
"""What is listed, in this order; what is unchanged is counted."""

MOST = 25
"""Findings of one heading that are told, and changes."""

MOST_REASONS = 5
"""Changes that are told below one finding."""


def render_difference(difference: Difference, *, width: int | None, color: bool, proposed: Sequence[str] = ()) -> str:
    """The difference as text: what is new first, each with the changes that explain it.

    Args:
        proposed: the changes that nobody has written yet, in words, where it is they that make the difference.
    """
    canvas = Canvas()
    if proposed:
        canvas.heading("What if")
    for words in proposed:
        canvas.line("- ", for_terminal(words), hang=2)
    canvas.blank()
    canvas.line(Styled(_verdict(difference), "bold"), hang=2)
    for drift, heading in HEADINGS.items():
        if found := difference.of(drift):
            canvas.heading(f"{heading} ({len(found):,})")
            for comparison in found[:MOST]:
                _draw(canvas, comparison)
            for line in _more(len(found), MOST):
                canvas.line(line)
    if difference.changes:
        canvas.heading("What was declared otherwise")
        _draw_changes(canvas, difference.changes, MOST)
    return canvas.text(width=width, color=color)


def markdown_difference(difference: Difference, *, proposed: Sequence[str] = ()) -> str:
    """The difference as Markdown, for a comment on a pull request."""
    lines = ["### What if", "", *(f"- {for_markdown(words)}" for words in proposed), ""] if proposed else []
    lines.append(f"**{_verdict(difference)}**")
    for drift, heading in HEADINGS.items():
        if found := difference.of(drift):
            lines += ["", f"### {heading}", ""]
            lines += [line for comparison in found[:MOST] for line in _listed(comparison)]
            lines += [f"- {line}" for line in _more(len(found), MOST)]
    if difference.changes:
        lines += ["", "### What was declared otherwise", "", *_bullets(difference.changes, MOST)]
    return "\n".join(lines) + "\n"


def json_difference(difference: Difference, *, proposed: Sequence[str] = ()) -> str:
    """The difference as one JSON object; its shape never changes with what is in it."""
    return dumps(
        {
            "format": "goalcheck-difference",
            "version": 1,
            "goalcheck": __version__,
            "proposed": list(proposed),
            "summary": {drift.value: number for drift, number in difference.counts.items()},
            "findings": [_data(each) for each in difference.comparisons if each.drift is not Drift.UNCHANGED],
            "changes": [_change(each) for each in difference.changes],
        }
    )


def _data(comparison: Comparison) -> dict[str, Any]:
    before = finding_data(comparison.before) if comparison.before else None
    return {
        "drift": comparison.drift.value,
        "before": before and {"level": before["level"], "tension": before["tension"], "status": before["status"]},
        "because": [_change(each) for each in comparison.because],
        "finding": finding_data(comparison.finding),
    }


def _change(change: Change) -> dict[str, Any]:
    place = place_data(change.location) if change.location else None
    return {"nodes": list(change.nodes), "text": change.text, "location": place}


def _verdict(difference: Difference) -> str:
    counts = [
        f"{len(difference.of(drift)):,} {heading.lower()}"
        for drift, heading in HEADINGS.items()
        if difference.of(drift)
    ]
    told = ", ".join(counts) if counts else "Nothing is new, worse, better or gone"
    told += " in this selection" if difference.is_partial else ""
    return f"{told}; {count(len(difference.of(Drift.UNCHANGED)), 'finding')} as before."


def _draw(canvas: Canvas, comparison: Comparison) -> None:
    finding = comparison.finding
    canvas.line(
        Styled(f"{finding.level.value:<8}", LEVEL_STYLES[finding.level]),
        f" {for_terminal(str(finding.message))}{_was(comparison)} ",
        Styled(" ".join([finding.code, finding.fingerprint[:SHORT_FINGERPRINT], *_where(comparison)]), "dim"),
        hang=9,
    )
    _draw_changes(canvas, comparison.because, MOST_REASONS, indent=9)


def _draw_changes(canvas: Canvas, changes: tuple[Change, ...], most: int, *, indent: int = 0) -> None:
    for change in changes[:most]:
        at = f" {place(change.location)}" if change.location else ""
        canvas.line("- ", for_terminal(change.text), Styled(at, "dim"), indent=indent, hang=2)
    for line in _more(len(changes), most):
        canvas.line(line, indent=indent)


def _listed(comparison: Comparison) -> list[str]:
    finding = comparison.finding
    rule = for_markdown_code(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}")
    head = f"- **{finding.level.value}** {for_markdown(str(finding.message))}{_was(comparison)} {rule}"
    return [head, *(f"  {line}" for line in _bullets(comparison.because, MOST_REASONS))]


def _bullets(changes: tuple[Change, ...], most: int) -> Iterator[str]:
    for change in changes[:most]:
        at = f" {for_markdown_code(place(change.location))}" if change.location else ""
        yield f"- {for_markdown(change.text)}{at}"
    yield from (f"- {line}" for line in _more(len(changes), most))


def _was(comparison: Comparison) -> str:
    """What a finding was before, where it is another thing now."""
    before, now = comparison.before, comparison.now
    if before is None or now is None:
        return ""
    if before.status is not now.status:
        return f", was {before.status.value}, is {now.status.value}"
    return f", was {before.level.value}" + ("" if before.tension is None else f" at {before.tension:.2f}")


def _where(comparison: Comparison) -> list[str]:
    return [place(each) for each in comparison.finding.locations[:1]]


def _more(number: int, most: int) -> list[str]:
    return [f"... and {number - most:,} more"] if number > most else []
