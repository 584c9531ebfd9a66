"""Long lists of effects as a draft: a row for each, with from, to and a judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.aliases import plain_header
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions
from goalcheck.intake.impact_nodes import ImpactNodes, stated_effect
from goalcheck.intake.number_style import CellFigure, figure_of
from goalcheck.intake.scales import is_judgement, scale_of
from goalcheck.intake.sheets import Sheet, folded, text_of

HEADER_ROWS: Final = 6
"""Rows in which the header is looked for."""

_NAMES: Final = {
    "from": "from, source, origin, cause, von, quelle, de, origine, origen, influencing",
    "to": "to, target, effect on, auf, nach, ziel, vers, cible, hacia, destino, influenced",
    "weight": "weight, score, effect, influence, strength, sign, polarity, impact, value, wirkung, einfluss, stärke, "
    "gewicht, poids, influence score, effet, peso, puntuación, efecto",
    "because": "because, reason, why, comment, rationale, grund, begründung, raison, razón, note",
    "by": "by, who, expert, author, said by, wer, par, por",
}
_FIELDS: Final = {name: field for field, names in _NAMES.items() for name in names.split(", ")}


@dataclass(frozen=True, slots=True)
class EffectList:
    """A list with the index of its header and the columns of its fields."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]


def as_list(sheet: Sheet) -> EffectList | None:
    """The list of effects that a sheet is; None where it is none: it takes a from, a to, and a judgement."""
    for at, row in enumerate(sheet.rows[:HEADER_ROWS]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            field = _FIELDS.get(plain_header(cell)) if isinstance(cell, str) else None
            if field is not None:
                columns.setdefault(field, index)
        if not {"from", "to", "weight"} <= columns.keys():
            continue
        below = [cells for cells in sheet.rows[at + 1 :] if any(cell is not None for cell in cells)]
        texts = [cells[columns[field]] for cells in below for field in ("from", "to")]
        judged = [cells[columns["weight"]] for cells in below if cells[columns["weight"]] is not None]
        named = sum(isinstance(each, str) and not isinstance(figure_of(each, "."), CellFigure) for each in texts)
        if judged and named > 0.8 * len(texts) and sum(map(is_judgement, judged)) > 0.8 * len(judged):
            return EffectList(sheet, at, columns)
    return None


def add_list(listed: EffectList, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
    """Add the effects of a list; what nothing leaves is an outcome.

    Raises:
        CannotImport: its scale is not clear.
    """
    sheet, columns = listed.sheet, listed.columns
    rows = [(at, row) for at, row in enumerate(sheet.rows) if at > listed.header]
    scale = scale_of([row[columns["weight"]] for _, row in rows], options.scale, sheet.place(listed.header), account)
    nodes = ImpactNodes(draft, account, options, sheet)
    origins = {folded(text_of(row[columns["from"]])) for _, row in rows}
    account.note("what has effects is an objective, and what has none an outcome")
    for at, row in rows:
        origin, target = (text_of(row[columns[field]]) for field in ("from", "to"))
        if not (origin and target):
            account.lose(
                "the row is empty" if not (origin or target) else "the row names one thing only", sheet.place(at)
            )
            continue
        effect = stated_effect(scale, row[columns["weight"]], sheet.place(at, columns["weight"]), account, options)
        if effect is None:
            account.lose("the row states no effect", sheet.place(at))
            continue
        nodes.objective(origin)
        if folded(origin) == folded(target):
            account.lose("a thing does not affect itself", sheet.place(at))
            continue
        effect.kind, effect.target = nodes.target(target, as_outcome=folded(target) not in origins)
        if "because" in columns:
            effect.because = text_of(row[columns["because"]]) or None
        by = text_of(row[columns["by"]]) if "by" in columns else ""
        nodes.add(origin, effect, said_by=by or None)
