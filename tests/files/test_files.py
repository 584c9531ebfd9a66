"""Reading files: what a user writes, where it stands, and what is said when it is wrong."""

from __future__ import annotations

import inspect
import math
import os
import re
import sys
from array import array
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from conftest import not_for_ever
from hypothesis import given, settings
from hypothesis import strategies as st

from goalcheck.files import (
    MappingNode,
    Problems,
    SequenceNode,
    Source,
    decoding,
    discovery,
    folders,
    location,
    opening,
    parse,
    read_all,
    reader,
    room,
)
from goalcheck.files.include_cycles import MAX_LOOPS
from goalcheck.files.problems import MAX_PROBLEMS
from goalcheck.source import Location

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goalcheck.source import Problem

pytestmark = pytest.mark.ends

pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")


def read(text: str) -> MappingNode:
    problems = Problems()
    document = parse(Source("org.yaml", text), problems)
    assert list(problems) == []
    assert document is not None
    return document


def wrong(text: str) -> list[Problem]:
    problems = Problems()
    parse(Source("org.yaml", text), problems)
    return list(problems)


def only(problems: Sequence[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def at(problem: Problem) -> list[tuple[int, int]]:
    return [(place.location.line, place.location.column) for place in problem.places]


def marked(text: str, place: Location) -> str:
    """The piece of a text, of \\n lines, that a location covers."""
    lines = text.splitlines(keepends=True)[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "".join(lines)


class TestScalars:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("", None),
            ("~", None),
            ("null", None),
            ("Null", None),
            ("NULL", None),
            ("true", True),
            ("True", True),
            ("TRUE", True),
            ("false", False),
            ("False", False),
            ("FALSE", False),
            ("0", 0),
            ("-3", -3),
            ("+3", 3),
            ("007", 7),
            ("0o17", 15),
            ("0xfF", 255),
            ("2026", 2026),
            ("0.5", 0.5),
            (".5", 0.5),
            ("-1.", -1.0),
            ("1e3", 1000.0),
            ("-1.5E-1", -0.15),
            (".inf", math.inf),
            ("-.INF", -math.inf),
            ("+.Inf", math.inf),
        ],
    )
    def test_core_schema_words_and_numbers(self, written: str, meant: object) -> None:
        value = read(f"a: {written}\n")["a"]
        assert value == meant
        assert type(value) is type(meant)

    @pytest.mark.parametrize("written", [".nan", ".NaN", ".NAN"])
    def test_not_a_number(self, written: str) -> None:
        value = read(f"a: {written}")["a"]
        assert isinstance(value, float)
        assert math.isnan(value)

    @pytest.mark.parametrize(
        "written",
        [
            "no",
            "on",
            "yes",
            "off",
            "y",
            "n",
            "nULL",
            "tRUE",
            "2026-09-30",
            "2026-13-45",
            "2026-H2",
            "1:30",
            "1_000",
            "0b1",
            "0x",
            "0o8",
            "-0x1",
            "+0o7",
            ".",
            "-.",
            "e1",
            "1e",
            "1e+",
            ".infinity",
            "-.nan",
            "=",
            "١٢",
            "½",
            "1,5",
            "1.2.3",
            "fast-install",
        ],
    )
    def test_everything_else_is_text(self, written: str) -> None:
        assert read(f"a: {written}")["a"] == written

    @pytest.mark.parametrize("written", ["'12'", '"12"', "|-\n  12", ">-\n  12"])
    def test_what_is_quoted_is_text(self, written: str) -> None:
        assert read(f"a: {written}")["a"] == "12"

    def test_a_quoted_text_does_not_turn_its_plain_twin_into_text(self) -> None:
        assert read("a: ['1', 1, '1', 1]")["a"] == ["1", 1, "1", 1]

    @pytest.mark.parametrize("key", ["2026", "true", "null", "on", "1.50", "~"])
    def test_keys_stay_as_they_are_written(self, key: str) -> None:
        assert list(read(f"{key}: 1")) == [key]

    def test_an_alias_stands_for_its_value_and_as_a_key_for_its_text(self) -> None:
        assert read("a: &year 2026\nb: *year\n*year : c") == {"a": 2026, "b": 2026, "2026": "c"}

    def test_an_anchor_on_what_was_met_before_counts(self) -> None:
        assert read("x: {a: 1}\ny: {&key a: &value 1}\n*key : *value") == {"x": {"a": 1}, "y": {"a": 1}, "a": 1}

    def test_the_last_of_two_anchors_counts(self) -> None:
        assert read("a: &x 1\nb: &x 2\nc: *x")["c"] == 2

    @pytest.mark.parametrize("number", ["1" * 41, "0." + "3" * 40, "0x" + "f" * 40, "-" + "1" * 40])
    def test_long_numbers_are_refused(self, number: str) -> None:
        problem = only(wrong(f"a: {number}"))
        assert "this number has" in problem.message
        assert problem.expected.startswith("at most 40")
        assert at(problem) == [(1, 4)]

    def test_a_long_number_is_refused_at_each_place(self) -> None:
        assert [at(problem) for problem in wrong(f"a: {'1' * 41}\nb: {'1' * 41}")] == [[(1, 4)], [(2, 4)]]

    def test_a_number_of_forty_characters_is_read(self) -> None:
        assert read("a: " + "1" * 40)["a"] == int("1" * 40)

    def test_long_texts_are_refused(self) -> None:
        assert read("a: " + "x" * reader.MAX_SCALAR)["a"] == "x" * reader.MAX_SCALAR
        problem = only(wrong("a: " + "x" * (reader.MAX_SCALAR + 1)))
        assert (problem.message, problem.expected) == ("this text has 20,001 characters", "at most 20,000")


class TestPositions:
    TEXT = (
        "version: 1\n"
        "customers:   # who\n"
        "  business: {name: 'Business customers', priorities: [fast, 'own \n    contact']}\n"
        "  field-sales:\n"
        "    kind: internal\n"
        "\n"
        "# the end\n"
        "journey:\n"
        "- sign\n"
        "- use\n"
        "empty:\n"
    )

    def mapping(self, *path: str) -> MappingNode:
        node: Any = read(self.TEXT)
        for part in path:
            node = node[part]
        assert isinstance(node, MappingNode)
        return node

    @pytest.mark.parametrize(
        ("path", "key", "value"),
        [
            (["version"], "version", "1"),
            (["customers", "business"], "business", TEXT[TEXT.index("{") : TEXT.index("}") + 1]),
            (["customers", "business", "name"], "name", "'Business customers'"),
            (["customers", "business", "priorities"], "priorities", "[fast, 'own \n    contact']"),
            (["customers", "field-sales"], "field-sales", "kind: internal"),
            (["journey"], "journey", "- sign\n- use"),
            (["empty"], "empty", ""),
        ],
    )
    def test_keys_and_values_know_where_they_stand(self, path: list[str], key: str, value: str) -> None:
        node = self.mapping(*path[:-1])
        assert marked(self.TEXT, node.key_location(path[-1])) == key
        assert marked(self.TEXT, node.value_location(path[-1])) == value

    def test_items_know_where_they_stand(self) -> None:
        journey = self.mapping()["journey"]
        assert isinstance(journey, SequenceNode)
        assert marked(self.TEXT, journey.item_location(0)) == "sign"
        assert marked(self.TEXT, journey.item_location(-1)) == "use"
        with pytest.raises(IndexError):
            journey.item_location(2)

    def test_an_unknown_key_stands_nowhere(self) -> None:
        with pytest.raises(KeyError):
            self.mapping().key_location("goals")

    def test_marks_can_be_walked_by_index(self) -> None:
        node = read("a: 1\nbb: two")
        assert node.marks == array("q", [0, 1, 3, 4, 1 << 32, 1 << 32 | 2, 1 << 32 | 4, 1 << 32 | 7])
        assert location(node.source, node.marks[6], node.marks[7]) == node.value_location("bb")

    def test_marks_fit_the_entries_after_a_refused_one(self) -> None:
        node = parse(Source("org.yaml", "a: 1\na: 2\n<<: 3\n[x]: 4\nb: 5"), Problems())
        assert node == {"a": 1, "b": 5}
        assert node.value_location("b") == Location("org.yaml", 5, 4, 5, 5)

    @pytest.mark.parametrize(
        ("line", "column"),
        [("é: x", 4), ("😀: x", 4), ("e\u0301: x", 5), ("\ufeffa: x", 4), ("\ufeff😀é: x", 5), ("'\ufeff': x", 6)],
    )
    def test_columns_count_characters_as_they_are_written(self, line: str, column: int) -> None:
        node = read(line)
        (key,) = node
        place = node.value_location(key)
        assert (place.column, place.end_column) == (column, column + 1)
        assert node.source.excerpt(place).text[column - 1] == "x"

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
    def test_every_line_break_counts_the_same_in_places_and_excerpts(self, line_break: str) -> None:
        node = read(line_break.join(["# one", "a: 'x", "  y'", "b: 2", ""]))
        place = node.value_location("b")
        assert place == Location("org.yaml", 4, 4, 4, 5)
        assert node.source.excerpt(place).text == "b: 2"
        assert node.source.excerpt(node.value_location("a")).text == "a: 'x"

    def test_an_excerpt_has_a_label(self) -> None:
        node = read("a: b")
        excerpt = node.source.excerpt(node.value_location("a"), "first declared here")
        assert (excerpt.text, excerpt.label) == ("a: b", "first declared here")

    @pytest.mark.parametrize("column", [1, 500, 501, 4_000, 9_999])
    def test_an_excerpt_of_an_endless_line_is_short_and_shows_the_column(self, column: int) -> None:
        text = "".join(chr(0x4E00 + index) for index in range(10_000))
        shown = Source("org.yaml", text).excerpt(Location("org.yaml", 1, column, 1, column + 1))
        assert len(shown.text) <= 500
        assert shown.text[column - shown.first] == text[column - 1]

    def test_an_excerpt_behind_the_end_is_empty(self) -> None:
        assert Source("org.yaml", "a\n").excerpt(Location("org.yaml", 9, 1, 9, 2)).text == ""


class TestProblemsInAFile:
    @pytest.mark.parametrize(
        ("text", "message", "expected", "places"),
        [
            ("", "the file is empty", "a mapping with keys", []),
            ("# only a comment\n", "the file is empty", "a mapping with keys", []),
            ("---\n", "the file is empty", "a mapping with keys", []),
            ("- a", "the file holds a list", "a mapping with keys", [(1, 1)]),
            ("hello", "the file holds a single value", "a mapping with keys", [(1, 1)]),
            ("a: 1\n---\nb: 2", "a second document starts here", "one document in each file", [(2, 1)]),
            ("a: 1\nb: 2\na: 3", "the key 'a' is declared twice", "each key once", [(3, 1), (1, 1)]),
            ("x: {a: 1, 'a': 3}", "the key 'a' is declared twice", "each key once", [(1, 11), (1, 5)]),
            ("a: &k b\n*k : 1\nb: 2", "the key 'b' is declared twice", "each key once", [(3, 1), (2, 1)]),
            ("x: {<<: 1}", "merge keys ('<<') are not supported", "the fields written out", [(1, 5)]),
            ("x:\n  [a]: 1", "a list stands where a key should be", "a text as the key", [(2, 3)]),
            ("x:\n  {a: 1}: 1", "a mapping stands where a key should be", "a text as the key", [(2, 3)]),
            ("x: &m {a: 1}\n*m : 1", "a mapping stands where a key should be", "a text as the key", [(2, 1)]),
            ("x: &m [a]\n*m : 1", "a list stands where a key should be", "a text as the key", [(2, 1)]),
            ("a: !!bool x", "the tag '!!bool' is not supported", "a value without a tag", [(1, 4)]),
            ("a: !mine {}", "the tag '!mine' is not supported", "a value without a tag", [(1, 4)]),
            ("a: ! 12", "the tag '!' is not supported", "a value without a tag", [(1, 4)]),
            ("a: &a !t [1]", "the tag '!t' is not supported", "a value without a tag", [(1, 4)]),
            ("!t a: 1", "the tag '!t' is not supported", "a value without a tag", [(1, 1)]),
            ("a: 1\nb: !t 1", "the tag '!t' is not supported", "a value without a tag", [(2, 4)]),
            ("a: {b: 1}\nc: {!t b: 1}", "the tag '!t' is not supported", "a value without a tag", [(2, 5)]),
            ("a: *b", "the alias '*b' has no anchor before it", "'&b' further up", [(1, 4)]),
            ("*b : a", "the alias '*b' has no anchor before it", "'&b' further up", [(1, 1)]),
            ("a: &a [*a]", "the alias '*a' stands inside what it names", "no such circle", [(1, 8)]),
            ("a: &a {b: *a}", "the alias '*a' stands inside what it names", "no such circle", [(1, 11)]),
            ("a:\n\t- b", "a tab cannot indent", "spaces", [(2, 1)]),
            ("a: b\n\tc: d", "a tab cannot indent", "spaces", [(2, 1), (1, 4)]),
            ("a: |\n\tb", "a tab cannot indent", "spaces", [(2, 1), (1, 4)]),
            ("a: @b", "a value cannot start with '@'", "quotes around", [(1, 4)]),
            ("a: b: c", "a ':' is not allowed here", "quotes around", [(1, 5)]),
            ("a: - b", "a list cannot start on this line", "each '- item' on a line", [(1, 4)]),
            ("a: b\nc\nd: e", "a key has no ':' after it", "'key: value'", [(2, 1), (3, 1)]),
            ("a: 'b' c", "this does not fit what stands above it", "'key: value' indented", [(1, 8), (1, 1)]),
            ("a:\n- b\nc: [d\n", "a list that opens with '[' does not end", "',' or ']'", [(3, 4)]),
            ("a: {b: c\n", "a mapping that opens with '{' does not end", "',' or '}'", [(1, 4)]),
            ("a: 'b\n\n\n", "a quoted text does not end", "the closing quote", [(1, 4)]),
            ('a: "\\q"', "a backslash in double quotes", "single quotes, or", [(1, 5), (1, 4)]),
            ("a: !x!y z", "a tag is not supported", "a value without a tag", [(1, 4)]),
            ("%YAML 3.0\n---\na: b", "this YAML version is not supported", "no %YAML line", [(1, 1)]),
            ("a: 1\nb: [\n\n", "a value is missing", "a value", [(2, 5)]),
            ("a: *", "a value cannot start with '*'", "quotes around", [(1, 4)]),
            ("a: \x1b[31m", "the character U+001B is not allowed", "text without control", [(1, 4)]),
            ("# \x7f", "the character U+007F is not allowed", "text without control", [(1, 3)]),
            ("a: b\r\nb: \x9b", "the character U+009B is not allowed", "text without control", [(2, 4)]),
            ("é: \0", "the character U+0000 is not allowed", "text without control", [(1, 4)]),
            ("é: \ud800", "the character U+D800 is not allowed", "text without control", [(1, 4)]),
            ("é: \uffff", "the character U+FFFF is not allowed", "text without control", [(1, 4)]),
        ],
    )
    def test_one_problem(self, text: str, message: str, expected: str, places: list[tuple[int, int]]) -> None:
        problem = only(wrong(text))
        assert problem.file == "org.yaml"
        assert problem.message.startswith(message)
        assert problem.expected.startswith(expected)
        assert at(problem) == places

    def test_a_repeated_key_shows_where_it_was_first(self) -> None:
        problem = only(wrong("a: 1\n'a': 2"))
        assert [(place.text, place.label) for place in problem.places] == [
            ("'a': 2", ""),
            ("a: 1", "first declared here"),
        ]

    def test_the_first_of_two_values_is_kept(self) -> None:
        assert parse(Source("org.yaml", "a: 1\na: 2"), Problems()) == {"a": 1}

    def test_all_problems_of_a_file_are_found(self) -> None:
        found = wrong("a: !t 1\na: *x\n[b]: 1\n<<: {c: 1, c: 2}\nd: [")
        assert [at(problem)[0] for problem in found] == [(1, 4), (2, 4), (3, 1), (4, 1), (4, 12), (5, 5)]

    def test_a_quoted_merge_sign_is_an_ordinary_key(self) -> None:
        assert read("'<<': 1") == {"<<": 1}

    def test_bidirectional_controls_are_left_to_those_who_show_them(self) -> None:
        assert read("a: x\u202ey")["a"] == "x\u202ey"

    def test_a_binary_file_does_not_report_every_byte(self) -> None:
        assert len(wrong("\x01" * 1_000)) == 20


class TestLimits:
    """A file from a stranger is answered at once."""

    @pytest.fixture(autouse=True)
    def _at_once(self) -> Any:
        with not_for_ever():
            yield

    @pytest.mark.parametrize(
        "text",
        [
            "a: " + "[" * 100_000,
            "a: " + "{a: " * 100_000,
            "a:\n " + "- " * 100_000,
            "? " * 100_000,
            "".join(" " * depth + "a:\n" for depth in range(1_000)),
        ],
        ids=["lists", "mappings", "dashes", "keys", "indented"],
    )
    def test_deep_nesting_stops_at_the_limit(self, text: str) -> None:
        assert only(wrong(text)).message == "this is nested more than 40 levels deep"

    @pytest.mark.parametrize("levels", [50, 900, 2_000, 100_000])
    @pytest.mark.parametrize(
        ("before", "level", "place"),
        [
            ("a: ", "[", (1, 43)),
            ("a: [x, [y]]\nb: ", "[", (2, 43)),
            ("a: ", "{? ", (1, 121)),
            ("a: ", "[{? ", (1, 81)),
        ],
    )
    def test_the_limit_is_ours_where_the_parser_has_one_too(
        self, before: str, level: str, place: tuple[int, int], levels: int
    ) -> None:
        problem = only(wrong(before + level * levels))
        assert problem.message == "this is nested more than 40 levels deep"
        assert at(problem) == [place]

    @pytest.mark.parametrize("levels", [50, 900, 2_000, 100_000])
    def test_what_is_wrong_before_it_is_too_deep_is_said_instead(self, levels: int) -> None:
        problem = only(wrong("a: 1\n" + "[" * levels))
        assert problem.message == "a key has no ':' after it"

    def test_nesting_up_to_the_limit_is_read(self) -> None:
        depth = reader.MAX_DEPTH - 1
        assert read("a: " + "[" * depth + "]" * depth)
        assert wrong("a: " + "[" * (depth + 1) + "]" * (depth + 1))

    def test_a_billion_laughs_are_not_laughed(self) -> None:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
        assert (
            only(wrong("\n".join(lines))).message == "the files have more than 2,000,000 keys and values up to this one"
        )

    def test_aliases_count_as_what_they_stand_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = "a: &a [x, x]\nb: {c: *a, d: [*a]}"
        monkeypatch.setattr(room, "MAX_NODES", 21)
        assert wrong(text) == []
        monkeypatch.setattr(room, "MAX_NODES", 20)
        assert only(wrong(text)).message == "the file has more than 20 keys and values"

    @pytest.mark.parametrize("allowed", range(14))
    def test_the_limit_holds_wherever_it_strikes(self, allowed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(room, "MAX_NODES", allowed)
        assert only(wrong("a: [b, {c: d}]\ne: []")).message == f"the file has more than {allowed} keys and values"

    def test_a_merge_bomb_is_refused_key_by_key(self) -> None:
        text = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 15))
        assert {problem.message for problem in wrong(text)} == {"merge keys ('<<') are not supported"}

    def test_a_clock_without_end_is_a_long_text(self) -> None:
        assert only(wrong("a: " + "1:" * 200_000 + "1")).message == "this text has 400,001 characters"

    def test_keys_without_end_are_refused(self) -> None:
        found = wrong("".join(f"? {'x' * 20_001}\n: {n}\n" for n in range(20)))
        assert len(found) == 39  # each is too long, each but the first a repetition

    @pytest.mark.parametrize(
        "text", ["a: [" + "*x," * 100_000 + "]", "a: 1\n" * 100_000], ids=["aliases", "repeated keys"]
    )
    def test_a_hundred_thousand_problems_are_counted(self, text: str) -> None:
        found = wrong(text)
        assert len(found) == MAX_PROBLEMS + 1
        assert found[-1].message in {"99,000 more problems are not shown", "98,999 more problems are not shown"}


