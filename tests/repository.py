"""A real git repository for tests, with a small organization in it: two departments, two files, three old conflicts."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from textwrap import dedent

ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_DATE": "2026-08-01T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-08-01T12:00:00Z",
}

FILES = {
    "org/org.yaml": """
        version: 1
        organization: {name: Canal Post, period: 2026-H2}
        include: [departments/*.yaml, decisions.yaml]
        outcomes:
          fast-parcel: {name: Parcels arrive the next day, importance: 5}
          kind-counter: {name: Somebody has time at the counter, importance: 5}
          low-price: {name: Stamps stay cheap, importance: 4}
          open-office: {name: The office near me stays open, importance: 4}
        departments:
          company: {lead: Director}
        settings:
          rules: {GC205: off, GC206: off, GC208: off, GC210: off, GC302: off, GC303: off, GC502: off}
        """,
    "org/departments/counters.yaml": """
        departments:
          counters:
            part_of: company
            objectives:
              more-time:
                name: Ten minutes for everybody
                affects:
                  kind-counter: strongly helps
              every-village:
                name: An office in every village
                affects:
                  open-office: strongly helps
                  low-price: hurts
        """,
    "org/departments/finance.yaml": """
        departments:
          finance:
            part_of: company
            objectives:
              cheap-stamp:
                name: Keep the price of a stamp
                affects:
                  low-price: strongly helps
                  open-office: hurts
              fewer-staff:
                name: Do it with fewer people
                affects:
                  low-price: helps
        """,
    "org/departments/parcels.yaml": """
        departments:
          parcels:
            part_of: company
            objectives:
              next-day:
                name: Every parcel the next day
                affects:
                  fast-parcel: strongly helps
                  kind-counter: slightly hurts
        """,
    "org/decisions.yaml": """
        # What the directors decided.
        decisions:
          - {between: [counters.every-village, finance.cheap-stamp], decision: accepted, by: Director,
             reason: villages vote, until: 2026-12-31}
          - {between: [counters.every-village, finance.fewer-staff], decision: accepted, by: Director,
             reason: villages vote, until: 2026-12-31}
          - {between: [counters.more-time, parcels.next-day], decision: accepted, by: Director,
             reason: parcels pay their way, until: 2026-10-31}
        """,
}


class GitRepository:
    """A folder under git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607 - the git of whoever runs the tests
            cwd=self.folder,
            env={**os.environ, **ENVIRONMENT},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def start(self, files: dict[str, str]) -> None:
        """Make a repository whose main holds these files."""
        self.git("init", "-q", "-b", "main")
        for name, text in files.items():
            self.write(name, text)
        self.commit("Start")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def commit(self, message: str = "Change") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def line(self, name: str, text: str) -> int:
        """The number of the first line that holds a text."""
        lines = (self.folder / name).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if text in line)
