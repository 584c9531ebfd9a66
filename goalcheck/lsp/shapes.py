"""Where ids stand in the files: which fields declare one, and which name one of which kind.

Follows the sections of `goalcheck.model.schema`; a test holds that no field is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, Union

Kinds = tuple[str, ...]
Step = str | int

RULES: Final = "rules"
"""The kind of a rule's name or code; all others are sections (`goalcheck.model.names.KINDS`)."""

OBJECTIVES: Final = "objectives"


@dataclass(frozen=True, slots=True)
class NamesId:
    """A value that names something.

    Attributes:
        kinds: of several, the first that has the id is meant.
        nearby: True where a bare name may be an objective of the department that it stands in.
    """

    kinds: Kinds
    nearby: bool = False


@dataclass(frozen=True, slots=True)
class DeclaresId:
    """A key or value that declares an id."""

    kind: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping whose keys are ids."""

    key: NamesId | DeclaresId
    value: Shape = None


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping whose keys are fields; only those are told in which ids stand."""

    fields: Mapping[str, Shape] = field(default_factory=dict)


Shape: TypeAlias = Union[NamesId, DeclaresId, Listed, Mapped, Fields, "Sequence[Shape]", None]
"""What stands somewhere; of several, the one that fits the value."""

NODES: Final = NamesId(("outcomes", "drivers", OBJECTIVES), nearby=True)
_NODES_BY_FULL_ID: Final = NamesId(("outcomes", "drivers", OBJECTIVES))
_AFFECTS: Final = Mapped(NODES)
_SIBLINGS: Final = Listed(NamesId((OBJECTIVES,), nearby=True))
_WHO: Final = NamesId(("departments", "customers"))
_OUTCOME: Final = NamesId(("outcomes",))
_METRIC: Final = NamesId(("metrics",))

_OBJECTIVE: Final = Fields(
    {
        "target": Fields({"metric": _METRIC}),
        "supports": Listed(NamesId(("goals",))),
        "affects": _AFFECTS,
        "needs": Mapped(NamesId(("resources",))),
        "depends_on": _SIBLINGS,
        "alternative_to": _SIBLINGS,
        "agreed_with": Listed(NamesId(("customers", "departments"))),
        "relies_on": (Listed(NODES), Mapped(NODES)),
        "guardrails": Listed(Fields({"protects": _OUTCOME, "metric": _METRIC})),
        "mitigates": Listed(Fields({"from": NODES, "to": NODES})),
    }
)

DOCUMENT: Final = Fields(
    {
        "goals": Mapped(DeclaresId("goals")),
        "customers": Mapped(
            DeclaresId("customers"), Fields({"department": NamesId(("departments",)), "priorities": Listed(_OUTCOME)})
        ),
        "journey": Listed(DeclaresId("stages")),
        "outcomes": Mapped(
            DeclaresId("outcomes"),
            Fields(
                {
                    "customer": NamesId(("customers",)),
                    "stage": NamesId(("stages",)),
                    "metric": _METRIC,
                    "affects": _AFFECTS,
                }
            ),
        ),
        "drivers": Mapped(DeclaresId("drivers"), Fields({"metric": _METRIC, "affects": _AFFECTS})),
        "metrics": Mapped(DeclaresId("metrics")),
        "resources": Mapped(DeclaresId("resources")),
        "departments": Mapped(
            DeclaresId("departments"),
            Fields({"part_of": NamesId(("departments",)), "objectives": Mapped(DeclaresId(OBJECTIVES), _OBJECTIVE)}),
        ),
        "claims": Listed(
            Fields({"from": NamesId((OBJECTIVES, "drivers")), "to": _NODES_BY_FULL_ID, "by": _WHO}),
        ),
        "decisions": Listed(
            Fields({"between": Listed(NamesId((OBJECTIVES,))), "over": NamesId(("outcomes", OBJECTIVES, RULES))})
        ),
        "scorecards": Listed(Fields({"customer": NamesId(("customers",)), "ratings": Mapped(_OUTCOME)})),
        "settings": Fields({"rules": Mapped(NamesId((RULES,)))}),
    }
)


def key_shape(path: Sequence[Step]) -> NamesId | DeclaresId | None:
    """The ids that the keys of the mapping at a path are; None where they are fields, or nothing is known."""
    return next((each.key for each in shapes_at(path) if isinstance(each, Mapped)), None)


def value_shape(path: Sequence[Step]) -> NamesId | DeclaresId | None:
    """The id that the value at a path is; None where it is none."""
    return next((each for each in shapes_at(path) if isinstance(each, (NamesId, DeclaresId))), None)


def shapes_at(path: Sequence[Step]) -> list[Shape]:
    """The shapes that may stand at a path; a list may have lost its indices, as of a value whose item is meant."""
    here: list[Shape] = [DOCUMENT]
    for step in path:
        here = [inner for shape in here for inner in alternatives(_deeper(shape, step))]
    return here


def alternatives(shape: Shape) -> Sequence[Shape]:
    """The shapes that one stands for."""
    return shape if isinstance(shape, tuple) else () if shape is None else (shape,)


def _deeper(shape: Shape, step: Step) -> Shape:
    if isinstance(shape, Fields) and isinstance(step, str):
        return shape.fields.get(step)
    if isinstance(shape, Mapped) and isinstance(step, str):
        return shape.value
    return shape.item if isinstance(shape, Listed) and isinstance(step, int) else None
