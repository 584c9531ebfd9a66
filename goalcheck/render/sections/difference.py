"""The changes between two organizations and what they do, told once for every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.compare.declarations import Redeclaration
from goalcheck.compare.reports import Comparison, Difference, Drift
from goalcheck.render.document import Block, Heading, Items, ListItem, Quiet, Strong, Text, cut
from goalcheck.render.words import SHORT_FINGERPRINT, count, place

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


def difference_blocks(difference: Difference, *, proposed: Sequence[str] = ()) -> Iterator[Block]:
    """The difference: what is new first, each finding with the changes that explain it.

    Args:
        proposed: the changes that nobody has written yet, in words, where it is they that make the difference.
    """
    if proposed:
        yield Heading("What if")
        yield Items(tuple(ListItem((cut(words),)) for words in proposed))
    yield Text((Strong(_verdict(difference)),), is_lead=True)
    for drift, heading in HEADINGS.items():
        if found := difference.of(drift):
            yield Heading(heading, number=len(found))
            yield Items(tuple(map(_finding, found[:MOST])), more=max(0, len(found) - MOST))
    if difference.changes:
        yield Heading("What was declared otherwise")
        yield _changes(difference.changes, MOST)


def _verdict(difference: Difference) -> str:
    counts = [
        f"{len(difference.of(drift)):,} {heading.lower()}"
        for drift, heading in HEADINGS.items()
        if difference.of(drift)
    ]
    told = ", ".join(counts) if counts else "Nothing is new, worse, better or gone"
    told += " in this selection" if difference.is_partial else ""
    return f"{told}; {count(len(difference.of(Drift.UNCHANGED)), 'finding')} as before."


def _finding(comparison: Comparison) -> ListItem:
    finding = comparison.finding
    return ListItem(
        (finding.message, f"{_was(comparison)} ", Quiet(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}")),
        level=finding.level,
        place=place(finding.locations[0], clean=cut) if finding.locations else "",
        below=_changes(comparison.because, MOST_REASONS) if comparison.because else None,
    )


def _changes(changes: Sequence[Redeclaration], most: int) -> Items:
    return Items(tuple(map(_change, changes[:most])), more=max(0, len(changes) - most))


def _change(change: Redeclaration) -> ListItem:
    at = (Quiet(f" {place(change.location, clean=cut)}"),) if change.location else ()
    return ListItem((cut(change.text), *at))


def _was(comparison: Comparison) -> str:
    """What a finding was before, where it is another thing now."""
    before, now = comparison.before, comparison.now
    if before is None or now is None:
        return ""
    if before.status is not now.status:
        return f", was {before.status.value}, is {now.status.value}"
    return f", was {before.level.value}" + ("" if before.tension is None else f" at {before.tension:.2f}")
