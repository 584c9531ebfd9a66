"""A resolution as one JSON object; `goalcheck schema resolution` describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goalcheck import __version__
from goalcheck.changes import in_words
from goalcheck.changes.option_syntax import option_of
from goalcheck.planning.resolving.resolution import Resolution, Shift, WayOut
from goalcheck.render.json import dumps, figure, finding_head

if TYPE_CHECKING:
    from goalcheck.render.json_types.resolution import ResolutionData, ShiftData, StepData, WayData


def json_resolution(resolution: Resolution) -> str:
    """The resolution as JSON; its shape never changes with what is in it."""
    return dumps(resolution_data(resolution))


def resolution_data(resolution: Resolution) -> ResolutionData:
    """The resolution as JSON's own types."""
    terms = resolution.terms
    return {
        "format": "goalcheck-resolution",
        "version": 1,
        "goalcheck": __version__,
        "exact": resolution.before.exact,
        "organization": resolution.before.counts.name,
        "terms": {"level": terms.level, "kept": sorted(terms.kept), "without": sorted(terms.without)},
        "truncated": bool(resolution.before.truncated),
        "complete": resolution.is_complete,
        "candidates": resolution.candidates,
        "settled": [finding_head(each) for each in resolution.settled],
        "ways": [_way(resolution, way) for way in resolution.ways],
        "standoff": [
            {
                "finding": finding_head(each.finding),
                "brought": each.is_brought,
                "settlers": in_words(resolution.before.organization, each.settlers),
            }
            for each in resolution.standoff
        ],
    }


def _way(resolution: Resolution, way: WayOut) -> WayData:
    words = in_words(resolution.before.organization, way.moves)
    steps: list[StepData] = []
    for step, text in zip(way.steps, words, strict=True):
        option, value = option_of(step.move)
        steps.append({"kind": option, "change": value, "text": text, "cost": round(step.cost, 2), "why": step.why})
    return {
        "cost": round(way.cost, 2),
        "bound": round(way.bound, 2),
        "proved": way.is_proved,
        "steps": steps,
        "gives": [
            {"department": each.department, "steps": list(each.steps), "keeps": each.keeps} for each in way.gives
        ],
        "outcomes": [_shift(each) for each in way.shifts],
        "left": [
            {"finding": finding_head(each.now), "was": each.before.level if each.before else None} for each in way.left
        ],
        "brought": [finding_head(each) for each in way.brought],
    }


def _shift(shift: Shift) -> ShiftData:
    return {
        "id": shift.outcome,
        "gains": shift.gains,
        "loses": shift.loses,
        "help": [figure(shift.help_before), figure(shift.help_after)],
        "harm": [figure(shift.harm_before), figure(shift.harm_after)],
    }
