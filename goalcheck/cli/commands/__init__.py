"""One file for each command, whole: its options, help, examples and the work; no command knows another.

To add a command: a file named like it, with a function of that name and its `EXAMPLES`, and the name in `COMMANDS` of
`goalcheck.cli.app`. The list of commands imports every file for its summary, so that what is costly to import is
imported inside the functions that need it.
"""
