"""A portrait as text and as JSON's own types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goalcheck.entity import Entity
from goalcheck.findings import FindingStatus, Side
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.json import finding_data, side_data
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import LEVEL_STYLES, SHORT_FINGERPRINT, Speaker, count, place


def entity_data(portrait: Entity) -> dict[str, Any]:
    """The portrait as JSON's own types."""
    return {
        "kind": portrait.kind,
        "id": portrait.id,
        "name": portrait.name,
        "facts": dict(portrait.facts),
        "members": list(portrait.members),
        "pushes": [{"node": side.chain[-1].target, **side_data(side)} for side in portrait.pushes],
        "pushed_by": [{"node": portrait.id, **side_data(side)} for side in portrait.pushed_by],
        "findings": [finding_data(finding) for finding in portrait.findings],
    }


def render_entity(portrait: Entity, *, width: int | None, color: bool) -> str:
    """The portrait as text."""
    canvas = Canvas()
    speaker = Speaker(portrait.report.organization)
    canvas.line(Styled(for_terminal(portrait.name), "bold"), f" ({portrait.kind} {portrait.id})")
    canvas.blank()
    widest = max(len(label) for label, _ in portrait.facts)
    for label, text in portrait.facts:
        canvas.line(f"{label:<{widest}}  {for_terminal(text)}", hang=widest + 2)
    _members(canvas, portrait, speaker)
    _pushes(canvas, speaker, "What it pushes", portrait.pushes, portrait.pushes_in_all)
    _pushes(canvas, speaker, "What pushes it", portrait.pushed_by, portrait.pushed_by_in_all)
    _findings(canvas, portrait)
    return canvas.text(width=width, color=color)


def _members(canvas: Canvas, portrait: Entity, speaker: Speaker) -> None:
    if not portrait.members:
        return
    canvas.heading("Its objectives" if portrait.kind == "department" else "Its outcomes")
    for member in portrait.members:
        canvas.line(f"{member} {speaker.name(member)}", hang=2)


def _pushes(canvas: Canvas, speaker: Speaker, heading: str, sides: Sequence[Side], in_all: int) -> None:
    if not sides:
        return
    canvas.heading(heading)
    for side in sides:
        sign = "helps" if side.sign > 0 else "hurts"
        canvas.line(f"{sign} {side.strength:.2f}  {speaker.sentence(side.chain)}.", hang=12)
        for link in side.chain:
            canvas.line("- ", speaker.evidence(link), " ", Styled(place(link.location), "dim"), indent=4, hang=2)
    if in_all > len(sides):
        canvas.line(f"... and {in_all - len(sides)} weaker ones")


def _findings(canvas: Canvas, portrait: Entity) -> None:
    canvas.heading("Findings")
    left_out = portrait.findings_in_all - len(portrait.findings)
    if not portrait.findings_in_all:
        canvas.line("None.")
    for finding in portrait.findings:
        status = "" if finding.status is FindingStatus.OPEN else f" ({finding.status.value})"
        canvas.line(
            Styled(f"{finding.level.value:<8}", LEVEL_STYLES[finding.level]),
            f" {for_terminal(str(finding.message))}{status} ",
            Styled(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}", "dim"),
            hang=9,
        )
    if left_out:
        canvas.line(f"{count(left_out, 'finding')} outside this selection.")
