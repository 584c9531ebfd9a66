"""The shape of a change file, as pydantic checks it and as its JSON Schema publishes it, from the forms of the kinds.

Each kind of change is a mapping with the field that names the kind. What only an organization can show (ids, targets,
capacity periods) is the business of the changes themselves.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.registry import SHOWN
from goalcheck.model.schema import StrictSchema, not_true


class Unclear(StrictSchema):
    """A mapping that names no kind of change."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"not": {}})


FORMS = {field: form for kind in SHOWN for field, form in kind.forms.items()}
"""The forms of all kinds, by the field that names each."""

NAMING = tuple(FORMS)
"""The fields of which a change has one."""


def _kind(value: Any) -> str:
    """The tag of the kind that a mapping names first."""
    return next((f"<{key}>" for key in value if key in FORMS) if isinstance(value, dict) else iter(()), "<unclear>")


if TYPE_CHECKING:
    AnyForm = ChangeForm | Unclear
else:
    _TAGGED = [Annotated[form, Tag(f"<{field}>")] for field, form in FORMS.items()]
    AnyForm = Annotated[reduce(or_, [*_TAGGED, Annotated[Unclear, Tag("<unclear>")]]), Discriminator(_kind)]


class ChangeFile(StrictSchema):
    """Changes to a goalcheck organization, made one after the other."""

    model_config = ConfigDict(title="goalcheck changes")
    version: Annotated[Literal[1], BeforeValidator(not_true)] = Field(1, description="The version of this format")
    changes: list[AnyForm] = Field(default_factory=list, description="Made one after the other")
