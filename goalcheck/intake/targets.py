"""The target of an objective, out of the figures of a row or out of its prose."""

from __future__ import annotations

from goalcheck.intake.draft import DraftObjective, DraftTarget, IntakeDraft
from goalcheck.intake.number_style import Unread, figure_of
from goalcheck.intake.prose_figures import ProseTarget, prose_target
from goalcheck.intake.row_values import RowValues
from goalcheck.intake.sheets import text_of

NO_TARGET = "the figures make no target: it takes two that differ (from, to), or a bound"


def add_target(
    draft: IntakeDraft, objective: DraftObjective, read: RowValues, at: int, group: int, result: str | None
) -> None:
    """Give an objective the target that a row states, and how far it has come.

    Args:
        result: the key result, which is what is measured where no metric is named.
    """
    found, unit = _target(objective, read, at, group, result or objective.name)
    if found is None or not found.is_whole:
        return
    measured = read.text(at, "metric", group) or result
    if measured is None and read.has("metric", group):
        objective.comments.append(f"target as written: {_in_words(found)}")
        read.lose("the target names no metric", at)
        return
    metric = draft.metric(measured or objective.name, read.text(at, "unit", group) or unit)
    found.metric = metric.key
    if found.start is not None and found.to is not None:
        metric.directions.add("higher" if found.to > found.start else "lower")
    elif found.at_least is not None or found.at_most is not None:
        metric.directions.add("higher" if found.at_least is not None else "lower")
    objective.target = found
    _add_progress(objective, found, read, at, group)


def _target(
    objective: DraftObjective, read: RowValues, at: int, group: int, measured: str
) -> tuple[DraftTarget | None, str | None]:
    """The figures of a row as a target, and the unit beside them."""
    prose = _prose_cell(read, at, group)
    names = ("from", "at-least", "at-most") if prose else ("from", "to", "at-least", "at-most")
    figures = {name: read.figure(at, name, group) for name in names if read.has(name, group)}
    units = [each.unit for each in figures.values() if each and each.unit]
    unit = units[0] if units else None
    value = {name: each.value if each else None for name, each in figures.items()}
    target = DraftTarget("", value.get("from"), value.get("to"), value.get("at-least"), value.get("at-most"))
    if target.at_least is not None or target.at_most is not None:
        if target.at_least is not None and target.at_most is not None:
            read.lose("a target has one bound, and the row has two: the lower one is kept", at)
            target.at_most = None
        target.start = target.to = None
        return target, unit
    if target.is_whole:
        return target, unit
    empty = all(read.cell(at, name, group) is None for name in ("from", "to"))
    said = prose or (measured if empty and not read.text(at, "metric", group) else None)
    stated = prose_target(said, read.mark) if said else None
    if isinstance(stated, ProseTarget):
        objective.comments.append(f"target read out of the words: {said}")
        read.note("the target is read out of words", at)
        return _of_prose(stated, target.start), next((e.unit for e in stated if e and e.unit), unit)
    written = prose or text_of(read.cell(at, "statement"))
    if written:
        objective.comments.append(f"target as written: {written}")
    elif target.to is not None:
        objective.comments.append(f"target as written: {target.to:.12g}")
    if isinstance(stated, Unread) and prose:
        read.lose(f"the target in words is none: {stated.reason}", at)
    elif any(read.has(name, group) for name in ("from", "to")):
        read.lose(NO_TARGET, at)
    return None, None


def _prose_cell(read: RowValues, at: int, group: int) -> str | None:
    """The target in words, where the column of figures holds words."""
    cell = read.cell(at, "to", group)
    return cell if isinstance(cell, str) and isinstance(figure_of(cell, read.mark or "."), Unread) else None


def _of_prose(stated: ProseTarget, start: float | None) -> DraftTarget:
    to, least, most = (None if each is None else each.value for each in (stated.to, stated.at_least, stated.at_most))
    begin = stated.start.value if stated.start else start if to is not None else None
    return DraftTarget("", begin, to, least, most)


def _in_words(target: DraftTarget) -> str:
    if target.at_least is not None or target.at_most is not None:
        return f"at least {target.at_least:.12g}" if target.at_least is not None else f"at most {target.at_most:.12g}"
    return f"from {target.start:.12g} to {target.to:.12g}"


def _add_progress(objective: DraftObjective, target: DraftTarget, read: RowValues, at: int, group: int) -> None:
    value = read.figure(at, "value", group)
    if value is not None:
        target.value = value.value
    elif read.has("progress", group) and (part := read.share(at, group)) is not None:
        if target.start is None or target.to is None:
            read.lose("progress in percent needs a target from one figure to another", at)
            return
        target.value = round(target.start + part * (target.to - target.start), 9)
        objective.comments.append(f"progress: {part:.4g} of the way, as a figure")
    day = read.day(at, "progress-date", group) if target.value is not None else None
    target.day = day.isoformat() if day else None
