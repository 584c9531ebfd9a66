"""The history of an organization as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from goalcheck import __version__
from goalcheck.planning.history import Event, History, Life
from goalcheck.render.document import Block, Heading, Items, ListItem, Quiet, Strong, Text, cut
from goalcheck.render.document.markdown import markdown_text
from goalcheck.render.document.terminal import terminal_text
from goalcheck.render.json import dumps
from goalcheck.render.words import count, listed

STEPS = "_.:-=+*#"
"""The characters of a row of pressures, from none to 100; `?` where there was no such outcome."""


def render_history(history: History, *, width: int | None, color: bool) -> str:
    """The history as text."""
    return terminal_text([*_blocks(history)], width=width, color=color)


def markdown_history(history: History) -> str:
    """The history as Markdown."""
    return markdown_text([*_blocks(history)])


def json_history(history: History) -> str:
    """The history as one JSON object."""
    return dumps(
        {
            "format": "goalcheck-history",
            "version": 1,
            "goalcheck": __version__,
            "points": [{"label": each.label, "day": each.day.isoformat()} for each in history.points],
            "left_out": history.left_out,
            "wrong": list(history.wrong),
            "outcomes": {name: _rounded(each) for name, each in history.pressures().items()},
            "departments": {name: _rounded(each) for name, each in history.departments().items()},
            "conflicts": [
                {"about": each.about, "ended": each.has_ended, "events": [_event(one) for one in each.events]}
                for each in history.lives
            ],
            "feuds": [
                {"departments": list(each.departments), "about": list(each.about), "times": each.times}
                for each in history.feuds
            ],
            "decisions": [
                {
                    "between": list(each.decision.between),
                    "over": each.decision.over,
                    "by": each.decision.by,
                    "since": each.since.isoformat(),
                    "until": each.decision.until.isoformat(),
                    "fate": each.fate,
                }
                for each in history.decisions
            ],
            "predictions": [
                {
                    "about": each.about,
                    "day": each.day.isoformat(),
                    "before": each.before,
                    "after": each.after,
                    "came_true": each.came_true,
                }
                for each in history.predictions
            ],
        }
    )


def _event(event: Event) -> dict[str, Any]:
    return {
        "day": event.day.isoformat(),
        "label": event.label,
        "what": event.what,
        "level": event.level,
        "pressure": round(event.pressure, 2),
        "because": list(event.causes),
    }


def _rounded(series: Sequence[float | None]) -> list[float | None]:
    return [None if each is None else round(each, 2) for each in series]


def _blocks(history: History) -> Iterator[Block]:
    points = history.points
    span = f"{count(len(points), 'point')} from {points[0].day} to {points[-1].day}"
    aside = f"; {history.left_out:,} revisions between them are left out" if history.left_out else ""
    wrong = f"; wrong files at {listed(history.wrong)}" if history.wrong else ""
    yield Text((Strong(f"{span}{aside}{wrong}."),), is_lead=True)
    yield from _rows("Pressure on outcomes", history.pressures(), most=100.0)
    departments = history.departments()
    most = max((value for series in departments.values() for value in series), default=0.0)
    yield from _rows("Pressure by departments that hurt", departments, most=most)
    if history.lives:
        yield Heading("Conflicts", number=len(history.lives))
        yield Items(tuple(map(_life, history.lives)))
    if history.feuds:
        yield Heading("Feuds: the same two again", number=len(history.feuds))
        yield Items(
            tuple(
                ListItem((f"{listed(each.departments)}, {each.times} times: ", cut(listed(each.about))))
                for each in history.feuds
            )
        )
    if history.decisions:
        yield Heading("Decisions", number=len(history.decisions))
        yield Items(
            tuple(
                ListItem(
                    (
                        f"{each.fate}: ",
                        cut(f"{each.decision.by} on {listed(each.decision.between)}"),
                        cut(f" over {each.decision.over}" if each.decision.over else ""),
                        Quiet(f" from {each.since} until {each.decision.until}"),
                    )
                )
                for each in history.decisions
            )
        )
    if history.predictions:
        yield Heading("What was predicted, in the ratings", number=len(history.predictions))
        yield Items(
            tuple(
                ListItem(
                    (
                        f"{each.about}: {'came true' if each.came_true else 'did not come true'}, "
                        f"rated {each.before:g} before {each.day} and {each.after:g} after",
                    )
                )
                for each in history.predictions
            )
        )


def _rows(heading: str, series: dict[str, Any], *, most: float) -> Iterator[Block]:
    if series:
        yield Heading(heading)
        yield Items(tuple(ListItem((f"{_row(each, most)} ", cut(name), _last(each))) for name, each in series.items()))


def _row(series: Sequence[float | None], most: float) -> str:
    return "".join("?" if each is None else STEPS[_step(each, most)] for each in series)


def _step(value: float, most: float) -> int:
    return 0 if not value or not most else 1 + min(len(STEPS) - 2, int(value / most * (len(STEPS) - 1)))


def _last(series: Sequence[float | None]) -> Quiet:
    value = series[-1]
    return Quiet(" gone" if value is None else f" {value:.0f} now")


def _life(life: Life) -> ListItem:
    told = tuple(
        ListItem(
            (
                f"{each.day} {each.what}: {each.level.value} {each.pressure:.0f} ",
                Quiet(each.label),
                *(cut(f", because {cause}") for cause in each.causes),
            )
        )
        for each in life.events
    )
    return ListItem((Strong(life.about), " (ended)" if life.has_ended else ""), below=Items(told))
