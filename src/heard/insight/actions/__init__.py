"""Writes of insight: the framework, the readings of methods, the decisions of people, random draws for them."""

from heard.insight.actions.deciding import NoSuchTheme, decide_themes, decide_tone
from heard.insight.actions.drawing import draw_pieces
from heard.insight.actions.frameworks import load_framework
from heard.insight.actions.reading import CouldNotRead, read_claim
from heard.insight.actions.rereading import hand_over_again
from heard.insight.actions.theming import forget_telling_words, read_themes

__all__ = [
    "CouldNotRead",
    "NoSuchTheme",
    "decide_themes",
    "decide_tone",
    "draw_pieces",
    "forget_telling_words",
    "hand_over_again",
    "load_framework",
    "read_claim",
    "read_themes",
]
