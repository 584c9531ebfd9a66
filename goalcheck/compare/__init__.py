"""Comparison of two organizations: everything that was declared otherwise, and what became of each finding.

`things` takes an organization apart, from the dataclasses of the model; `declarations` tells what differs, in `words`;
`reports` says what became of each finding, and `causes` which of the changes made it so, by `exchange`. `sameness`
compares values wherever they stand. Nothing here lists the fields of the model: a new one is compared and told.
"""
