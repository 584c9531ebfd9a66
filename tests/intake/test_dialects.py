"""Tables in the dialects of real ones: separators, encodings, number and date styles, merged cells, several results."""

from __future__ import annotations

import pytest
from importing import Import

PLAIN = """\
Department,Objective,Owner,Metric,Baseline,Target,Current,Quarter
Operations,Install faster,Ann,Days to install,55,30,31,Q3 2026
Sales,Win more,Bob,Leads,10,20,15,Q3 2026
"""


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [
        (",", "utf-8"),
        (";", "cp1252"),
        (";", "latin-1"),
        ("\t", "utf-16"),
        ("\t", "utf-16-le"),
        ("|", "utf-8-sig"),
        ("^", "utf-8"),
    ],
)
def test_separators_and_encodings(take_in: Import, separator: str, encoding: str) -> None:
    table = PLAIN.replace(",", separator).replace("Ann", "Änne")
    done = take_in(table.encode(encoding))
    assert done.objectives["operations.install-faster"].owner == "Änne"
    target = done.objectives["operations.install-faster"].target
    assert target is not None
    assert (target.metric, target.start, target.to) == ("days-to-install", 55, 30)


def test_excels_line_that_names_the_separator(take_in: Import) -> None:
    assert set(take_in("sep=;\n" + PLAIN.replace(",", ";")).objectives) == {
        "operations.install-faster",
        "sales.win-more",
    }


GERMAN = """\
Quartalsziele 2026;;;;;;;;
Abteilung;Ziel;Schlüsselergebnis;Verantwortlich;Ausgangswert;Zielwert;Istwert;Quartal;Status
Vertrieb;Mehr Kunden;Anfragen;Müller;38k;1,2m;40k;Q3 2026;laufend
;;Quote;Müller;18 %;25,5 %;20 %;Q3 2026;erledigt
;;;;;;;;
Technik;Schneller liefern;Tage;Groß;1.055,5;30;31,5;3. Quartal 2026;gefährdet
"""


def test_a_german_table_with_merged_cells_and_decimal_commas(take_in: Import) -> None:
    done = take_in(GERMAN.encode("cp1252"))
    assert set(done.objectives) == {"vertrieb.anfragen", "vertrieb.quote", "technik.tage"}
    first, rate, days = (done.objectives[each] for each in ("vertrieb.anfragen", "vertrieb.quote", "technik.tage"))
    assert first.target is not None
    assert rate.target is not None
    assert days.target is not None
    assert (first.target.start, first.target.to) == (38_000, 1_200_000)
    assert (rate.target.start, rate.target.to, rate.status.value) == (18, 25.5, "done")
    assert done.organization.metrics["quote"].unit == "%"
    assert (days.target.start, days.progress and days.progress.value) == (1055.5, 31.5)
    assert days.period is not None
    assert days.period.label == "2026-Q3"
    assert "the row is empty\n      okrs.csv, row 5" in done.said
    assert "stands above the header\n      okrs.csv, row 1" in done.said
    assert "the department is the one above\n      okrs.csv, row 4" in done.said


def dated(*pairs: tuple[str, str]) -> str:
    rows = [f"Ops\tGoal {number}\tAnn\t{start}\t{due}" for number, (start, due) in enumerate(pairs)]
    return "\n".join(["Department\tObjective\tOwner\tStart date\tDue date", *rows]) + "\n"


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("1/7/2026", "31/12/2026"),
        ("7/1/2026", "12/31/2026"),
        ("01.07.2026", "31.12.2026"),
        ("2026-07-01", "2026-12-31"),
        ("1 July 2026", "Dec 31, 2026"),
        ("1. Juli 2026", "31. Dezember 2026"),
    ],
)
def test_dates_in_every_order(take_in: Import, start: str, due: str) -> None:
    period = take_in(dated((start, due))).objectives["ops.goal-0"].period
    assert period is not None
    assert period.label == "2026-H2"


def test_a_date_that_may_be_two_days_is_asked_about(take_in: Import) -> None:
    done = take_in(dated(("03/04/2026", "05/06/2026")))
    assert done.objectives["ops.goal-0"].period is None
    assert "'03/04/2026' may be two days: say --dates day-first or month-first" in done.said
    said = take_in(dated(("03/04/2026", "05/06/2026")), "--dates", "day-first", into="told")
    period = said.objectives["ops.goal-0"].period
    assert period is not None
    assert period.start.isoformat() == "2026-04-03"


def test_a_figure_that_may_be_two_figures_is_asked_about(take_in: Import) -> None:
    table = "Department\tObjective\tMetric\tFrom\tTo\nOps\tSell\tSales\t1.234\t2.345\n"
    done = take_in(table)
    assert done.objectives["ops.sell"].target is None
    assert "say --decimal" in done.said
    target = take_in(table, "--decimal", "comma", into="told").objectives["ops.sell"].target
    assert target is not None
    assert (target.start, target.to) == (1234, 2345)


