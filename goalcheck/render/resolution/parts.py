"""A resolution as blocks of lines, for text and for Markdown alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote
from typing import NamedTuple

from goalcheck.changes import Change, in_words
from goalcheck.changes.option_syntax import option_of
from goalcheck.findings import Finding, Level
from goalcheck.planning.resolving.resolution import Giving, Left, Resolution, Shift, Standoff, WayOut
from goalcheck.render.parts import by_level
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, command_line, count, listed

MOST = 25
"""Lines of one block."""

MOST_SPARED = 8
"""Departments that are named as giving nothing."""

MOST_TYPED = 8
"""Changes that a command is told with; longer ones are better kept in a file."""


class Line(NamedTuple):
    """A line of a block: what it says, and what is said beside it."""

    text: str
    aside: str = ""


class Block(NamedTuple):
    """Lines below a title.

    Attributes:
        numbered: whether they are steps.
        copied: whether they are commands to be copied.
    """

    title: str
    lines: Sequence[Line]
    numbered: bool = False
    copied: bool = False


class Chapter(NamedTuple):
    """Blocks below a heading."""

    heading: str
    blocks: Sequence[Block]


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


def chapters(resolution: Resolution, *, paths: Sequence[str], saved: str | None) -> Iterator[Chapter]:
    """Every way out, or why there is none.

    Args:
        paths: what the user named.
        saved: the file that the cheapest way out was written to.
    """
    speaker = Speaker(resolution.before.organization)
    if resolution.is_impossible:
        yield Chapter("Why not", tuple(_standoff(resolution)))
    for number, way in enumerate(resolution.ways):
        if way.steps:
            yield Chapter(_heading(resolution, number), tuple(_way(resolution, speaker, way, number, paths, saved)))
    if resolution.ways and not resolution.is_complete:
        yield Chapter("Alternatives", (_unfinished(),))


def _unfinished() -> Block:
    return Block("Not all were found", [Line("Time ran out; --time-limit gives it more.")])


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
    words = [for_terminal(text, most=None) for text in in_words(organization, way.moves)]
    yield Block(
        "What to do",
        [
            Line(text, f"{step.cost:.2f}" + ("" if step.move in known else f" = {for_terminal(step.why, most=None)}"))
            for text, step in zip(words, way.steps, strict=True)
        ],
        numbered=True,
    )
    yield Block("Who gives", _cut(list(_givings(speaker, way.gives))))
    shifts = [Line(_shift(speaker, each)) for each in way.shifts]
    yield Block("Who gains and who loses", _cut(shifts) or [Line("No push on an outcome changes.")])
    if number == 0:
        yield Block("What is left", _cut([_left(each) for each in way.left]) or [Line("No open conflict at all.")])
        if way.brought:
            yield Block("What comes up with it", _cut([_found(each) for each in way.brought]))
    elif way.left:
        yield Block("What is left", [Line(f"{by_level([each.now for each in way.left])}.")])
    yield Block("Try it", [Line(_command(way, paths, saved if number == 0 else None))], copied=True)


def _givings(speaker: Speaker, givings: Sequence[Giving]) -> Iterator[Line]:
    """A line for each department that gives something, and one for those that are in conflict and give nothing."""
    for giving in givings:
        if giving.steps:
            keeps = f"keeps {count(giving.keeps, 'objective')} as {'it is' if giving.keeps == 1 else 'they are'}"
            steps = listed([str(step + 1) for step in giving.steps], most=20)
            yield Line(f"{speaker.department(giving.department)} gives {steps} and {keeps}.")
    spared = [speaker.department(giving.department) for giving in givings if not giving.steps]
    if spared:
        # Names may hold commas of their own, so they are told apart by semicolons.
        more = f"; and {len(spared) - MOST_SPARED:,} more" if len(spared) > MOST_SPARED else ""
        verb = "gives" if len(spared) == 1 else "give"
        yield Line(f"{'; '.join(spared[:MOST_SPARED])}{more} {verb} nothing.")


def _shift(speaker: Speaker, shift: Shift) -> str:
    verb = "gains and loses" if shift.gains and shift.loses else "gains" if shift.gains else "loses"
    changes = []
    if abs(shift.help_after - shift.help_before) > 0.005:
        changes.append(f"help {shift.help_before:.2f} to {shift.help_after:.2f}")
    if abs(shift.harm_after - shift.harm_before) > 0.005:
        changes.append(f"harm {shift.harm_before:.2f} to {shift.harm_after:.2f}")
    return f"{speaker.outcome(shift.outcome)} {verb}: {', '.join(changes) or 'a little'}."


def _left(left: Left) -> Line:
    line = _found(left.now)
    if left.before is None:
        return Line(f"{line.text}; this is new", line.aside)
    changed = left.before.level is not left.now.level
    return Line(f"{line.text}{f', was {left.before.level.value}' if changed else ''}", line.aside)


def _found(finding: Finding) -> Line:
    return Line(
        f"{finding.level.value}: {for_terminal(str(finding.message))}",
        f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}",
    )


def _command(way: WayOut, paths: Sequence[str], saved: str | None) -> str:
    start = f"goalcheck whatif {command_line(paths)}"
    if saved is not None:
        return f"{start} --with {for_terminal(quote(saved), most=None)}"
    if len(way.moves) > MOST_TYPED:
        return f"{start} --with FILE, where --save FILE of this command has written it"
    return f"{start} {' '.join(map(_option, way.moves))}"


def _option(move: Change) -> str:
    name, text = option_of(move)
    return f"--{name} {for_terminal(quote(text), most=None)}"


def _standoff(resolution: Resolution) -> Iterator[Block]:
    standoff = resolution.standoff
    if not standoff and not resolution.is_complete:
        yield Block(
            "It is not known which of them are to blame",
            [Line("Time ran out before the fewest that stand against each other were found.")],
        )
        return
    if not standoff:
        yield Block(
            "No few of them are to blame",
            [Line("Any hundred of the worst can be settled; all of them together cannot.")],
        )
        return
    alone = "This one cannot be settled" if len(standoff) == 1 else "These cannot be settled together"
    yield Block(f"{alone}, because", [line for each in standoff for line in _why_not(resolution, each)])
    terms = resolution.terms
    limits = [f"--without {name}" for name in sorted(terms.without)] + [f"--keep {each}" for each in sorted(terms.kept)]
    if limits:
        yield Block("What would help", [Line(f"Leave out {listed([for_terminal(each) for each in limits], most=8)}.")])


def _why_not(resolution: Resolution, standoff: Standoff) -> Iterator[Line]:
    found = _found(standoff.finding)
    comes = "comes up when another one is settled: " if standoff.is_brought else ""
    yield Line(f"{comes}{found.text}", found.aside)
    words = in_words(resolution.before.organization, standoff.settlers)
    if words:
        yield Line(f"would take: {for_terminal(listed(words, most=3), most=None)}")
    elif not standoff.is_brought:
        yield Line("no single move that is left settles it")


def _cut(lines: list[Line]) -> list[Line]:
    return lines if len(lines) <= MOST else [*lines[:MOST], Line(f"... and {len(lines) - MOST:,} more")]
