"""What would be otherwise: organizations compared with each other and with their own past."""
