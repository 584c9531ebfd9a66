"""Questions asked in the terminal, page by page; the answers of a page are written before the next one is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from goalcheck.api import load_named
from goalcheck.asking.forms import CHOICES, CONSIDERED, EFFECT, NO, RELIES, YES, AskedAbout
from goalcheck.asking.pages import Agenda, Question, QuestionPage, agenda
from goalcheck.cli.collecting import planned
from goalcheck.cli.editing import written
from goalcheck.cli.output import emit
from goalcheck.facts.context import Context
from goalcheck.model import Organization
from goalcheck.model.suggestions import nearest
from goalcheck.planning.collecting.reading import Answer, Answers
from goalcheck.render.asking.words import question, reason, standing
from goalcheck.render.safe import for_terminal

STOP = "q"
SHORT = {"+3": "strongly helps", "+2": "helps", "+1": "slightly helps", "0": "neutral"}
SHORT |= {"-1": "slightly hurts", "-2": "hurts", "-3": "strongly hurts"}
SHORT |= {each.removeprefix("+"): word for each, word in list(SHORT.items())}


class _Stopped(Exception):
    """Whoever answers has had enough."""


def interview(paths: Sequence[str], *, organization: str | None, department: str | None, top: int, today: date) -> None:
    """Ask the next pages, and write the answers to each.

    Raises:
        CannotEdit, CannotWrite: the answers to a page cannot be written; those to the pages before it are.
    """
    by = _line("Your name: ")
    if not by:
        emit("Nothing was asked: answers need a name.\n")
        return
    emit(f"Answer with a word or a number from 3 (strongly helps) to -3; blank skips, {STOP} stops.\n")
    done: set[str] = set()
    for _ in range(top):
        found = load_named(paths, {}, organization=organization)
        asked = agenda(Context(found, today=today), departments=[] if department is None else [department])
        page = next((each for each in asked.pages if each.questions and each.about not in done), None)
        if page is None or asked.done:
            _end(asked)
            return
        done.add(page.about)
        answers, stopped = _answers(found, page)
        if answers:
            who = department or _owner(found, page.about)
            form = Answers("here", found.name, "department", who, by, today, tuple(answers))
            with written(paths, partial(planned, [form], paths, organization, replace=False)) as collected:
                emit(f"Wrote {collected.written} of {len(answers)} answers.\n")
        if stopped:
            return
    _end(agenda(Context(load_named(paths, {}, organization=organization), today=today)))


def _end(asked: Agenda) -> None:
    emit(f"{standing(asked)}\n")


def _owner(organization: Organization, about: str) -> str:
    objective = organization.objectives.get(about)
    return objective.department if objective else next(iter(organization.departments))


def _answers(organization: Organization, page: QuestionPage) -> tuple[list[Answer], bool]:
    """The answers to a page, and whether that was all that somebody wanted to answer."""
    node = organization.objectives.get(page.about) or organization.drivers[page.about]
    emit(f"\n{for_terminal(node.name)}\n")
    answers: list[Answer] = []
    try:
        answers.extend(each for asked in page.questions for each in _answer(organization, asked))
        if _line("Is the rest not affected? yes or blank: ").lower() in (YES, "y"):
            answers.append(Answer(AskedAbout(CONSIDERED, page.about).id, YES, "", "", ""))
    except _Stopped:
        return answers, True
    return answers, False


def _answer(organization: Organization, asked: Question) -> Iterator[Answer]:
    why = reason(organization, asked)
    emit(for_terminal(f"- {question(organization, asked)}{f' ({why})' if why else ''}", most=None) + "\n")
    kind, ends = (RELIES, (asked.target, asked.origin)) if asked.relies else (EFFECT, (asked.origin, asked.target))
    while True:
        said = _line(f"  {', '.join(CHOICES[kind]) if asked.relies else 'helps or hurts?'} ").lower()
        said = SHORT.get(said, said) if kind == EFFECT else {"n": NO}.get(said, said)
        if said == STOP:
            raise _Stopped
        if not said:
            return
        if said in CHOICES[kind]:
            because = _line("  because: ") if said not in (NO, "neutral") else ""
            yield Answer(AskedAbout(kind, *ends).id, said, because, "", "")
            return
        near = nearest(said[:40], CHOICES[kind])
        emit(f"  one of {', '.join(CHOICES[kind])}{f'; did you mean {near}?' if near else ''}\n")


def _line(prompt: str) -> str:
    """What somebody types; the end of the input stops, as the word does."""
    emit(prompt)
    try:
        return input().strip()
    except EOFError:
        return STOP
