"""The texts of commands on a terminal, a file for each result that is told."""
