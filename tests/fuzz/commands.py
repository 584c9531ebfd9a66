"""The commands that a case runs: every command in every format, with options drawn from what the organization has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from fuzz.case import FINGERPRINT, OUT, Command
from fuzz.hostile_values import PATHS, TEXT
from fuzz.ids import Ids
from fuzz.inputs import CHANGES, FORM, LOGO, OLD, RATINGS
from goalcheck.render.formats import FORMATS as EVERY_REPORT_FORMAT

TODAY = "2026-10-05"

REPORT_FORMATS = tuple(EVERY_REPORT_FORMAT)
MATRIX_KINDS = ("departments", "objectives", "outcomes")
MATRIX_ORDERS = ("alike", "harm", "name")
MATRIX_FORMATS = ("text", "csv", "markdown", "svg", "json")
PICTURE_FORMATS = ("svg", "mermaid", "dot", "graphml", "node-link")
HISTORY_FORMATS = ("text", "markdown", "json", "svg")
DIFF_FORMATS = ("text", "markdown", "json")
FORMATS = ("text", "json")

ORG = "ORG"
"""Stands for the paths of the organization."""

IDS = {
    "OBJECTIVE": ("objectives",),
    "OUTCOME": ("outcomes",),
    "DEPARTMENT": ("departments",),
    "CUSTOMER": ("customers",),
    "RESOURCE": ("resources",),
    "ORIGIN": ("objectives", "drivers"),
    "NODE": ("objectives", "outcomes", "drivers"),
    "THING": ("objectives", "outcomes", "drivers", "departments", "customers"),
}
"""By word that stands for an id: of which sections."""

CHOICES = {
    "KIND": MATRIX_KINDS,
    "ORDER": MATRIX_ORDERS,
}
"""By word that stands for one of a few words: which."""

CHANGE = "CHANGE"
"""Stands for an option of `whatif` with its value."""

_SOME = (
    *(
        "--level serious",
        "--level minor",
        "--top 1",
        "--department DEPARTMENT",
        "--outcome OUTCOME",
        "--customer CUSTOMER",
        "--top 3",
    ),
    *("--level severe --department DEPARTMENT", "--outcome OUTCOME --customer CUSTOMER"),
)
"""Options that choose what is shown."""

TEMPLATES: dict[str, tuple[str, ...]] = {
    "analyze": (
        *(f"analyze ORG --today T -f {each}" for each in REPORT_FORMATS),
        *(f"analyze ORG --today T {each}" for each in _SOME),
        "analyze ORG --today T --color always",
        "analyze ORG --today T --fail-on minor --robust 3",
        "analyze ORG --today T --all",
        "analyze ORG --today T --all --robust 3 --color always",
        f"analyze ORG --today T -f text -f json={OUT}/a.json -f sarif={OUT}/a.sarif -f junit={OUT}/a.xml",
    ),
    "check": (
        *(f"check ORG --today T -f {each}" for each in REPORT_FORMATS),
        *(f"check ORG --today T {each}" for each in _SOME),
        "check ORG --today T --explain",
        "check ORG --today T --fail-on never",
        "check ORG --today T --min-seen 50",
        "check ORG --today T --min-seen 100 --fail-on never -f junit",
    ),
    "show": (*(f"show THING ORG --today T -f {each}" for each in DIFF_FORMATS), "show THING ORG --top 1"),
    "explain": (
        *(f"explain {FINGERPRINT}{number} ORG --today T -f {each}" for each in DIFF_FORMATS for number in (0, 2, 5)),
        f"explain {FINGERPRINT}1 ORG --today T --robust 3",
        *("explain GC101", "explain empty-stage -f json", "explain THING ORG", "explain THING"),
    ),
    "matrix": (
        *(f"matrix ORG -f {each}" for each in MATRIX_FORMATS),
        *("matrix ORG --depth 1 --top 2", "matrix ORG --department DEPARTMENT", "matrix ORG --outcome OUTCOME -f json"),
        *(f"matrix ORG --kind KIND --order ORDER -f {each}" for each in MATRIX_FORMATS),
        f"matrix ORG -o {OUT}/m.svg --customer CUSTOMER",
    ),
    "influence": (
        *(f"influence ORG -f {each}" for each in FORMATS),
        *(f"influence ORG --leverage --today T -f {each}" for each in FORMATS),
        "influence ORG --department DEPARTMENT --top 2",
    ),
    "robust": (
        *(f"robust ORG --draws 5 -f {each}" for each in FORMATS),
        "robust ORG --draws 3 --seed 7 --level severe",
    ),
    "graph": (
        *(f"graph ORG --today T -f {each}" for each in PICTURE_FORMATS),
        *(f"graph ORG --today T --conflict {FINGERPRINT}0 -f {each}" for each in PICTURE_FORMATS),
        *(
            "graph ORG --around NODE --depth 2",
            "graph ORG --department DEPARTMENT",
            "graph ORG --journey",
            "graph ORG --top 1",
        ),
    ),
    "report": (
        f"report ORG --today T -o {OUT}/r.html --logo {LOGO} --title TEXT",
        f"report ORG --today T -o {OUT}/r.html --robust 3 --appendix",
        f"report ORG --today T -o {OUT}/r.md --period 2026-Q4 --title TEXT",
        f"report ORG --today T -o {OUT}/r.md --department DEPARTMENT --top 2",
        f"report ORG --today T -o {OUT}/r.pdf --logo {LOGO}",
    ),
    "diff": (
        *(f"diff {OLD} ORG1 --today T -f {each}" for each in DIFF_FORMATS),
        f"diff {OLD} ORG1 --today T --fail-on minor",
        f"diff ORG1 {OLD} --today T --top 2",
        "diff HEAD:org ORG1",
    ),
    "whatif": (
        *(f"whatif ORG --today T --with {CHANGES} -f {each}" for each in DIFF_FORMATS),
        *(f"whatif ORG --today T CHANGE CHANGE -f {each}" for each in DIFF_FORMATS),
        "whatif ORG --today T --adopt OBJECTIVE CHANGE --fail-on minor",
        f"whatif ORG --with {CHANGES} --dry-run",
        f"whatif ORG --with {CHANGES} --write",
        "whatif ORG CHANGE --dry-run",
        "whatif ORG CHANGE --write",
    ),
    "resolve": (
        *(f"resolve ORG --today T --time-limit 0.5 -f {each}" for each in DIFF_FORMATS),
        f"resolve ORG --today T --time-limit 0.5 --level minor --save {OUT}/way.yaml",
        "resolve ORG --today T --time-limit 0.5 --keep OBJECTIVE --without drop --alternatives 0",
        "resolve ORG --today T --time-limit 0.5 --may-give OBJECTIVE --fair 10",
        *(f"resolve ORG --today T --time-limit 0.5 --front --level minor -f {each}" for each in DIFF_FORMATS),
    ),
    "ask": (
        *(f"ask ORG --today T -f {each}" for each in DIFF_FORMATS),
        "ask ORG --today T --department DEPARTMENT --top 2",
        *(f"ask ORG --today T --department DEPARTMENT -o {OUT}/f.{each}" for each in ("html", "csv", "md")),
        *(f"ask ORG --today T --customer CUSTOMER -o {OUT}/f.{each}" for each in ("html", "csv", "md")),
    ),
    "collect": (
        *(f"collect {each} ORG1 --dry-run" for each in (FORM, RATINGS, LOGO)),
        f"collect {FORM} ORG1 --write",
        f"collect {FORM} ORG1 --write --replace",
    ),
    "history": (
        *(f"history ORG --today T -f {each}" for each in HISTORY_FORMATS),
        "history ORG --today T --since 2026-01",
    ),
    "accept": (
        "accept ORG --all --level minor --by LINE --reason LINE --until 2026-12-31 --today T --dry-run",
        f"accept {FINGERPRINT}0 {FINGERPRINT}1 ORG --by LINE --reason LINE --until 2026-12-31 --today T",
        "accept ORG --all --by LINE --reason LINE --until 2026-11-30 --today T",
        "accept ORG --prune --today T",
    ),
    "import": (
        f"import ORG1 -o {OUT}/made",
        f"import ORG1 {CHANGES} -o {OUT}/made --name LINE --level objective",
        f"import {LOGO} -o {OUT}/made --dry-run",
    ),
    "roll": ("roll ORG", "roll ORG --to 2027-H1", "roll ORG1 --to 2027-Q1 --dry-run", "roll ORG1 --to 2027-Q1 --write"),
    "rules": ("rules", "rules -f json"),
    "schema": ("schema", "schema changes", "schema report"),
    "init": (f"init {OUT}/new",),
    "lsp": ("lsp --help",),
}
"""By command; T is a day, TEXT any text, LINE one that mostly is a line."""

CHANGES_BY_OPTION = (
    *(
        "--drop OBJECTIVE",
        "--defer OBJECTIVE=2027-Q1",
        "--defer OBJECTIVE=2026-H2",
        "--retarget OBJECTIVE=5",
        "--retarget OBJECTIVE=1e15",
        "--commit OBJECTIVE",
    ),
    *(
        "--guardrail OBJECTIVE:OUTCOME",
        "--effect ORIGIN:NODE=hurts",
        "--effect ORIGIN:NODE=-0.5",
        "--effect ORIGIN:NODE=neutral",
        "--share OBJECTIVE:OBJECTIVE",
        "--bind OBJECTIVE:OUTCOME",
        "--choose OBJECTIVE",
        "--adopt OBJECTIVE",
    ),
    *(
        "--capacity RESOURCE=40",
        "--capacity RESOURCE@2026-Q3=10",
        "--importance OUTCOME=5",
        "--agree OBJECTIVE:team",
        "--agree OBJECTIVE:DEPARTMENT",
    ),
)


SELDOM = ("rules", "schema", "init", "import", "lsp")
"""Commands that read no organization."""

_STANDS_FOR_ID = re.compile("|".join(IDS))


def drawn(organization: tuple[str, ...], ids: Ids, random: Random, most: int) -> list[Command]:
    """Some commands, which one is drawn before how."""
    names = [name for name in TEMPLATES if name not in SELDOM or random.random() < 0.05]
    return [filled(random.choice(TEMPLATES[random.choice(names)]), organization, ids, random) for _ in range(most)]


def filled(template: str, organization: tuple[str, ...], ids: Ids, random: Random) -> Command:
    """A command with everything that its words stand for."""
    words: list[str] = []
    for word in template.split():
        words += _filled(word, organization, ids, random)
    return tuple(words)


def _filled(word: str, organization: tuple[str, ...], ids: Ids, random: Random) -> Iterator[str]:
    if word == ORG:
        yield from organization
    elif word == f"{ORG}1":
        yield organization[0]
    elif word == CHANGE:
        option, value = random.choice(CHANGES_BY_OPTION).split()
        yield option
        yield from _filled(value, organization, ids, random)
    elif word == "T":
        yield TODAY
    elif word in CHOICES:
        yield random.choice(CHOICES[word])
    elif word in ("TEXT", "LINE"):
        text = random.choice(TEXT)
        yield (
            _argument("".join(filter(str.isprintable, text)) if word == "LINE" and random.random() < 0.8 else text)
            or "x"
        )
    else:
        yield _argument(_STANDS_FOR_ID.sub(lambda found: _id(ids, IDS[found[0]], random), word))


def _id(ids: Ids, kinds: tuple[str, ...], random: Random) -> str:
    """An id of these kinds, seldom of another one, and seldom none at all."""
    chance = random.random()
    known = [name for kind in kinds for name in ids.of(kind)] if chance < 0.9 else ids.every
    if known and chance < 0.95:
        return random.choice(known)
    return random.choice((*PATHS, *TEXT))


def _argument(text: str) -> str:
    """What a process can be given: no NUL, and not endless."""
    return text.replace("\0", "")[:5_000]
