"""StratML (ISO 17469): strategic plans and performance reports. Names and structure; few files have figures."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.draft import DraftObjective, DraftTarget, IntakeDraft, key_of
from goalcheck.intake.formats.material import IntakeOptions, Material
from goalcheck.intake.models import GOAL, OBJECTIVE, ModelDraft
from goalcheck.intake.number_style import CellFigure, figure_of
from goalcheck.intake.safe_xml import attribute, child_text, children, local, parse_xml
from goalcheck.intake.sheets import counted, text_of

_ROOTS: Final = (b"StrategicPlan", b"PerformancePlanOrReport", b"PerformancePlan")


class _StratML:
    """A plan or report; only local names count, since there are several namespaces."""

    name = "StratML"
    experimental = False

    def accepts(self, material: Material) -> bool:
        """True by the name of the root."""
        return material.is_xml and any(root in material.raw[:3000] for root in _ROOTS)

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add goals, objectives, and targets where an indicator has two figures."""
        root = parse_xml(material.file, material.raw)
        organization = next((each for each in root.iter() if local(each.tag) == "Organization"), root)
        name = child_text(organization, "Name") or child_text(root, "Name")
        draft.name = draft.name or name
        department = options.table.department or name or None
        model = ModelDraft(material.file, draft, account, options.mapping, department)
        goals = [each for each in root.iter() if local(each.tag) == "Goal"]
        account.sources.append(f"{material.file}: a StratML plan ({counted(len(goals), 'goal')})")
        indicators = relations = 0
        for number, goal in enumerate(goals):
            goal_id = child_text(goal, "Identifier") or f"goal {number}"
            model.add(GOAL, goal_id, child_text(goal, "Name") or child_text(goal, "Description"))
            for at, each in enumerate(children(goal, "Objective")):
                own_id = child_text(each, "Identifier") or f"{goal_id} objective {at}"
                title = child_text(each, "Name") or child_text(each, "Description")
                model.add(OBJECTIVE, own_id, title, department=_performer(each))
                model.support(own_id, goal_id)
                objective = model.objective(own_id)
                for indicator in each.iter():
                    if local(indicator.tag) == "PerformanceIndicator" and objective is not None:
                        indicators += _add_indicator(draft, objective, indicator)
                        relations += 1
        if relations > indicators:
            kept = counted(relations - indicators, "indicator")
            model.lose(f"{kept} without a target in two figures: kept in comments")
        _add_customers(draft, root)
        empty = sum(local(each.tag) == "Relationship" for each in root.iter())
        if empty:
            model.lose(f"{counted(empty, 'relationship')}, which are not read as effects")


STRATML = _StratML()


def _add_customers(draft: IntakeDraft, root: ElementTree.Element) -> None:
    """The stakeholders whom the plan is for."""
    for each in root.iter():
        name = child_text(each, "Name") if local(each.tag) == "Stakeholder" else ""
        if name and _has_role(each, "Beneficiary") and key_of(name) not in draft.departments:
            draft.customers[key_of(name)] = name


def _has_role(stakeholder: ElementTree.Element, role: str) -> bool:
    said = [text_of("".join(each.itertext())) for each in stakeholder.iter() if local(each.tag) == "RoleType"]
    return role in " ".join(said)


def _performer(element: ElementTree.Element) -> str | None:
    """The name of the stakeholder who performs an objective."""
    for each in children(element, "Stakeholder"):
        if _has_role(each, "Performer") and child_text(each, "Name"):
            return child_text(each, "Name")
    return None


def _add_indicator(draft: IntakeDraft, objective: DraftObjective, indicator: ElementTree.Element) -> bool:
    """Add the target of an indicator; True if it has one in figures."""
    name = child_text(indicator, "MeasurementDimension") or objective.name
    targets, actuals = (
        [child_text(each, "NumberOfUnits") for each in indicator.iter() if local(each.tag) == kind]
        for kind in ("TargetResult", "ActualResult")
    )
    goal, *_ = [*_figures(targets), None]
    reached = _figures(actuals)
    if goal is None or not reached or reached[0] == goal or objective.target is not None:
        stage = attribute(indicator, "ValueChainStage")
        objective.comments.append(f"indicator: {name}{f' ({stage})' if stage else ''}")
        return False
    metric = draft.metric(name, child_text(indicator, "UnitOfMeasurement") or None)
    metric.directions.add("higher" if goal > reached[0] else "lower")
    value = reached[-1] if len(reached) > 1 else None
    objective.target = DraftTarget(metric.key, start=reached[0], to=goal, value=value)
    return True


def _figures(texts: list[str]) -> list[float]:
    return [found.value for text in texts if isinstance(found := figure_of(text or None, "."), CellFigure)]
