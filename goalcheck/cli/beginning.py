"""The first file of an organization, from a few questions: who it is, whom it serves, what they care about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from goalcheck.files.editing import scalar
from goalcheck.model.period import named_period

MOST_ID = 40
"""Characters of an id that is made of a name."""

HEAD = """\
# yaml-language-server: $schema=goalcheck.schema.json
version: 1
"""


def begin(ask: Callable[[str], str]) -> str | None:
    """The file, None where no name is given.

    Args:
        ask: shows a question and returns what somebody types.
    """
    name = ask("What is the organization called? (blank: write an example) ")
    if not name:
        return None
    period = _period(ask)
    customers = _named(ask("Who are its customers? (several with commas) "))
    cares = {key: _named(ask(f"What do {called} care about most? (several with commas) ")) for key, called in customers}
    departments = _named(ask("Which departments are there? (several with commas) "))
    lines = [HEAD, f"organization: {{name: {scalar(name)}{f', period: {period}' if period else ''}}}", ""]
    lines += _section("customers", ((key, called, "") for key, called in customers))
    taken: set[str] = set()
    outcomes = []
    for customer, theirs in cares.items():
        for key, called in theirs:
            own = key if key not in taken else f"{customer}-{key}"
            taken.add(own)
            outcomes.append((own, called, f", customer: {customer}"))
    lines += ["# What they get or feel; importance is their own rating, 1 to 5."]
    lines += _section("outcomes", outcomes)
    lines += [
        "# What lies in between: time, stock, money, attention. Objectives move it, and it moves outcomes.",
        "drivers: {}",
        "",
        "# Each with a lead, and objectives: {install-30: {name: ..., owner: ..., affects: {...}}}",
        *_section("departments", ((key, called, ", objectives: {}") for key, called in departments)),
    ]
    return "\n".join(lines)


def _period(ask: Callable[[str], str]) -> str:
    while True:
        text = ask("For which period do you plan? (2027, 2027-H1, 2027-Q1; blank: always) ")
        if not text or named_period(text) is not None:
            return text


def _named(text: str) -> list[tuple[str, str]]:
    """The names in a text, each with an id of its own."""
    found: dict[str, str] = {}
    for called in filter(None, (each.strip() for each in re.split(r"[,;]", text))):
        key = own = _id(called)
        number = 2
        while key in found:
            key = f"{own}-{number}"
            number += 1
        found[key] = called
    return list(found.items())


def _id(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name[:MOST_ID]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_") or "x"


def _section(name: str, entries: Iterable[tuple[str, str, str]]) -> list[str]:
    rows = [f"  {key}: {{name: {scalar(called)}{more}}}" for key, called, more in entries]
    return [f"{name}:", *rows, ""] if rows else [f"{name}: {{}}", ""]
