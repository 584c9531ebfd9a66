"""Ratings over time as a tiny line; an SVG that takes its colour from the text around it."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.facts.rating_history import CONTENT
from goalcheck.render.meeting.content_appendix import RatingWords

WIDTH, HEIGHT, MARGIN = 120, 36, 5
BEST = 10


def sparkline(ratings: Sequence[RatingWords]) -> str:
    """The line, from the oldest rating to the newest, with a dashed line below which a customer is not content."""
    points = [(_x(at, len(ratings)), _y(each.value)) for at, each in enumerate(ratings)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2.5 if at == len(points) - 1 else 1.5}"/>'
        for at, (x, y) in enumerate(points)
    )
    border = f"{_y(CONTENT):.1f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" aria-hidden="true" focusable="false">'
        f'<line x1="0" x2="{WIDTH}" y1="{border}" y2="{border}" stroke="currentColor" stroke-opacity="0.45" '
        'stroke-dasharray="3 3"/>'
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        f'<g fill="currentColor">{dots}</g></svg>'
    )


def _x(at: int, count: int) -> float:
    return MARGIN + at * (WIDTH - 2 * MARGIN) / max(1, count - 1)


def _y(value: float) -> float:
    return HEIGHT - MARGIN - value * (HEIGHT - 2 * MARGIN) / BEST
