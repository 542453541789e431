"""Views of feedback: the public form, and the pages of staff."""
