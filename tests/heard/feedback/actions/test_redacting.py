from datetime import UTC, datetime

import pytest
from django.db import connection

from heard.accounts.models import AuditLine
from heard.feedback.actions.redacting import CopyChanged, NothingToHide, keep_redacted, redact_further
from heard.feedback.models import Likeness, Piece, Text
from heard.feedback.search import matching
from tests.factories.accounts import UserFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)
SECRET = "Wilhelmina"


@pytest.fixture
def piece() -> Piece:
    return SubmissionFactory.create(words=f"{SECRET} on ward 6 was unkind.", redacted=True).pieces.get()


def hide(piece: Piece, words: str = SECRET, kind: str = "name") -> int:
    return redact_further(
        texts=list(piece.texts.all()),
        about=piece,
        words=words,
        kind=kind,
        by=UserFactory.create(),
        organisation=piece.submission.organisation,
        now=NOW,
    )


def test_the_words_are_gone_from_the_copy_and_from_the_search(piece):
    assert Piece.objects.filter(matching(words=SECRET)).exists()
    assert hide(piece) == 1
    assert piece.texts.get().redacted == "[name] on ward 6 was unkind."
    assert not Piece.objects.filter(matching(words=SECRET)).exists()
    assert Piece.objects.filter(matching(words="unkind")).exists()


def test_who_did_it_is_written_down_and_the_words_nowhere(piece):
    hide(piece)
    line = AuditLine.objects.get(code="feedback.text.redacted_further")
    assert line.detail == {"kind": "name", "places": 1}
    assert line.subject_id == str(piece.pk)
    text = piece.texts.get()
    assert (text.pinned_at, text.copy_version) == (NOW, 1)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if not table.startswith("feedback_text_search"):
                cursor.execute(f'SELECT * FROM "{table}"')
                assert SECRET not in repr(cursor.fetchall()), table


def test_words_that_are_not_there_are_refused_and_pin_nothing(piece):
    with pytest.raises(NothingToHide):
        hide(piece, words="Rosa")
    assert piece.texts.get().pinned_at is None


def test_the_second_of_two_people_is_told_and_loses_nothing(piece):
    hide(piece)
    with pytest.raises(NothingToHide):
        hide(piece)
    hide(piece, words="ward 6", kind="hidden")
    assert piece.texts.get().redacted == "[name] on [hidden] was unkind."


def test_the_piece_is_compared_anew(piece):
    Likeness.objects.create(piece=piece, key=1, received_at=NOW)
    Piece.objects.filter(pk=piece.pk).update(compared_at=NOW)
    hide(piece)
    assert not Likeness.objects.exists()
    assert Piece.objects.get(pk=piece.pk).compared_at is None


def test_a_method_that_began_before_does_not_bring_the_words_back(piece):
    text = piece.texts.get()
    hide(piece)
    with pytest.raises(CopyChanged):
        keep_redacted(copies={text.pk: text.redacted}, versions={text.pk: text.copy_version}, method="m", now=NOW)
    assert SECRET not in Text.objects.get(pk=text.pk).redacted
