"""A mutation run by coverage: the program with one thing wrong, and whether the tests that execute it notice.

`python -m tests.mutation goalcheck/rules --seconds 600 --seed N`, by hand. The tests that cover each line are measured
once by coverage.py and kept in a file.
"""
