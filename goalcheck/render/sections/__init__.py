"""Subjects, each told once as blocks of a document; they know no format and make no text safe."""
