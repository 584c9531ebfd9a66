"""The set-up of the README works next year: what it installs is pinned, the pins fit, and both ends are declared."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
CONSTRAINTS = ROOT / "constraints.txt"
MAKE = shutil.which("make") or ""

Package = dict[str, Any]
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
DECLARED = [Requirement(text) for texts in (PROJECT["project"]["dependencies"], *EXTRAS.values()) for text in texts]
OTHERS = [each for each in DECLARED if each.name != "goalcheck"]
LOCKED: list[Package] = [each for each in LOCK["package"] if each["name"] != "goalcheck"]
OURS: Package = next(each for each in LOCK["package"] if each["name"] == "goalcheck")

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "Linux": [*(f"manylinux_2_{minor}_x86_64" for minor in range(5, 29)), "manylinux1_x86_64", "manylinux2014_x86_64"],
    "macOS": list(mac_platforms((14, 0), "arm64")),
    "Windows": ["win_amd64"],
}


def markers(package: Package) -> str:
    """The markers of a package that is locked in several versions, each for some Pythons."""
    return " or ".join(package.get("resolution-markers", ()))


def is_for(package: Package, python: str) -> bool:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    return not markers(package) or Marker(markers(package)).evaluate(environment)


def constraints() -> Iterator[str]:
    yield "# The versions of uv.lock for pip, written by: pytest tests/house/test_setup.py --update-expected\n"
    for package in LOCKED:
        condition = f" ; {markers(package)}" if markers(package) else ""
        yield f"{package['name']}=={package['version']}{condition}\n"


def test_the_constraints_are_the_lock(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("update_expected"):
        CONSTRAINTS.write_text("".join(constraints()), "utf-8")
    assert CONSTRAINTS.read_text("utf-8") == "".join(constraints())


def test_both_commands_of_the_readme_install_what_is_locked() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"(?m)^python3 -m venv .*", readme)
    assert len(commands) == 2
    assert all(".venv/bin/pip install -q -c constraints.txt -e " in each for each in commands)


def test_all_tests_take_all_cores_and_a_few_tests_one() -> None:
    command = "-e '.[dev]' && .venv/bin/pytest -n auto\n"
    assert command in (ROOT / "README.md").read_text("utf-8")
    assert "-n" not in PROJECT["tool"]["pytest"]["ini_options"]["addopts"]
    assert "-n auto" in made("test")
    assert "-n auto" not in made("test", "TESTS=tests/rules/test_rules.py")


def test_ci_checks_what_the_task_checks() -> None:
    shape = re.search(r"(?s)shape\(\) \{(.*?)\}", (ROOT / ".ci" / "run").read_text("utf-8"))
    assert shape
    assert re.findall(r'run "(.*)"', shape[1]) == made("check").splitlines()


def test_help_lists_every_task() -> None:
    if not MAKE:
        pytest.skip("there is no make")
    tasks = re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"))
    listed = subprocess.run([MAKE, "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in listed.splitlines()] == tasks
    assert {"check", "test", "bench", "docs"} <= set(tasks)


def made(*arguments: str) -> str:
    """The commands of a task."""
    if not MAKE:
        pytest.skip("there is no make")
    return subprocess.run([MAKE, "-n", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_the_lock_knows_what_the_project_declares() -> None:
    def known(each: Requirement, extra: str) -> tuple[object, ...]:
        return canonicalize_name(each.name), str(each.specifier), sorted(each.extras), extra

    declared = [known(Requirement(text), "") for text in PROJECT["project"]["dependencies"]]
    declared += [known(Requirement(text), f"extra == '{extra}'") for extra, texts in EXTRAS.items() for text in texts]
    locked = [
        (each["name"], each.get("specifier", ""), sorted(each.get("extras", ())), each.get("marker", ""))
        for each in OURS["metadata"]["requires-dist"]
    ]
    assert sorted(locked) == sorted(declared)
    assert LOCK["requires-python"] == PROJECT["project"]["requires-python"]


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_fits_every_python_that_is_declared(python: str) -> None:
    assert f"Programming Language :: Python :: {python}" in PROJECT["project"]["classifiers"]
    for each in OTHERS:
        (package,) = (
            package for package in LOCKED if package["name"] == canonicalize_name(each.name) and is_for(package, python)
        )
        assert each.specifier.contains(package["version"]), each


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_nothing_that_is_locked_has_to_be_compiled(python: str, platform: str) -> None:
    tags = set(supported(python, PLATFORMS[platform]))
    for package in LOCKED:
        files = [wheel["url"].rsplit("/", 1)[-1] for wheel in package.get("wheels", ())]
        fits = any(not tags.isdisjoint(parse_wheel_filename(file)[3]) for file in files)
        assert fits or not is_for(package, python), package["name"]


def supported(python: str, platforms: list[str]) -> Iterator[Tag]:
    major, minor = map(int, python.split("."))
    yield from cpython_tags((major, minor), platforms=platforms)
    yield from compatible_tags((major, minor), f"cp{major}{minor}", platforms)


def test_the_lock_names_no_place_but_the_public_one() -> None:
    places = re.findall(r"https?://[^/\"]+", (ROOT / "uv.lock").read_text("utf-8"))
    assert set(places) == {"https://pypi.org", "https://files.pythonhosted.org"}


def test_the_build_backend_and_all_that_it_needs_are_pinned_to_the_lock() -> None:
    by_name = {each["name"]: each for each in LOCKED}
    wanted = [each["name"] for each in OURS["dev-dependencies"]["build"]]
    for name in wanted:  # grows: what is needed by what is needed
        wanted += [each["name"] for each in by_name[name].get("dependencies", ()) if each["name"] not in wanted]
    pins = sorted(f"{name}=={by_name[name]['version']}" for name in wanted)
    assert PROJECT["build-system"]["requires"] == pins


def test_each_dependency_declares_the_lowest_version_that_works() -> None:
    assert [str(each) for each in OTHERS if [bound.operator for bound in each.specifier] != [">="]] == []
    printed = subprocess.run([sys.executable, ROOT / ".ci" / "lowest.py"], capture_output=True, text=True, check=True)
    pins = [Requirement(line) for line in printed.stdout.splitlines()]
    assert {each.name for each in pins} == {each.name for each in OTHERS}
    assert all(
        each.specifier.contains(str(pin.specifier)[2:]) for pin in pins for each in OTHERS if each.name == pin.name
    )
