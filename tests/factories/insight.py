"""Makes what methods suggested and people decided, for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from heard.feedback.models import Piece
from heard.insight.actions import load_framework
from heard.insight.actions.coding import SetIn, start_coding
from heard.insight.models import Aspect, Choosing, CodingSet, Suggestion, Theme, ThemeDecision, ToneDecision
from tests.factories.accounts import UserFactory
from tests.factories.feedback import PieceFactory

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


def decided_piece(*codes: str, words: str, tone: str = "", **fields: Any) -> Piece:
    """Return a redacted piece of a new person with a decision on its themes and, where given, on its tone."""
    piece: Piece = PieceFactory.create(words=words, redacted=True, **fields)
    by = UserFactory.create()
    organisation = piece.submission.organisation
    rows = [theme(code) for code in codes] or [theme("parking")]
    ThemeDecision.objects.bulk_create(
        ThemeDecision(
            piece=piece,
            theme=row,
            organisation=organisation,
            is_present=bool(codes),
            decided_by=by,
            decided_at=READ_AT,
        )
        for row in rows
    )
    if tone:
        ToneDecision.objects.create(
            piece=piece, organisation=organisation, tone=tone, decided_by=by, decided_at=READ_AT
        )
    return piece


class CodingSetFactory(DjangoModelFactory[CodingSet]):
    """A set of the pieces of `cases`, all of one organisation, that the `coders` code."""

    class Meta:
        model = CodingSet

    @classmethod
    def _create(cls, model_class: type[CodingSet], *args: Any, **kwargs: Any) -> CodingSet:
        cases: Sequence[Any] = kwargs.pop("cases")
        load_framework(now=READ_AT)
        wanted = SetIn(
            organisation=cases[0].organisation,
            campaign=None,
            choosing=kwargs.pop("choosing", Choosing.RANDOM),
            seed=1,
            pieces=[case.piece_id for case in cases],
            coders=kwargs["coders"],
        )
        return start_coding(wanted=wanted, by=kwargs["coders"][0], now=READ_AT)
