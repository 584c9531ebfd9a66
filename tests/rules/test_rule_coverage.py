"""GC209 and GC305: stages of the journey and priorities of customers that nobody works for, and GC202 beside them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from conftest import messages, texts

from goalcheck import analyze, load

if TYPE_CHECKING:
    from conftest import Found, Write


class TestEmptyStage:
    @staticmethod
    def text(effects: str, journey: str = "[sign, install, use]") -> str:
        return dedent(f"""\
            journey: {journey}
            outcomes:
              offer: {{stage: sign}}
              fast: {{stage: install, importance: 5}}
              calls: {{stage: install, importance: 2}}
            departments:
              ops: {{lead: VP Ops, name: Operations, objectives: {{a: {{affects: {{{effects}}}}}}}}}
              sales: {{objectives: {{b: {{affects: {{offer: helps}}}}}}}}
            """)

    def test_a_stage_without_outcome(self, found: Found) -> None:
        (finding,) = found("GC209", self.text("fast: helps"))
        assert str(finding.message) == "the stage use of the journey has no outcome"
        assert finding.level == "minor"
        assert (finding.locations[0].line, finding.locations[0].column) == (1, 26)

    def test_a_stage_of_which_no_outcome_is_helped(self, found: Found) -> None:
        use, install = found("GC209", self.text(""))
        assert str(install.message) == "no objective helps any outcome of the stage install (calls and fast)"
        assert [contest.outcome for contest in install.outcomes] == ["calls", "fast"]
        assert [location.line for location in install.locations] == [1, 5, 4]
        assert "Begin with fast (importance 5 of 5)" in texts(install.advice)[0]
        assert use.outcomes == ()

    @pytest.mark.parametrize(
        ("effects", "number"),
        [("fast: helps", 0), ("fast: slightly helps", 0), ("fast: hurts, calls: hurts", 1), ("fast: neutral", 1)],
    )
    def test_one_outcome_that_is_helped_is_enough(self, found: Found, effects: str, number: int) -> None:
        assert len(found("GC209", self.text(effects, "[sign, install]"))) == number

    def test_a_help_counts_however_much_harm_is_beside_it(self, found: Found) -> None:
        text = self.text("fast: helps, slow: helps", "[sign, install]") + "drivers: {slow: {affects: {fast: -3}}}\n"
        assert not found("GC209", text)
        assert not found("GC209", text.replace("fast: helps,", "fast: slightly helps,"))
        assert found("GC209", text.replace("fast: helps,", ""))

    def test_silent_without_journey(self, found: Found) -> None:
        assert not found("GC209", "outcomes: {fast: {}}\n")

    def test_proposes_the_department_of_the_nearest_stage(self, found: Found) -> None:
        (use,) = found("GC209", self.text("fast: helps"))
        assert texts(use.advice)[1] == (
            "VP Ops (Operations) is nearest to it: ops.a helps fast, in install, the nearest stage that is served."
        )

    def test_of_two_nearest_stages_the_earlier(self, found: Found) -> None:
        served = self.text("fast: helps").replace("stage: install, importance: 5", "stage: use")
        (install,) = found("GC209", served)
        assert "sales.b helps offer, in sign" in texts(install.advice)[1]

    def test_a_nearer_stage_that_comes_later(self, found: Found) -> None:
        journey = "[sign, pay, wait, install]"
        pay, wait = found("GC209", self.text("fast: helps", journey))
        assert "in sign" in texts(pay.advice)[1]
        assert "in install" in texts(wait.advice)[1]

    def test_nobody_is_near_where_nobody_helps(self, found: Found) -> None:
        (finding,) = found("GC209", "journey: [use]\n")
        assert len(texts(finding.advice)) == 1

    def test_in_the_order_of_the_journey_where_not_all_are_listed(self, found: Found) -> None:
        text = "settings: {max_findings: 1}\njourney: [use, renew, buy]\n"
        assert messages(found("GC209", text)) == ["the stage use of the journey has no outcome"]


class TestUnservedOutcome:
    @pytest.mark.parametrize(
        ("fields", "more", "advice"),
        [
            (
                "",
                "",
                "Give calm to a department as an objective, or agree that it can wait and lower its importance.",
            ),
            (
                "customer: homes",
                "",
                "Give calm to a department as an objective, or agree with homes that it can wait and lower its "
                "importance.",
            ),
            (
                "customer: homes",
                "drivers: {sleep: {affects: {calm: helps}}, noise: {affects: {calm: hurts}}, "
                "walks: {affects: {calm: strongly helps}}}",
                "Give a department an objective that helps walks and sleep, which helps calm.",
            ),
        ],
    )
    def test_says_what_would_serve_it_or_who_must_agree_to_wait(
        self, found: Found, fields: str, more: str, advice: str
    ) -> None:
        (finding,) = found("GC202", f"customers: {{homes: {{}}}}\noutcomes: {{calm: {{{fields}}}}}\n{more}\n")
        assert str(finding.message) == "no objective helps calm (importance 3 of 5)"
        assert (finding.level, texts(finding.advice)) == ("serious", (advice,))
        assert [contest.outcome for contest in finding.outcomes] == ["calm"]
        assert [location.line for location in finding.locations] == [2]

    def test_help_that_hurts_as_much_is_none(self, found: Found) -> None:
        text = """\
            outcomes: {calm: {}}
            drivers: {noise: {affects: {calm: hurts}}}
            departments: {ops: {objectives: {a: {affects: {calm: helps, noise: strongly helps}}}}}
            """
        (finding,) = found("GC202", text)
        assert str(finding.message) == "no objective helps calm (importance 3 of 5) more than it hurts it"
        assert not found("GC202", text.replace("calm: helps,", "calm: strongly helps,"))

    def test_harm_too_small_for_another_rule_to_speak_of_is_no_service(self, found: Found) -> None:
        text = """\
            outcomes: {calm: {importance: 1}}
            departments: {ops: {objectives: {a: {affects: {calm: slightly hurts}}}}}
            """
        assert not found("GC203", text)
        assert len(found("GC202", text)) == 1


class TestHarmedOutcome:
    @staticmethod
    def text(*harms: float, helps: str = "") -> str:
        objectives = "".join(
            f"      o{number}: {{affects: {{calm: {{weight: -{harm}}}}}}}\n" for number, harm in enumerate(harms)
        )
        return f"outcomes: {{calm: {{importance: 4}}}}\ndepartments:\n  ops:\n    objectives:\n{objectives}{helps}"

    def test_one_that_hurts_answers_for_it(self, found: Found) -> None:
        (finding,) = found("GC203", self.text(0.5))
        assert str(finding.message) == "1 objective hurts calm (importance 4 of 5) while nobody helps it"
        assert (finding.level, finding.objectives) == ("serious", ("ops.o0",))
        assert finding.tension == pytest.approx(40)
        assert texts(finding.advice) == (
            "Let ops.o0 answer for calm: give it a guardrail, or drop its effect on calm.",
            "Give a department an objective that helps calm.",
        )

    def test_of_many_the_one_that_hurts_most_answers_and_the_worst_are_shown(self, found: Found) -> None:
        (finding,) = found("GC203", self.text(0.1, 0.2, 0.3, 0.4, 0.5, 0.6))
        assert str(finding.message) == "6 objectives hurt calm (importance 4 of 5) while nobody helps it"
        assert finding.objectives == tuple(f"ops.o{number}" for number in range(6))
        assert texts(finding.advice)[0].startswith("Let ops.o5 answer for calm: ")
        shown = [side.objective for side in finding.outcomes[0].sides]
        assert shown == [f"ops.o{number}" for number in (5, 4, 3, 2, 1)]
        assert [location.line for location in finding.locations] == [10, 9, 8, 7, 6, 1]

    def test_whoever_hurts_and_helps_protects(self, found: Found) -> None:
        both = "      both: {affects: {calm: {weight: 0.1}, other: {weight: 0.5}}}\n"
        both += "drivers: {other: {affects: {calm: strongly hurts}}}\n"
        assert not found("GC203", self.text(0.5, helps=both))

    DAYS = dedent("""\
        organization: {name: Acme, period: 2026-H2}
        outcomes: {calm: {importance: 5}}
        departments:
          ops:
            objectives:
              early: {period: 2026-Q3, affects: {calm: hurts}}
              late: {period: 2026-Q4, affects: {calm: slightly hurts}}
              helper: {period: 2026-Q3, affects: {calm: slightly helps}}
        """)

    def test_the_worst_of_the_days_on_which_nobody_helps(self, found: Found) -> None:
        (finding,) = found("GC203", self.DAYS)
        assert str(finding.message) == (
            "1 objective hurts calm (importance 5 of 5) while nobody helps it, from 2026-10-01 to 2026-12-31"
        )
        assert (finding.level, finding.objectives) == ("serious", ("ops.late",))
        assert texts(finding.details) == (
            "On other days, or as an alternative to one that hurts, ops.helper would help it.",
        )
        assert texts(finding.advice)[1] == "Let ops.helper last as long as calm is hurt: to 2026-12-31."

    @pytest.mark.parametrize(
        ("helper", "tension"),
        [
            ("period: 2026-H2", None),
            ("period: {from: 2026-07-02, to: 2026-12-31}", 66.67),  # a day too late
            ("period: {from: 2026-07-01, to: 2026-12-30}", 33.33),  # a day too short
            ("period: 2026-H2, alternative_to: [early]", 66.67),
            ("period: 2026-H2, alternative_to: [late]", 33.33),
            ("period: 2026-H2, status: option", 66.67),
        ],
    )
    def test_only_who_is_in_force_and_no_alternative_protects(
        self, found: Found, helper: str, tension: float | None
    ) -> None:
        text = self.DAYS.replace("helper: {period: 2026-Q3", f"helper: {{{helper}")
        told = [each.tension for each in found("GC203", text)]
        assert told == ([] if tension is None else [pytest.approx(tension, abs=0.01)])

    def test_what_comes_to_little_on_these_days_is_not_told(self, found: Found) -> None:
        weak = self.DAYS.replace("slightly hurts", "{weight: -0.09}")
        assert not found("GC203", weak)
        assert found("GC203", weak.replace("0.09", "0.1"))


class TestOverlookedPriority:
    @staticmethod
    def text(effects: str, priorities: str = "[calls, fast]", more: str = "") -> str:
        return dedent(f"""\
            organization: {{name: Acme, period: 2026}}
            customers:
              business: {{name: Business customers, priorities: {priorities}}}
            outcomes:
              fast: {{customer: business}}
              calls: {{customer: business, importance: 5}}
              other: {{importance: 4}}
            drivers:
              time: {{affects: {{calls: helps}}}}
            departments:
              ops: {{lead: VP Ops, name: Operations, objectives: {{a: {{affects: {{{effects}}}}}}}}}
            """) + dedent(more)

    def test_one_finding_for_each_priority(self, found: Found) -> None:
        calls, fast = found("GC305", self.text(""))
        assert str(calls.message) == "no objective helps or hurts calls, priority 1 of 2 of the customer business"
        assert str(fast.message) == "no objective helps or hurts fast, priority 2 of 2 of the customer business"
        assert calls.level == fast.level == "serious"
        assert [contest.outcome for contest in calls.outcomes] == ["calls"]
        assert [location.line for location in calls.locations] == [6, 3]

    @pytest.mark.parametrize(
        ("effects", "number"),
        [
            ("calls: helps", 0),
            ("calls: hurts", 0),
            ("time: helps", 0),
            ("time: hurts", 0),
            ("calls: neutral", 1),
            ("other: helps", 1),
        ],
    )
    def test_any_push_is_enough(self, found: Found, effects: str, number: int) -> None:
        assert len(found("GC305", self.text(effects, "[calls]"))) == number

    def test_a_push_too_weak_to_count_is_none(self, found: Found) -> None:
        weak = "settings: {min_chain: 0.5}\n"
        assert found("GC305", self.text("time: helps", "[calls]", weak))
        assert not found("GC305", self.text("time: strongly helps", "[calls]", weak))

    def test_one_finding_for_each_customer(self, found: Found) -> None:
        two = self.text("", "[calls]").replace(
            "outcomes:", "  homes: {name: Households, priorities: [calls]}\noutcomes:"
        )
        findings = found("GC305", two)
        assert messages(findings) == [
            "no objective helps or hurts calls, only priority of the customer business",
            "no objective helps or hurts calls, only priority of the customer homes",
        ]
        assert len({finding.fingerprint for finding in findings}) == 2

    def test_a_customer_and_an_outcome_may_bear_each_others_names(self, found: Found) -> None:
        findings = found("GC305", "customers: {x: {priorities: [y]}, y: {priorities: [x]}}\noutcomes: {x: {}, y: {}}\n")
        assert len({finding.fingerprint for finding in findings}) == 2

    def test_a_priority_named_twice_is_one(self, found: Found) -> None:
        (finding,) = found("GC305", self.text("", "[other, other]"))
        assert "only priority" in str(finding.message)

    def test_advice_names_the_driver_the_neighbour_and_the_customer(self, found: Found) -> None:
        (finding,) = found("GC305", self.text("fast: helps"))
        assert texts(finding.advice) == (
            "Give a department an objective that helps time, which helps calls.",
            "VP Ops (Operations) is nearest to it: ops.a helps fast for the same customer.",
            "Or tell Business customers that calls has to wait, and why.",
        )

    def test_the_neighbour_is_the_one_that_helps_most(self, found: Found) -> None:
        text = self.text("fast: helps, more: slightly helps").replace(
            "other: {", "more: {customer: business}\n  other: {"
        )
        (finding,) = found("GC305", text + "  sales: {objectives: {b: {affects: {more: strongly helps}}}}\n")
        assert (
            "the lead of sales is nearest to it: sales.b helps more for the same customer" in texts(finding.advice)[1]
        )

    def test_advice_names_the_metric_where_no_driver_helps(self, found: Found) -> None:
        measured = self.text("calls: helps").replace("fast: {customer", "fast: {metric: days, customer")
        (finding,) = found("GC305", measured + "metrics: {days: {}}\n")
        assert (
            texts(finding.advice)[0] == "An objective with a target on days would help fast: give one to a department."
        )

    def test_tells_the_last_rating(self, found: Found) -> None:
        cards = """\
            scorecards:
              - {customer: business, period: 2026-Q2, ratings: {calls: 4.5}}
              - {customer: business, period: 2026-Q1, ratings: {calls: 8}}
            """
        (finding,) = found("GC305", self.text("", "[calls]", cards))
        assert texts(finding.details) == ("Business customers rated it 4.5 of 10 in 2026-Q2.",)

    def test_the_last_rating_is_that_of_the_period_that_ends_last(self, found: Found) -> None:
        cards = """\
            scorecards:
              - {customer: business, period: 2026-Q2, ratings: {calls: 8}}
              - {customer: business, period: 2026, ratings: {calls: 4}}
            """
        (finding,) = found("GC305", self.text("", "[calls]", cards))
        assert texts(finding.details) == ("Business customers rated it 4 of 10 in 2026.",)

    def test_the_weightiest_first_where_not_all_are_listed(self, found: Found) -> None:
        limited = self.text("", "[fast, other, calls]", "settings: {max_findings: 2}\n")
        assert [each.outcomes[0].outcome for each in found("GC305", limited)] == ["calls", "other"]
        costly = limited.replace("fast: {customer", "fast: {at_stake: 1000, customer")
        assert [each.outcomes[0].outcome for each in found("GC305", costly)] == ["fast", "calls"]

    def test_is_said_once(self, write: Write) -> None:
        """Of the outcomes that nobody pushes, priorities are GC305's, the others GC202's, harmed ones GC203's."""
        report = analyze(load(write(self.text("fast: hurts"))))
        told = [(each.code, each.outcomes[0].outcome) for each in report.findings if each.code in _ABOUT_AN_OUTCOME]
        assert sorted(told) == [("GC202", "other"), ("GC203", "fast"), ("GC305", "calls")]


