"""GC401 and GC402, the ratings behind them from lists and tables, and what is at stake."""

from __future__ import annotations

import json
import os
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from conftest import EXAMPLES, texts
from jsonschema import Draft202012Validator  # type: ignore[import-untyped, unused-ignore]  # its stubs may be there

from goalcheck import InvalidInput, Level, analyze, load
from goalcheck.files import table as tables
from goalcheck.rules import examples, find_rule
from goalcheck.schemas import organization_schema, report_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Command, Write

    from goalcheck import Finding

    Found = Callable[..., list[Finding]]


@pytest.fixture
def found(write: Write) -> Found:
    """What one rule has to say of an organization."""

    def findings(text: str, code: str = "GC401") -> list[Finding]:
        return [finding for finding in analyze(load(write(text))).findings if finding.code == code]

    return findings


@pytest.mark.parametrize("code", ["GC401", "GC402", "GC403"])
def test_examples(write: Write, code: str) -> None:
    pages = examples(find_rule(code))
    assert [finding.code for finding in analyze(load(write(pages.fires))).findings] == [code]
    assert not analyze(load(write(pages.silent, "silent.yaml"))).findings


TEXT = dedent("""\
    organization: {name: Northline, period: 2026-H2, currency: USD}
    customers: {business: {name: Business customers}, homes: {name: Households}}
    metrics: {days: {better: lower}, contacts: {better: higher}}
    outcomes:
      calls: {customer: business, importance: 5, at_stake: 610000}
    drivers: {time: {affects: {calls: strongly helps}}}
    departments:
      ops:
        objectives:
          speed:
            owner: Director
            target: {metric: days, from: 55, to: 30}
            progress: {value: 31, date: 2026-09-30}
            affects: {time: hurts}
      sales:
        objectives:
          contact:
            target: {metric: contacts, at_least: 90}
            progress: {value: 95}
            affects: {calls: helps}
    scorecards:
      - {customer: business, period: 2026-Q3, ratings: {calls: 4}}
      - {customer: business, period: 2026-Q1, ratings: {calls: 8}}
      - {customer: business, period: 2026-Q2, ratings: {calls: 7}}
    """)

RATINGS = TEXT[TEXT.index("  - {customer: business, period: 2026-Q3") :]


def rated(*ratings: tuple[str, float], customer: str = "business") -> str:
    """The organization with other ratings of the one outcome."""
    cards = [
        f"  - {{customer: {customer}, period: {period}, ratings: {{calls: {rating}}}}}" for period, rating in ratings
    ]
    return TEXT.replace(RATINGS, "\n".join(cards) + "\n")


