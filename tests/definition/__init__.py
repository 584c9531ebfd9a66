"""The program's whole answer beside the definition, on random organizations with all sections, for as long as wished.

`python -m tests.definition --seconds 3600 --seed N`; what differs is made small by hypothesis.
"""
