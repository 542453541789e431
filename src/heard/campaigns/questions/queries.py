"""Reads of a form's questions: rows become pages that evidence.journey can walk."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language, gettext

from evidence.journey import CHECK, Page, load_pages
from heard.accounts.models import Organisation
from heard.accounts.queries import keeper_of, public_name, public_short_name
from heard.campaigns.models import Form, FormPage, Question, QuestionSet
from heard.campaigns.questions.templates import TEMPLATES
from heard.campaigns.questions.templates.shared import (
    ANOTHER_PARTNER,
    NO_PARTNER,
    ORGANISATION_HINT,
    PROVIDER_OPTION,
    PUBLICATION_OPTION,
)
from heard.campaigns.questions.wording import LISTS_OF_WORDS, WORDS, translated
from heard.campaigns.translating import Reader
from heard.design.errors import NotFound
from heard.design.languages import ENGLISH

RESERVED_SLUGS = frozenset(
    {"start", "services", "check-answers", "tell-us-now", "sent", "clear-my-answers", "remove", "add"}
)
"""Slugs that a page of questions cannot take, because the form's own pages have them."""

Data = dict[str, Any]


def pages_of(question_set: QuestionSet) -> tuple[Page, ...]:
    """Return the pages of a question set in the reader's language, with the campaign's own names and choices put in.

    What is frozen is read from the database once, and kept under its digest. Raises evidence.journey.BrokenForm where
    the rows make no form.
    """
    form = question_set.form
    names = {
        "{organisation}": public_short_name(organisation=form.organisation),
        "{campaign}": Reader(form.campaign).say("title", form.campaign.title),
        "{phone}": form.campaign.contact_phone,
    }
    data = _frozen_data(question_set) if question_set.digest else data_of(question_set)
    choices = {source: _choices_from(source, form) for source in _sources(data)}
    if not question_set.digest:
        return _pages(data, names, choices)
    key = (question_set.digest, get_language(), *names.values(), json.dumps(choices))
    if key not in _built:
        if len(_built) >= _MOST_KEPT:
            _built.clear()
        _built[key] = _pages(data, names, choices)
    return _built[key]


def data_of(question_set: QuestionSet) -> list[Data]:
    """Return the pages as the data that they were made from, words unchanged."""
    return [_page_data(page) for page in _rows(question_set)]


def digest_of(data: list[Data]) -> str:
    """Return the SHA-256 of a question set's data, in hexadecimal digits."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def questions_by_slug(question_set: QuestionSet) -> dict[str, Question]:
    """Return the rows of a question set's questions."""
    return {question.slug: question for question in question_set.questions.all()}


def versions_of(*, form: Form) -> QuerySet[QuestionSet]:
    """Return every version of a form's questions, the newest first."""
    return form.question_sets.order_by("-version")


def page_data_of(*, question_set: QuestionSet, slug: str) -> Data:
    """Return one page as the data that it was made from; raise NotFound where there is none."""
    for page in data_of(question_set):
        if page["slug"] == slug:
            return page
    raise NotFound


def question_of(*, question_set: QuestionSet, slug: str) -> Question:
    """Return one question's row; raise NotFound where there is none."""
    question = question_set.questions.filter(slug=slug).select_related("page", "question_set").first()
    if question is None:
        raise NotFound
    return question


def added_slugs(question_set: QuestionSet) -> frozenset[str]:
    """Return the slugs of the questions that were added to those of the template."""
    template = TEMPLATES.get(question_set.template)
    shipped = {one["slug"] for page in (template.pages if template else ()) for one in page.get("questions", ())}
    return frozenset(questions_by_slug(question_set)) - shipped


def taken_slugs(question_set: QuestionSet) -> frozenset[str]:
    """Return the slugs that a new question and its page cannot have."""
    pages = question_set.pages.values_list("slug", flat=True)
    return frozenset(pages) | frozenset(questions_by_slug(question_set)) | RESERVED_SLUGS | {CHECK}


_MOST_KEPT = 200
_frozen: dict[str, list[Data]] = {}
_built: dict[tuple[object, ...], tuple[Page, ...]] = {}


