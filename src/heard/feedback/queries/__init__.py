"""Reads of what people sent."""

from heard.feedback.queries.access import READERS, piece_for, pieces_for, pieces_seen_by

__all__ = ["READERS", "piece_for", "pieces_for", "pieces_seen_by"]
