"""Tipping points, draws and root causes at length as JSON's own types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goalcheck import __version__
from goalcheck.conflict_messages import headline
from goalcheck.conflicts import RootCause
from goalcheck.graph import ArrowSource
from goalcheck.model import Organization
from goalcheck.render.json import figure, place_data, root_cause_data, tension
from goalcheck.sensitivity.robust import BANDS, Robustness, Stability
from goalcheck.sensitivity.tipping import Tipping, Tips

FORMAT = "goalcheck-robust"
VERSION = 2


def tipping_data(tipping: Tipping) -> dict[str, Any]:
    """The tipping points of a conflict as data; without an arrow, no single effect would do it."""
    return {
        "exact": tipping.exact,
        "ends": _tips(tipping.ends),
        "below": tipping.below,
        "lowers": _tips(tipping.lowers),
    }


def _tips(tips: Tips) -> dict[str, Any]:
    return {
        "arrows": [
            {
                "from": tip.link.origin,
                "to": tip.link.target,
                "weight": figure(tip.link.weight),
                "weaker_than": figure(tip.weight),
                "but_not_weaker_than": figure(tip.until) if tip.until else None,
                "location": place_data(tip.link.location),
            }
            for tip in tips.arrows
        ],
        "targets": [
            {
                "objective": tip.objective,
                "metric": tip.metric,
                "figure": tip.now,
                "beyond": round(tip.figure, 6),
                "included": tip.included,
                "direction": "up" if tip.upward else "down",
                "but_not_beyond": None if tip.until is None else round(tip.until, 6),
            }
            for tip in tips.targets
        ],
    }


def robust_data(organization: Organization, robustness: Robustness, standings: Sequence[Stability]) -> dict[str, Any]:
    """The shares of draws in which conflicts stand, as data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "goalcheck": __version__,
        "exact": robustness.exact,
        "left_out": robustness.left_out,
        "draws": robustness.draws,
        "seed": robustness.seed,
        "bands": BANDS,
        "conflicts": [_standing(organization, each) for each in standings],
    }


def _standing(organization: Organization, standing: Stability) -> dict[str, Any]:
    conflict = standing.conflict
    return {
        "about": conflict.about,
        "fingerprint": conflict.fingerprint,
        "code": conflict.code,
        "kind": conflict.kind,
        "level": conflict.level,
        "status": conflict.status,
        "message": str(headline(organization, conflict)),
        "pressure": tension(conflict.pressure),
        "open_pressure": tension(conflict.open_pressure),
        "stands": figure(standing.stands),
        "at_level": figure(standing.at_level),
        "pressure_5": tension(standing.lowest),
        "pressure_95": tension(standing.highest),
    }


def root_cause_at_length(cause: RootCause) -> dict[str, Any]:
    """One root cause with what its declaration says."""
    arrow = cause.arrow
    said = {
        "weight": figure(arrow.weight),
        "word": arrow.word,
        "source": arrow.source,
        "because": arrow.because,
        "confidence": arrow.confidence,
        "evidence": arrow.evidence,
        "claimed_by": arrow.by if arrow.source is ArrowSource.CLAIMED else None,
    }
    return root_cause_data(cause) | said
