"""Every rule keeps what DESIGN 5 says of it: its code, name and level, its page, and two examples that cannot lie."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import ROOT, Command
from worlds import TODAY

from goalcheck import Report, analyze, load
from goalcheck.rules import RULES, Rule, UnknownRule, examples, find_rule, rule_names
from goalcheck.traits import Family

BY_TENSION = None

CODE = re.compile(r"GC\d*")

# Copied from DESIGN 5. Where findings of a rule differ in level, see VARYING.
DESIGN = {
    "GC101": ("opposed-objectives", BY_TENSION),
    "GC102": ("undermined-objective", BY_TENSION),
    "GC103": ("self-defeating-objective", BY_TENSION),
    "GC104": ("opposing-targets", "severe"),
    "GC105": ("mismatched-targets", "serious"),
    "GC106": ("overcommitted-resource", "serious"),
    "GC107": ("late-dependency", "serious"),
    "GC108": ("dependency-cycle", "severe"),
    "GC109": ("hostile-dependency", "severe"),
    "GC110": ("vicious-circle", BY_TENSION),
    "GC201": ("inward-objective", "minor"),
    "GC202": ("unserved-outcome", "serious"),
    "GC203": ("harmed-outcome", BY_TENSION),
    "GC204": ("unlinked-objective", "minor"),
    "GC205": ("unmeasured-objective", "minor"),
    "GC206": ("unowned-objective", "minor"),
    "GC207": ("goal-without-objective", "serious"),
    "GC208": ("rosy-department", "minor"),
    "GC209": ("empty-stage", "minor"),
    "GC210": ("uncoordinated-work", "minor"),
    "GC211": ("silent-driver", "serious"),
    "GC212": ("outside-harm", BY_TENSION),
    "GC301": ("customer-not-consulted", "minor"),
    "GC302": ("department-not-consulted", "serious"),
    "GC303": ("team-not-consulted", "minor"),
    "GC304": ("disputed-effect", "serious"),
    "GC305": ("overlooked-priority", "serious"),
    "GC306": ("outdated-agreement", "minor"),
    "GC401": ("green-but-unhappy", "severe"),
    "GC402": ("unrated-outcome", "minor"),
    "GC403": ("unhappy-customer", "serious"),
    "GC404": ("stale-rating", "minor"),
    "GC405": ("behind-pace", "minor"),
    "GC501": ("expired-decision", "serious"),
    "GC502": ("stale-decision", "minor"),
    "GC503": ("outgrown-decision", "serious"),
}

VARYING = {
    "GC106": ("severe from 125 %, serious from 100 %, minor from 90 %", {"severe", "serious", "minor"}),
    "GC301": ("minor; serious where it hurts with a tension of 30 or more", {"serious", "minor"}),
    "GC302": ("serious where it hurts with a tension of 30 or more, else minor", {"serious", "minor"}),
    "GC403": ("serious; severe below a rating of 4", {"severe", "serious"}),
    "GC405": ("minor; serious from 50 points", {"serious", "minor"}),
}
"""Rules whose level depends on how bad it is, though not on a tension: what DESIGN 5 says of it, and the levels.

