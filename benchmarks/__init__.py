"""Benchmarks, run by hand: `python -m benchmarks.loading`, `.engine`, `.startup` (see README.md)."""
