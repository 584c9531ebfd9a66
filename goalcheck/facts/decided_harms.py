"""The harms of conflicts as decisions see them, so that one that lapsed, was outgrown or matches nothing is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from goalcheck.conflicts import Conflict, Hurter
from goalcheck.decisions import Decisions, Point, Subject
from goalcheck.facts.context import Context
from goalcheck.messages import english as say
from goalcheck.messages.message import objective
from goalcheck.traits import ConflictKind

_Part = tuple[Conflict, Hurter]


def harm_subjects(context: Context, conflicts: Iterable[Conflict], decisions: Decisions) -> Iterator[Subject]:
    """The harms that a decision names: of its objective alone, or of one on the other or on what the other protects.

    Cost: proportional to the conflicts' hurters and protectors that decisions name.
    """
    hurting: defaultdict[str, list[_Part]] = defaultdict(list)
    for conflict in conflicts:
        for hurter in conflict.hurters:
            if decisions.name(hurter.objective):
                hurting[hurter.objective].append((conflict, hurter))
    protecting = {
        each.about: {protector.objective: protector.help for protector in each.protectors} for each in conflicts
    }
    for between in decisions.pairs():
        if len(between) == 1:
            for part in hurting[between[0]]:
                yield _subject(context, between, part, over=(), tension=_scale(part) * part[1].harm)
        elif len(between) == 2:
            one, other = between
            for by, opponent in ((one, other), (other, one)):
                yield from _between(context, between, hurting[by], opponent, protecting)


def _between(
    context: Context,
    between: tuple[str, ...],
    parts: Iterable[_Part],
    opponent: str,
    protecting: dict[str, dict[str, float]],
) -> Iterator[Subject]:
    """The harms of one objective on another, and on the outcomes that the other protects."""
    index = context.network.index
    for part in parts:
        conflict, hurter = part
        over = (None, conflict.code)
        if conflict.kind is ConflictKind.UNDERMINED:
            if conflict.about == opponent:
                yield _subject(context, between, part, over=over, tension=_scale(part) * hurter.harm)
        elif opponent in protecting[conflict.about]:
            pair = index[hurter.objective], index[opponent]
            if context.pressures.together(*pair):
                tension = context.clashes.tension(*pair, index[conflict.about])
                yield _subject(context, between, part, over=over, tension=tension)


def _scale(part: _Part) -> float:
    return 20.0 * part[0].worth


def _subject(
    context: Context, between: tuple[str, ...], part: _Part, *, over: tuple[str | None, ...], tension: float
) -> Subject:
    conflict, hurter = part
    message = say.HURTS_IN_CONFLICT(objective=objective(hurter.objective), target=context.ref(conflict.about))
    point = Point(conflict.about, tension)
    return Subject(between, conflict.code, conflict.fingerprint, message, (point,), over, hurter.decided)
