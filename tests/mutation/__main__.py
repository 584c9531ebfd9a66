"""`python -m tests.mutation`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mutation.cli import main

sys.exit(main())
