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
    """One conflict is open again since somebody new hurts what suffers, one is worse though it is decided."""
    repository.replace(FINANCE, "low-price: helps\n", "low-price: strongly helps\n          kind-counter: hurts\n")
    repository.replace(PARCELS, "kind-counter: slightly hurts", "kind-counter: neutral")
    repository.replace("org/departments/counters.yaml", "low-price: hurts", "low-price: strongly hurts")
    return repository


def diff(goalcheck: Command, *arguments: object, old: str = "main:org", new: str = "org") -> str:
    result = goalcheck("diff", old, new, "--today", "2026-09-01", *arguments)
    assert (result.status, result.err) == (0, "")
    return result.out


@pytest.mark.usefixtures("changed")
def test_the_text_tells_what_is_open_again_and_worse_and_why(goalcheck: Command) -> None:
    text = diff(goalcheck)
    assert text.startswith("1 conflict open again, 1 conflict worse; 1 conflict as before.\n")
    again = text[text.index("OPEN AGAIN (1)") : text.index("WORSE (1)")]
    told = "severe   finance.fewer-staff squeezes kind-counter; promised by counters.more-time, pressure from 33 to 67"
    assert f"{told}, was decided, is open GC101 a56dafc9 org/departments/finance.yaml:14:11" in again
    assert "- hurt by finance.fewer-staff now\n" in again
    assert "- no longer hurt by parcels.next-day\n" in again
    assert "- new effect of finance.fewer-staff on kind-counter: hurts (-0.67) org/departments/finance.yaml:14" in again
    worse = text[text.index("WORSE (1)") : text.index("WHAT WAS DECLARED OTHERWISE")]
    assert ", pressure from 53 to 80, was serious, decided GC101" in worse
    assert "effect of counters.every-village on low-price was hurts (-0.67), is strongly hurts (-1.00)" in worse


@pytest.mark.usefixtures("changed")
def test_every_format_tells_the_same(goalcheck: Command) -> None:
    data = json.loads(diff(goalcheck, "--format", "json"))
    assert (data["format"], data["version"]) == ("goalcheck-difference", 2)
    assert data["summary"] == {
        "new": 0, "reopened": 1, "worse": 1, "better": 0, "decided": 0, "gone": 0, "unchanged": 1, "retracted": 0
    }  # fmt: skip
    told = [each["conflict"]["fingerprint"][:8] for each in data["conflicts"]]
    text, markdown = diff(goalcheck), diff(goalcheck, "--format", "markdown")
    assert all(each in text and each in markdown for each in told)
    again, worse = data["conflicts"]
    assert (again["drift"], worse["drift"]) == ("reopened", "worse")
    assert again["hurters"] == {"come": ["finance.fewer-staff"], "reopened": [], "left": ["parcels.next-day"]}
    assert worse["before"] == {"level": "serious", "pressure": 53.33, "open_pressure": 0.0, "status": "decided"}
    assert all(each["because"] for each in data["conflicts"])
    assert data["findings"] == []


@pytest.mark.usefixtures("changed")
def test_a_part_is_not_taken_for_the_whole(goalcheck: Command) -> None:
    """Of one outcome what is open again, of another what is worse, of all the worst."""
    text = diff(goalcheck, "--outcome", "kind-counter")
    assert text.startswith("1 conflict open again in this selection; nothing as before.\n")
    assert "finance.fewer-staff squeezes kind-counter" in text
    assert "WORSE" not in text
    declared = text[text.index("WHAT WAS DECLARED OTHERWISE") :]
    assert [line.split(" org/")[0] for line in declared.splitlines()[1:]] == [
        "- new effect of finance.fewer-staff on kind-counter: hurts (-0.67)",
    ]
    # Parcels hurt it before and do no more.
    assert diff(goalcheck, "--department", "parcels").startswith("1 conflict open again in this selection; nothing")
    assert diff(goalcheck, "--department", "company") == diff(goalcheck)
    assert diff(goalcheck, "--level", "severe", "--outcome", "fast-parcel").startswith("Nothing is new, worse, ")
    data = json.loads(diff(goalcheck, "--top", "1", "--format", "json"))
    assert [each["conflict"]["about"] for each in data["conflicts"]] == ["kind-counter"]
    assert (data["summary"]["reopened"], data["summary"]["worse"]) == (1, 1)


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 0),
        (("--fail-on", "severe"), 1),
        (("--fail-on", "severe", "--outcome", "open-office"), 0),
        (("--fail-on", "minor", "--outcome", "low-price"), 0),
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
    assert "parcels.next-day squeezes kind-counter; promised by counters.more-time" in text
    result = goalcheck("diff", "main:org", "org", "--department", "parcel")
    assert (result.status, result.out) == (2, "")
    assert "there is no department 'parcel'; did you mean 'parcels'?" in result.err


@pytest.mark.usefixtures("changed")
def test_backwards_worse_and_better_change_places(goalcheck: Command) -> None:
    text = diff(goalcheck, old="org", new="main:org")
    assert text.startswith("1 retracted, 1 conflict better, 1 conflict decided; 1 conflict as before.")
    assert "pressure from 80 to 53" in text


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_the_same_input_gives_the_same_bytes(goalcheck: Command, format_: str) -> None:
    first = diff(goalcheck, "--format", format_)
    assert first == diff(goalcheck, "--format", format_)
    assert "goalcheck-" not in first.replace("goalcheck-difference", "")


@pytest.mark.usefixtures("repository")
def test_nothing_changed(goalcheck: Command) -> None:
    assert diff(goalcheck) == "Nothing is new, worse, better or gone; 3 conflicts as before.\n"


def test_what_was_decided_and_what_is_open_again(goalcheck: Command, repository: GitRepository) -> None:
    repository.write("org/decisions.yaml", "decisions: []\n")
    assert diff(goalcheck).startswith("3 conflicts open again; nothing as before.\n")
    backwards = diff(goalcheck, old="org", new="main:org")
    assert backwards.startswith("3 conflicts decided;")
    assert "new decision between counters.more-time and parcels.next-day: accepted until 2026-10-31" in backwards
    assert "pressure 33.33 as before, was open, is decided GC101" in backwards


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
    assert text.startswith("Nothing is new, worse, better or gone; 3 conflicts as before.\n")
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
