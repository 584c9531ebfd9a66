"""A line above each objective that says what it squeezes, what squeezes it, and whether it is seen at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol.types import CodeLens, Command

from goalcheck.lsp.session import Session
from goalcheck.lsp.shapes import OBJECTIVES
from goalcheck.report import Report

SHOW = "goalcheck.show"
"""The command of a lens: show all about the objective."""


@dataclass(slots=True)
class _Part:
    """The part that an objective has in the conflicts."""

    squeezes: int = 0
    squeezed_by: frozenset[str] = frozenset()


def lenses(session: Session, file: str) -> list[CodeLens]:
    """The lenses of the objectives that a file declares."""
    return [] if session.analysis is None else list(_lenses(session, session.analysis, file))


def _lenses(session: Session, report: Report, file: str) -> Iterator[CodeLens]:
    parts, text = _parts(report), session.text(file)
    unseen = frozenset(report.unseen)
    for place in session.index.by_kind.get(OBJECTIVES, ()):
        objective = report.organization.objectives.get(place.declares.id) if place.declares else None
        if objective is not None and place.location.file == file:
            in_force = objective.status.in_force
            said = (
                _said(parts.get(objective.id, _Part()), unseen=objective.id in unseen) if in_force else "not in force"
            )
            yield CodeLens(text.range(place.location), Command(title=said, command=SHOW, arguments=[objective.id]))


def _said(part: _Part, *, unseen: bool) -> str:
    said = [f"squeezes {part.squeezes}"] if part.squeezes else []
    if part.squeezed_by:
        said.append(f"squeezed by {len(part.squeezed_by)}")
    if unseen:
        said.append("unseen")
    return ", ".join(said) or "in no conflict"


def _parts(report: Report) -> dict[str, _Part]:
    """What each objective squeezes, in conflicts, and who squeezes it or what it promises."""
    parts: dict[str, _Part] = {}
    for conflict in report.conflicts:
        hurters = frozenset(each.objective for each in conflict.hurters)
        for each in hurters:
            parts.setdefault(each, _Part()).squeezes += 1
        for each in conflict.objectives.difference(hurters) | {p.objective for p in conflict.protectors}:
            part = parts.setdefault(each, _Part())
            part.squeezed_by |= hurters - {each}
    return parts
