"""The report as PDF, set by typst; texts reach it as data, so that none of them is ever source.

typst reads nothing but the folder that is laid out for it, and knows no fonts but its own, so that the same input gives
the same bytes on every machine. Only where a text needs letters that these lack does it look for fonts of the machine.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, time
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from goalcheck.meeting import Meeting
from goalcheck.render.document.typst import typst_data
from goalcheck.render.meeting.content_appendix import AppendixWords
from goalcheck.render.meeting.cover import PLAIN, Cover
from goalcheck.render.meeting.drawing import drawing
from goalcheck.render.meeting.front import TITLE, front_picture
from goalcheck.render.meeting.glyphs import in_words, without_glyph
from goalcheck.render.meeting.isolation import in_typst, without_marks
from goalcheck.render.meeting.logo import NAMES, BadLogo, Logo
from goalcheck.render.meeting.pictures import whole_picture
from goalcheck.render.meeting.sparkline import sparkline
from goalcheck.render.meeting.telling import tell
from goalcheck.source import MissingExtra

FONTS = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math")
"""Fonts that typst brings along, the first for everything, the others for what it lacks."""

ABOUT = ": goals that pull against each other"

_FOREIGN = re.compile("[\u0530-\u1dff\u2c00-\uffff\U00010000-\U0010ffff]")
"""Letters that typst's own fonts lack: all but Latin, Greek, Cyrillic and signs."""


def require_typst() -> None:
    """Make sure that a PDF can be made.

    Raises:
        MissingExtra: the extra is not installed.
    """
    if find_spec("typst") is None:
        raise MissingExtra("a PDF", library="typst", extra="pdf")


def render_pdf(
    meeting: Meeting, cover: Cover = PLAIN, *, paper: str = "a4", warn: Callable[[str], None] | None = None
) -> bytes:
    """The PDF.

    Args:
        paper: a4 or letter.
        warn: told which characters no font has, so that the PDF shows boxes for them.

    Raises:
        MissingExtra: the extra is not installed.
        BadLogo: the logo cannot be drawn.
    """
    require_typst()
    if cover.logo is not None:
        _check(cover.logo)
    data = json.dumps(_data(meeting, cover, paper), ensure_ascii=False, sort_keys=True)
    missing = without_glyph(data, FONTS, only_own=_knows_own(data)) if warn else ""
    if warn and missing:
        warn(in_words(missing))
    return _compiled(data, cover.logo, meeting)


def _check(logo: Logo) -> None:
    """Draw a logo alone: what fails then is the logo's fault, and what fails later is not.

    Raises:
        BadLogo: it cannot be drawn.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="goalcheck-") as folder:
        page = Path(folder, "logo.typ")
        page.write_text(f'#image("{_name(logo)}", height: 13mm)', "utf-8")
        page.with_name(_name(logo)).write_bytes(logo.content)
        try:
            typst.compile(str(page), root=folder, font_paths=[], ignore_system_fonts=True)
        except RuntimeError as error:
            why = re.search(r"\((.+)\)", str(error))
            told = f": {why[1]}" if why else ""
            raise BadLogo(f"the logo is no {NAMES[logo.kind]} that can be drawn{told}") from error


def _knows_own(data: str) -> bool:
    """True if the fonts that typst brings along are enough."""
    return _FOREIGN.search(data) is None


def _compiled(data: str, logo: Logo | None, meeting: Meeting) -> bytes:
    import typst

    with tempfile.TemporaryDirectory(prefix="goalcheck-") as folder:
        root = Path(folder)
        (root / "data.json").write_text(data, "utf-8")
        for template in ("report.typ", "document.typ"):
            (root / template).write_bytes(files(__package__).joinpath("templates", template).read_bytes())
        if logo is not None:
            (root / _name(logo)).write_bytes(logo.content)
        return typst.compile(
            str(root / "report.typ"),
            root=str(root),
            font_paths=[],
            ignore_system_fonts=_knows_own(data),
            timestamp=int(datetime.combine(meeting.today, time(), UTC).timestamp()),
        )


def _data(meeting: Meeting, cover: Cover, paper: str) -> dict[str, Any]:
    briefing = tell(meeting, cover)
    data: dict[str, Any] = _settable(asdict(replace(briefing, beside=briefing.named, facts={}, way_out=None)))
    if briefing.appendix:
        _draw_ratings(data["appendix"], briefing.appendix)
    if briefing.way_out:
        blocks = typst_data(briefing.way_out.blocks)
        front = front_picture(briefing.way_out.front)
        data["way_out"] = {"verdict": in_typst(briefing.way_out.verdict), "blocks": blocks, "front": front}
    period = f", {briefing.period}" if briefing.period else ""
    return data | {
        "document_title": without_marks(f"{briefing.title}{period}{ABOUT}"),
        "footer": in_typst(f"{briefing.title}{period}{ABOUT}"),
        "day": [meeting.today.year, meeting.today.month, meeting.today.day],
        "paper": "us-letter" if paper == "letter" else paper,
        "fonts": FONTS,
        "logo": _name(cover.logo) if cover.logo else None,
        "front_title": TITLE,
        "picture": whole_picture(meeting, printed=True),
        "drawings": [drawing(each, prefix=f"d{each.number}") for each in briefing.conflicts],
    }


def _draw_ratings(data: dict[str, Any], appendix: AppendixWords) -> None:
    """Give every series of ratings its line."""
    for said, customer in zip(data["customers"], appendix.customers, strict=True):
        for told, outcome in zip(said["outcomes"], customer.outcomes, strict=True):
            for shown, series in zip(told["series"], outcome.series, strict=True):
                shown["sparkline"] = sparkline(series.ratings) if len(series.ratings) > 1 else ""


def _name(logo: Logo) -> str:
    return f"logo.{logo.kind}"


def _settable(value: Any) -> Any:
    """The content as JSON's own types, with every text such that its lines can be broken."""
    match value:
        case str():
            return in_typst(value)
        case dict():
            return {key: _settable(each) for key, each in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            return {key: _settable(each) for key, each in value._asdict().items()}
        case tuple() | list():
            return [_settable(each) for each in value]
        case _:
            return value
