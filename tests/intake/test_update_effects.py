"""The next round of effects: what is new is added, what stands is not changed, and nothing is lost without a word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from importing import Import, Imported

if TYPE_CHECKING:
    from conftest import Command

LIST = """\
source,target,score,reason,by
Cut interval,Time,-2,less time,Ann
Time,Attention,3,,Ann
Cut interval,Time,1,,Bob
"""
INTO = ("--update", "org")


def texts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.yaml"))}


def part(done: Imported, title: str) -> list[str]:
    """The lines below a title of what the command said."""
    assert done.status == 0, done.errors
    _, found, rest = done.said.partition(f"{title}:\n")
    return [line.strip() for line in rest.partition("\n\n")[0].splitlines()] if found else []


def again(take_in: Import, table: str) -> Imported:
    return take_in(table, *INTO, name="list.csv")


@pytest.fixture
def folder(take_in: Import) -> Path:
    return take_in(LIST, name="list.csv").folder


def change(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))


def test_whoever_says_so_stands_in_a_field_of_its_own(take_in: Import) -> None:
    organization = take_in(LIST, name="list.csv").organization
    effect = organization.objectives["list.cut-interval"].effects[0]
    assert (effect.by, effect.because, effect.evidence) == ("Ann", "less time", None)
    claim = organization.claims[0]
    assert (claim.person, claim.by, claim.effect.evidence) == ("Bob", None, None)


def test_a_claim_is_shown_with_its_person(folder: Path, goalcheck: Command) -> None:
    assert "claimed by Bob" in goalcheck("show", "list.cut-interval", folder).out


def test_the_same_again_changes_nothing_and_tells_nothing(take_in: Import, folder: Path) -> None:
    before = texts(folder)
    done = again(take_in, LIST)
    assert texts(folder) == before
    assert "nothing to write" in done.errors
    assert "in the files" not in done.said


@pytest.mark.usefixtures("folder")
def test_a_new_effect_of_what_is_known_is_added_and_told_with_its_place(take_in: Import) -> None:
    done = again(take_in, LIST + "Cut interval,Attention,-3,rushed,Eve\n")
    assert part(done, "New") == ["list.cut-interval strongly hurts attention (list.csv, row 5, column C)"]
    [effect] = [each for each in done.objectives["list.cut-interval"].effects if each.target == "attention"]
    assert (effect.word, effect.because, effect.by) == ("strongly hurts", "rushed", "Eve")


@pytest.mark.usefixtures("folder")
def test_a_new_claim_of_what_is_known_is_added(take_in: Import) -> None:
    done = again(take_in, LIST + "Cut interval,Time,-3,,Eve\n")
    assert part(done, "New") == ["Eve claims: list.cut-interval strongly hurts list.time (list.csv, row 5, column C)"]
    assert [each.person for each in done.organization.claims] == ["Eve", "Bob"]


def test_the_first_claim_finds_a_file(take_in: Import, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text("organization: {name: Whole}\n")
    first = "source,target,score,by\nDo,See,3,Ann\nSee,Do,3,Ann\n"
    folder = take_in(first, name="list.csv").folder
    assert not (folder / "organization.yaml").exists()
    done = again(take_in, first + "Do,See,-2,Bob\n")
    assert done.organization.claims[0].person == "Bob"
    assert (folder / "organization.yaml").exists()


def test_the_order_of_the_rows_makes_no_difference(take_in: Import, folder: Path) -> None:
    before = texts(folder)
    head, ann, time, bob = LIST.splitlines()
    again(take_in, "\n".join([head, bob, ann, time, ""]))
    assert texts(folder) == before


def test_what_stands_is_not_changed_and_what_is_said_otherwise_is_told(take_in: Import, folder: Path) -> None:
    before = texts(folder)
    done = again(take_in, LIST.replace("-2,less", "3,more").replace("Time,1", "Time,-1"))
    assert texts(folder) == before
    assert part(done, "Said otherwise in the material, and left as it is") == [
        "list.cut-interval strongly helps list.time (list.csv, row 2, column C); "
        "the files say: hurts (-0.67, Ann), slightly helps (+0.33, Bob)",
        "Bob claims: list.cut-interval slightly hurts list.time (list.csv, row 4, column C); "
        "the files say: hurts (-0.67, Ann), slightly helps (+0.33, Bob)",
    ]


def test_another_reason_and_another_name_are_told(take_in: Import, folder: Path) -> None:
    before = texts(folder)
    done = again(take_in, LIST.replace("less time", "no rest"))
    assert texts(folder) == before
    assert part(done, "Said otherwise in the material, and left as it is") == [
        "list.cut-interval hurts list.time (list.csv, row 2, column C): "
        "the reason is 'no rest' there and 'less time' in the files"
    ]
    change(folder, "departments/list.yaml", ", by: Ann", "")
    assert "Ann says so there, and nobody in the files" in again(take_in, LIST).said


def test_what_was_taken_out_by_hand_stays_out_and_is_told(take_in: Import, folder: Path) -> None:
    by_hand = "          list.time: {effect: hurts, because: less time, by: Ann}\n"
    change(folder, "departments/list.yaml", f"        affects:\n{by_hand}", "")
    shared = (folder / "organization.yaml").read_text()
    change(folder, "organization.yaml", shared[shared.index("claims:") :], "")
    before = texts(folder)
    done = again(take_in, LIST)
    assert texts(folder) == before
    since = "it was imported before, and taken out of the files since"
    assert part(done, "In the material and not in the files") == [
        f"list.cut-interval hurts list.time (list.csv, row 2, column C): {since}",
        f"Bob claims: list.cut-interval slightly helps list.time (list.csv, row 4, column C): {since}",
    ]


def test_where_no_small_edit_can_follow_that_is_told_and_the_rest_is_done(take_in: Import, folder: Path) -> None:
    change(folder, "departments/list.yaml", "affects:\n          attention", "affects: &same\n          attention")
    done = again(take_in, LIST + "Time,Calm,2,,Eve\nCut interval,Calm,2,,Eve\n")
    [absent] = part(done, "In the material and not in the files")
    assert absent.startswith("list.time helps calm (list.csv, row 5, column C): ")
    assert "has an anchor" in absent
    assert "calm" in [each.target for each in done.objectives["list.cut-interval"].effects]


def test_what_the_material_does_not_say_any_more_is_told(take_in: Import, folder: Path) -> None:
    before = texts(folder)
    done = again(take_in, LIST.replace("Cut interval,Time,1,,Bob\n", ""))
    assert {name: text for name, text in texts(folder).items() if name != "import.map.yaml"} == {
        name: text for name, text in before.items() if name != "import.map.yaml"
    }
    assert part(done, "No longer in the material, and left as they are") == [
        "list.cut-interval slightly helps list.time, says Bob",
    ]


def test_what_a_table_says_of_goals_and_priorities_is_told(take_in: Import) -> None:
    table = "ID,Team,Objective,Strategic goal,Priority\n1,Ops,Do,Grow,1\n"
    take_in(table, "--map", "Priority=priority")
    done = take_in(table.replace("Grow,1", "Shrink,2"), "--map", "Priority=priority", *INTO)
    assert part(done, "Said otherwise in the material, and left as it is") == [
        "ops.do: the priority is 2 there and 1 in the files",
        "ops.do: it supports shrink there",
    ]


def test_a_period_is_told_only_where_it_is_another(take_in: Import) -> None:
    table = "ID,Team,Objective,Start date,Due date\n1,Ops,Do,2026-01-15,2026-05-20\n"
    take_in(table)
    assert "in the files" not in take_in(table, *INTO).said
    assert part(
        take_in(table.replace("05-20", "06-25"), *INTO), "Said otherwise in the material, and left as it is"
    ) == ["ops.do: the period is 2026-01-15 to 2026-06-25 there and 2026-01-15 to 2026-05-20 in the files"]
