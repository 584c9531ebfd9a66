"""The folder of the user in which goalcheck keeps what is no part of any organization: journals and locks.

It lies outside of what git transports, so that no commit can bring a journal along.
"""

from __future__ import annotations

import os
import sys

_BASE = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME"


def state_folder(kind: str) -> str | None:
    """The folder for one kind of files, which need not exist; None for a user without a home."""
    base = os.environ.get(_BASE, "")
    if not os.path.isabs(base):  # noqa: PTH117  # the XDG specification: a relative path counts as none
        base = os.path.join(os.path.expanduser("~"), ".local", "state")  # noqa: PTH111, PTH118
    return os.path.join(base, "goalcheck", kind) if os.path.isabs(base) else None  # noqa: PTH117, PTH118


def made_state_folder(kind: str) -> str:
    """The same folder, made where it is missing, for the user alone.

    Raises:
        OSError: it cannot be made.
    """
    folder = state_folder(kind)
    if folder is None:
        raise FileNotFoundError(2, "there is no home folder")
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
    return folder
