"""Questions of a form in other languages: kept with the version that they belong to."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from heard.campaigns.models import Form, QuestionSet
from heard.campaigns.queries import current_question_set
from heard.campaigns.questions import actions, queries
from heard.design import clock
from tests.factories.campaigns import FormFactory
from tests.heard.campaigns.people import a_manager_of

pytestmark = pytest.mark.django_db

LABEL = "آپ نے کتنا انتظار کیا؟"


@pytest.fixture
def form() -> Form:
    made: Form = FormFactory.create()
    question_set = actions.add_question_set(form=made, template="network", by=None, now=clock.now())
    data = {"slug": "wait", "kind": "text", "label": "How long did you wait at {organisation}?"}
    actions.add_question(question_set=question_set, page="wait", data=data, by=None, now=clock.now())
    return made


def translated(question_set: QuestionSet, words: str = LABEL, language: str = "ur") -> QuestionSet:
    return actions.translate(
        question_set=question_set, language=language, words={"wait": {"label": words}}, by=None, now=clock.now()
    )


def label(question_set: QuestionSet, language: str) -> str:
    with override(language):
        pages = queries.pages_of(question_set)
    return next(question.label for page in pages for question in page.questions if question.slug == "wait")


def test_a_question_is_asked_in_the_readers_language_and_in_english_without_a_translation(form: Form) -> None:
    question_set = translated(current_question_set(form))
    name = form.organisation.short_name or form.organisation.name
    assert label(question_set, "ur") == LABEL
    assert label(question_set, "pl") == f"How long did you wait at {name}?"
    assert label(question_set, "en-gb") == f"How long did you wait at {name}?"


def test_shipped_questions_come_translated(form: Form) -> None:
    with override("pl"):
        pages = queries.pages_of(current_question_set(form))
    assert pages[0].questions[0].label == "Z jakiej placówki lub usługi korzystasz Ty lub ktoś, kogo znasz?"


def test_once_fixed_a_translation_makes_the_next_version_and_the_old_one_stands(form: Form) -> None:
    first = current_question_set(form)
    actions.freeze(question_set=first, by=None, now=clock.now())
    first.refresh_from_db()

    second = translated(first)

    assert (second.version, bool(second.frozen_at)) == (first.version + 1, True)
    assert second.digest != first.digest
    assert label(second, "ur") == LABEL
    assert label(first, "ur").startswith("How long")


def test_a_translation_stands_only_while_its_english_does(form: Form) -> None:
    question_set = translated(current_question_set(form))
    actions.reword(question_set=question_set, words={"wait": {"label": "Did you wait?"}}, by=None, now=clock.now())
    assert label(question_set, "ur") == "Did you wait?"


def test_words_that_are_not_there_cannot_be_translated(form: Form) -> None:
    with pytest.raises(actions.NothingToReword):
        actions.translate(
            question_set=current_question_set(form),
            language="ur",
            words={"wait": {"options.GOOD.label": "x"}},
            by=None,
            now=clock.now(),
        )


@pytest.mark.slow
def test_a_manager_translates_a_page_beside_its_english_and_keeps_the_names_places(form: Form) -> None:
    address = reverse("campaigns:translate_page", args=[form.campaign.slug, form.slug, "wait", "ur"])
    manager = a_manager_of(form.campaign)
    page = BeautifulSoup(manager.get(address).content, "html.parser")
    sent = {str(field["name"]): str(field.get("value", "")) for field in page.select("main input[name]")}

    lost = manager.post(address, {**sent, "wait.label": LABEL})
    assert lost.status_code == 422
    assert "Keep {organisation}" in lost.content.decode()

    kept = manager.post(address, {**sent, "wait.label": f"{LABEL} {{organisation}}"})
    assert kept.status_code == 302
    assert label(current_question_set(form), "ur").startswith(LABEL)
