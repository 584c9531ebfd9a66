"""The report as Markdown."""

from __future__ import annotations

from goalcheck.render.meeting.content import Briefing
from goalcheck.render.meeting.logo import Logo


def render_markdown(briefing: Briefing, *, logo: Logo | None = None) -> str:
    """X."""
    return ""
