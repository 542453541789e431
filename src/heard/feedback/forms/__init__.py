"""Forms of feedback: what was sent is read and checked, and nothing is written."""
