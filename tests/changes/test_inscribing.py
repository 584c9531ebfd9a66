"""`goalcheck whatif --write`: the files say what was supposed, and every line that has nothing to do with it stays."""

from __future__ import annotations

import re
import subprocess
from difflib import ndiff
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import worlds
import yaml
from conftest import EXAMPLES, Command, Write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import Raw, organizations
from test_changes_file import EVERY_KIND
from test_moves import KINDS, YARD, objectives

from goalcheck import Organization, load
from goalcheck.changes import CannotChange, Change, apply
from goalcheck.changes.kinds.share import Share
from goalcheck.changes.patching.writing import edits
from goalcheck.planning.proof import prove

SHARE = Share("traffic.leave-early", "depot.wash-daily")


def block(raw: Raw) -> str:
    """A file with a comment on every line."""
    lines = worlds.as_yaml(raw).splitlines()
    return "".join(f"{line}   # {number}\n" for number, line in enumerate(lines))


def flow(raw: Raw) -> str:
    return str(yaml.safe_dump(raw, default_flow_style=True, sort_keys=False, width=60))


def mixed(raw: Raw) -> str:
    """Each department and each other section on a line of its own, in braces."""
    return str(yaml.safe_dump(raw, default_flow_style=None, sort_keys=False, width=10_000))


def windows(raw: Raw) -> str:
    return "\ufeff" + block(raw).replace("\n", "\r\n").removesuffix("\r\n")


STYLES = (block, flow, mixed, windows)


def inscribed(path: Path, before: Organization, moves: list[Change]) -> str:
    """The text of the file after the changes, which is proved to say what they say."""
    after = apply(before, moves)
    changed = edits(before, after)
    prove(changed, [str(path)], after, organization=None)
    return changed[0].after if changed else path.read_bytes().decode()


def with_weights_of_six_digits(raw: Any) -> Any:
    """What is shared is written anew, where a weight such as 1e-45 has no text that a file may hold."""
    if isinstance(raw, dict):
        return {
            key: round(each, 6) if key == "weight" else with_weights_of_six_digits(each) for key, each in raw.items()
        }
    return [with_weights_of_six_digits(each) for each in raw] if isinstance(raw, list) else raw


def removed(before: str, after: str) -> list[str]:
    return [line[2:] for line in ndiff(before.splitlines(), after.splitlines()) if line.startswith("- ")]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(raw=organizations(), more=st.data())
