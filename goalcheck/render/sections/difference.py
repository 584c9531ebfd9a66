"""The changes between two organizations and what they do, told once for every format: conflicts, then findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.declarations import Redeclaration
from goalcheck.compare.drift import SAME, Drift
from goalcheck.compare.reports import Comparison, Difference
from goalcheck.compare.retractions import Retraction
from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict
from goalcheck.model import Organization
from goalcheck.render.document import Block, Heading, Items, ListItem, Quiet, Strong, Text, cut
from goalcheck.render.retractions import retraction_details, retraction_text
from goalcheck.render.tally import tally_words
from goalcheck.render.words import SHORT_FINGERPRINT, coverage_headline, listed, place

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
"""Conflicts and findings of one heading that are told, and changes."""

MOST_REASONS = 5
"""Changes that are told below one of them."""


def difference_blocks(difference: Difference, *, proposed: Sequence[str] = ()) -> Iterator[Block]:
    """The difference: what is new first, conflicts before findings, each with the changes that explain it.

    Args:
        proposed: the changes that nobody has written yet, in words, where it is they that make the difference.
    """
    if proposed:
        yield Heading("What if")
        yield Items(tuple(ListItem((cut(words),)) for words in proposed))
    coverage = coverage_headline(difference.new)
    if coverage:
        yield Text((Strong(f"{coverage}."),), is_lead=True)
    yield Text((Strong(_verdict(difference)),), is_lead=True)
    if difference.retracted:
        yield Heading("Retracted", number=len(difference.retracted))
        told = tuple(map(_retracted, difference.retracted[:MOST]))
        yield Items(told, more=max(0, len(difference.retracted) - MOST))
    for drift, heading in HEADINGS.items():
        if found := difference.of(drift):
            yield Heading(heading, number=len(found))
            told = tuple(_item(difference.new.organization, each) for each in found[:MOST])
            yield Items(told, more=max(0, len(found) - MOST))
    if difference.changes:
        yield Heading("What was declared otherwise")
        yield _changes(difference.changes, MOST)


def _verdict(difference: Difference) -> str:
    counts = [
        f"{_number(difference, drift)} {heading.lower()}" for drift, heading in HEADINGS.items() if difference.of(drift)
    ]
    if difference.retracted:
        counts = [f"{len(difference.retracted):,} retracted", *counts]
    told = ", ".join(counts) if counts else "Nothing is new, worse, better or gone"
    told += " in this selection" if difference.is_partial else ""
    return f"{told}; {_number(difference, Drift.UNCHANGED)} as before."


def _retracted(retraction: Retraction) -> ListItem:
    return ListItem(
        (cut(retraction_text(retraction)),),
        level=retraction.level,
        place=place(retraction.location, clean=cut) if retraction.location else "",
        below=Items(tuple(ListItem((cut(each),)) for each in retraction_details(retraction))),
    )


def _number(difference: Difference, drift: Drift) -> str:
    found = difference.of(drift)
    conflicts = sum(isinstance(each, ConflictComparison) for each in found)
    return tally_words(conflicts, len(found) - conflicts)


def _item(organization: Organization, comparison: ConflictComparison | Comparison) -> ListItem:
    if isinstance(comparison, Comparison):
        return _finding(comparison)
    conflict = comparison.conflict
    because = [ListItem((line,)) for line in _hurters(comparison)]
    causes = _changes(comparison.because, MOST_REASONS)
    below = Items((*because, *causes.items), more=causes.more)
    was = ", ".join(("", *_how(comparison)))
    return ListItem(
        (headline(organization, conflict), f"{was} ", Quiet(f"{conflict.code} {_short(conflict.fingerprint)}")),
        level=conflict.level,
        place=place(conflict.locations[0], clean=cut) if conflict.locations else "",
        below=below if below.items else None,
    )


def _how(comparison: ConflictComparison) -> Iterator[str]:
    """The pressure, before and now, and the level or status where that is another one."""
    before, now = comparison.before, comparison.now
    if before is None or now is None:
        yield f"pressure {'' if now else 'was '}{_pressure(comparison.conflict):.2f}"
        return
    one, other = _pressure(before), _pressure(now)
    if abs(one - other) < SAME:
        yield f"pressure {other:.2f} as before"
    else:
        digits = 0 if round(one) != round(other) else 2
        yield f"pressure from {one:.{digits}f} to {other:.{digits}f}"
    if before.status is not now.status:
        yield f"was {before.status.value}, is {now.status.value}"
    elif before.level is not now.level:
        yield f"was {before.level.value}"
    if not now.is_open and not before.is_open:
        yield "decided"


def _pressure(conflict: Conflict) -> float:
    return conflict.open_pressure if conflict.is_open else conflict.pressure


def _hurters(comparison: ConflictComparison) -> Iterator[str]:
    """The hurters that came, went, or whose harm is open again."""
    if comparison.come:
        yield f"hurt by {listed(comparison.come)} now"
    if comparison.reopened:
        yield f"the harm of {listed(comparison.reopened)} is open again"
    if comparison.left:
        yield f"no longer hurt by {listed(comparison.left)}"


def _finding(comparison: Comparison) -> ListItem:
    finding = comparison.finding
    return ListItem(
        (finding.message, f"{_was(comparison)} ", Quiet(f"{finding.code} {_short(finding.fingerprint)}")),
        level=finding.level,
        place=place(finding.locations[0], clean=cut) if finding.locations else "",
        below=_changes(comparison.because, MOST_REASONS) if comparison.because else None,
    )


def _short(fingerprint: str) -> str:
    return fingerprint[:SHORT_FINGERPRINT]


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
