"""The account of an import as text: what each column was taken for, what was not read and where, what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.columns import RecognisedColumn, RecognisedTable
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.sheets import CellPlace, letters
from goalcheck.intake.updating import UpdatePlan
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.render.words import count

MOST_PLACES = 40
"""Stretches of rows that are named for one reason."""

VALUE = 28
"""Characters of a value that are shown."""


def render_account(account: IntakeAccount) -> str:
    """Everything that an import has to say about the material."""
    blocks = [_sources(account), *map(_columns, account.tables)]
    blocks.append(_places("Decided", account.notes))
    blocks.append(_places("Not taken over", account.losses))
    blocks.append(_listed("Asked", account.questions))
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def render_yield(draft: IntakeDraft) -> str:
    """What an import has found, in one sentence."""
    pairs = (
        (len(draft.objectives), "objective"),
        (len(draft.departments), "department"),
        (len(draft.metrics), "metric"),
        (len(draft.goals), "goal"),
        (len(draft.customers), "customer"),
        (len(draft.outcomes), "outcome"),
        (len(draft.drivers), "driver"),
    )
    found = ", ".join(count(number, word) for number, word in pairs if number)
    return f"Found {found}, and {count(draft.effects, 'effect') if draft.effects else 'no effect'}.\n"


def _sources(account: IntakeAccount) -> list[str]:
    lines = [f"Read {for_terminal(each)}." for each in account.sources]
    return lines + [
        f"The format {for_terminal(each)} is experimental: no real file was at hand when it was written."
        for each in dict.fromkeys(account.experimental)
    ]


def _columns(table: RecognisedTable) -> list[str]:
    name = f" of sheet '{for_terminal(table.sheet.name)}'" if table.sheet.name else ""
    shown = [each for each in table.columns if each.header or each.values]
    fields = [_field(each) for each in shown]
    titles = [for_terminal(each.header)[:VALUE] for each in shown]
    widths = [max(map(len, each), default=0) for each in (fields, titles)]
    lines = [f"Columns{name}:"]
    for each, field, title in zip(shown, fields, titles, strict=True):
        why = "" if each.why == "by its name" else f"  ({for_terminal(each.why)})"
        values = " · ".join(_value(value) for value in each.values)
        lines.append(
            f"  {letters(each.index + 1):>2}  {title:<{widths[1]}}  {field:<{widths[0]}}  {values}{why}".rstrip()
        )
    return lines


def _field(column: RecognisedColumn) -> str:
    if column.field is None:
        return "ignored"
    return f"{column.field} {column.group}" if column.group else column.field


def _value(value: str) -> str:
    plain = for_terminal(value)
    return plain if len(plain) <= VALUE else f"{plain[: VALUE - 1]}…"


def _places(title: str, told: dict[str, list[CellPlace]]) -> list[str]:
    if not told:
        return []
    lines = [f"{title}:"]
    for reason, places in told.items():
        times = f" ({count(len(places), 'time')})" if len(places) > 1 else ""
        lines.append(f"  {for_terminal(reason, most=MAX_SENTENCE)}{times}")
        lines += [f"      {for_terminal(each, most=None)}" for each in _stretches(places)]
    return lines


def _stretches(places: Sequence[CellPlace]) -> Iterator[str]:
    """The places by file, sheet and column, with rows that follow each other as one stretch."""
    ordered = sorted(set(places), key=lambda each: (each.file, each.sheet or "", each.column or 0, each.row))
    for (file, sheet, column), group in groupby(ordered, key=lambda each: (each.file, each.sheet, each.column)):
        rows = [each.row for each in group]
        stretches: list[list[int]] = []
        for row in rows:
            if stretches and stretches[-1][1] == row - 1:
                stretches[-1][1] = row
            else:
                stretches.append([row, row])
        said = [str(first) if first == last else f"{first}-{last}" for first, last in stretches]
        more = f" and {len(said) - MOST_PLACES} more" if len(said) > MOST_PLACES else ""
        where = f"{file}, sheet '{sheet}'" if sheet else file
        cell = f", column {letters(column)}" if column else ""
        if not rows[0]:
            yield where
            continue
        yield f"{where}{cell}, {'row' if len(rows) == 1 else 'rows'} {', '.join(said[:MOST_PLACES])}{more}"


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    return [f"{title}:", *(f"  {for_terminal(each)}" for each in lines)] if lines else []


def render_update(plan: UpdatePlan) -> str:
    """What an update adds, leaves as it is, and misses in the material."""
    blocks = [
        _listed("New", plan.added),
        _listed("In the material and not in the files", plan.absent),
        _listed("No longer in the material, and left as they are", plan.gone),
        _listed("Said otherwise in the material, and left as it is", plan.kept),
    ]
    return "".join("".join(f"{line}\n" for line in (*block, "")) for block in blocks if block)
