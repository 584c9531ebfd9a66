"""From a result to text, one file for each format. Nothing here prints, reads or analyzes.

At the top are what all share, the formats of an analysis that stand for themselves, and results that one file tells in
all their formats (`difference`, `portrait`, `rules`). The rest is in folders:

- `terminal`   what the commands say on a terminal
- `ci`         SARIF, JUnit, GitHub and GitLab
- `matrix`, `picture`, `resolution`   a result of its own each, in all its formats
- `meeting`    the report for a meeting

Text from an organization's files is untrusted: every format makes it safe with its own function in `safe`.
"""
