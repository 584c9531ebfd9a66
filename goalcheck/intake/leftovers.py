"""What the material says otherwise than the files, or beyond them, and an update leaves as it is: told in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goalcheck.files.editing import Field
from goalcheck.intake.draft import DraftObjective
from goalcheck.intake.naming import DraftIds
from goalcheck.model import Objective


def left(own: Objective, wanted: DraftObjective, ids: DraftIds) -> Iterator[str]:
    """What the material says otherwise of an objective, its effects apart."""
    status = wanted.status or "committed"
    if status != own.status.value:
        yield f"the status is {status} there and {own.status.value} in the files"
    if wanted.owner and wanted.owner != own.owner:
        yield f"the owner is '{wanted.owner}' there and '{own.owner or 'nobody'}' in the files"
    if wanted.period and (own.period is None or _period(wanted.period) != own.period.label):
        here = "not said" if own.period is None else own.period.label
        yield f"the period is {_period(wanted.period)} there and {here} in the files"
    if wanted.target is None and own.target is not None:
        yield "there is no target there"
    if wanted.priority and wanted.priority != own.priority:
        yield f"the priority is {wanted.priority} there and {own.priority} in the files"
    goals = {ids.of("goals", key) for key in wanted.supports}
    for goal in sorted(goals - {each.id for each in own.supports}):
        yield f"it supports {goal} there"
    for name, words in (("depends_on", "depends on"), ("alternative_to", "is an alternative to")):
        others = {ids.of("objectives", key) for key in getattr(wanted, name)}
        for other in sorted(others - {each.id for each in getattr(own, name)}):
            yield f"it {words} {other} there"


def node_left(own: object, wanted: Mapping[str, Field]) -> Iterator[str]:
    """What the material says otherwise of a metric, an outcome or a driver, its name and effects apart."""
    for name in ("unit", "better", "customer", "metric"):
        there, here = wanted.get(name), getattr(own, name, None)
        if there and there != here:
            yield f"the {name} is {there} there and {here or 'not said'} in the files"


def _period(period: Field) -> str:
    return f"{period['from']} to {period['to']}" if isinstance(period, Mapping) else str(period)
