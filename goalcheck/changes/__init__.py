"""Changes that nobody has written yet, as plain data: what each says in words, and what it makes of an organization.

A kind of change is one file in `kinds`; all else here serves every kind and knows none. `change` says what a kind must
declare, `registry` collects them, `apply` makes changes one after the other, `option_syntax` and the change file are
the two ways to say them, and `patching` writes them into the files of an organization.
"""

from __future__ import annotations

from goalcheck.changes.apply import apply, in_words
from goalcheck.changes.change import CannotChange, Change

__all__ = ["CannotChange", "Change", "apply", "in_words"]
