"""How sure a conflict is, in words: its tipping points, and how it stands in draws of the weights."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.model import Organization
from goalcheck.render.canvas import Canvas
from goalcheck.render.safe import for_terminal
from goalcheck.sensitivity.robust import BANDS, WORST, Robustness, Stability
from goalcheck.sensitivity.tipping import ArrowTip, TargetTip, Tipping

NEVER = "No single arrow ends it: with any one of them gone, others still pull."

NOT_EXACT = "Not exact: the effects are too dense to search every chain within the limit."


def draw_tipping(canvas: Canvas, organization: Organization, tipping: Tipping) -> None:
    """Draw what would end a conflict alone."""
    canvas.heading("What would end it alone")
    for sentence in tipping_sentences(organization, tipping):
        canvas.line("- ", sentence, hang=2)


def tipping_sentences(organization: Organization, tipping: Tipping) -> Iterator[str]:
    """What would end a conflict alone, a sentence each; safe for a terminal."""
    yield from map(arrow_sentence, tipping.arrows)
    if not tipping.arrows:
        yield NEVER
    for target in tipping.targets:
        yield target_sentence(organization, target)
    if not tipping.exact:
        yield NOT_EXACT


def arrow_sentence(tip: ArrowTip) -> str:
    """An arrow, and how weak it must be."""
    link = tip.link
    arrow = f"{link.origin} {link.word} {link.target} ({link.weight:+.2f})"
    if not tip.weight:
        return f"{arrow}: only where it is neutral."
    weaker = f"weaker than {tip.weight:+.2f}" if abs(tip.weight - link.weight) > 1e-9 else "any weaker"
    again = f", but not weaker than {tip.until:+.2f}" if tip.until else ""
    return f"{arrow}: where it is {weaker}{again}."


def target_sentence(organization: Organization, tip: TargetTip) -> str:
    """A target, and how far it must be eased."""
    unit = organization.metrics[tip.metric].unit
    measured = f" {for_terminal(unit)}" if unit else ""
    beyond = "above" if tip.upward else "below"
    figure = f"{tip.figure:.6g}{measured}"
    aim = f"at {figure} or {beyond}" if tip.included else f"{beyond} {figure}"
    again = "" if tip.until is None else f", but not {beyond} {tip.until:.6g}"
    return f"{tip.objective} aims {aim}{again} ({tip.metric}), in place of {tip.now:.6g}."


def draw_standing(canvas: Canvas, robustness: Robustness, standing: Stability) -> None:
    """Draw how a conflict stands in the draws."""
    canvas.heading("How surely it stands")
    canvas.line(standing_sentence(robustness, standing), hang=2)
    canvas.line(method(robustness), hang=2)


def standing_sentence(robustness: Robustness, standing: Stability) -> str:
    """How a conflict stands in the draws."""
    return (
        f"It stands in {share(standing.stands)} of {robustness.draws:,} draws and is among the worst {WORST} in "
        f"{share(standing.among_worst)}; in nine of ten its tension is {standing.lowest:.0f} to {standing.highest:.0f}."
    )


def method(robustness: Robustness) -> str:
    """How the draws were made."""
    bands = ", ".join(f"{confidence} confidence within {100 * band:.0f} %" for confidence, band in BANDS.items())
    inexact = "" if robustness.exact else f" {NOT_EXACT}"
    return f"Each draw gives every arrow a weight of its own: {bands} (seed {robustness.seed}).{inexact}"


def share(part: float) -> str:
    """A share in percent; only all is 100 %, and only none is 0 %."""
    percent = 100 * part
    if 99.95 <= percent < 100:
        return "almost 100 %"
    if 0 < percent < 0.05:
        return "almost 0 %"
    return f"{percent:.1f}".removesuffix(".0") + " %"
