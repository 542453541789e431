"""A paper form read back: blanks are blanks, pieces are pieces, and nothing that was written is lost unseen."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.journey import Journey, Known, Page
from heard.campaigns.questions.queries import pages_of
from heard.feedback.paper import SheetRead, placed_on, read_sheet, sheet_of
from tests.heard.feedback.walking import open_form

TODAY = date(2020, 9, 14)


@pytest.fixture
def pages(db: None) -> tuple[Page, ...]:
    return pages_of(open_form().question_sets.get())


def _read(pages: tuple[Page, ...], posted: dict[str, Any], *, count: int = 1) -> SheetRead:
    several = {name: value if isinstance(value, list) else [value] for name, value in posted.items()}
    known = Known(today=TODAY)
    return read_sheet(sheet=sheet_of(pages), pages=pages, posted=several, known=known, pieces=count)


def test_a_form_with_blanks_is_read_and_can_be_sent(pages: tuple[Page, ...]) -> None:
    read = _read(pages, {"words": "They were kind."})
    assert read.problems == ()
    assert Journey(pages, read.answers).is_complete


def test_an_empty_form_is_refused(pages: tuple[Page, ...]) -> None:
    read = _read(pages, {"about": "OWN"})
    assert [problem.field_name for problem in read.problems] == ["words"]


def test_words_that_nobody_can_read_are_words(pages: tuple[Page, ...]) -> None:
    read = _read(pages, {"words": "[cannot be read]"})
    assert read.problems == ()
    assert read.answers.pieces[0].values["words"] == "[cannot be read]"


def test_a_second_sheet_is_a_second_piece_and_an_empty_one_is_none(pages: tuple[Page, ...]) -> None:
    read = _read(pages, {"words": "One.", "piece-2-words": "Two."}, count=3)
    assert [piece.values["words"] for piece in read.answers.pieces] == ["One.", "Two."]
    assert read.answers.pieces[1].is_further


def test_an_answer_to_what_was_not_asked_is_named_by_its_number_and_kept_on_the_screen(
    pages: tuple[Page, ...],
) -> None:
    read = _read(pages, {"tone": "GOOD", "words": "Kind.", "where": "Ward 7"})
    where = next(one for one in placed_on(sheet_of(pages), pieces=1) if one.question.slug == "where")
    assert [(problem.field_name, problem.values["number"]) for problem in read.problems] == [("where", where.number)]


def test_a_number_to_call_without_leave_to_call_is_a_problem(pages: tuple[Page, ...]) -> None:
    read = _read(pages, {"words": "Kind.", "contact-phone": "01632 960 001"})
    assert [problem.field_name for problem in read.problems] == ["contact-email"]


def test_equality_answers_stand_apart_and_those_of_another_group_are_a_problem(pages: tuple[Page, ...]) -> None:
    assert _read(pages, {"words": "Kind.", "sex": "female"}).equality == {"sex": "female"}
    crossed = _read(pages, {"words": "Kind.", "ethnic-group": "asian", "ethnic-background-white": "white-irish"})
    assert [problem.field_name for problem in crossed.problems] == ["ethnic-background-white"]


def test_a_date_to_come_is_a_problem(pages: tuple[Page, ...]) -> None:
    day = {"when": "day", "when-day": "1", "when-month": "1", "when-year": "2030"}
    assert [problem.field_name for problem in _read(pages, {"words": "Bad.", **day}).problems] == ["when-day"]


@pytest.mark.django_db
@given(
    tone=st.sampled_from(["", "GOOD", "BAD", "MIXED"]),
    about=st.sampled_from(["", "OWN", "CARED_FOR", "STAFF"]),
    age=st.sampled_from(["", "yes", "no"]),
    risk=st.sampled_from(["", "yes", "no"]),
    where=st.sampled_from(["", "Ward 7"]),
    second=st.sampled_from(["", "Another thing."]),
)
def test_whatever_was_ticked_each_answer_is_kept_or_named(**ticked: str) -> None:
    pages = _made_once()
    second = ticked.pop("second")
    posted = {**ticked, "words": "Words.", "piece-2-words": second}
    read = _read(pages, posted, count=2)
    named = {problem.field_name for problem in read.problems}
    journey = Journey(pages, read.answers)
    assert journey.is_complete
    kept = {given.question.slug: given.value for given in (*journey.given_once(), *journey.given_for("1"))}
    for slug, value in ticked.items():
        assert slug in named or not value or kept[slug] == value


_PAGES: list[tuple[Page, ...]] = []


def _made_once() -> tuple[Page, ...]:
    """Return the pages, read from the database by the first example alone."""
    if not _PAGES:
        _PAGES.append(pages_of(open_form().question_sets.get()))
    return _PAGES[0]
