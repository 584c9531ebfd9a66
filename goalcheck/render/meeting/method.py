"""The method by which findings are made, in words for people who did not make them."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.meeting import Meeting
from goalcheck.render.sections.sureness import method as draws

NOT_LOOKED_FOR = (
    "Nobody looked for the one effect, driver or objective without which there would be the least tension: a part "
    "does not show it, and in a large organization it takes a while. goalcheck report --leverage does it."
)


def method(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Headings with a paragraph each, with the thresholds that were used."""
    settings, robustness = meeting.report.organization.settings, meeting.robustness
    yield (
        "What was read",
        "Each department wrote what it sets out to do and what that helps or hurts, on a scale of seven words from "
        "strongly helps to strongly hurts. The organization wrote once what matters to its customers, and what stands "
        "between the work and them. Nobody had to confess a conflict: it follows from what was written.",
    )
    yield (
        "Chains",
        "An effect of an effect is a chain: less time for each order, fewer calls, a customer who feels alone. A chain "
        "is as strong as its weights multiplied (strongly 1, plain two thirds, slightly one third; less where somebody "
        f"was not sure), has at most {settings.max_links} arrows, and does not count below {settings.min_chain:g}. An "
        "objective's help to an outcome is its strongest helping chain, its harm the strongest hurting one. One never "
        "cancels the other: plus does not hide minus.",
    )
    yield (
        "Tension",
        "Two objectives pull apart where one helps an outcome that the other hurts while both are in force. Their "
        "tension, 0 to 100, is the weaker of the two chains times the importance that the customer gives the outcome "
        f"(1 to 5, divided by 5), times 100. Below {settings.min_tension:g} it is not reported; from 30 it is serious, "
        "from 60 severe. A guardrail, which is a promise not to let the outcome fall below a figure, lowers the level "
        "by one step.",
    )
    if robustness is not None:
        yield "How surely a conflict stands", draws(robustness)
    if meeting.leverage is None:
        yield "What would lower tension most", NOT_LOOKED_FOR
    yield (
        "At stake",
        "Money stands where somebody wrote what failing an outcome costs in one period. It is not multiplied by the "
        "tension, and no outcome is counted twice.",
    )
    yield (
        "Who decides",
        "The lead of the lowest department above all sides. Where there is none, nobody can decide it yet, and that is "
        "the first thing to settle.",
    )