class TestGreenButUnhappy:
    def test_the_whole_story(self, found: Found) -> None:
        (finding,) = found(TEXT)
        assert str(finding.message) == (
            "the customer business rates calls 4 in 2026-Q3, down from 8 in 2026-Q1, "
            "while ops.speed, which hurts it, is 96 % of the way to its target"
        )
        assert texts(finding.details) == (
            "On 2026-09-30 ops.speed stands at 31 against a target of 30 (96 % of the way).",
            "Business customers rate calls 4 in 2026-Q3, down from 8 in 2026-Q1.",
            "Over the periods: 8 in 2026-Q1, 7 in 2026-Q2, 4 in 2026-Q3.",
            "The likely cause: ops.speed hurts time, which strongly helps calls.",
            "sales.contact stands at 95 against a target of at least 90 (met), which helps calls, "
            "without the customer noticing.",
        )
        assert finding.objectives == ("ops.speed", "sales.contact")
        assert (finding.level, finding.tension, finding.at_stake) == (Level.SEVERE, None, 610000)
        (contest,) = finding.outcomes
        assert [(side.objective, side.sign, len(side.chain)) for side in contest.sides] == [
            ("ops.speed", -1, 2),
            ("sales.contact", 1, 1),
        ]
        assert [location.line for location in finding.locations] == [14, 20, 6, 22]
        assert texts(finding.advice) == (
            "Let Director ask Business customers what changed since 2026-Q1, before ops.speed is called a success.",
            "Give ops.speed a guardrail that protects calls: a floor on a metric that the customer would notice; "
            "the target counts only while it holds.",
        )

    @pytest.mark.parametrize(
        ("ratings", "fires"),
        [
            ([("2026-Q3", 6)], False),
            ([("2026-Q3", 5.9)], True),
            ([("2026-Q2", 8), ("2026-Q3", 7)], True),
            ([("2026-Q2", 8), ("2026-Q3", 7.1)], False),
            ([("2026-Q2", 7.3), ("2026-Q3", 6.3)], True),  # 7.3 - 6.3 is a little less than 1 in binary
            ([("2026-Q1", 9), ("2026-Q2", 7), ("2026-Q3", 7)], True),
            ([("2025-Q3", 9), ("2026-Q2", 7), ("2026-Q3", 7)], True),  # it ended 365 days before
            ([("2025-Q2", 9), ("2026-Q2", 7), ("2026-Q3", 7)], False),
            ([("2026-Q3", 6), ("2026-Q2", 3)], False),
            ([("2026-H1", 8), ("2026-Q3", 7)], True),
        ],
    )
    def test_low_or_fallen(self, found: Found, ratings: list[tuple[str, float]], fires: bool) -> None:
        assert bool(found(rated(*ratings))) is fires

    @pytest.mark.parametrize(
        ("ratings", "words"),
        [
            ([("2026-Q3", 4)], "the customer business rates calls 4 in 2026-Q3, while"),
            (
                [("2026-Q2", 3), ("2026-Q3", 4)],
                "the customer business rates calls 4 in 2026-Q3, at best 3 in 2026-Q2, while",
            ),
            (
                [("2026-Q2", 5), ("2026-Q3", 5)],
                "the customer business rates calls 5 in 2026-Q3, at best 5 in 2026-Q2, while",
            ),
            ([("2025", 8), ("2026-Q1", 8), ("2026-Q3", 4.5)], "calls 4.5 in 2026-Q3, down from 8 in 2026-Q1, while"),
        ],
    )
    def test_the_last_rating_against_the_best_before(
        self, found: Found, ratings: list[tuple[str, float]], words: str
    ) -> None:
        assert words in str(found(rated(*ratings))[0].message)

    @pytest.mark.parametrize(
        ("target", "value", "green"),
        [
            ("from: 55, to: 30", 35, True),
            ("from: 55, to: 30", 35.1, False),
            ("from: 55, to: 30", 20, True),
            ("from: 55, to: 30", 60, False),
            ("from: 0, to: 0.3", 0.24, True),
            ("from: 30, to: 30", 30, True),
            ("from: 30, to: 30", 31, False),
            ("at_most: 30", 30, True),
            ("at_most: 30", 31, False),
            ("at_least: 30", 29.5, False),
            ("between: [28, 30]", 28, True),
            ("between: [28, 30]", 27.9, False),
        ],
    )
    def test_green_is_most_of_the_way_or_met(self, found: Found, target: str, value: float, green: bool) -> None:
        text = TEXT.replace("from: 55, to: 30", target).replace("value: 31", f"value: {value}")
        assert ("ops.speed" in found(text)[0].objectives) is green

    @pytest.mark.parametrize(
        ("change", "to"),
        [
            ("progress: {value: 31, date: 2026-09-30}", "priority: 3"),
            ("target: {metric: days, from: 55, to: 30}", "priority: 3"),
            ("owner: Director", "status: done"),
            ("owner: Director", "period: 2026-Q4"),  # began after the last rating
            ("affects: {time: hurts}", "affects: {}"),
        ],
    )
    def test_whoever_is_not_green_or_does_not_push_is_not_named(self, found: Found, change: str, to: str) -> None:
        assert change in TEXT
        (finding,) = found(TEXT.replace(change, to))
        assert finding.objectives == ("sales.contact",)
        assert str(finding.message).endswith("while sales.contact, which helps it, has met its target")
        assert not any("likely cause" in detail for detail in texts(finding.details))
        assert "contacts of sales.contact is green" in texts(finding.advice)[0]

    def test_nobody_green_nothing_said(self, found: Found) -> None:
        assert not found(TEXT.replace("value: 31", "value: 50").replace("value: 95", "value: 50"))

    def test_one_that_helps_and_hurts_alike_is_a_likely_cause(self, found: Found) -> None:
        text = TEXT.replace("affects: {time: hurts}", "affects: {time: hurts, calls: helps}")
        (finding,) = found(text)
        assert (finding.outcomes[0].sides[0].objective, finding.outcomes[0].sides[0].sign) == ("ops.speed", -1)

    def test_a_guardrail_that_did_not_hold(self, found: Found) -> None:
        text = TEXT.replace("owner: Director", "guardrails: [{protects: calls}]")
        assert texts(found(text)[0].advice)[1] == "The guardrail of ops.speed did not protect calls: raise its floor."

    def test_one_finding_for_all_customers_the_unhappiest_first(self, found: Found) -> None:
        text = TEXT + "  - {customer: homes, period: 2026-Q3, ratings: {calls: 3}}\n"
        (finding,) = found(text)
        assert str(finding.message).startswith("the customer homes (and 1 more) rates calls 3 in 2026-Q3, while")
        assert "Households rate calls 3 in 2026-Q3." in texts(finding.details)
        assert "Business customers rate calls 4 in 2026-Q3, down from 8 in 2026-Q1." in texts(finding.details)
        content = TEXT + "  - {customer: homes, period: 2026-Q3, ratings: {calls: 9}}\n"
        assert str(found(content)[0].message).startswith("the customer business rates calls 4")

    def test_many_green_objectives_are_counted_and_few_told(self, found: Found) -> None:
        objective = "target: {metric: days, from: 55, to: 30}, progress: {value: 30}, affects: {time: hurts}"
        more = "\n".join(f"      o{number}: {{{objective}}}" for number in range(8))
        (finding,) = found(TEXT.replace("      contact:\n", f"{more}\n      contact:\n"))
        assert len(finding.objectives) == 10
        assert len(finding.outcomes[0].sides) == 6
        assert "4 more green objectives hurt calls." in texts(finding.details)
        assert str(finding.message).endswith("while ops.speed, sales.o0, sales.o1 and 6 more, which hurt it, are green")

    def test_the_lowest_ratings_come_first_when_few_are_listed(self, found: Found) -> None:
        names = [f"o{number}" for number in range(5)]
        text = dedent(f"""\
            settings: {{max_findings: 2}}
            customers: {{homes: {{}}}}
            metrics: {{days: {{}}}}
            outcomes: {{{", ".join(f"{name}: {{}}" for name in names)}}}
            departments:
              ops:
                objectives:
                  a:
                    target: {{metric: days, at_most: 3}}
                    progress: {{value: 3}}
                    affects: {{{", ".join(f"{name}: hurts" for name in names)}}}
            scorecards:
              - {{customer: homes, period: 2026, ratings: {{o0: 5, o1: 3, o2: 4, o3: 1, o4: 2}}}}
            """)
        assert sorted(finding.outcomes[0].outcome for finding in found(text)) == ["o3", "o4"]

    def test_a_conflict_tells_it_in_its_place(self, goalcheck: Command) -> None:
        data = json.loads(goalcheck("analyze", EXAMPLES / "northline", "--today", "2026-10-15", "--format", "json").out)
        [finding] = [each for each in data["findings"] if each["code"] == "GC401"]
        assert [each["about"] for each in data["conflicts"] if finding["fingerprint"] in each["findings"]] == [
            "personal-attention"
        ]
        text = goalcheck("explain", finding["fingerprint"], EXAMPLES / "northline", "--today", "2026-10-15").out
        for sentence in (
            "operations.install-30 stands at 31 against a target of 30 (96 % of the way)",
            "Business customers rate personal-attention 4 in 2026-Q3, down from 8 in 2026-Q1.",
        ):
            assert sentence in text