class TestProblems:
    def test_they_are_sorted_and_each_comes_once(self) -> None:
        source = Source("b.yaml", "one\ntwo")
        places = [
            source.excerpt(Location("b.yaml", line, column, line, column)) for line, column in [(2, 1), (1, 3), (1, 2)]
        ]
        problems = Problems()
        for place in (*places, *places):
            problems.add("b.yaml", "wrong", "right", place)
        problems.add("b.yaml", "the file is wrong")
        problems.add("a.yaml", "worse")
        problems.add("a.yaml", "bad")
        assert [(p.file, at(p)) for p in problems] == [
            ("a.yaml", []),
            ("a.yaml", []),
            ("b.yaml", []),
            ("b.yaml", [(1, 2)]),
            ("b.yaml", [(1, 3)]),
            ("b.yaml", [(2, 1)]),
        ]
        assert [p.message for p in problems][:2] == ["bad", "worse"]
        assert len(problems) == 6

    def test_none_is_false(self) -> None:
        assert not Problems()

    def test_a_problem_says_how_many_more_there_are(self) -> None:
        problems = Problems()
        for number in range(MAX_PROBLEMS + 7):
            problems.add("a.yaml", f"wrong {number:05}")
        assert list(problems)[-1].message == "7 more problems are not shown"
        assert len(list(problems)) == len(problems) == MAX_PROBLEMS + 1


