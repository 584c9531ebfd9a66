"""The pressure on each outcome over time as small multiples: one small chart for each, all on the same scales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from goalcheck.planning.history import History
from goalcheck.render.xml import text

WIDTH: Final = 240
HEIGHT: Final = 60
GAP: Final = 46
COLUMNS: Final = 3
MARGIN: Final = 16
LEVELS: Final = (60, 30)
"""The pressures from which a conflict is severe and serious."""

_STYLE: Final = (
    "text{font:12px sans-serif;fill:#222}.quiet{fill:#666}.frame{fill:none;stroke:#ccc}.level{stroke:#ccc;"
    "stroke-dasharray:2 3}.line{fill:none;stroke:#9f1b1f;stroke-width:2}"
    "@media (prefers-color-scheme:dark){text{fill:#eee}.quiet{fill:#aaa}.frame,.level{stroke:#555}"
    ".line{stroke:#ff8a80}}"
)


def svg_history(history: History) -> str:
    """The charts, the outcomes under most pressure first."""
    series = sorted(history.pressures().items(), key=lambda each: (-max(value or 0.0 for value in each[1]), each[0]))
    rows = -(-len(series) // COLUMNS) or 1
    width = 2 * MARGIN + COLUMNS * (WIDTH + MARGIN)
    height = 2 * MARGIN + 20 + rows * (HEIGHT + GAP)
    days = [each.day for each in history.points]
    head = f"Pressure on outcomes, {days[0]} to {days[-1]}"
    body = [f'<text x="{MARGIN}" y="{MARGIN + 8}">{text(head)}</text>']
    for number, (name, values) in enumerate(series):
        x = MARGIN + number % COLUMNS * (WIDTH + MARGIN)
        y = MARGIN + 40 + number // COLUMNS * (HEIGHT + GAP)
        body += _chart(name, days, values, x, y)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{text(head)}"><style>{_STYLE}</style>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _chart(name: str, days: Sequence[date], values: Sequence[float | None], x: int, y: int) -> Iterator[str]:
    last = values[-1]
    now = "gone" if last is None else f"{last:.0f}"
    yield f'<text x="{x}" y="{y - 5}">{text(name)} <tspan class="quiet">{now}</tspan></text>'
    yield f'<rect class="frame" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}"/>'
    for level in LEVELS:
        at = _y(level, y)
        yield f'<line class="level" x1="{x}" x2="{x + WIDTH}" y1="{at:.1f}" y2="{at:.1f}"/>'
    yield from (f'<polyline class="line" points="{each}"/>' for each in _lines(days, values, x, y))


def _lines(days: Sequence[date], values: Sequence[float | None], x: int, y: int) -> Iterator[str]:
    """The stretches on which there was such an outcome: level from each revision to the next, as pressure is."""
    whole = max(1, (days[-1] - days[0]).days)
    points: list[str] = []
    before: float | None = None
    for day, value in zip(days, values, strict=True):
        at = x + (day - days[0]).days / whole * WIDTH
        if value is None:
            if points:
                yield " ".join(points)
            points, before = [], None
            continue
        if before is not None:
            points.append(f"{at:.1f},{_y(before, y):.1f}")
        points.append(f"{at:.1f},{_y(value, y):.1f}")
        before = value
    if points:
        yield " ".join(points)


def _y(pressure: float, top: int) -> float:
    return top + HEIGHT * (1 - pressure / 100)
