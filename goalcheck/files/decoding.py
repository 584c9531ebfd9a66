"""From the bytes of a file to its text, or to the reason why they are no text.

Must not know YAML or how the bytes were read.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from goalcheck.files.foreign import YAML_ADVICE, foreign_kind
from goalcheck.files.merge_markers import refuse_merge
from goalcheck.files.tree import Source, location

if TYPE_CHECKING:
    from goalcheck.files.problems import Problems

_EXPECTED: Final = "a text file saved as UTF-8"

# UTF-32 first: its little-endian mark starts with that of UTF-16. After the marks, "a" as each encoding writes it
# without one, where the letter may be any.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_ZEROS: Final = {
    (True, True, True, False): "UTF-32",
    (False, True, True, True): "UTF-32",
    (True, False, True, False): "UTF-16",
    (False, True, False, True): "UTF-16",
}


def decode(name: str, raw: bytes, problems: Problems, *, advice: str = YAML_ADVICE) -> Source | None:
    """Give the text of a file; None where it has none, with the reason among the problems.

    Args:
        advice: what would be right in place of a file of another program.
    """
    kind = foreign_kind(name, raw)
    if kind:
        problems.add(name, f"the file is {kind}", advice)
        return None
    encoding = _wide_encoding(raw)
    if encoding:
        problems.add(name, f"the file is encoded as {encoding}", _EXPECTED)
        return None
    try:
        source = Source(name, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        _refuse_byte(name, raw, error.start, problems)
        return None
    return None if refuse_merge(source, problems) else source


def _wide_encoding(raw: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    return _ZEROS.get(tuple(byte == 0 for byte in raw[:4]))  # type: ignore[arg-type]  # shorter files are no key


def _refuse_byte(name: str, raw: bytes, index: int, problems: Problems) -> None:
    # The replacement characters keep the columns of what stands before the byte and make the line showable.
    source = Source(name, raw.decode("utf-8", "replace"))
    before = Source(name, raw[:index].decode("utf-8"))
    start = before.position(len(before.text))
    place = source.excerpt(location(source, start, start + 1))
    problems.add(name, f"the byte 0x{raw[index]:02X} is not valid UTF-8", _EXPECTED, place)
