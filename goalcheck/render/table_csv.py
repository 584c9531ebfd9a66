"""CSV (RFC 4180), for a spreadsheet: a row for each hurter of each conflict, then one for each finding that counts.

Columns may grow at the end, and never move. Of a hurter's row, `level`, `tension` (the open pressure) and `decider` are
those of its conflict; `objectives` and `departments` are the hurter and its department, `outcomes` what suffers, and
the place is the line that declares the harm. `fingerprint` is what `accept` and `explain` take: of the conflict, or of
the finding. Only a hurter's row has `knot`, where the harm enters, and `harm`, its strength from 0 to 1 before
guardrails; `result` is the fingerprint of the row, the same in SARIF and GitLab.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from goalcheck.render.parts import NOWHERE
from goalcheck.render.remarks import Remark
from goalcheck.render.results import Hurters, Result, results
from goalcheck.render.safe import for_csv_cell
from goalcheck.report import Report

COLUMNS = (
    "level",
    "code",
    "name",
    "tension",
    "status",
    "message",
    "objectives",
    "departments",
    "decider",
    "outcomes",
    "file",
    "line",
    "column",
    "fingerprint",
    "knot",
    "harm",
    "result",
)

BETWEEN = "; "
"""Stands between several ids in one cell."""


def render_report(report: Report, *, hurters: Hurters | None = None, remarks: Sequence[Remark] = ()) -> str:
    """A header and the rows.

    Args:
        hurters: the hurters that are told of each conflict; None for all.
        remarks: what a check has to say beside what it counts; the kind stands in `name`, and there is no code.
    """
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows(
        [for_csv_cell(cell) for cell in _cells(each)] for each in results(report, hurters, every_harm=hurters is None)
    )
    writer.writerows([for_csv_cell(cell) for cell in _remark_cells(each)] for each in remarks)
    return table.getvalue()


def _remark_cells(remark: Remark) -> tuple[str, ...]:
    place = remark.location
    said = ". ".join((remark.text, *remark.details))
    at = (place.file, str(place.line), str(place.column)) if place else ("", "", "")
    status = "open" if remark.counts else ""
    head = (remark.level.value, "", remark.kind.value, "", status, said, "", "", "", remark.about)
    return (*head, *at, "", "", "", remark.fingerprint)


def _cells(result: Result) -> tuple[str, ...]:
    place = result.location
    is_somewhere = place is not NOWHERE and (result.finding is None or bool(result.finding.locations))
    return (
        result.level.value,
        result.code,
        result.name,
        "" if result.figure is None else f"{result.figure:.2f}",
        result.status,
        str(result.message),
        BETWEEN.join(result.objectives),
        BETWEEN.join(result.departments),
        result.decider or "",
        BETWEEN.join(result.over),
        place.file if is_somewhere else "",
        str(place.line) if is_somewhere else "",
        str(place.column) if is_somewhere else "",
        result.subject,
        result.hurter.knot if result.hurter else "",
        f"{result.hurter.harm:.4f}" if result.hurter else "",
        result.fingerprint,
    )
