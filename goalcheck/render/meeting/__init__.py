"""The report for a meeting: one content in words (`content`, made by `telling`), laid out as HTML, PDF and Markdown."""
