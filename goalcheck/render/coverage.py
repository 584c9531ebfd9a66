"""Coverage in words: how much of an organization an analysis could see; silence is never praise (DESIGN 4)."""

from __future__ import annotations

from goalcheck.render.words import count
from goalcheck.report import Report


def is_hardly_seen(report: Report) -> bool:
    """True if fewer than half of the objectives in force can be seen, so that every output says so first."""
    return 2 * report.counts.seen < report.counts.objectives


def coverage_headline(report: Report) -> str:
    """How many objectives can be seen, without a full stop."""
    seen, all_ = report.counts.seen, report.counts.objectives
    if not seen and all_:
        which = f"none of the {all_:,} objectives reaches" if all_ > 1 else "the 1 objective does not reach"
        return f"Nothing can be found yet: {which} a customer or another objective"
    if is_hardly_seen(report):
        return f"Only {seen:,} of {count(all_, 'objective')} can be seen: what follows is a part"
    return f"{seen:,} of {count(all_, 'objective')} can be seen"
