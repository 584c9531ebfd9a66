"""GC204 to GC208: objectives without goal, target or owner, goals without objectives, departments without a harm."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from conftest import messages, texts

from goalcheck import analyze, load

if TYPE_CHECKING:
    from conftest import Found, Write


class TestUnlinkedObjective:
    TEXT = dedent("""\
        goals: {grow: {}, keep: {}, save: {}}
        departments:
          sales:
            objectives:
              a: {supports: [keep]}
              b: {supports: [keep, grow]}
              c: {priority: 5}
              d: {status: done}
              e: {status: proposed}
          it:
            objectives:
              portal: {}
        """)

    def test_names_each_objective_in_force_without_a_goal(self, found: Found) -> None:
        findings = found("GC204", self.TEXT)
        assert messages(findings) == [
            f"{key} supports none of the goals" for key in ("it.portal", "sales.c", "sales.e")
        ]
        assert [finding.objectives for finding in findings] == [("it.portal",), ("sales.c",), ("sales.e",)]
        assert [finding.locations[0].line for finding in findings] == [12, 7, 9]
        assert {finding.level for finding in findings} == {"minor"}

    def test_advises_the_goals_of_the_department_most_supported_first(self, found: Found) -> None:
        portal, other, _ = found("GC204", self.TEXT)
        assert "sales support keep (2), grow (1): if sales.c serves" in texts(other.advice)[0]
        assert "The goals are grow, keep and save: write the one that it.portal serves" in texts(portal.advice)[0]

    def test_silent_without_goals(self, found: Found) -> None:
        assert not found("GC204", "departments: {sales: {objectives: {a: {}}}}")

    def test_lists_the_first_by_ids_where_not_all_are_listed(self, found: Found) -> None:
        assert messages(found("GC204", f"settings: {{max_findings: 1}}\n{self.TEXT}")) == [
            "it.portal supports none of the goals"
        ]


class TestUnmeasuredObjective:
    TEXT = dedent("""\
        metrics:
          days: {name: Days to install, better: lower}
          calls: {name: Calls answered}
          bills: {}
        outcomes:
          fast: {metric: days}
          kind: {}
        drivers:
          line: {metric: calls, affects: {kind: helps}}
          up: {affects: {fast: strongly hurts}}
        departments:
          ops:
            objectives:
        """)

    @pytest.mark.parametrize(
        ("objective", "advice"),
        [
            ("{affects: {fast: helps}}", "a target on days (Days to install; lower is better), which measures fast"),
            ("{affects: {line: helps, fast: hurts}}", "a target on calls (Calls answered), which measures line"),
            ("{affects: {line: slightly helps, fast: helps}}", "a target on days"),
            ("{affects: {line: helps, fast: slightly helps}}", "a target on calls"),
            ("{affects: {line: slightly helps, up: helps, fast: slightly helps}}", "a target on calls"),
            ("{affects: {fast: slightly helps}}", "a target on days"),
            (
                "{affects: {fast: helps, up: strongly helps}}",
                "Nothing that ops.a helps has a metric: agree on one for up",
            ),
            (
                "{affects: {fast: helps, up: {weight: 0.6666666666}}}",
                "agree on one for up",
            ),  # it leans both ways on fast
            ("{affects: {kind: helps}}", "Nothing that ops.a helps has a metric: agree on one for kind"),
            ("{affects: {fast: hurts}}", "Say by which figure it would show that ops.a is reached, declare it"),
            ("{}", "Say by which figure it would show that ops.a is reached, declare it"),
            ("{}\n      b: {target: {metric: bills, from: 1, to: 2}}", "the department's other targets are on bills"),
        ],
    )
    def test_advises_what_measures_it(self, found: Found, objective: str, advice: str) -> None:
        findings = found("GC205", f"{self.TEXT}      a: {objective}\n")
        assert messages(findings) == ["ops.a has no target"]
        assert advice in texts(findings[0].advice)[0]

    @pytest.mark.parametrize(
        "figures", ["from: 9, to: 4", "at_least: 4", "at_most: 9", "between: [4, 9]", "from: 4, to: 4"]
    )
    def test_silent_with_any_target(self, found: Found, figures: str) -> None:
        objective = f"      a: {{target: {{metric: days, {figures}}}}}\n"
        assert not found("GC205", self.TEXT + objective)

    @pytest.mark.parametrize(("status", "number"), [("proposed", 1), ("committed", 1), ("done", 0), ("dropped", 0)])
    def test_only_in_force(self, found: Found, status: str, number: int) -> None:
        assert len(found("GC205", f"{self.TEXT}      a: {{status: {status}}}\n")) == number


class TestUnownedObjective:
    def test_proposes_the_lead_and_names_the_other_owners(self, found: Found) -> None:
        text = """
            departments:
              ops:
                name: Operations
                lead: VP Operations
                objectives: {a: {}, b: {owner: Jo}, c: {owner: Al}, d: {owner: Past, status: done}, e: {status: done}}
            """
        (finding,) = found("GC206", text)
        assert str(finding.message) == "ops.a has no owner"
        assert texts(finding.advice) == (
            "Let VP Operations (Operations) own ops.a until somebody else is named. "
            "Its other objectives belong to Al and Jo.",
        )
        assert finding.decider == "ops"

    def test_proposes_the_lead_above(self, found: Found) -> None:
        text = "departments: {top: {lead: Chief}, ops: {part_of: top, objectives: {a: {}}}}"
        (finding,) = found("GC206", text)
        assert texts(finding.advice) == ("Let Chief (top) own ops.a until somebody else is named.",)

    def test_says_where_nobody_leads(self, found: Found) -> None:
        (finding,) = found("GC206", "departments: {ops: {objectives: {a: {}}}}")
        assert texts(finding.advice)[0].startswith("Neither ops nor any department above it has a lead")


class TestGoalWithoutObjective:
    TEXT = dedent("""\
        goals: {grow: {}, keep: {}, save: {}}
        departments:
          ops:
            objectives:
              a: {supports: [keep], status: %s}
              b: {supports: [grow]}
              c: {priority: 2}
              d: {priority: 4}
        """)

    @pytest.mark.parametrize("status", ["proposed", "committed"])
    def test_in_force_is_enough(self, found: Found, status: str) -> None:
        assert messages(found("GC207", self.TEXT % status)) == ["no objective supports the goal save"]

    @pytest.mark.parametrize("status", ["done", "dropped"])
    def test_what_is_over_does_not_count_and_is_named(self, found: Found, status: str) -> None:
        keep, save = found("GC207", self.TEXT % status)
        assert str(keep.message) == "no objective supports the goal keep"
        assert (
            texts(keep.advice)[0]
            == f"ops.a ({status}) supported it: decide whether keep is reached, or what carries it on."
        )
        assert [location.line for location in keep.locations] == [1, 5]
        assert save.level == "serious"
        assert save.objectives == ()

    def test_of_many_that_are_over_some_are_named(self, found: Found) -> None:
        over = ", ".join(f"{key}: {{supports: [grow], status: done}}" for key in "abcd")
        (finding,) = found("GC207", f"goals: {{grow: {{}}}}\ndepartments: {{ops: {{objectives: {{{over}}}}}}}\n")
        assert texts(finding.advice)[0].startswith("ops.a (done), ops.b (done), ops.c (done) and 1 more supported it: ")
        assert len(finding.locations) == 1 + 3

    def test_says_only_what_there_is(self, found: Found) -> None:
        (finding,) = found("GC207", "goals: {grow: {}}")
        assert len(texts(finding.advice)) == 1


class TestRosyDepartment:
    @staticmethod
    def text(*objectives: str, extra: str = "") -> str:
        drivers = ", ".join(f"d{number}: {{}}" for number in range(7))
        listed = "".join(f"      o{number}: {objective}\n" for number, objective in enumerate(objectives))
        return f"drivers: {{{drivers}}}\n{extra}departments:\n  ops:\n    objectives:\n{listed}"

    @staticmethod
    def helps(*numbers: int, more: str = "") -> str:
        return "{affects: {" + ", ".join([f"d{number}: helps" for number in numbers] + ([more] if more else [])) + "}}"

    @pytest.mark.parametrize(("effects", "number"), [(4, 0), (5, 1), (6, 1)])
    def test_from_five_effects(self, found: Found, effects: int, number: int) -> None:
        assert len(found("GC208", self.text(self.helps(*range(effects))))) == number

    def test_counts_over_the_objectives_of_the_department(self, found: Found) -> None:
        (finding,) = found("GC208", self.text(self.helps(0, 1), self.helps(0, 1, 2), "{priority: 2}"))
        assert str(finding.message) == "ops declares 5 effects and not one harm"
        assert texts(finding.details) == ("All 5 effects help, in ops.o1 (3) and ops.o0 (2).",)
        assert (finding.departments, finding.objectives, finding.decider) == (("ops",), (), "ops")

    @pytest.mark.parametrize(
        "harm", ["d6: hurts", "d6: -1", "d6: {weight: -0.1}", "d6: {effect: hurts, confidence: low}"]
    )
    def test_one_harm_is_enough(self, found: Found, harm: str) -> None:
        assert not found("GC208", self.text(self.helps(0, 1, 2, 3, 4), self.helps(5, more=harm)))

    def test_a_harm_that_the_target_stays_short_of_was_declared(self, found: Found) -> None:
        ranged = (
            "{target: {metric: days, from: 55, to: 45}, affects: {d5: {effect: hurts, starts_at: 42, full_at: 30}}}"
        )
        assert not found("GC208", self.text(self.helps(0, 1, 2, 3, 4), ranged, extra="metrics: {days: {}}\n"))

    @pytest.mark.parametrize("idle", ["d5: neutral", "d5: 0"])
    def test_neutral_is_no_effect(self, found: Found, idle: str) -> None:
        assert not found("GC208", self.text(self.helps(0, 1, 2, 3, more=idle)))
        assert found("GC208", self.text(self.helps(0, 1, 2, 3, 4, more=idle)))

    def test_what_is_over_does_not_count(self, found: Found) -> None:
        over = self.helps(6, more="d5: hurts")[:-1] + ", status: dropped}"
        (finding,) = found("GC208", self.text(self.helps(0, 1, 2, 3, 4), over))
        assert str(finding.message) == "ops declares 5 effects and not one harm"

    def test_implied_effects_do_not_count(self, found: Found) -> None:
        implied = "metrics: {m: {better: lower}}\noutcomes: {x: {metric: m}, y: {metric: m}}\n"
        target = "{target: {metric: m, at_most: 3}}"
        assert not found("GC208", self.text(self.helps(0, 1, 2), target, extra=implied))

    def test_claims_by_others_do_not_count_and_are_named(self, found: Found) -> None:
        claims = "claims:\n  - {from: ops.o0, to: d6, effect: hurts, by: sales}\n"
        text = self.text(self.helps(0, 1, 2, 3, 4), extra=claims) + "  sales: {lead: VP Sales}\n"
        (finding,) = found("GC208", text)
        assert texts(finding.advice)[0] == "sales claims that ops.o0 hurts d6: start there."

    def test_names_what_the_department_draws_on(self, found: Found) -> None:
        needing = self.helps(0, 1, 2, 3, 4)[:-1] + ", needs: {crews: 3}}"
        (finding,) = found("GC208", self.text(needing, extra="resources: {crews: {capacity: 9}}\n"))
        assert "for ops.o0 (its department draws on crews)" in texts(finding.advice)[-1]

    def test_departments_below_speak_for_themselves(self, found: Found) -> None:
        below = "  south: {part_of: ops, objectives: {x: {affects: {d0: hurts}}}}\n"
        assert len(found("GC208", self.text(self.helps(0, 1, 2, 3, 4)) + below)) == 1


def test_order_does_not_depend_on_the_files(write: Write) -> None:
    departments = [f"{name}: {{objectives: {{b: {{}}, a: {{priority: 4}}}}}}" for name in ("x", "y", "z")]
    written = [
        f"goals: {{{goals}}}\ndepartments: {{{', '.join(order)}}}\n"
        for goals, order in (("g: {}, h: {}", departments), ("h: {}, g: {}", departments[::-1]))
    ]
    reports = [analyze(load(write(text))).findings for text in written]
    told = [
        [(finding.code, str(finding.message), texts(finding.advice), finding.fingerprint) for finding in each]
        for each in reports
    ]
    assert told[0] == told[1]
    prints = [fingerprint for *_, fingerprint in told[0]]
    assert len(prints) == len(set(prints))
    assert {"GC204", "GC205", "GC206", "GC207"} <= {code for code, *_ in told[0]}
