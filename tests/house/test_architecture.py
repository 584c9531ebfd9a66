"""docs/ARCHITECTURE.md tells of what there is: paths, names, folders; and a word stands for one class."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
PACKAGE = ROOT / "goalcheck"

WORDS = [
    *("organization", "department", "objective", "customer", "outcome", "driver", "effect", "chain", "push", "help"),
    *("harm", "tension", "pressure", "conflict", "hurter", "protector", "knot", "story", "finding", "change", "option"),
    *("claim", "decision", "scorecard"),
]
"""The words of DESIGN 2."""

UNTOLD = {"goalcheck", "goalcheck/cli/template", "goalcheck/render/meeting/templates"}
"""The package itself, and folders of files that are no code."""


def named_paths() -> list[str]:
    return sorted(set(re.findall(r"`(goalcheck/[\w/.]*)`", PAGE)))


def named_objects() -> list[str]:
    return sorted(set(re.findall(r"`(goalcheck(?:\.\w+)+)`", PAGE)) - {"goalcheck.yaml"})


def folders() -> list[str]:
    return sorted({path.parent.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py")})


def public_classes() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, module


def glossary() -> dict[str, str | None]:
    """The words of the first table, each with the full name of its class if it has one."""
    rows = re.findall(r"(?m)^\| (\w+) \| (`\w+`|none[^|]*) \| (?:`([\w.]+)`)? ?\|$", PAGE)
    return {word: f"{module}.{name.strip('`')}" if name.startswith("`") else None for word, name, module in rows}


@pytest.mark.parametrize("path", named_paths())
def test_every_path_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", named_objects())
def test_every_name_is_there(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    if (ROOT / name.replace(".", "/")).is_dir() or (ROOT / f"{name.replace('.', '/')}.py").is_file():
        import_module(name)
    else:
        assert hasattr(import_module(module), attribute)


@pytest.mark.parametrize("folder", [each for each in folders() if each not in UNTOLD])
def test_every_folder_has_its_paragraph(folder: str) -> None:
    at_the_top = folder.count("/") == 1
    assert f"**`{folder}/`**" in PAGE if at_the_top else f"`{folder}/`" in PAGE


def test_every_file_at_the_top_is_told() -> None:
    files = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert {name for name in files if f"`goalcheck/{name}`" not in PAGE} == set()


def test_the_glossary_has_the_words_of_the_design() -> None:
    assert list(glossary()) == WORDS


def test_each_word_stands_for_one_class() -> None:
    classes = defaultdict(set)
    for name, module in public_classes():
        classes[name.lower()].add(f"{module}.{name}")
    for word, owner in glossary().items():
        if owner is None:
            assert not classes[word], f"'{word}' is said to have no class"
        else:
            assert classes[word] == {owner}


def test_no_two_public_classes_share_a_name() -> None:
    modules = defaultdict(list)
    for name, module in public_classes():
        modules[name].append(module)
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}


def test_every_link_of_the_pages_leads_somewhere() -> None:
    for page in ("README.md", "docs/ARCHITECTURE.md", "docs/CONTRIBUTING.md"):
        folder = (ROOT / page).parent
        links = re.findall(r"\]\((?!http|#)([^)#]+)", (ROOT / page).read_text("utf-8"))
        assert [link for link in links if not (folder / Path(link)).exists()] == []
