"""The method by which findings are made, in words for people who did not make them."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.meeting import Meeting


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
        "Pressure",
        "A conflict is something that a customer gets, or an objective that others rely on, under pressure: on the "
        "worst day, 100 times its importance (1 to 5, divided by 5) times what all harms in force take away together. "
        "Two harms of a half leave a quarter. A guardrail, which is a promise not to let something fall below a "
        f"figure, halves a harm; a binding one leaves a tenth. Below {settings.min_tension:g} a pressure is not "
        "reported; from 30 it is serious, from 60 severe.",
    )
    yield (
        "Stories and root causes",
        "Where a harm enters, its first hurting arrow ends: that is where one takes what another needs. Conflicts that "
        "share the point where most of their harm enters are one story. A root cause is a declared harm without which "
        "conflicts end or fall by a level; each was tried by leaving it out.",
    )
    if robustness is not None:
        from goalcheck.render.sections.sureness import method as draws

        yield "How surely a conflict stands", draws(robustness)
    yield (
        "At stake",
        "Money stands where somebody wrote what failing an outcome costs in one period. It is not multiplied by the "
        "pressure, and no outcome is counted twice.",
    )
    yield (
        "Who decides",
        "The lead of the lowest department above everybody who takes part. Where there is none, nobody can decide it "
        "yet, and that is the first thing to settle.",
    )
