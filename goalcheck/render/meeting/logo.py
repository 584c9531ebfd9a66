"""A logo: a small picture whose bytes are what they claim to be."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Final

from goalcheck.files import UnreadableError, read_bytes
from goalcheck.render.meeting.drawable import reason
from goalcheck.source import GoalcheckError

MAX_BYTES: Final = 1_000_000
"""A logo is small: it is carried by every copy of the report."""

_TYPES: Final = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


NAMES: Final = {"png": "PNG", "jpg": "JPEG", "svg": "SVG"}


class BadLogo(GoalcheckError):
    """The logo cannot be read, is too large or is no picture of a kind that every browser shows."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture: `kind` is png, jpg or svg."""

    kind: str
    content: bytes

    @property
    def data_uri(self) -> str:
        """The picture inside the page; in an <img>, which runs no script of an SVG and loads nothing for it."""
        return f"data:{_TYPES[self.kind]};base64,{b64encode(self.content).decode()}"


def read_logo(path: str) -> Logo:
    """Read a logo.

    Raises:
        BadLogo: it cannot be read, has more than MAX_BYTES, or is no PNG, JPEG or SVG that can be drawn.
    """
    try:
        content = read_bytes(path)
    except UnreadableError as error:
        raise BadLogo(f"the logo {path}: {error.args[0]}") from error
    if len(content) > MAX_BYTES:
        raise BadLogo(f"the logo {path} has {len(content):,} bytes; at most {MAX_BYTES:,}")
    kind = _kind(content)
    if kind is None:
        raise BadLogo(f"the logo {path} is no PNG, JPEG or SVG")
    why = reason(kind, content)
    if why is not None:
        raise BadLogo(f"the logo {path} is no {NAMES[kind]} that can be drawn: {why}")
    return Logo(kind, content)


def _kind(content: bytes) -> str | None:
    """The kind of picture that the bytes are, whatever the name of the file; None for no picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) > 24:
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return "svg" if _is_svg(content) else None


def _is_svg(content: bytes) -> bool:
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in head
