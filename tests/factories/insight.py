"""Makes what methods suggested and people decided, for tests."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from heard.insight.actions import load_framework
from heard.insight.models import Aspect, Suggestion, Theme

READ_AT = datetime(2020, 9, 14, 10, 31, tzinfo=UTC)


def theme(code: str = "timeliness") -> Theme:
    """Return a theme of the shipped framework, loaded where it is not yet."""
    load_framework(now=READ_AT)
    return Theme.objects.get(framework__is_current=True, code=code)


class SuggestionFactory(DjangoModelFactory[Suggestion]):
    """A sign of harm that a method found in a piece; give `aspect` and `theme` or `value` for another."""

    class Meta:
        model = Suggestion

    piece = factory.SubFactory("tests.factories.feedback.PieceFactory")
    aspect = Aspect.RISK
    value = "neglect"
    method = "lexicon"
    method_version = "1"
    score = 0.8
    why = "The words may speak of neglect."
    suggested_at = READ_AT
