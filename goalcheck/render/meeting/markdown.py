"""The report as Markdown, for wikis and pull requests: GitHub Flavored, without HTML and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.meeting import Meeting
from goalcheck.render.document.markdown import markdown_blocks
from goalcheck.render.markdown_parts import bullets, numbered, table
from goalcheck.render.meeting.content import Briefing, CampsWords, CauseWords, HeatWords, StoryWords
from goalcheck.render.meeting.cover import PLAIN, Cover
from goalcheck.render.meeting.isolation import in_markdown as said
from goalcheck.render.meeting.markdown_appendix import appendix_blocks
from goalcheck.render.meeting.markdown_conflict import conflict_page
from goalcheck.render.meeting.telling import tell
from goalcheck.render.safe import for_markdown_code
from goalcheck.render.sections.matrix import camp_items
from goalcheck.render.words import count


def render_markdown(meeting: Meeting, cover: Cover = PLAIN) -> str:
    """The Markdown; a logo has no place in it."""
    briefing = tell(meeting, cover)
    blocks = (block for section in _SECTIONS for block in section(briefing))
    return "\n\n".join(blocks) + "\n"


def _first(briefing: Briefing) -> Iterator[str]:
    yield f"# {said(briefing.title)}"
    facts = [briefing.organization if briefing.title != briefing.organization else "", briefing.period]
    cut = f". This report is about {', '.join(map(said, briefing.cut))}" if briefing.cut else ""
    yield ", ".join([*(said(each) for each in facts if each), f"as of {briefing.today}"]) + cut
    rest = f" {said(briefing.verdict.rest)}." if briefing.verdict.rest else ""
    yield f"**{said(briefing.verdict.claim)}**.{rest}"
    if briefing.at_stake:
        over = "at stake in one period, over what suffers in the open conflicts that are serious or severe."
        yield f"**{said(briefing.at_stake)}** {over}"
    yield said(briefing.verdict.seen)
    yield from (said(each) for each in briefing.warnings)
    if briefing.way_out:
        yield f"**A way out:** {said(briefing.way_out.verdict)}"
    for story in briefing.stories:
        yield from _story(story)
    if briefing.more_stories:
        yield f"{count(briefing.more_stories, 'more story', 'more stories')}, with less pressure."
    if briefing.causes:
        yield f"## {said(briefing.causes_claim)}"
        yield numbered([_cause(each) for each in briefing.causes])


def _story(story: StoryWords) -> Iterator[str]:
    title = f"{said(story.knot)}: {story.size}" if story.size else said(story.sufferers[0].name)
    yield f"## {story.number}. {title} ({story.level})"
    more = f" and {story.more} more" if story.more else ""
    names = ", ".join(f"{said(each.name)} ({said(each.whose)})" for each in story.sufferers)
    stake = f": **{said(story.at_stake)}** at stake" if story.at_stake else ""
    at = f", at {said(story.knot)}" if story.whose and story.knot else ""
    lines = [
        f"**Suffers:** {said(story.whose) if story.whose else names + more}",
        f"**Pays:** {said(story.payers)}{stake}",
        f"**Squeezed by:** {said(story.squeezers)}{at}",
        f"**Decides:** {said(story.decider)}",
    ]
    if story.first:
        lines.append(f"**First:** {said(story.first)} {said(story.change)}")
    yield bullets(lines)


def _cause(cause: CauseWords) -> str:
    because = f", because {said(cause.because)}" if cause.because else ""
    who = f"{said(cause.owner)}; {cause.share} of all pressure; {said(cause.effect)}"
    return f"**{said(cause.sentence)}** ({who}){because} {for_markdown_code(cause.place)}"


def _heat(briefing: Briefing) -> Iterator[str]:
    if briefing.heat is None:
        return
    yield "## Who hurts whom"
    yield "The worst tension, 0 to 100; serious from 30, severe from 60."
    yield _heat_table(briefing.heat)
    yield from map(said, briefing.heat.notes)
    if briefing.heat.camps:
        yield from _camps(briefing.heat.camps)


def _heat_table(heat: HeatWords) -> str:
    header = (" ", *(said(row.name) for row in heat.rows))
    return table(header, [(said(row.name), *(cell.tension or " " for cell in row.cells)) for row in heat.rows])


def _camps(camps: CampsWords) -> Iterator[str]:
    yield "### Camps"
    if camps.admitted:
        yield camps.admitted
    yield from markdown_blocks([camp_items(camps.sentences)])
    yield camps.method


def _beside(briefing: Briefing) -> Iterator[str]:
    if briefing.beside_claim:
        yield "## What else counts"
        yield f"{briefing.beside_claim}.{' The worst:' if briefing.named else ''}"
    if briefing.named:
        yield bullets([f"{each.level}: {said(each.text)} ({each.rule})" for each in briefing.named])


def _way_out(briefing: Briefing) -> Iterator[str]:
    if briefing.way_out is None:
        return
    yield "## A way out"
    yield f"**{said(briefing.way_out.verdict)}**"
    yield from markdown_blocks(briefing.way_out.blocks, after_label="")


def _conflicts(briefing: Briefing) -> Iterator[str]:
    if briefing.conflicts:
        yield "## The conflicts"
    for conflict in briefing.conflicts:
        yield from conflict_page(conflict)
    if briefing.listed:
        yield "## Further conflicts"
        yield bullets(
            [
                f"{each.level} {each.pressure}: {said(each.text)}. Decides: {said(each.decider)}"
                for each in briefing.listed
            ]
        )
    if briefing.more_listed:
        yield f"And {briefing.more_listed} more: `goalcheck analyze --all` lists them."


def _appendix(briefing: Briefing) -> Iterator[str]:
    if briefing.appendix is not None:
        yield from appendix_blocks(briefing.appendix)
        return
    yield (
        "Everything else (all who take part, decisions, the customer's view, findings by rule, the method): "
        "`goalcheck report --appendix`."
    )


_SECTIONS = (_first, _heat, _beside, _way_out, _conflicts, _appendix)
