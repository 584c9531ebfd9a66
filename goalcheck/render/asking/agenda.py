"""The next pages of questions as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goalcheck.asking.pages import Agenda, Consequence, Question, QuestionPage
from goalcheck.model import Organization
from goalcheck.render.asking.words import question, reason, standing
from goalcheck.render.document import Heading, Items, ListItem, Quiet, Text
from goalcheck.render.document.markdown import markdown_text
from goalcheck.render.document.model import Block, Title
from goalcheck.render.document.terminal import terminal_text
from goalcheck.render.json import dumps, tension

SHOWN_AT_ONCE = 5
"""Questions of a page that are told; a form has all of them."""


def agenda_text(organization: Organization, agenda: Agenda, *, top: int, width: int | None, color: bool) -> str:
    """The next pages as text."""
    return terminal_text([*_blocks(organization, agenda, top)], width=width, color=color)


def agenda_markdown(organization: Organization, agenda: Agenda, *, top: int) -> str:
    """The next pages as Markdown."""
    title = Title((f"What to ask next: {organization.name}",))
    return markdown_text([title, *_blocks(organization, agenda, top)])


def agenda_json(organization: Organization, agenda: Agenda, *, top: int) -> str:
    """The next pages as JSON."""
    data = {
        "format": "goalcheck-questions",
        "version": 1,
        "organization": organization.name,
        "exact": agenda.exact,
        "done": agenda.done,
        "could": tension(agenda.could),
        "worst_pairs": agenda.worst_pairs,
        "one_sided": agenda.one_sided,
        "pages_in_all": len(agenda.pages) + agenda.unweighed,
        "pages": [_page_data(organization, page) for page in agenda.pages[:top]],
    }
    return dumps(data)


def _page_data(organization: Organization, page: QuestionPage) -> dict[str, Any]:
    return {
        "about": page.about,
        "value": tension(page.value),
        "said": page.said,
        "could": tension(page.worst),
        "more": page.more,
        "questions": [
            {
                "kind": "reliance" if each.relies else "effect",
                "from": each.origin,
                "to": each.target,
                "worth": tension(each.worth),
                "if": "helps" if each.sign > 0 else "hurts",
                "would": _consequence_data(each.consequence) if each.consequence else None,
                "reason": reason(organization, each),
            }
            for each in page.questions
        ],
    }


def _consequence_data(brought: Consequence) -> dict[str, Any]:
    return {
        "by": brought.by,
        "of": brought.of,
        "outcome": brought.outcome,
        "tension": tension(brought.tension),
        "before": tension(brought.before),
        "level": brought.level,
    }


def _blocks(organization: Organization, agenda: Agenda, top: int) -> Iterator[Block]:
    asked = [page for page in agenda.pages if page.questions]
    if not asked:
        yield Text(("Nothing is left to ask: everything that could change a conflict was answered or considered.",))
        return
    yield Text((f"The {min(top, len(asked))} pages to ask next, of {len(asked) + agenda.unweighed:,}.",), is_lead=True)
    for page in asked[:top]:
        yield Heading(_title(organization, page))
        yield Items(
            tuple(_item(organization, each) for each in page.questions[:SHOWN_AT_ONCE]),
            more=max(0, len(page.questions) - SHOWN_AT_ONCE),
        )
    yield Text((standing(agenda),), is_lead=True)


def _title(organization: Organization, page: QuestionPage) -> str:
    objective = organization.objectives.get(page.about)
    return objective.name if objective else organization.drivers[page.about].name


def _item(organization: Organization, asked: Question) -> ListItem:
    why = reason(organization, asked)
    pieces = (question(organization, asked), f" {why[:1].upper()}{why[1:]}." if why else "", " ", _ids(asked))
    return ListItem(tuple(each for each in pieces if each))


def _ids(asked: Question) -> Quiet:
    return Quiet(f"{asked.target} relies on {asked.origin}" if asked.relies else f"{asked.origin}: {asked.target}")
