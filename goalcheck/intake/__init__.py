"""Intake: material of other programs (tables, matrices, models) becomes a draft, and the draft becomes files.

`sheets` has cells with their places, and the readers beside it make them of files; `columns` says what each column is;
`table` makes a draft of rows; `yaml_text` writes a new organization of it and `updating` the differences into one that
is there. What is not understood is told in the `account`, with its place: nothing is lost without a word.
"""
