"""A resolution as one JSON object; `goalcheck schema resolution` describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goalcheck import __version__
from goalcheck.changes import in_words
from goalcheck.changes.option_syntax import option_of
from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict
from goalcheck.planning.resolving.resolution import Missing, Resolution, Step, WayOut
from goalcheck.render.json import dumps, figure, finding_head

if TYPE_CHECKING:
    from goalcheck.render.json_types.resolution import (
        ConflictHead,
        MissingData,
        ResolutionData,
        StepData,
        WayData,
    )


def json_resolution(resolution: Resolution) -> str:
    """The resolution as JSON; its shape never changes with what is in it."""
    return dumps(resolution_data(resolution))


def resolution_data(resolution: Resolution) -> ResolutionData:
    """The resolution as JSON's own types."""
    terms = resolution.terms
    return {
        "format": "goalcheck-resolution",
        "version": 2,
        "goalcheck": __version__,
        "today": resolution.before.today.isoformat(),
        "exact": resolution.before.exact,
        "organization": resolution.before.counts.name,
        "terms": {
            "level": terms.level,
            "kept": sorted(terms.kept),
            "may_give": sorted(terms.may_give),
            "without": sorted(terms.without),
        },
        "complete": resolution.is_complete,
        "candidates": resolution.candidates,
        "conflicts": [_conflict_head(resolution, each) for each in resolution.conflicts],
        "findings": [finding_head(each) for each in resolution.findings],
        "since": resolution.since.isoformat() if resolution.since else None,
        "over": [_conflict_head(resolution, each) for each in resolution.over],
        "together": [[each.fingerprint for each in items] for items in resolution.together],
        "ways": [_way(resolution, way) for way in resolution.ways],
        "fair": _way(resolution, resolution.fair) if resolution.fair else None,
        "front": [
            {
                "cost": round(each.cost, 2),
                "pressure": round(each.pressure, 2),
                "steps": _steps(resolution, each.steps),
            }
            for each in resolution.front
        ],
    }


def _way(resolution: Resolution, way: WayOut) -> WayData:
    was = {each.about: each.level for each in resolution.before.conflicts}
    return {
        "cost": round(way.cost, 2),
        "bound": round(way.bound, 2),
        "proved": way.is_proved,
        "steps": _steps(resolution, way.steps),
        "gives": {department: figure(part) for department, part in way.gives.items()},
        "losses": [
            {"outcome": each.outcome, "fall": figure(each.fall), "cost": round(each.cost, 2)} for each in way.losses
        ],
        "pressures": [
            {"about": each.about, "before": round(each.before, 2), "after": round(each.after, 2)} for each in way.shifts
        ],
        "left": [{"conflict": _conflict_head(resolution, each), "was": was.get(each.about)} for each in way.left],
        "brought": [finding_head(each) for each in way.brought],
        "missing": [_missing(each) for each in way.missing],
    }


def _steps(resolution: Resolution, steps: tuple[Step, ...]) -> list[StepData]:
    words = in_words(resolution.before.organization, [step.move for step in steps])
    found: list[StepData] = []
    for step, text in zip(steps, words, strict=True):
        option, value = option_of(step.move)
        found.append(
            {
                "kind": option,
                "change": value,
                "text": text,
                "cost": round(step.cost, 2),
                "why": step.why,
                "moves": list(step.moves),
            }
        )
    return found


def _missing(missing: Missing) -> MissingData:
    about = missing.item.about if isinstance(missing.item, Conflict) else None
    return {
        "fingerprint": missing.item.fingerprint,
        "about": about,
        "says": missing.says,
        "write": missing.write or None,
    }


def _conflict_head(resolution: Resolution, conflict: Conflict) -> ConflictHead:
    return {
        "about": conflict.about,
        "kind": conflict.kind,
        "level": conflict.level,
        "open_pressure": round(conflict.open_pressure, 2),
        "fingerprint": conflict.fingerprint,
        "message": str(headline(resolution.before.organization, conflict)),
    }
