"""The schema of the files: every section and field, as pydantic checks it and as the JSON Schema publishes it.

Strict: no unknown field, no conversion. What one value alone cannot show (references, dates that exist, periods that
end before they start, duplicate declarations) is `resolve`'s business. Nothing here knows positions.
Empty defaults come from factories: pydantic deep-copies a mutable default for every entry that does not set it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from goalcheck.model.period import NAMED_PERIOD

ID = r"^[a-z0-9][a-z0-9_-]*$"
RULE_CODE = "GC[0-9]{3}"
SUBJECT = rf"^([a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)?|{RULE_CODE})$"
NODE_ID = r"^[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
QUANTITY = r"^[0-9]{1,15}(\.[0-9]{1,9})? \S(.*\S)?$"
MAX_MAGNITUDE = 1e15
MAX_FACTOR = 1000
"""The most that a change may cost, where dropping the objective that is worth most costs 10."""
MAX_CAPACITY_PERIODS = 400
"""Capacity periods of one resource: 33 years of months; every need is compared with each of them."""

WORDS = {
    "strongly helps": 3,
    "helps": 2,
    "slightly helps": 1,
    "neutral": 0,
    "slightly hurts": -1,
    "hurts": -2,
    "strongly hurts": -3,
}
CONFIDENCE = {"high": 1.0, "medium": 0.75, "low": 0.5}
RELIANCE = {"strongly": 3, "partly": 2, "slightly": 1}
PARTLY: Literal["partly"] = "partly"
"""How much an objective relies on something of which it does not say how much."""


SUFFIX = "Schema"
"""Ends the name of each class here; the published schema leaves it out."""


class StrictSchema(BaseModel):
    """The base of every part of the file format."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        defer_build=True,
        serialize_by_alias=True,
        model_title_generator=lambda model: model.__name__.removesuffix(SUFFIX),
    )


def _present(*names: str) -> dict[str, Any]:
    """The JSON Schema of a mapping that has these fields with a value."""
    return {"required": [*names], "properties": {name: {"not": {"type": "null"}} for name in names}}


def _exactly_one(*choices: tuple[str, ...]) -> dict[str, Any]:
    """The JSON Schema of a mapping with the fields of one choice and no field of another."""
    names = sorted({name for choice in choices for name in choice})
    return {
        "oneOf": [
            {**_present(*choice), "not": {"anyOf": [_present(name) for name in names if name not in choice]}}
            for choice in choices
        ]
    }


def _both_or_neither(one: str, other: str) -> dict[str, Any]:
    """The JSON Schema of a mapping with two fields that always come together."""
    return {"oneOf": [_present(one, other), {"not": {"anyOf": [_present(one), _present(other)]}}]}


def _either(**tags: str) -> Discriminator:
    """Choose the member of a union by the type of the raw value, so that an error speaks of that member only."""
    other = tags.pop("other")

    def choose(value: Any) -> str:
        return tags.get(type(value).__name__, tags["mapping"] if isinstance(value, dict) else other)

    return Discriminator(choose)


Id = Annotated[str, Field(pattern=ID)]
NodeId = Annotated[str, Field(pattern=NODE_ID)]
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[float, Field(ge=-MAX_MAGNITUDE, le=MAX_MAGNITUDE, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=MAX_MAGNITUDE, allow_inf_nan=False)]
Grade = Annotated[int, Field(ge=1, le=5)]
Day = Annotated[str, Field(pattern=DAY, json_schema_extra={"format": "date"})]


class PeriodRangeSchema(StrictSchema):
    """A period as two days, both included."""

    start: Day = Field(alias="from", description="First day, as 2026-07-01")
    end: Day = Field(alias="to", description="Last day, as 2026-12-31")


Year = Annotated[int, Field(ge=1000, le=9999)]
PeriodForm = Annotated[
    Annotated[Year, Tag("<year>")]
    | Annotated[str, Field(pattern=f"^{NAMED_PERIOD}$"), Tag("<name>")]
    | Annotated[PeriodRangeSchema, Tag("<range>")],
    _either(int="<year>", mapping="<range>", other="<name>"),
]