class TestUnratedOutcome:
    def test_every_outcome_that_no_scorecard_rates(self, found: Found) -> None:
        text = TEXT.replace("outcomes:\n", "outcomes:\n  a: {customer: homes, metric: days, name: Fast}\n  b: {}\n")
        findings = found(text, "GC402")
        assert [str(finding.message) for finding in findings] == [
            "no scorecard rates a (importance 3 of 5)",
            "no scorecard rates b (importance 3 of 5)",
        ]
        assert texts(findings[0].advice) == (
            'Ask Households to rate "Fast" from 0 to 10 in the next round; until then days is all that anybody knows.',
        )
        assert texts(findings[1].advice)[0].endswith("in the next round; nothing else measures it.")

    def test_silent_without_ratings(self, found: Found) -> None:
        assert not found(TEXT[: TEXT.index("scorecards:")], "GC402")


class TestRatingsFromATable:
    HEADER = "customer,period,outcome,rating,note\n"
    FILE = TEXT[: TEXT.index("scorecards:")] + "scorecards: {file: data/ratings.csv}\n"

    def problems(self, write: Write, table: str | bytes) -> list[tuple[str, int, int, str]]:
        path = write("", "data/ratings.csv")
        path.write_bytes(table if isinstance(table, bytes) else table.encode())
        with pytest.raises(InvalidInput) as caught:
            load(write(self.FILE))
        return [
            (
                problem.file.rsplit("/", 1)[-1],
                *(problem.places[0].location[1:3] if problem.places else (0, 0)),
                str(problem.message),
            )
            for problem in caught.value.problems
        ]

    def test_the_same_story_as_from_a_list_and_what_they_said(self, write: Write, found: Found) -> None:
        rows = 'business,2026-Q3,calls,4,"nobody calls, they say"\r\nbusiness,2026-Q1,calls,8\r\n'
        path = write("", "data/ratings.csv")
        path.write_bytes(f"\ufeff{self.HEADER}{rows}\n,,,,\nbusiness , 2026-Q2, calls,7.0,\n".encode())
        (finding,) = found(self.FILE)
        (listed,) = found(TEXT)
        assert str(finding.message) == str(listed.message)
        assert texts(finding.details)[:3] == texts(listed.details)[:3]
        assert 'They say: "nobody calls, they say"' in texts(finding.details)
        assert (finding.locations[-1].file, finding.locations[-1].line) == (str(path), 2)

    def test_every_problem_with_its_place(self, write: Write) -> None:
        table = self.HEADER + dedent("""\
            business,2026-Q3,call,4,
            busines,2026-Q5,calls,four,"two
            lines"
            business,2026-Q1,calls,11
            business,2026-Q1,calls,-1
            business,2026-Q1,calls,nan
            business,,calls,
            business,2026-Q2,calls,5,fine,indeed
            business,2026-Q2,calls,5,"quoted, and fine"
            business,2026-Q2,calls,6
            """)
        assert self.problems(write, table) == [
            ("ratings.csv", 2, 18, "unknown outcome 'call'; did you mean 'calls'?"),
            ("ratings.csv", 3, 1, "unknown customer 'busines'; did you mean 'business'?"),
            ("ratings.csv", 3, 9, "'2026-Q5' is no period"),
            ("ratings.csv", 3, 23, "found 'four'"),
            ("ratings.csv", 5, 24, "found '11'"),
            ("ratings.csv", 6, 24, "found '-1'"),
            ("ratings.csv", 7, 24, "found 'nan'"),
            ("ratings.csv", 8, 1, "the period is missing"),
            ("ratings.csv", 8, 1, "the rating is missing"),
            ("ratings.csv", 9, 31, "the row has 6 cells"),
            ("ratings.csv", 11, 18, "business rates 'calls' twice in 2026-Q2"),
        ]

    @pytest.mark.parametrize(
        ("header", "problems"),
        [
            ("customer,period,outcome\n", [(1, 1, "the column 'rating' is missing")]),
            (
                "customer,period,outcome,ratings\n",
                [
                    (1, 1, "the column 'rating' is missing"),
                    (1, 25, "unknown column 'ratings'; did you mean 'rating'?"),
                ],
            ),
            ("customer,period,outcome,rating,who\n", [(1, 32, "unknown column 'who'")]),
            ("customer,period,outcome,rating,rating\n", [(1, 32, "the column 'rating' comes twice")]),
            ("customer;period;outcome;rating\n", [(1, 1, "the columns are separated by semicolons")]),
            ("", [(0, 0, "the table is empty")]),
            ("\n\n", [(0, 0, "the table is empty")]),
            ("," * 200 + "x\n", [(1, 101, "the table has more than 100 columns")]),
            (HEADER + '"business,2026', [(2, 1, "a quoted text does not end")]),
            (HEADER + 'business,2026,calls,"5"x\n', [(2, 1, "this is no row of a table")]),
            (HEADER + "x" * 100_001 + "\n", [(2, 1, "a row has more than 100,000 characters")]),
        ],
    )
    def test_what_is_no_such_table(self, write: Write, header: str, problems: list[tuple[int, int, str]]) -> None:
        assert self.problems(write, header) == [("ratings.csv", *problem) for problem in problems]

    def test_bytes_that_are_no_text(self, write: Write) -> None:
        assert self.problems(write, self.HEADER.encode() + b"business,\xff\n") == [
            ("ratings.csv", 2, 10, "the byte 0xFF is not valid UTF-8")
        ]

    def test_too_many_rows(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tables, "MAX_ROWS", 1)
        rows = "business,2026-Q1,calls,8\nbusiness,2026-Q2,calls,8\nbusiness,2026-Q3,calls,8\n"
        assert self.problems(write, self.HEADER + rows) == [("ratings.csv", 3, 1, "the table has more than 1 rows")]

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("nowhere.csv", "there is no file 'nowhere.csv'"),
            ("/etc/passwd", "is absolute"),
            ("../../ratings.csv", "outside"),
            ("data", "this is a directory"),
            ("link.csv", "outside"),
            ("pipe.csv", "this is no regular file"),
            ("'*.csv'", "names several files"),
        ],
    )
    def test_only_a_file_below_the_given_paths(self, write: Write, tmp_path: Path, name: str, message: str) -> None:
        write("", "org/data/ratings.csv")
        (tmp_path / "org" / "link.csv").symlink_to("/etc/passwd")
        os.mkfifo(tmp_path / "org" / "pipe.csv")
        with pytest.raises(InvalidInput) as caught:
            load(write(self.FILE.replace("data/ratings.csv", name), "org/org.yaml"))
        (problem,) = caught.value.problems
        assert message in str(problem.message)
        assert problem.places[0].location.line == self.FILE.count("\n")

    def test_a_table_is_named_once_and_lists_may_stand_beside_it(self, write: Write, tmp_path: Path) -> None:
        write(self.HEADER + "business,2026-Q3,calls,4\n", "data/ratings.csv")
        write(self.FILE)
        other = write("scorecards: [{customer: business, period: 2026-Q2, ratings: {calls: 8}}]", "other.yaml")
        assert [card.period.label for card in load(tmp_path).scorecards] == ["2026-Q2", "2026-Q3"]
        other.write_text("scorecards: {file: ./data/ratings.csv}\n")
        with pytest.raises(InvalidInput) as caught:
            load(tmp_path)
        (problem,) = caught.value.problems
        assert str(problem.message) == "'./data/ratings.csv' is named twice"
        assert [place.location.file for place in problem.places] == [str(other), str(tmp_path / "org.yaml")]

    def test_a_rating_is_given_once_in_lists_and_tables(self, write: Write, tmp_path: Path) -> None:
        write(self.HEADER + "business,2026,calls,4\n", "data/ratings.csv")
        write(self.FILE)
        period = "{from: 2026-01-01, to: 2026-12-31}"
        write(f"scorecards: [{{customer: business, period: {period}, ratings: {{calls: 8}}}}]", "other.yaml")
        with pytest.raises(InvalidInput) as caught:
            load(tmp_path)
        (problem,) = caught.value.problems
        assert str(problem.message).startswith("business rates 'calls' twice in")
        assert len(problem.places) == 2

    def test_the_schema_allows_both_and_nothing_else(self) -> None:
        validator = Draft202012Validator(json.loads(organization_schema()))
        card = {"customer": "a", "period": 2026, "ratings": {"x": 4}}
        assert validator.is_valid({"scorecards": [card]})
        assert validator.is_valid({"scorecards": {"file": "ratings.csv"}})
        for wrong in ({"file": 3}, {"file": "a", "more": 1}, {}, "ratings.csv", [{"file": "ratings.csv"}]):
            assert not validator.is_valid({"scorecards": wrong})


