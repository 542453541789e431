"""Quotes: chosen from the redacted copy, lapsed when it changes, gone with the case."""

import pytest

from heard.accounts.models import AuditLine
from heard.casework.actions import NoSuchPassage, choose_quote, drop_quote, hide_words
from heard.casework.models import Case, Quote
from heard.casework.queries.quoting import QuoteQuery, quotes_for, quotes_of, quotes_on
from heard.feedback.models import Consent, Recipient
from heard.insight.actions import NoSuchTheme
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import OPENED_AT, CaseFactory, QuoteFactory, caseworker
from tests.factories.feedback import consents_to
from tests.factories.insight import theme

pytestmark = pytest.mark.django_db

WORDS = "The nurse Ann was kind\nbut we waited four hours."


@pytest.fixture
def organisation():
    return OrganisationFactory.create()


@pytest.fixture
def worker(organisation):
    return caseworker(organisation)


@pytest.fixture
def case(organisation):
    return CaseFactory.create(
        organisation=organisation, words=WORDS, consents=consents_to(organisation, publication=True)
    )


def choose(case, worker, passage: str, **fields) -> Quote:
    return choose_quote(case=case, passage=passage, theme=fields.get("theme"), by=worker, now=OPENED_AT)


def test_a_passage_is_kept_by_its_place_and_not_by_its_words(case, worker):
    quote = choose(case, worker, "kind but we waited")

    assert [one.words for one in quotes_on(case=case)] == ["kind\nbut we waited"]
    assert "waited" not in str(Quote.objects.filter(pk=quote.pk).values().get())
    assert "waited" not in str(AuditLine.objects.get(code="casework.quote.chosen").detail)


def test_chosen_again_it_takes_the_theme_given_last(case, worker):
    choose(case, worker, "waited four hours")
    choose(case, worker, "waited four hours", theme=theme().pk)

    assert Quote.objects.get().theme == theme()


@pytest.mark.parametrize("passage", ["waited five hours", "[name]", "  ", "hours. The nurse"])
def test_words_that_do_not_stand_there_are_no_quote(case, worker, passage):
    with pytest.raises(NoSuchPassage):
        choose(case, worker, passage)


def test_a_theme_of_no_framework_is_refused(case, worker):
    with pytest.raises(NoSuchTheme):
        choose(case, worker, "was kind", theme=0)


def test_once_more_is_hidden_the_quote_lapses_and_shows_nothing(case, worker):
    choose(case, worker, "nurse Ann was kind")

    hide_words(case=case, words="Ann", kind="name", by=worker, now=OPENED_AT)

    assert [one.words for one in quotes_on(case=case)] == [""]


def test_quotes_say_whether_they_may_be_published_as_consent_stands(case, worker, organisation):
    choose(case, worker, "was kind")
    publishable = QuoteQuery(is_publishable=True)

    assert [one.is_publishable for one in quotes_of(organisation=organisation, asked=publishable)] == [True]
    Consent.objects.filter(piece=case.piece, recipient=Recipient.PUBLICATION).update(narrowed_at=OPENED_AT)

    assert quotes_of(organisation=organisation, asked=publishable) == ()
    assert [one.is_publishable for one in quotes_of(organisation=organisation, asked=QuoteQuery())] == [False]


def test_without_the_consent_to_see_the_piece_there_is_no_quote(case, worker, organisation):
    choose(case, worker, "was kind")
    Consent.objects.filter(piece=case.piece, organisation=organisation).update(narrowed_at=OPENED_AT)

    assert quotes_of(organisation=organisation, asked=QuoteQuery()) == ()
    assert not quotes_for(user=worker).exists()


def test_quotes_are_listed_by_theme_and_campaign(case, worker, organisation):
    QuoteFactory.create(case=CaseFactory.create(organisation=organisation))
    themed = choose(case, worker, "was kind", theme=theme().pk)

    of_theme = quotes_of(organisation=organisation, asked=QuoteQuery(theme="timeliness"))

    assert [one.quote for one in of_theme] == [themed]
    assert quotes_of(organisation=organisation, asked=QuoteQuery(campaign="none")) == ()


def test_a_quote_is_let_go_and_goes_with_its_case(case, worker):
    drop_quote(quote=choose(case, worker, "was kind"), by=worker, now=OPENED_AT)
    assert not Quote.objects.exists()
    assert AuditLine.objects.filter(code="casework.quote.dropped").exists()

    choose(case, worker, "was kind")
    Case.objects.filter(pk=case.pk).delete()

    assert not Quote.objects.exists()
