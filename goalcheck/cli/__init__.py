"""The command line: options in, exit status out. It loads, analyzes, selects and renders, and decides nothing."""
