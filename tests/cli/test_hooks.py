"""What other tools run of goalcheck: the action's steps as shell, the hook, and the recipes of the README."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import readers
import yaml
from conftest import EXAMPLES, ROOT, Result
from repository import FILES, GitRepository

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
README = (ROOT / "README.md").read_text("utf-8")
SECTION = README[README.index("## In CI in five minutes") :].split("\n## ")[0]

COLLIDING = "low-price: helps\n          kind-counter: hurts\n"


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A runner's folder for temporary files, in which goalcheck and pip are what the tests want them to be."""
    scripts = tmp_path / "runner" / "goalcheck" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "goalcheck").write_text(f'#!/bin/sh\nexec {sys.executable} -m goalcheck "$@"\n')
    (scripts / "pip").write_text('#!/bin/sh\nfor each in "$@"; do last=$each; done\necho "$last"\n')
    (scripts.parent.parent / "bin").mkdir()
    (scripts.parent.parent / "bin" / "python").write_text("#!/bin/sh\n")
    for script in (*scripts.iterdir(), scripts.parent.parent / "bin" / "python"):
        script.chmod(0o755)
    return scripts.parent.parent


def step(name: str, runner: Path, folder: Path, **variables: str) -> Result:
    """Run a step of the action as the runner does."""
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]],  # noqa: S607
        cwd=folder,
        env={
            "PATH": f"{runner / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(runner),
            "GOALCHECK_PYTHON": "python",
            "GITHUB_ACTIONS": "true",
            **variables,
        },
        capture_output=True,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def check(runner: Path, folder: Path, *, paths: str = ".", fail_on: str = "serious", **others: str) -> Result:
    inputs = [name for name in STEPS["Check"]["env"] if name.startswith("GOALCHECK_")]
    given = {**dict.fromkeys(inputs, ""), **others}
    return step("Check", runner, folder, **{**given, "GOALCHECK_PATHS": paths, "GOALCHECK_FAIL_ON": fail_on})


def test_no_input_is_ever_part_of_a_script() -> None:
    assert not [each for each in STEPS.values() if "${{" in each["run"]]
    used = " ".join(str(value) for each in STEPS.values() for value in each["env"].values())
    assert {name for name in ACTION["inputs"] if f"inputs.{name} " in used} == set(ACTION["inputs"])


def test_the_action_annotates_writes_sarif_and_fails(runner: Path, tmp_path: Path) -> None:
    result = check(runner, EXAMPLES / "northline", GOALCHECK_SARIF=str(tmp_path / "out.sarif"))
    assert result.status == 1
    assert {command.name for command in readers.commands(result.out)} == {"error", "warning", "notice"}
    assert len(readers.sarif_results((tmp_path / "out.sarif").read_text())) > len(result.out.splitlines()) / 2
    assert check(runner, EXAMPLES / "northline", fail_on="never").status == 0


def test_the_action_compares_with_a_revision(runner: Path, tmp_path: Path) -> None:
    repository = GitRepository(tmp_path / "repository")
    repository.start({name: text.replace("until: 2026", "until: 2999") for name, text in FILES.items()})
    repository.replace("org/departments/finance.yaml", "low-price: helps\n", COLLIDING)
    result = check(runner, repository.folder, paths="org/org.yaml", GOALCHECK_SINCE="main")
    assert result.status == 1
    (error,) = readers.commands(result.out)
    assert error.properties["file"] == "org/departments/finance.yaml"


@pytest.mark.parametrize(
    "hostile", ["$(touch pwned)", "'; touch pwned; '", '"; touch pwned; "', "--output=pwned", "`x`"]
)
def test_the_action_takes_no_input_for_a_command(runner: Path, tmp_path: Path, hostile: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for result in (
        check(runner, folder, paths=hostile),
        check(runner, folder, fail_on=hostile),
        check(runner, EXAMPLES / "quickstart", GOALCHECK_SINCE=hostile),
        check(runner, EXAMPLES / "quickstart", GOALCHECK_MERGED_WITH=hostile),
        step("Install goalcheck", runner, folder, GOALCHECK_VERSION=hostile, GOALCHECK_SOURCE="."),
    ):
        assert result.status == 2
    assert not list(folder.iterdir())


@pytest.mark.parametrize(("version", "installed"), [("", "/action"), ("0.1.0", "goalcheck==0.1.0")])
def test_the_action_installs_itself_or_a_version(runner: Path, tmp_path: Path, version: str, installed: str) -> None:
    result = step("Install goalcheck", runner, tmp_path, GOALCHECK_VERSION=version, GOALCHECK_SOURCE="/action")
    assert (result.status, result.out) == (0, f"{installed}\n")


def test_the_hook_checks_the_whole_organization() -> None:
    assert HOOK["pass_filenames"] is False
    command = [sys.executable, "-m", *shlex.split(HOOK["entry"]), *HOOK.get("args", [])]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=EXAMPLES / "northline", env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"departments/operations.yaml:" in done.stdout


def snippets(language: str) -> list[str]:
    return re.findall(rf"(?s)```{language}\n(.*?)```", SECTION)


def test_every_snippet_of_the_readme_can_be_read_and_names_what_there_is() -> None:
    github, gitlab, hook = map(yaml.safe_load, snippets("yaml"))
    (used,) = [each for each in github["jobs"]["goalcheck"]["steps"] if "goalcheck" in each.get("uses", "")]
    assert set(used["with"]) <= set(ACTION["inputs"])
    assert [each["id"] for repo in hook["repos"] for each in repo["hooks"]] == [HOOK["id"]]
    assert gitlab["goalcheck"]["artifacts"]["reports"]["codequality"] in gitlab["goalcheck"]["script"][-1]


def test_the_steps_of_the_readme_work_as_they_stand(tmp_path: Path) -> None:
    """Adopt, then collide, then see it fail."""
    (gitlab,) = [text for text in snippets("yaml") if "codequality" in text]
    repository = GitRepository(tmp_path / "repository")
    repository.start({name: text for name, text in FILES.items() if "decisions" not in name})
    repository.replace("org/org.yaml", ", decisions.yaml", "")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "goalcheck").write_text(f'#!/bin/sh\nexec {sys.executable} -m goalcheck "$@"\n')
    (tmp_path / "bin" / "goalcheck").chmod(0o755)
    environment = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}

    def shell(script: str, **variables: str) -> Result:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],  # noqa: S607
            cwd=repository.folder,
            env={**environment, **variables},
            capture_output=True,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    adopt, recipe = snippets("sh")
    adopted = shell(adopt.replace("2027-03-31", "2999-12-31"))
    assert (adopted.status, adopted.err) == (0, "")
    assert "Accepted:\n" in adopted.out
    assert shell("goalcheck check org").status == 0
    repository.commit("Adopt goalcheck")
    repository.git("branch", "-f", "origin/main")
    assert shell(recipe).status == 0
    repository.replace("org/departments/finance.yaml", "low-price: helps\n", COLLIDING)
    assert shell(recipe).status == 1
    script = yaml.safe_load(gitlab)["goalcheck"]["script"][-1]
    assert shell(script, GITLAB_CI="true").status == 1
    assert json.loads((repository.folder / "gl-code-quality-report.json").read_text())
