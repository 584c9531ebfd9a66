"""The steps that build an organization from validated documents, one file for each kind of section."""
