"""Names that git's trees can hold and that no file of an organization has.

git writes and transports any name without NUL, and checks names only on the way to disk (verify_path and fsck in its
source). goalcheck never goes that way, and refuses the same names, so that a commit means the same here and there.
"""

from __future__ import annotations

import re

_INVISIBLE = dict.fromkeys([*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF])
"""Characters that HFS+ leaves out of names when it compares them."""

_GIT = re.compile(r"(?:\.git|git~1)[. ]*(?::.*)?", re.IGNORECASE | re.ASCII | re.DOTALL)
"""The repository's own folder as NTFS reads names: in any case, by its short name, with dots, spaces or a stream."""

_ABSOLUTE = re.compile(r"[A-Za-z]:")

MAX_SHOWN = 80
"""Characters of a refused name that a message shows."""


def is_usable(name: str) -> bool:
    """Tell if a name is one step down in a tree of files, on every system: no separator, no way up, no .git."""
    plain = name.translate(_INVISIBLE)
    steps_down = plain.strip(". ") and not {"/", "\\"} & set(name) and not _ABSOLUTE.match(name)
    return bool(steps_down) and not _GIT.fullmatch(plain)


def shown(name: str) -> str:
    """A name in a message: quoted, escaped and short."""
    return repr(name if len(name) <= MAX_SHOWN else f"{name[:MAX_SHOWN]}…")
