"""From the text of one file to values with positions, straight from the parser's events.

Building from events, without PyYAML's nodes and constructors in between, is what makes reading fast, and what keeps
merge keys, tags, dates and deep nesting from ever being evaluated. Must not know where texts come from or what they
mean to goalcheck.

Marks are packed in place (line << 32 | column) rather than by a function: a call for each would double the time.
"""

from __future__ import annotations

from array import array
from itertools import repeat, starmap
from operator import length_hint
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from goalcheck.files.room import ReadingRoom
from goalcheck.files.scalars import MAX_NUMBER_CHARACTERS, WORDS, LongNumberError, resolve
from goalcheck.files.syntax import explain
from goalcheck.files.tree import MappingNode, SequenceNode, location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goalcheck.files.problems import Problems
    from goalcheck.files.tree import Source, Value
    from goalcheck.source import Location

MAX_DEPTH: Final = 40
"""Levels of nesting in a file; libyaml crashes at 24,900 and needs quadratic time on the way there."""

MAX_ANCHORS: Final = 100_000
"""Anchors in a file; what each of them names is kept to the end of it."""

MAX_SCALAR: Final = 20_000
"""Characters in one text."""

ORGANIZATION_KEYS: Final = ("version", "departments")
"""Keys that are named where a file is no mapping at all."""

_PARSER_LIMIT: Final = "exceeded maximum nesting depth"
"""The parser's words for its own limit on nesting (1,000 levels from PyYAML 6.0.4 on)."""

_UNKNOWN: Final[Any] = object()

# Without their types, in which each mark could be missing; the parsers always give them.
_SCALAR: Final[Any] = ScalarEvent
_ALIAS: Final[Any] = AliasEvent

# The C parser where PyYAML was built with it: ten times faster, the same events.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StoppedError(Exception):
    """The file exceeds a limit; the problem is noted and the rest is not worth reading."""


class _FullError(Exception):
    """The file has more nodes than it may."""


class _Anchored(NamedTuple):
    """The value of an anchor; `raw` is its text if it can be a key, `nodes` the cost of each alias."""

    value: Value
    raw: str | None
    nodes: int


def parse(
    source: Source, problems: Problems, keys: tuple[str, str] = ORGANIZATION_KEYS, room: ReadingRoom | None = None
) -> MappingNode | None:
    """Read one document; None where it is not even a mapping, with the reason among the problems.

    Args:
        room: what there is for all files together, where this is one of several.
    """
    room = room or ReadingRoom()
    limit = room.enter(source)
    # Counting in C: a counter in Python would cost more than the parser.
    steps = repeat((), limit)
    builder = None
    try:
        builder = _Builder(source, problems, starmap(_Loader(source.text).get_event, steps), limit)
        return builder.document(keys)
    except (StopIteration, _FullError):
        room.refuse(source.name, limit, problems)
    except _StoppedError:
        pass
    except (yaml.YAMLError, UnicodeError) as error:
        _refuse(error, source, problems)
    finally:
        room.used += max(limit - length_hint(steps), builder.nodes if builder else 0)
    return None


def _events(source: Source, end: int) -> Iterator[Any]:
    """The events of the beginning of a text."""
    return starmap(_Loader(source.text[:end]).get_event, repeat(()))


def _refuse(error: yaml.YAMLError | UnicodeError, source: Source, problems: Problems) -> None:
    """Note what ended the reading; the limit of the parser on nesting is told as ours, which is lower."""
    if getattr(error, "problem", None) == _PARSER_LIMIT:
        try:
            _refuse_depth(source, problems, _first_too_deep(source, error))
        except yaml.YAMLError as nearer:
            error = nearer
        else:
            return
    explain(error, source, problems)


def _first_too_deep(source: Source, error: Any) -> Any:
    """The event of the first collection below MAX_DEPTH, where the parser stopped at its own limit.

    The parser looks up to 1,024 characters ahead, so that its limit speaks before the events of the levels above it
    have been handed out. The text before that place is within the limit of the parser and gives these events.

    Raises:
        YAMLError: that text is wrong before it is too deep.
    """
    depth = 0
    for event in _events(source, error.problem_mark.index):
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            return event
    raise error


def _refuse_depth(source: Source, problems: Problems, event: Any) -> None:
    if not problems.skip():
        message = f"this is nested more than {MAX_DEPTH} levels deep"
        problems.add(source.name, message, "a flatter file", source.excerpt(_span(source, event)))


