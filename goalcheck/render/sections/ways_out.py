"""The ways out of conflicts, told once for every format; or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from shlex import quote

from goalcheck.changes import Change, in_words
from goalcheck.changes.option_syntax import option_of
from goalcheck.findings import Finding, Level
from goalcheck.planning.resolving.resolution import Giving, Left, Resolution, Shift, Standoff, WayOut
from goalcheck.render.document import Block, Code, Heading, Items, ListItem, ListMarks, Strong, Text, cut
from goalcheck.render.parts import by_level
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, command_line, count, listed

MOST = 25
"""Lines of one block."""

MOST_SPARED = 8
"""Departments that are named as giving nothing."""

MOST_TYPED = 8
"""Changes that a command is told with; longer ones are better kept in a file."""


def ways_out(resolution: Resolution, *, paths: Sequence[str], saved: str | None) -> tuple[Block, ...]:
    """The verdict and the chapters.

    Args:
        paths: the paths that the user named.
        saved: the file that the cheapest way out was written to.
    """
    lead = Text((Strong(verdict(resolution)),), is_lead=True)
    return lead, *chapters(resolution, paths=paths, saved=saved)


def verdict(resolution: Resolution) -> str:
    """The first thing to know."""
    found, level = resolution.settled, resolution.terms.level
    least = "at least " if resolution.before.truncated else ""
    at = level.value if level is Level.SEVERE else f"{level.value} or worse"
    conflicts = f"{least}{count(len(found), 'open conflict')} ({by_level(found)})"
    if not resolution.ways:
        return f"Nothing can settle {conflicts} by these moves."
    best = resolution.ways[0]
    if not best.steps:
        return f"There is nothing to settle: no open conflict is {at}."
    changes = count(len(best.steps), "change")
    return f"{conflicts} settled by {changes} that cost {best.cost:.2f}: {_proof(best)}.".capitalize()


def _proof(best: WayOut) -> str:
    """The proof that nothing cheaper does it, or the gap that is left."""
    if best.is_proved:
        return "nothing cheaper does it"
    unproved = "time ran out, so it is not proved the cheapest"
    if best.bound <= 0:
        return f"{unproved}, and how much less would do is not known"
    return f"{unproved}: nothing does it for less than {best.bound:.2f} (at most {100 * best.gap:.1f} % less)"


def chapters(resolution: Resolution, *, paths: Sequence[str], saved: str | None) -> Iterator[Block]:
    """Every way out, or why there is none, each below a heading."""
    speaker = Speaker(resolution.before.organization, clean=cut)
    if resolution.is_impossible:
        yield Heading("Why not")
        yield from _standoff(resolution)
    for number, way in enumerate(resolution.ways):
        if way.steps:
            yield Heading(_heading(resolution, number))
            yield from _way(resolution, speaker, way, number, paths, saved)
    if resolution.ways and not resolution.is_complete:
        yield Heading("Alternatives")
        yield from _part("Not all were found", [_item("Time ran out; --time-limit gives it more.")])


def _part(title: str, items: Iterable[ListItem], marks: ListMarks = ListMarks.BULLETS) -> tuple[Block, ...]:
    """A list below its title."""
    return Heading(title, rank=2), Items(tuple(items), marks)


def _item(text: str, aside: str = "") -> ListItem:
    return ListItem((text,), aside=aside)


def _heading(resolution: Resolution, number: int) -> str:
    way, best = resolution.ways[number], resolution.ways[0]
    if number == 0:
        return f"{'The cheapest' if way.is_proved else 'A'} way out: {way.cost:.2f}"
    more = way.cost - best.cost
    equal = "as cheap" if more < 0.005 else f"{more:.2f} more"
    return f"Alternative {number}: {way.cost:.2f}, {equal}{'' if way.is_proved else ', not proved the next best'}"


def _way(
    resolution: Resolution, speaker: Speaker, way: WayOut, number: int, paths: Sequence[str], saved: str | None
) -> Iterator[Block]:
    organization = resolution.before.organization
    known = {step.move for step in resolution.ways[0].steps} if number else set()
    words = in_words(organization, way.moves)
    yield from _part(
        "What to do",
        [
            _item(text, f"{step.cost:.2f}" + ("" if step.move in known else f" = {step.why}"))
            for text, step in zip(words, way.steps, strict=True)
        ],
        ListMarks.NUMBERS,
    )
    yield from _part("Who gives", _cut(list(_givings(speaker, way.gives))))
    shifts = [_item(_shift(speaker, each)) for each in way.shifts]
    yield from _part("Who gains and who loses", _cut(shifts) or [_item("No push on an outcome changes.")])
    if number == 0:
        yield from _part(
            "What is left", _cut([_left(each) for each in way.left]) or [_item("No open conflict at all.")]
        )
        if way.brought:
            yield from _part("What comes up with it", _cut([_found(each) for each in way.brought]))
    elif way.left:
        yield from _part("What is left", [_item(f"{by_level([each.now for each in way.left])}.")])
    yield from _part("Try it", [ListItem((Code(_command(way, paths, saved if number == 0 else None)),))])


def _givings(speaker: Speaker, givings: Sequence[Giving]) -> Iterator[ListItem]:
    """A line for each department that gives something, and one for those that are in conflict and give nothing."""
    for giving in givings:
        if giving.steps:
            keeps = f"keeps {count(giving.keeps, 'objective')} as {'it is' if giving.keeps == 1 else 'they are'}"
            steps = listed([str(step + 1) for step in giving.steps], most=20)
            yield _item(f"{speaker.department(giving.department)} gives {steps} and {keeps}.")
    spared = [speaker.department(giving.department) for giving in givings if not giving.steps]
    if spared:
        # Names may hold commas of their own, so they are told apart by semicolons.
        more = f"; and {len(spared) - MOST_SPARED:,} more" if len(spared) > MOST_SPARED else ""
        verb = "gives" if len(spared) == 1 else "give"
        yield _item(f"{'; '.join(spared[:MOST_SPARED])}{more} {verb} nothing.")


def _shift(speaker: Speaker, shift: Shift) -> str:
    verb = "gains and loses" if shift.gains and shift.loses else "gains" if shift.gains else "loses"
    changes = []
    if abs(shift.help_after - shift.help_before) > 0.005:
        changes.append(f"help {shift.help_before:.2f} to {shift.help_after:.2f}")
    if abs(shift.harm_after - shift.harm_before) > 0.005:
        changes.append(f"harm {shift.harm_before:.2f} to {shift.harm_after:.2f}")
    return f"{speaker.outcome(shift.outcome)} {verb}: {', '.join(changes) or 'a little'}."


def _left(left: Left) -> ListItem:
    if left.before is None:
        return _found(left.now, after="; this is new")
    changed = left.before.level is not left.now.level
    return _found(left.now, after=f", was {left.before.level.value}" if changed else "")


def _found(finding: Finding, *, before: str = "", after: str = "") -> ListItem:
    pieces = f"{before}{finding.level.value}: ", finding.message, after
    return ListItem(pieces, aside=f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}")


def _command(way: WayOut, paths: Sequence[str], saved: str | None) -> str:
    start = f"goalcheck whatif {command_line(paths, clean=cut)}"
    if saved is not None:
        return f"{start} --with {quote(saved)}"
    if len(way.moves) > MOST_TYPED:
        return f"{start} --with FILE, where --save FILE of this command has written it"
    return f"{start} {' '.join(map(_option, way.moves))}"


def _option(change: Change) -> str:
    name, text = option_of(change)
    return f"--{name} {quote(text)}"


def _standoff(resolution: Resolution) -> Iterator[Block]:
    standoff = resolution.standoff
    if not standoff and not resolution.is_complete:
        yield from _part(
            "It is not known which of them are to blame",
            [_item("Time ran out before the fewest that stand against each other were found.")],
        )
        return
    if not standoff:
        yield from _part(
            "No few of them are to blame",
            [_item("Any hundred of the worst can be settled; all of them together cannot.")],
        )
        return
    alone = "This one cannot be settled" if len(standoff) == 1 else "These cannot be settled together"
    yield from _part(f"{alone}, because", [line for each in standoff for line in _why_not(resolution, each)])
    terms = resolution.terms
    limits = [f"--without {name}" for name in sorted(terms.without)] + [f"--keep {each}" for each in sorted(terms.kept)]
    if limits:
        yield from _part("What would help", [_item(f"Leave out {listed([cut(each) for each in limits], most=8)}.")])


def _why_not(resolution: Resolution, standoff: Standoff) -> Iterator[ListItem]:
    yield _found(standoff.finding, before="comes up when another one is settled: " if standoff.is_brought else "")
    words = in_words(resolution.before.organization, standoff.settlers)
    if words:
        yield _item(f"would take: {listed(words, most=3)}")
    elif not standoff.is_brought:
        yield _item("no single move that is left settles it")


def _cut(lines: list[ListItem]) -> list[ListItem]:
    return lines if len(lines) <= MOST else [*lines[:MOST], _item(f"... and {len(lines) - MOST:,} more")]
