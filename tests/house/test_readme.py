"""What the README shows is what happens: its example, its output, its commands and its rule table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT

from goalcheck import analyze, load
from goalcheck.changes.file_reading import read_changes
from goalcheck.changes.registry import SHOWN
from goalcheck.render.terminal.analysis import render_report
from goalcheck.rules import RULES

pytestmark = pytest.mark.ends

README = ROOT / "README.md"
QUICKSTART = EXAMPLES / "quickstart" / "org.yaml"


def block(name: str) -> re.Match[str]:
    found = re.search(rf"(?s)(<!-- {name} -->\n```\w+\n)(.*?)(```\n)", README.read_text("utf-8"))
    assert found is not None, name
    return found


def replace_block(name: str, text: str) -> None:
    found = block(name)
    readme = README.read_text("utf-8")
    README.write_text(readme[: found.start(2)] + text + readme[found.end(2) :], "utf-8")


def quickstart_output(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(QUICKSTART.parent)
    return render_report(analyze(load("org.yaml")), paths=["org.yaml"], width=80, color=False)


def test_the_readme_shows_the_quickstart_file(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("update_expected"):
        replace_block("quickstart: yaml", QUICKSTART.read_text("utf-8"))
    assert block("quickstart: yaml")[2] == QUICKSTART.read_text("utf-8")


def test_the_readme_shows_the_real_output(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    expected = quickstart_output(monkeypatch)
    if pytestconfig.getoption("update_expected"):
        replace_block("quickstart: output", expected)
    assert block("quickstart: output")[2] == expected


def rule_table() -> str:
    lines = [f"| {rule.code} | {rule.name} | {rule.summary} | {rule.level_words} |\n" for rule in RULES]
    return "".join(["\n| code | name | fires when | level |\n|---|---|---|---|\n", *lines, "\n"])


def test_the_readme_lists_the_rules_that_there_are(pytestconfig: pytest.Config) -> None:
    readme = README.read_text("utf-8")
    found = re.search(r"(?s)(<!-- rules -->\n)(.*?)(?=## )", readme)
    assert found is not None
    if pytestconfig.getoption("update_expected"):
        README.write_text(readme[: found.start(2)] + rule_table() + readme[found.end(2) :], "utf-8")
    assert found[2] == rule_table() or pytestconfig.getoption("update_expected")


def test_both_set_up_commands_stand_alone_on_a_line() -> None:
    lines = README.read_text("utf-8").splitlines()
    commands = [line for line in lines if line.startswith("python3 -m venv ")]
    assert [command.rsplit("/", 1)[-1] for command in commands] == ["northline", "pytest -n auto"]


def test_the_changes_can_be_made_and_are_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "changes.yaml"
    shown = set()
    for name, example in (("changes", "northline"), ("changes of harbour", "harbour")):
        path.write_text(block(name)[2], "utf-8")
        shown |= {type(change) for change in read_changes(path, load(EXAMPLES / example))}
    assert shown == {kind.change for kind in SHOWN}


def test_the_library_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    code = next(text for text in re.findall(r"(?s)```python\n(.*?)```", README.read_text("utf-8")))
    exec(compile(code, str(README), "exec"), {})  # noqa: S102 - our own README
    assert "severe personal-attention ['operations.install-30'] " in capsys.readouterr().out


def test_every_effect_of_the_format_excerpt_is_legal(tmp_path: Path) -> None:
    excerpt = next(
        text for text in re.findall(r"(?s)```yaml\n(.*?)```", README.read_text("utf-8")) if "crew-rest" in text
    )
    indented = "".join(f"        {line}\n" for line in excerpt.splitlines())
    (tmp_path / "org.yaml").write_text(
        "outcomes: {fast-install: {}}\ndrivers: {time-per-order: {}, crew-rest: {}}\nmetrics: {days: {}}\n"
        "departments:\n  operations:\n    objectives:\n      install-30:\n"
        f"        target: {{metric: days, from: 55, to: 30}}\n{indented}"
    )
    effects = load(tmp_path).objectives["operations.install-30"].effects
    assert [(effect.target, round(effect.weight, 4)) for effect in effects] == [
        ("crew-rest", -0.6667),
        ("fast-install", 0.8),
        ("time-per-order", -0.5),
    ]