class _Builder:
    """Builds the values of one document from its events."""

    def __init__(self, source: Source, problems: Problems, events: Iterator[Any], limit: int) -> None:
        self.source = source
        self.problems = problems
        self.events = events
        self.nodes = 0
        self.limit = limit
        self.names: dict[str, str] = {}
        self.scalars: dict[str, Value] = dict(WORDS)
        self.anchors: dict[str, _Anchored | None] = {}

    def document(self, keys: tuple[str, str]) -> MappingNode | None:
        """Build the only document of the file."""
        expected = f"a mapping with keys such as '{keys[0]}' and '{keys[1]}'"
        next(self.events)
        start = next(self.events)
        event = start if type(start) is StreamEndEvent else next(self.events)
        if type(event) is StreamEndEvent or _is_nothing(event):
            self.problems.add(self.source.name, "the file is empty", expected)
            return None
        value, _ = self._value(event, 0)
        next(self.events)
        self._expect_end(next(self.events))
        if isinstance(value, MappingNode):
            return value
        kind = "a list" if isinstance(value, SequenceNode) else "a single value"
        self._add(_span(self.source, event), f"the file holds {kind}", expected)
        return None

    def _expect_end(self, event: Any) -> None:
        if type(event) is DocumentStartEvent:
            self._add(_span(self.source, event), "a second document starts here", "one document in each file")

    def _value(self, event: Any, depth: int) -> tuple[Value, int]:
        """Build a value; with it comes the packed position of its end."""
        if type(event) is _ALIAS:
            return self._alias(event)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._add(_span(self.source, event), f"the tag {tag!r} is not supported", "a value without a tag")
        if event.anchor is None:
            return self._content(event, depth)
        if len(self.anchors) >= MAX_ANCHORS:
            self._add(_span(self.source, event), f"there are more than {MAX_ANCHORS:,} anchors", "fewer anchors")
            raise _StoppedError
        # Unnamed again while it is open: an alias in there would make a value that holds itself.
        self.anchors[event.anchor], before = None, self.nodes
        value, end = self._content(event, depth)
        raw = event.value if type(event) is _SCALAR else None
        self.anchors[event.anchor] = _Anchored(value, raw, self.nodes - before)
        return value, end

    def _content(self, event: Any, depth: int) -> tuple[Value, int]:
        if type(event) is _SCALAR:
            mark = event.end_mark
            return self._scalar(event), mark.line << 32 | mark.column
        if depth >= MAX_DEPTH:
            _refuse_depth(self.source, self.problems, event)
            raise _StoppedError
        if type(event) is MappingStartEvent:
            return self._mapping(event, depth + 1)
        return self._sequence(event, depth + 1)

    # Longer than a function should be: what each of millions of entries passes through stays in one place, without
    # calls for keys and values that were met before.
    def _mapping(self, opening: SequenceStartEvent | MappingStartEvent, depth: int) -> tuple[Value, int]:
        node, end, before = MappingNode(self.source), 0, self.nodes
        marks: list[int] = []
        repeated: list[tuple[str, Any]] = []
        events, names, scalars = self.events, self.names, self.scalars
        for key in events:
            if type(key) is MappingEndEvent:
                break
            if type(key) is _SCALAR and key.value in names and key.anchor is None and key.tag is None:
                name: str | None = names[key.value]
            else:
                name = self._key(key, depth)
            event = next(events)
            if (
                type(event) is _SCALAR
                and not event.style
                and (value := scalars.get(event.value, _UNKNOWN)) is not _UNKNOWN
                and event.anchor is None
                and event.tag is None
            ):
                mark = event.end_mark
                end = mark.line << 32 | mark.column
            else:
                value, end = self._value(event, depth)
            if name is None:
                continue
            if name in node:
                repeated.append((name, key))
            else:
                node[name] = value
                first, last, start = key.start_mark, key.end_mark, event.start_mark
                marks += (
                    first.line << 32 | first.column,
                    last.line << 32 | last.column,
                    start.line << 32 | start.column,
                    end,
                )
        else:
            raise _FullError
        if marks:
            node.marks = array("q", marks)
        self._count(2 * len(node) + 1)
        node.size = self.nodes - before
        if repeated:
            self._refuse_repeated(node, repeated)
        # The end of a collection without brackets is only noticed at the next token, often lines further down.
        return node, _end(key) if opening.flow_style else end

    def _sequence(self, opening: SequenceStartEvent | MappingStartEvent, depth: int) -> tuple[Value, int]:
        node, end, before = SequenceNode(self.source), 0, self.nodes
        marks: list[int] = []
        for event in self.events:
            if type(event) is SequenceEndEvent:
                break
            value, end = self._value(event, depth)
            node.append(value)
            start = event.start_mark
            marks += (start.line << 32 | start.column, end)
        else:
            raise _FullError
        if marks:
            node.marks = array("q", marks)
        self._count(len(node) + 1)
        node.size = self.nodes - before
        return node, _end(event) if opening.flow_style else end

    def _key(self, event: Any, depth: int) -> str | None:
        """Read the text of a key; None for what cannot be one, which is read to its end all the same."""
        if type(event) is _ALIAS:
            anchored = self.anchors.get(event.anchor)
            value, _ = self._alias(event)
            name = anchored.raw if anchored else None
            if anchored and name is None:
                self._refuse_key(event, value)
            return name
        value, _ = self._value(event, depth)
        if type(event) is not _SCALAR:
            self._refuse_key(event, value)
            return None
        return self._plain_key(event)

    def _plain_key(self, event: Any) -> str | None:
        name: str = event.value
        if name == "<<" and not event.style:
            self._add(_span(self.source, event), "merge keys ('<<') are not supported", "the fields written out")
            return None
        if len(name) <= MAX_SCALAR:
            self.names[name] = name
        return name

    def _refuse_key(self, event: Any, value: Value) -> None:
        kind = "a list" if isinstance(value, SequenceNode) else "a mapping"
        self._add(_span(self.source, event), f"{kind} stands where a key should be", "a text as the key")

    def _refuse_repeated(self, node: MappingNode, repeated: list[tuple[str, Any]]) -> None:
        positions = {name: 4 * index for index, name in enumerate(node)}
        for name, key in repeated:
            if self.problems.skip():
                continue
            at = positions[name]
            first = location(self.source, node.marks[at], node.marks[at + 1])
            self.problems.add(
                self.source.name,
                f"the key {_short(name)} is declared twice",
                "each key once in a mapping",
                self.source.excerpt(_span(self.source, key)),
                self.source.excerpt(first, "first declared here"),
            )

    def _scalar(self, event: Any) -> str | int | float | bool | None:
        text: str = event.value
        if len(text) > MAX_SCALAR:
            message = f"this text has {len(text):,} characters"
            self._add(_span(self.source, event), message, f"at most {MAX_SCALAR:,}")
            return text[:MAX_SCALAR]
        if event.style:
            return text
        try:
            value = resolve(text)
        except LongNumberError:
            message = f"this number has {len(text):,} characters"
            self._add(_span(self.source, event), message, f"at most {MAX_NUMBER_CHARACTERS}, or quotes around a text")
            return text
        self.scalars[text] = value
        return value

    def _alias(self, event: Any) -> tuple[Value, int]:
        anchored = self.anchors.get(event.anchor)
        if anchored is not None:
            self._count(anchored.nodes)
            return anchored.value, _end(event)
        if event.anchor in self.anchors:
            message, expected = f"the alias {_short('*' + event.anchor)} stands inside what it names", "no such circle"
        else:
            message = f"the alias {_short('*' + event.anchor)} has no anchor before it"
            expected = f"{_short('&' + event.anchor)} further up in this file"
        self._add(_span(self.source, event), message, expected)
        return None, _end(event)

    def _count(self, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > self.limit:
            raise _FullError

    def _add(self, place: Location, message: str, expected: str) -> None:
        if not self.problems.skip():
            self.problems.add(self.source.name, message, expected, self.source.excerpt(place))


def _is_nothing(event: Any) -> bool:
    return type(event) is _SCALAR and not event.value and not event.style


def _end(event: Any) -> int:
    mark = event.end_mark
    return mark.line << 32 | mark.column  # type: ignore[no-any-return]  # a Mark of the C parser has no type


def _span(source: Source, event: Any) -> Location:
    mark = event.start_mark
    return location(source, mark.line << 32 | mark.column, _end(event))


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:80] + "…")
