"""The sections of the documents made into parts of the organization, a file for each kind."""