def test_any_change_is_written_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, style: Any, raw: Raw, more: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("written") / "org.yaml"
    path.write_bytes(style(raw).encode())
    before, text = load(path), path.read_bytes().decode()
    drawn = [more.draw(st.sampled_from(KINDS))(raw, more.draw) for _ in range(3)]
    moves: list[Change] = [each[0] for each in drawn if each]
    after = inscribed(path, before, moves)
    assert ("\ufeff" in after, "\r\n" in after) == ("\ufeff" in text, "\r\n" in text)
    assert len(re.findall(r"(?<!\r)\n", after)) == len(re.findall(r"(?<!\r)\n", text)) or "\r\n" not in text
    if style in (block, windows):
        gone = removed(text, after)
        # A value is one line; a period of two days that becomes one with a name was three.
        assert len(gone) <= 3 * len(moves)
        left = set(re.findall(r"# \d+", after))
        lost = [line for line in gone if line.partition("#")[2] and f"#{line.partition('#')[2]}" not in left]
        assert all(re.match(r" *('?(from|to)'?|period):", line) for line in lost), lost


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(raw=organizations(), more=st.data())
def test_any_two_objectives_are_shared_in_the_files(
    tmp_path_factory: pytest.TempPathFactory, style: Any, raw: Raw, more: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("shared") / "org.yaml"
    path.write_bytes(style(with_weights_of_six_digits(raw)).encode())
    one, other = (more.draw(st.sampled_from(objectives(raw))) for _ in range(2))
    try:
        inscribed(path, load(path), [Share(one, other)])
    except CannotChange:
        return


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@pytest.mark.parametrize("move", [*EVERY_KIND, SHARE], ids=lambda move: type(move).__name__)
def test_every_kind_is_written_in_every_style(tmp_path: Path, style: Any, move: Change) -> None:
    path = tmp_path / "org.yaml"
    path.write_bytes(style(YARD).encode())
    before = load(path)
    inscribed(path, before, [move])


# As users type it.


@pytest.fixture
def northline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copytree(EXAMPLES / "northline", tmp_path / "northline")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "northline"


CHANGES = (
    *("--retarget", "operations.install-30=42"),
    *("--guardrail", "operations.install-30:personal-attention"),
    *("--agree", "operations.install-30:sales"),
    *("--capacity", "coordinators@2026-Q4=5200"),
    *("--effect", "operations.install-30:time-per-order=slightly hurts"),
)

DIFF = """\
--- northline/departments/operations.yaml
+++ northline/departments/operations.yaml
@@ -10,20 +10,21 @@
         name: Cut the install interval from 55 to 30 days
         owner: Director of Installation
         priority: 4
-        target: {metric: install-interval, from: 55, to: 30}
+        target: {metric: install-interval, from: 55, to: 42}
         progress: {value: 31, date: 2026-09-30}
"""


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def test_a_dry_run_shows_what_write_writes(goalcheck: Command, northline: Path) -> None:
    before = texts(northline)
    dry = goalcheck("whatif", "northline/org.yaml", *CHANGES, "--dry-run")
    assert (dry.status, dry.err) == (0, "")
    assert dry.out.startswith(DIFF)
    assert texts(northline) == before
    done = goalcheck("whatif", "northline/org.yaml", *CHANGES, "--write")
    assert (done.status, done.out) == (0, dry.out)
    assert done.err == "goalcheck: wrote northline/departments/operations.yaml\ngoalcheck: wrote northline/org.yaml\n"
    changed = {name for name, text in texts(northline).items() if text != before[name]}
    assert changed == {"departments/operations.yaml", "org.yaml"}
    for name in changed:
        assert len(removed(before[name].decode(), (northline / name).read_text("utf-8"))) <= 3


def test_git_can_apply_what_a_dry_run_shows(goalcheck: Command, northline: Path) -> None:
    last = northline / "departments" / "sales.yaml"
    last.write_text(last.read_text("utf-8").rstrip("\n"), "utf-8")
    changes = (*CHANGES, "--drop", "sales.quote-45")
    shown = goalcheck("whatif", "northline/org.yaml", *changes, "--dry-run").out
    assert "\\ No newline at end of file\n" in shown
    copytree(northline, "patched/northline")
    subprocess.run(["git", "apply", "-p0", "-"], input=shown, text=True, check=True, cwd="patched")  # noqa: S607
    goalcheck("whatif", "northline/org.yaml", *changes, "--write")
    assert texts(Path("patched/northline")) == texts(northline)


def test_what_is_written_says_what_was_compared(goalcheck: Command, northline: Path) -> None:
    assert northline.is_dir()
    asked = ("--format", "json", "--today", "2026-10-05")
    supposed = goalcheck("whatif", "northline", *CHANGES, *asked).out
    copytree("northline", "before")
    goalcheck("whatif", "northline", *CHANGES, "--write")
    written = goalcheck("diff", "before", "northline", *asked).out
    summary = re.compile(r'"summary": \{[^}]*(?=,\s*"retracted")')  # what nobody has written yet retracts nothing
    assert summary.findall(supposed) == summary.findall(written) != []
    again = goalcheck("whatif", "northline", *CHANGES, "--write")
    assert (again.status, again.out) == (0, "")
    assert again.err == "goalcheck: nothing to write: the files say so already\n"


def test_modes_and_links_stay(goalcheck: Command, northline: Path) -> None:
    path = northline / "departments" / "operations.yaml"
    path.rename(northline / "real.txt")
    path.symlink_to("../real.txt")
    (northline / "real.txt").chmod(0o640)
    assert goalcheck("whatif", "northline", "--drop", "operations.install-30", "--write").status == 0
    assert path.is_symlink()
    assert (northline / "real.txt").stat().st_mode & 0o777 == 0o640
    assert "status: dropped" in (northline / "real.txt").read_text("utf-8")


def test_all_files_or_none(goalcheck: Command, northline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(northline)
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "org.yaml" and "5200" in self.read_text("utf-8"):
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    done = goalcheck("whatif", "northline", *CHANGES, "--write")
    assert done.status == 2
    assert "No space left on device" in done.err
    assert texts(northline) == before


SHARED = """
    outcomes: {calm: {}, speed: {}}
    departments:
      works:
        objectives:
          rush: &rush {affects: {speed: helps}}
          race: *rush
          long:
            owner: |
              Ada
            affects: &effects
              calm: hurts
          other:
            affects: *effects
    """


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("--drop", "works.race"),
            "org.yaml: departments: works: objectives: race is an alias (*...) of what stands on",
        ),
        (("--drop", "works.rush"), "org.yaml: departments: works: objectives: rush has an anchor (&...), so that more"),
        (("--effect", "works.long:calm=helps"), "would not say what they shall of works.other"),
        (("--effect", "works.other:calm=helps"), "affects is an alias (*...) of what stands on line"),
    ],
)
def test_what_a_small_edit_cannot_do_is_said_and_not_done(
    goalcheck: Command, write: Write, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], message: str
) -> None:
    path = write(SHARED)
    monkeypatch.chdir(path.parent)
    before = path.read_bytes()
    assert goalcheck("whatif", "org.yaml", *change).status == 0
    done = goalcheck("whatif", "org.yaml", *change, "--write")
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("more", [("--format", "json"), ("-o", "x"), ("--top", "3"), ("--fail-on", "minor")])
def test_views_of_findings_are_refused_beside_edits(goalcheck: Command, northline: Path, more: tuple[str, str]) -> None:
    before = texts(northline)
    done = goalcheck("whatif", "northline", *CHANGES, "--write", *more)
    assert (done.status, done.out) == (2, "")
    assert "leave out what is about findings, and -o" in done.err
    assert texts(northline) == before
