"""Problems of the input as text: what, where (with the source line and a caret), and what was expected."""

from __future__ import annotations

from collections.abc import Iterable

from goalcheck.render.safe import for_terminal, without_commands
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
    start = at.column - place.first
    if start > len(place.text):
        return []
    end = max(start + 1, at.end_column - place.first if at.end_line == at.line else len(place.text))
    begin, stop, shown = max(0, start - SHOWN), min(end, start + SHOWN), min(end, start + SHOWN) + SHOWN
    before, marked, after = map(for_terminal, (place.text[begin:start], place.text[start:stop], place.text[stop:shown]))
    lead, tail = "..." * (begin > 0 or place.first > 1), "..." * (shown < len(place.text))
    number = str(at.line)
    return [
        without_commands(f"  {number} | {lead}{before}{marked}{after}{tail}".rstrip()),
        f"  {' ' * len(number)} | {' ' * _width(lead + before)}{'^' * max(1, _width(marked))}",
    ]


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