The table above has the one that their name and summary stand for: a capacity exceeded, a customer not consulted.
"""

COMPANIONS = {"GC109": {"GC102"}, "GC212": {"GC202"}, "GC501": {"GC101"}, "GC503": {"GC101"}}
"""Rules that cannot fire alone, or not without a contrived example: with what, which their page must name."""

HEADINGS = ("Why it matters", "When it fires", "When it is silent", "What to do")

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def example(rule: Rule, kind: str) -> str:
    return str(files("goalcheck.rules") / "examples" / f"{rule.code}-{kind}.yaml")


@cache
def report_on_example(rule: Rule, kind: str) -> Report:
    return analyze(load(example(rule, kind)), today=TODAY)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def named_on(rule: Rule) -> set[str]:
    """The other rules that a page speaks of."""
    text = " ".join(text for _, text in rule.page.sections)
    return set(re.findall(r"GC\d{3}", text)) - {rule.code}


# The table


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_rules_stand_in_the_order_of_their_codes() -> None:
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


def test_the_rules_are_those_of_the_design() -> None:
    assert {code: name for code, (name, _) in DESIGN.items()} == {rule.code: rule.name for rule in RULES}
    assert rule_names().codes == {rule.code for rule in RULES}
    assert rule_names().names == {rule.name for rule in RULES}


@every_rule
def test_rule_is_as_designed(rule: Rule) -> None:
    name, level = DESIGN[rule.code]
    assert rule.name == name
    assert rule.level == level
    words, _ = VARYING.get(rule.code, (level or "by tension", ()))
    assert rule.level_words == words


@every_rule
def test_rule_is_found_by_code_and_name(rule: Rule) -> None:
    for spelling in (rule.code, rule.code.lower(), rule.name, rule.name.upper()):
        assert find_rule(spelling) is rule


def test_an_unknown_rule_has_a_near_one() -> None:
    with pytest.raises(UnknownRule, match=r"no rule 'oposed-objectives'; did you mean opposed-objectives\?"):
        find_rule("oposed-objectives")
    with pytest.raises(UnknownRule, match="no rule 'xyzzy'; see goalcheck rules"):
        find_rule("xyzzy")


def test_every_rule_has_its_file_and_every_example_its_rule() -> None:
    folder = files("goalcheck.rules")
    modules = {entry.name for entry in folder.iterdir()}
    assert {f"{rule.name.replace('-', '_')}.py" for rule in RULES} <= modules
    shown = {entry.name for entry in (folder / "examples").iterdir()}
    assert shown == {f"{rule.code}-{kind}.yaml" for rule in RULES for kind in ("fires", "silent")}


# The page


@every_rule
def test_page_has_four_headings(rule: Rule) -> None:
    assert tuple(heading for heading, _ in rule.page.sections) == HEADINGS
    assert all(len(text.split()) >= 5 for _, text in rule.page.sections)
    assert rule.summary.strip()


@every_rule
def test_page_names_rules_that_are_designed(rule: Rule) -> None:
    assert named_on(rule) <= set(DESIGN)


@every_rule
def test_explain_shows_page_and_examples(rule: Rule, goalcheck: Command) -> None:
    lines = goalcheck("explain", rule.code).out.splitlines()
    assert lines[0].startswith(f"{rule.code} {rule.name} (")
    for heading, text in rule.page.sections:
        assert lines[lines.index(heading.upper()) + 1] == text
    for heading, text in zip(("EXAMPLE THAT FIRES", "EXAMPLE THAT IS SILENT"), examples(rule), strict=True):
        start = lines.index(heading) + 1
        assert lines[start : start + len(text.splitlines())] == [f"  {line}".rstrip() for line in text.splitlines()]


def test_pages_survive_without_docstrings() -> None:
    script = (
        "from goalcheck.render.rules import render_page, render_rules\n"
        "from goalcheck.rules import RULES, examples\n"
        "print(render_rules(RULES))\n"
        "for rule in RULES: print(render_page(rule, examples(rule), width=None, color=False))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    plain, stripped = (
        subprocess.run([sys.executable, *options, "-c", script], capture_output=True, env=env, check=True).stdout
        for options in ([], ["-OO"])
    )
    assert stripped == plain
    assert stripped.count(b"WHY IT MATTERS") == len(RULES)


# The examples


@every_rule
def test_firing_example_fires_this_rule_and_no_other_that_its_page_does_not_name(rule: Rule) -> None:
    found = codes(report_on_example(rule, "fires"))
    assert rule.code in found
    assert found - {rule.code} <= named_on(rule) & COMPANIONS.get(rule.code, set())


@every_rule
def test_silent_example_is_silent(rule: Rule) -> None:
    found = codes(report_on_example(rule, "silent"))
    assert rule.code not in found
    assert found <= named_on(rule)


@every_rule
def test_findings_carry_what_the_rule_says(rule: Rule) -> None:
    own = [finding for finding in report_on_example(rule, "fires").findings if finding.code == rule.code]
    assert own
    for finding in own:
        assert finding.name == rule.name
        assert rule.level in (finding.level, None) or finding.level in VARYING[rule.code][1]
        assert (finding.tension is not None) is (DESIGN[rule.code][1] is BY_TENSION)
        assert str(finding.message).strip()
        assert finding.advice
        assert finding.locations


@every_rule
@pytest.mark.parametrize("setting", ["off", "minor", "serious", "severe"])
def test_a_rule_can_be_switched_off_and_to_another_level(rule: Rule, setting: str) -> None:
    organization = load(example(rule, "fires"))
    for name in (rule.code, rule.name):
        rules = {**(organization.settings.rules or {}), name: setting}
        changed = replace(organization, settings=replace(organization.settings, rules=rules))
        found = {finding.level for finding in analyze(changed, today=TODAY).findings if finding.code == rule.code}
        assert found == (set() if setting == "off" else {setting})


# One file


def test_no_other_file_knows_a_rule_by_its_code() -> None:
    """A code, a part of one or a comparison with one: whoever needs to know asks the traits of a rule."""
    known = []
    for path in sorted((ROOT / "goalcheck").rglob("*.py")):
        if path.is_relative_to(ROOT / "goalcheck" / "rules") and path.name != "__init__.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                known += [f"{path.name}:{node.lineno} {node.value}"]
    assert known == []


def test_what_is_said_of_codes_elsewhere_are_examples_of_how_one_looks() -> None:
    told = {
        path.name
        for path in (ROOT / "goalcheck").rglob("*.py")
        if path.parent.name != "rules" and re.search(r"GC\d", path.read_text("utf-8"))
    }
    assert told <= {"expected.py", "expected_values.py", "explain.py", "schema.py"}


def test_a_new_rule_is_one_file_and_two_examples(tmp_path: Path) -> None:
    """It is listed, explained, completed by the schema, switched off by settings, and shown by every format."""
    shutil.copytree(ROOT / "goalcheck", tmp_path / "goalcheck", ignore=shutil.ignore_patterns("__pycache__"))
    rules = tmp_path / "goalcheck" / "rules"
    for family in Family:
        code = f"GC9{list(Family).index(family):02}"
        text = NEW_RULE.replace("GC900", code).replace("FAMILY", family.name).replace("new-rule", f"new-{family}")
        (rules / f"new_{family}.py").write_text(text, "utf-8")
        for kind in ("fires", "silent"):
            (rules / "examples" / f"{code}-{kind}.yaml").write_text("version: 1\n", "utf-8")
    org, quiet = tmp_path / "org.yaml", tmp_path / "quiet.yaml"
    org.write_text("departments: {ops: {name: Operations, objectives: {x: {}}}}\n", "utf-8")
    quiet.write_text("settings: {rules: {" + ", ".join(f"new-{each}: off" for each in Family) + "}}\n", "utf-8")

    def run(*arguments: object) -> str:
        command = [sys.executable, "-m", "goalcheck", *map(str, arguments)]
        env = {**os.environ, "PYTHONPATH": str(tmp_path)}
        done = subprocess.run(command, capture_output=True, env=env, cwd=tmp_path, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout.decode()

    formats = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv")
    outputs = [run("analyze", org, "--format", each) for each in formats]
    outputs += [run("check", org, "--fail-on", "never"), run("rules")]
    for form in ("md", "html"):
        run("report", org, "--appendix", "-o", tmp_path / f"report.{form}")
        outputs.append((tmp_path / f"report.{form}").read_text("utf-8"))
    for family in Family:
        assert [place for place, text in enumerate(outputs) if f"GC9{list(Family).index(family):02}" not in text] == []
        assert f"new-{family}" in run("schema", "organization")
        assert "It is new." in run("explain", f"new-{family}")
    assert "has something new" not in run("analyze", org, quiet)
    assert "“Operations” has something new" in outputs[-1]


NEW_RULE = """
from goalcheck.findings import Level
from goalcheck.messages import Template
from goalcheck.messages.message import department
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("new-rule.message", "{department} has something new")


def check(context):
    for each in context.organization.departments.values():
        yield context.notice(
            RULE.traits,
            level=Level.SERIOUS,
            message=MESSAGE(department=department(each.id)),
            about=[each.id],
            departments=[each.id],
            locations=[each.location],
        )


RULE = Rule(
    traits=RuleTraits(code="GC900", name="new-rule", family=Family.FAMILY),
    level=Level.SERIOUS,
    summary="something is new",
    page=Page(why="It is new.", fires="Always.", silent="Never.", do="Look."),
    check=check,
)
"""
