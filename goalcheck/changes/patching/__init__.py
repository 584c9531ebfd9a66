"""Patching: changes written into the files, as the least edits after which these say what they shall.

`patch` has the four edits as data and what a kind declares to write; `writers` those that several kinds share, and
`effects` the one of effects; `writing` runs them over what differs between two organizations.
"""
