"""Pictures for the first page of a report: sound ones, spoiled ones, and such that try to be more than a picture."""

from __future__ import annotations

import struct
import zlib
from random import Random

from fuzz.noise import broken

SVGS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>',
    "<svg/>",
    "<svg",
    '<?xml version="1.0"?><!-- <svg -->',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/><image href="http://x.example/a"/></svg>',
    '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="-1" height="nan"/>',
    "<svg>" + "<g>" * 3_000,
)


def logo(random: Random) -> bytes:
    """The bytes of one logo."""
    kind = random.random()
    if kind < 0.35:
        made = random.choice(SVGS).encode()
    elif kind < 0.75:
        made = png(*random.choice(((1, 1), (2, 3), (0, 0), (4096, 1), (4097, 1), (2**31, 2**31))))
    elif kind < 0.9:
        made = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
    else:
        made = random.randbytes(random.choice((0, 10, 100)))
    return broken(made, random) if random.random() < 0.3 else made


def png(width: int, height: int) -> bytes:
    """A PNG that says it has this size, and has the pixels where they are few."""
    rows = (b"\0" + b"\xff" * 3 * width) * height if width * height < 10_000 else b""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