def test_several_key_results_in_a_row(take_in: Import) -> None:
    done = take_in(
        "email,name,status,priority,key_result_1_title,key_result_1_completion,key_result_2_title\n"
        "ann@example.com,Be quick,active,0,From 55 to 30 days,0.5,Call back within a day\n"
    )
    names = [each.name for each in done.objectives.values()]
    assert sorted(names) == ["Be quick: Call back within a day", "Be quick: From 55 to 30 days"]
    quick = next(each for each in done.objectives.values() if each.target)
    assert quick.target is not None
    assert quick.progress is not None
    assert (quick.target.start, quick.target.to, quick.progress.value) == (55, 30, 42.5)
    assert "'0' is no priority" in done.said


def test_the_same_headers_again_and_again_are_several_key_results(take_in: Import) -> None:
    done = take_in("Team,Objective,Key Result,From,To,Key Result,From,To\nOps,Be quick,Days,55,30,Errors,12,3\n")
    assert {each: int(found.target.to or 0) for each, found in done.objectives.items() if found.target} == {
        "ops.days": 30,
        "ops.errors": 3,
    }


def test_the_objective_level_keeps_further_key_results_in_comments(take_in: Import) -> None:
    done = take_in(
        "Team,Objective,Key Result,From,To\nOps,Be quick,Days,55,30\nOps,Be quick,Errors,12,3\n",
        "--level",
        "objective",
    )
    assert list(done.objectives) == ["ops.be-quick"]
    assert "# key result: Errors" in (done.folder / "departments" / "ops.yaml").read_text()


def test_divisions_departments_and_teams_are_part_of_each_other(take_in: Import) -> None:
    done = take_in("Division,Department,Team,Objective\nNorth,Sales,Inside,Win\n,,Outside,Visit\nSouth > Ops,,,Build\n")
    parts = {each.id: each.part_of for each in done.organization.departments.values()}
    assert parts == {
        "north": None,
        "sales": "north",
        "inside": "sales",
        "outside": "sales",
        "south": None,
        "ops": "south",
    }


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("at least 95 %", {"lower": 95}),
        (">= 95", {"lower": 95}),
        ("no more than 3 days", {"upper": 3}),
        ("< 350ms", {"upper": 350}),
        ("mindestens 4", {"lower": 4}),
        ("10:1", None),
        ("TBD", None),
        ("increase by 5 %", None),
    ],
)
def test_targets_in_words(take_in: Import, text: str, target: dict[str, float] | None) -> None:
    done = take_in(f"Department,Objective,Metric,Target\nOps,Do,Thing,{text}\n")
    found = done.objectives["ops.do"].target
    bounds = None if found is None or found.bounds is None else found.bounds
    told = bounds and {key: value for key, value in (("lower", bounds.lower), ("upper", bounds.upper)) if value}
    assert told == target
    if target is None and text != "TBD":
        assert f"# target as written: {text}" in (done.folder / "departments" / "ops.yaml").read_text()


def test_fiscal_years_are_asked_about(take_in: Import) -> None:
    table = "Department,Objective,Metric,Quarter\nOps,Do,Thing,Q1 FY23\n"
    assert "say --fiscal-year-starts MONTH" in take_in(table).said
    period = take_in(table, "--fiscal-year-starts", "10", into="told").objectives["ops.do"].period
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == ("2022-10-01", "2022-12-31")


def test_a_table_of_many_quarters_keeps_the_latest_and_tells_the_rest(take_in: Import) -> None:
    rows = [
        f"{quarter};Goal {goal};Metric {goal};{owner};{goal};{goal + (goal % 4 > 0)};{quarter}"
        for quarter in (1, 2, 4)
        for goal, owner in enumerate(["A", "B", "A, C", "B", "", ""])
        if owner
    ]
    done = take_in(
        "fiscal_qtr;related_goal;indicator;related_owner;value_start;value_target;value_current\n"
        + "\n".join([*rows, ";;;;;;"])
    )
    assert "Found 4 objectives, 3 departments, 3 metrics, and no effect." in done.said
    assert "repeats an objective for an earlier period; the latest is kept (8 times)" in done.said
    assert "the row is empty" in done.said
    assert "'A, C' may be several departments" in done.said
    progress = done.objectives["b.goal-1"].progress
    assert progress is not None
    assert progress.value == 4


def test_department_names_can_be_filed_under_others(take_in: Import) -> None:
    done = take_in('Team,Objective\n"A, C",Do\n', "--department-name", "A, C=A")
    assert list(done.objectives) == ["a.do"]


def test_json_rows_are_a_table(take_in: Import) -> None:
    done = take_in('[{"name": "Do", "owner": {"name": "Ann"}, "team": "Ops"}]', name="goals.json")
    assert done.objectives["ops.do"].owner == "Ann"


def test_a_title_beside_the_objective_is_the_key_result(take_in: Import) -> None:
    done = take_in("id,title,objective,team,quarter\nA1,Cut p95,Be fast,Engine,Q1 2023 - Jan-Mar\n")
    assert done.objectives["engine.cut-p95"].name == "Be fast: Cut p95"


def test_the_file_names_the_objective_of_key_results_alone(take_in: Import) -> None:
    done = take_in("Key Result,Metric,Initial,Target Value,Lead\nDeploy,Minutes,30,5,Ann\n", name="Be fast.csv")
    assert [each.name for each in done.objectives.values()] == ["Be fast: Deploy"]
    assert "no column names the objective" in done.said