def _frozen_data(question_set: QuestionSet) -> list[Data]:
    if question_set.digest not in _frozen:
        if len(_frozen) >= _MOST_KEPT:
            _frozen.clear()
        _frozen[question_set.digest] = data_of(question_set)
    return _frozen[question_set.digest]


def _pages(data: list[Data], names: Mapping[str, str], choices: Mapping[str, list[Data]]) -> tuple[Page, ...]:
    language = get_language() or ENGLISH.code
    filled = [_with_choices(_in_language(page, language), choices) for page in data]
    return load_pages([_said(page, names) for page in filled], reserved=RESERVED_SLUGS)


def checked(data: Iterable[Mapping[str, Any]]) -> tuple[Page, ...]:
    """Return the pages that data makes in English. Raises evidence.journey.BrokenForm where it makes no form."""
    return load_pages([_in_language(page, ENGLISH.code) for page in data], reserved=RESERVED_SLUGS)


def _in_language(page: Mapping[str, Any], language: str) -> Data:
    """Return a page with the words of its own that were translated into a language."""
    shown = translated({key: value for key, value in page.items() if key != "questions"}, language=language)
    questions = [translated(question, language=language) for question in page.get("questions", ())]
    return {**shown, **({"questions": questions} if questions else {})}


def _sources(data: list[Data]) -> set[str]:
    """Return where the choices come from that the campaign's own records give."""
    questions = (question for page in data for question in page.get("questions", ()))
    return {question["options_from"] for question in questions if "options_from" in question}


def _choices_from(source: str, form: Form) -> list[Data]:
    return {"recipients": _recipients, "partners": _partners}[source](form)


def _recipients(form: Form) -> list[Data]:
    """Return the campaign's other organisations, the service and the public.

    One that was succeeded keeps its value, so that a form begun before goes on, under the name of who follows it.
    """
    named: dict[Organisation, Organisation] = {}
    for other in _others(form, Organisation.objects.filter(forms__campaign=form.campaign_id)):
        named.setdefault(keeper_of(organisation=other), other)
    organisations = [
        {
            "value": f"organisation:{other.slug}",
            "label": public_name(organisation=other),
            "hint": ORGANISATION_HINT,
        }
        for other in named.values()
    ]
    return [*organisations, PROVIDER_OPTION, PUBLICATION_OPTION]


def _partners(form: Form) -> list[Data]:
    """Return the campaign's partners and "another"; nothing where it has none."""
    partners = _others(form, Organisation.objects.filter(partnerships__campaign=form.campaign_id))
    named = [{"value": partner.slug, "label": public_name(organisation=partner)} for partner in partners]
    others = [{"value": "another", "label": ANOTHER_PARTNER}, {"value": "no", "label": NO_PARTNER}]
    return [*named, *others] if named else []


def _others(form: Form, organisations: QuerySet[Organisation]) -> list[Organisation]:
    """Return the organisations by name, without the form's own and any that the same body has followed since."""
    own = keeper_of(organisation=form.organisation)
    found = organisations.select_related("kept_by").distinct().order_by("name")
    return [each for each in found if keeper_of(organisation=each) != own]


def _rows(question_set: QuestionSet) -> list[FormPage]:
    questions = Prefetch("questions", queryset=Question.objects.order_by("position", "pk"))
    return list(question_set.pages.order_by("position").prefetch_related(questions))


def _page_data(page: FormPage) -> Data:
    questions = [
        {**question.data, "slug": question.slug, "kind": question.kind, "binding": question.binding}
        for question in page.questions.all()
    ]
    return {**page.data, "slug": page.slug, **({"questions": questions} if questions else {})}


def _with_choices(page: Data, choices: Mapping[str, list[Data]]) -> Data:
    if not any("options_from" in question for question in page.get("questions", ())):
        return page
    questions = [
        {**question, "options": choices[question["options_from"]]} if "options_from" in question else question
        for question in page["questions"]
    ]
    return {**page, "questions": questions}


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
