"""What merging with other branches would find, as remarks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.conflict_messages import headline
from goalcheck.findings import Level, fingerprint
from goalcheck.planning.merging.together import HERE, FoundTogether, LeftOut, Merged, WrongTogether
from goalcheck.render.remarks import Remark, RemarkKind
from goalcheck.render.words import listed, place
from goalcheck.source import Location


def merged_remarks(found: Iterable[Merged], *, counts: bool) -> list[Remark]:
    """The remarks, worst first.

    Args:
        counts: True if what stands only together makes the check fail.
    """
    return sorted((_remark(each, counts=counts) for each in found), key=lambda each: each.order)


def _remark(found: Merged, *, counts: bool) -> Remark:
    if isinstance(found, LeftOut):
        said = f"{found.side} is left out: {found.why}"
        return Remark(RemarkKind.UNMERGED, Level.MINOR, said, found.side, fingerprint("unmerged", found.side))
    sides = listed([HERE, *found.sides])
    if isinstance(found, WrongTogether):
        problem = found.problems[0]
        at = f" ({place(problem.places[0].location)})" if problem.places else f" ({problem.file})"
        return Remark(
            RemarkKind.MERGED,
            Level.SEVERE,
            f"{sides} make the files wrong together: {problem.message}{at}",
            listed(found.sides),
            fingerprint("merged", "wrong", *found.sides),
            counts=counts,
        )
    return _found(found, sides, counts=counts)


def _found(found: FoundTogether, sides: str, *, counts: bool) -> Remark:
    comparison = found.comparison
    if isinstance(comparison, ConflictComparison):
        conflict = comparison.conflict
        before = comparison.before.open_pressure if comparison.before else 0.0
        pressure = f"pressure {conflict.open_pressure:.2f}, {before:.2f} with {HERE} alone"
        verb = "undermine" if conflict.about in found.report.organization.objectives else "squeeze"
        return Remark(
            RemarkKind.MERGED,
            conflict.level,
            f"{sides} {verb} {conflict.about} together: {conflict.level.value} ({pressure})",
            conflict.about,
            fingerprint("merged", conflict.about, *found.sides),
            _location(found, conflict.locations),
            (str(headline(found.report.organization, conflict)), *_brought(found)),
            counts,
        )
    finding = comparison.finding
    return Remark(
        RemarkKind.MERGED,
        finding.level,
        f"{sides} together: {finding.message}",
        listed(finding.objectives) or finding.code,
        fingerprint("merged", finding.fingerprint, *found.sides),
        _location(found, finding.locations),
        (),
        counts,
    )


def _brought(found: FoundTogether) -> Iterator[str]:
    """Who hurts, and which side brings it."""
    for hurter, sides in found.brought:
        if HERE in sides and len(sides) > 1:
            yield f"{hurter} hurts it on every side"
        elif sides:
            yield f"{hurter} hurts it by {listed(sides)}"
        else:
            yield f"{hurter} hurts it only by both together"


def _location(found: FoundTogether, locations: Iterable[Location]) -> Location | None:
    """The first place whose line is the same on disk as in the merged file."""
    return next((each for each in locations if os.path.realpath(each.file) not in found.touched), None)
