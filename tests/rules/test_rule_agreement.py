"""GC301 to GC304: who was asked before an objective was set, and who disputes what it does."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from conftest import messages, texts

from goalcheck import Level, analyze, load

if TYPE_CHECKING:
    from conftest import Found, Write


class TestCustomerNotConsulted:
    TEXT = dedent("""\
        customers:
          business: {name: Business customers}
          homes: {}
          field-sales: {kind: internal, department: sales}
        outcomes:
          fast: {customer: business, at_stake: 100}
          calls: {customer: business, at_stake: 20}
          price: {customer: homes}
          status: {customer: field-sales}
          quiet: {}
        departments:
          sales: {}
          north: {part_of: sales, objectives: {visits: {affects: {status: hurts}}}}
          ops:
            lead: VP Operations
            objectives:
              speed:
                affects: {fast: strongly helps, calls: hurts, price: helps, status: helps, quiet: hurts}
                agreed_with: []
        """)

    def test_one_finding_for_each_harm_then_one_for_each_customer_who_is_helped(self, found: Found) -> None:
        findings = found("GC301", self.TEXT)
        assert messages(findings) == [
            "ops.speed hurts calls of the customer business, who was not asked",
            "ops.speed helps fast of the customer business, who was not asked",
            "ops.speed helps price of the customer homes, who was not asked",
            "ops.speed helps status of the customer field-sales, who was not asked",
        ]
        assert [finding.level for finding in findings] == [Level.SERIOUS, Level.MINOR, Level.MINOR, Level.MINOR]
        assert {finding.objectives for finding in findings} == {("ops.speed",)}
        assert len({finding.fingerprint for finding in findings}) == 4

    def test_what_it_is_about_is_what_is_hurt_with_its_chain(self, found: Found) -> None:
        first = found("GC301", self.TEXT)[0]
        assert [(contest.outcome, [side.sign for side in contest.sides]) for contest in first.outcomes] == [
            ("calls", [-1])
        ]
        assert first.at_stake == 20
        assert texts(first.advice)[0] == (
            "Let VP Operations (ops) ask Business customers what they can do without: calls."
        )
        assert texts(first.advice)[1] == (
            "When they agree, add business to agreed_with of ops.speed; when they do not, change what they do not want."
        )
        assert first.locations[0].line == 17

    def test_everybody_who_helps_a_customer_is_one_finding(self, found: Found) -> None:
        more = self.TEXT.replace("visits: {affects: {status: hurts}}", "visits: {affects: {price: strongly helps}}")
        helped = [each for each in found("GC301", more) if "homes" in str(each.message)]
        assert messages(helped) == ["north.visits and ops.speed help price of the customer homes, who was not asked"]
        assert helped[0].objectives == ("north.visits", "ops.speed")
        assert [side.objective for side in helped[0].outcomes[0].sides] == ["north.visits"]
        assert texts(helped[0].advice)[1].startswith(
            "When they agree, add homes to agreed_with of north.visits and ops"
        )

    @pytest.mark.parametrize(
        ("harm", "level"), [(-0.5, "serious"), (-0.49999999999, "serious"), (-0.49, "minor"), (-0.16, None)]
    )
    def test_a_harm_is_as_serious_as_its_tension_and_none_below_the_least(
        self, found: Found, harm: float, level: str | None
    ) -> None:
        text = f"""\
            customers: {{homes: {{}}}}
            outcomes: {{price: {{customer: homes, importance: 3}}}}
            departments:
              ops: {{objectives: {{a: {{affects: {{price: {{weight: {harm}}}}}}}}}}}
            """
        assert [each.level for each in found("GC301", text)] == ([level] if level else [])

    @pytest.mark.parametrize(
        ("agreed", "left"),
        [
            ("business", ["homes", "field-sales"]),
            ("homes", ["business", "business", "field-sales"]),
            ("field-sales", ["business", "business", "homes"]),
            ("sales", ["business", "business", "homes"]),
            ("north", ["business", "business", "homes", "field-sales"]),
            ("team", ["business", "business", "homes", "field-sales"]),
        ],
    )
    def test_whoever_agreed_is_silent_a_department_for_its_customer(
        self, found: Found, agreed: str, left: list[str]
    ) -> None:
        text = self.TEXT.replace("agreed_with: []", f"agreed_with: [{agreed}]")
        assert sorted(str(finding.message).split()[-5].rstrip(",") for finding in found("GC301", text)) == sorted(left)

    def test_a_department_above_does_not_speak_for_the_one_that_is_the_customer(self, found: Found) -> None:
        text = """\
            customers: {field-sales: {kind: internal, department: sales}}
            outcomes: {status: {customer: field-sales}}
            departments:
              company: {objectives: {portal: {affects: {status: helps}}}}
              sales: {part_of: company, objectives: {own: {affects: {status: hurts}}}}
            """
        assert messages(found("GC301", text)) == [
            "company.portal helps status of the customer field-sales, who was not asked"
        ]

    def test_a_harm_is_told_whatever_else_helps(self, found: Found) -> None:
        text = """\
            customers: {homes: {}}
            outcomes: {price: {customer: homes, importance: 5}}
            drivers: {budget: {affects: {price: hurts}}}
            departments:
              ops: {objectives: {a: {affects: {price: strongly helps, budget: helps}}}}
            """
        hurts, helps = found("GC301", text)
        assert [each.level for each in (hurts, helps)] == ["serious", "minor"]
        assert [each.outcomes[0].sides[0].sign for each in (hurts, helps)] == [-1, 1]

    def test_many_outcomes_have_few_chains_and_a_short_message(self, found: Found) -> None:
        outcomes = {f"o{number}": "{customer: homes}" for number in range(6)}
        declared = ", ".join(f"{key}: {value}" for key, value in outcomes.items())
        effects = ", ".join(f"{key}: {{weight: -0.{4 + number}}}" for number, key in enumerate(outcomes))
        text = f"""\
            customers: {{homes: {{}}}}
            outcomes: {{{declared}}}
            departments: {{ops: {{objectives: {{a: {{affects: {{{effects}}}}}}}}}}}
            """
        (finding,) = found("GC301", text)
        assert str(finding.message) == "ops.a hurts o5, o4, o3 and 3 more of the customer homes, who was not asked"
        assert [contest.outcome for contest in finding.outcomes] == sorted(outcomes)
        assert [len(contest.sides) for contest in finding.outcomes] == [0, 0, 0, 1, 1, 1]

    def test_objectives_that_are_done_need_not_ask(self, found: Found) -> None:
        assert not found("GC301", self.TEXT.replace("agreed_with: []", "status: done"))


class TestDepartmentNotConsulted:
    TEXT = dedent("""\
        customers: {field-sales: {kind: internal, department: sales}}
        outcomes: {calls: {}, fast: {}}
        departments:
          company: {objectives: {brand: {affects: {calls: helps}}}}
          delivery: {part_of: company}
          sales:
            part_of: company
            lead: VP Sales
            objectives:
              contact: {period: 2026-Q3, affects: {calls: strongly helps}}
              visits: {period: 2026-Q4, affects: {fast: helps}}
          ops:
            part_of: delivery
            objectives:
              speed:
                period: 2026-H2
                agreed_with: []
                affects: {calls: hurts, fast: slightly hurts, sales.visits: hurts}
        """)

    def test_one_finding_for_each_department_with_all_that_is_hurt(self, found: Found) -> None:
        (finding,) = found("GC302", self.TEXT)
        assert str(finding.message) == (
            "ops.speed hurts sales.visits and calls and fast, which sales works for (sales.contact and sales.visits), "
            "and sales was not asked"
        )
        assert finding.departments == ("ops", "sales")
        assert finding.decider == "company"
        assert texts(finding.details) == ("ops.speed hurts sales.visits.",)
        assert [
            (contest.outcome, [(side.objective, side.sign) for side in contest.sides]) for contest in finding.outcomes
        ] == [
            ("calls", [("ops.speed", -1), ("sales.contact", 1)]),
            ("fast", [("ops.speed", -1), ("sales.visits", 1)]),
        ]
        assert texts(finding.advice) == (
            "Let the lead of ops show the chain to VP Sales (sales) and ask what ops.speed must leave intact.",
            "When they agree, add sales to agreed_with of ops.speed; a guardrail can hold what it needs.",
        )

    @pytest.mark.parametrize(
        ("change", "to"),
        [
            ("agreed_with: []", "agreed_with: [sales]"),
            ("agreed_with: []", "agreed_with: [field-sales]"),
            ("agreed_with: []", "status: dropped"),
            ("agreed_with: []", "alternative_to: [sales.contact, sales.visits]"),
            ("period: 2026-H2", "period: 2026-H1"),
            ("part_of: delivery", "part_of: sales"),
        ],
    )
    def test_silent(self, found: Found, change: str, to: str) -> None:
        assert change in self.TEXT
        assert not found("GC302", self.TEXT.replace(change, to))

    @pytest.mark.parametrize("to", ["agreed_with: [company]", "agreed_with: [delivery]", "agreed_with: [team]"])
    def test_nobody_else_can_agree_for_a_department(self, found: Found, to: str) -> None:
        assert len(found("GC302", self.TEXT.replace("agreed_with: []", to))) == 1

    @pytest.mark.parametrize(
        ("period", "outcomes"),
        [
            ("2026-Q3", ["calls"]),
            ("2026-Q4", ["fast"]),
            ("{from: 2026-09-30, to: 2026-10-01}", ["calls", "fast"]),
            ("{from: 2026-10-01, to: 2026-10-01}", ["fast"]),
        ],
    )
    def test_only_what_is_at_the_same_time(self, found: Found, period: str, outcomes: list[str]) -> None:
        (finding,) = found("GC302", self.TEXT.replace("2026-H2", period))
        assert [contest.outcome for contest in finding.outcomes] == outcomes

    def test_an_alternative_leaves_the_other_objectives_of_a_department(self, found: Found) -> None:
        text = self.TEXT.replace("agreed_with: []", "alternative_to: [sales.visits]")
        (finding,) = found("GC302", text)
        assert [contest.outcome for contest in finding.outcomes] == ["calls"]
        assert not texts(finding.details)

    def test_of_many_that_are_hurt_the_chains_of_the_worst_are_told(self, found: Found) -> None:
        keys = [f"o{number}" for number in range(5)]
        helped = ", ".join(f"{key}: helps" for key in keys)
        hurt = [f"{key}: {{weight: -0.{5 + number}}}" for number, key in enumerate([*keys[1:], keys[0]])]
        goals = ", ".join(f"g{number}: {{}}" for number in range(4))
        hostile = ", ".join(f"sales.g{number}: {{weight: -0.{6 + number}}}" for number in range(4))
        (finding,) = found(
            "GC302",
            f"""\
            outcomes: {{{", ".join(f"{key}: {{}}" for key in keys)}}}
            departments:
              sales: {{objectives: {{all: {{affects: {{{helped}}}}}, {goals}}}}}
              ops: {{objectives: {{a: {{owner: Ann, affects: {{{", ".join(hurt)}, {hostile}}}}}}}}}
            """,
        )
        assert str(finding.message) == (
            "ops.a hurts sales.g3, sales.g2, sales.g1 and 1 more and o0, o4, o3 and 2 more, which sales works for "
            "(sales.all), and sales was not asked"
        )
        told = {contest.outcome: [side.sign for side in contest.sides] for contest in finding.outcomes}
        assert told == {"o0": [-1, 1], "o1": [], "o2": [], "o3": [-1, 1], "o4": [-1, 1]}
        assert [chain.split()[-1] for chain in texts(finding.details)] == ["sales.g3.", "sales.g2.", "sales.g1."]
        assert texts(finding.advice)[0].startswith("Let Ann show the chain to the lead of sales and ask ")

    def test_what_is_hurt_is_only_what_there_is(self, found: Found) -> None:
        (outcomes,) = found("GC302", self.TEXT.replace(", sales.visits: hurts", ""))
        assert str(outcomes.message).startswith("ops.speed hurts calls and fast, which sales works for ")
        alone = self.TEXT.replace("calls: hurts, fast: slightly hurts, ", "").replace(", affects: {fast: helps}", "")
        (objective,) = found("GC302", alone)
        assert str(objective.message) == "ops.speed hurts sales.visits, and sales was not asked"
        assert objective.outcomes == ()

    def test_fires_for_a_conflict_that_another_rule_tells(self, write: Write) -> None:
        codes = [finding.code for finding in analyze(load(write(self.TEXT))).findings]
        assert {"GC101", "GC102", "GC302"} <= set(codes)

    def test_departments_are_sorted_and_only_as_many_as_wanted_are_built(self, found: Found) -> None:
        teams = "\n".join(
            f"  t{n:02}: {{objectives: {{a: {{affects: {{o: {1 if n % 2 else -1}}}}}}}}}" for n in range(40)
        )
        text = f"settings: {{max_findings: 7}}\noutcomes: {{o: {{}}}}\ndepartments:\n{teams}\n"
        findings = found("GC302", text)
        assert [finding.departments for finding in findings] == [
            ("t00", f"t{number:02}") for number in (1, 3, 5, 7, 9, 11, 13)
        ]


class TestTeamNotConsulted:
    def test_one_finding_for_each_department_with_its_objectives_in_force(self, found: Found) -> None:
        text = """\
            departments:
              ops:
                lead: Ann
                objectives:
                  a: {}
                  b: {agreed_with: [team]}
                  c: {status: done}
                  d: {status: proposed, agreed_with: [ops]}
                  e: {status: option}
              sales: {objectives: {x: {}}}
            """
        ops, sales = found("GC303", text)
        assert str(ops.message) == "ops has not asked the teams of 2 objectives: ops.a and ops.d"
        assert str(sales.message) == "sales has not asked the team of sales.x"
        assert (ops.objectives, ops.departments) == (("ops.a", "ops.d"), ("ops",))
        assert texts(ops.advice)[0].startswith("Let Ann (ops) ask the teams of ops.a and ops.d what stands in the way")
        assert texts(sales.advice)[0].startswith("Let the lead of sales ask the team of sales.x")
        assert [place.line for place in ops.locations] == [5, 8]


class TestDisputedEffect:
    TEXT = dedent("""\
        customers: {homes: {name: Households}, field: {kind: internal, department: field-crews}}
        outcomes: {repair: {customer: homes, metric: hours}}
        metrics: {hours: {}}
        drivers: {vacancies: {affects: {repair: {effect: helps, evidence: dispatch log}}}}
        departments:
          company: {lead: CEO}
          field-crews: {part_of: company}
          finance:
            part_of: company
            objectives:
              headcount:
                owner: Controller
                affects:
                  vacancies: {effect: neutral, because: leavers are replaced, confidence: medium}
        claims:
          - {from: finance.headcount, to: vacancies, effect: hurts, by: field-crews,
             because: two of nine were, evidence: staff list}
        """)

    def test_both_views_stand_side_by_side(self, found: Found) -> None:
        (finding,) = found("GC304", self.TEXT)
        assert str(finding.message) == (
            "field-crews claims that finance.headcount hurts vacancies; finance declares that it does nothing to it"
        )
        assert texts(finding.details) == (
            "finance declares that finance.headcount does nothing to vacancies, because leavers are replaced "
            "(medium confidence; no evidence).",
            "field-crews claims that finance.headcount hurts vacancies, because two of nine were "
            "(high confidence; evidence: staff list).",
        )
        assert finding.objectives == ("finance.headcount",)
        assert finding.departments == ("field-crews", "finance")
        assert finding.decider == "company"
        assert finding.level is Level.SERIOUS
        assert [location.line for location in finding.locations] == [14, 16]
        assert texts(finding.advice) == (
            "Let Controller answer the evidence of field-crews: staff list.",
            "Agree on a metric for vacancies that would show the effect of finance.headcount; it has none yet.",
            "Until then both views count; in the end one side corrects the effect or withdraws the claim.",
        )

    def test_of_two_claims_the_files_do_not_say_which_speaks(self, found: Found) -> None:
        both = [
            f"  - {{from: finance.headcount, to: vacancies, effect: hurts, starts_at: {figure}, full_at: 10}}\n"
            for figure in (30, 20)
        ]
        start, _ = self.TEXT.replace("owner: Controller", "target: {metric: hours, at_most: 50}").split("  - {from")
        told = [
            [
                (str(finding.message), texts(finding.details))
                for finding in found("GC304", start.replace("neutral", "helps") + claims)
            ]
            for claims in ("".join(both), "".join(both[::-1]))
        ]
        assert told[0] == told[1]
        assert "somebody claims that finance.headcount hurts vacancies only from 20 on" in told[0][0][0]

    @pytest.mark.parametrize(
        ("declared", "claimed", "fires"),
        [
            ("helps", "hurts", True),
            ("hurts", "helps", True),
            ("neutral", "slightly helps", True),
            ("helps", "neutral", True),
            ("hurts", "neutral", True),
            ("neutral", "neutral", False),
            ("helps", "slightly helps", False),
            ("hurts", "strongly hurts", False),
            ("0", "hurts", True),
        ],
    )
    def test_only_signs_count(self, found: Found, declared: str, claimed: str, fires: bool) -> None:
        text = self.TEXT.replace("effect: hurts", f"effect: {claimed}")
        text = text.replace("effect: neutral, because", f"effect: {declared}, because")
        assert bool(found("GC304", text)) is fires

    def test_one_finding_for_each_arrow_however_many_claim(self, found: Found) -> None:
        more = (
            "  - {from: finance.headcount, to: vacancies, effect: helps, by: homes}\n"
            "  - {from: finance.headcount, to: vacancies, effect: neutral, by: company}\n"
            "  - {from: finance.headcount, to: vacancies, effect: helps}\n"
        )
        (finding,) = found("GC304", self.TEXT + more)
        assert str(finding.message) == (
            "field-crews, somebody and homes claim that finance.headcount hurts vacancies; "
            "finance declares that it does nothing to it"
        )
        assert len(texts(finding.details)) == 4
        assert finding.departments == ("field-crews", "finance")

    def test_a_claim_about_a_driver_by_a_customer(self, found: Found) -> None:
        text = self.TEXT + "  - {from: vacancies, to: repair, effect: neutral, by: homes}\n"
        driver = next(finding for finding in found("GC304", text) if "repair" in str(finding.message))
        assert str(driver.message) == (
            "homes claims that vacancies does nothing to repair; the organization declares that it helps it"
        )
        assert (driver.objectives, driver.departments, driver.decider) == ((), (), None)
        assert [contest.outcome for contest in driver.outcomes] == ["repair"]
        assert texts(driver.advice)[:3] == (
            "Let homes answer the evidence of whoever declared vacancies: dispatch log.",
            "Compare hours before and since vacancies.",
            "Ask Households: repair is theirs to judge.",
        )

    def test_evidence_of_both_sides_is_read_together(self, found: Found) -> None:
        (finding,) = found("GC304", self.TEXT.replace("confidence: medium", "evidence: exit interviews"))
        assert texts(finding.advice)[0] == "Read exit interviews and staff list together: both sides name evidence."

    def test_without_evidence_both_sides_are_asked_for_it(self, found: Found) -> None:
        (finding,) = found("GC304", self.TEXT.replace(", evidence: staff list", ""))
        assert texts(finding.advice)[0] == "Ask Controller and field-crews for evidence: neither view names any."

    @pytest.mark.parametrize(
        ("target", "advice"),
        [
            ("target: {metric: hours, at_most: 9}", "Compare hours before and since finance.headcount."),
            ("priority: 2", "Agree on a metric for field-crews.staff that would show the effect of finance.headcount;"),
        ],
    )
    def test_a_claim_about_an_objective_is_measured_by_its_target(self, found: Found, target: str, advice: str) -> None:
        text = self.TEXT.replace("vacancies: {effect: neutral", "field-crews.staff: {effect: neutral")
        text = text.replace("to: vacancies", "to: field-crews.staff").replace(
            "{part_of: company}", f"{{part_of: company, objectives: {{staff: {{{target}}}}}}}", 1
        )
        (finding,) = found("GC304", text)
        assert texts(finding.advice)[1].startswith(advice)
        assert not found("GC304", text.replace(target, "status: dropped"))

    def test_an_internal_customer_stands_for_its_department(self, found: Found) -> None:
        (finding,) = found("GC304", self.TEXT.replace("by: field-crews", "by: field"))
        assert str(finding.message).startswith("field claims")
        assert finding.departments == ("field-crews", "finance")

    @pytest.mark.parametrize(
        ("change", "to"),
        [
            ("vacancies: {effect: neutral, because: leavers are replaced, confidence: medium}", "repair: helps"),
            ("owner: Controller", "status: done"),
        ],
    )
    def test_silent(self, found: Found, change: str, to: str) -> None:
        assert change in self.TEXT
        assert not found("GC304", self.TEXT.replace(change, to))

    def test_what_a_target_implies_is_no_declaration(self, found: Found) -> None:
        text = """\
            outcomes: {repair: {metric: hours}}
            metrics: {hours: {better: lower}}
            departments: {ops: {objectives: {a: {target: {metric: hours, at_most: 4}}}}}
            claims: [{from: ops.a, to: repair, effect: hurts}]
            """
        assert not found("GC304", text)

    def test_an_effect_that_the_target_stops_short_of_counts_as_none(self, found: Found) -> None:
        text = """\
            outcomes: {calls: {}}
            metrics: {days: {}}
            departments:
              ops:
                objectives:
                  a:
                    target: {metric: days, from: 55, to: 45}
                    affects: {calls: {effect: hurts, starts_at: 42, full_at: 30}}
            claims: [{from: ops.a, to: calls, effect: hurts, by: ops}]
            """
        (finding,) = found("GC304", text)
        assert str(finding.message) == (
            "ops claims that ops.a hurts calls; ops declares that it hurts it only from 42 on, short of its target"
        )
