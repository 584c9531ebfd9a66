"""GC306: what was agreed, and what the target is now."""

from __future__ import annotations

import pytest
from conftest import Command, Found, Write, messages

from goalcheck import InvalidInput, load

ORG = """
    metrics: {{days: {{}}}}
    customers: {{all: {{}}}}
    departments:
      sales: {{}}
      ops:
        objectives:
          speed:
            target: {target}
            agreed_with: {agreed}
    """


@pytest.mark.parametrize(
    ("target", "agreed", "said"),
    [
        (
            "{metric: days, from: 55, to: 25}",
            "{sales: {target: 30}}",
            "sales agreed to 30 for ops.speed, and its target is 25 now",
        ),
        (
            "{metric: days, at_most: 25}",
            "{all: {target: 30}}",
            "all agreed to 30 for ops.speed, and its target is 25 now",
        ),
        (
            "{metric: days, between: [5, 9]}",
            "{team: {target: [5, 10]}}",
            "the team of ops.speed agreed to 5 to 10 for ops.speed, and its target is 5 to 9 now",
        ),
        ("null", "{sales: {target: 30}}", "sales agreed to 30 for ops.speed, which has no target any more"),
        ("{metric: days, from: 55, to: 30}", "{sales: {target: 30}, all: {target: 30.0}}", None),
        ("{metric: days, between: [5, 10]}", "{sales: {target: [5, 10]}}", None),
        ("{metric: days, from: 55, to: 25}", "{sales: {date: 2026-07-02}, team: {}}", None),
        ("{metric: days, from: 55, to: 25}", "[sales, team]", None),
    ],
)
def test_it_fires_where_the_target_is_another(found: Found, target: str, agreed: str, said: str | None) -> None:
    told = messages(found("GC306", ORG.format(target=target, agreed=agreed)))
    assert told == ([said] if said else [])


def test_whoever_stands_in_the_mapping_was_asked(write: Write) -> None:
    organization = load(write(ORG.format(target="null", agreed="{sales: {}, team: {date: 2026-07-02}}")))
    assert organization.objectives["ops.speed"].agreed_with == ("sales", "team")


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        ("{nobody: {}}", "unknown customer or department 'nobody'"),
        ("{sales: {date: 2026-02-30}}", "there is no day '2026-02-30'"),
        ("{sales: {targt: 3}}", "unknown field 'targt'; did you mean 'target'?"),
        ("{sales: {target: thirty}}", "target: found 'thirty'"),
        ("{sales: 30}", "sales: found the number 30"),
    ],
)
def test_what_is_wrong_is_said(write: Write, agreed: str, said: str) -> None:
    with pytest.raises(InvalidInput) as error:
        load(write(ORG.format(target="null", agreed=agreed)))
    assert said in [each.message for each in error.value.problems]


def test_an_agreement_is_compared_shown_and_written_beside(write: Write, goalcheck: Command) -> None:
    target, agreed = "{metric: days, from: 55, to: 30}", "{sales: {date: 2026-07-02, target: 30}}"
    path = write(ORG.format(target=target, agreed=agreed))
    other = write(ORG.format(target=target, agreed="{sales: {date: 2026-07-02, target: 40}}"), "other.yaml")
    assert "agreements was sales (target 30, 2026-07-02), is sales (target 40," in goalcheck("diff", path, other).out
    assert "sales (target 30, on 2026-07-02)" in goalcheck("show", "ops.speed", path).out
    assert goalcheck("whatif", path, "--agree", "ops.speed:team", "--write").status == 0
    assert load(path).objectives["ops.speed"].agreed_with == ("sales", "team")
