import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.feedback.models import Piece, Text
from heard.feedback.search import install, matching, rebuild
from tests.factories.feedback import PieceFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def found(words):
    return {text.redacted for text in Text.objects.filter(piece__in=Piece.objects.filter(matching(words=words)))}


@pytest.fixture
def pieces():
    for words in (
        "The nurses were kind to my mother",
        "We waited hours for an ambulance",
        "A kind receptionist, [name]",
    ):
        PieceFactory.create(words=words, redacted=True)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("kind", 2),
        ("KIND nurse", 1),
        ("nurse kind", 1),
        ("waiting", 1),
        ("hour ambulances", 1),
        ('"kind to my mother"', 1),
        ('"mother kind"', 0),
        ("“kind to” nurses", 1),
        ("ambul*", 1),
        ("recept* kind", 1),
        ("kin*", 2),
        ("eleph*", 0),
        ("elephant", 0),
        ("kind elephant", 0),
    ],
)
def test_every_word_asked_for_is_found_in_any_order_and_inflection(pieces, words, count):
    assert len(found(words)) == count


def test_nothing_typed_is_no_filter(pieces):
    assert len(found("  ")) == 3


@pytest.mark.parametrize("words", ["!!!", '""', "' -- ; /*", "()", "***", "\x00"])
def test_typing_without_a_word_in_it_finds_nothing(pieces, words):
    assert found(words) == set()


@pytest.mark.parametrize(
    "words",
    [
        'kind" OR "x',
        "kind OR nurses",
        "NOT kind",
        "kind*",
        "redacted:kind",
        "kind NEAR nurses",
        "'; DROP TABLE x",
        "kind & | ! <-> nurses",
        "%s %(x)s",
        "a AND",
        "^kind",
        "{kind}",
        "kind\\",
    ],
)
def test_operators_are_only_words(pieces, words):
    found(words)
    assert Text.objects.count() == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_whatever_is_typed_is_safe(words):
    list(Piece.objects.filter(matching(words=words)))


def test_only_redacted_words_are_indexed():
    PieceFactory.create(words="Marmalade")
    assert found("marmalade") == set()


def test_the_index_follows_a_text_that_is_redacted_anew():
    text = PieceFactory.create(words="Marmalade on toast", redacted=True).texts.get()
    text.redacted = "Toast alone"
    text.save()
    assert found("marmalade") == set()
    assert found("toast alone") == {"Toast alone"}
    text.redacted = ""
    text.save()
    assert found("toast") == set()


def test_the_index_forgets_what_is_erased():
    submission = SubmissionFactory.create(words="Marmalade", redacted=True)
    submission.delete()
    assert found("marmalade") == set()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO feedback_text_search(feedback_text_search) VALUES ('integrity-check')")


def test_it_joins_a_filter_of_its_own():
    mine, theirs = (PieceFactory.create(words="Kind words", redacted=True) for _ in range(2))
    organisation = mine.submission.organisation
    assert list(Piece.objects.filter(matching(words="kind"), submission__organisation=organisation)) == [mine]
    assert set(Piece.objects.filter(matching(words="kind"))) == {mine, theirs}


@pytest.mark.django_db(transaction=True)
def test_adding_the_index_again_and_reading_all_again_change_nothing(pieces):
    install(connection)
    rebuild(connection)
    assert len(found("kind")) == 2
