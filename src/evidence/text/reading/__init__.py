"""Themes and tone of what people wrote, with how sure the model is and the words that told it."""

from evidence.text.reading.reader import Found, Read, read, shipped

__all__ = ["Found", "Read", "read", "shipped"]
