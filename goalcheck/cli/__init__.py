"""The command line: options in, exit status out. No logic: it loads, analyzes, selects and renders."""
