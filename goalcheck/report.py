"""The report: the result of an analysis, which every output is a view of; frozen, plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from goalcheck.conflicts import Conflict, RootCause, Story
from goalcheck.findings import Finding
from goalcheck.messages import Message
from goalcheck.model import Organization

if TYPE_CHECKING:
    from goalcheck.graph import Influence, Sides

T = TypeVar("T")


class Derived(Sequence[T]):
    """A tuple that a function makes of plain data when it is first read: most readers of a report need no pushes.

    The function stands in a module, so that a copy or a pickle holds what it makes.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[..., Iterable[T]], *data: object) -> None:
        self._make: tuple[Callable[..., Iterable[T]], tuple[object, ...]] | None = make, data
        self._made: tuple[T, ...] = ()

    def _read(self) -> tuple[T, ...]:
        if self._make is not None:
            make, data = self._make
            self._made, self._make = tuple(make(*data)), None
        return self._made

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[tuple[T, ...]]]:
        return tuple, (self._read(),)

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...

    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._read()[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._read())

    def __eq__(self, other: object) -> bool:
        return self._read() == (other._read() if isinstance(other, Derived) else other)

    def __hash__(self) -> int:
        return hash(self._read())

    def __repr__(self) -> str:
        return repr(self._read())


class Push(NamedTuple):
    """The push of one objective on one outcome: its strongest help and its strongest harm."""

    objective: str
    node: str
    help: float
    harm: float


class ContestedOutcome(NamedTuple):
    """An outcome that objectives help and others hurt.

    Attributes:
        sides: both sides by the positions of objectives among the nodes; few readers ask for the ids of all.
    """

    outcome: str
    sides: Sides
    nodes: Sequence[str]

    @property
    def helpers(self) -> list[tuple[float, str]]:
        """The strengths and ids of those that help, strongest first."""
        return [(strength, self.nodes[objective]) for strength, objective in self.sides.helpers]

    @property
    def hurters(self) -> list[tuple[float, str]]:
        """The strengths and ids of those that hurt, strongest first."""
        return [(strength, self.nodes[objective]) for strength, objective in self.sides.hurters]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over all conflicts, and over the findings that count for themselves.

    Attributes:
        conflicts: all of them, decided ones too.
        clashes: every opposed pair and outcome, listed or not.
        at_stake: what failing the outcomes costs that suffer in some open conflict of level serious or worse.
    """

    conflicts: int
    clashes: int
    truncated: bool
    severe: int
    serious: int
    minor: int
    open: int
    decided: int
    at_stake: float


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of the organization that was analyzed: objectives in force and the arrows between nodes.

    Attributes:
        seen: the objectives in force from which a chain leads to an outcome or another objective, or to which one does.
    """

    name: str
    departments: int
    objectives: int
    outcomes: int
    drivers: int
    effects: int
    seen: int


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an analysis; every format is a view of it.

    Attributes:
        organization: what was analyzed, for names, owners and leads.
        today: the day on which decisions, ratings and paces are judged.
        conflicts: what suffers, in the order of DESIGN 4.
        stories: the conflicts by main knot, in the order of their first conflicts.
        root_causes: the hurting arrows that conflicts rest on, those that hold most pressure first.
        unseen: the objectives in force that no chain connects with anything.
        exact: False where the search for chains reached its limit, so that some push may be understated.
        unchecked: what could not be checked because the organization does not declare it.
        truncated: the rules (by code) of which only the worst findings are listed.
        left_out: in words, what would take too many steps and is left out; then it is not exact.
        at_length: how many conflicts, and findings of each family, have their chains and advice, the worst; all where
            it is None.
    """

    organization: Organization
    today: date
    counts: Counts
    summary: Summary
    exact: bool
    conflicts: tuple[Conflict, ...]
    stories: tuple[Story, ...]
    root_causes: Sequence[RootCause]
    findings: tuple[Finding, ...]
    unseen: tuple[str, ...]
    pushes: Sequence[Push]
    influence: Sequence[Influence]
    contested: Sequence[ContestedOutcome]
    unchecked: tuple[Message, ...]
    truncated: tuple[str, ...]
    at_length: int | None = None
    left_out: tuple[str, ...] = ()

    def conflict(self, about: str) -> Conflict | None:
        """The conflict about an outcome or objective."""
        return next((each for each in self.conflicts if each.about == about), None)
