"""Positions, the place at a cursor, and where ids stand: what the server's answers rest on."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from lsprotocol.types import Position, PositionEncodingKind

from goalcheck.files import MappingNode, Problems, Source, parse
from goalcheck.lsp.cursor import spot_at
from goalcheck.lsp.index import IdPlace, Index, KnownThing, PlacesByDocument
from goalcheck.lsp.shapes import DOCUMENT, Fields, Listed, Mapped, Shape, alternatives
from goalcheck.lsp.texts import BufferText, minimal_change
from goalcheck.model.expected_values import fields
from goalcheck.source import Location
from goalcheck.warm import WarmOrganization

EXAMPLES = Path(__file__).parents[2] / "examples"
HARD = "\ufeffa: 1\r\nb\u2028c: '\U0001f6b4x'\rd\x85e\n\n  f"


@pytest.mark.parametrize("encoding", [*PositionEncodingKind])
def test_every_character_has_a_position_that_leads_back_to_it(encoding: PositionEncodingKind) -> None:
    text = BufferText(HARD, encoding)
    for index, character in enumerate(HARD):
        if HARD[index - 1 : index + 1] != "\r\n":
            assert text.index_at(text.position(index)) == index, character
    for index in range(1, len(HARD)):
        assert text.index(*text.line_and_column(index)) == index


def test_lines_are_those_of_the_editor_and_columns_its_units() -> None:
    place = HARD.index("x'")
    assert BufferText(HARD).position(place) == Position(1, 8)
    assert BufferText(HARD, PositionEncodingKind.Utf8).position(place) == Position(1, 12)
    assert BufferText(HARD).range(Location("", 3, 5, 3, 7)).start == Position(1, 6)
    assert BufferText("").position(0) == Position(0, 0)


def test_a_place_behind_the_end_is_the_end() -> None:
    assert BufferText("a\nb").index_at(Position(9, 9)) == 3
    assert BufferText("a\nb").index_at(Position(0, 9)) == 1
    assert BufferText("a\nb").index(7, 1) == 3


@pytest.mark.parametrize(
    ("before", "after"), [("", "a"), ("aaa", "aa"), ("abc", "axc"), ("same", "same"), ("abab", "ab")]
)
def test_the_change_between_two_texts_makes_the_one_of_the_other(before: str, after: str) -> None:
    start, end, text = minimal_change(before, after)
    assert before[:start] + text + before[end:] == after


def paths_of(node: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Location, str]]:
    """The keys of a document with what leads to their mappings, and where they stand."""
    found = []
    if isinstance(node, MappingNode):
        for (key, value), place in zip(node.items(), node.key_locations(), strict=True):
            found += [(path, place, key), *paths_of(value, (*path, key))]
    elif isinstance(node, list):
        for item in node:
            found += paths_of(item, (*path, 0))
    return found


@pytest.mark.parametrize(
    "file", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda file: file.relative_to(EXAMPLES).as_posix()
)
def test_the_cursor_finds_every_key_of_every_example_by_its_text_alone(file: Path) -> None:
    source = Source(file.name, file.read_text("utf-8"))
    document = parse(source, Problems())
    text = BufferText(source.text)
    keys = paths_of(document)
    for path, place, key in Random(1).sample(keys, min(len(keys), 60)):  # noqa: S311
        start = text.index(place.line, place.column)
        if source.text[start] not in "\"'":
            spot = spot_at(source.text, start + 1)
            assert spot.path == path
            assert spot.role in ("key", "either")
            assert spot.word == key


@pytest.mark.parametrize(
    ("text", "path", "role"),
    [
        ("", (), "key"),
        ("a:\n  b: |\n    c: ", ("a", "b"), "text"),
        ("a:\n  b: |\n    c\n  ", ("a",), "key"),
        ("a: {b: [c, {d: ", ("a", "b", 0, "d"), "value"),
        ("a: {b: 1, 'c d': ", ("a", "c d"), "value"),
        ("a: {b: {c: 1}, ", ("a",), "key"),
        ("a: [b,\n  c, ", ("a", 0), "either"),
        ("a:\n- b: 1\n  c:\n  - ", ("a", 0, "c", 0), "either"),
        ("a: 1 # b", ("a",), "text"),
        ("a: 'b: ", ("a",), "value"),
        ("---\na:\n  ", ("a",), "key"),
        ("a: }]}{", ("a",), "value"),
    ],
)
def test_the_place_in_half_written_text(text: str, path: tuple[str | int, ...], role: str) -> None:
    spot = spot_at(text, len(text))
    assert (spot.path, spot.role) == (path, role)


def test_no_text_is_too_strange_for_the_cursor() -> None:
    random = Random(5)  # noqa: S311
    for _ in range(500):
        text = "".join(random.choice("a:-{}[],'\"#|> \n\r\\&*") for _ in range(random.randrange(40)))
        for index in range(len(text) + 1):
            assert spot_at(text, index).word in text


def test_every_id_of_an_example_leads_to_its_declaration() -> None:
    kept = WarmOrganization([EXAMPLES / "northline"])
    organization = kept.load()
    index = PlacesByDocument().index(kept.documents)
    for kind in ("goals", "customers", "outcomes", "drivers", "metrics", "resources", "departments", "objectives"):
        for key, entry in getattr(organization, kind).items():
            assert index.declared[KnownThing(kind, key)].location == entry.location
    named = {each for objective in organization.objectives.values() for each in objective.effects}
    places = {place.location for places in index.by_thing.values() for place in places}
    assert {each.location for each in named} <= places
    assert all(index.meaning_of(each) for each in places_of_all(index))


def places_of_all(index: Index) -> list[IdPlace]:
    """All places of an index, but for names that stand for no thing of the files."""
    return [each for group in index._places for each in group if each.text != "team"]


def described(shape: Shape, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The fields that the shapes know, each with what leads to it."""
    found: list[tuple[str | int, ...]] = []
    for each in alternatives(shape):
        if isinstance(each, Fields):
            for name, inner in each.fields.items():
                found += [(*path, name), *described(inner, (*path, name))]
        elif isinstance(each, Mapped):
            found += described(each.value, (*path, "x"))
        elif isinstance(each, Listed):
            found += described(each.item, (*path, 0))
    return found


def test_the_shapes_know_fields_of_the_format_alone() -> None:
    for path in described(DOCUMENT):
        if not isinstance(path[-1], int):
            assert path[-1] in fields(path[:-1]), path
