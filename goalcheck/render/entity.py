"""A portrait as text, as Markdown and as JSON's own types."""

from __future__ import annotations

from typing import Any

from goalcheck.entity import Entity, HarmTold, Member, Reliances, Suffering
from goalcheck.graph import Mitigated
from goalcheck.render.document.markdown import markdown_text
from goalcheck.render.document.terminal import terminal_text
from goalcheck.render.json import conflict_data, figure, finding_data, link_data, place_data, side_data, tension
from goalcheck.render.sections.entity import entity_blocks


def render_entity(portrait: Entity, *, width: int | None, color: bool) -> str:
    """The portrait as text."""
    return terminal_text([*entity_blocks(portrait)], width=width, color=color)


def entity_markdown(portrait: Entity) -> str:
    """The portrait as Markdown."""
    return markdown_text([*entity_blocks(portrait)])


def entity_data(portrait: Entity) -> dict[str, Any]:
    """The portrait as JSON's own types; of harms and helps the strongest, which `..._in_all` counts."""
    return {
        "kind": portrait.kind,
        "id": portrait.id,
        "name": portrait.name,
        "facts": dict(portrait.facts),
        "members": [_member(each) for each in portrait.members],
        "suffers": _suffering(portrait.suffers) if portrait.suffers else None,
        "mitigated": [_mitigated(each) for each in portrait.mitigated],
        "hurts": [_harm(each) for each in portrait.hurts],
        "hurts_in_all": portrait.hurts_in_all,
        "helps": [{"node": side.chain[-1].target, **side_data(side)} for side in portrait.helps],
        "helps_in_all": portrait.helps_in_all,
        "relied_on_by": [_reliance(each) for each in portrait.relied_on_by],
        "relies_on": [_reliance(each) for each in portrait.relies_on],
        "conflicts": [conflict_data(conflict) for conflict in portrait.conflicts],
        "findings": [finding_data(finding) for finding in portrait.findings],
    }


def _member(member: Member) -> dict[str, Any]:
    return {"id": member.id, "pressure": _pressure(member.pressure)}


def _suffering(suffers: Suffering) -> dict[str, Any]:
    return {
        "pressure": _pressure(suffers.pressure),
        "open_pressure": _pressure(suffers.open_pressure),
        "harms": [_harm(each) for each in suffers.harms],
        "harms_in_all": suffers.harms_in_all,
        "helps": [{**side_data(side), "protects": side.objective in suffers.protectors} for side in suffers.helps],
        "helps_in_all": suffers.helps_in_all,
    }


def _harm(harm: HarmTold) -> dict[str, Any]:
    return {
        "by": harm.by,
        "of": harm.of,
        "harm": figure(harm.harm),
        "left": figure(harm.left),
        "guard": harm.guard,
        "excuse": harm.excuse,
        "decided": harm.decided,
        "chain": [link_data(link) for link in harm.chain],
    }


def _mitigated(each: Mitigated) -> dict[str, Any]:
    return {
        "from": each.arrow.origin,
        "to": each.arrow.target,
        "weight": figure(each.arrow.weight),
        "by": each.objective,
        "leaves": figure(each.weight),
        "because": each.mitigation.because,
        "location": place_data(each.mitigation.location),
    }


def _reliance(each: Reliances) -> dict[str, Any]:
    return {
        "objective": each.objective,
        "on": each.reliance.target,
        "how": each.reliance.how,
        "because": each.reliance.because,
        "location": place_data(each.reliance.location),
    }


def _pressure(pressure: float | None) -> float | None:
    return None if pressure is None else tension(pressure)
