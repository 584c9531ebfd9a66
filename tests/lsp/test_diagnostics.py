"""Problems and conflicts on their lines, pulled and pushed, of what the editor holds."""

from __future__ import annotations

from random import Random

import pytest
from lsp_client import Editor
from lsprotocol import types

pytestmark = pytest.mark.asyncio

OPERATIONS = "departments/operations.yaml"
SALES = "departments/sales.yaml"
TRIED = (
    ("hurts", "helps"),
    ("strongly helps", "slightly hurts"),
    ("to: 30", "to: 42"),
    ("operations", "operation"),
    (":", ""),
    ("\n", "\n\n"),
    ("name", "nmae"),
    ("]", ""),
    ("a", "\U0001f6b4"),
    ("until: 2026", "until: 2025"),
)


async def test_a_conflict_stands_on_the_line_that_declares_the_harm(northline: Editor) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    worst = (await northline.pull(OPERATIONS))[0]
    assert northline.taken(OPERATIONS, worst.range) == "time-per-order"
    assert (worst.code, worst.severity) == ("GC101", types.DiagnosticSeverity.Error)
    assert str(worst.message).startswith("operations.install-30 hurts personal-attention at time-per-order\n")
    related = [(each.location.uri, each.location.range) for each in worst.related_information or ()]
    assert [northline.taken(northline.name(uri), range_) for uri, range_ in related] == [
        "personal-attention",
        "personal-attention",
    ]
    assert {uri for uri, _ in related} == {northline.uri("model/drivers.yaml"), northline.uri(SALES)}


async def test_what_is_typed_and_not_saved_counts_in_all_files(northline: Editor) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    text = northline.open(SALES)
    assert any(each.code == "GC101" for each in await northline.pull(OPERATIONS))
    northline.change(SALES, text.replace("  year-end-campaign:", "  year-end-campain:"))
    [problem, *_] = await northline.pull("decisions.yaml")
    assert "unknown objective 'sales.year-end-campaign'; did you mean" in str(problem.message)
    northline.change(SALES, text)
    assert "unknown" not in "".join(str(each.message) for each in await northline.pull("decisions.yaml"))
    northline.change(SALES, text.replace("effect: strongly helps", "effect: neutral", 1))
    assert "protected by nobody" in str((await northline.pull(OPERATIONS))[0].message)
    northline.close(SALES)
    assert "protected by nobody" not in str((await northline.pull(OPERATIONS))[0].message)


async def test_an_editor_that_does_not_ask_is_told(northline: Editor) -> None:
    await northline.start(pull=False)
    text = northline.open(OPERATIONS)
    await northline.pushed(OPERATIONS, "hurts personal-attention")
    northline.change(OPERATIONS, text.replace("hurts", "hutrs", 1))
    found = await northline.pushed(OPERATIONS, "did you mean 'hurts'?")
    assert len(found) == 1
    assert northline.taken(OPERATIONS, found[0].range) == "hutrs"


async def test_all_files_of_the_workspace_are_reported_and_what_is_unchanged_is_not_sent_again(
    northline: Editor,
) -> None:
    await northline.start()
    northline.open(OPERATIONS)
    await northline.pull(OPERATIONS)
    everything = await northline.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    found = {each.uri: each for each in everything.items}
    assert northline.uri(SALES) in found
    known = [types.PreviousResultId(uri, str(each.result_id)) for uri, each in found.items()]
    again = await northline.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
    assert {each.kind for each in again.items} == {types.DocumentDiagnosticReportKind.Unchanged}


async def test_columns_are_counted_as_the_editor_counts_them(northline: Editor) -> None:
    await northline.start()
    text = northline.open("org.yaml")
    wrong = text.replace("goals:\n", "goals:\n  \U0001f6b4x: {nmae: a}\n  x: {name: '\U0001f6b4\U0001f6b4', nmae: 1}\n")
    northline.change("org.yaml", wrong)
    found = await northline.pull("org.yaml")
    assert [northline.taken("org.yaml", each.range) for each in found] == ["\U0001f6b4x", "nmae", "nmae"]


