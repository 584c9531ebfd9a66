"""The report for a meeting: one content in words (`content`, made by `telling`), laid out as HTML, PDF and Markdown."""

from goalcheck.render.meeting.telling import tell

__all__ = ["tell"]
