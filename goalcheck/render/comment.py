"""The one comment on a pull request: what the change does to conflicts, whom to ask, and the picture of the worst.

The first line is a mark that nobody sees, by which whoever posts it finds it again to edit it; a mark of its own says
that nothing changed, so that nothing need be posted. goalcheck writes the text and posts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.drift import Drift
from goalcheck.compare.reports import Difference
from goalcheck.conflicts import Conflict
from goalcheck.picture import choice
from goalcheck.render.document.markdown import markdown_blocks
from goalcheck.render.markdown import remark_blocks
from goalcheck.render.picture.formats import PictureFormat, draw
from goalcheck.render.remarks import Remark, RemarkKind
from goalcheck.render.safe import MAX_SENTENCE, for_markdown, for_markdown_code
from goalcheck.render.sections.difference import difference_blocks
from goalcheck.render.words import Speaker, listed

MARK: Final = "<!-- goalcheck -->"
"""The first line of a comment that says something."""

QUIET_MARK: Final = "<!-- goalcheck: nothing changed -->"
"""The first line of one that need not be posted: an earlier one is edited to say so."""

MOST_CHARACTERS: Final = 60_000
"""GitHub takes 65,536 characters of a comment."""

_TELLING = (RemarkKind.RETRACTED, RemarkKind.MERGED)
"""The remarks that are about the change; lapsing decisions alone are no reason to write."""


class OrganizationChange(NamedTuple):
    """What a change does to one organization.

    Attributes:
        name: what the organization is called where there are several.
        report: the organization as it is now, for the picture.
    """

    name: str
    report: Analysis
    difference: Difference
    remarks: tuple[Remark, ...]

    @property
    def is_quiet(self) -> bool:
        """True if no conflict or finding fares otherwise, and nothing else is said of the change."""
        told = any(each.kind in _TELLING for each in self.remarks)
        return not told and all(each.drift is Drift.UNCHANGED for each in self.difference.each)


def render_comment(changes: Sequence[OrganizationChange], since: str) -> str:
    """The comment as Markdown; without pictures, and then without all but the counts, where it would be too long."""
    loud = [each for each in changes if not each.is_quiet]
    if not loud:
        return f"{QUIET_MARK}\n**goalcheck**: no conflict is new, worse, better or gone since {_since(since)}.\n"
    for pictures, whole in ((True, True), (False, True), (False, False)):
        blocks = [MARK, f"## goalcheck: since {_since(since)}"]
        for each in loud:
            blocks += _blocks(each, is_one=len(changes) == 1, pictures=pictures, whole=whole)
        text = "\n\n".join(blocks) + "\n"
        if len(text) <= MOST_CHARACTERS:
            break
    return text


def _since(since: str) -> str:
    return for_markdown_code(since)


def _blocks(change: OrganizationChange, *, is_one: bool, pictures: bool, whole: bool) -> Iterator[str]:
    if not is_one:
        yield f"### {for_markdown(change.name)}"
    said = [*markdown_blocks([*difference_blocks(change.difference)])]
    yield from said if whole else said[:1]
    if not whole:
        yield "The rest is too long for a comment: `goalcheck diff` tells it."
        return
    yield from _asking(change)
    worst = _worst(change.difference)
    if pictures and worst is not None:
        yield from _picture(change.report, worst)
    yield from remark_blocks([each for each in change.remarks if each.kind is not RemarkKind.RETRACTED])


def _counting(difference: Difference) -> Iterator[Conflict]:
    """The conflicts that are new, worse or open again."""
    for each in difference.conflicts:
        if each.counts and isinstance(each, ConflictComparison) and each.now is not None:
            yield each.now


def _worst(difference: Difference) -> Conflict | None:
    return min(_counting(difference), key=lambda each: (each.level.rank, -each.open_pressure), default=None)


def _asking(change: OrganizationChange) -> Iterator[str]:
    """Who should be asked about what came, and who decides it."""
    speaker = Speaker(change.difference.new.organization)
    about: dict[str, list[str]] = {}
    for conflict in _counting(change.difference):
        for each in (*conflict.unasked_customers, *conflict.unasked_departments):
            about.setdefault(f"{speaker.party(each)} ({each})", []).append(conflict.about)
    lines = [f"- {_plain(who)} about {_plain(listed(subjects))}" for who, subjects in sorted(about.items())]
    lines += [
        f"- {_plain(speaker.decider(each.decider))} decides {_plain(each.about)}"
        for each in _counting(change.difference)
        if each.decider is not None
    ]
    if lines:
        yield "### Who should be asked"
        yield "\n".join(dict.fromkeys(lines))


def _plain(text: str) -> str:
    return for_markdown(text, most=MAX_SENTENCE)


def _picture(report: Analysis, conflict: Conflict) -> Iterator[str]:
    drawn = draw(choice.conflict(report, conflict), PictureFormat.MERMAID).text
    yield f"### The worst: {_plain(conflict.about)}"
    yield f"```mermaid\n{drawn}```"
