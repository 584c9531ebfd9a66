"""The ways out of conflicts, told once for every format; or what is missing for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from shlex import quote

from goalcheck.changes import Change, in_words
from goalcheck.changes.option_syntax import option_of
from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, Level
from goalcheck.planning.resolving.resolution import Front, Item, OutcomeLoss, Resolution, Shift, Step, WayOut
from goalcheck.render.document import Block, Code, Heading, Items, ListItem, ListMarks, Strong, Text, cut
from goalcheck.render.words import SHORT_FINGERPRINT, Speaker, command_line, count, listed

MOST = 25
"""Lines of one block."""

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
    items, level = resolution.settled, resolution.terms.level
    if not items:
        at = level.value if level is Level.SEVERE else f"{level.value} or worse"
        return f"There is nothing to settle: no open conflict is {at}."
    if not resolution.ways:
        return f"Nothing settles {_counted(resolution)}."
    best = resolution.ways[0]
    changes = f"{count(len(best.steps), 'change')} that cost {best.cost:.2f}"
    if not best.unsettled:
        return f"{_counted(resolution)} settled by {changes}: {_proof(best)}.".capitalize()
    if not best.steps:
        return f"Nothing that is declared settles {_counted(resolution)}: what is missing stands below."
    settled = len(items) - len(best.unsettled)
    return (
        f"{settled} of {len(items)} settled ({_counted(resolution)}) by {changes}: {_proof(best)}; "
        f"{len(best.unsettled)} left, which nothing that is declared settles."
    )


def _counted(resolution: Resolution) -> str:
    conflicts, findings = len(resolution.conflicts), len(resolution.findings)
    parts = [count(conflicts, "open conflict")] if conflicts else []
    return listed([*parts, *([count(findings, "finding")] if findings else [])])


def _proof(best: WayOut) -> str:
    """The proof that nothing cheaper does it, or the gap that is left."""
    if best.is_proved:
        return "nothing cheaper does it"
    unproved = "time ran out, so it is not proved the cheapest"
    if best.bound <= 0:
        return f"{unproved}, and how much less would do is not known"
    return f"{unproved}: nothing does it for less than {best.bound:.2f} (at most {100 * best.gap:.1f} % less)"


def chapters(resolution: Resolution, *, paths: Sequence[str], saved: str | None) -> Iterator[Block]:
    """Every way out, each below a heading, and what is missing for the rest."""
    for number, way in enumerate(resolution.ways):
        if way.steps:
            yield Heading(_heading(resolution, number))
            yield from _way(resolution, way, number, paths, saved)
    if resolution.fair is not None:
        yield from _fair(resolution, resolution.fair, paths)
    if resolution.front:
        yield Heading("How much pressure can be taken away for how much cost")
        yield Items(tuple(_item(words) for _, words in front_steps(resolution)), ListMarks.NUMBERS)
    if resolution.ways and resolution.ways[0].unsettled:
        yield Heading("What is left")
        yield from _missing(resolution, resolution.ways[0])
    if resolution.together:
        yield Heading("What cannot be settled together")
        for items in resolution.together:
            yield Text(("Each of these can be settled, but not all of them:",))
            yield Items(tuple(_cut([_found(resolution, each) for each in items])), ListMarks.BULLETS)
    if resolution.over:
        yield Heading("What is over")
        since = resolution.since.isoformat() if resolution.since else ""
        lead = f"On days before {since}, which no change can reach any more:"
        yield Items((_item(lead), *_cut([_found(resolution, each) for each in resolution.over])))
    if resolution.looks_back and resolution.settled:
        yield Heading("Looking back")
        today = resolution.before.today.isoformat()
        yield Text((f"All days that count lie before {today}: this is what would have been a way out.",))
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


def _fair(resolution: Resolution, way: WayOut, paths: Sequence[str]) -> Iterator[Block]:
    """The fairest way out, with what fairness costs."""
    best = resolution.ways[0]
    price = way.cost - best.cost
    costs = "as cheap" if price < 0.005 else f"fairness costs {price:.2f}"
    most, before = (max(each.given.values(), default=0.0) for each in (way, best))
    yield Heading(f"The fairest way out: {way.cost:.2f}, {costs}")
    yield Text((f"The department that gives most gives {most:.2f}; by the cheapest way out it gives {before:.2f}.",))
    yield from _way(resolution, way, 1, paths, None)


def front_steps(resolution: Resolution) -> Iterator[tuple[Front, str]]:
    """Each set of changes of the front with a line about what is new in it."""
    known: set[Change] = set()
    for each in resolution.front:
        moves = [step.move for step in each.steps]
        words = in_words(resolution.before.organization, [move for move in moves if move not in known])
        gone = len(known.difference(moves))
        also = f", without {count(gone, 'change')} of the one before" if gone else ""
        yield (each, f"Pressure {each.pressure:.1f} at {each.cost:.2f}: {'; '.join(words) or 'as it is'}{also}.")
        known = set(moves)


def _way(resolution: Resolution, way: WayOut, number: int, paths: Sequence[str], saved: str | None) -> Iterator[Block]:
    organization = resolution.before.organization
    speaker = Speaker(organization, clean=cut)
    known = {step.move for step in resolution.ways[0].steps} if number else set()
    steps = zip(in_words(organization, way.moves), way.steps, strict=True)
    yield from _part("What to do", [_step(text, step, known) for text, step in steps], ListMarks.NUMBERS)
    yield from _part("Who gives", [_item(_gives(speaker, way))])
    losses = [_item(_loss(speaker, each)) for each in way.losses]
    yield from _part("What customers lose", _cut(losses) or [_item("Nothing.")])
    yield from _part("What changes", _cut([_item(_shift(speaker, each)) for each in way.shifts]))
    if number == 0 and way.brought:
        yield from _part("What comes up with it", list(_brought(resolution, way)))
    yield from _part("Try it", [ListItem((Code(_command(way, paths, saved if number == 0 else None)),))])


def _brought(resolution: Resolution, way: WayOut) -> Iterator[ListItem]:
    """The findings that come up, of the minor ones only how many."""
    weighty = [each for each in way.brought if each.level is not Level.MINOR]
    yield from _cut([_found(resolution, each) for each in weighty])
    minor = len(way.brought) - len(weighty)
    if minor:
        yield _item(f"{count(minor, 'minor finding')}, such as a target that is missing or a decision without object.")


def _step(text: str, step: Step, known: set[Change]) -> ListItem:
    moves = f" (it goes on to hurt {listed(step.moves)}, only on other days)" if step.moves else ""
    return _item(text + moves, f"{step.cost:.2f}" + ("" if step.move in known or not step.why else f" = {step.why}"))


def _gives(speaker: Speaker, way: WayOut) -> str:
    """What each department gives, as a part of all that is given; the one that gives most first."""
    shares = sorted(way.gives.items(), key=lambda each: (-round(each[1], 9), each[0]))
    named = [f"{speaker.department(key)} {100 * part:.0f} %" for key, part in shares]
    return f"{'; '.join(named)}." if named else "No department gives anything."


def _loss(speaker: Speaker, loss: OutcomeLoss) -> str:
    return f"{speaker.outcome(loss.outcome)} loses {loss.fall:.2f} of its strongest help: {loss.cost:.2f}."


def _shift(speaker: Speaker, shift: Shift) -> str:
    after = f"to {shift.after:.0f}" if shift.after else "to less than is told"
    before = f"from {shift.before:.0f} " if shift.before else ""
    return f"Pressure on {speaker.name(shift.about)}: {before}{after}."


def _missing(resolution: Resolution, way: WayOut) -> Iterator[Block]:
    """What nothing settles, each with what would have to be declared."""
    for item in way.unsettled:
        found = _found(resolution, item)
        yield Items((found,), ListMarks.BULLETS)
        lines = [each for each in way.missing if each.item == item]
        for each in lines[:MOST]:
            text = f"Missing: {cut(each.says)}."
            code = (" ", Code(cut(each.write))) if each.write else ()
            yield Items((ListItem((text, *code)),), ListMarks.BULLETS)
    terms = resolution.terms
    limits = [f"--without {name}" for name in sorted(terms.without)] + [f"--keep {each}" for each in sorted(terms.kept)]
    if limits:
        yield from _part("What would help", [_item(f"Leave out {listed([cut(each) for each in limits], most=8)}.")])


def _found(resolution: Resolution, item: Item) -> ListItem:
    if isinstance(item, Conflict):
        message = headline(resolution.before.organization, item)
        return ListItem((f"{item.level.value}: ", message), aside=f"{item.fingerprint[:SHORT_FINGERPRINT]}")
    return ListItem((f"{item.level.value}: ", item.message), aside=_aside(item))


def _aside(finding: Finding) -> str:
    return f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}"


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


def _cut(lines: list[ListItem]) -> list[ListItem]:
    return lines if len(lines) <= MOST else [*lines[:MOST], _item(f"... and {len(lines) - MOST:,} more")]
