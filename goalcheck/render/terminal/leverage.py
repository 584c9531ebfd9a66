"""The leverage, below the influence ranking."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.words import Speaker, place
from goalcheck.report import Report
from goalcheck.sensitivity.leverage import Lever, Leverage

HEADS = (
    ("Without one effect", "arrows"),
    ("Without the effects of one driver", "drivers"),
    ("Without one objective", "objectives"),
)


NOTHING_ALONE = "Nothing lowers it alone."

NOT_PROVED = "Not proved the best: of each kind only those that could matter most were tried."


def total_sentence(leverage: Leverage) -> str:
    """The total tension in a sentence."""
    least = "" if leverage.counted else "at least "
    return f"All clashes and underminings together have a tension of {least}{leverage.total:,.2f}."


def kinds(leverage: Leverage) -> list[tuple[str, Sequence[Lever]]]:
    """The best of each kind under what it is called; kinds of which nothing lowers the total are left out."""
    found = [(head, getattr(leverage, name)) for head, name in HEADS]
    return [(f"{head} it would be lower by", levers) for head, levers in found if levers]


def draw_leverage(canvas: Canvas, report: Report, leverage: Leverage) -> None:
    """Draw what would lower the total tension most."""
    canvas.heading("Leverage")
    if not leverage.total and leverage.counted:
        canvas.line("There is no tension to lower.")
        return
    canvas.line(total_sentence(leverage))
    speaker = Speaker(report.organization)
    if not kinds(leverage):
        canvas.line(NOTHING_ALONE)
    for head, levers in kinds(leverage):
        canvas.line(Styled(head, "bold"))
        for each in levers:
            figure = f"{each.lowers:>10,.2f}  "
            canvas.line(figure, _named(speaker, each), hang=len(figure))
    if not leverage.exact:
        canvas.line(NOT_PROVED, hang=2)


def _named(speaker: Speaker, lever: Lever) -> str:
    link = lever.link
    if link is None:
        return f"{lever.node} {speaker.name(lever.node)}"
    return f"{link.origin} {link.word} {link.target} ({link.weight:+.2f}) {place(link.location)}"
