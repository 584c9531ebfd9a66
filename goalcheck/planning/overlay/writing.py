"""Changes as the text of a file of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goalcheck.files.editing import Field
from goalcheck.files.items import Added, edit_items
from goalcheck.model import Bounds, Period
from goalcheck.model.period import named_period
from goalcheck.planning.moves import (
    Agree,
    Capacity,
    Commit,
    Defer,
    Drop,
    Guardrail,
    Importance,
    Move,
    Retarget,
    SetEffect,
    Share,
)


def moves_text(moves: Iterable[Move], heading: Iterable[str] = ()) -> str:
    """A file that `read_moves` reads as these changes.

    Args:
        heading: lines of plain text above them, written as comments; whatever cannot stand in one is left out.
    """
    comments = "".join(f"# {''.join(filter(str.isprintable, line))}".rstrip() + "\n" for line in heading)
    return edit_items(f"{comments}version: 1\n", "changes", {}, [Added(_fields(move), None) for move in moves])


def _fields(move: Move) -> Mapping[str, Field]:
    fields = dict(_said(move))
    return fields if move.because is None else fields | {"because": move.because}


def _said(move: Move) -> Mapping[str, Field]:
    match move:
        case Drop(objective):
            return {"drop": objective}
        case Defer(objective, period):
            return {"defer": objective, "to": period_field(period)}
        case Retarget(objective, value):
            return {"retarget": objective, "to": value}
        case Guardrail(objective, protects, metric, bounds):
            return {"guardrail": objective, "protects": protects, **_floor(metric, bounds)}
        case SetEffect(origin, target, said):
            return {"effect" if isinstance(said, str) else "weight": said, "from": origin, "to": target}
        case Capacity(resource, amount, period):
            during: Mapping[str, Field] = {"during": period_field(period)} if period else {}
            return {"capacity": resource, "to": amount, **during}
        case Importance(outcome, importance):
            return {"importance": outcome, "to": importance}
        case Share(objective, taken):
            return {"share": objective, "takes": taken}
        case Agree(objective, who):
            return {"agree": objective, "who": who}
        case Commit(objective):
            return {"commit": objective}


def _floor(metric: str | None, bounds: Bounds | None) -> Mapping[str, Field]:
    if metric is None or bounds is None:
        return {}
    if bounds.lower is not None and bounds.upper is not None:
        return {"metric": metric, "between": (bounds.lower, bounds.upper)}
    if bounds.lower is not None:
        return {"metric": metric, "at_least": bounds.lower}
    return {"metric": metric} if bounds.upper is None else {"metric": metric, "at_most": bounds.upper}


def period_field(period: Period) -> Field:
    """A period by its name, else as its two days."""
    if named_period(period.label) == period:
        return int(period.label) if period.label.isdigit() else period.label
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}
