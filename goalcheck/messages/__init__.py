"""Messages: frozen templates with values, the English catalogue, and how they become text.

Knows no rule, no organization and no output.
"""

from goalcheck.messages.message import (
    MAX_LISTED,
    Figure,
    FigureFormat,
    Joining,
    Language,
    Listing,
    Message,
    Ref,
    RefKind,
    Template,
    Value,
    Word,
)
from goalcheck.messages.rendering import ENGLISH, IDS, Naming, render, render_all

__all__ = [
    "ENGLISH",
    "IDS",
    "MAX_LISTED",
    "Figure",
    "FigureFormat",
    "Joining",
    "Language",
    "Listing",
    "Message",
    "Naming",
    "Ref",
    "RefKind",
    "Template",
    "Value",
    "Word",
    "render",
    "render_all",
]
