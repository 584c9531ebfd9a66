"""Messages are data: templates with values that read with ids, with names or in another language."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from conftest import CASES, EXAMPLES, ROOT

from goalcheck import Finding, analyze, conflict_messages, load
from goalcheck.facts import conflict_advice
from goalcheck.messages import Joining, Listing, Message, Ref, RefKind, Template, Value, Word, english, render
from goalcheck.messages.message import declared, objective, objectives, percentage, tension, worked_out
from goalcheck.rules import RULES, examples, templates

PACKAGE = ROOT / "goalcheck"
TODAY = date(2026, 11, 30)
ORGANIZATIONS = [*sorted(path for path in EXAMPLES.iterdir() if path.is_dir()), *sorted(CASES.glob("*.yaml"))]
OF_CONFLICTS = [
    each
    for module in (conflict_messages, conflict_advice)
    for each in vars(module).values()
    if isinstance(each, Template)
]
CATALOGUE = [
    *dict.fromkeys([*english.templates(), *templates(), *(each for each in OF_CONFLICTS if isinstance(each, Template))])
]


class Names:
    """Somebody who reads names."""

    def ref(self, ref: Ref) -> str:
        return f"<{ref.kind}: {ref.id}>"

    def text(self, text: str) -> str:
        return text.upper()


def placeholders(template: Template) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template.text) if name is not None}


def messages_in(value: Value) -> Iterator[Message]:
    """A message and those that are its values."""
    match value:
        case Message(values=values):
            yield value
            for _, each in values:
                yield from messages_in(each)
        case Listing(values=listed):
            for each in listed:
                yield from messages_in(each)


def said(finding: Finding) -> Iterator[Message]:
    for message in (finding.message, finding.headline, *finding.advice, *finding.details, *finding.changes):
        yield from messages_in(message)


# How values read

PAIR = Template("pair", "{one} against {other} ({tension}, {share}) for {amount} until {until}, {level}: {note}")


def test_the_reader_chooses_how_things_are_called() -> None:
    message = PAIR(
        one=objective("a.x"),
        other=Ref(RefKind.DEPARTMENT, "sales", "Business Sales"),
        tension=tension(66.666),
        share=percentage(1.152),
        amount=worked_out(1_500_000.123, "hours"),
        until=date(2026, 10, 5),
        level=Word("level", "severe"),
        note="as they said {one}",
    )
    assert str(message) == (
        "a.x against Business Sales (66.67, 115.2 %) for 1,500,000.12 hours until 2026-10-05, severe: "
        "as they said {one}"
    )
    assert render(message, Names()) == (
        "<objective: a.x> against BUSINESS SALES (66.67, 115.2 %) for 1,500,000.12 HOURS until 2026-10-05, severe: "
        "AS THEY SAID {ONE}"
    )


def test_another_language_is_another_catalogue() -> None:
    message = Template("has", "{level}: {who}")(level=Word("level", "severe"), who=objectives(["a", "b", "c"]))
    german = {"has": "{who} sind {level}", "level.severe": "schwer", "list.and": "{shown} und {last}"}
    assert str(message) == "severe: a, b and c"
    assert render(message, language=german) == "a, b und c sind schwer"


@pytest.mark.parametrize(
    ("joining", "most", "text"),
    [
        (Joining.AND, None, "1, 2.5, 3 and 4"),
        (Joining.AND, 2, "1, 2.5 and 2 more"),
        (Joining.COMMA, None, "1, 2.5, 3, 4"),
        (Joining.OR, None, "1; or 2.5; or 3; or 4"),
        (Joining.EACH_AND, None, "1 and 2.5 and 3 and 4"),
    ],
)
def test_lists(joining: Joining, most: int | None, text: str) -> None:
    values = tuple(declared(number) for number in (1, 2.5, 3, 4))
    assert str(Template("list", "{all}")(all=Listing(values, joining, most))) == text


# The catalogue


def test_keys_are_unique_and_a_rule_names_its_own() -> None:
    keys = Counter(template.key for template in CATALOGUE)
    assert [key for key, count in keys.items() if count > 1] == []
    own = {rule.name for rule in RULES}
    assert {template.key.split(".")[0] for template in templates()} <= own


def sources() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py"))]


def defined(tree: ast.Module) -> dict[str, Template]:
    """The templates that a module declares, by the names of their constants."""
    by_key = {template.key: template for template in CATALOGUE}
    found = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="Template"), args=arguments)):
                assert isinstance(arguments[0], ast.Constant)
                found[name] = by_key[str(arguments[0].value)]
    return found


def test_every_template_is_used_and_all_its_places_are_filled() -> None:
    shared = defined(dict(sources())[PACKAGE / "messages" / "english.py"])
    used: Counter[str] = Counter()
    for _, tree in sources():
        own = {**shared, **defined(tree)}
        for node in ast.walk(tree):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in own and isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]  # both have it
                used[own[name].key] += 1
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                given = {each.arg for each in node.keywords}
                if called in own and None not in given:
                    assert given == placeholders(own[called]), own[called].key
    assert [template.key for template in CATALOGUE if not used[template.key]] == []


def fired() -> Iterator[Finding]:
    for path in (*ORGANIZATIONS, *sorted((PACKAGE / "rules" / "examples").glob("*-fires.yaml"))):
        yield from analyze(load(path), today=TODAY).findings


def test_what_is_said_is_in_the_catalogue_and_complete() -> None:
    known = {template.key: template for template in CATALOGUE}
    heard = set()
    for finding in fired():
        for message in said(finding):
            assert known[message.template.key] == message.template
            assert {name for name, _ in message.values} == placeholders(message.template), message.template.key
            heard.add(message.template.key.split(".")[0])
    assert {rule.name for rule in RULES} <= heard


def test_every_reference_leads_to_a_thing() -> None:
    for path in ORGANIZATIONS:
        organization = load(path)
        known = {
            RefKind.OBJECTIVE: organization.objectives,
            RefKind.OUTCOME: organization.outcomes,
            RefKind.DRIVER: organization.drivers,
            RefKind.DEPARTMENT: organization.departments,
            RefKind.CUSTOMER: organization.customers,
            RefKind.METRIC: organization.metrics,
            RefKind.RESOURCE: organization.resources,
            RefKind.GOAL: organization.goals,
            RefKind.STAGE: {stage.id for stage in organization.journey},
            RefKind.RULE: {rule.code for rule in RULES},
        }
        for finding in analyze(organization, today=TODAY).findings:
            for message in said(finding):
                refs = [value for _, value in message.values if isinstance(value, Ref)]
                assert [ref for ref in refs if ref.id not in known[ref.kind]] == []


def test_examples_are_read_with_the_rules() -> None:
    assert all(examples(rule).fires for rule in RULES)