class TestAtStake:
    TEXT = dedent("""\
        organization: {name: Money, currency: USD}
        outcomes:
          a: {importance: 5, at_stake: 100.5}
          b: {importance: 5, at_stake: 40}
          c: {importance: 5}
          d: {importance: 1, at_stake: 7}
        departments:
          one: {objectives: {x: {affects: {a: hurts, b: hurts, c: hurts, d: slightly hurts}}}}
          two: {objectives: {y: {affects: {a: helps, b: helps}}, z: {affects: {c: helps, b: helps}}}}
          six: {objectives: {w: {affects: {c: helps}}}}
        """)

    def test_each_finding_and_the_sum_of_the_serious_ones(self, write: Write) -> None:
        report = analyze(load(write(self.TEXT)))
        conflicts = {finding.objectives: finding.at_stake for finding in report.findings if finding.code == "GC101"}
        assert conflicts == {("one.x", "two.y"): 140.5, ("one.x", "two.z"): 40, ("one.x", "six.w"): None}
        outcomes = report.organization.outcomes
        weighty = [each.about for each in report.conflicts if each.level is not Level.MINOR]
        assert report.summary.at_stake == sum(outcomes[each].at_stake or 0 for each in weighty) == 140.5

    def test_findings_of_equal_tension_stand_by_it(self, write: Write) -> None:
        findings = [each for each in analyze(load(write(self.TEXT))).findings if each.code == "GC101"]
        assert len({each.tension for each in findings}) == 1
        assert [each.objectives[1] for each in findings] == ["two.y", "two.z", "six.w"]

    def test_a_decision_takes_it_off_the_sum(self, write: Write) -> None:
        accepted = "".join(
            f"  - {{between: [one.x, two.{key}], decision: accepted, by: X, reason: Y, until: 2999-12-31}}\n"
            for key in ("y", "z")
        )
        text = self.TEXT + "settings: {rules: {GC203: off, GC302: off}}\n"
        assert analyze(load(write(text))).summary.at_stake == 140.5
        assert analyze(load(write(text + "decisions:\n" + accepted))).summary.at_stake == 0

    def test_in_json_and_text(self, goalcheck: Command, write: Write) -> None:
        path = write(self.TEXT)
        data = json.loads(goalcheck("analyze", path, "--format", "json").out)
        Draft202012Validator(json.loads(report_schema())).validate(data)
        assert {finding["at_stake"] for finding in data["findings"] if finding["code"] == "GC101"} == {140.5, 40, None}
        stakes = {each["about"]: each["at_stake"] for each in data["conflicts"]}
        text = goalcheck("analyze", path, "--all").out
        assert stakes["a"] == 100.5
        assert " USD at stake." in text
        fingerprint = data["findings"][0]["fingerprint"]
        assert "at stake: 140 USD" in goalcheck("explain", fingerprint, path).out

    def test_nothing_declared_nothing_said(self, goalcheck: Command, write: Write) -> None:
        path = write("outcomes: {a: {}}\ndepartments: {one: {objectives: {x: {affects: {a: hurts}}}}}\n")
        data = json.loads(goalcheck("analyze", path, "--format", "json").out)
        assert "at_stake" not in data["summary"]
        assert [each["at_stake"] for each in data["conflicts"]] == [None]
        assert [finding["at_stake"] for finding in data["findings"]] == [None] * len(data["findings"])
        assert "t stake" not in goalcheck("analyze", path).out
