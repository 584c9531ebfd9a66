"""Makes the files of a case: an organization in one or more files, changes, ratings, a form, a logo."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import yaml
from all_sections import furnished
from small_worlds import small_organization
from strategies import split

from fuzz.hostile_values import TEXT, hostile
from fuzz.ids import Ids
from fuzz.logos import logo
from fuzz.mutations import enriched, spoiled
from fuzz.noise import broken, dumped, noisy
from fuzz.shapes import Raw, Shapes
from goalcheck.changes.file_format import ChangeFile
from goalcheck.schemas import form_schema, organization_schema

ROOT = Path(__file__).parent.parent.parent

FOLDER = "org"
OLD = "old.yaml"
CHANGES = "changes.yaml"
RATINGS = "org/ratings.csv"
LOGO = "logo"
FORM = "form.csv"

NAMES = ("umläut 北.yaml", "over\u202elay.yaml", "[red]x.yaml", "100%{0}.yaml", "::error::x.yaml", " .yaml", "-o.yml")
"""Of files, each of which is read where it lies in the folder of an organization."""


@cache
def schemas() -> tuple[Raw, Raw]:
    """What is published of organizations and of changes."""
    return json.loads(organization_schema()), json.loads(form_schema(ChangeFile))


@cache
def written() -> tuple[Raw, ...]:
    """Organizations of one file that people have written: the examples of the rules, and the cases."""
    files = sorted([*ROOT.glob("goalcheck/rules/examples/*.yaml"), *ROOT.glob("tests/cases/[!s]*.yaml")])
    found = (yaml.safe_load(path.read_text("utf-8")) for path in files)
    return tuple(json.loads(json.dumps(raw, default=str)) for raw in found)


class Inputs:
    """The files of one case; most cases are calm, so that what is drawn is mostly valid and every command gets far.

    Attributes:
        raw: the organization, as far as it is known before its text is spoiled.
        files: their names and what they hold.
        organization: the paths that commands are given.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._calm = random.random() < 0.6
        self.files: dict[str, bytes] = {}
        self.raw = self._organization()
        self.organization = self._write_organization()
        self._write_old()
        self.files[CHANGES] = self._text_of(self._changes())
        self.files[LOGO] = logo(random)
        self.files[FORM] = self._form()

    @property
    def ids(self) -> Ids:
        """The ids of the organization."""
        return Ids(self.raw)

    def _organization(self) -> Raw:
        random = self._random
        raw = self._valid()
        kind = random.random()
        if kind < (0.7 if self._calm else 0.2):
            return raw
        shapes = Shapes(schemas()[0], random, Ids(raw))
        if self._calm:
            return enriched(raw, shapes, random, random.choice((1, 1, 3)))
        if kind < 0.95:
            return spoiled(raw, shapes, random, random.choice((1, 1, 1, 2, 5)))
        drawn = shapes.value(shapes.root)
        return drawn if isinstance(drawn, dict) else raw

    def _valid(self) -> Raw:
        random = self._random
        if random.random() < 0.3:
            raw: Raw = random.choice(written())
        else:
            raw = furnished(_plain(random), random.randrange(10**9))
        return hostile_names(raw, random) if random.random() < 0.4 else raw

    def _write_organization(self) -> tuple[str, ...]:
        raw = self._with_table(self.raw) if self._random.random() < 0.2 else self.raw
        if self._random.random() < 0.6 or not all(isinstance(each, dict | list) for each in raw.values()):
            self.files[f"{FOLDER}/org.yaml"] = self._text_of(raw)
        else:
            self._write_parts(raw)
        return (FOLDER,) if self._random.random() < 0.7 else tuple(self._paths())

    def _write_parts(self, raw: Raw) -> None:
        """Several files, which are read because they lie in the folder or because the first one includes them."""
        parts = split(raw, 3, self._random)
        names = ["org.yaml", *self._random.sample(["a.yaml", "sub/b.yml", "z.yaml", *NAMES], 2)]
        if self._random.random() < 0.5:
            parts[0]["include"] = self._random.choice((names[1:], ["*.yaml"], ["sub/*.yml"], [hostile(self._random)]))
        for name, part in zip(names, parts, strict=False):
            self.files[f"{FOLDER}/{name}"] = self._text_of(part)

    def _paths(self) -> Iterator[str]:
        first = f"{FOLDER}/org.yaml"
        yield first
        yield from (each for each in self.files if each != first and each.endswith(("l", "ml")))

    def _with_table(self, raw: Raw) -> Raw:
        """The same with its ratings in a table beside it."""
        cards = raw.get("scorecards")
        cards = cards if isinstance(cards, list) else []
        self.files[RATINGS] = self._table([each for each in cards if isinstance(each, dict)])
        return {**raw, "scorecards": {"file": "ratings.csv" if self._random.random() < 0.9 else hostile(self._random)}}

    def _table(self, cards: list[Raw]) -> bytes:
        stream = StringIO(newline="")
        out = csv.writer(stream, lineterminator=self._random.choice(("\n", "\r\n")))
        out.writerow(("customer", "period", "outcome", "rating", "note"))
        for card in cards:
            ratings = None if isinstance(card.get("period"), dict) and self._calm else card.get("ratings")
            for outcome, rating in ratings.items() if isinstance(ratings, dict) else ():
                row = [card.get("customer"), card.get("period"), outcome, rating, self._random.choice(TEXT)[:200]]
                if not self._calm and self._random.random() < 0.2:
                    row[self._random.randrange(5)] = hostile(self._random)
                out.writerow(row)
        text = stream.getvalue()
        content = text.encode("utf-8", "replace")
        return content if self._calm else noisy(text, self._random)

    def _form(self) -> bytes:
        """A form that a department has filled in, with answers that mostly are some."""
        random, objectives, every = self._random, self.ids.of("objectives"), self.ids.every
        stream = StringIO(newline="")
        out = csv.writer(stream)
        name = self.raw.get("organization")
        title = name.get("name", "Organization") if isinstance(name, dict) else "Organization"
        head = {
            "goalcheck-form": 1,
            "organization": title,
            "made": "2026-10-01",
            "your name": random.choice(TEXT)[:200],
        }
        out.writerows(head.items())
        out.writerow(("department", random.choice(self.ids.of("departments") or ["none"])))
        out.writerow(("id", "answer", "because", "sure", "was"))
        for _ in range(random.randint(1, 5) if objectives and every else 0):
            own, other = random.choice(objectives), random.choice(every)
            kinds = (f"effect:{own}:{other}", f"relies:{own}:{other}", f"claim:{other}:{own}", f"agreed:{own}:team")
            said = random.choice(("helps", "hurts", "strongly", "yes", "no", hostile(random)))
            out.writerow((random.choice(kinds), said, random.choice(TEXT)[:200], random.choice(("", "low")), ""))
        return stream.getvalue().encode("utf-8", "replace")

    def _write_old(self) -> None:
        """What the organization is compared with: itself, before a few changes."""
        shapes = Shapes(schemas()[0], self._random, self.ids)
        self.files[OLD] = dumped(enriched(self.raw, shapes, self._random, 2), self._random).encode("utf-8", "replace")

    def _changes(self) -> Any:
        shapes = Shapes(schemas()[1], self._random, self.ids)
        made = {"version": 1, "changes": [self._change(shapes) for _ in range(self._random.randint(1, 4))]}
        return spoiled(made, shapes, self._random, 1) if not self._calm else made

    def _change(self, shapes: Shapes) -> Any:
        return shapes.value(shapes.root["properties"]["changes"]["items"])

    def _text_of(self, value: Any) -> bytes:
        text = dumped(value, self._random)
        kind = self._random.random()
        if self._calm or kind < 0.7:
            return text.encode("utf-8", "replace")
        return noisy(text, self._random) if kind < 0.97 else broken(text.encode("utf-8", "replace"), self._random)


def _plain(random: Random) -> Raw:
    """A small organization, without what it is furnished with otherwise."""
    raw = small_organization(random)
    del raw["resources"]
    for department in raw["departments"].values():
        for objective in department["objectives"].values():
            objective.pop("needs", None)
    for claim in raw.get("claims", []):
        claim["by"] = random.choice([*raw["departments"]])
    return raw


def hostile_names(value: Any, random: Random) -> Any:
    """The same with hostile text wherever a text may stand that is shown and never looked up."""
    if isinstance(value, list):
        return [hostile_names(each, random) for each in value]
    if not isinstance(value, dict):
        return value
    shown = ("name", "lead", "owner", "because", "evidence", "reason", "by", "currency", "unit")
    return {
        key: random.choice(TEXT) or "x"
        if key in shown and isinstance(each, str) and _is_free(value, key)
        else hostile_names(each, random)
        for key, each in value.items()
    }


def _is_free(entry: Raw, key: str) -> bool:
    """True for what is only shown: `by` of a claim is an id, a unit has to agree with that of needs."""
    return not (key == "by" and "from" in entry) and not (key == "unit" and "capacity" in entry)
