"""Text in, records out: every record knows its file and line."""
