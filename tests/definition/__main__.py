"""`python -m tests.definition`: run until the time is over; exit status 1 where anything differs."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from definition.cli import main

sys.exit(main())
