"""Targets in prose: `at least 95 %`, `<= 3 days`, `from 55 to 30`; what names no absolute figure is no target."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from goalcheck.intake.number_style import CellFigure, Unread, figure_of

MAX_PROSE: Final = 400
"""Characters of a text in which a target is looked for."""

_N: Final = r"[-+−]?[$€£¥]? ?[0-9][0-9.,'’]*(?: ?(?:k|m|mio|bn|million|thousand)\b)? ?(?:%|[€$£¥])?"
_FROM_TO: Final = re.compile(
    rf"\b(?:from|von|de|desde|da|van)\s+({_N})(?:\s+[^\W\d]+)?\s+(?:to|auf|à|a|hasta|naar|bis)\s+({_N})", re.IGNORECASE
)
_LEAST: Final = re.compile(
    rf"(?:>=|≥|>|\bat or above|\bat least|\bgreater than|(?<!no )(?<!not )\bmore than|\babove|"
    rf"\bno less than|\bnot less than|\bminimum(?: of)?|\bmindestens|\bau moins|"
    rf"\bal menos|\balmeno|\bminstens)\s*({_N})",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    rf"(?:<=|≤|<|\bat or below|\bat most|\bno more than|\bnot more than|\bbelow|\bunder|\bless than|\bmaximum(?: of)?|"
    rf"\bhöchstens|\bmaximal|\bunter|\bau plus|\bcomo máximo|\bal massimo|\bhoogstens)\s*({_N})",
    re.IGNORECASE,
)
_RATIO: Final = re.compile(r"[0-9]\s*:\s*[0-9]")


class ProseTarget(NamedTuple):
    """The target that a text states: `from` and `to`, or a bound."""

    start: CellFigure | None = None
    to: CellFigure | None = None
    at_least: CellFigure | None = None
    at_most: CellFigure | None = None


def prose_target(text: str, mark: str | None) -> ProseTarget | Unread | None:
    """The target that a text states; None where it speaks of no figure."""
    text = " ".join(text[:MAX_PROSE].split())
    if not any(each.isdigit() for each in text):
        return None
    if _RATIO.search(text):
        return Unread("a ratio is no figure")
    found = _FROM_TO.search(text)
    if found:
        start, to = (_figure(each, mark) for each in found.groups())
        return ProseTarget(start=start, to=to) if start and to else Unread("its figures cannot be read")
    least, most = (_figures(pattern, text, mark) for pattern in (_LEAST, _MOST))
    if len(least) + len(most) == 1:
        return ProseTarget(at_least=least[0]) if least else ProseTarget(at_most=most[0])
    if least or most:
        return Unread("it states several figures")
    return Unread("it states no absolute target, such as 'from 55 to 30' or 'at least 95 %'")


def _figures(pattern: re.Pattern[str], text: str, mark: str | None) -> list[CellFigure]:
    return [figure for each in pattern.findall(text) if (figure := _figure(each, mark))]


def _figure(text: str, mark: str | None) -> CellFigure | None:
    found = figure_of(text.strip().rstrip(".,"), mark)
    return found if isinstance(found, CellFigure) else None
