"""Reads of what people sent."""
