"""The shares of draws in which the conflicts stand, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.conflict_messages import headline
from goalcheck.model import Organization
from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections.sureness import method, share
from goalcheck.render.words import LEVEL_STYLES, SHORT_FINGERPRINT, count
from goalcheck.sensitivity.robust import Robustness, Stability


def render_robustness(
    organization: Organization,
    robustness: Robustness,
    standings: Sequence[Stability],
    *,
    width: int | None,
    color: bool,
) -> str:
    """The conflicts as a table, in the order of the report.

    Args:
        standings: those that are shown.
    """
    canvas = Canvas()
    if not standings:
        canvas.line("There is no conflict here." if robustness.exact else method(robustness))
        return canvas.text(width=width, color=color)
    canvas.line(Styled(f"{'stands':>12}  {'at its level':>12}  {'pressure':>8}  {'mostly':>9}  conflict", "bold"))
    for each in standings:
        _draw(canvas, organization, each)
    canvas.blank()
    canvas.line(
        f"{count(robustness.draws, 'draw')}. Stands: in so many the conflict is there; at its level: in so many it has "
        "the level that is named, or a worse one; mostly: its pressure in nine of ten. Pressure is that of the harms "
        "that nobody decided; of a decided conflict it is that of all."
    )
    canvas.line(method(robustness))
    return canvas.text(width=width, color=color)


def _draw(canvas: Canvas, organization: Organization, standing: Stability) -> None:
    conflict = standing.conflict
    mostly = f"{standing.lowest:.0f} to {standing.highest:.0f}"
    pressure = conflict.open_pressure if conflict.is_open else conflict.pressure
    shares = f"{share(standing.stands):>12}  {share(standing.at_level):>12}"
    figures = f"{shares}  {pressure:>8.2f}  {mostly:>9}  "
    status = "" if conflict.is_open else " (decided)"
    canvas.line(
        figures,
        Styled(conflict.level.value, LEVEL_STYLES[conflict.level]),
        f" {for_terminal(str(headline(organization, conflict)))}{status} ",
        Styled(f"{conflict.code} {conflict.fingerprint[:SHORT_FINGERPRINT]}", "dim"),
        hang=len(figures),
    )
