"""The configuration as it is written, as pydantic checks it and as its JSON Schema publishes it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from goalcheck.model.schema import ID, StrictSchema, Text, not_true

MAX_REVISION = 200
"""Characters of a git revision."""

FailOnWord = Literal["severe", "serious", "minor", "never"]
Revision = Annotated[str, Field(min_length=1, max_length=MAX_REVISION)]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class TermsSchema(StrictSchema):
    """How an organization is checked; an option of the command goes before it."""

    fail_on: FailOnWord | None = Field(None, description="The level from which something open makes `check` fail")
    since: Revision | None = Field(None, description="The git revision to compare with, as origin/main...")
    min_seen: Percent | None = Field(None, description="The part of the objectives that has to be seen, in percent")


class OrganizationTermsSchema(TermsSchema):
    """An organization with terms of its own."""

    model_config = ConfigDict(title="organization")
    paths: list[Text] = Field(min_length=1, description="Its files and folders, from the folder of this file")


def _kind(value: Any) -> str:
    return "<object>" if isinstance(value, dict) else "<array>" if isinstance(value, list) else "<string>"


OrganizationForm = Annotated[
    Annotated[Text, Tag("<string>")]
    | Annotated[list[Text], Field(min_length=1), Tag("<array>")]
    | Annotated[OrganizationTermsSchema, Tag("<object>")],
    Discriminator(_kind),
]
"""The path of an organization, a list of its paths, or these with terms of its own."""


class ConfigurationSchema(TermsSchema):
    """The organizations of a repository, and how they are checked."""

    model_config = ConfigDict(title="goalcheck configuration")
    version: Annotated[Literal[1], BeforeValidator(not_true)] = Field(1, description="The version of this format")
    organizations: dict[Annotated[str, Field(pattern=ID)], OrganizationForm] = Field(
        default_factory=dict, description="By a name for each, where it is; without any, all that are declared below"
    )
