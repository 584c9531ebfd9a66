"""What to ask next, and the forms that ask it, in all their formats."""
