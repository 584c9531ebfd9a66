"""Answers to forms brought home: read from what people send back, and written into the files of an organization.

`reading` knows the formats, `planning` what an answer becomes and where it stands, and what is only told.
"""
