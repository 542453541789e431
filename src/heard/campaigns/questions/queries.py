"""Reads of a form's questions: rows become pages that evidence.journey can walk."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext

from evidence.journey import Page, load_pages
from heard.campaigns.models import FormPage, Question, QuestionSet
from heard.campaigns.questions.templates.shared import (
    ANOTHER_PARTNER,
    NO_PARTNER,
    ORGANISATION_HINT,
    PROVIDER_OPTION,
    PUBLICATION_OPTION,
)
from heard.campaigns.questions.wording import LISTS_OF_WORDS, WORDS

RESERVED_SLUGS = frozenset(
    {"start", "services", "check-answers", "tell-us-now", "sent", "clear-my-answers", "remove", "add"}
)
"""Slugs that a page of questions cannot take, because the form's own pages have them."""

Data = dict[str, Any]


def pages_of(question_set: QuestionSet) -> tuple[Page, ...]:
    """Return the pages of a question set in the reader's language, with the campaign's own names and choices put in.

    Raises evidence.journey.BrokenForm where the rows make no form.
    """
    form = question_set.form
    names = {
        "{organisation}": form.organisation.short_name or form.organisation.name,
        "{campaign}": form.campaign.title,
        "{phone}": form.campaign.contact_phone,
    }
    choices = _Choices(question_set)
    pages = [_said(_page_data(page, choices), names) for page in _rows(question_set)]
    return load_pages(pages, reserved=RESERVED_SLUGS)


def data_of(question_set: QuestionSet) -> list[Data]:
    """Return the pages as the data that they were made from, words unchanged."""
    return [_plain_page_data(page) for page in _rows(question_set)]


def questions_by_slug(question_set: QuestionSet) -> dict[str, Question]:
    """Return the rows of a question set's questions."""
    return {question.slug: question for question in question_set.questions.all()}


class _Choices:
    """The choices that a campaign's own records give, looked up once and only where a question asks for them."""

    def __init__(self, question_set: QuestionSet) -> None:
        self._form = question_set.form

    def for_source(self, source: str) -> list[Data]:
        return {"recipients": self._recipients, "partners": self._partners}[source]()

    def _recipients(self) -> list[Data]:
        others = (
            self._form.campaign.forms.exclude(organisation=self._form.organisation_id)
            .select_related("organisation")
            .order_by("organisation__name")
        )
        named = {form.organisation.slug: form.organisation.name for form in others}
        organisations = [
            {"value": f"organisation:{slug}", "label": name, "hint": ORGANISATION_HINT} for slug, name in named.items()
        ]
        return [*organisations, PROVIDER_OPTION, PUBLICATION_OPTION]

    def _partners(self) -> list[Data]:
        partners = self._form.campaign.partners.select_related("organisation").order_by("organisation__name")
        named = [
            {"value": partner.organisation.slug, "label": partner.organisation.name}
            for partner in partners
            if partner.organisation_id != self._form.organisation_id
        ]
        others = [{"value": "another", "label": ANOTHER_PARTNER}, {"value": "no", "label": NO_PARTNER}]
        return [*named, *others] if named else []


def _rows(question_set: QuestionSet) -> list[FormPage]:
    questions = Prefetch("questions", queryset=Question.objects.order_by("position", "pk"))
    return list(question_set.pages.order_by("position").prefetch_related(questions))


def _plain_page_data(page: FormPage) -> Data:
    questions = [
        {**question.data, "slug": question.slug, "kind": question.kind, "binding": question.binding}
        for question in page.questions.all()
    ]
    return {**page.data, "slug": page.slug, **({"questions": questions} if questions else {})}


def _page_data(page: FormPage, choices: _Choices) -> Data:
    data = _plain_page_data(page)
    for question in data.get("questions", ()):
        if "options_from" in question:
            question["options"] = choices.for_source(question["options_from"])
    return data


def _said(data: Mapping[str, Any], names: Mapping[str, str]) -> Data:
    """Return the data with each word in the reader's language, and names in their places."""

    def say(words: str) -> str:
        words = gettext(words) if words else words
        for place, name in names.items():
            words = words.replace(place, name)
        return words

    def walk(key: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {inner: walk(inner, one) for inner, one in value.items()}
        if isinstance(value, list | tuple):
            return [say(one) if key in LISTS_OF_WORDS else walk(key, one) for one in value]
        return say(value) if key in WORDS and isinstance(value, str) else value

    said: Data = walk("", data)
    return said
