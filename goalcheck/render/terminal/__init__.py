"""What the commands say on a terminal, a file for each thing that is told."""
