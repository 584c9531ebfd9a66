"""Tipping points, draws and leverage as JSON's own types."""

from __future__ import annotations

from typing import Any

from goalcheck import __version__
from goalcheck.render.json import figure, place_data, tension
from goalcheck.sensitivity.leverage import Lever, Leverage
from goalcheck.sensitivity.robust import BANDS, WORST, Robustness, Stability
from goalcheck.sensitivity.tipping import Tipping

FORMAT = "goalcheck-robust"
VERSION = 1


def tipping_data(tipping: Tipping) -> dict[str, Any]:
    """The tipping points of a conflict as data; without an arrow, no single effect would end it."""
    return {
        "exact": tipping.exact,
        "arrows": [
            {
                "from": tip.link.origin,
                "to": tip.link.target,
                "weight": figure(tip.link.weight),
                "ends_weaker_than": figure(tip.weight),
                "begins_again_weaker_than": figure(tip.until) if tip.until else None,
                "location": place_data(tip.link.location),
            }
            for tip in tipping.arrows
        ],
        "targets": [
            {
                "objective": tip.objective,
                "metric": tip.metric,
                "figure": tip.now,
                "ends_beyond": round(tip.figure, 6),
                "ends_there": tip.included,
                "direction": "up" if tip.upward else "down",
                "begins_again_beyond": None if tip.until is None else round(tip.until, 6),
            }
            for tip in tipping.targets
        ],
    }


def robust_data(robustness: Robustness, standings: list[Stability]) -> dict[str, Any]:
    """The shares of draws in which conflicts stand, as data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "goalcheck": __version__,
        "exact": robustness.exact,
        "draws": robustness.draws,
        "seed": robustness.seed,
        "bands": BANDS,
        "conflicts": [standing_data(each) for each in standings],
    }


def standing_data(standing: Stability) -> dict[str, Any]:
    """The share of draws in which one conflict stands, as data."""
    finding = standing.finding
    return {
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "message": str(finding.message),
        "tension": tension(finding.tension or 0.0),
        "stands": figure(standing.stands),
        f"among_worst_{WORST}": figure(standing.among_worst),
        "tension_5": tension(standing.lowest),
        "tension_95": tension(standing.highest),
    }


def leverage_data(leverage: Leverage) -> dict[str, Any]:
    """The leverage as data."""
    return {
        "exact": leverage.exact,
        "total": tension(leverage.total),
        "arrows": [_lever(each) for each in leverage.arrows],
        "drivers": [_lever(each) for each in leverage.drivers],
        "objectives": [_lever(each) for each in leverage.objectives],
    }


def _lever(lever: Lever) -> dict[str, Any]:
    link = lever.link
    what: dict[str, Any] = {"node": lever.node}
    if link is not None:
        what = {"from": link.origin, "to": link.target, "weight": figure(link.weight)}
    return {**what, "lowers": tension(lever.lowers)}
