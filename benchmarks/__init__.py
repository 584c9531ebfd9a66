"""Benchmarks, run by hand: `python -m benchmarks.loading`, `.engine`, `.startup`, `.resolving` (see README.md)."""
