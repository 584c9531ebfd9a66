"""A difference between two organizations as text, as Markdown and as JSON's own types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goalcheck import __version__
from goalcheck.planning.changes import Change
from goalcheck.planning.difference import Comparison, Difference, Drift
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.json import finding_data
from goalcheck.render.safe import for_markdown, for_terminal
from goalcheck.render.words import LEVEL_STYLES, SHORT_FINGERPRINT, count, place

HEADINGS = {
    Drift.NEW: "New",
    Drift.REOPENED: "Open again",
    Drift.WORSE: "Worse",
    Drift.BETTER: "Better",
    Drift.GONE: "Gone",
}
"""What is listed, in this order; what is unchanged is counted."""

MOST = 50
"""Findings of one heading that are listed; changes that are listed."""


def render_difference(difference: Difference, *, width: int | None, color: bool) -> str:
    """The difference as text: what is new first, each with the changes that explain it."""
    canvas = Canvas()
    canvas.line(Styled(_verdict(difference), "bold"), hang=2)
    for drift, heading in HEADINGS.items():
        found = difference.of(drift)
        if found:
            canvas.heading(f"{heading} ({len(found):,})")
            for comparison in found[:MOST]:
                _draw(canvas, comparison)
            _more(canvas, len(found))
    canvas.heading("What was declared otherwise")
    for change in difference.changes[:MOST]:
        canvas.line("- ", for_terminal(change.text), " ", Styled(_where(change), "dim"), hang=2)
    _more(canvas, len(difference.changes))
    if not difference.changes:
        canvas.line("Nothing.")
    return canvas.text(width=width, color=color)


def markdown_difference(difference: Difference) -> str:
    """The difference as Markdown, for a comment on a pull request."""
    lines = [f"**{_verdict(difference)}**"]
    for drift, heading in HEADINGS.items():
        found = difference.of(drift)
        if found:
            lines += ["", f"### {heading}", ""]
            for comparison in found[:MOST]:
                lines += _listed(comparison)
            lines += _more_lines(len(found))
    if difference.changes:
        lines += ["", "### What was declared otherwise", ""]
        lines += [f"- {for_markdown(change.text)}" for change in difference.changes[:MOST]]
        lines += _more_lines(len(difference.changes))
    return "\n".join(lines) + "\n"


def difference_data(difference: Difference) -> dict[str, Any]:
    """The difference as JSON's own types."""
    return {
        "format": "goalcheck-difference",
        "version": 1,
        "goalcheck": __version__,
        "summary": {drift.value: len(difference.of(drift)) for drift in Drift},
        "findings": [
            {
                "drift": each.drift.value,
                "tension_before": each.before.tension if each.before else None,
                "level_before": each.before.level.value if each.before else None,
                "because": [change.text for change in each.because],
                "finding": finding_data(each.finding),
            }
            for each in difference.comparisons
            if each.drift is not Drift.UNCHANGED
        ],
        "changes": [{"nodes": list(change.nodes), "text": change.text} for change in difference.changes],
    }


def _verdict(difference: Difference) -> str:
    counts = [f"{len(difference.of(drift)):,} {heading.lower()}" for drift, heading in HEADINGS.items() if difference.of(drift)]
    unchanged = len(difference.of(Drift.UNCHANGED))
    if not counts:
        return f"Nothing is new, worse, better or gone; {count(unchanged, 'finding')} as before."
    return f"{', '.join(counts)}; {count(unchanged, 'finding')} as before."


def _draw(canvas: Canvas, comparison: Comparison) -> None:
    finding = comparison.finding
    canvas.line(
        Styled(f"{finding.level.value:<8}", LEVEL_STYLES[finding.level]),
        f" {for_terminal(finding.message)}{_was(comparison)} ",
        Styled(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]} {_first_place(comparison)}", "dim"),
        hang=9,
    )
    for change in comparison.because:
        canvas.line("- ", for_terminal(change.text), " ", Styled(_where(change), "dim"), indent=9, hang=2)


def _listed(comparison: Comparison) -> list[str]:
    finding = comparison.finding
    head = f"- **{finding.level.value}** {for_markdown(finding.message + _was(comparison))} `{finding.code}`"
    return [head, *(f"  - {for_markdown(change.text)}" for change in comparison.because)]


def _was(comparison: Comparison) -> str:
    """What a finding was before, where that is another figure."""
    before, now = comparison.before, comparison.now
    if before is None or now is None or before.tension is None or comparison.drift is Drift.REOPENED:
        return ""
    return f", was {before.tension:.2f}"


def _first_place(comparison: Comparison) -> str:
    locations: Sequence[Any] = comparison.finding.locations
    return place(locations[0]) if locations and comparison.now else ""


def _where(change: Change) -> str:
    return place(change.location) if change.location.file else ""


def _more(canvas: Canvas, number: int) -> None:
    for line in _more_lines(number):
        canvas.line(line)


def _more_lines(number: int) -> list[str]:
    return [f"... and {number - MOST:,} more"] if number > MOST else []
