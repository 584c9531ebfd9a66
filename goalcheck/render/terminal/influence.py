"""The influence ranking as a table, and the root causes below it."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.conflicts import RootCause
from goalcheck.graph import Influence
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.document.terminal import draw
from goalcheck.render.sections.root_causes import root_cause_blocks
from goalcheck.render.words import Speaker
from goalcheck.report import Report


def render_influence(
    report: Report,
    ranking: Sequence[Influence],
    *,
    width: int | None,
    color: bool,
    causes: Sequence[RootCause] | None = None,
) -> str:
    """One line for each node, most influential first; then the root causes, where they are asked for."""
    canvas = Canvas()
    if not report.influence:
        canvas.line("Nothing has an effect on anything here.")
        return canvas.text(width=width, color=color)
    if ranking:
        _draw(canvas, report, ranking)
    else:
        canvas.line("Nothing that was asked for has an effect on anything, and nothing has one on it.")
    if causes is not None:
        draw(canvas, [*root_cause_blocks(report, causes)])
    return canvas.text(width=width, color=color)


def _draw(canvas: Canvas, report: Report, ranking: Sequence[Influence]) -> None:
    speaker = Speaker(report.organization)
    heads = f"{'rank':>4}  {'total':>8}  {'direct':>7}  {'helps':>6}  {'hurts':>6}  {'second':>8}  node"
    canvas.line(Styled(heads, "bold"))
    for each in ranking:
        direct = f"{each.direct:>7.2f}  {each.direct_positive:>6.2f}  {each.direct_negative:>6.2f}"
        figures = f"{each.rank:>4}  {each.total:>8.2f}  {direct}  {each.second_order:>8.2f}"
        canvas.line(f"{figures}  {each.node} {speaker.name(each.node)}", hang=len(figures) + 2)
    canvas.blank()
    canvas.line(
        "Scores from 3 (strongly helps) to -3; second: half the sum of each arrow's score times the direct "
        "influence of where it leads (Weitz et al., Sustainability Science 13, 2018)."
    )
