"""Completion, hover, lenses and actions, as somebody meets them while writing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from lsp_client import Editor
from lsprotocol import types

pytestmark = pytest.mark.asyncio

OPERATIONS = "departments/operations.yaml"
INSTALL_30 = "target: {metric: install-interval, from: 55, to: 30}"


async def completed(editor: Editor, name: str, words: str) -> Mapping[str, types.CompletionItem]:
    """The items offered behind words, by label."""
    params = types.CompletionParams(editor.document(name), editor.at(name, words, end=True))
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return {each.label: each for each in found.items}


@pytest.mark.parametrize(
    ("typed", "offered", "not_offered"),
    [
        ("        ow", {"owner", "affects", "relies_on", "must_hold"}, {"lead", "team"}),
        ("        status: pro", {"proposed", "committed", "option"}, {"owner"}),
        ("        affects:\n          time-per-order: slightly hur", {"slightly hurts", "helps"}, {"time-per-order"}),
        (
            "        affects:\n          time",
            {"time-per-order", "fast-install", "first-visit"},
            {"operations.first-visit"},
        ),
        ("        affects: {per", {"personal-attention", "sales.named-contact"}, {"owner"}),
        ("        affects:\n          time-per-order: {eff", {"effect", "because", "confidence"}, {"time-per-order"}),
        ("        affects:\n          time-per-order:\n            confidence: me", {"medium", "high", "low"}, set()),
        ("        relies_on: [time", {"time-per-order", "it.order-portal"}, {"owner"}),
        ("        relies_on:\n          time-per-order: str", {"strongly", "partly"}, set()),
        ("        depends_on:\n          - it.o", {"it.order-portal", "first-visit"}, {"time-per-order"}),
        ("        agreed_with: [business, t", {"team", "business", "sales"}, {"time-per-order"}),
        ("        guardrails:\n          - {protects: per", {"personal-attention"}, {"time-per-order"}),
        ("        guardrails:\n          - pro", {"protects", "metric", "binding"}, {"owner"}),
        ("        target: {metric: inst", {"install-interval"}, {"fast-install"}),
        ("        needs: {c", {"coordinators", "crews"}, {"owner"}),
        ("        name: |\n          ow", set(), {"owner"}),
        ("        # ow", set(), {"owner"}),
    ],
)
async def test_what_may_stand_there_is_offered(
    northline: Editor, typed: str, offered: set[str], not_offered: set[str]
) -> None:
    await northline.start()
    text = northline.open(OPERATIONS)
    await northline.pull(OPERATIONS)
    northline.change(OPERATIONS, text.replace(f"        {INSTALL_30}\n", f"{typed}\n", 1))
    found = await completed(northline, OPERATIONS, typed)
    assert offered <= found.keys()
    assert not_offered.isdisjoint(found)


async def test_an_id_is_offered_with_the_name_of_what_it_is(northline: Editor) -> None:
    await northline.start()
    text = northline.open(OPERATIONS)
    await northline.pull(OPERATIONS)
    northline.change(OPERATIONS, text.replace(INSTALL_30, "affects: {time", 1))
    item = (await completed(northline, OPERATIONS, "affects: {time"))["time-per-order"]
    assert item.detail == "driver: Coordinator time for each order"
    assert isinstance(item.text_edit, types.TextEdit)
    assert northline.taken(OPERATIONS, item.text_edit.range) == "time"


async def hovered(editor: Editor, name: str, words: str) -> str:
    """The Markdown about words."""
    found = await editor.client.text_document_hover_async(
        types.HoverParams(editor.document(name), editor.at(name, words))
    )
    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


async def test_a_hover_tells_what_a_thing_pushes_and_what_squeezes_it(northline: Editor) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    northline.open("model/outcomes.yaml")
    told = await hovered(northline, OPERATIONS, "install-30")
    assert "**Cut the install interval from 55 to 30 days** (objective `operations.install-30`)" in told
    assert "Squeezes:\n\n- `personal-attention` 0.67" in told
    assert "Helps:\n\n- `fast-install` 1.00" in told
    assert "Squeezed by (pressure 67 of 100):\n\n- `operations.install-30` 0.67" in await hovered(
        northline, "model/outcomes.yaml", "personal-attention"
    )


async def test_a_hover_on_a_conflict_or_a_rule_has_its_page(northline: Editor) -> None:
    await northline.start()
    text = northline.open("org.yaml")
    northline.open(OPERATIONS)
    assert "**GC101 opposed-objectives**: " in await hovered(northline, OPERATIONS, "time-per-order")
    northline.change("org.yaml", f"{text}\nsettings:\n  rules:\n    unowned-objective: serious\n")
    assert "*When it fires*: " in await hovered(northline, "org.yaml", "unowned-objective")


async def test_what_files_say_is_no_markup(northline: Editor) -> None:
    await northline.start()
    text = northline.open(OPERATIONS)
    hostile = "<img src=x onerror=alert(1)> [a](command:x) **b** \\u202E"
    northline.change(
        OPERATIONS,
        text.replace("Cut the install interval from 55 to 30 days", hostile).replace(
            f"name: {hostile}", f'name: "{hostile}"'
        ),
    )
    told = await hovered(northline, OPERATIONS, "install-30")
    assert r"&lt;img src=x onerror=alert(1)&gt; \[a\](command:x) \*\*b\*\* &lt;U+202E&gt;" in told.replace(
        "&#8203;", ""
    )


async def test_each_objective_has_a_lens(northline: Editor) -> None:
    await northline.start()
    text = northline.open(OPERATIONS)
    lone = "      lone: {name: Alone}\n\n      install-30:\n"
    northline.change(OPERATIONS, text.replace("      install-30:\n", lone, 1))
    found = await northline.client.text_document_code_lens_async(types.CodeLensParams(northline.document(OPERATIONS)))
    said = {northline.taken(OPERATIONS, each.range): each.command.title for each in found or () if each.command}
    assert said["install-30"] == "squeezes 1, squeezed by 1"
    assert said["lone"] == "unseen"
    command = next(each.command for each in found or () if each.command)
    shown = await northline.client.workspace_execute_command_async(
        types.ExecuteCommandParams(command.command, command.arguments)
    )
    assert isinstance(shown, str)
    assert "operations." in shown


async def actions(editor: Editor, name: str, words: str) -> Mapping[str, types.CodeAction]:
    """What can be done where words stand, by title."""
    place = editor.at(name, words)
    params = types.CodeActionParams(
        editor.document(name), types.Range(place, place), types.CodeActionContext(diagnostics=[])
    )
    found = await editor.client.text_document_code_action_async(params)
    return {each.title: each for each in found or () if isinstance(each, types.CodeAction)}


async def done(editor: Editor, name: str, words: str, start: str) -> dict[str, str]:
    """The files after the action whose title starts so."""
    found = await actions(editor, name, words)
    action = next(each for title, each in found.items() if title.startswith(start))
    assert action.edit is not None
    return editor.edited(action.edit)


async def test_a_near_name_is_written_in_place_of_a_misspelt_one(northline: Editor) -> None:
    await northline.start()
    text = northline.open(OPERATIONS)
    northline.change(OPERATIONS, text.replace("depends_on: [it.order-portal]", "depends_on: [it.order-potral]"))
    assert await done(northline, OPERATIONS, "it.order-potral", "Write") == {OPERATIONS: text}
    northline.change(OPERATIONS, text.replace("supports:", "suports:", 1))
    assert await done(northline, OPERATIONS, "suports", "Write 'supports'") == {OPERATIONS: text}


@pytest.mark.parametrize(
    ("start", "file", "written"),
    [
        ("Let operations.install-30 protect", OPERATIONS, "guardrails: [{protects: personal-attention}]"),
        ("Let operations.install-30 count only", OPERATIONS, "protects: personal-attention, binding: true"),
        (
            "Accept until 2027-02-28",
            "decisions.yaml",
            "  - between: [operations.install-30]\n    over: personal-attention\n",
        ),
    ],
)
async def test_a_conflict_can_be_answered_where_it_stands(
    northline: Editor, start: str, file: str, written: str
) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    northline.open("decisions.yaml")
    after = await done(northline, OPERATIONS, "time-per-order", start)
    assert list(after) == [file]
    assert written in after[file]
    northline.change(file, after[file])
    left = [each for each in await northline.pull(OPERATIONS) if "hurts personal-attention at" in str(each.message)]
    assert all(each.severity is not types.DiagnosticSeverity.Error for each in left)


async def test_a_reason_can_be_written_where_none_stands(northline: Editor) -> None:
    await northline.start()
    text = northline.open(OPERATIONS)
    short = text.replace(
        "            because: the same eleven coordinators close almost twice the orders in a week\n", ""
    )
    northline.change(OPERATIONS, short)
    after = await done(northline, OPERATIONS, "time-per-order", "Say why")
    assert "            because: WHY THIS IS SO\n" in after[OPERATIONS]
    word = text.replace("          time-per-order:\n", "          time-per-order: hurts\n          fast-install:\n", 1)
    northline.change(OPERATIONS, word.replace("effect: hurts", "effect: helps", 1))
    after = await done(northline, OPERATIONS, "time-per-order", "Say why")
    assert "          time-per-order: {effect: hurts, because: WHY THIS IS SO}\n" in after[OPERATIONS]


async def test_a_rule_can_be_turned_off_for_the_organization(northline: Editor) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    northline.open("org.yaml")
    late = next(each for each in await northline.pull(OPERATIONS) if each.code == "GC105")
    after = await done(northline, OPERATIONS, northline.taken(OPERATIONS, late.range), "Turn mismatched-targets")
    assert after["org.yaml"].endswith('settings: {rules: {mismatched-targets: "off"}}\n')
    northline.change("org.yaml", after["org.yaml"])
    assert all(each.code != "GC105" for each in await northline.pull(OPERATIONS))
