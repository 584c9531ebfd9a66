"""Forms: the questions of a department or a customer, and the grammar of their answers.

A question is named by what it is about (`effect:operations.install-30:time-per-order`), and holds what the files said
when the form was made, so that an answer to something that has changed since can be told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from goalcheck.asking.pages import Consequence, Question, agenda, claims_on
from goalcheck.facts.context import Context
from goalcheck.files.foreign import FORM_KEYS
from goalcheck.model import TEAM, Objective, Organization, Outcome
from goalcheck.model.schema import RELIANCE, WORDS

FORM_KEY, ANSWERS_KEY = FORM_KEYS
"""The first key of a form and of its answers, by which nobody takes them for a part of an organization."""

MOST_DRIVERS = 10
"""Drivers that are asked about though nothing would change yet, for effects and for what is relied on."""

VERSION = 1

EFFECT, RELIES, CLAIM, MORE, CONSIDERED, AGREED = "effect", "relies", "claim", "more", "considered", "agreed"
IMPORTANCE, RATING, PRIORITY = "importance", "rating", "priority"

NO = "no"
YES = "yes"
SURE = ("high", "medium", "low")

CHOICES: dict[str, tuple[str, ...]] = {
    EFFECT: tuple(WORDS),
    CLAIM: tuple(WORDS),
    RELIES: (*RELIANCE, NO),
    CONSIDERED: (YES,),
    AGREED: (YES, NO),
    IMPORTANCE: ("5", "4", "3", "2", "1"),
    PRIORITY: ("1", "2", "3"),
    RATING: tuple(str(number) for number in range(10, -1, -1)),
    MORE: (),
}
"""By kind of question the answers; of `more` any text."""


class AskedAbout(NamedTuple):
    """What a question is about: its kind and the ids in it."""

    kind: str
    origin: str
    target: str = ""

    @property
    def id(self) -> str:
        """The name of the question in a form."""
        return ":".join(each for each in self if each)

    @classmethod
    def read(cls, text: str) -> AskedAbout | None:
        """The subject that a name stands for, None where it stands for none."""
        kind, _, rest = text.partition(":")
        origin, _, target = rest.partition(":")
        return cls(kind, origin, target) if kind in CHOICES and origin else None


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of a form.

    Attributes:
        why: what an answer could bring about.
        was: what the files say so far; empty where they say nothing.
    """

    subject: AskedAbout
    text: str
    why: Consequence | None = None
    was: str = ""


