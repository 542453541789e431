from datetime import UTC, datetime

import pytest

from evidence.journey import Question
from evidence.journey.kinds import VALUES_OF
from evidence.journey.questions import Binding
from heard.campaigns.questions.actions import add_question_set, freeze, reword
from heard.campaigns.questions.queries import data_of, digest_of, pages_of
from heard.feedback.models import About, Tone
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory, FormFactory, PartnerFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)


def made(template: str = "regulator"):
    campaign = CampaignFactory.create()
    form = FormFactory.create(campaign=campaign, organisation=OrganisationFactory.create(name="The Inspectorate"))
    return add_question_set(form=form, template=template, by=None, now=NOW)


def question(question_set, slug: str) -> Question:
    return next(one for page in pages_of(question_set) for one in page.questions if one.slug == slug)


def test_the_values_that_columns_keep_are_the_values_that_questions_offer() -> None:
    assert VALUES_OF[Binding.TONE] == set(Tone.values)
    assert VALUES_OF[Binding.ABOUT] == set(About.values)


class TestRecipients:
    def test_are_the_campaigns_other_organisations_the_service_and_the_public(self) -> None:
        questions = made()
        other = FormFactory.create(
            campaign=questions.form.campaign, organisation=OrganisationFactory.create(slug="net")
        )
        offered = {option.value: option.label for option in question(questions, "share-with").options}
        assert list(offered) == ["organisation:net", "provider", "publication"]
        assert offered["organisation:net"] == other.organisation.name

    def test_do_not_name_the_organisation_whose_form_it_is(self) -> None:
        assert [one.value for one in question(made(), "share-with").options] == ["provider", "publication"]


class TestPartners:
    def test_are_those_of_the_campaign(self) -> None:
        questions = made()
        charity = OrganisationFactory.create(name="Carers Together", slug="carers-together")
        PartnerFactory.create(campaign=questions.form.campaign, organisation=charity)
        assert [one.value for one in question(questions, "how-you-heard").options] == [
            "carers-together",
            "another",
            "no",
        ]

    def test_are_not_asked_for_where_there_are_none(self) -> None:
        assert question(made(), "how-you-heard").options == ()


def test_words_name_the_organisation() -> None:
    assert question(made(), "share-with").hint.startswith("The Inspectorate reads it.")


def test_words_that_a_manager_wrote_are_shown_as_written() -> None:
    questions = made()
    reword(question_set=questions, words={"tone": {"label": "Good or bad?"}}, by=None, now=NOW)
    assert question(questions, "tone").label == "Good or bad?"


@pytest.mark.slow
def test_a_form_is_read_with_few_queries(django_assert_max_num_queries) -> None:
    questions = made()
    with django_assert_max_num_queries(4):
        pages_of(questions)


def test_frozen_questions_are_read_from_the_database_once(django_assert_num_queries) -> None:
    questions = made()
    freeze(question_set=questions, by=None, now=NOW)
    first = pages_of(questions)
    with django_assert_num_queries(2):  # the campaign's organisations and partners, who may change
        assert pages_of(questions) == first


def test_frozen_questions_name_an_organisation_that_joins_later() -> None:
    questions = made()
    freeze(question_set=questions, by=None, now=NOW)
    pages_of(questions)
    FormFactory.create(campaign=questions.form.campaign, organisation=OrganisationFactory.create(slug="late"))
    assert "organisation:late" in [one.value for one in question(questions, "share-with").options]


def test_the_digest_shows_that_nothing_changed_since() -> None:
    questions = made()
    freeze(question_set=questions, by=None, now=NOW)
    assert questions.digest == digest_of(data_of(questions))
    questions.questions.filter(slug="tone").update(data={"label": "Changed by hand"})
    assert questions.digest != digest_of(data_of(questions))
