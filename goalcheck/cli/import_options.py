"""What the options of `goalcheck import` say about the material, with what is kept of the import before."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from goalcheck.cli.errors import UsageError
from goalcheck.render.safe import for_terminal

if TYPE_CHECKING:
    from goalcheck.intake.formats.material import IntakeOptions
    from goalcheck.intake.memory import ImportMemory


class Decimal(StrEnum):
    """The decimal marks."""

    COMMA = "comma"
    POINT = "point"


class Dates(StrEnum):
    """The orders of day and month."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class ResultLevel(StrEnum):
    """What of a table becomes an objective."""

    KEY_RESULT = "key-result"
    OBJECTIVE = "objective"


class Zero(StrEnum):
    """What a 0 in a matrix says."""

    NOTHING = "nothing"
    NEUTRAL = "neutral"


def told_options(
    mapped: list[str] | None, department_names: list[str] | None, *options: str | int | None
) -> ImportMemory:
    """What the user says about the tables, in the form in which it is kept."""
    from goalcheck.intake.memory import ImportMemory

    names = ("department", "level", "decimal", "dates", "fiscal_year_starts", "separator")
    *about_tables, name = options
    said = {key: str(value) for key, value in zip(names, about_tables, strict=True) if value is not None}
    separator = said.get("separator", "").replace("\\t", "\t").replace("tab", "\t")
    if len(separator) > 1:
        raise UsageError(f"--separator takes one character, and '{for_terminal(separator)}' has {len(separator)}")
    if separator:
        said["separator"] = separator
    return ImportMemory(
        str(name or ""),
        _mapping(mapped or ()),
        dict(_pair(each, "--department-name") for each in department_names or ()),
        said,
    )


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    """The fields of columns; FIELD=COLUMN is understood too."""
    from goalcheck.intake.aliases import MAPPABLE
    from goalcheck.model.suggestions import did_you_mean, nearest

    found = {}
    for pair in pairs:
        column, field = _pair(pair, "--map")
        field = field.replace("_", "-").lower()
        if field not in MAPPABLE and column.replace("_", "-").lower() in MAPPABLE:
            column, field = _pair(pair, "--map")[1], column.replace("_", "-").lower()
        if field not in MAPPABLE:
            near = did_you_mean(nearest(field[:60], MAPPABLE))
            raise UsageError(f"--map: '{for_terminal(field[:60])}' is none of {', '.join(MAPPABLE)}{near}")
        found[column] = field
    return found


def _pair(text: str, option: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=")
    if not equals or not left.strip() or not right.strip():
        raise UsageError(f"{option} takes two texts with '=' between them, not '{for_terminal(text[:60])}'")
    return left.strip(), right.strip()


def intake_options(memories: Sequence[ImportMemory], scale: int | None, *, zero_is_neutral: bool) -> IntakeOptions:
    """What is kept and what is said about the material; the later holds.

    Args:
        scale: the largest number of a matrix, where the user has said it.
        zero_is_neutral: True if a 0 in a matrix says that there is no effect.
    """
    from goalcheck.intake.formats.material import IntakeOptions
    from goalcheck.intake.sheets import folded
    from goalcheck.intake.table import KEY_RESULT, TableOptions

    said: dict[str, str] = {}
    mapping: dict[str, str] = {}
    departments: dict[str, str] = {}
    for each in memories:
        said |= each.options
        mapping |= each.mapping
        departments |= {folded(key): value for key, value in each.departments.items()}
    table = TableOptions(
        department=said.get("department"),
        level=said.get("level", KEY_RESULT),
        decimal={"comma": ",", "point": "."}.get(said.get("decimal", "")),
        dates=said.get("dates"),
        fiscal_start=int(said["fiscal_year_starts"]) if "fiscal_year_starts" in said else None,
        departments=departments,
    )
    return IntakeOptions(mapping, table, said.get("separator"), scale, zero_is_neutral)
