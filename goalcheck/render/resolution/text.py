"""A resolution as text and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.planning.resolving.resolution import Resolution
from goalcheck.render.document.markdown import markdown_text
from goalcheck.render.document.terminal import terminal_text
from goalcheck.render.sections.ways_out import ways_out


def render_resolution(
    resolution: Resolution, *, paths: Sequence[str], saved: str | None, width: int | None, color: bool
) -> str:
    """The ways out as text, the cheapest first.

    Args:
        paths: the paths that the user named.
        saved: the file that the cheapest way out was written to.
    """
    return terminal_text(ways_out(resolution, paths=paths, saved=saved), width=width, color=color)


def markdown_resolution(resolution: Resolution, *, paths: Sequence[str], saved: str | None) -> str:
    """The ways out as Markdown, for a page or a comment."""
    return markdown_text(ways_out(resolution, paths=paths, saved=saved))