async def test_a_file_that_only_the_editor_has_counts(northline: Editor) -> None:
    await northline.start()
    northline.open(
        "departments/new.yaml", "departments: {new: {objectives: {one: {affects: {nothing-like-it: helps}}}}}"
    )
    [problem] = await northline.pull("departments/new.yaml")
    assert "unknown outcome, driver or objective 'nothing-like-it'" in str(problem.message)


async def test_files_that_belong_to_no_organization_have_no_diagnostics(northline: Editor) -> None:
    await northline.start()
    (northline.folder / "elsewhere").mkdir()
    (northline.folder / "org.yaml").rename(northline.folder / "elsewhere" / "org.txt")
    northline.open("compose.yaml", "services: {a: {image: b}}")
    assert not await northline.pull("compose.yaml")


async def test_a_configuration_says_which_files_are_an_organization(northline: Editor) -> None:
    await northline.start()
    (northline.folder / "goalcheck.yaml").write_text("organizations: {sales: [org.yaml, departments]}", "utf-8")
    northline.open(OPERATIONS)
    assert any(each.code == "GC101" for each in await northline.pull(OPERATIONS))
    northline.open("elsewhere.yaml", "organization: {name: Elsewhere}\nzzz: 1\n")
    assert not await northline.pull("elsewhere.yaml")


async def test_no_text_ends_the_server(northline: Editor) -> None:
    await northline.start()
    text = northline.open(OPERATIONS)
    hostile = (
        "",
        "\0",
        "[" * 30_000,
        "a: &a [*a]\n",
        "\ud800",
        "? " * 5_000,
        "\ufeff" + text,
        "- " * 9_000,
        "x: |\n\t",
        "%",
        "{",
    )
    for each in hostile:
        try:
            northline.change(OPERATIONS, each)
        except UnicodeEncodeError:
            continue
        await northline.pull(OPERATIONS)
        for line, column in ((0, 0), (0, 3), (3, 1)):
            place = types.Position(line, column)
            await northline.client.text_document_hover_async(types.HoverParams(northline.document(OPERATIONS), place))
            await northline.client.text_document_completion_async(
                types.CompletionParams(northline.document(OPERATIONS), place)
            )
    northline.change(OPERATIONS, text)
    assert any(each.code == "GC101" for each in await northline.pull(OPERATIONS))


async def test_a_hundred_edits_end_in_the_diagnostics_of_a_fresh_start(northline: Editor) -> None:
    await northline.start()
    random = Random(17)  # noqa: S311
    first = {name: northline.open(name) for name in (OPERATIONS, SALES, "decisions.yaml", "model/drivers.yaml")}
    for number in range(100):
        name = random.choice(sorted(first))
        text = first[name] if random.random() < 0.4 else northline.texts[name]
        old, new = random.choice(TRIED)
        at = text.find(old, random.randrange(max(1, len(text))))
        northline.change(name, text if at < 0 else text[:at] + new + text[at + len(old) :])
        if number % 25 == 24:
            assert await _all(northline) == await _from_nothing(northline)


async def _all(editor: Editor) -> dict[str, list[types.Diagnostic]]:
    for name in editor.texts:
        await editor.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(editor.document(name)))
    report = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    full = [each for each in report.items if isinstance(each, types.WorkspaceFullDocumentDiagnosticReport)]
    return {each.uri: list(each.items) for each in full if each.items}


async def _from_nothing(editor: Editor) -> dict[str, list[types.Diagnostic]]:
    """What a second server says that gets the same texts and nothing before them."""
    from lsp_client import SERVER
    from pytest_lsp import make_test_lsp_client

    client = make_test_lsp_client()
    await client.start_io(*SERVER.server_command)
    fresh = Editor(client, editor.folder)
    await fresh.start()
    for name, text in editor.texts.items():
        fresh.open(name, text)
    found = await _all(fresh)
    await client.shutdown_session()
    await client.stop()  # type: ignore[no-untyped-call]
    return found