Word = Literal["strongly helps", "helps", "slightly helps", "neutral", "slightly hurts", "hurts", "strongly hurts"]
Score = Literal[3, 2, 1, 0, -1, -2, -3]
EffectValue = Annotated[
    Annotated[Word, Tag("<word>")] | Annotated[Score, Tag("<score>")],
    _either(int="<score>", mapping="<word>", other="<word>"),
]


class StrengthSchema(StrictSchema):
    """How strongly an effect helps or hurts, why, and how sure somebody is: exactly one of `effect` and `weight`."""

    model_config = ConfigDict(
        json_schema_extra={"allOf": [_exactly_one(("effect",), ("weight",)), _both_or_neither("starts_at", "full_at")]}
    )
    effect: EffectValue | None = Field(None, description="A word, or a number from 3 (helps) to -3 (hurts)")
    weight: Annotated[float, Field(ge=-1, le=1)] | None = Field(None, description="In place of effect: -1 to 1")
    because: Text | None = Field(None, description="Why this is so, in the words of whoever knows")
    confidence: Literal["high", "medium", "low"] = Field("high", description="Multiplies the weight: 1, 0.75, 0.5")
    evidence: Text | None = Field(None, description="Where the reason comes from")
    by: Text | None = Field(None, description="Who says so: a person")
    date: Day | None = Field(None, description="When it was said, as 2026-10-01")
    starts_at: Number | None = Field(None, description="The figure that the target must pass to have any effect")
    full_at: Number | None = Field(None, description="The figure at which the effect has its full weight")


Effect = Annotated[
    Annotated[Word, Tag("<word>")] | Annotated[Score, Tag("<score>")] | Annotated[StrengthSchema, Tag("<form>")],
    _either(int="<score>", mapping="<form>", other="<word>"),
]
Effects = dict[NodeId, Effect]

How = Literal["strongly", "partly", "slightly"]


class RelianceSchema(StrictSchema):
    """How much an objective relies on something, and why."""

    how: How = Field(PARTLY, description="How much the objective relies on it")
    because: Text | None = Field(None, description="Why this is so, in the words of whoever knows")
    by: Text | None = Field(None, description="Who says so: a person")
    date: Day | None = Field(None, description="When it was said, as 2026-10-01")


Reliance = Annotated[
    Annotated[How, Tag("<word>")] | Annotated[RelianceSchema, Tag("<form>")],
    _either(mapping="<form>", other="<word>"),
]
Reliances = Annotated[
    Annotated[list[NodeId], Tag("<array>")] | Annotated[dict[NodeId, Reliance], Tag("<object>")],
    _either(mapping="<object>", other="<array>"),
]

AgreedFigure = Annotated[
    Annotated[Number, Tag("<number>")] | Annotated[list[Number], Field(min_length=2, max_length=2), Tag("<array>")],
    _either(int="<number>", float="<number>", str="<number>", mapping="<number>", other="<array>"),
]


class AgreementSchema(StrictSchema):
    """What was agreed with somebody, and when."""

    date: Day | None = Field(None, description="The day on which it was agreed")
    target: AgreedFigure | None = Field(None, description="The figure of the target then; of a range [low, high]")


Agreements = Annotated[
    Annotated[list[Id], Tag("<array>")] | Annotated[dict[Id, AgreementSchema], Tag("<object>")],
    _either(mapping="<object>", other="<array>"),
]

Remainder = Annotated[
    Annotated[Literal["neutral", "slightly hurts", "hurts", "strongly hurts"], Tag("<word>")]
    | Annotated[Literal[0, -1, -2, -3], Tag("<score>")],
    _either(int="<score>", mapping="<word>", other="<word>"),
]


