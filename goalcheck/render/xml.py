"""XML as text: elements, attributes and text, each escaped in this one place."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from goalcheck.render.safe import for_xml

_QUOTES = {'"': "&quot;"}


def element(name: str, attributes: Mapping[str, object] | None = None, *children: str) -> str:
    """An element around children that are XML already; an attribute that is None is left out."""
    written = "".join(
        f' {key}="{escape(number(value) if isinstance(value, float) else str(value), _QUOTES)}"'
        for key, value in (attributes or {}).items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def text(said: str, *, most: int | None = None) -> str:
    """Text from anywhere: no markup, and no character that XML does not allow."""
    return escape(for_xml(said, most=most))


def number(value: float) -> str:
    """A coordinate with one decimal at the most."""
    short = f"{value:.1f}"
    return "0" if short == "-0.0" else short.removesuffix(".0")