@dataclass(frozen=True, slots=True)
class FormSection:
    """The questions about one thing, which its heading names."""

    about: str
    name: str
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire for a department or a customer.

    Attributes:
        organization: the name.
        role: `department` or `customer`.
        who: the id of that.
        made: the day on which it was made.
        period: of the ratings; empty in the form of a department.
    """

    organization: str
    role: str
    who: str
    name: str
    made: date
    period: str
    sections: tuple[FormSection, ...]


def department_form(context: Context, department: str, *, made: date) -> Form:
    """The questions to a department about its objectives, and about what others do to them."""
    organization = context.organization
    pages = agenda(context, departments=[department]).pages
    sections = [_objective_section(context, page.about, page.questions) for page in pages]
    name = organization.departments[department].name
    return Form(organization.name, "department", department, name, made, "", tuple(sections))


def _objective_section(context: Context, about: str, questions: tuple[Question, ...]) -> FormSection:
    organization = context.organization
    objective = organization.objectives[about]
    found = [_asked(organization, each) for each in questions]
    found += _about_drivers(organization, objective, {each.subject for each in found})
    found += [
        FormQuestion(
            AskedAbout(CLAIM, each.origin, each.target),
            f"What does {name_of(organization, each.origin)} do to this objective?",
            each.consequence,
        )
        for each in claims_on(context, about)
    ]
    found.append(FormQuestion(AskedAbout(MORE, about), "What gets less time, stock, money or attention because of it?"))
    found.append(FormQuestion(AskedAbout(CONSIDERED, about), "I looked at everything above: the rest is not affected."))
    if TEAM not in objective.agreed_with:
        found.append(FormQuestion(AskedAbout(AGREED, about, TEAM), "Has the team that does the work agreed?"))
    return FormSection(about, objective.name, tuple(found))


def _about_drivers(
    organization: Organization, objective: Objective, asked: Collection[AskedAbout]
) -> Iterator[FormQuestion]:
    """The questions about drivers whose answers change nothing yet: they do as soon as others answer theirs."""
    if objective.considered is not None and "drivers" in objective.considered.kinds:
        return
    spoken = {
        EFFECT: {effect.target for effect in objective.effects},
        RELIES: {reliance.target for reliance in objective.relies_on},
    }
    for kind, text in ((EFFECT, "What does it do to {}?"), (RELIES, "Does it rely on {}?")):
        left = (each for each in organization.drivers if each not in spoken[kind])
        subjects = (AskedAbout(kind, objective.id, each) for each in left)
        for subject in islice((each for each in subjects if each not in asked), MOST_DRIVERS):
            yield FormQuestion(subject, text.format(name_of(organization, subject.target)))


def _asked(organization: Organization, question: Question) -> FormQuestion:
    if question.relies:
        name = name_of(organization, question.origin)
        return FormQuestion(
            AskedAbout(RELIES, question.target, question.origin), f"Does it rely on {name}?", question.consequence
        )
    name = name_of(organization, question.target)
    return FormQuestion(
        AskedAbout(EFFECT, question.origin, question.target), f"What does it do to {name}?", question.consequence
    )


def customer_form(context: Context, customer: str, *, made: date) -> Form:
    """The questions to a customer about the outcomes that are theirs, and what was agreed with them."""
    organization = context.organization
    theirs = [each for each in organization.outcomes.values() if each.customer == customer]
    period = f"{made:%Y-%m}"
    sections = [_outcome_section(context, each, customer, period) for each in theirs]
    agreements = tuple(_agreements(context, customer, {each.id for each in theirs}))
    if agreements:
        sections.append(FormSection("", "What was agreed with you", agreements))
    name = organization.customers[customer].name
    return Form(organization.name, "customer", customer, name, made, period, tuple(sections))


def _outcome_section(context: Context, outcome: Outcome, customer: str, period: str) -> FormSection:
    questions = (
        FormQuestion(
            AskedAbout(IMPORTANCE, outcome.id), "How important is it to you? (5 is most)", was=str(outcome.importance)
        ),
        FormQuestion(
            AskedAbout(RATING, outcome.id, period),
            f"How well do you get it, in {period}? (10 is best)",
            was=said_now(context.organization, AskedAbout(RATING, outcome.id, period), customer),
        ),
        FormQuestion(
            AskedAbout(PRIORITY, outcome.id),
            "Is it among the three that matter most? (1 is first)",
            was=said_now(context.organization, AskedAbout(PRIORITY, outcome.id), customer),
        ),
    )
    return FormSection(outcome.id, outcome.name, questions)


def _agreements(context: Context, customer: str, outcomes: set[str]) -> Iterator[FormQuestion]:
    """For each objective that pushes an outcome of the customer, and was not agreed with them."""
    index, tables = context.network.index, context.pushes.tables
    theirs = {index[each] for each in outcomes}
    for key, objective in context.active.items():
        helps, harms = tables[index[key]]
        if customer not in objective.agreed_with and not theirs.isdisjoint({*helps, *harms}):
            yield FormQuestion(AskedAbout(AGREED, key, customer), f'Was "{objective.name}" agreed with you?')


def name_of(organization: Organization, node: str) -> str:
    """A node as a form calls it: its name, of an objective with its department."""
    objective = organization.objectives.get(node)
    if objective is not None:
        return f'"{objective.name}" ({organization.departments[objective.department].name})'
    found = organization.outcomes.get(node) or organization.drivers.get(node)
    return f'"{found.name}"' if found else node


def said_now(organization: Organization, subject: AskedAbout, who: str) -> str:
    """What the files say about a question, in the words of its answers; empty where they say nothing.

    Args:
        who: the department or customer that is asked.
    """
    match subject:
        case AskedAbout("effect", origin, target):
            node = organization.objectives.get(origin) or organization.drivers.get(origin)
            return next((each.word for each in node.effects if each.target == target), "") if node else ""
        case AskedAbout("relies", objective, target):
            found = organization.objectives.get(objective)
            return next((each.how for each in found.relies_on if each.target == target), "") if found else ""
        case AskedAbout("claim", origin, target):
            claims = (each for each in organization.claims if (each.origin, each.effect.target) == (origin, target))
            return next((each.effect.word for each in claims if each.by == who), "")
        case AskedAbout("agreed", objective, whom):
            found = organization.objectives.get(objective)
            return YES if found and whom in found.agreed_with else ""
        case AskedAbout("importance", outcome, _):
            entry = organization.outcomes.get(outcome)
            return str(entry.importance) if entry else ""
        case AskedAbout("priority", outcome, _):
            customer = organization.customers.get(who)
            order = customer.priorities if customer else ()
            return str(order.index(outcome) + 1) if outcome in order else ""
        case AskedAbout("rating", outcome, period):
            cards = (each for each in organization.scorecards if (each.customer, each.period.label) == (who, period))
            ratings = [rating for card in cards for key, rating in card.ratings if key == outcome]
            return f"{ratings[-1]:g}" if ratings else ""
        case AskedAbout("considered", origin, _):
            node = organization.objectives.get(origin) or organization.drivers.get(origin)
            return YES if node and node.considered else ""
    return ""
