"""`python -m tests.fuzz`: run until the time is over; exit status 1 where anything failed."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from fuzz.cli import main

sys.exit(main())
