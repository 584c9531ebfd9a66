"""Ways out: looked for, saved as a file of changes, shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from goalcheck.api import load
from goalcheck.changes import in_words
from goalcheck.changes.file_reading import is_of_changes
from goalcheck.changes.file_writing import changes_text
from goalcheck.cli.options import DiffFormat
from goalcheck.cli.output import ORGANIZATION_ENDINGS, CannotWrite, Color, colored, emit, say, width, write_whole
from goalcheck.cli.studying import named
from goalcheck.planning.resolving import Resolution, Terms, resolve
from goalcheck.render.parts import admissions
from goalcheck.render.resolution.json import json_resolution
from goalcheck.render.resolution.text import markdown_resolution, render_resolution
from goalcheck.render.words import count


def show_resolution(
    paths: list[str],
    terms: Terms,
    *,
    organization: str | None,
    save: Path | None,
    format_: DiffFormat,
    output: Path | None,
    color: Color,
    today: date | None,
) -> bool:
    """Show the ways out of the organization in these paths; whether there is one.

    Raises:
        CannotWrite: the file to save to is one of the organization, or stands among them.
    """
    if save is not None:
        _keep_apart(save, paths, output)
    resolution = resolve(load(paths, organization=organization), terms, today=today)
    words = named(paths, organization)
    saved = _save(resolution, save)
    if format_ is DiffFormat.JSON:
        text = json_resolution(resolution)
    elif format_ is DiffFormat.MARKDOWN:
        text = markdown_resolution(resolution, paths=words, saved=saved)
    else:
        text = render_resolution(
            resolution, paths=words, saved=saved, width=width(output), color=colored(color, output)
        )
    emit(text, output)
    for admitted in admissions(resolution.before):
        say(f"goalcheck: {admitted}\n")
    return not resolution.is_impossible


def _keep_apart(save: Path, paths: list[str], output: Path | None) -> None:
    """Refuse to write changes where they would be read as part of the organization, or over anything but changes."""
    if output is not None and save.resolve() == output.resolve():
        raise CannotWrite(f"--save and -o cannot both write {save}")
    file = save.resolve()
    read = (file, *file.parents) if file.suffix.lower() in ORGANIZATION_ENDINGS else (file,)
    for path in paths:
        if Path(path).resolve() in read:
            raise CannotWrite(f"{save} would be read as part of {path}: keep changes beside the organization")
    if save.suffix.lower() in ORGANIZATION_ENDINGS and save.is_file() and not is_of_changes(save):
        raise CannotWrite(f"{save} is there and holds no changes: give the way out another name")


def _save(resolution: Resolution, save: Path | None) -> str | None:
    """Write the cheapest way out, where there is one that changes something."""
    if save is None:
        return None
    if not resolution.ways or not resolution.ways[0].steps:
        say(f"goalcheck: there is no change to save, so {save} was not written\n")
        return None
    best = resolution.ways[0]
    words = in_words(resolution.before.organization, best.moves)
    kind = "The cheapest" if best.is_proved else "A"
    heading = [
        f"{kind} way out of {count(len(resolution.settled), 'conflict')}, at a cost of {best.cost:.2f}:",
        *(f"- {text} ({step.cost:.2f})" for text, step in zip(words, best.steps, strict=True)),
    ]
    write_whole(changes_text(best.moves, heading), save)
    return str(save)
