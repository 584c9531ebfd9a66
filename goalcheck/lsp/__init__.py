"""The language server: what is known of an organization, at the place that somebody edits.

The only package that knows pygls and lsprotocol. Files of an editor come from anywhere: what is read from them is text
until `goalcheck.render.safe` has made it safe, and nothing that stands in them ends the server.
"""
