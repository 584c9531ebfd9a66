"""The declaration of a kind of change: everything that one must say about itself, so that mypy sees what is missing.

`Change` has what one change says, and cannot be made where a method is missing; `ChangeKind` has what holds for all
changes of a kind, and has no defaults.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from goalcheck.files.editing import Field
from goalcheck.model import Costs, Organization
from goalcheck.source import GoalcheckError

if TYPE_CHECKING:
    from goalcheck.changes.draft import Draft
    from goalcheck.changes.file_form import ChangeForm
    from goalcheck.changes.patching.patch import Writer


class CannotChange(GoalcheckError):
    """A change asks for what the organization cannot say; the message has what would be right."""


class Charge(NamedTuple):
    """The cost of a change in points, and how it comes about."""

    points: float
    why: str


class Worth(Protocol):
    """The worth of objectives in one organization, by which changes are priced."""

    @property
    def organization(self) -> Organization:
        """The organization before the change."""

    @property
    def costs(self) -> Costs:
        """The factors that the organization sets."""

    def worth(self, objective: str) -> float:
        """The worth of an objective, up to 1."""

    def told(self, objective: str) -> str:
        """The worth of an objective in words."""


class Change(ABC):
    """One change. A subclass is a frozen dataclass of its fields, with `because` as the last one.

    Attributes:
        because: the reason, in the words of whoever proposes it.
    """

    __slots__ = ()

    because: str | None

    @property
    @abstractmethod
    def objectives(self) -> tuple[str, ...]:
        """The objectives that the change touches; none for a change around them."""

    @property
    @abstractmethod
    def order(self) -> tuple[object, ...]:
        """The place of the change among others of its kind."""

    @abstractmethod
    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""

    @abstractmethod
    def apply(self, draft: Draft) -> None:
        """Make the change.

        Raises:
            UnknownName: the change names what there is not.
            CannotChange: the change asks for what the organization cannot say.
        """

    @abstractmethod
    def as_option(self) -> str:
        """The text of the option that says the change; reasons, and what an option cannot say, are left out."""

    @abstractmethod
    def in_file(self) -> Mapping[str, Field]:
        """The fields of the change in a change file, without the reason."""

    @abstractmethod
    def charge(self, worth: Worth) -> Charge:
        """The cost of the change; kinds that no way out is made of cost nothing."""


C_co = TypeVar("C_co", bound=Change, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeKind(Generic[C_co]):
    """All changes of one kind.

    Attributes:
        name: the name of the option without its dashes, and the word for `resolve --without`.
        change: the class of the changes.
        syntax: the form of the option's text: parts between `:` and `=`.
        metavar: the same as the help shows it, with what may be left out.
        example: a text of that form.
        help: the help of the option.
        read: the change from the parts of such a text, in the order of `syntax`.
        forms: the forms in a change file, by the field that names each.
        writes: the writers of all that such a change can make different in the files.
        shown: the place of the option in the help, and of the forms in the schema.
        made: the place in which options of this kind are made: an effect that is said otherwise can make it possible
            to share. The changes of a way out stand in the same order.
        settles: whether `resolve` makes ways out of such changes.
    """

    name: str
    change: type[C_co]
    syntax: str
    metavar: str
    example: str
    help: str
    read: Callable[..., Change]
    forms: Mapping[str, type[ChangeForm]]
    writes: tuple[Writer, ...]
    shown: int
    made: int
    settles: bool


FREE = Charge(0.0, "")
"""The cost of a change that no way out is made of."""
