"""A difference between two organizations as text, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goalcheck import __version__
from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.declarations import Redeclaration
from goalcheck.compare.drift import Drift
from goalcheck.compare.reports import Comparison, Difference
from goalcheck.conflicts import Conflict
from goalcheck.render.document.markdown import markdown_text
from goalcheck.render.document.terminal import terminal_text
from goalcheck.render.json import conflict_data, dumps, finding_data, place_data, remark_data
from goalcheck.render.retractions import retraction_remarks
from goalcheck.render.sections.difference import difference_blocks

VERSION = 2
"""Of the JSON: since 2 it leads with conflicts, and its findings are those that count for themselves."""


def render_difference(difference: Difference, *, width: int | None, color: bool, proposed: Sequence[str] = ()) -> str:
    """The difference as text.

    Args:
        proposed: the changes that nobody has written yet, in words, where it is they that make the difference.
    """
    return terminal_text([*difference_blocks(difference, proposed=proposed)], width=width, color=color)


def markdown_difference(difference: Difference, *, proposed: Sequence[str] = ()) -> str:
    """The difference as Markdown, for a comment on a pull request."""
    return markdown_text([*difference_blocks(difference, proposed=proposed)])


def json_difference(difference: Difference, *, proposed: Sequence[str] = ()) -> str:
    """The difference as one JSON object; its shape never changes with what is in it."""
    return dumps(
        {
            "format": "goalcheck-difference",
            "version": VERSION,
            "goalcheck": __version__,
            "proposed": list(proposed),
            "summary": {
                **{drift.value: number for drift, number in difference.counts.items()},
                "retracted": len(difference.retracted),
            },
            "retracted": [remark_data(each) for each in retraction_remarks(difference.retracted)],
            "conflicts": [_conflict(each) for each in difference.conflicts if each.drift is not Drift.UNCHANGED],
            "findings": [_data(each) for each in difference.comparisons if each.drift is not Drift.UNCHANGED],
            "changes": [_change(each) for each in difference.changes],
        }
    )


def _conflict(comparison: ConflictComparison) -> dict[str, Any]:
    return {
        "drift": comparison.drift.value,
        "before": _before(comparison.before) if comparison.before else None,
        "hurters": {
            "come": list(comparison.come),
            "reopened": list(comparison.reopened),
            "left": list(comparison.left),
        },
        "because": [_change(each) for each in comparison.because],
        "conflict": conflict_data(comparison.conflict),
    }


def _before(conflict: Conflict) -> dict[str, Any]:
    data = conflict_data(conflict)
    return {
        "level": data["level"],
        "pressure": data["pressure"],
        "open_pressure": data["open_pressure"],
        "status": data["status"],
    }


def _data(comparison: Comparison) -> dict[str, Any]:
    before = finding_data(comparison.before) if comparison.before else None
    return {
        "drift": comparison.drift.value,
        "before": before and {"level": before["level"], "tension": before["tension"], "status": before["status"]},
        "because": [_change(each) for each in comparison.because],
        "finding": finding_data(comparison.finding),
    }


def _change(change: Redeclaration) -> dict[str, Any]:
    place = place_data(change.location) if change.location else None
    return {"nodes": list(change.nodes), "text": change.text, "location": place}
