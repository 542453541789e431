"""Models of insight: what methods read and suggest, what people decide, and what they code apart from each other."""

from heard.insight.models.coding import Choosing, Coder, Coding, CodingItem, CodingSet
from heard.insight.models.reading import (
    Aspect,
    DrawnPiece,
    RandomDraw,
    Reading,
    ReadingModel,
    ReadingModelInput,
    ReadingModelQuerySet,
    Suggestion,
    SuggestionQuerySet,
    Theme,
    ThemeDecision,
    ThemeFramework,
    ToneDecision,
)

__all__ = [
    "Aspect",
    "Choosing",
    "Coder",
    "Coding",
    "CodingItem",
    "CodingSet",
    "DrawnPiece",
    "RandomDraw",
    "Reading",
    "ReadingModel",
    "ReadingModelInput",
    "ReadingModelQuerySet",
    "Suggestion",
    "SuggestionQuerySet",
    "Theme",
    "ThemeDecision",
    "ThemeFramework",
    "ToneDecision",
]
