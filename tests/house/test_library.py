"""goalcheck as a library: two functions, and an organization that nobody can change by accident."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from conftest import EXAMPLES, ROOT, Write

import goalcheck
from goalcheck import Finding, GoalcheckError, InvalidInput, Level, Organization, Report, analyze, load
from goalcheck.report import Derived

NORTHLINE = EXAMPLES / "northline"

BROKEN = """
    version: 1
    outcomes:
      calm: {importance: 6, customer: nobody}
    departments:
      a:
        objectives:
          rest: {affects: {clam: helps}}
    """


def test_load_and_analyze() -> None:
    report = analyze(load("examples/northline"), today=date(2026, 10, 5))
    worst = report.findings[0]
    assert isinstance(worst, Finding)
    assert worst.level is Level.SEVERE
    assert str(worst.message) == (
        "operations.install-30 hurts what sales.named-contact helps: personal-attention (tension 66.67)"
    )
    hurting, helping = worst.outcomes[0].sides
    assert [link.target for link in hurting.chain] == ["time-per-order", "personal-attention"]
    assert (helping.objective, helping.sign, helping.strength) == ("sales.named-contact", 1, 1)


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_paths_of_any_kind() -> None:
    one = load("examples/quickstart/org.yaml")
    for paths in (
        Path("examples/quickstart/org.yaml"),
        ["examples/quickstart/org.yaml"],
        (Path("examples/quickstart"),),
        "examples/quickstart",
        ["examples/quickstart", "examples/quickstart/org.yaml"],
    ):
        assert load(paths) == one


def test_the_same_files_make_equal_reports() -> None:
    one, other = (analyze(load(NORTHLINE), today=date(2026, 10, 5)) for _ in range(2))
    assert one is not other
    assert one == other
    assert one != analyze(load(EXAMPLES / "quickstart"), today=date(2026, 10, 5))


def test_decisions_are_judged_today_unless_told_otherwise(write: Write) -> None:
    decided = """
        decisions:
          - {between: [operations.install-30, sales.named-contact], decision: accepted, by: X, reason: Y, until: %s}
        """
    for until, status in (("2000-01-01", "open"), ("9999-12-31", "accepted")):
        organization = load([EXAMPLES / "quickstart", write(decided % until)])
        assert analyze(organization).findings[0].status.value == status
        assert analyze(organization, today=date(2000, 1, 1)).findings[0].status.value == "accepted"


def test_levels_compare() -> None:
    assert Level.SEVERE.at_least(Level.SERIOUS)
    assert Level.SERIOUS.at_least(Level.SERIOUS)
    assert not Level.MINOR.at_least(Level.SERIOUS)
    assert [level.lowered for level in Level] == [Level.SERIOUS, Level.MINOR, Level.MINOR]


@pytest.mark.parametrize(
    ("tension", "level"),
    [(100, "severe"), (60, "severe"), (60 - 5e-10, "severe"), (59.99, "serious"), (30, "serious"), (29.99, "minor")],
)
def test_level_of_a_tension(tension: float, level: str) -> None:
    assert Level.of_tension(tension).value == level


# Nobody can change it by accident


def parts(value: Any) -> Iterator[Any]:
    """A value and everything that it holds."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, MappingProxyType):
        for item in value.values():
            yield from parts(item)
    elif isinstance(value, (tuple, frozenset, Derived)):
        for item in value:
            yield from parts(item)


PLAIN = (str, int, float, date, frozenset, type(None))


@pytest.fixture(scope="module")
def organization() -> Organization:
    return load(NORTHLINE)


def test_an_organization_is_immutable_through_and_through(organization: Organization) -> None:
    assert {type(part).__name__ for part in parts(organization)} > {"Organization", "Objective", "Effect", "Settings"}
    for part in parts(organization):
        if dataclasses.is_dataclass(part):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(part, dataclasses.fields(part)[0].name, None)
        else:
            assert isinstance(part, (MappingProxyType, tuple, *PLAIN)), type(part)


def test_so_is_a_report(organization: Organization) -> None:
    report = analyze(organization)
    assert isinstance(report, Report)
    for part in parts(report):
        if dataclasses.is_dataclass(part):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(part, dataclasses.fields(part)[0].name, None)
        else:
            assert isinstance(part, (MappingProxyType, tuple, Derived, *PLAIN)), type(part)


def test_its_mappings_are_read_only_and_sorted(organization: Organization) -> None:
    mappings = [part for part in parts(organization) if isinstance(part, MappingProxyType)]
    assert len(mappings) >= 8
    for mapping in mappings:
        assert list(mapping) == sorted(mapping)
        with pytest.raises(TypeError):
            mapping["new"] = None  # type: ignore[index]  # that it cannot be set is the point


def test_every_reference_is_resolved(organization: Organization) -> None:
    assert organization.objectives["operations.install-30"].depends_on[0].id == "it.order-portal"
    contract_crews = organization.objectives["operations.contract-crews"]
    assert [each.id for each in contract_crews.alternative_to] == ["operations.evening-crews"]
    assert organization.departments["sales"].objectives == (
        "sales.named-contact",
        "sales.quote-45",
        "sales.year-end-campaign",
    )
    assert organization.lineage("sales") == ("sales", "delivery", "company")
    assert organization.decider(("sales", "operations")) == "delivery"
    assert organization.decider(("sales", "finance")) == "company"
    assert organization.decider(("sales",)) == "sales"
    assert organization.decider(()) is None


