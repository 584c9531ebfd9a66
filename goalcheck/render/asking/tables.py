"""Forms as tables: CSV for a spreadsheet, and Markdown; both come back filled in.

The first lines say what it is; the column `id` names the question and `was` what the files said, so leave both alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from goalcheck.asking.forms import CHOICES, FORM_KEY, VERSION, Form, FormQuestion
from goalcheck.model import Organization
from goalcheck.render.asking.words import consequence
from goalcheck.render.safe import for_csv_cell, for_markdown

COLUMNS = ("about", "question", "answer", "because", "sure", "answers", "why it is asked", "was", "id")


def head(form: Form) -> list[tuple[str, str]]:
    """What a form says of itself, and the lines that whoever answers fills in."""
    return [
        (FORM_KEY, str(VERSION)),
        ("organization", form.organization),
        (form.role, form.who),
        ("made", form.made.isoformat()),
        ("your name", ""),
        ("date", ""),
    ]


def form_csv(organization: Organization, form: Form) -> str:
    """The form as CSV."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in head(form):
        writer.writerow(map(for_csv_cell, line))
    writer.writerow(())
    writer.writerow(COLUMNS)
    for row in _rows(organization, form):
        writer.writerow(map(for_csv_cell, row))
    return text.getvalue()


def form_markdown(organization: Organization, form: Form) -> str:
    """The form as Markdown: one table for each section."""
    lines = [f"{name}: {for_markdown(value)}".rstrip() + "  " for name, value in head(form)]
    lines += [
        "",
        "Fill in `answer`, and `because` and `sure` (high, medium, low) where you can; blank is no answer.",
        "",
    ]
    for section in form.sections:
        lines += [f"## {for_markdown(section.name)}", ""]
        lines += [f"| {' | '.join(COLUMNS[1:])} |", f"|{'---|' * len(COLUMNS[1:])}"]
        for each in section.questions:
            *cells, key = _cells(organization, section.name, each)[1:]
            lines.append(f"| {' | '.join(for_markdown(cell, most=None) for cell in cells)} | `{key}` |")
        lines.append("")
    return "\n".join(lines)


def _rows(organization: Organization, form: Form) -> Iterator[tuple[str, ...]]:
    for section in form.sections:
        yield from (_cells(organization, section.name, each) for each in section.questions)


def _cells(organization: Organization, about: str, asked: FormQuestion) -> tuple[str, ...]:
    why = consequence(organization, asked.why) if asked.why else ""
    answers = ", ".join(CHOICES[asked.subject.kind]) or "any text"
    return about, asked.text, "", "", "", answers, why, asked.was, asked.subject.id
