"""What was and what would be otherwise: organizations compared, with their own past too, and decisions written down."""