_ABOUT_AN_OUTCOME = ("GC202", "GC203", "GC305")


def test_order_does_not_depend_on_the_files(write: Write) -> None:
    names = ("x", "y", "z")
    written = [
        f"journey: [one, two]\noutcomes: {{{', '.join(f'{name}: {{stage: one}}' for name in order)}}}\n"
        f"customers: {{{', '.join(f'c{name}: {{priorities: [x, y, z]}}' for name in order)}}}\n"
        for order in (names, names[::-1])
    ]
    told = [
        [
            (finding.code, str(finding.message), texts(finding.advice), finding.fingerprint)
            for finding in report.findings
        ]
        for report in (analyze(load(write(text))) for text in written)
    ]
    assert told[0] == told[1]
    assert len({fingerprint for *_, fingerprint in told[0]}) == len(told[0])
    assert {"GC209", "GC305"} <= {code for code, *_ in told[0]}


def test_a_priority_is_said_to_be_unserved_where_no_other_rule_may_say_it(write: Write) -> None:
    text = """\
        settings: {rules: {%s}}
        customers: {c: {priorities: [o]}}
        outcomes: {o: {customer: c}}
        """
    said = {
        setting: {finding.code for finding in analyze(load(write(text % setting))).findings}
        for setting in ("", "GC305: off", "overlooked-priority: off")
    }
    assert said == {"": {"GC305"}, "GC305: off": {"GC202"}, "overlooked-priority: off": {"GC202"}}
