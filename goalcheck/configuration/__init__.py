"""The configuration of a repository: which organizations are in it, and how each is checked.

It stands in `goalcheck.yaml`, or under `[tool.goalcheck]` in `pyproject.toml`, in the folder that the commands are run
in or in the nearest one above, up to the top of the repository. A configuration can come with a pull request: its paths
lead nowhere but below its own folder, and nothing in it is run.

- `form` is how the file is written, as pydantic checks it;
- `toml` makes of a TOML table what the reader of YAML makes of a file: values with places;
- `configured` is what the file says, with its paths followed;
- `lookup` finds the file, reads it, and says what is wrong in it.
"""

from __future__ import annotations

from goalcheck.configuration.configured import CheckTerms, Configuration, ConfiguredOrganization, from_here
from goalcheck.configuration.lookup import configuration_of, terms_of

__all__ = ["CheckTerms", "Configuration", "ConfiguredOrganization", "configuration_of", "from_here", "terms_of"]
