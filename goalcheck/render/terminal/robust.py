"""The shares of draws in which the conflicts stand, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.render.canvas import Canvas, Styled
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections.sureness import method, share
from goalcheck.render.words import LEVEL_STYLES, SHORT_FINGERPRINT, count
from goalcheck.sensitivity.robust import WORST, Robustness, Stability


def render_robustness(robustness: Robustness, standings: Sequence[Stability], *, width: int | None, color: bool) -> str:
    """The conflicts as a table, in the order of the report.

    Args:
        standings: those that are shown.
    """
    canvas = Canvas()
    if not standings and not robustness.exact:
        canvas.line(method(robustness))
        return canvas.text(width=width, color=color)
    if not standings:
        canvas.line("No conflict here depends on how strong its effects are.")
        return canvas.text(width=width, color=color)
    heads = f"{'stands':>12}  {f'worst {WORST}':>12}  {'tension':>7}  {'mostly':>8}  conflict"
    canvas.line(Styled(heads, "bold"))
    for each in standings:
        finding = each.finding
        mostly = f"{each.lowest:.0f} to {each.highest:.0f}"
        figures = (
            f"{share(each.stands):>12}  {share(each.among_worst):>12}  {finding.tension or 0.0:>7.2f}  {mostly:>8}  "
        )
        canvas.line(
            figures,
            Styled(finding.level.value, LEVEL_STYLES[finding.level]),
            f" {for_terminal(str(finding.message))} ",
            Styled(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}", "dim"),
            hang=len(figures),
        )
    canvas.blank()
    canvas.line(
        f"{count(robustness.draws, 'draw')}. Stands: in so many the conflict is there; worst {WORST}: in so many it is "
        f"among the {WORST} with the most tension of those that the analysis lists; mostly: its tension in nine of ten."
    )
    canvas.line(method(robustness))
    return canvas.text(width=width, color=color)
