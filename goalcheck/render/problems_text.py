"""Problems of the input as text: what, where (with the source line and a caret), and what was expected."""

from __future__ import annotations

from collections.abc import Iterable

from goalcheck.render.safe import for_terminal
from goalcheck.source import Excerpt, Problem

SHOWN = 60
"""Columns of a source line that are shown on each side of the place."""


def render_problems(problems: Iterable[Problem]) -> str:
    """All problems, each as a small block; the first line of each is file:line:column: message."""
    blocks = [_block(problem) for problem in problems]
    total = f"{len(blocks)} problem{'s' if len(blocks) != 1 else ''} found; nothing was analyzed."
    return "\n".join([*blocks, total]) + "\n"


def _block(problem: Problem) -> str:
    lines = []
    file = for_terminal(problem.file)
    if problem.places:
        first = problem.places[0].location
        lines.append(f"{file}:{first.line}:{first.column}: {for_terminal(problem.message)}")
    else:
        lines.append(f"{file}: {for_terminal(problem.message)}")
    for place in problem.places[:1]:
        lines += _pointed(place)
    if problem.expected:
        lines.append(f"  expected: {for_terminal(problem.expected)}")
    for place in problem.places[1:]:
        at = place.location
        lines.append(f"  {place.label or 'see also'}: {for_terminal(at.file)}:{at.line}:{at.column}")
        lines += _pointed(place)
    return "\n".join(lines) + "\n"


def _pointed(place: Excerpt) -> list[str]:
    """The source line with carets under the place, cut to what is near it."""
    at = place.location
    start = at.column - 1
    if start > len(place.text):
        return []
    length = at.end_column - at.column if at.end_line == at.line else len(place.text) - start
    begin = max(0, start - SHOWN)
    before = _cells(place.text[begin:start])
    marked = _cells(place.text[start : start + min(max(length, 1), SHOWN)])
    after = _cells(place.text[start + len(place.text[start : start + min(max(length, 1), SHOWN)]) :][:SHOWN])
    lead = "..." if begin else ""
    number = str(at.line)
    return [
        f"  {number} | {lead}{before}{marked}{after}",
        f"  {' ' * len(number)} | {' ' * _width(lead + before)}{'^' * max(1, _width(marked))}",
    ]


def _cells(text: str) -> str:
    return for_terminal(text) if text else ""


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
