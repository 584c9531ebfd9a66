"""From a result to text, one file for each format. Nothing here prints, reads or analyzes.

Text from an organization's files is untrusted: every format makes it safe with its own function in `safe`.
"""
