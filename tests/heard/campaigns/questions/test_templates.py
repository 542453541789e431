"""What every shipped question set must do, whoever's it is."""

import re
from typing import Any

import pytest

from evidence.journey import CHECK_STEP, KINDS, Answers, Binding, Journey, Scope, Step, load_pages
from heard.campaigns.questions.queries import RESERVED_SLUGS
from heard.campaigns.questions.templates import TEMPLATES

pytestmark = pytest.mark.parametrize("name", sorted(TEMPLATES))


def pages(name: str):
    return load_pages(TEMPLATES[name].pages, reserved=RESERVED_SLUGS)


def asked(name: str, binding: Binding):
    return [one for page in pages(name) for one in page.questions if one.binding is binding]


def test_asks_for_everything_that_a_piece_and_a_submission_hold(name: str) -> None:
    bindings = {one.binding for page in pages(name) for one in page.questions}
    wanted = {
        *(Binding.TONE, Binding.ABOUT, Binding.AGE, Binding.RISK, Binding.SERVICE, Binding.WHEN, Binding.WORDS),
        *(Binding.WANTED, Binding.TOLD_SERVICE, Binding.ANOTHER, Binding.CONSENT, Binding.MAY_CONTACT),
        *(Binding.CONTACT, Binding.EQUALITY),
    }
    assert wanted <= bindings


def test_chooses_nothing_beforehand(name: str) -> None:
    assert Answers().once == {}
    assert all(piece.values == {} for piece in Answers().pieces)


def test_asks_about_risk_before_the_words(name: str) -> None:
    order = [page.slug for page in pages(name)]
    words = next(page.slug for page in pages(name) for one in page.questions if one.binding is Binding.WORDS)
    assert order.index("risk") < order.index(words)


def test_shows_staff_what_protects_them_before_they_write(name: str) -> None:
    answers = Answers().storing({"about": "STAFF"})
    path = [step.page for step in Journey(pages(name), answers).path]
    words = next(page.slug for page in pages(name) for one in page.questions if one.binding is Binding.WORDS)
    assert path.index("if-you-work-there") < path.index(words)
    assert "age" not in path


def test_leads_a_child_to_who_keeps_children_safe_and_asks_nothing_about_publishing(name: str) -> None:
    answers = Answers().storing({"about": "OWN", "age": "no"})
    journey = Journey(pages(name), answers)
    help_page = journey.page_at(Step("help-for-you"))
    assert {"child"} == {section.numbers_from for section in help_page.questions[0].sections if section.is_urgent}
    plain = Journey(load_pages(_with_recipients(name)), answers)
    offered = [one.value for one in plain.page_at(Step("sharing")).questions[1].options]
    assert offered == ["provider"]


def test_shows_whom_to_call_when_someone_is_at_risk_and_goes_on(name: str) -> None:
    answers = Answers().storing({"about": "OWN", "age": "yes", "risk": "yes"})
    journey = Journey(pages(name), answers)
    notice = journey.page_at(Step("help-now")).questions[0]
    assert {"risk", "listening"} <= {section.numbers_from for section in notice.sections}
    assert notice.offers_urgent
    assert journey.next_after(Step("help-now")) != CHECK_STEP


def test_every_equality_question_can_be_left_out_or_answered_by_prefer_not_to_say(name: str) -> None:
    for one in asked(name, Binding.EQUALITY):
        assert not one.required
        assert one.options[-1].value == "prefer-not-to-say"
        assert one.version


def test_holds_nineteen_ethnic_groups(name: str) -> None:
    groups = [one for one in asked(name, Binding.EQUALITY) if one.slug.startswith("ethnic-background")]
    assert sum(len(one.options) - 1 for one in groups) == 19


def test_gives_each_choice_a_sentence_for_when_it_is_missed(name: str) -> None:
    missing = [
        one.slug
        for page in pages(name)
        for one in page.questions
        if one.required and KINDS[one.kind].is_choice and not one.missing
    ]
    assert missing == []


def test_fits_the_columns_of_the_database(name: str) -> None:
    for page in pages(name):
        assert len(page.slug) <= 60
        for one in page.questions:
            assert len(one.slug) <= (40 if one.binding is Binding.EQUALITY else 60)
            assert len(one.version) <= 20
            assert all(len(option.value) <= 80 for option in one.options)


def test_speaks_plainly(name: str) -> None:
    words = list(_words(TEMPLATES[name].pages))
    wrong = [one for one in words if re.search(r"!|\bplease\b|successfully|\butilise\b", one, re.IGNORECASE)]
    assert wrong == []
    long = [one for one in words for sentence in re.split(r"[.:?]", one) if len(sentence.split()) > 32]
    assert long == []


def test_says_at_the_end_what_happens_next_and_by_when(name: str) -> None:
    last = next(page for page in pages(name) if page.scope is Scope.SENT)
    said = " ".join(words for one in last.questions for section in one.sections for words in section.paragraphs)
    assert "working days" in said


def _with_recipients(name: str) -> list[dict[str, Any]]:
    from heard.campaigns.questions.templates.shared import PROVIDER_OPTION, PUBLICATION_OPTION

    return [
        {
            **page,
            "questions": [
                {**one, "options": [PROVIDER_OPTION, PUBLICATION_OPTION]} if one.get("binding") == "consent" else one
                for one in page["questions"]
            ],
        }
        if page.get("questions")
        else page
        for page in TEMPLATES[name].pages
    ]


def _words(data: Any) -> Any:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _words(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _words(value)
