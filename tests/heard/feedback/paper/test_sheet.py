"""A form on paper: each question once, numbered, with what a screen would skip said in words."""

import pytest

from evidence.journey import Binding, Page, Scope, load_pages
from heard.campaigns.questions.templates import TEMPLATES
from heard.design import clock
from heard.feedback.paper import Sheet, SheetNotice, sheet_of
from tests.heard.feedback.walking import open_form


def _pages() -> tuple[Page, ...]:
    options = [{"value": "GOOD", "label": "Good"}, {"value": "BAD", "label": "Bad"}]
    return load_pages(
        [
            {
                "slug": "tone",
                "title": "Tone",
                "scope": "piece",
                "repeat": "more",
                "questions": [{"slug": "tone", "kind": "radios", "label": "How was it?", "options": options}],
            },
            {
                "slug": "why",
                "title": "Why",
                "scope": "piece",
                "show_when": {"question": "tone", "is_not": ["GOOD"]},
                "questions": [{"slug": "why", "kind": "text", "label": "Why?"}],
            },
            {"slug": "more", "title": "More", "scope": "further"},
            {
                "slug": "another",
                "title": "Another",
                "questions": [{"slug": "another", "kind": "yes_no", "binding": "another", "label": "Anything else?"}],
            },
        ]
    )


@pytest.fixture
def sheet() -> Sheet:
    return sheet_of(_pages())


def test_questions_are_numbered_in_the_order_in_which_they_are_asked(sheet: Sheet) -> None:
    assert [(one.number, one.question.slug) for one in sheet.questions] == [(1, "tone"), (2, "why")]


def test_what_a_screen_would_skip_is_said_in_words(sheet: Sheet) -> None:
    assert [one.only_if for one in sheet.questions] == [
        "",
        "Answer this only if you did not choose “Good” at question 1.",
    ]


def test_a_further_piece_is_asked_what_the_form_repeats_under_the_same_numbers(sheet: Sheet) -> None:
    assert [(one.number, one.question.slug) for one in sheet.further] == [(1, "tone")]


@pytest.mark.django_db
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_each_question_of_a_shipped_form_stands_on_its_paper_once(template: str) -> None:
    from heard.feedback.queries.forms import first_pages

    pages = first_pages(form=open_form(template=template), now=clock.now())
    sheet = sheet_of(pages)
    asked = {
        question.slug
        for page in pages
        for question in page.questions
        if page.scope in {Scope.ONCE, Scope.PIECE, Scope.AFTER}
        and question.kind != "notice"
        and question.binding is not Binding.ANOTHER
        and not (page.scope is Scope.AFTER and question.binding is Binding.NONE)
    }
    shown = [one.question.slug for one in (*sheet.questions, *sheet.equality)]
    assert sorted(shown) == sorted(asked)
    assert [one.number for one in (*sheet.questions, *sheet.equality)] == list(range(1, len(asked) + 1))


@pytest.mark.django_db
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_confidence_and_whom_to_call_stand_before_the_first_question(template: str) -> None:
    from heard.feedback.queries.forms import first_pages

    sheet = sheet_of(first_pages(form=open_form(template=template), now=clock.now()))
    assert sheet.notice
    assert sheet.notice_version
    assert "999" in {number.phone for section in sheet.help for number in section.numbers}
    between = {part.title for part in sheet.parts if isinstance(part, SheetNotice)}
    assert "How we keep what you tell us" not in between
