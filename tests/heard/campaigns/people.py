"""Visitors and small campaigns that the tests of this folder share."""

from django.test import Client

from heard.accounts.models import Role
from heard.campaigns.models import Campaign, Form, FormPage, Question
from tests.factories.accounts import member
from tests.factories.campaigns import FormFactory, QuestionSetFactory

PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0 Mobile Safari/537.36"


def a_visitor(user_agent: str = PHONE) -> Client:
    """Return a browser that says what it is, as browsers do."""
    return Client(headers={"user-agent": user_agent})


def a_form_with_a_question(campaign: Campaign, **words: object) -> Form:
    """Return a form of the campaign that can be offered."""
    form = FormFactory.create(campaign=campaign, **words)
    question_set = QuestionSetFactory.create(form=form)
    page = FormPage.objects.create(question_set=question_set, position=1, slug="words")
    Question.objects.create(
        question_set=question_set, page=page, position=1, slug="words", kind="TEXT", binding="WORDS"
    )
    return form


def a_manager_of(campaign: Campaign) -> Client:
    """Return the browser of someone who manages the campaign."""
    client = Client()
    client.force_login(member(Role.CAMPAIGN_MANAGER, campaign.owner))
    return client
