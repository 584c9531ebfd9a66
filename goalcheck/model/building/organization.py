"""Builds the organization from documents: merges them, resolves references, checks periods and figures.

Works on documents that `validation` has let pass, beside their raw nodes, which hold the positions.
Every problem is collected; the organization exists only where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from goalcheck import model
from goalcheck.files import Documents, MappingNode, Problems
from goalcheck.model import schema
from goalcheck.model.building import records
from goalcheck.model.building.context import BuildContext, Part, in_order
from goalcheck.model.building.departments import departments
from goalcheck.model.building.kept import KeptParts
from goalcheck.model.building.limits import refuse_too_many_effects
from goalcheck.model.building.objectives import Objectives
from goalcheck.model.building.sections import Sections
from goalcheck.model.building.settings import settings
from goalcheck.model.names import Names
from goalcheck.model.organizations import declared, refuse_several
from goalcheck.model.period import Period
from goalcheck.model.pieces import pieces
from goalcheck.model.ratings import Ratings
from goalcheck.model.validation import Gaps, validate
from goalcheck.source import Location

DEFAULT_NAME = "Organization"

R = TypeVar("R", model.Claim, model.Decision, model.Scorecard)


def build_organization(
    documents: Documents, problems: Problems, *, rule_names: model.RuleNames, kept: KeptParts | None = None
) -> model.Organization | None:
    """The organization that the documents declare together, None where anything is wrong.

    Args:
        documents: the raw documents of all files, and the tables that they name.
        problems: collects everything that is wrong.
        rule_names: the codes and names that `settings: {rules: ...}` may hold.
        kept: what was made of these documents before; nothing is kept without it.
    """
    kept = kept or KeptParts()
    if refuse_several(declared(documents), problems) or refuse_too_many_effects(documents, problems):
        return None
    names = Names(documents, problems)
    _refuse_second_headers(documents, problems)
    gaps = Gaps()

    def check(document: MappingNode) -> list[Part]:
        shaped = [(raw, validate(raw, schema.DocumentSchema, problems, gaps)) for raw in pieces(document)]
        return [Part(raw, form) for raw, form in shaped if form is not None]

    parts = kept.checked(documents, problems, check)
    if problems.enough():
        return None
    context = BuildContext(parts, names, problems, gaps)
    organization = _organization(context, Ratings(documents, names, problems), rule_names, kept)
    return None if problems else organization


def _organization(
    context: BuildContext, ratings: Ratings, rule_names: model.RuleNames, kept: KeptParts
) -> model.Organization:
    name, currency = DEFAULT_NAME, None
    period: Period | None = None
    for raw, document in context.parts:
        if document.organization is not None:
            name, currency = document.organization.name, document.organization.currency
            period = context.period(raw.mapping("organization"), document.organization.period)
    objectives = {objective.id: objective for objective in Objectives(context, period, kept).all()}
    sections = Sections(context)
    return model.Organization(
        name=name,
        period=period,
        currency=currency,
        goals=sections.goals(),
        customers=sections.customers(),
        journey=tuple(sections.journey()),
        outcomes=sections.outcomes(),
        drivers=sections.drivers(),
        metrics=sections.metrics(),
        resources=sections.resources(),
        departments=departments(context, objectives),
        objectives=in_order(objectives),
        claims=_in_order(records.claims(context)),
        decisions=_in_order(records.decisions(context, rule_names)),
        scorecards=_in_order(records.scorecards(context, ratings)),
        settings=settings(context, rule_names),
    )


def _in_order(records: Iterable[R]) -> tuple[R, ...]:
    """Claims, decisions or scorecards, the same whatever the order of the files."""
    return tuple(sorted(records, key=lambda record: record.order))


def _refuse_second_headers(documents: Sequence[MappingNode], problems: Problems) -> None:
    """`organization`, `journey` and each setting are said once."""
    first: dict[str, tuple[MappingNode, Location]] = {}
    for document in documents:
        settings = document.get("settings")
        holders = [(document, key, key) for key in ("organization", "journey") if key in document]
        if isinstance(settings, MappingNode):
            holders += [(settings, key, f"settings: {key}") for key in settings]
        for node, key, label in holders:
            location = node.key_location(key)
            if label in first and not problems.skip():
                first_node, first_location = first[label]
                problems.add(
                    node.source.name,
                    f"'{label}' is declared twice",
                    "once, in all files together",
                    node.source.excerpt(location),
                    first_node.source.excerpt(first_location, "first declared here"),
                )
            first.setdefault(label, (node, location))
