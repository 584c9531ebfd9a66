"""Organizations as they were and as they might be: comparisons, revisions in git, ways out, and new decisions."""
