"""What became of the conflicts between two organizations, as a reviewer reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import readers
from conftest import Command, Write
from repository import ENVIRONMENT, FILES, GitRepository

FINANCE = "org/departments/finance.yaml"
PARCELS = "org/departments/parcels.yaml"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    repository = GitRepository(tmp_path / "repository")
    repository.start(FILES)
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.fixture
def changed(repository: GitRepository) -> GitRepository:
    """One conflict is new, one worse, one gone."""
    repository.replace(FINANCE, "low-price: helps\n", "low-price: strongly helps\n          kind-counter: hurts\n")
    repository.replace(PARCELS, "kind-counter: slightly hurts", "kind-counter: neutral")
    repository.replace("org/departments/counters.yaml", "low-price: hurts", "low-price: strongly hurts")
    return repository


def diff(goalcheck: Command, *arguments: object, old: str = "main:org", new: str = "org") -> str:
    result = goalcheck("diff", old, new, "--today", "2026-09-01", *arguments)
    assert (result.status, result.err) == (0, "")
    return result.out


@pytest.mark.usefixtures("changed")
def test_the_text_tells_what_is_new_worse_and_gone_and_why(goalcheck: Command) -> None:
    text = diff(goalcheck)
    assert text.startswith("1 new, 2 worse, 1 gone; 0 findings as before.\n")
    new = text[text.index("NEW (1)") : text.index("WORSE (2)")]
    assert "severe   finance.fewer-staff hurts what counters.more-time helps: kind-counter (tension 66.67) GC101" in new
    assert "- new effect of finance.fewer-staff on kind-counter: hurts (-0.67) org/departments/finance.yaml:14" in new
    worse = text[text.index("WORSE (2)") : text.index("GONE (1)")]
    assert ", was serious at 53.33" in worse
    assert "effect of counters.every-village on low-price was hurts (-0.67), is strongly hurts (-1.00)" in worse
    gone = text[text.index("GONE (1)") : text.index("WHAT WAS DECLARED OTHERWISE")]
    assert "parcels.next-day hurts what counters.more-time helps" in gone
    assert "main:./org/departments/parcels.yaml:" in gone


@pytest.mark.usefixtures("changed")
def test_every_format_tells_the_same_findings(goalcheck: Command) -> None:
    data = json.loads(diff(goalcheck, "--format", "json"))
    told = [each["finding"]["fingerprint"][:8] for each in data["findings"]]
    assert data["summary"] == {
        "new": 1, "reopened": 0, "worse": 2, "better": 0, "decided": 0, "gone": 1, "unchanged": 0
    }  # fmt: skip
    text, markdown = diff(goalcheck), diff(goalcheck, "--format", "markdown")
    assert all(each in text and each in markdown for each in told)
    assert {each["drift"] for each in data["findings"]} == {"new", "worse", "gone"}
    assert all(each["because"] for each in data["findings"])


@pytest.mark.usefixtures("changed")
def test_a_part_is_not_taken_for_the_whole(goalcheck: Command) -> None:
    """Of one department the new finding, of another outcome the two that are worse, of all the worst."""
    new = "finance.fewer-staff hurts what counters.more-time helps"
    text = diff(goalcheck, "--outcome", "kind-counter")
    assert text.startswith("1 new, 1 gone in this selection; 0 findings as before.\n")
    assert new in text
    assert "WORSE" not in text
    declared = text[text.index("WHAT WAS DECLARED OTHERWISE") :]
    assert [line.split(" org/")[0] for line in declared.splitlines()[1:]] == [
        "- new effect of finance.fewer-staff on kind-counter: hurts (-0.67)",
        "- effect of parcels.next-day on kind-counter was slightly hurts (-0.33), is neutral (+0.00)",
    ]
    assert diff(goalcheck, "--department", "parcels").startswith("1 gone in this selection;")
    assert diff(goalcheck, "--department", "company") == diff(goalcheck)
    assert diff(goalcheck, "--level", "severe", "--outcome", "fast-parcel").startswith("Nothing is new, worse, ")
    data = json.loads(diff(goalcheck, "--top", "1", "--format", "json"))
    assert data["findings"][0]["finding"]["level"] == "severe"
    assert len(data["findings"]) == 1
    assert (data["summary"]["new"], data["summary"]["worse"]) == (1, 2)


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 0),
        (("--fail-on", "severe"), 1),
        (("--fail-on", "severe", "--outcome", "open-office"), 0),
        (("--fail-on", "minor", "--department", "parcels"), 0),
        (("--fail-on", "severe", "--top", "1"), 1),
        (("--fail-on", "never"), 0),
    ],
)
def test_what_is_new_or_worse_can_fail(goalcheck: Command, options: tuple[str, ...], status: int) -> None:
    for form in ("text", "markdown", "json"):
        result = goalcheck("diff", "main:org", "org", "--today", "2026-09-01", "--format", form, *options)
        assert (result.status, result.err) == (status, "")


def test_a_department_that_is_gone_can_be_asked_for(goalcheck: Command, repository: GitRepository) -> None:
    repository.git("rm", "-q", PARCELS)
    repository.write("org/decisions.yaml", "decisions: []\n")
    text = diff(goalcheck, "--department", "parcels", "--level", "serious")
    assert "parcels.next-day hurts what counters.more-time helps" in text
    result = goalcheck("diff", "main:org", "org", "--department", "parcel")
    assert (result.status, result.out) == (2, "")
    assert "there is no department 'parcel'; did you mean 'parcels'?" in result.err


@pytest.mark.usefixtures("changed")
def test_backwards_new_and_gone_change_places(goalcheck: Command) -> None:
    assert diff(goalcheck, old="org", new="main:org").startswith("1 new, 2 better, 1 gone;")


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_the_same_input_gives_the_same_bytes(goalcheck: Command, format_: str) -> None:
    first = diff(goalcheck, "--format", format_)
    assert first == diff(goalcheck, "--format", format_)
    assert "goalcheck-" not in first.replace("goalcheck-difference", "")


@pytest.mark.usefixtures("repository")
def test_nothing_changed(goalcheck: Command) -> None:
    assert diff(goalcheck) == "Nothing is new, worse, better or gone; 3 findings as before.\n"


def test_what_was_decided_and_what_is_open_again(goalcheck: Command, repository: GitRepository) -> None:
    repository.write("org/decisions.yaml", "decisions: []\n")
    assert diff(goalcheck).startswith("3 open again; 0 findings as before.\n")
    backwards = diff(goalcheck, old="org", new="main:org")
    assert backwards.startswith("3 decided;")
    assert "new decision between counters.more-time and parcels.next-day: accepted until 2026-10-31" in backwards
    assert ", was open, is accepted GC101" in backwards


@pytest.mark.parametrize(
    ("old", "new", "finding", "because"),
    [
        (
            "capacity: {2026-H2: 100}",
            "capacity: {2026-H2: 60}",
            "GC106",
            "hours: capacity was 100 in 2026-H2, is 60 in 2026-H2",
        ),
        ("ratings: {x: 8}", "ratings: {x: 4}", "GC401", "rating of x by all in 2026-Q3 was 8, is 4"),
        ("priorities: [x]", "priorities: [x, y]", "GC305", "all: priorities was x, is x, y"),
        ("goals: {g: {}}", "goals: {g: {}, h: {}}", "GC207", "h is new"),
    ],
)
def test_whatever_was_declared_otherwise_explains(
    goalcheck: Command, write: Write, old: str, new: str, finding: str, because: str
) -> None:
    text = """
        organization: {name: One, period: 2026-H2}
        goals: {g: {}}
        customers: {all: {kind: external, priorities: [x]}}
        outcomes: {x: {customer: all, metric: m}, y: {customer: all}}
        metrics: {m: {better: lower}}
        resources: {hours: {capacity: {2026-H2: 100}}}
        departments:
          d:
            objectives:
              o: {target: {metric: m, from: 10, to: 5}, progress: {value: 5}, supports: [g], needs: {hours: 80}}
        scorecards: [{customer: all, period: 2026-Q3, ratings: {x: 8}}]
        """
    assert old in text
    before, now = write(text, "old.yaml"), write(text.replace(old, new), "new.yaml")
    data = json.loads(goalcheck("diff", before, now, "--format", "json", "--today", "2026-10-01").out)
    told = {each["finding"]["code"]: [why["text"] for why in each["because"]] for each in data["findings"]}
    assert told[finding] == [because]


def test_an_objective_that_moved_is_followed(goalcheck: Command, repository: GitRepository) -> None:
    for name in (FINANCE, "org/decisions.yaml"):
        repository.replace(name, "finance", "money")
    text = diff(goalcheck)
    assert text.startswith("Nothing is new, worse, better or gone; 3 findings as before.\n")
    assert "- finance.cheap-stamp moved to money.cheap-stamp" in text


def test_hostile_names_come_out_harmless(goalcheck: Command, repository: GitRepository) -> None:
    hostile = "<script>x</script> | [a](http://b) \\e[31m ::error::x"
    text = (repository.folder / PARCELS).read_text("utf-8")
    repository.write(PARCELS, text + f'        owner: "{hostile}"\n')
    assert "\x1b" not in diff(goalcheck, "--color", "never")
    tokens = readers.tokens(diff(goalcheck, "--format", "markdown"))
    assert not [token.type for token in tokens if "html" in token.type or "link" in token.type]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("main:nowhere", "there was no nowhere at 'main'"),
        ("nobody:org", "there is no commit 'nobody'"),
        ("--output=x:org", "there is no commit '--output=x'"),
        ("nowhere", "nowhere: there is no such file; what is in git is written REV:PATH"),
        ("main", "main: there is no such file; what is in git is written REV:PATH"),
        ("", "there is no such file"),
        (":org", "there is no such file"),
    ],
)
def test_what_is_not_there_is_said(goalcheck: Command, old: str, said: str) -> None:
    result = goalcheck("diff", "--", old, "org")
    assert (result.status, result.out) == (2, "")
    assert said in result.err
