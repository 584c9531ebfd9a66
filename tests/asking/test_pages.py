"""Pages: their value is what a complete analysis of every answer says, and who has spoken is not asked again."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
import worlds
from small_worlds import small_organization
from test_gains import brute_force, tensions

from goalcheck import Organization
from goalcheck.asking.pages import QuestionPage, agenda
from goalcheck.facts.context import Context
from goalcheck.model import Objective, Reliance


def asked(organization: Organization) -> dict[str, QuestionPage]:
    pages = agenda(Context(organization, today=worlds.TODAY)).pages
    return {page.about: page for page in pages}


def relying(organization: Organization, objective: str, target: str) -> float:
    """What changes where an objective partly relies on something."""
    node: Objective = organization.objectives[objective]
    more = Reliance(target, "partly", 2 / 3, None, node.location)
    relied = replace(node, relies_on=(*node.relies_on, more))
    after = tensions(replace(organization, objectives={**organization.objectives, objective: relied}))
    before = tensions(organization)
    return sum(abs(after.get(pair, 0.0) - before.get(pair, 0.0)) for pair in before.keys() | after.keys())


def value(organization: Organization, about: str) -> float:
    """The value of a page by its definition, with complete analyses."""
    node: Any = organization.objectives.get(about) or organization.drivers[about]
    in_force = [key for key, each in organization.objectives.items() if each.status.in_force]
    ours = getattr(node, "department", None)
    others = [key for key in in_force if ours is not None and organization.objectives[key].department != ours]
    targets = [*organization.outcomes, *organization.drivers, *others]
    metric = getattr(getattr(node, "target", None), "metric", None)
    measured: dict[str, Any] = {**organization.outcomes, **organization.drivers}
    said = {each.target for each in node.effects} | {about}
    said |= {key for key, each in measured.items() if metric is not None and each.metric == metric}
    effects = [each for each in targets if each not in said]
    total = sum(brute_force(organization, about, each, sign) for each in effects for sign in (1, -1))
    if ours is not None:
        named = {each.target for each in node.relies_on}
        total += sum(relying(organization, about, each) for each in targets if each not in named)
    return total


@pytest.mark.parametrize("seed", range(12))
def test_the_value_of_a_page_equals_complete_analyses(seed: int) -> None:
    raw = small_organization(Random(100 + seed))  # noqa: S311 - nothing to keep secret
    raw["settings"].pop("rules", None)
    organization = worlds.organization(raw)
    for about, page in asked(organization).items():
        assert page.value == pytest.approx(value(organization, about), abs=1e-6), about


WORLD: dict[str, Any] = {
    "outcomes": {"calls": {"importance": 5}},
    "drivers": {"time": {"affects": {"calls": "strongly helps"}}},
    "departments": {
        "operations": {"objectives": {"fast": {"name": "Install fast"}}},
        "sales": {"objectives": {"contact": {"affects": {"calls": "strongly helps"}}}},
    },
}


def test_a_question_tells_what_its_answer_would_bring_about() -> None:
    page = asked(worlds.organization(WORLD))["operations.fast"]
    found = {(each.origin, each.target, each.relies): each for each in page.questions}
    question = found["operations.fast", "time", False]
    assert question.consequence is not None
    assert question.sign == -1
    assert (question.consequence.by, question.consequence.of) == ("operations.fast", "sales.contact")
    assert question.consequence.outcome == "calls"
    assert question.consequence.level == "severe"


def test_what_was_answered_or_considered_is_not_asked_again() -> None:
    objectives = WORLD["departments"]["operations"]["objectives"]["fast"]
    said = {**objectives, "affects": {"time": "neutral"}}
    page = asked(worlds.organization(_with(said)))["operations.fast"]
    assert "time" not in {each.target for each in page.questions if not each.relies}
    looked = {**objectives, "considered": {"by": "Ann", "all": ["outcomes", "drivers", "objectives"]}}
    page = asked(worlds.organization(_with(looked)))["operations.fast"]
    assert (page.value, page.questions, page.more) == (0, (), 0)


def test_asking_ends_when_no_answer_could_create_a_serious_conflict() -> None:
    everything = {"by": "Ann", "all": ["outcomes", "drivers", "objectives"]}
    raw = _with({"considered": everything})
    raw["drivers"] = {"time": {**raw["drivers"]["time"], "considered": everything}}
    contact = {**raw["departments"]["sales"]["objectives"]["contact"], "considered": everything}
    raw["departments"] = {**raw["departments"], "sales": {"objectives": {"contact": contact}}}
    assert agenda(Context(worlds.organization(raw), today=worlds.TODAY)).done
    assert not agenda(Context(worlds.organization(WORLD), today=worlds.TODAY)).done


def _with(fast: dict[str, Any]) -> dict[str, Any]:
    departments = {**WORLD["departments"], "operations": {"objectives": {"fast": fast}}}
    return {**WORLD, "departments": departments}
