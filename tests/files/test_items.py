"""Items of a list edited at random, in every style: the list holds what it shall, and what is not touched stays."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from goalcheck.files.editing import Item
from goalcheck.files.items import Added, Place, edit_items


def lines(values: list[int]) -> str:
    return "a: 1\ndecisions:" + ("".join(f"\n- {{id: {each}}}  # {each}" for each in values) or " []") + "\nz: 1\n"


def deep_lines(values: list[int]) -> str:
    items = "".join(f"\n  # above {each}\n  - id: {each}\n    more: x" for each in values)
    return f"a: 1\ndecisions:{items or ' []'}"


def one_line(values: list[int]) -> str:
    return f"a: 1\ndecisions: [{', '.join(f'{{id: {each}}}' for each in values)}]  # end\nz: 1\n"


def tall(values: list[int]) -> str:
    items = "".join(f"  # above {each}\n  {{id: {each}}},  # {each}\n" for each in values)
    return f"decisions: [  # start\n{items}  # end\n]\nz: 1\n" if items else "decisions: []\n"


def braces(values: list[int]) -> str:
    return f"{{a: 1, decisions: [ {' , '.join(f'{{id: {each}}}' for each in values)} ], z: 1}}"


def mixed(values: list[int]) -> str:
    items = "".join(f"{{id: {each}}},{' ' if each % 2 else chr(10) + '  '}" for each in values)
    return f"{{decisions: [{items}], z: 1}}"


def as_json(values: list[int], **style: Any) -> str:
    return json.dumps({"a": 1, "decisions": [{"id": each, "more": [1, 2]} for each in values], "z": 1}, **style)


def indented(values: list[int]) -> str:
    return as_json(values, indent=4)


def windows(values: list[int]) -> str:
    return "\ufeff" + tall(values).replace("\n", "\r\n")


STYLES = (lines, deep_lines, one_line, tall, braces, mixed, as_json, indented, windows)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@given(data=st.data())
def test_a_list_holds_what_it_shall(style: Any, data: st.DataObject) -> None:
    present = data.draw(st.lists(st.integers(0, 99), max_size=5, unique=True))
    gone = data.draw(st.sets(st.sampled_from(present))) if present else set()
    other = data.draw(st.sets(st.sampled_from(present))) - gone if present else set()
    new = sorted(data.draw(st.lists(st.integers(-1, len(present) - 1), max_size=4)))
    text = style(present)
    root: Any = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)
    (items,) = (value.value for key, value in root.value if key.value == "decisions")
    places = [(item.start_mark.line + 1, item.start_mark.column + 1) for item in items]
    changes: dict[Place, Item | None] = {places[present.index(each)]: None for each in gone}
    changes |= {places[present.index(each)]: {"id": 1000 + each} for each in other}
    added = [Added({"id": 100 + number}, places[after] if after >= 0 else None) for number, after in enumerate(new)]
    edited = edit_items(text, "decisions", changes, added)

    wanted = [100 + number for number, after in enumerate(new) if after < 0]
    for index, each in enumerate(present):
        wanted += [1000 + each if each in other else each] if each not in gone else []
        wanted += [100 + number for number, after in enumerate(new) if after == index]
    read = json.loads(edited) if style in (as_json, indented) else yaml.safe_load(edited)
    assert [each["id"] for each in read["decisions"]] == wanted
    assert {key: value for key, value in read.items() if key != "decisions"} == {
        key: value for key, value in yaml.safe_load(text).items() if key != "decisions"
    }
    if not gone and not other:
        left = iter(edited)
        stays = text if present else re.sub(r"\[|\]| ", "", text)
        assert all(character in left for character in stays)
    if style is indented and not other:
        assert edited.count("\n") >= text.count("\n") - 8 * len(gone)
    for each in set(present) - gone - other:
        if f"# {each}\n" in text:
            assert f"# {each}\n" in edited.replace("\r\n", "\n")
