"""The file from which a model learns: what people decided, in redacted words, and nobody's name."""

from uuid import UUID

import pytest

from evidence.text.reading.decided import read_decisions
from heard.feedback.models import Piece, Submission, Text, Tone
from heard.insight.actions import decide_themes
from heard.insight.decided import write_decisions
from heard.insight.models import DrawnPiece, RandomDraw
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.feedback import PieceFactory
from tests.factories.insight import READ_AT, decided_piece, theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(tmp_path):
    def _written():
        inputs = write_decisions(tmp_path / "decisions.csv")
        return inputs, read_decisions(tmp_path / "decisions.csv").comments

    return _written


def test_a_decided_piece_stands_there_with_its_themes_and_tone_in_redacted_words(written) -> None:
    piece = decided_piece("timeliness", "parking", words="We waited.", tone=Tone.BAD)
    Text.objects.filter(piece=piece).update(redacted="We waited for [name] and\n“waited”, rang [phone].")

    inputs, (comment,) = written()

    assert inputs == {piece.submission_id}
    assert comment.labels == {"timeliness", "parking"}
    assert comment.tone == 4
    assert comment.text.split() == ["We", "waited", "for", "and", "“waited”,", "rang", "."]
    assert str(piece.submission_id) not in comment.respondent


def test_a_decision_that_no_theme_is_there_teaches_too_and_an_undecided_piece_does_not(written) -> None:
    decided_piece(words="Nothing to say.")
    PieceFactory.create(words="We waited.", redacted=True)
    _, comments = written()
    assert [comment.labels for comment in comments] == [frozenset()]


def test_a_drawn_piece_that_somebody_went_through_and_found_nothing_in_teaches_too(written) -> None:
    piece = PieceFactory.create(words="All as it should be.", redacted=True)
    draw = RandomDraw.objects.create(campaign=CampaignFactory.create(), seed="s", share=1, drawn_at=READ_AT)
    drawn = DrawnPiece.objects.create(draw=draw, piece=piece)
    assert written()[1] == ()
    DrawnPiece.objects.filter(pk=drawn.pk).update(themes_decided_at=READ_AT)
    assert [comment.labels for comment in written()[1]] == [frozenset()]


def test_only_standing_decisions_count_and_each_organisation_has_its_own(written) -> None:
    piece = decided_piece("timeliness", words="We waited.")
    one, other = piece.submission.organisation, OrganisationFactory.create()
    for organisation, codes in ((one, ["parking"]), (other, ["timeliness"])):
        present = [theme(code).pk for code in codes]
        decide_themes(piece=piece, organisation=organisation, present=present, by=UserFactory.create(), now=READ_AT)

    inputs, comments = written()

    assert sorted(" ".join(comment.labels) for comment in comments) == ["parking", "timeliness"]
    assert len({comment.respondent for comment in comments}) == len(inputs) == 1


@pytest.mark.parametrize("column", ["withdrawn_at", "objected_at", "set_aside_at", "erased_at", "is_test"])
def test_what_may_not_be_used_is_left_out(written, column) -> None:
    piece = decided_piece("timeliness", words="We waited.")
    value = True if column == "is_test" else READ_AT
    Submission.objects.filter(pk=piece.submission_id).update(**{column: value})
    assert written() == (set[UUID](), ())


def test_what_is_not_english_is_left_out(written) -> None:
    piece = decided_piece("timeliness", words="Czekaliśmy.")
    Piece.objects.filter(pk=piece.pk).update(other_language="pl")
    assert written()[1] == ()
