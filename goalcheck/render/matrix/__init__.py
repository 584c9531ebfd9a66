"""The matrices, camps and their words as text, CSV, Markdown, SVG and JSON."""
