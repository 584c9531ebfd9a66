"""A file as it was given, and the small interface of a format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Any, Protocol

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.delimited import decoded
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.json_rows import loaded_json
from goalcheck.intake.table import TableOptions


class Material:
    """A file that is to be imported: its name, its bytes, and what several formats make of them."""

    def __init__(self, file: str, raw: bytes) -> None:
        self.file = file
        self.raw = raw
        self.ending = PurePath(file).suffix.lower()

    @cached_property
    def text(self) -> str:
        """The text.

        Raises:
            CannotImport: it is no text.
        """
        return decoded(self.file, self.raw)[0]

    @cached_property
    def is_xml(self) -> bool:
        """True if it is XML by its first characters."""
        return self.raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")

    @cached_property
    def json(self) -> Any:
        """The JSON value, None where the file is none by its first character and its name.

        Raises:
            CannotImport: it starts like JSON and is none.
        """
        start = self.raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        return loaded_json(self.file, self.text) if self.ending == ".json" or start in (b"{", b"[") else None


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What the user has said about the material.

    Attributes:
        mapping: the field of columns, by the folded header.
        table: how tables are read.
        separator: the separator of text files, where it is known.
        scale: the largest number of a matrix's scale, where it is known.
        zero_is_neutral: True if a 0 in a matrix says that there is no effect.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    table: TableOptions = field(default_factory=TableOptions)
    separator: str | None = None
    scale: float | None = None
    zero_is_neutral: bool = False


class IntakeFormat(Protocol):
    """A format: whether a file is written in it, and what the file adds to a draft."""

    @property
    def name(self) -> str:
        """The name that the account tells."""
        ...

    @property
    def experimental(self) -> bool:
        """True if no real file was at hand when this was written."""
        ...

    def accepts(self, material: Material) -> bool:
        """True if the file is of this format."""
        ...

    def add(self, material: Material, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
        """Add what the file says to a draft.

        Raises:
            CannotImport: it cannot be read, or what it means is a weak guess.
        """
        ...
