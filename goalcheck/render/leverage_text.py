"""What would lower the total tension most, below the influence ranking."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.findings import Report
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.words import Speaker, place
from goalcheck.sensitivity.leverage import MOST_TRIED, Lever, Leverage

HEADS = (
    ("Without one effect", "arrows"),
    ("Without the effects of one driver", "drivers"),
    ("Without one objective", "objectives"),
)


def draw_leverage(canvas: Canvas, report: Report, leverage: Leverage) -> None:
    """Draw what would lower the total tension most."""
    canvas.heading("Leverage")
    if not leverage.total:
        canvas.line("There is no tension to lower.")
        return
    canvas.line(f"All clashes and underminings together have a tension of {leverage.total:,.2f}.")
    speaker = Speaker(report.organization)
    for head, name in HEADS:
        levers: Sequence[Lever] = getattr(leverage, name)
        if levers:
            canvas.line(Styled(f"{head} it would be lower by", "bold"))
        for each in levers:
            figure = f"{each.lowers:>10,.2f}  "
            canvas.line(figure, _named(speaker, each), hang=len(figure))
    if not leverage.exact:
        canvas.line(f"Not proved the best: of each kind, the {MOST_TRIED} that could matter most were tried.", hang=2)


def _named(speaker: Speaker, lever: Lever) -> str:
    link = lever.link
    if link is None:
        return f"{lever.node} {speaker.name(lever.node)}"
    return f"{link.origin} {link.word} {link.target} ({link.weight:+.2f}) {place(link.location)}"
