"""The ways out of the conflicts as text, Markdown and JSON, from the same parts."""
