"""From an id to its declaration and all its places, and another id for all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lsp_client import Editor
from lsprotocol import types
from pygls.exceptions import JsonRpcException

import goalcheck

pytestmark = pytest.mark.asyncio

OPERATIONS = "departments/operations.yaml"


async def references(editor: Editor, name: str, words: str, *, declaration: bool = True) -> list[tuple[str, str]]:
    """The places of what stands at words: the file, and what is written there."""
    params = types.ReferenceParams(types.ReferenceContext(declaration), editor.document(name), editor.at(name, words))
    found = await editor.client.text_document_references_async(params)
    return sorted((editor.name(each.uri), editor.taken(editor.name(each.uri), each.range)) for each in found or ())


async def renamed(editor: Editor, name: str, words: str, new: str) -> dict[str, str]:
    """The files after a rename of what stands at words."""
    params = types.RenameParams(editor.document(name), editor.at(name, words), new)
    edit = await editor.client.text_document_rename_async(params)
    assert edit is not None
    return editor.edited(edit)


async def test_an_id_leads_to_its_declaration(northline: Editor) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    params = types.DefinitionParams(northline.document(OPERATIONS), northline.at(OPERATIONS, "time-per-order"))
    found = await northline.client.text_document_definition_async(params)
    assert isinstance(found, types.Location)
    assert northline.name(found.uri) == "model/drivers.yaml"
    assert northline.taken("model/drivers.yaml", found.range) == "time-per-order"


async def test_all_places_of_an_objective_are_found_in_all_files(northline: Editor) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    places = await references(northline, OPERATIONS, "install-30:")
    assert places[0] == ("decisions.yaml", "operations.install-30")
    assert (OPERATIONS, "install-30") in places
    assert (OPERATIONS, "install-30") not in await references(northline, OPERATIONS, "install-30:", declaration=False)


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("install-30:", "install-30", "install-faster"),
        ("operations:", "operations", "network"),
        ("time-per-order", "time-per-order", "minutes"),
        ("install-interval", "install-interval", "true"),
        ("business, it", "business", "firms"),
        ("coordinators: 8200", "coordinators", "planners"),
    ],
)
async def test_an_id_is_renamed_everywhere(northline: Editor, words: str, old: str, new: str) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    before = goalcheck.load(northline.folder)
    for name, text in (await renamed(northline, OPERATIONS, words, new)).items():
        (northline.folder / name).write_text(text, encoding="utf-8")
    after = goalcheck.load(northline.folder)
    said = re.sub(r"Location\([^)]*\)", "", repr(before))
    assert re.sub(r"Location\([^)]*\)", "", repr(after)) != said
    assert len(after.objectives) == len(before.objectives)
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted(northline.folder.rglob("*.yaml")))
    assert not re.search(rf"(?m)^ *{old}:|[\[:] ?\[?{old}[,\]]", re.sub("#.*", "", written))


@pytest.mark.parametrize(
    ("words", "new", "why"),
    [
        ("install-30:", "first-visit", "there is a objective 'operations.first-visit' already"),
        ("install-30:", "Not an id", "cannot be an id"),
        ("install-30:", "fast-install", "a bare name may mean the other"),
        ("time-per-order", "personal-attention", "already"),
    ],
)
async def test_a_rename_that_would_go_wrong_is_refused(northline: Editor, words: str, new: str, why: str) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    with pytest.raises(JsonRpcException, match=re.escape(why)):
        await renamed(northline, OPERATIONS, words, new)


async def test_nothing_is_renamed_while_a_file_is_wrong(northline: Editor) -> None:
    await northline.start()
    text = northline.open(OPERATIONS)
    northline.change(OPERATIONS, f"{text}\nzzz: 1\n")
    with pytest.raises(JsonRpcException, match="mend what is reported first"):
        await renamed(northline, OPERATIONS, "install-30:", "other")


async def test_what_can_be_renamed_is_said_before(northline: Editor) -> None:
    await northline.start()
    northline.open("decisions.yaml")
    params = types.PrepareRenameParams(
        northline.document("decisions.yaml"), northline.at("decisions.yaml", "operations.install-30")
    )
    found = await northline.client.text_document_prepare_rename_async(params)
    assert isinstance(found, types.PrepareRenamePlaceholder)
    assert found.placeholder == "install-30"
    params.position = northline.at("decisions.yaml", "reason:")
    assert await northline.client.text_document_prepare_rename_async(params) is None


async def test_two_organizations_in_one_workspace_do_not_know_each_other(northline: Editor, tmp_path: Path) -> None:
    await northline.start()
    (northline.folder / "other").mkdir()
    other = "organization: {name: Other}\noutcomes: {personal-attention: {}}\n"
    (northline.folder / "other" / "org.yaml").write_text(other, encoding="utf-8")
    northline.open("other/org.yaml")
    assert await references(northline, "other/org.yaml", "personal-attention") == [
        ("other/org.yaml", "personal-attention")
    ]
    northline.open("model/outcomes.yaml")
    assert len(await references(northline, "model/outcomes.yaml", "personal-attention")) > 3
    assert tmp_path.exists()