class MitigationSchema(StrictSchema):
    """An effect of others that hurts no more than so much while the objective is in force."""

    origin: NodeId = Field(alias="from", description="Whose effect it is: an objective, a driver or an outcome")
    to: NodeId = Field(description="What the effect hurts")
    leaves: Remainder = Field(description="What is left of it at most: a word that hurts, or neutral; or 0 to -3")
    because: Text | None = Field(None, description="Why this is so, in the words of whoever knows")


class ConsideredSchema(StrictSchema):
    """Somebody looked at everything of some kinds: what is not declared there is no effect."""

    by: Text = Field(description="Who looked: a person")
    date: Day | None = Field(None, description="When they looked, as 2026-10-01")
    all: Annotated[list[Literal["outcomes", "drivers", "objectives"]], Field(min_length=1)] = Field(
        description="At what they looked: outcomes, drivers, objectives"
    )


class OrganizationHeaderSchema(StrictSchema):
    """The organization as a whole."""

    name: Text = Field(description="The name on every report")
    period: PeriodForm | None = Field(None, description="The default period of objectives")
    currency: Text | None = Field(None, description="The currency of at_stake")


class GoalSchema(StrictSchema):
    """What the organization wants; objectives support it."""

    name: Text | None = None
    importance: Grade = Field(3, description="How much the organization wants it, 1 to 5")


class CustomerSchema(StrictSchema):
    """Who is served."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["kind"], "properties": {"kind": {"const": "internal"}}},
            "then": _present("department"),
            "else": {"not": _present("department")},
        }
    )
    name: Text | None = None
    kind: Literal["external", "internal"] = "external"
    department: Id | None = Field(None, description="The department that an internal customer is")
    priorities: list[Id] = Field(
        default_factory=list, description="Outcomes that matter most to this customer, first first"
    )


class OutcomeSchema(StrictSchema):
    """What a customer gets or feels."""

    name: Text | None = None
    customer: Id | None = None
    importance: Grade = Field(3, description="The customer's own rating, 1 to 5")
    stage: Id | None = Field(None, description="The stage of the journey it belongs to")
    metric: Id | None = Field(None, description="The metric that measures it")
    at_stake: Amount | None = Field(None, description="What failing it costs in one period")
    affects: Effects = Field(default_factory=dict)


class DriverSchema(StrictSchema):
    """Something in between: objectives move it and it moves outcomes."""

    name: Text | None = None
    metric: Id | None = Field(None, description="The metric that measures it")
    affects: Effects = Field(default_factory=dict)
    considered: ConsideredSchema | None = Field(None, description="Who looked at the rest, and found no effect on it")


class MetricSchema(StrictSchema):
    """A figure that targets move."""

    name: Text | None = None
    unit: Text | None = None
    better: Literal["lower", "higher"] | None = Field(None, description="The direction that is better")


Capacity = Annotated[
    Annotated[Amount, Tag("<amount>")]
    | Annotated[
        dict[str, Amount],
        Field(json_schema_extra={"propertyNames": {"pattern": f"^{NAMED_PERIOD}$"}}),
        Tag("<periods>"),
    ],
    _either(mapping="<periods>", other="<amount>"),
]
Need = Annotated[
    Annotated[Amount, Tag("<amount>")] | Annotated[str, Field(pattern=QUANTITY), Tag("<quantity>")],
    _either(str="<quantity>", mapping="<amount>", other="<amount>"),
]


class ResourceSchema(StrictSchema):
    """Something scarce that objectives need."""

    name: Text | None = None
    unit: Text | None = None
    capacity: Capacity | None = Field(None, description="How much there is: in all, or for each period")


class BoundedSchema(StrictSchema):
    """A range of a metric."""

    at_least: Number | None = None
    at_most: Number | None = None
    between: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None


class TargetSchema(BoundedSchema):
    """Where an objective takes a metric: exactly one of from and to, at_least, at_most, between."""

    model_config = ConfigDict(json_schema_extra=_exactly_one(("from", "to"), ("at_least",), ("at_most",), ("between",)))
    metric: Id
    start: Number | None = Field(None, alias="from")
    to: Number | None = None


def promised() -> dict[str, Any]:
    """The JSON Schema of a promise: a metric with one range, or neither."""
    return {
        "anyOf": [
            _exactly_one(("metric", "at_least"), ("metric", "at_most"), ("metric", "between")),
            {"not": {"anyOf": [_present(name) for name in ("metric", "at_least", "at_most", "between")]}},
        ]
    }


class GuardrailSchema(BoundedSchema):
    """A promise not to push an outcome below a floor."""

    model_config = ConfigDict(json_schema_extra=promised())
    protects: Id
    metric: Id | None = None
    binding: bool = Field(default=False, description="The objective counts only while this promise holds")


class ProgressSchema(StrictSchema):
    """How far a target has come."""

    value: Number
    date: Day | None = None


class ObjectiveSchema(StrictSchema):
    """What a department sets out to do."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["status"], "properties": {"status": {"const": "option"}}},
                {"not": _present("cost")},
            ]
        }
    )
    name: Text | None = None
    owner: Text | None = None
    period: PeriodForm | None = None
    status: Literal["option", "proposed", "committed", "done", "dropped"] = "committed"
    priority: Grade = Field(3, description="What it is worth to its department, 1 to 5")
    target: TargetSchema | None = None
    progress: ProgressSchema | None = None
    supports: list[Id] = Field(default_factory=list)
    affects: Effects = Field(default_factory=dict, description="What it helps and hurts: outcomes, drivers, objectives")
    considered: ConsideredSchema | None = Field(None, description="Who looked at the rest, and found no effect on it")
    needs: dict[Id, Need] = Field(
        default_factory=dict, description="How much of which resource: 6100, or 6100 hours in the unit of it"
    )
    depends_on: list[NodeId] = Field(default_factory=list)
    alternative_to: list[NodeId] = Field(
        default_factory=list, description="Objectives of which only one will be chosen"
    )
    agreed_with: Agreements = Field(
        default_factory=list, description="Customers, departments, and `team`; as a mapping with what was agreed"
    )
    relies_on: Reliances = Field(
        default_factory=list,
        description="What must hold for it to succeed: drivers, outcomes, objectives; partly, or as the mapping says",
    )
    guardrails: list[GuardrailSchema] = Field(default_factory=list)
    mitigates: list[MitigationSchema] = Field(
        default_factory=list, description="Effects of others that it weakens while it is in force"
    )
    must_hold: bool = Field(default=False, description="Law or safety: no way out may touch it")
    cost: Annotated[float, Field(gt=0, le=MAX_FACTOR)] | None = Field(
        None, description="Of an option: what choosing it costs, where dropping the objective worth most costs 10"
    )


