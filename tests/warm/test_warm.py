"""An organization that is kept warm says the same as one that is read from nothing, after whatever edits."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest
from edits import Editor

import goalcheck
from goalcheck.files import MAX_PROBLEMS
from goalcheck.render.json import dumps, report_data
from goalcheck.source import GoalcheckError, InvalidInput
from goalcheck.warm import WarmOrganization

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 11, 30)
EDITS = 60


def answer(organization: WarmOrganization) -> object:
    """What an organization says: its report in bytes, or all that is wrong."""
    try:
        return dumps(report_data(organization.analyze(today=TODAY).report))
    except InvalidInput as error:
        return error.problems
    except GoalcheckError as error:
        return str(error)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("example", ["northline", "quiet"])
def test_it_says_the_same_as_from_nothing_after_any_edit(tmp_path: Path, example: str, seed: int) -> None:
    folder = tmp_path / example
    shutil.copytree(EXAMPLES / example, folder)
    editor, kept = Editor(folder, Random(f"{example}{seed}")), WarmOrganization([folder])  # noqa: S311
    kinds: Counter[type] = Counter()
    for _ in range(EDITS):
        said = answer(kept)
        assert said == answer(WarmOrganization([folder]))
        kinds[type(said)] += 1
        editor.edit()
    assert kinds[str] >= 10
    assert kinds[tuple] >= 10


def test_what_an_editor_holds_counts_in_place_of_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "northline"
    shutil.copytree(EXAMPLES / "northline", folder)
    kept, file = WarmOrganization([folder]), folder / "org.yaml"
    first = kept.load()
    unsaved = file.read_text(encoding="utf-8").replace("name: Northline", "name: Southline")
    changed = kept.load({str(file.resolve()): unsaved.encode()})
    assert changed.name.startswith("Southline")
    assert kept.load() == first
    file.write_text(unsaved, encoding="utf-8")
    assert kept.load() == changed == goalcheck.load(folder)


def test_one_of_several_organizations_is_kept(tmp_path: Path) -> None:
    for each in ("northline", "quiet"):
        shutil.copytree(EXAMPLES / each, tmp_path / each)
    kept = WarmOrganization([tmp_path], name="northline")
    assert kept.load() == kept.load() == goalcheck.load(tmp_path, organization="northline")


def test_a_file_with_more_problems_than_are_shown_hides_no_other_file_for_good(tmp_path: Path) -> None:
    bad, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    bad.write_text("".join(f"x{number}: 1\n" for number in range(MAX_PROBLEMS + 5)), encoding="utf-8")
    other.write_text("organization: {name: Here}\noutcomes: {o: {}}\n", encoding="utf-8")
    kept = WarmOrganization([tmp_path])
    with pytest.raises(InvalidInput):
        kept.load()
    bad.write_text("version: 1\n", encoding="utf-8")
    assert kept.load() == goalcheck.load(tmp_path)
    assert "o" in kept.load().outcomes
