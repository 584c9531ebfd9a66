"""The next quarter: figures, progress and names change, and nothing else."""

from __future__ import annotations

from pathlib import Path

from importing import Import

FIRST = """\
ID,Team,Objective,Metric,From,To,Current,Status
1,Ops,Install faster,Days,55,30,40,in progress
2,Ops,Fewer errors,Errors,12,3,9,in progress
3,Sales,Win more,Leads,10,20,15,in progress
"""
SECOND = """\
ID,Team,Objective,Metric,From,To,Current,Status
1,Ops,Install much faster,Days,55,25,31,done
2,Ops,Fewer errors,Errors,12,3,9,in progress
4,Ops,Answer calls,Seconds,90,60,80,in progress
5,Legal,Fewer suits,Suits,9,3,,in progress
"""


def texts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.yaml"))}


def written_by_hand(folder: Path) -> None:
    (folder / "more.yaml").write_text("drivers:\n  time: {name: Time}\n")
    path = folder / "departments" / "ops.yaml"
    by_hand = "        affects:\n          time: hurts  # asked Bob\n"
    path.write_text(
        path.read_text().replace("        progress: {value: 40}\n", "        progress: {value: 40}\n" + by_hand)
    )


def test_only_figures_progress_and_names_change(take_in: Import) -> None:
    done = take_in(FIRST)
    written_by_hand(done.folder)
    before = texts(done.folder)
    again = take_in(SECOND, "--update", "org")
    after = texts(done.folder)
    ops = before["departments/ops.yaml"].splitlines()
    changed = [line for line in after["departments/ops.yaml"].splitlines() if line not in ops]
    assert changed == [
        "        name: Install much faster",
        "        target: {metric: days, from: 55, to: 25}",
        "        progress: {value: 31}",
        "      answer-calls: {name: Answer calls, target: {metric: seconds, from: 90, to: 60}, progress: {value: 80}}",
    ]
    assert after["departments/sales.yaml"] == before["departments/sales.yaml"]
    assert set(after) - set(before) == {"departments/legal.yaml"}
    assert "No longer in the material, and left as they are:\n  sales.win-more" in again.said
    assert "ops.install-faster: the status is done there and committed in the files" in again.said
    assert again.objectives["ops.install-faster"].effects


def test_the_same_again_changes_nothing(take_in: Import) -> None:
    done = take_in(FIRST)
    before = texts(done.folder)
    again = take_in(FIRST, "--update", "org")
    assert texts(done.folder) == before
    assert "nothing to write" in again.errors


def test_a_dry_run_shows_the_difference_and_writes_nothing(take_in: Import) -> None:
    done = take_in(FIRST)
    before = texts(done.folder)
    again = take_in(SECOND, "--update", "org", "--dry-run")
    assert texts(done.folder) == before
    assert "+        progress: {value: 31}" in again.said


def test_what_was_mapped_is_remembered(take_in: Import) -> None:
    table = "Thing;Who;Now;Then\nDo;Ann;1,5;3\n"
    maps = [f"--map={each}" for each in ("Thing=objective", "Who=department", "Now=from", "Then=to")]
    take_in(table, *maps)
    target = take_in(table.replace(";3", ";4,5"), "--update", "org").objectives["ann.do"].target
    assert target is not None
    assert target.to == 4.5


def test_an_import_is_not_written_over(take_in: Import) -> None:
    take_in(FIRST)
    done = take_in(FIRST)
    assert done.status == 2
    assert "--update" in done.errors


def test_there_has_to_be_an_import_to_update(take_in: Import) -> None:
    assert take_in(FIRST, "--update", "org").status == 2


def test_the_map_is_no_part_of_the_organization(take_in: Import) -> None:
    done = take_in(FIRST)
    assert (done.folder / "import.map.yaml").exists()
    assert len(done.objectives) == 3


def test_an_import_into_an_organization_becomes_a_part_of_it(take_in: Import, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text("organization: {name: Whole}\n")
    done = take_in(FIRST, into="imported")
    assert "organization:" not in (done.folder / "organization.yaml").read_text()


def test_a_column_that_has_gone_is_told(take_in: Import) -> None:
    take_in(FIRST)
    again = take_in(FIRST.replace("Current", "Now or so"), "--update", "org")
    assert "a column 'current' was mapped, and there is none" in again.said


def test_what_cannot_be_read_any_more_changes_no_file(take_in: Import) -> None:
    done = take_in(FIRST)
    path = done.folder / "departments" / "ops.yaml"
    path.write_text(path.read_text() + "nonsense: 1\n")
    before = texts(done.folder)
    assert take_in(SECOND, "--update", "org").status == 2
    assert texts(done.folder) == before