class DepartmentSchema(StrictSchema):
    """A group with a lead and objectives."""

    name: Text | None = None
    lead: Text | None = None
    part_of: Id | None = None
    objectives: dict[Id, ObjectiveSchema] = Field(default_factory=dict)


class ClaimSchema(StrengthSchema):
    """An effect that somebody else than its owner reports."""

    origin: NodeId = Field(alias="from")
    to: NodeId
    by: Id | None = Field(None, description="The department or customer that says so")
    person: Text | None = Field(None, description="Who says so there, where several people speak for them")


class DecisionSchema(StrictSchema):
    """What was decided about a finding, by whom, why, and until when."""

    between: Annotated[list[NodeId], Field(min_length=1)]
    over: Annotated[str, Field(pattern=SUBJECT)] | None = Field(
        None,
        description="The outcome or objective that is hurt, or the code of the rule, such as GC102; "
        "without it all of the pair",
    )
    decision: Literal["accepted", "guarded", "resolved"]
    by: Text
    reason: Text
    until: Day
    tension: Annotated[float, Field(ge=0, le=100)] | None = Field(None, description="The tension that was accepted")


class ScorecardSchema(StrictSchema):
    """A customer's ratings of the outcomes in one period."""

    customer: Id
    period: PeriodForm
    ratings: dict[Id, Annotated[float, Field(ge=0, le=10)]]


