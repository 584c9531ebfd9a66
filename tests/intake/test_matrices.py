"""Cross-impact matrices and lists of effects, with any scale."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from importing import Import

SQUARE = """\
;Cost;Speed;Care;Active sum
Cost;;1;-3;4
Speed;2;;-2;4
Care;0;3;;3
Passive sum;2;4;5;
"""


def effects(done: object) -> dict[tuple[str, str], float]:
    organization = done.organization  # type: ignore[attr-defined]
    return {
        (origin.partition(".")[2], effect.target.rpartition(".")[2]): round(effect.weight, 2)
        for origin, objective in organization.objectives.items()
        for effect in objective.effects
    }


def test_a_square_matrix(take_in: Import) -> None:
    done = take_in(SQUARE)
    assert effects(done) == {
        ("cost", "speed"): 0.33,
        ("cost", "care"): -1,
        ("speed", "cost"): 0.67,
        ("speed", "care"): -0.67,
        ("care", "speed"): 1,
    }
    assert "'Active sum' is worked out of the others" in done.said


def test_a_zero_can_say_that_there_is_no_effect(take_in: Import) -> None:
    assert effects(take_in(SQUARE, "--zero", "neutral"))["care", "cost"] == 0


def test_a_scale_that_nothing_shows_is_asked_about(take_in: Import) -> None:
    table = SQUARE.replace("3", "2")
    done = take_in(table)
    assert done.status == 2
    assert "say --scale 2" in done.errors
    assert effects(take_in(table, "--scale", "4"))["speed", "care"] == -0.5


def test_a_scale_without_harm_is_said_to_be_one(take_in: Import) -> None:
    done = take_in(",A1,B1,C1\nA1,0,3,P\nB1,1,0,2\nC1,0,0,0\n")
    assert "this method records no harm" in done.said
    assert effects(done)["a1", "c1"] == 0.33  # a potential influence: helps, with low confidence


def test_rows_are_departments_and_columns_outcomes_where_the_names_differ(take_in: Import) -> None:
    done = take_in(",Fast,Cheap,Friendly\nSales,1,-1,3\nOps,2,0,-2\nIT,1,1,0\n")
    assert set(done.organization.outcomes) == {"fast", "cheap", "friendly"}
    assert effects(done)["ops", "friendly"] == -0.67


def test_a_list_of_effects(take_in: Import) -> None:
    done = take_in(
        "source,target,score,reason,by\nCut interval,Time,-2,less time,Ann\n"
        "Time,Attention,3,,Ann\nCut interval,Time,1,,Bob\n"
    )
    assert effects(done) == {("cut-interval", "time"): -0.67, ("time", "attention"): 1}
    assert set(done.organization.outcomes) == {"attention"}
    assert len(done.organization.claims) == 1


def test_a_second_sheet_over_the_same_names_is_what_others_claim(take_in: Import, tmp_path: Path) -> None:
    path = tmp_path / "matrix.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, score in (("Owner", 3), ("Ann", -3)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 1, ["A", "B", "C"])
            for row, each in enumerate("ABC", 1):
                sheet.write(row, 0, each)
                sheet.write(row, 1 + row % 3, score)
    done = take_in(path)
    assert set(effects(done).values()) == {1}
    assert len(done.organization.claims) == 3


def test_words_and_signs_are_a_scale(take_in: Import) -> None:
    done = take_in(",A,B,C\nA,,+,--\nB,helps,,hurts\nC,,strongly hurts,\n")
    assert effects(done)["a", "c"] == -1
    assert effects(done)["c", "b"] == -1


def test_it_ends_with_what_can_be_seen_and_what_to_ask_next(take_in: Import) -> None:
    said = take_in("source,target,score\nCut interval,Attention,-2\nNamed contact,Attention,3\nPrice,Sales,3\n").said
    assert "Coverage: 3 of 3 objectives can be seen." in said
    assert said.index("Coverage") < said.index("Ask next:\n  1. What does ")
    first = take_in("Team,Objective\nOps,Do\n", into="table").said
    assert "Coverage: no objective can be seen, because nobody has said yet what affects what." in first
    assert "  1. Who are the customers" in first
