"""One file for each command. What is costly to import is imported when the command runs."""
