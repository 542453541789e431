from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.feedback.imports.values import day_of, is_no_answer, question_slug, rating_of, themes_of, tone_of


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("30/09/2021", date(2021, 9, 30)),
        ("3/4/2021", date(2021, 4, 3)),
        ("03-04-21", date(2021, 4, 3)),
        ("3.4.2021", date(2021, 4, 3)),
        ("2021-04-03", date(2021, 4, 3)),
        ("2021-04-03T10:15:00Z", date(2021, 4, 3)),
        ("03/04/2021 10:15", date(2021, 4, 3)),
        ("3 Apr 2021", date(2021, 4, 3)),
        ("3rd April 2021", date(2021, 4, 3)),
        ("April 3, 2021", date(2021, 4, 3)),
        ("03-Apr-21", date(2021, 4, 3)),
        ("Sat 3 Apr 2021", date(2021, 4, 3)),
        ("20210403", date(2021, 4, 3)),
    ],
)
def test_a_day_is_read_as_people_write_it(cell, expected):
    day = day_of(cell)
    assert day is not None
    assert (day.on, day.precision) == (expected, "DAY")


@pytest.mark.parametrize("cell", ["Apr 2021", "April 2021", "04/2021", "2021-04"])
def test_a_month_is_known_as_a_month(cell):
    day = day_of(cell)
    assert day is not None
    assert (day.on, day.precision) == (date(2021, 4, 1), "MONTH")


def test_the_month_comes_first_only_when_told():
    assert day_of("04/03/2021", is_month_first=True).on == date(2021, 4, 3)


@pytest.mark.parametrize("cell", ["", "31/02/2021", "30/13/2021", "yesterday", "1/1/1021", "12", "00/00/0000", "n/a"])
def test_what_is_no_real_day_is_none(cell):
    assert day_of(cell) is None


@given(st.dates(date(1948, 1, 1), date(2100, 1, 1)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y"]))
def test_every_day_is_read_in_every_usual_form(day, form):
    found = day_of(day.strftime(form))
    assert found is not None
    assert found.on == day


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reading(cell):
    day_of(cell)
    rating_of(cell, wording="new")
    tone_of(cell)
    themes_of(cell)
    is_no_answer(cell)


@pytest.mark.parametrize(
    ("cell", "wording", "expected"),
    [
        ("1", "new", ("new", 1)),
        ("5.0", "new", ("new", 5)),
        ("1", "old", ("old", 1)),
        ("Very good", "old", ("new", 1)),
        ("1 - Very good", "new", ("new", 1)),
        ("Extremely likely", "new", ("old", 1)),
        ("NEITHER LIKELY NOR UNLIKELY", "new", ("old", 3)),
        ("Neither good nor poor", "new", ("new", 3)),
        ("Don't know", "old", ("old", 6)),
        ("6", "new", ("new", 6)),
    ],
)
def test_a_rating_says_which_question_it_answers(cell, wording, expected):
    rating = rating_of(cell, wording=wording)
    assert rating is not None
    assert (rating.wording, rating.code) == expected


@pytest.mark.parametrize("cell", ["8", "0", "excellent", "1,5", "very"])
def test_an_unknown_rating_is_none(cell):
    assert rating_of(cell, wording="new") is None


def test_only_the_new_wording_says_how_the_experience_was():
    assert [rating_of(str(code), wording="new").tone for code in range(1, 7)] == [
        "VERY_GOOD", "GOOD", "MIXED", "BAD", "VERY_BAD", "",
    ]  # fmt: skip
    assert rating_of("1", wording="old").tone == ""


@pytest.mark.parametrize(
    "cell", ["", "  ", "Did not answer", "did not answer.", "N/A", "-", "No comment", "BLANK", "..."]
)
def test_what_says_that_nothing_was_said_is_no_answer(cell):
    assert is_no_answer(cell)


@pytest.mark.parametrize("cell", ["Nothing", "None.", "No", "Nothing at all", "Good", "No answer to my letters"])
def test_short_answers_are_answers(cell):
    assert not is_no_answer(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1", "VERY_GOOD"), ("3", "MIXED"), ("Negative", "BAD"), ("neutral", "MIXED"), ("9", ""), ("", "")],
)
def test_a_sources_tone_becomes_one_of_five(cell, expected):
    assert tone_of(cell) == expected


def test_a_list_of_themes_is_cut_at_its_marks():
    assert themes_of("Staff; Parking|Food & drink\nWaiting, long ;") == (
        "Staff",
        "Parking",
        "Food & drink",
        "Waiting, long",
    )


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("What was good?", "what-was-good"),
        ("What could we do better?", "what-could-be-better"),
        ("How could we improve?", "what-could-be-better"),
        ("FFT Why?", "why"),
        ("Good and better", "words"),
        ("Mrs Example of 12 Example Street", "words"),
    ],
)
def test_a_question_is_known_by_its_kind_and_its_wording_is_not_kept(question, slug):
    assert question_slug(question) == slug


def test_a_page_of_text_where_a_day_should_be_is_told_at_once_to_be_none():
    assert day_of("T" * 130_000) is None
