"""What was retracted, in words and as remarks: less is said of a harm, and a conflict that rested on it went away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.retractions import Retraction
from goalcheck.findings import fingerprint
from goalcheck.render.remarks import Remark, RemarkKind
from goalcheck.render.words import listed


def retraction_remarks(found: Iterable[Retraction]) -> list[Remark]:
    """A remark for each, which counts like an open finding of its level."""
    return [
        Remark(
            RemarkKind.RETRACTED,
            each.level,
            retraction_text(each),
            listed([one.conflict.about for one in each.fallen]),
            fingerprint("retracted", each.origin, each.target, each.by or ""),
            each.location,
            tuple(retraction_details(each)),
            counts=True,
        )
        for each in found
    ]


def retraction_text(retraction: Retraction) -> str:
    """What was said, and what is."""
    if retraction.by is not None and retraction.change.text.endswith("is gone"):
        return (
            f"the claim of {retraction.by} on what {retraction.origin} does to {retraction.target} was taken out: "
            f"{retraction.change.text}"
        )
    return retraction.change.text


def retraction_details(retraction: Retraction) -> Iterator[str]:
    """The conflicts that went away, and why, or that nobody says why."""
    yield from map(_fallen, retraction.fallen)
    if retraction.because:
        yield f"because {retraction.because}"
    elif retraction.by:
        yield f"ask {retraction.by} whether it no longer claims it"
    else:
        yield "nobody says why: a new because on that line does"


def _fallen(comparison: ConflictComparison) -> str:
    before, now = comparison.before, comparison.now
    if before is None:
        return ""
    was = f"was {before.level.value}, pressure {before.open_pressure:.2f}"
    if now is None:
        return f"the conflict over {before.about} is gone ({was})"
    return f"the conflict over {now.about} is at {now.pressure:.2f} ({was})"
