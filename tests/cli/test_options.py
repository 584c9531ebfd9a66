"""Options that several commands share: each command obeys each of those that it takes, whatever else it does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, ROOT, Command

from goalcheck import Terms, analyze, load
from goalcheck.findings import Level
from goalcheck.render.json import finding_data
from goalcheck.source import GoalcheckError

NORTHLINE = "examples/northline"
SEED = "767acc93"
FEW = ("--draws", "5")
DROPS = ("--drop", "finance.hold-headcount", "--drop", "support.calls-8")

BEFORE, AFTER = ("--today", "2026-10-05"), ("--today", "2027-01-05")
"""Days on which most decisions of the example are in force, and on which none is."""

SGR = re.compile(r"\x1b\[[0-9;]*m")

Finding = dict[str, Any]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)


def typed(arguments: Sequence[str]) -> str:
    return " ".join(arguments)


# Which findings: --level, --department, --outcome, --customer, --top

LISTING: list[tuple[tuple[str, ...], str]] = [
    (("analyze", NORTHLINE, *BEFORE), "findings"),
    (("check", NORTHLINE, *BEFORE), "findings"),
    (("diff", "examples/quickstart", NORTHLINE, *BEFORE), "findings"),
    (("whatif", NORTHLINE, *DROPS, *BEFORE), "findings"),
]
"""Commands that list findings, and where in their JSON."""

OF_CONFLICTS: list[tuple[str, ...]] = [
    ("analyze", NORTHLINE, *BEFORE),
    ("check", NORTHLINE, *BEFORE),
    ("diff", "examples/quickstart", NORTHLINE, *BEFORE),
    ("diff", NORTHLINE, "examples/quickstart", *BEFORE),
]
"""Commands that list conflicts."""

CHOICES: list[tuple[str, str, Callable[[Finding], bool]]] = [
    ("--level", "serious", lambda finding: Level(finding["level"]).at_least(Level.SERIOUS)),
    ("--department", "delivery", lambda finding: any("delivery" in above(each) for each in finding["departments"])),
    ("--outcome", "quick-repair", lambda finding: "quick-repair" in outcomes(finding)),
    ("--customer", "households", lambda finding: "households" in map(customer, outcomes(finding))),
]


CHOICES_OF_CONFLICTS: list[tuple[str, str, Callable[[Finding], bool]]] = [
    ("--level", "serious", lambda conflict: Level(conflict["level"]).at_least(Level.SERIOUS)),
    ("--department", "support", lambda conflict: "support" in parties(conflict)),
    ("--department", "finance", lambda conflict: "finance" in parties(conflict)),
    ("--outcome", "quick-repair", lambda conflict: "quick-repair" in suffering(conflict)),
    ("--outcome", "right-bill", lambda conflict: "right-bill" in suffering(conflict)),
    ("--customer", "households", lambda conflict: "households" in map(customer, suffering(conflict))),
]


def parties(conflict: Finding) -> set[str]:
    """The departments that hurt, protect or suffer."""
    objectives = [each["objective"] for each in (*conflict["hurters"], *conflict["protectors"])]
    return {each.partition(".")[0] for each in (*objectives, conflict["about"]) if "." in each}


def suffering(conflict: Finding) -> list[str]:
    """The outcomes that suffer in a conflict."""
    lost = [each["outcome"] for each in conflict["lost_with_it"]]
    return lost if "." in conflict["about"] else [conflict["about"], *lost]


@cache
def organization() -> Any:
    return load(EXAMPLES / "northline")


def above(department: str) -> Sequence[str]:
    """A department and those that it is part of."""
    part_of = organization().departments[department].part_of
    return [department, *(above(part_of) if part_of else ())]


def outcomes(finding: Finding) -> list[str]:
    return [each["outcome"] if "outcome" in each else each["id"] for each in finding["outcomes"]]


def customer(outcome: str) -> str | None:
    found: str | None = organization().outcomes[outcome].customer
    return found


def listed(goalcheck: Command, arguments: Sequence[str], key: str) -> list[Finding]:
    found: list[Finding] = json.loads(goalcheck(*arguments, "--format", "json").out)[key]
    return found


@cache
def whole() -> dict[str, Finding]:
    """All findings of the two examples, by their fingerprints."""
    reports = [analyze(load(EXAMPLES / name), today=date(2026, 10, 5)) for name in ("quickstart", "northline")]
    return {finding.fingerprint: {**finding_data(finding)} for report in reports for finding in report.findings}


def finding_of(entry: Finding) -> Finding:
    """The finding that an entry of a list is or speaks of."""
    return entry.get("finding") or (entry if "level" in entry else whole()[entry["fingerprint"]])


@pytest.mark.parametrize(("arguments", "key"), LISTING, ids=lambda each: each[0] if isinstance(each, tuple) else "")
@pytest.mark.parametrize(("option", "value", "holds"), CHOICES, ids=[option for option, *_ in CHOICES])
def test_only_the_findings_that_are_wanted(
    goalcheck: Command,
    arguments: Sequence[str],
    key: str,
    option: str,
    value: str,
    holds: Callable[[Finding], bool],
) -> None:
    everything = listed(goalcheck, arguments, key)
    wanted = [entry for entry in everything if holds(finding_of(entry))]
    # A difference lists the findings that count for themselves: none of them is over that outcome.
    assert (option == "--outcome" and arguments[0] in ("diff", "whatif")) or 0 < len(wanted) < len(everything)
    assert listed(goalcheck, (*arguments, option, value), key) == wanted


@pytest.mark.parametrize("arguments", OF_CONFLICTS, ids=typed)
@pytest.mark.parametrize(
    ("option", "value", "holds"), CHOICES_OF_CONFLICTS, ids=[typed(each[:2]) for each in CHOICES_OF_CONFLICTS]
)
def test_only_the_conflicts_that_are_wanted(
    goalcheck: Command, arguments: Sequence[str], option: str, value: str, holds: Callable[[Finding], bool]
) -> None:
    everything = listed(goalcheck, arguments, "conflicts")
    wanted = [entry for entry in everything if holds(entry.get("conflict") or entry)]
    assert 0 < len(wanted) < len(everything)
    assert listed(goalcheck, (*arguments, option, value), "conflicts") == wanted


@pytest.mark.parametrize("arguments", OF_CONFLICTS, ids=typed)
def test_only_the_worst(goalcheck: Command, arguments: Sequence[str]) -> None:
    """Of conflicts and of what counts beside them, the worst; conflicts before findings of their level."""
    top = (*arguments, "--top", "3")
    conflicts, findings = (listed(goalcheck, top, key) for key in ("conflicts", "findings"))
    told = {each for conflict in conflicts for each in (conflict.get("conflict") or conflict)["findings"]}
    counting = [each for each in findings if finding_of(each)["fingerprint"] not in told]
    assert len(conflicts) + len(counting) == 3
    everything = [listed(goalcheck, arguments, key) for key in ("conflicts", "findings")]
    levels = sorted((level_of(each) for entries in everything for each in entries), key=lambda each: each.rank)
    assert all(level_of(each).rank <= levels[-1].rank for each in (*conflicts, *counting))
    assert conflicts == everything[0][: len(conflicts)]


def level_of(entry: Finding) -> Level:
    return Level((entry.get("conflict") or entry.get("finding") or entry)["level"])


@pytest.mark.parametrize("arguments", [("robust", NORTHLINE, *FEW)], ids=typed)
def test_only_the_worst_of_a_list(goalcheck: Command, arguments: Sequence[str]) -> None:
    everything = listed(goalcheck, arguments, "conflicts")
    assert listed(goalcheck, (*arguments, "--top", "2"), "conflicts") == everything[:2] != everything


# Where to and in which colours: -o, --color

COLORED = [
    ("analyze", NORTHLINE),
    ("check", NORTHLINE),
    ("diff", "examples/quickstart", NORTHLINE),
    ("whatif", NORTHLINE, *DROPS),
    ("resolve", "examples/quickstart"),
    ("show", "personal-attention", NORTHLINE),
    ("explain", "GC101"),
    ("explain", SEED, NORTHLINE),
    ("matrix", NORTHLINE),
    ("robust", NORTHLINE, *FEW),
    ("influence", NORTHLINE),
]
WRITING = [*COLORED, ("rules",), ("schema",)]


@pytest.mark.parametrize("arguments", WRITING, ids=typed)
def test_a_file_gets_what_would_have_been_printed(goalcheck: Command, tmp_path: Path, arguments: Sequence[str]) -> None:
    printed = goalcheck(*arguments)
    assert printed.out
    written = goalcheck(*arguments, "-o", tmp_path / "file")
    assert written == (printed.status, "", printed.err)
    assert (tmp_path / "file").read_text("utf-8") == printed.out


@pytest.mark.parametrize("arguments", COLORED, ids=typed)
def test_colours_when_they_are_wanted_and_the_same_words(goalcheck: Command, arguments: Sequence[str]) -> None:
    plain = goalcheck(*arguments)
    assert not SGR.search(plain.out)
    colored = goalcheck(*arguments, "--color", "always")
    assert SGR.search(colored.out)
    assert SGR.sub("", colored.out) == plain.out


# On which day: --today

EXPIRED = "sales.year-end-campaign over fast-install expired on 2026-12-31, and GC101 is open again (tension 17.78)"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("analyze", NORTHLINE, "--all"), 'over "Service is live soon after signing" expired on 2026-12-31'),
        (("check", NORTHLINE), EXPIRED),
        (("diff", "examples/quickstart", NORTHLINE), EXPIRED),
        (("whatif", NORTHLINE, *DROPS), "; 5 conflicts and 23 findings as before."),
        (
            ("resolve", NORTHLINE, "--level", "minor", "--alternatives", "0"),
            "7 open conflicts and 4 findings settled by",
        ),
        (("show", "operations.install-30", NORTHLINE), EXPIRED),
        (("explain", "dcc8f7cf", NORTHLINE), EXPIRED),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_decisions_are_judged_on_the_day_that_is_named(goalcheck: Command, arguments: Sequence[str], said: str) -> None:
    assert said not in goalcheck(*arguments, *BEFORE).out
    assert said in goalcheck(*arguments, *AFTER).out


# Which ways out: the options of resolve


def test_a_way_out_is_looked_for_on_the_terms_that_are_named(
    goalcheck: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Terms] = []

    def refused(_: object, terms: Terms, **__: object) -> None:
        asked.append(terms)
        raise GoalcheckError("asked")

    monkeypatch.setattr("goalcheck.planning.resolving.resolve", refused)
    options = (
        "--level minor --keep sales.named-contact --without drop --without defer --alternatives 5 --time-limit 2.5"
    )
    assert goalcheck("resolve", NORTHLINE, *options.split()).err == "goalcheck: asked\n"
    assert goalcheck("resolve", NORTHLINE).err == "goalcheck: asked\n"
    assert asked == [
        Terms(Level.MINOR, kept=("sales.named-contact",), without=("drop", "defer"), alternatives=5, seconds=2.5),
        Terms(Level.SERIOUS, alternatives=3, seconds=60.0),
    ]


# Which draws: --seed


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze", NORTHLINE, "--robust", "25"),
        ("explain", "2940f461", NORTHLINE, "--robust", "25"),
        ("robust", NORTHLINE, "--draws", "25"),
    ],
    ids=lambda each: each[0],
)
def test_the_seed_chooses_the_draws(goalcheck: Command, arguments: Sequence[str]) -> None:
    usual, first, second = (goalcheck(*arguments, *seed).out for seed in ((), ("--seed", "1"), ("--seed", "2")))
    assert usual == first != second