class ScorecardFileSchema(StrictSchema):
    """Ratings in a CSV file with the columns customer, period, outcome, rating and perhaps note."""

    file: Text = Field(description="The file, relative to this one")


Scorecards = Annotated[
    Annotated[list[ScorecardSchema], Tag("<list>")] | Annotated[ScorecardFileSchema, Tag("<file>")],
    _either(mapping="<file>", other="<list>"),
]

RuleSetting = Literal["off", "minor", "serious", "severe"]


Factor = Annotated[float, Field(ge=0, le=MAX_FACTOR)]


class CostsSchema(StrictSchema):
    """What the moves of `goalcheck resolve` cost, in tenths of dropping the objective that is worth most."""

    drop: Factor = Field(10, description="Times the worth of the objective")
    defer: Factor = Field(5, description="Times the worth of the objective")
    retarget: Factor = Field(6, description="Times the worth of the objective and the part of the way that is given up")
    guardrail: Factor = Field(1, description="Times the worth of the objective, twice that where a metric is missing")
    bind: Factor = Field(2, description="Times the worth of the objective")
    adopt: Factor = Field(5, description="Times the worth of an option that says no cost of its own")
    share: Factor = Field(4, description="Times the worth of both objectives")
    capacity: Factor = Field(10, description="Times the capacity that is added, as a part of what there is")
    commit: Factor = Field(2, description="Times the worth of the objective")
    lost: Factor = Field(20, description="Times the importance, as a part of 5, and the help that an outcome loses")
    proposed: Annotated[float, Field(ge=0, le=1)] = Field(0.5, description="The worth of a proposal, as a part")


class SettingsSchema(StrictSchema):
    """Thresholds of the analysis."""

    max_links: Annotated[int, Field(ge=1, le=12)] = Field(4, description="The longest chain that counts")
    min_chain: Annotated[float, Field(ge=0, le=1)] = Field(0.05, description="The weakest chain that counts")
    min_tension: Annotated[float, Field(ge=0, le=100)] = Field(10, description="The least tension to report")
    through_objective: Annotated[float, Field(ge=0, le=1)] = Field(
        0.5, description="What is left of a chain behind each objective that it runs through"
    )
    max_findings: Annotated[int, Field(ge=1, le=1_000_000)] = Field(1000, description="Findings listed of each rule")
    rules: dict[str, RuleSetting] = Field(default_factory=dict, description="Off, or another level, by code or name")
    costs: CostsSchema = Field(default_factory=CostsSchema, description="What changes cost that resolve looks for")


def not_true(value: Any) -> Any:
    """Refuse `true`, which is 1 to Python."""
    if value is True:
        raise ValueError("true is not 1")
    return value


class DocumentSchema(StrictSchema):
    """A goalcheck organization, or a part of one."""

    model_config = ConfigDict(title="goalcheck organization")
    version: Annotated[Literal[1], BeforeValidator(not_true)] = Field(1, description="The version of this format")
    organization: OrganizationHeaderSchema | None = None
    include: list[Text] = Field(default_factory=list, description="Globs of further files, relative to this one")
    goals: dict[Id, GoalSchema] = Field(default_factory=dict)
    customers: dict[Id, CustomerSchema] = Field(default_factory=dict)
    journey: list[Id] = Field(
        default_factory=list, description="The stages of the customer's way through the organization, in order"
    )
    outcomes: dict[Id, OutcomeSchema] = Field(default_factory=dict)
    drivers: dict[Id, DriverSchema] = Field(default_factory=dict)
    metrics: dict[Id, MetricSchema] = Field(default_factory=dict)
    resources: dict[Id, ResourceSchema] = Field(default_factory=dict)
    departments: dict[Id, DepartmentSchema] = Field(default_factory=dict)
    claims: list[ClaimSchema] = Field(default_factory=list)
    decisions: list[DecisionSchema] = Field(default_factory=list)
    scorecards: Scorecards = Field(default_factory=list)
    settings: SettingsSchema = SettingsSchema()
