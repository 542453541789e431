"""Comments as people write them, from a grammar, each with its truth: themes, tone, risk and identifiers."""

from evidence.worlds.comments.tellers import Dialect, Surface, Teller, Voice
from evidence.worlds.comments.themes import THEMES, theme_code
from evidence.worlds.comments.writing import Comment, Span, Writer

__all__ = [
    "THEMES",
    "Comment",
    "Dialect",
    "Span",
    "Surface",
    "Teller",
    "Voice",
    "Writer",
    "theme_code",
]
