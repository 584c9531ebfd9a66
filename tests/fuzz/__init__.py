"""A structural fuzzer: inputs drawn from the published schemas, spoiled in many ways, given to every command.

Seeded and reproducible: `python -m tests.fuzz --seconds 3600 --seed N`. A case that fails is made small and saved, and
`--replay FILE` runs it again.
"""
