"""Prints the lowest versions that pyproject.toml declares, each as a constraint for pip."""

import re
import sys
import tomllib
from pathlib import Path


def lowest(project: dict[str, object]) -> list[str]:
    """The pins of all dependencies and extras; `name>=1.2` becomes `name==1.2`."""
    extras: dict[str, list[str]] = project["optional-dependencies"]  # type: ignore[assignment]
    declared: list[str] = project["dependencies"]  # type: ignore[assignment]
    every = [*declared, *(each for extra in extras.values() for each in extra)]
    return sorted({each.replace(">=", "==") for each in every if not re.match(r"goalcheck\[", each)})


if __name__ == "__main__":
    file = Path(__file__).parent.parent / "pyproject.toml"
    sys.stdout.write("".join(f"{pin}\n" for pin in lowest(tomllib.loads(file.read_text("utf-8"))["project"])))
