"""Floors under an outcome, as several kinds of changes say and check them."""

from __future__ import annotations

from goalcheck.changes.change import CannotChange
from goalcheck.changes.draft import Draft, figure
from goalcheck.model import Bounds


def check_floor(draft: Draft, objective: str, protects: str, metric: str | None, bounds: Bounds | None) -> None:
    """Refuse a floor that no file could hold.

    Raises:
        UnknownName: there is no such metric.
        CannotChange: the metric has no range, or the range no metric, or it holds no figure.
    """
    if (metric is None) != (bounds is None):
        lacks = "a metric without a range" if bounds is None else "a range without a metric"
        raise CannotChange(f"the guardrail of {objective} has {lacks}: both or neither")
    if metric is None or bounds is None:
        return
    draft.require(metric, "metric", draft.before.metrics)
    lower, upper = bounds.lower, bounds.upper
    for bound in (lower, upper):
        if bound is not None:
            figure(bound, what=f"the floor of {protects}")
    if (lower is None and upper is None) or (lower is not None and upper is not None and lower > upper):
        raise CannotChange(f"the guardrail of {objective} has no range: at_least, at_most, or both in order")


def in_range(bounds: Bounds) -> str:
    """A range in words."""
    if bounds.lower is not None and bounds.upper is not None:
        return f"from {bounds.lower:.15g} to {bounds.upper:.15g}"
    return f"at least {bounds.lower:.15g}" if bounds.upper is None else f"at most {bounds.upper:.15g}"
