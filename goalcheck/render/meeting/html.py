"""The report as one HTML page that loads nothing: its one style and its one script are allowed by their hashes."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from goalcheck import __version__
from goalcheck.render.document.html import html_text
from goalcheck.render.meeting.content import Briefing, Choice
from goalcheck.render.meeting.cover import PLAIN, Cover
from goalcheck.render.meeting.pictures import conflict_pictures, whole_picture
from goalcheck.render.meeting.sparkline import sparkline
from goalcheck.render.meeting.telling import tell
from goalcheck.render.picture.style import stylesheet

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from goalcheck.meeting import Meeting


def render_html(meeting: Meeting, cover: Cover = PLAIN) -> str:
    """The page."""
    from markupsafe import Markup

    briefing = tell(meeting, cover)

    picture = Markup(whole_picture(meeting, printed=False))  # noqa: S704 - escaped by `xml`
    environment = _environment()
    css, script = _style(), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return environment.get_template("report.html.j2").render(
        b=briefing,
        worst=briefing.agenda[0] if briefing.agenda else None,
        contents=_contents(briefing, drawn=bool(picture)),
        filters=_filters(briefing),
        css=Markup(css),  # noqa: S704 - ours
        script=Markup(script),  # noqa: S704 - ours
        policy=policy,
        logo=cover.logo.data_uri if cover.logo else None,
        version=__version__,
        way_out=Markup(html_text(briefing.way_out.blocks)) if briefing.way_out else None,  # noqa: S704 - `for_html`
        sparkline=lambda ratings: Markup(sparkline(ratings)),  # noqa: S704 - figures only
        picture=picture,
        pictures={key: Markup(drawn) for key, drawn in conflict_pictures(meeting, printed=False)},  # noqa: S704
    )


def _contents(briefing: Briefing, *, drawn: bool) -> list[tuple[str, str]]:
    """The sections that there are, for the navigation."""
    sections = [
        ("today", "What to decide", True),
        ("heat", "Where departments pull apart", briefing.heat),
        ("customers", "The customer's view", briefing.customers),
        ("leverage", "What would lower tension most", briefing.leverage),
        ("picture", "The whole picture", drawn),
        ("way-out", "A way out", briefing.way_out),
        ("conflicts", "The conflicts", briefing.conflicts),
        ("further", "Further conflicts", briefing.unpaged),
        ("decided", "Accepted, until when", briefing.decided),
        ("journey", "The customer's journey", briefing.journey),
        ("agreement", "Who was not asked", briefing.agreement),
        *((section.id, section.title, True) for section in briefing.others),
        ("chains", "Every chain", briefing.traced),
        ("method", "How this was found", True),
    ]
    return [(key, title) for key, title, there in sections if there]


def _filters(briefing: Briefing) -> list[tuple[str, str, tuple[Choice, ...]]]:
    """The filters of the page: key, label and choices; a filter with one choice is left out."""
    filters = [
        ("level", "Level", briefing.levels),
        ("departments", "Department", briefing.departments),
        ("customers", "Customer", briefing.payers),
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
    )
    environment.filters["path"] = _path
    return environment


def _path(place: str) -> Markup:
    """A place in a file that may be broken after a slash."""
    from markupsafe import Markup, escape

    return Markup("/<wbr>").join(map(escape, place.split("/")))


@cache
def _style() -> str:
    return _asset("report.css") + stylesheet(dark="@media screen and (prefers-color-scheme: dark)")


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """The hash by which a content security policy names an inline style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