# Numbers in YAML 1.2 that PyYAML, which knows 1.1, writes without quotes because they are texts there.
NEWER_NUMBERS = re.compile(r"[-+.0-9]+[eE][-+]?[0-9]+|0o[0-7]+")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20).filter(
    lambda text: not NEWER_NUMBERS.fullmatch(text)
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False) | TEXTS
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)


class TestAgainstPyYAML:
    @settings(deadline=None)  # a busy machine is no failure
    @given(
        st.dictionaries(TEXTS, DATA, max_size=5),
        st.sampled_from([None, True, False]),
        st.booleans(),
        st.sampled_from([2, 7]),
    )
    def test_what_is_dumped_is_read_back(
        self, data: dict[str, Any], flow: bool | None, unicode: bool, indent: int
    ) -> None:
        text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=unicode, indent=indent, width=60)
        assert read(text) == yaml.safe_load(text)

    @settings(deadline=None)  # a busy machine is no failure
    @given(st.text(st.sampled_from("ab:- []{}&*!|>'\"#%@\n\t,?<~1.\\é\x85\u2028\x1b\ufeff")))
    def test_no_text_makes_it_fall_over(self, text: str) -> None:
        problems = Problems()
        document = parse(Source("org.yaml", text), problems)
        assert document is not None or problems


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def names(paths: Sequence[str | os.PathLike[str]]) -> list[str]:
    problems = Problems()
    documents = read_all(paths, problems)
    assert list(problems) == []
    return [document.source.name for document in documents]


