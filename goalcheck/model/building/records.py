"""Builds claims, decisions and scorecards."""

from __future__ import annotations

from collections.abc import Iterator
from re import fullmatch

from goalcheck import model
from goalcheck.files import MappingNode
from goalcheck.model import schema
from goalcheck.model.building.context import BuildContext, items_of
from goalcheck.model.effect import Effect
from goalcheck.model.ratings import Ratings
from goalcheck.model.weights import UNKNOWN


def claims(context: BuildContext) -> Iterator[model.Claim]:
    """The claims that say something, in the order of the files."""
    first: dict[tuple[str, str, str, str | None], tuple[Effect, MappingNode]] = {}
    for part in context.parts:
        for entry, raw, location in items_of(part.raw, part.form.claims, "claims"):
            context.reference(raw, "by", entry.by, "customers", "departments")
            context.reference(raw, "from", entry.origin, "objectives", "drivers")
            effect = context.effects.claimed(entry, raw, location, target=context.figures.get(entry.origin, UNKNOWN))
            if effect is None:
                continue
            if entry.by is not None:
                key = entry.origin, effect.target, entry.by, entry.person
                _refuse_second_opinion(context, raw, effect, *first.setdefault(key, (effect, raw)))
            yield model.Claim(entry.origin, entry.by, effect, entry.person)


def _refuse_second_opinion(
    context: BuildContext, raw: MappingNode, effect: Effect, said: Effect, first: MappingNode
) -> None:
    """Nobody claims two different things of one pair; two people of one department may, where each is named."""
    if (effect.word, effect.weight) == (said.word, said.weight) or context.problems.skip():
        return
    context.problems.add(
        raw.source.name,
        f"the claims of '{raw['by']}' contradict each other: '{said.word}', then '{effect.word}'",
        "one claim of each about a pair; or person: the name of who says so, where two people differ",
        raw.source.excerpt(effect.location),
        first.source.excerpt(said.location, "first claimed here"),
    )


def decisions(context: BuildContext, rule_names: model.RuleNames) -> Iterator[model.Decision]:
    """The decisions, in the order of the files."""
    for part in context.parts:
        for entry, raw, location in items_of(part.raw, part.form.decisions, "decisions"):
            context.references(raw, "between", entry.between, "objectives")
            _check_subject(context, rule_names, raw, entry.over)
            until = context.day(raw, "until", entry.until)
            if until is not None:
                yield model.Decision(
                    between=tuple(sorted(set(entry.between))),
                    over=entry.over,
                    verdict=model.DecisionVerdict(entry.decision),
                    by=entry.by,
                    reason=entry.reason,
                    until=until,
                    tension=entry.tension,
                    location=location,
                )


def _check_subject(context: BuildContext, rule_names: model.RuleNames, raw: MappingNode, over: str | None) -> None:
    """Checks the subject of a decision: an outcome, an objective, or a rule's code, which is like no id."""
    if over is None or not fullmatch(schema.RULE_CODE, over):
        context.reference(raw, "over", over, "outcomes", "objectives")
    elif over not in rule_names.codes and not context.problems.skip():
        location = raw.value_location("over")
        context.report(raw, location, f"unknown rule '{over}'", "a rule's code; 'goalcheck rules' lists them")


def scorecards(context: BuildContext, ratings: Ratings) -> Iterator[model.Scorecard]:
    """The scorecards, from the files and from the tables that they name."""
    for part in context.parts:
        if isinstance(part.form.scorecards, schema.ScorecardFileSchema):
            yield from ratings.of_table(part.raw.mapping("scorecards"))
            continue
        for entry, raw, location in items_of(part.raw, part.form.scorecards, "scorecards"):
            context.reference(raw, "customer", entry.customer, "customers")
            period = context.period(raw, entry.period)
            if period is not None:
                yield ratings.of_card(entry, raw, period, location)
