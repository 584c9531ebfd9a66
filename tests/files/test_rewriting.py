"""Small edits of YAML: what is meant changes, and no other byte does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from goalcheck.files.editing import CannotEdit, scalar
from goalcheck.files.rewriting import Rewriting

Edit = Callable[[Rewriting], None]


def both(one: Edit, other: Edit) -> Edit:
    def edit(rewriting: Rewriting) -> None:
        one(rewriting)
        other(rewriting)

    return edit


EDITS: dict[str, tuple[str, Edit, str]] = {
    "a value keeps its comment": ("a: 1   # why\n", lambda r: r.set(("a",), 2), "a: 2   # why\n"),
    "single quotes stay": ("a: 'x'\n", lambda r: r.set(("a",), "it's"), "a: 'it''s'\n"),
    "double quotes stay": ('a: "x"\n', lambda r: r.set(("a",), 'a "b"'), 'a: "a \\"b\\""\n'),
    "plain text stays plain": ("a: x\n", lambda r: r.set(("a",), "some words"), "a: some words\n"),
    "what looks like a truth value is quoted": ("a: x\n", lambda r: r.set(("a",), "no"), 'a: "no"\n'),
    "nothing becomes something": ("a:   # empty\nb: 1\n", lambda r: r.set(("a",), 2), "a: 2   # empty\nb: 1\n"),
    "null becomes something": ("{a: ~, b: 1}", lambda r: r.set(("a",), 2), "{a: 2, b: 1}"),
    "a key that was not there": (
        "a:\n    x: 1   # one\n\n# two\nb: 2\n",
        lambda r: r.set(("a", "new"), 3),
        "a:\n    x: 1   # one\n    new: 3\n\n# two\nb: 2\n",
    ),
    "a key after a text of many lines": (
        "a:\n  x: |\n    one\n    two\n\nb: 2\n",
        lambda r: r.set(("a", "new"), 3),
        "a:\n  x: |\n    one\n    two\n  new: 3\n\nb: 2\n",
    ),
    "a key at the end without a line end": ("a:\n  x: 1", lambda r: r.set(("a", "new"), 3), "a:\n  x: 1\n  new: 3"),
    "a key in braces": ("a: {x: 1 }  # c\n", lambda r: r.set(("a", "new"), 3), "a: {x: 1, new: 3 }  # c\n"),
    "a key in braces over lines": (
        "a: {\n  x: 1, # one\n}\n",
        lambda r: r.set(("a", "new"), 3),
        "a: {\n  x: 1, new: 3, # one\n}\n",
    ),
    "a key in empty braces": (
        "a: { }\nb: {}\n",
        both(lambda r: r.set(("a", "new"), 1), lambda r: r.set(("b", "new"), 1)),
        "a: {new: 1 }\nb: {new: 1}\n",
    ),
    "a mapping that was not there": (
        "a:\n  x: 1\n",
        lambda r: r.set(("a", "more", "key"), 1),
        "a:\n  x: 1\n  more: {key: 1}\n",
    ),
    "two keys of a mapping that was not there": (
        "a:\n  x: 1\n",
        both(lambda r: r.set(("a", "more", "key"), 1), lambda r: r.set(("a", "more", "last"), 2)),
        "a:\n  x: 1\n  more: {key: 1, last: 2}\n",
    ),
    "a mapping on lines of its own": (
        "a:\n  from: 1  # c\n  to: 2\nb: 1\n",
        lambda r: r.set(("a",), "2026-Q3"),
        "a: 2026-Q3\nb: 1\n",
    ),
    "a mapping in a list": (
        "- x: 1\n  y: 2\n- x: 3\n",
        lambda r: r.set((0, "new"), 9),
        "- x: 1\n  y: 2\n  new: 9\n- x: 3\n",
    ),
    "an item in brackets": ("a: [x, y ]  # c\n", lambda r: r.append(("a",), ["new"]), "a: [x, y, new ]  # c\n"),
    "an item in empty brackets": ("a: []  # c\n", lambda r: r.append(("a",), ["new"]), "a: [new]  # c\n"),
    "an item on a line": (
        "a:\n- x  # c\n# d\nb: 1\n",
        lambda r: r.append(("a",), ["new"]),
        "a:\n- x  # c\n- new\n# d\nb: 1\n",
    ),
    "an item that is a mapping": (
        "a:\n  -   x: 1\n      y: 2\n",
        lambda r: r.append(("a",), [{"new": 3}]),
        "a:\n  -   x: 1\n      y: 2\n  -   {new: 3}\n",
    ),
    "a list that was not there": (
        "a: 1\n",
        lambda r: r.append(("list",), ["one", {"two": [1, 2]}]),
        "a: 1\nlist: [one, {two: [1, 2]}]\n",
    ),
    "a key by another name": ('a: {"x": 1, y: 2}\n', lambda r: r.rename(("a", "x"), "new"), "a: {new: 1, y: 2}\n"),
    "the first key goes": ("a: {x: 1, y: 2}\n", lambda r: r.remove(("a", "x")), "a: {y: 2}\n"),
    "the last key goes": ("a: {x: 1, y: 2}\n", lambda r: r.remove(("a", "y")), "a: {x: 1}\n"),
    "the only key goes": ("a: {x: 1}\n", lambda r: r.remove(("a", "x")), "a: {}\n"),
    "a key on lines goes": (
        "a:\n  x:\n    - 1\n    - 2\n  y: 2  # c\n",
        lambda r: r.remove(("a", "x")),
        "a:\n  y: 2  # c\n",
    ),
    "an item on lines goes": ("a:\n- x: 1\n  y: 2\n- z\n", lambda r: r.remove(("a", 0)), "a:\n- z\n"),
    "Windows and its mark": (
        "\ufeffa:\r\n  x: 1\r\n",
        lambda r: r.set(("a", "new"), 3),
        "\ufeffa:\r\n  x: 1\r\n  new: 3\r\n",
    ),
    "letters beyond the first plane": ("😀: {é: 'ü', x: 1}\n", lambda r: r.set(("😀", "x"), 2), "😀: {é: 'ü', x: 2}\n"),
    "separators of lines that are none elsewhere": (
        "a: 'x\u2028  y'\nb: 1\n",
        lambda r: r.set(("b",), 2),
        "a: 'x\u2028  y'\nb: 2\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "edit", "expected"), EDITS.values(), ids=EDITS)
def test_an_edit_is_small(text: str, edit: Edit, expected: str) -> None:
    rewriting = Rewriting(text)
    edit(rewriting)
    assert rewriting.text() == expected


REFUSED: dict[str, tuple[str, Edit, str]] = {
    "an alias": ("a: &x 1\nb: *x\n", lambda r: r.set(("b",), 2), "b is an alias (*...) of what stands on line 1"),
    "below an alias": ("a: &x {y: 1}\nb: *x\n", lambda r: r.set(("b", "z"), 2), "b is an alias"),
    "an anchor": ("a: &x 1\nb: *x\n", lambda r: r.set(("a",), 2), "a has an anchor"),
    "many lines": ("a: |\n  x\n", lambda r: r.set(("a",), "y"), "a is a text of several lines"),
    "a list of aliases": ("a: &x 1\nl:\n- *x\n", lambda r: r.append(("l",), [1]), "l starts with an alias"),
    "below a text": ("a: x\n", lambda r: r.set(("a", "b"), "y"), "a is no mapping"),
    "what is not there": ("a: x\n", lambda r: r.remove(("b",)), "there is no b"),
    "a list in a list": ("a:\n- - x\n  - y\n", lambda r: r.append(("a", 0), ["z"]), "a: 0 is a list in a list"),
    "a key without a value": ("a: {x}\n", lambda r: r.set(("a", "y"), 1), "a ends with a key without a value"),
    "an alias at the end": ("a: &x 1\nl:\n- 2\n- *x\n", lambda r: r.append(("l",), [1]), "ends with an alias"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "edit", "message"), REFUSED.values(), ids=REFUSED)
def test_what_no_small_edit_can_do_is_refused(text: str, edit: Edit, message: str) -> None:
    with pytest.raises(CannotEdit) as refused:
        edit(Rewriting(text))
    assert message in str(refused.value)


VALUES = [
    *("no", "", "2026", "2026-Q3", "a: b", "# c", "- x", "[x", "x}", "tab\t", "\u2028", "\x1b", "ü", "\U0001f600"),
    *("'", '"', "a, b", "null", "1e3", "0x1", "x:y", " x ", "@x", "%x", "\ufeffx", "\x85", "\U000e0067"),
]


@pytest.mark.parametrize("value", VALUES)
def test_any_text_is_read_back(value: str) -> None:
    for written in (scalar(value), f"[{scalar(value)}, x]", f"{{{scalar(value)}: {scalar([value])}}}"):
        read = yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
        assert read in (value, [value, "x"], {value: [value]})


@pytest.mark.parametrize("value", [0, -0.0, 40, 40.0, 35.56, 1e-05, 123456789012345, 0.1, -2.5, 1e15])
def test_a_number_is_read_back_exactly(value: float) -> None:
    assert float(scalar(value)) == value
    assert "e" not in scalar(value).lower()
