"""The report as one HTML page that loads nothing: its one style and its one script are allowed by their hashes."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from goalcheck import __version__
from goalcheck.render.document.html import html_text
from goalcheck.render.meeting.content import Briefing, Choice
from goalcheck.render.meeting.cover import PLAIN, Cover
from goalcheck.render.meeting.drawing import drawing
from goalcheck.render.meeting.front import front_picture
from goalcheck.render.meeting.isolation import on_page, without_marks
from goalcheck.render.meeting.pictures import whole_picture
from goalcheck.render.meeting.sparkline import sparkline
from goalcheck.render.meeting.telling import tell
from goalcheck.render.picture.style import stylesheet

if TYPE_CHECKING:
    from jinja2 import Environment

    from goalcheck.meeting import Meeting


def render_html(meeting: Meeting, cover: Cover = PLAIN) -> str:
    """The page."""
    from markupsafe import Markup

    briefing = tell(meeting, cover)
    picture = Markup(whole_picture(meeting, printed=False))  # noqa: S704 - escaped by `xml`
    css, script = _style(drawn=bool(picture)), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            b=briefing,
            contents=_contents(briefing, drawn=bool(picture)),
            filters=_filters(briefing),
            paged={each.fingerprint for each in briefing.conflicts},
            css=Markup(css),  # noqa: S704 - ours
            script=Markup(script),  # noqa: S704 - ours
            policy=policy,
            logo=cover.logo.data_uri if cover.logo else None,
            version=__version__,
            way_out=Markup(html_text(briefing.way_out.blocks)) if briefing.way_out else None,  # noqa: S704 - `for_html`
            front=Markup(front_picture(briefing.way_out.front)) if briefing.way_out else "",  # noqa: S704 - `xml`
            sparkline=lambda ratings: Markup(sparkline(ratings)),  # noqa: S704 - figures only
            picture=picture,
            drawn=lambda conflict: Markup(drawing(conflict, prefix=f"d{conflict.number}")),  # noqa: S704 - `xml`
        )
    )


def _contents(briefing: Briefing, *, drawn: bool) -> list[tuple[str, str]]:
    """The sections that there are, for the navigation."""
    appendix = briefing.appendix
    sections = [
        ("today", "What to decide", True),
        ("heat", "Who hurts whom", briefing.heat),
        ("beside", "What else counts", briefing.beside_claim),
        ("way-out", "A way out", briefing.way_out),
        ("conflicts", "The conflicts", briefing.conflicts),
        ("further", "Further conflicts", briefing.listed),
        ("parts", "Everybody who takes part", appendix and appendix.parts),
        ("decided", "Accepted, until when", appendix and appendix.decided),
        ("customers", "The customer's view", appendix and appendix.customers),
        ("journey", "The customer's journey", appendix and appendix.journey),
        ("rules", "Findings by rule", appendix and appendix.rules),
        ("picture", "The whole picture", drawn),
        ("method", "How this was found", appendix),
    ]
    return [(key, title) for key, title, there in sections if there]


def _filters(briefing: Briefing) -> list[tuple[str, str, tuple[Choice, ...]]]:
    """The filters of the page: key, label and choices; a filter with one choice is left out."""
    filters = [
        ("level", "Level", briefing.levels),
        ("departments", "Department", briefing.departments),
        ("customers", "Customer", briefing.customers),
        ("outcomes", "Outcome", briefing.outcomes),
    ]
    return [(key, label, choices) for key, label, choices in filters if len(choices) > 1]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("goalcheck.render.meeting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["plain"] = without_marks
    environment.filters["data"] = _data
    return environment


def _shown(value: Any) -> Any:
    """What stands in the page for a value: names that are isolated get an element of their own."""
    return on_page(value) if type(value) is str else value


def _data(value: Any) -> Any:
    """JSON that no element of a page can end."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing is left that could be markup


@cache
def _style(*, drawn: bool) -> str:
    """The style of the page; a whole picture brings along its own."""
    picture = stylesheet(dark="@media screen and (prefers-color-scheme: dark)") if drawn else ""
    return _asset("report.css") + picture


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """The hash by which a content security policy names an inline style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
