"""GC211, GC212, GC403, GC404 and GC405: what nobody wrote down, what comes from outside, ratings and paces."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from conftest import messages, texts
from worlds import TODAY

from goalcheck import analyze, load

if TYPE_CHECKING:
    from conftest import Found, Write

    from goalcheck import Finding


def told(write: Write, code: str, text: str) -> list[Finding]:
    """What a rule says on the day on which tests judge, 2026-10-05."""
    return [each for each in analyze(load(write(text)), today=TODAY).findings if each.code == code]


class TestSilentDriver:
    TEXT = dedent("""\
        outcomes: {calls: {}}
        drivers: {time: {}, mood: {affects: {time: helps}}}
        departments:
          ops:
            objectives:
              fast: {owner: Ann, affects: {time: hurts}}
              slow: {affects: {mood: strongly hurts}}
              kind: {affects: {time: helps}}
        """)

    def test_names_who_hurts_it_the_hardest_first_with_their_chains(self, found: Found) -> None:
        (finding,) = found("GC211", self.TEXT)
        assert finding.level == "serious"
        assert str(finding.message) == "ops.fast and ops.slow hurt time, and nobody says what that does to anybody"
        assert finding.objectives == ("ops.fast", "ops.slow")
        assert texts(finding.details) == (
            "ops.fast hurts time.",
            "ops.slow strongly hurts mood, which helps time.",
        )
        assert [place.line for place in finding.locations] == [2, 6, 7]
        assert "(affects of time)" in texts(finding.advice)[0]

    @pytest.mark.parametrize(
        ("change", "to"),
        [
            ("time: {},", "time: {affects: {calls: helps}},"),
            ("time: {},", "time: {affects: {calls: neutral}},"),
            ("kind: {affects: {time: helps}}", "kind: {relies_on: [time]}"),
            ("departments:", "claims: [{from: time, to: calls, effect: neutral, by: ops}]\ndepartments:"),
            (
                "time: hurts}}\n      slow: {affects: {mood: strongly hurts",
                "time: helps}}\n      slow: {affects: {mood: helps",
            ),
        ],
    )
    def test_silent_where_somebody_said_what_it_does(self, found: Found, change: str, to: str) -> None:
        assert change in self.TEXT
        assert not found("GC211", self.TEXT.replace(change, to))

    @pytest.mark.parametrize("status", ["option", "dropped", "done"])
    def test_who_is_not_in_force_relies_on_nothing(self, found: Found, status: str) -> None:
        relying = self.TEXT.replace("kind: {affects: {time: helps}}", f"kind: {{relies_on: [time], status: {status}}}")
        assert len(found("GC211", relying)) == 1


class TestOutsideHarm:
    TEXT = dedent("""\
        customers: {homes: {name: Households}}
        outcomes: {router: {customer: homes, importance: 4}}
        drivers:
          chips: {affects: {stock: hurts}}
          stock: {affects: {router: strongly helps}}
          weather: {affects: {router: slightly hurts}}
        departments: {ops: {objectives: {a: {}}}}
        """)

    def test_the_strongest_chain_and_who_else(self, found: Found) -> None:
        (finding,) = found("GC212", self.TEXT)
        assert finding.level == "serious"
        assert finding.tension == pytest.approx(53.33, abs=0.01)
        assert str(finding.headline) == "chips hurts router from outside, and no objective does anything about it"
        assert texts(finding.details) == (
            "The chain: chips hurts stock, which strongly helps router.",
            "Also from outside: weather.",
        )
        assert texts(finding.advice)[0].endswith("takes the edge off chips on stock (mitigates).")
        assert "Households" in texts(finding.advice)[1]

    @pytest.mark.parametrize(
        ("objective", "tension"),
        [
            ("affects: {router: slightly helps}", None),
            ("affects: {stock: slightly helps}", None),
            ("affects: {chips: slightly hurts}", None),  # so that it helps the router
            ("affects: {chips: slightly helps}", 26.67),
            ("mitigates: [{from: chips, to: stock, leaves: hurts}]", 26.67),
            ("mitigates: [{from: weather, to: router, leaves: neutral}]", 53.33),
            ("status: option, affects: {router: helps}", 53.33),
        ],
    )
    def test_only_what_nobody_moves_weakens_or_outdoes(
        self, found: Found, objective: str, tension: float | None
    ) -> None:
        tensions = [each.tension for each in found("GC212", self.TEXT.replace("a: {}", f"a: {{{objective}}}"))]
        assert tensions == ([] if tension is None else [pytest.approx(tension, abs=0.01)])

    def test_a_harm_below_the_least_is_not_told(self, found: Found) -> None:
        assert not found("GC212", self.TEXT + "settings: {min_tension: 54}\n")


class TestUnhappyCustomer:
    @staticmethod
    def text(rating: float, *, importance: int = 4, more: str = "", priorities: str = "[]") -> str:
        return dedent(f"""\
            customers: {{homes: {{name: Households, priorities: {priorities}}}}}
            outcomes: {{calm: {{customer: homes, importance: {importance}}}}}
            departments:
              ops: {{lead: Ann, objectives: {{a: {{affects: {{calm: helps}}{more}}}, b: {{}}}}}}
            metrics: {{days: {{}}}}
            scorecards:
              - {{customer: homes, period: 2026-Q3, ratings: {{calm: {rating}}}}}
            """)

    @pytest.mark.parametrize(
        ("rating", "level"), [(6, None), (5.9, "serious"), (4, "serious"), (3.9, "severe"), (0, "severe")]
    )
    def test_below_6_and_below_4(self, found: Found, rating: float, level: str | None) -> None:
        assert [each.level for each in found("GC403", self.text(rating))] == ([level] if level else [])

    def test_only_what_matters(self, found: Found) -> None:
        assert not found("GC403", self.text(3, importance=3))
        assert len(found("GC403", self.text(3, importance=3, priorities="[calm]"))) == 1

    def test_a_fall_alone_is_not_low(self, found: Found) -> None:
        before = "  - {customer: homes, period: 2026-Q2, ratings: {calm: 10}}\n"
        assert not found("GC403", self.text(7) + before)

    def test_green_but_unhappy_says_it_unless_it_is_off(self, found: Found) -> None:
        green = self.text(3, more=", target: {metric: days, at_least: 5}, progress: {value: 6}")
        assert len(found("GC401", green)) == 1
        assert not found("GC403", green)
        assert len(found("GC403", green + "settings: {rules: {GC401: off}}\n")) == 1

    def test_asks_whoever_works_for_it(self, found: Found) -> None:
        (finding,) = found("GC403", self.text(5))
        assert str(finding.message) == "the customer homes rates calm 5 in 2026-Q3"
        assert texts(finding.advice) == (
            "Ask Households what is missing, and let Ann (ops) answer it with an objective.",
        )

    def test_the_conflict_over_the_outcome_tells_it(self, write: Write) -> None:
        report = analyze(load(write(self.text(3).replace("b: {}", "b: {affects: {calm: hurts}}"))), today=TODAY)
        (finding,) = (each for each in report.findings if each.code == "GC403")
        (conflict,) = report.conflicts
        assert not finding.counts
        assert finding.fingerprint in conflict.findings


class TestStaleRating:
    @staticmethod
    def text(*periods: str, customer: str = "homes") -> str:
        cards = "".join(f"  - {{customer: {customer}, period: {each}, ratings: {{calm: 8}}}}\n" for each in periods)
        return f"customers: {{homes: {{name: Households}}}}\noutcomes: {{calm: {{}}}}\nscorecards:\n{cards}"

    @pytest.mark.parametrize(
        ("periods", "fires"),
        [
            (("2025-Q3", "2025-Q4", "2026-Q1"), True),
            (("2025-Q4", "2026-Q1"), False),
            (("2025-Q4", "2026-Q1", "2026-Q2"), False),  # 97 days ago
            (("2026-04", "2026-05", "2026-06"), False),
            (("2026-03", "2026-04", "2026-05"), True),
            (("2023", "2024", "2025"), False),
            (("2022", "2023", "2024"), False),  # 643 days ago, at 365 or 366 days from one to the next
            (("2021", "2022", "2023"), True),
        ],
    )
    def test_twice_the_usual_time_and_a_hundred_days(self, write: Write, periods: tuple[str, ...], fires: bool) -> None:
        assert bool(told(write, "GC404", self.text(*periods))) is fires

    def test_says_since_when(self, write: Write) -> None:
        (finding,) = told(write, "GC404", self.text("2025-Q3", "2025-Q4", "2026-Q1"))
        assert messages([finding]) == ["the customer homes last rated calm in 2026-Q1, which ended 188 days ago"]
        assert texts(finding.details) == ("There are 3 ratings, and usually 91 days from one to the next.",)


class TestBehindPace:
    @staticmethod
    def text(value: float, period: str = "2026", target: str = "from: 0, to: 100", more: str = "") -> str:
        objective = f"period: {period}, target: {{metric: days, {target}}}, progress: {{value: {value}{more}}}"
        return f"metrics: {{days: {{}}}}\ndepartments: {{ops: {{objectives: {{a: {{owner: Ann, {objective}}}}}}}}}\n"

    @pytest.mark.parametrize(
        ("value", "level"),  # 277 of 365 days are over, 75.9 %
        [(51, None), (50.8, "minor"), (26, "minor"), (25.8, "serious"), (-10, "serious"), (100, None)],
    )
    def test_25_and_50_points(self, write: Write, value: float, level: str | None) -> None:
        assert [each.level for each in told(write, "GC405", self.text(value))] == ([level] if level else [])

    @pytest.mark.parametrize(
        ("period", "fires"),
        [
            ("{from: 2026-10-04, to: 2026-10-06}", True),
            ("{from: 2026-10-04, to: 2026-10-07}", False),
            ("2026-Q4", False),
            ("2027", False),
            ("2025", True),
        ],
    )
    def test_from_a_third_of_the_time_on(self, write: Write, period: str, fires: bool) -> None:
        assert bool(told(write, "GC405", self.text(0, period))) is fires

    @pytest.mark.parametrize("target", ["at_least: 100", "between: [90, 100]", "from: 5, to: 5"])
    def test_a_target_without_a_way_has_no_pace(self, write: Write, target: str) -> None:
        assert not told(write, "GC405", self.text(0, target=target))

    def test_says_how_old_the_figure_is(self, write: Write) -> None:
        (finding,) = told(write, "GC405", self.text(40, more=", date: 2026-06-30"))
        assert str(finding.message) == "ops.a has gone 40 % of the way to its target, with 75.9 % of its time over"
        assert texts(finding.advice)[0] == "Ask Ann for today's figure: the latest is of 2026-06-30."
        assert texts(finding.details)[0].startswith("On 2026-06-30 ops.a stands at 40")
