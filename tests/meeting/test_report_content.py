"""What a report for a meeting tells: the first page, a page for each conflict, the appendix, and parts of it all."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, Command, Write
from report_files import FORMS, HARBOUR, NORTHLINE, PEACE, TODAY, Report, needs_typst, squeezed

from goalcheck.api import analyzed
from goalcheck.cli import analyzing

FIRST_PAGE_ENDS = "Who hurts whom The worst tension"
ON_THE_FIRST_PAGE = (
    "6 stories, 6 conflicts: 1 severe, 2 serious, 3 minor",
    "885,000 USD at stake in one period",
    "17 of 18 objectives can be seen; what follows says nothing about “Close the books in three days”.",
    "“One person knows my order and calls me”",
    "Business customers, importance 5 of 5; rated 4 of 10 in 2026-Q3, down from 8 in the year before",
    "610,000 USD",
    "“Cut the install interval from 55 to 30 days” (Network Operations), at “Coordinator time for each order”",
    "Chief Operating Officer (Customer Delivery)",
    "starts at 42; a target that stops there ends this harm. The conflict ends.",
    "Five declarations hold 5 of 6 conflicts",
    "Director of Installation, Network Operations; 32 % of all pressure",
)
ONE = """
    outcomes: {calm: {name: Calm, importance: 5}}
    departments:
      a: {name: Kind People, objectives: {kind: {name: Be kind, affects: {calm: strongly helps}}}}
      b: {name: Fast People, objectives: {fast: {name: Be fast, affects: {calm: strongly hurts}}}}
      c: {name: Quiet People, objectives: {still: {name: Be still, affects: {calm: helps}}}}
    """


class TestFirstPage:
    @pytest.mark.parametrize("form", ["html", pytest.param("pdf", marks=needs_typst)])
    def test_tells_who_suffers_pays_squeezes_and_decides_and_what_to_do_first(self, report: Report, form: str) -> None:
        text = report.text(form) if form == "html" else squeezed(report.pdf().pages[0].extract_text())
        first, _, _ = text.partition(FIRST_PAGE_ENDS)
        assert [each for each in ON_THE_FIRST_PAGE if each not in first] == []

    @needs_typst
    @pytest.mark.parametrize("paths", [NORTHLINE, HARBOUR])
    def test_is_one_page_on_paper(self, report: Report, paths: Path) -> None:
        pages = [squeezed(page.extract_text()) for page in report.pdf(paths=paths).pages]
        assert "declarations hold" in pages[0]
        assert "What else counts" in pages[1]

    def test_tells_five_stories_at_most_and_counts_the_others(self, report: Report) -> None:
        page = report.html()
        assert [each for _, each in page.elements if each.get("data-story")][4]["data-story"] == "4"
        assert sum("data-story" in each for _, each in page.elements) == 5
        assert "1 more story, each with less pressure." in page.text

    def test_tells_conflicts_with_one_root_together(self, report: Report) -> None:
        text = report.html(paths=HARBOUR).text
        story = text[text.index("“Technicians' time for each lift”: 5 conflicts") : text.index("3 conflicts")]
        assert "“The lift runs again the same day” (Hospitals and care homes)" in story
        assert "and 2 more" in story
        assert "1,820,000 EUR" in story

    def test_says_of_each_declaration_what_ends_or_falls_without_it(self, report: Report) -> None:
        text = report.html(paths=HARBOUR).text
        assert "Five declarations hold 10 of 16 conflicts" in text
        assert "“The new lift is handed over on the day agreed” falls by a level" in text
        assert "Without it “One person knows my order and calls me” ends." in report.html().text

    def test_names_what_counts_beside_the_conflicts(self, report: Report) -> None:
        text = report.html().text
        found = re.search(
            r"(\d+) findings beside the conflicts: 1 severe, (\d+) serious, (\d+) minor. The worst:", text
        )
        assert found
        assert int(found[1]) == 1 + int(found[2]) + int(found[3])

    def test_counts_as_every_other_output_does(self, report: Report, goalcheck: Command) -> None:
        told = json.loads(goalcheck("analyze", NORTHLINE, *TODAY, "--format", "json").out)
        openly = [each for each in told["conflicts"] if each["status"] == "open"]
        assert f"{len(told['stories']) - 1} stories, {len(openly)} conflicts:" in report.html().text


class TestCoverage:
    def test_that_is_nothing_is_the_headline(self, report: Report, write: Write) -> None:
        file = write("departments: {a: {objectives: {x: {}, y: {}}}}\n")
        said = "Nothing can be found yet: none of the 2 objectives reaches a customer or another objective"
        assert f"**{said}**" in report.markdown(paths=file)

    def test_of_a_part_is_the_headline(self, report: Report, write: Write) -> None:
        file = write("outcomes: {o: {}}\ndepartments: {a: {objectives: {x: {}, y: {}, z: {affects: {o: helps}}}}}\n")
        text = report.markdown(paths=file)
        assert "**Only 1 of 3 objectives can be seen: what follows is a part**. No conflict was found among" in text
        assert "says nothing about “x” and “y”" in text

    @pytest.mark.parametrize("form", FORMS)
    def test_stands_beside_silence(self, report: Report, write: Write, form: str) -> None:
        text = report.text(form, paths=write(PEACE))
        assert "No conflict was found among the 1 of 1 objective that can be seen" in text

    def test_of_nothing_at_all_is_told_too(self, report: Report, write: Write) -> None:
        file = write("version: 1\n")
        assert "Nothing can be found yet: no objective is in force" in report.html(paths=file).text

    def test_of_a_department_without_conflict(self, report: Report) -> None:
        said = "Nothing against Information Technology among the 1 of 1 objective that can be seen"
        assert said in report.markdown("--department", "it")


class TestConflict:
    @pytest.fixture
    def first(self, report: Report) -> str:
        text = report.html().text
        return text[text.index("Conflict 1 severe") : text.index("Conflict 2 ")]

    def test_tells_what_suffers_and_whose_it_is(self, first: str) -> None:
        assert "pressure 66.67 of 100" in first
        assert "rated 4 of 10 in 2026-Q3, down from 8 in the year before ; 610,000 USD at stake in one period" in first

    def test_tells_where_it_is_squeezed_and_why(self, first: str) -> None:
        assert "Squeezed at “Coordinator time for each order” by “Cut the install interval from 55 to 30 days”" in first
        assert "hurts “Coordinator time for each order”, which strongly helps “One person knows my order" in first
        assert "because “the same eleven coordinators close almost twice the orders in a week”" in first
        assert "Director of Installation, Network Operations; from 55 to 30 days, 96 % of the way" in first

    def test_tells_who_promised_it_who_was_not_asked_and_who_decides(self, first: str) -> None:
        assert "Promised by “Give every business customer one named contact” strongly helps" in first
        assert "Was not asked Business Sales" in first
        assert "Decides Chief Operating Officer (Customer Delivery)" in first

    def test_tells_what_to_do_with_what_it_would_change_and_asks_for_a_decision(self, first: str) -> None:
        assert "What to do Retarget" in first
        assert "The conflict ends." in first
        assert "The decision What Who Until when To record it: goalcheck accept " in first

    def test_tells_of_an_objective_what_is_lost_with_it(self, report: Report) -> None:
        assert "Lost with it “The lift runs again the same day”" in report.html(paths=HARBOUR).text

    def test_that_nobody_protects_says_so(self, report: Report, write: Write) -> None:
        file = write("outcomes: {o: {importance: 5}}\ndepartments: {a: {objectives: {x: {affects: {o: hurts}}}}}\n")
        assert "Promised by nobody" in report.html(paths=file).text

    def test_tells_decisions_in_force(self, report: Report, write: Write) -> None:
        file = write(
            """
            outcomes: {o: {importance: 5}}
            departments:
              a: {objectives: {x: {affects: {o: hurts}}, y: {affects: {o: hurts}}, z: {affects: {o: helps}}}}
            decisions:
              - {between: [a.x], over: o, decision: accepted, by: COO, reason: for now, until: 2026-12-31}
            """
        )
        text = report.html(paths=file).text
        assert "In force accepted by COO until 2026-12-31 (in 77 days): for now" in text
        assert "(accepted by a decision)" in text

    def test_tells_the_hardest_of_many_and_counts_the_others(self, report: Report, write: Write) -> None:
        many = ", ".join(f"h{at}: {{affects: {{o: hurts}}}}" for at in range(9))
        file = write(f"outcomes: {{o: {{importance: 5}}}}\ndepartments: {{a: {{objectives: {{{many}}}}}}}\n")
        text = report.html(paths=file).text
        assert "And by 5 more, each with less harm" in text
        assert "“h8” hurts" not in text
        assert "“h8” hurts" in report.html("--appendix", paths=file).text

    def test_is_drawn_with_what_suffers_in_the_middle(self, report: Report) -> None:
        svg = report.raw("html").decode().partition('class="drawing"')[2].partition("</svg>")[0]
        at = {name: float(x) for x, name in re.findall(r'<(?:text|tspan) x="([\d.]+)"[^>]*>(“[^<]+)<', svg)}
        hurter, knot, middle, protector = sorted(at, key=lambda name: at[name])
        assert (hurter, knot) == ("“Cut the install interval", "“Coordinator time")
        assert (middle, protector) == ("“One person knows my", "“Give every business")


class TestAppendix:
    ADDED = ("everybody who takes part", "Accepted, until when", "The customer's view", "The customer's journey")

    @pytest.mark.parametrize("form", FORMS)
    def test_is_told_on_request_alone(self, report: Report, form: str) -> None:
        without, with_it = (report.text(form, *options).replace("’", "'") for options in ((), ("--appendix",)))
        for title in (*self.ADDED, "Findings by rule", "How this was found"):
            assert title not in without.replace("findings by rule", "")
            assert title in with_it
        assert "goalcheck report --appendix" in without
        assert "goalcheck report --appendix" not in with_it

    def test_holds_every_finding(self, report: Report, goalcheck: Command) -> None:
        found = json.loads(goalcheck("analyze", NORTHLINE, *TODAY, "--format", "json").out)["findings"]
        text = report.html("--appendix").text
        assert {each["code"] for each in found} == set(re.findall(r"\b(GC\d{3}) [a-z -]+ Level What", text))

    def test_tells_ratings_over_time_and_decisions(self, report: Report) -> None:
        text = report.html("--appendix").text
        assert "4 in 2026-Q3, down from 8 in 2026-Q1" in text
        assert "2026-12-31 in 77 days" in text


class TestPart:
    def test_a_title_replaces_the_name_and_keeps_it(self, report: Report) -> None:
        text = report.html("--title", "Quarterly review").text
        assert text.startswith("Quarterly review, 2026-H2: goals that pull against each other Skip")
        assert "Quarterly review Northline Telecom, 2026-H2, as of 2026-10-15" in text

    def test_of_a_department_tells_its_conflicts_alone(self, report: Report) -> None:
        text = report.html("--department", "support").text
        assert "This report is about Customer Support" in text
        assert "1 story, 1 conflict in this selection: 1 minor" in text
        assert "“My problem is solved in one call”" in text
        assert "Cut the install interval" not in text

    def test_of_a_customer_and_of_an_outcome(self, report: Report) -> None:
        assert "3 conflicts in this selection: 3 minor" in report.markdown("--customer", "households")
        text = report.html("--outcome", "quick-repair", "--level", "severe").text
        assert "This report is about “My line is repaired within hours”, severe only" in text
        assert "No conflict was found in this selection among the 17 of 18 objectives that can be seen" in text

    def test_of_the_worst_alone_is_said_to_be_that(self, report: Report) -> None:
        text = report.html("--top", "3").text
        assert "2 stories, 2 conflicts in this selection: 1 severe, 1 serious" in text
        assert "This report is about the worst 3 only" in text

    def test_of_a_period_tells_what_stands_in_it(self, report: Report, write: Write) -> None:
        file = write(
            """
            outcomes: {calm: {importance: 5}, ease: {importance: 5}}
            departments:
              a:
                objectives:
                  early: {period: 2026-Q1, affects: {calm: strongly hurts}}
                  late: {period: 2026-Q4, affects: {ease: strongly hurts}}
            """
        )
        text = report.html("--period", "2026-Q4", paths=file).text
        assert "“late” squeezes “ease”" in text
        assert "“early”" not in text
        assert "2026-Q4, as of 2026-10-15" in text

    def test_links_lead_to_what_is_left(self, report: Report) -> None:
        page = report.html("--department", "sales", "--appendix")
        assert {each.removeprefix("#") for each in page.attributes("href")} <= set(page.attributes("id"))


class TestFilterFacts:
    @pytest.fixture
    def facts(self, report: Report) -> dict[str, Any]:
        page = report.html()
        [text] = [data for tag, data in page.texts if tag == "script" and data.startswith("{")]
        return dict(json.loads(text))

    def test_know_departments_without_findings(self, report: Report, facts: dict[str, Any]) -> None:
        assert ["it", 1, 1] in facts["departments"]
        options = [each.get("value") for tag, each in report.html().elements if tag == "option"]
        assert "it" in options

    def test_know_every_conflict_and_whom_it_concerns(self, facts: dict[str, Any]) -> None:
        assert len(facts["conflicts"]) == 7
        worst = facts["conflicts"][0]
        names = [facts["departments"][at][0] for at in worst["departments"]]
        assert (worst["level"], worst["open"], worst["story"]) == (0, 1, 0)
        assert set(names) == {"sales", "delivery", "operations", "company"}
        assert [facts["outcomes"][at] for at in worst["suffers"]] == [["personal-attention", 610000]]


class TestNames:
    def test_written_from_right_to_left_are_isolated(self, report: Report, write: Write) -> None:
        file = write(ONE.replace("Calm", "שקט (1)"))
        assert "“<bdi>שקט (1)</bdi>”" in report.raw("html", paths=file).decode()
        assert "“&#8296;שקט (1)&#8297;”" in report.markdown(paths=file)
        assert "<bdi>" not in report.raw("html", paths=write(ONE, "other.yaml")).decode()

    def test_of_places_are_relative_to_the_organization(self, report: Report, write: Write) -> None:
        for form in ("html", "md"):
            raw = report.raw(form, "--appendix").decode()
            assert "departments/operations.yaml:19" in raw
            assert str(EXAMPLES) not in raw
        file = write(ONE)
        assert str(file.parent) not in report.raw("html", "--appendix", paths=file).decode()
        assert f"({file.name}:4)" in report.html(paths=file).text


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_that_is_not_the_whole_is_admitted(
    report: Report, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def not_whole(*arguments: Any, **named: Any) -> Any:
        return replace(analyzed(*arguments, **named), exact=False, truncated=("GC101",))

    monkeypatch.setattr(analyzing, "analyzed", not_whole)
    text = report.text(form, "--title", "Not the whole")
    assert "Not exact: " in text
    assert "Of GC101 only the worst 1,000 are listed" in text
