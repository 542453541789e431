"""Pages of feedback, as values: those of the public form, and those of staff."""