def complaints(*paths: str | os.PathLike[str]) -> list[Problem]:
    problems = Problems()
    read_all(paths, problems)
    return list(problems)


@pytest.fixture
def org(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory `org` in the current directory, so that names are short."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "org"
    folder.mkdir()
    return folder


class TestDiscovery:
    def test_a_directory_stands_for_the_yaml_files_below_it(self, org: Path) -> None:
        (org / "b" / "c").mkdir(parents=True)
        for name in ("z.yaml", "a.yml", "b/x.yaml", "b/c/y.yml", "README.md", "a.yaml.orig", ".hidden.yaml"):
            (org / name).write_text("a: 1")
        (org / ".git").mkdir()
        (org / ".git" / "config.yaml").write_text("a: 1")
        (org / "folder.yaml").mkdir()
        assert names(["org"]) == ["org/a.yml", "org/b/c/y.yml", "org/b/x.yaml", "org/z.yaml"]

    @pytest.mark.parametrize("given_as", ["org", "org/", "./org", "org/."])
    def test_names_are_shown_as_given_but_tidy(self, org: Path, given_as: str) -> None:
        write(org, a="x: 1")
        assert names([given_as]) == ["org/a.yaml"]

    def test_the_current_directory_is_not_part_of_a_name(self, org: Path) -> None:
        write(org, a="x: 1")
        assert names(["."]) == ["org/a.yaml"]

    def test_paths_may_be_path_objects_and_absolute(self, org: Path) -> None:
        write(org, a="x: 1")
        assert names([org]) == [f"{org.as_posix()}/a.yaml"]

    def test_the_order_of_paths_changes_nothing(self, org: Path) -> None:
        write(org, a="include: [b.yaml]", b="x: 1", c="x: 1")
        routes = ["org/c.yaml", "org", "org/b.yaml", str(org)]
        assert names(routes) == names(routes[::-1]) == names([str(org)])
        assert len(names(routes)) == 3

    def test_no_path_names_no_file(self) -> None:
        assert names([]) == []

    def test_a_link_is_the_same_file(self, org: Path) -> None:
        write(org, b="x: 1")
        (org / "a.yaml").symlink_to("b.yaml")
        (org / "c.yaml").symlink_to("b.yaml")
        assert names(["org"]) == ["org/a.yaml"]

    def test_links_to_directories_are_not_followed(self, org: Path) -> None:
        write(org, a="x: 1")
        (org / "again").symlink_to(".", target_is_directory=True)
        (org / "root").symlink_to("/", target_is_directory=True)
        assert names(["org"]) == ["org/a.yaml"]

    def test_a_tree_may_be_deeper_than_the_stack(self, org: Path) -> None:
        deep = "/".join("d" * 200)
        (org / deep).mkdir(parents=True)
        write(org / deep, a="x: 1")
        limit = sys.getrecursionlimit()
        # The stack is made small rather than the tree large: nobody could delete that tree again.
        sys.setrecursionlimit(len(inspect.stack()) + 100)
        try:
            assert names(["org"]) == [f"org/{deep}/a.yaml"]
        finally:
            sys.setrecursionlimit(limit)

    def test_hostile_file_names_are_kept(self, org: Path) -> None:
        (org / "a\n\x1b[31m.yaml").write_text("x: 1")
        try:
            (org / "b\udcff.yaml").write_text("x: 1")
        except (OSError, UnicodeError):
            pytest.skip("this file system takes no names that are not UTF-8")
        assert names(["org"]) == ["org/a\n\x1b[31m.yaml", "org/b\udcff.yaml"]

    @pytest.mark.parametrize(
        ("path", "message"),
        [
            ("org/missing.yaml", "there is no such file"),
            ("org/broken.yaml", "there is no such file"),
            ("org/circle.yaml", "this is a link that leads to itself"),
            ("org/with\0zero", "this is no possible file name"),
            ("org", "no YAML files (*.yaml, *.yml) below org"),
        ],
    )
    def test_what_cannot_be_opened(self, org: Path, path: str, message: str) -> None:
        (org / "x").mkdir()
        if path != "org":
            (org / "broken.yaml").symlink_to("nowhere.yaml")
            (org / "circle.yaml").symlink_to("circle.yaml")
        problem = only(complaints(path))
        assert (problem.file, problem.message) == (path, message)

    def test_an_empty_path_is_not_the_current_directory(self, org: Path) -> None:
        write(org, a="x: 1")
        assert only(complaints("")).message == "a given path is empty"

    def test_broken_and_circular_links_in_a_directory(self, org: Path) -> None:
        (org / "broken.yaml").symlink_to("nowhere.yaml")
        (org / "circle.yaml").symlink_to("circle.yaml")
        assert [(problem.file, problem.message) for problem in complaints("org")] == [
            ("org/broken.yaml", "there is no such file"),
            ("org/circle.yaml", "this is a link that leads to itself"),
        ]

    @pipes
    @pytest.mark.parametrize("given_as", ["org", "org/pipe.yaml"])
    def test_a_pipe_is_not_waited_for(self, org: Path, given_as: str) -> None:
        os.mkfifo(org / "pipe.yaml")
        problem = only(complaints(given_as))
        assert (problem.file, problem.message) == ("org/pipe.yaml", "this is no regular file")

    def test_a_device_is_not_read(self) -> None:
        assert only(complaints("/dev/zero")).message == "this is no regular file"

    def test_a_file_without_permission(self, org: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(org, a="x: 1")
        monkeypatch.setattr(os, "open", refuse)
        problem = only(complaints("org"))
        assert (problem.message, problem.expected) == (
            "the file cannot be read (permission denied)",
            "read permission",
        )

    def test_a_directory_without_permission(self, org: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(org, a="x: 1")
        monkeypatch.setattr(os, "scandir", refuse)
        assert only(complaints("org")).file == "org"

    def test_a_file_that_is_too_large(self, org: Path) -> None:
        with (org / "a.yaml").open("wb") as file:
            file.truncate(opening.MAX_FILE_BYTES + 2)
        assert only(complaints("org")).message == "the file has 48,000,002 bytes"

    def test_too_many_files(self, org: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(org, a="x: 1", b="x: 1", c="x: 1")
        monkeypatch.setattr(discovery, "MAX_FILES", 3)
        assert complaints("org") == []
        monkeypatch.setattr(discovery, "MAX_FILES", 2)
        assert only(complaints("org")).message == "there are more than 2 files"

    def test_files_that_are_fine_are_read_beside_wrong_ones(self, org: Path) -> None:
        write(org, a="x: [", b="x: 1")
        problems = Problems()
        assert [document.source.name for document in read_all(["org", "nowhere"], problems)] == ["org/b.yaml"]
        assert [problem.file for problem in problems] == ["nowhere", "org/a.yaml"]


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


class TestBounds:
    """Nothing outside the given paths is read."""

    @pytest.mark.parametrize("given_as", ["org", "org/link.yaml"])
    def test_a_link_that_leads_outside(self, org: Path, given_as: str) -> None:
        write(org.parent, outsider="x: 1")
        (org / "link.yaml").symlink_to("../outsider.yaml")
        problem = only(complaints(given_as))
        assert problem.message == "'org/link.yaml' is outside 'org'; goalcheck reads only below the given paths"

    def test_a_link_is_fine_where_its_target_was_given_too(self, org: Path) -> None:
        write(org.parent, shared="x: 1")
        (org / "link.yaml").symlink_to("../shared.yaml")
        assert names(["org", "shared.yaml"]) == ["org/link.yaml"]

    def test_a_neighbour_with_a_longer_name_is_outside(self, org: Path) -> None:
        (org.parent / "org-secret").mkdir()
        write(org.parent / "org-secret", a="x: 1")
        write(org, a="include: [../org-secret/a.yaml]")
        assert "outside 'org'" in only(complaints("org")).message

    @pytest.mark.parametrize(
        ("pattern", "message"),
        [
            ("../outsider.yaml", "'.' is outside 'org'"),
            ("../*.yaml", "'.' is outside 'org'"),
            ("sub/../../outsider.yaml", "'.' is outside 'org'"),
            ("/etc/passwd", "the pattern '/etc/passwd' is absolute"),
            ("linked/outsider.yaml", "'org/linked' is outside 'org'"),
            ("linked.yaml", "'org/linked.yaml' is outside 'org'"),
            ("*d.yaml", "'org/linked.yaml' is outside 'org'"),
            ("**/linked.yaml", "'org/linked.yaml' is outside 'org'"),
        ],
    )
    def test_an_include_that_leads_outside(self, org: Path, pattern: str, message: str) -> None:
        (org / "sub").mkdir()
        write(org.parent, outsider="x: 1")
        write(org, a=f"include: ['{pattern}']")
        (org / "linked").symlink_to("..", target_is_directory=True)
        (org / "linked.yaml").symlink_to("../outsider.yaml")
        problem = only(complaints("org/a.yaml"))
        assert problem.file == "org/a.yaml"
        assert problem.message.startswith(message)
        assert at(problem) == [(1, 11)]


class TestIncludes:
    def test_globs_are_relative_to_the_file_that_holds_them(self, org: Path) -> None:
        (org / "departments" / "deep").mkdir(parents=True)
        write(org, org="include: [departments/*.yaml]", other="x: 1")
        write(org / "departments", sales="include: [deep/it.yaml]", ops="x: 1", _not="x: 1")
        write(org / "departments" / "deep", it="x: 1", hr="x: 1")
        assert names(["org/org.yaml"]) == [
            "org/departments/_not.yaml",
            "org/departments/deep/it.yaml",
            "org/departments/ops.yaml",
            "org/departments/sales.yaml",
            "org/org.yaml",
        ]

    @pytest.mark.parametrize(
        ("pattern", "found"),
        [
            ("b.yaml", ["b"]),
            ("./b.yaml", ["b"]),
            ("sub/../b.yaml", ["b"]),
            ("?.yaml", ["b"]),
            ("[bc].yaml", ["b"]),
            ("[!a].yaml", ["b"]),
            ("*/c.yaml", ["sub/c"]),
            ("sub//c.yaml", ["sub/c"]),
            ("sub/c*", ["sub/c"]),
            ("**/*.yaml", ["b", "sub/c", "sub/deep/d"]),
            ("**", ["b", "sub/c", "sub/deep/d"]),
            ("sub/**", ["sub/c", "sub/deep/d"]),
            ("**/**/d.yaml", ["sub/deep/d"]),
            ("**/deep/*", ["sub/deep/d"]),
            (".h/*.yaml", [".h/e"]),
            ("link/*.yaml", ["link/d"]),
        ],
    )
    def test_patterns(self, org: Path, pattern: str, found: list[str]) -> None:
        (org / "sub" / "deep").mkdir(parents=True)
        (org / ".h").mkdir()
        write(org, a=f"include: ['{pattern}']", b="x: 1")
        write(org / "sub", c="x: 1")
        write(org / "sub" / "deep", d="x: 1")
        write(org / ".h", e="x: 1")
        (org / "link").symlink_to("sub/deep", target_is_directory=True)
        (org / "sub" / "again").symlink_to("..", target_is_directory=True)
        assert set(names(["org/a.yaml"])) == {"org/a.yaml", *(f"org/{name}.yaml" for name in found)}

    def test_a_pattern_may_climb_within_the_given_directory(self, org: Path) -> None:
        (org / "sub").mkdir()
        write(org / "sub", a="include: [../b.yaml]")
        write(org, b="x: 1")
        assert names(["org"]) == ["org/b.yaml", "org/sub/a.yaml"]
        assert names(["org/sub/a.yaml", "org/b.yaml"]) == ["org/b.yaml", "org/sub/a.yaml"]

    def test_a_linked_file_includes_from_where_it_really_stands(self, org: Path) -> None:
        (org / "sub").mkdir()
        write(org / "sub", a="include: [b.yaml]", b="x: 1")
        (org / "a.yaml").symlink_to("sub/a.yaml")
        assert names(["org/a.yaml"]) == ["org/a.yaml", "org/sub/b.yaml"]

    def test_the_document_keeps_its_include(self, org: Path) -> None:
        write(org, a="include: [b.yaml]", b="x: 1")
        assert read_all(["org/a.yaml"], Problems())[0] == {"include": ["b.yaml"]}

    @pytest.mark.parametrize("pattern", ["*.yaml", "a.yaml", "**"])
    def test_a_pattern_that_matches_its_own_file_ignores_it(self, org: Path, pattern: str) -> None:
        write(org, a=f"include: ['{pattern}']")
        assert names(["org"]) == ["org/a.yaml"]

    @pytest.mark.parametrize(
        ("value", "message", "column"),
        [
            ("[b.yaml]", "the pattern 'b.yaml' matches nothing", 11),
            ("[a.yaml, 'c*']", "the pattern 'c*' matches nothing", 19),
            ("[nowhere/*.yaml]", "the pattern 'nowhere/*.yaml' matches nothing", 11),
            ("['b[.yaml']", "the pattern 'b[.yaml' matches nothing", 11),
            ('["b\\0"]', "the pattern 'b\\x00' matches nothing", 11),
            ("[sub]", "this is a directory", 11),
            ("['']", "the pattern '' names no files", 11),
            ("[.]", "the pattern '.' names no files", 11),
            ("b.yaml", "this is no list of patterns", 10),
            ("{b: c}", "this is no list of patterns", 10),
            ("", "this is no list of patterns", 9),
            ("[1]", "this pattern is no text", 11),
            ("[[b]]", "this pattern is no text", 11),
            (f"[{'x' * 1001}]", "the pattern has 1,001 characters", 11),
        ],
    )
    def test_wrong_includes(self, org: Path, value: str, message: str, column: int) -> None:
        (org / "sub").mkdir()
        write(org, a=f"include: {value}")
        problem = only(complaints("org"))
        assert problem.message == message
        assert at(problem) == [(1, column)]

    def test_a_problem_in_an_included_file_names_that_file(self, org: Path) -> None:
        write(org, a="include: [b.yaml]", b="- x")
        assert [problem.file for problem in complaints("org/a.yaml")] == ["org/b.yaml"]

    def test_a_circle_is_shown_whole(self, org: Path) -> None:
        write(org, a="include: [b.yaml]", b="include: [d.yaml, c.yaml]", c="x: 1\ninclude: [a.yaml]", d="x: 1")
        problem = only(complaints("org/c.yaml"))
        assert problem.message == ("the includes go in a circle: org/a.yaml → org/b.yaml → org/c.yaml → org/a.yaml")
        assert (problem.file, at(problem)) == ("org/c.yaml", [(2, 11)])
        assert complaints("org") == [problem]

    def test_a_diamond_is_no_circle(self, org: Path) -> None:
        write(org, a="include: [b.yaml, c.yaml]", b="include: [d.yaml]", c="include: [d.yaml]", d="x: 1")
        assert len(names(["org/a.yaml"])) == 4

    def test_many_circles_are_not_all_listed(self, org: Path) -> None:
        write(org, **{f"f{number}": "include: ['*.yaml']" for number in range(30)})
        assert len(complaints("org")) == MAX_LOOPS

    def test_a_chain_of_includes_may_be_deeper_than_the_stack(self, org: Path) -> None:
        write(org, **{f"f{number}": f"include: [f{number + 1}.yaml]" for number in range(1_500)}, f1500="x: 1")
        assert len(names(["org/f0.yaml"])) == 1_501

    def test_patterns_share_a_budget(self, org: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(org, a="include: ['*.yaml', '**/*.yaml']", b="x: 1")
        monkeypatch.setattr(folders, "MAX_STEPS", 5)
        assert only(complaints("org/a.yaml")).message == "the include patterns look at more than 5 files"


class TestBytes:
    @pytest.mark.parametrize(
        ("raw", "message", "places"),
        [
            ("a: é".encode("utf-16"), "the file is encoded as UTF-16", []),
            ("a: é".encode("utf-16-le"), "the file is encoded as UTF-16", []),
            ("a: é".encode("utf-16-be"), "the file is encoded as UTF-16", []),
            ("a: é".encode("utf-32"), "the file is encoded as UTF-32", []),
            ("a: é".encode("utf-32-le"), "the file is encoded as UTF-32", []),
            ("a: é".encode("utf-32-be"), "the file is encoded as UTF-32", []),
            ("x: 1\n😀: né".encode() + b"\xe9!", "the byte 0xE9 is not valid UTF-8", [(2, 6)]),
            (b"\xef\xbb\xbfa: \xff", "the byte 0xFF is not valid UTF-8", [(1, 4)]),
            (b"a: \xed\xa0\x80", "the byte 0xED is not valid UTF-8", [(1, 4)]),
            (b"a: \xc0\x80", "the byte 0xC0 is not valid UTF-8", [(1, 4)]),
            (b"a: b\nc: \x00", "the character U+0000 is not allowed", [(2, 4)]),
        ],
    )
    def test_what_is_no_utf_8(self, org: Path, raw: bytes, message: str, places: list[tuple[int, int]]) -> None:
        (org / "a.yaml").write_bytes(raw)
        problem = only(complaints("org"))
        assert (problem.file, problem.message, at(problem)) == ("org/a.yaml", message, places)

    def test_a_byte_order_mark_is_no_part_of_the_text(self) -> None:
        source = decoding.decode("a.yaml", b"\xef\xbb\xbfa: 1", Problems())
        assert source is not None
        assert source.text == "a: 1"

    def test_the_line_of_a_bad_byte_is_shown(self) -> None:
        problems = Problems()
        assert decoding.decode("a.yaml", b"a: 1\nb: \xff2\n", problems) is None
        assert next(iter(problems)).places[0].text == "b: \ufffd2"


def test_without_the_c_parser_it_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x {b: [1, 'two', null]}\n'c': *x\né😀: |\n  text\n! d: 1"
    fast, problems = parse(Source("org.yaml", text), Problems()), wrong(text)
    monkeypatch.setattr(reader, "_Loader", yaml.SafeLoader)
    slow = parse(Source("org.yaml", text), Problems())
    assert wrong(text) == problems
    assert fast is not None
    assert slow == fast
    assert slow.marks == fast.marks
