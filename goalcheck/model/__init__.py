"""The organization as data, and the steps from documents to it."""

from goalcheck.model.effect import Effect
from goalcheck.model.organization import (
    TEAM,
    Better,
    Bounds,
    Customer,
    CustomerKind,
    Department,
    Driver,
    Goal,
    Guardrail,
    Metric,
    Need,
    Objective,
    Organization,
    Outcome,
    Progress,
    Reference,
    Resource,
    Status,
    Target,
)
from goalcheck.model.period import Period, overlap
from goalcheck.model.records import Claim, Decision, DecisionVerdict, Scorecard
from goalcheck.model.relations import Agreement, Considered, Mitigation, Reliance
from goalcheck.model.settings import Costs, RuleNames, Settings

__all__ = [
    "TEAM",
    "Agreement",
    "Better",
    "Bounds",
    "Claim",
    "Considered",
    "Costs",
    "Customer",
    "CustomerKind",
    "Decision",
    "DecisionVerdict",
    "Department",
    "Driver",
    "Effect",
    "Goal",
    "Guardrail",
    "Metric",
    "Mitigation",
    "Need",
    "Objective",
    "Organization",
    "Outcome",
    "Period",
    "Progress",
    "Reference",
    "Reliance",
    "Resource",
    "RuleNames",
    "Scorecard",
    "Settings",
    "Status",
    "Target",
    "overlap",
]
