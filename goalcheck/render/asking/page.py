"""A form as one HTML page: it works from a mail attachment, sends nothing, and saves the answers as a file."""

from __future__ import annotations

from typing import Any

from goalcheck.asking.forms import ANSWERS_KEY, CHOICES, CLAIM, EFFECT, RELIES, SURE, VERSION, Form, FormQuestion
from goalcheck.model import Organization
from goalcheck.render.asking.words import consequence
from goalcheck.render.safe import for_terminal

TEMPLATE = "page.html.j2"
REASONED = (EFFECT, CLAIM, RELIES)


def form_html(organization: Organization, form: Form) -> str:
    """The page; jinja2 escapes every text."""
    from importlib.resources import files

    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((files("goalcheck.render.asking") / TEMPLATE).read_text("utf-8"))
    sections = [
        {
            "name": for_terminal(section.name),
            "questions": [
                _question(organization, each, f"q{number}-{at}") for at, each in enumerate(section.questions)
            ],
        }
        for number, section in enumerate(form.sections)
    ]
    shown = {"name": for_terminal(form.name), "organization": for_terminal(form.organization), "made": form.made}
    head = {
        ANSWERS_KEY: VERSION,
        "organization": form.organization,
        form.role: form.who,
        "made": form.made.isoformat(),
    }
    return template.render(form=shown, sections=sections, sure=SURE, head=head) + "\n"


def _question(organization: Organization, asked: FormQuestion, key: str) -> dict[str, Any]:
    return {
        "id": asked.subject.id,
        "key": key,
        "text": for_terminal(asked.text),
        "why": for_terminal(consequence(organization, asked.why)) if asked.why else "",
        "was": for_terminal(asked.was),
        "choices": CHOICES[asked.subject.kind],
        "reasoned": asked.subject.kind in REASONED,
    }