def test_analyzing_leaves_the_collector_as_it_was(organization: Organization) -> None:
    import gc

    assert gc.isenabled()
    load(NORTHLINE)
    analyze(organization)
    assert gc.isenabled()
    gc.disable()
    try:
        load(NORTHLINE)
        analyze(organization)
        assert not gc.isenabled()
    finally:
        gc.enable()


# What is wrong


def test_every_problem_is_told_with_its_place(write: Write) -> None:
    file = write(BROKEN)
    with pytest.raises(InvalidInput) as wrong:
        load(file)
    assert isinstance(wrong.value, GoalcheckError)
    problems = wrong.value.problems
    places = [problem.places[0].location for problem in problems]
    assert {problem.file for problem in problems} == {str(file)}
    assert [(place.line, place.column, place.end_column) for place in places] == [(3, 22, 23), (3, 35, 41), (7, 24, 28)]
    assert ["6" in problems[0].message, "nobody" in problems[1].message, "clam" in problems[2].message] == [True] * 3
    assert "calm" in problems[2].message + problems[2].expected


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(InvalidInput) as wrong:
        load("no/such/place")
    assert [problem.file for problem in wrong.value.problems] == ["no/such/place"]


# The package itself


def test_the_public_names_are_few_and_all_there() -> None:
    assert sorted(goalcheck.__all__) == goalcheck.__all__
    for name in goalcheck.__all__:
        assert getattr(goalcheck, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = goalcheck.nonsense


def test_the_front_door_shows_them_and_nothing_else() -> None:
    script = "import goalcheck; print(*dir(goalcheck)); help(goalcheck)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=True, text=True)
    names, _, shown = done.stdout.partition("\n")
    assert names.split() == sorted(goalcheck.__all__)
    assert f"VERSION\n    {goalcheck.__version__}" in shown
    for name in sorted({*goalcheck.__all__} - {"__version__"}):
        assert re.search(rf"^    (class )?{name}\b", shown, re.MULTILINE), name


def test_each_public_name_is_imported_for_type_checkers_from_where_it_is_found() -> None:
    tree = ast.parse(Path(goalcheck.__file__).read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module != "__future__"]
    homes = {each.name: str(node.module) for node in imports for each in node.names}
    public = {name: home for name, home in homes.items() if home.startswith("goalcheck.")}
    assert sorted(public) == [name for name in goalcheck.__all__ if name != "__version__"]
    for name, home in public.items():
        assert getattr(goalcheck, name) is getattr(importlib.import_module(home), name)


def raised() -> dict[str, set[str]]:
    """The errors that each public function may raise, as its docstring says."""
    functions = {name: getattr(goalcheck, name) for name in goalcheck.__all__}
    sections = {
        name: inspect.getdoc(each).partition("\nRaises:\n")[2].partition("\n\n")[0]  # type: ignore[union-attr]
        for name, each in functions.items()
        if inspect.isfunction(each)
    }
    return {name: set(re.findall(r"^ +(\w+):", section, re.MULTILINE)) for name, section in sections.items()}


def test_every_error_that_a_public_call_raises_is_public() -> None:
    said = raised()
    assert {name: len(errors) for name, errors in said.items()} == {"analyze": 1, "load": 3, "resolve": 4}
    errors = {name for name in goalcheck.__all__ if name[0].isupper() and issubclass(_public(name), Exception)}
    assert set().union(*said.values()) | {"GoalcheckError"} == errors
    assert all(issubclass(_public(name), GoalcheckError) for name in errors)


def test_the_readme_names_each_error_with_the_calls_that_raise_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (`\w+`(?:, `\w+`)*) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    calls = {error: set(re.findall(r"\w+", by)) for error, by in rows if error in goalcheck.__all__}
    said = raised()
    assert calls == {error: {name for name in said if error in said[name]} for error in set().union(*said.values())}


def _public(name: str) -> type:
    found = getattr(goalcheck, name)
    assert isinstance(found, type)
    return found


def test_the_errors_are_raised_as_they_are_named(organization: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(goalcheck.UnknownName):
        load(NORTHLINE, organization="nobody")
    with pytest.raises(goalcheck.UnknownName):
        goalcheck.resolve(organization, goalcheck.Terms(kept=["nobody.nothing"]))
    with monkeypatch.context() as little:
        little.setattr("goalcheck.graph.pushes.TABLE_STEPS", 1)
        for call in (analyze, goalcheck.resolve):
            with pytest.raises(goalcheck.TooLarge):
                call(organization)
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(goalcheck.MissingExtra):
        goalcheck.resolve(organization)


def test_importing_it_imports_next_to_nothing() -> None:
    script = "import sys, goalcheck; print(*[name for name in sys.modules if name.startswith('goalcheck')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.split() == [b"goalcheck"]


def test_it_is_typed() -> None:
    assert (Path(goalcheck.__file__).parent / "py.typed").exists()
