"""Ask, fill in, collect: every answer stands where it belongs, nothing else changes, and twice changes nothing."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Command, Write

from goalcheck import load

ORG = """\
# The whole company
organization: {name: Firm}
customers: {business: {name: Business, priorities: [calls]}}
outcomes:
  calls: {name: Somebody calls me, customer: business, importance: 4}  # theirs
  speed: {name: It is fast, customer: business}
drivers:
  time: {name: Time, affects: {calls: strongly helps}}
departments:
  operations:
    lead: Olga
    objectives:
      fast:   # the install team
        name: Install fast
        affects: {speed: helps}
  sales:
    objectives:
      contact:
        name: Call everybody
        affects: {calls: strongly helps}
        relies_on: [time]
"""

FAST = "operations.fast"
ANSWERS = {
    f"effect:{FAST}:time": ("hurts", "the same people", "medium"),
    f"relies:{FAST}:time": ("strongly", "", ""),
    f"claim:sales.contact:{FAST}": ("slightly hurts", "they ring us", ""),
    f"considered:{FAST}": ("yes", "", ""),
    f"agreed:{FAST}:team": ("yes", "", ""),
    f"more:{FAST}": ("The second line", "", ""),
}


def filled(form: Path, answers: dict[str, tuple[str, str, str]], *, by: str = "Olga", day: str = "2026-10-01") -> None:
    """Fill in a CSV form as somebody does in a spreadsheet."""
    rows = list(csv.reader(StringIO(form.read_text("utf-8"))))
    header = next(row for row in rows if "id" in row)
    for row in rows:
        if row[:1] == ["your name"]:
            row[1] = by
        elif row[:1] == ["date"]:
            row[1] = day
        elif len(row) == len(header) and row[-1] in answers:
            for name, value in zip(("answer", "because", "sure"), answers[row[-1]], strict=True):
                row[header.index(name)] = value
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    form.write_text(text.getvalue(), "utf-8")


@pytest.fixture
def org(write: Write) -> Path:
    return write(ORG)


def asked(goalcheck: Command, org: Path, name: str, *more: str) -> Path:
    form = org.parent / "forms" / name
    form.parent.mkdir(exist_ok=True)
    assert goalcheck("ask", org, "-o", form, *more).status == 0
    return form


def test_answers_stand_where_they_belong(goalcheck: Command, org: Path) -> None:
    form = asked(goalcheck, org, "operations.csv", "--department", "operations")
    filled(form, ANSWERS)
    shown = goalcheck("collect", form, org)
    assert org.read_text("utf-8") == ORG
    assert "+" in shown.out
    written = goalcheck("collect", form, org, "--write")
    assert "The second line" in written.err
    found = load(str(org))
    fast = found.objectives[FAST]
    effect = next(each for each in fast.effects if each.target == "time")
    assert (effect.word, effect.because, effect.confidence, effect.by) == ("hurts", "the same people", "medium", "Olga")
    assert [(each.target, each.how, each.by) for each in fast.relies_on] == [("time", "strongly", "Olga")]
    assert fast.considered is not None
    assert fast.agreed_with == ("team",)
    claims = [(each.origin, each.effect.target, each.effect.word, each.by, each.person) for each in found.claims]
    assert claims == [("sales.contact", FAST, "slightly hurts", "operations", "Olga")]
    for comment in ("# The whole company", "# theirs", "# the install team"):
        assert comment in org.read_text("utf-8")


def test_twice_changes_nothing(goalcheck: Command, org: Path) -> None:
    form = asked(goalcheck, org, "operations.csv", "--department", "operations")
    filled(form, ANSWERS)
    goalcheck("collect", form, org, "--write")
    once = org.read_text("utf-8")
    again = goalcheck("collect", form, org, "--write")
    assert again.status == 0
    assert org.read_text("utf-8") == once


def test_who_disagrees_is_kept_and_told(goalcheck: Command, org: Path) -> None:
    """The lead's word is the effect, whoever answered first; the other's a claim; nothing is averaged."""
    first = asked(goalcheck, org, "first.csv", "--department", "operations")
    second = asked(goalcheck, org, "second.csv", "--department", "operations")
    filled(first, {f"effect:{FAST}:time": ("strongly helps", "", "")}, by="Ben", day="2026-09-01")
    filled(second, {f"effect:{FAST}:time": ("hurts", "", "")})
    told = goalcheck("collect", first, second, org, "--write")
    assert "disagree" in told.err
    found = load(str(org))
    assert {each.target: each.word for each in found.objectives[FAST].effects}["time"] == "hurts"
    assert [(each.effect.word, each.person) for each in found.claims] == [("strongly helps", "Ben")]


def test_a_later_answer_of_the_same_person_replaces_the_earlier(goalcheck: Command, org: Path) -> None:
    form = asked(goalcheck, org, "operations.csv", "--department", "operations")
    filled(form, ANSWERS)
    goalcheck("collect", form, org, "--write")
    form.write_text(form.read_text("utf-8").replace("2026-10-01", "2026-11-01").replace(";hurts;", ";helps;"), "utf-8")
    goalcheck("collect", form, org, "--write")
    assert {each.target: each.word for each in load(str(org)).objectives[FAST].effects}["time"] == "helps"


def test_an_answer_to_what_has_changed_is_listed(goalcheck: Command, org: Path) -> None:
    form = asked(goalcheck, org, "operations.csv", "--department", "operations")
    filled(form, {f"effect:{FAST}:time": ("hurts", "", ""), f"relies:{FAST}:time": ("partly", "", "")})
    text = ORG.replace("{speed: helps}", "{speed: helps, time: helps}")
    org.write_text(text, "utf-8")
    told = goalcheck("collect", form, org)
    assert "have changed" in told.err or "has changed" in told.err
    assert "time: {effect" not in told.out
    org.write_text(ORG.replace("time", "hours"), "utf-8")
    assert "there is no 'time' any more" in goalcheck("collect", form, org).err


def test_a_customer_answers(goalcheck: Command, org: Path) -> None:
    form = asked(goalcheck, org, "business.csv", "--customer", "business", "--today", "2026-10-05")
    answers = {
        "importance:speed": ("5", "", ""),
        "rating:speed:2026-10": ("6.5", "", ""),
        "rating:calls:2026-10": ("8", "", ""),
        "priority:speed": ("1", "", ""),
        "agreed:operations.fast:business": ("yes", "", ""),
    }
    filled(form, answers, by="Kim")
    assert goalcheck("collect", form, org, "--write").status == 0
    found = load(str(org))
    assert found.outcomes["speed"].importance == 5
    assert [each.ratings for each in found.scorecards] == [(("calls", 8.0), ("speed", 6.5))]
    assert found.customers["business"].priorities == ("speed", "calls")
    assert found.objectives[FAST].agreed_with == ("business",)
    once = org.read_text("utf-8")
    goalcheck("collect", form, org, "--write")
    assert org.read_text("utf-8") == once


def test_markdown_and_saved_answers_come_home_too(goalcheck: Command, org: Path) -> None:
    form = asked(goalcheck, org, "operations.md", "--department", "operations")
    lines = form.read_text("utf-8").replace("your name:", "your name: Olga").splitlines()
    at = next(number for number, line in enumerate(lines) if f"`effect:{FAST}:time`" in line)
    lines[at] = lines[at].replace("|  |", "| hurts |", 1)
    form.write_text("\n".join(lines), "utf-8")
    assert "hurts" in goalcheck("collect", form, org).out
    saved: dict[str, Any] = {
        "goalcheck-answers": 1,
        "department": "operations",
        "by": "Olga",
        "date": "2026-10-01",
        "answers": [{"id": f"effect:{FAST}:time", "was": "", "answer": "hurts"}],
    }
    answers = form.parent / "answers.json"
    answers.write_text(json.dumps(saved), "utf-8")
    assert "hurts" in goalcheck("collect", answers, org).out


def test_answers_are_no_part_of_an_organization(goalcheck: Command, org: Path) -> None:
    (org.parent / "answers.yaml").write_text("goalcheck-answers: 1\ndepartment: sales\nanswers: []\n", "utf-8")
    assert goalcheck("analyze", org.parent).status == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("none.csv", None, "none.csv"),
        ("plain.csv", "a,b\n1,2\n", "goalcheck-form"),
        ("long.csv", 'goalcheck-form,1\n"' + "x" * 200_000 + '"\n', "no table"),
        ("page.html", "<p>", "open it in a browser"),
        ("nobody.json", '{"goalcheck-answers": 1, "department": "sales", "answers": []}', "no date"),
        ("later.json", '{"goalcheck-answers": 9, "department": "sales"}', "version '9'"),
    ],
)
def test_what_is_no_form_is_refused(goalcheck: Command, org: Path, name: str, text: str | None, said: str) -> None:
    form = org.parent / "forms" / name
    form.parent.mkdir()
    if text is not None:
        form.write_text(text, "utf-8")
    done = goalcheck("collect", form, org)
    assert done.status == 2
    assert said in done.err
