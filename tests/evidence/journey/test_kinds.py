from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.journey import KINDS, Known, Question, Value, read_page
from evidence.journey.questions import load_question
from tests.evidence.journey.forms import SURGERY

TODAY = date(2020, 9, 14)
KNOWN = Known(today=TODAY, services={"A1": SURGERY})


def asked(kind: str, **more: object) -> Question:
    return load_question({"slug": "q", "kind": kind, "label": "Question", **more})


def read(question: Question, posted: Mapping[str, str | list[str]]) -> tuple[Value | None, list[tuple[str, str]]]:
    """Return the answer, and each problem as its field and sentence."""
    lists = {name: [value] if isinstance(value, str) else value for name, value in posted.items()}
    values, problems = read_page([question], lists, KNOWN)
    return values.get("q"), [(problem.field_name, problem.sentence) for problem in problems]


OPTIONS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}, {"value": "n", "label": "N", "exclusive": True}]


class TestText:
    def test_is_kept_as_it_was_written(self) -> None:
        assert read(asked("long_text"), {"q": "Two\r\nlines, and “more” 🙂"}) == ("Two\nlines, and “more” 🙂", [])

    def test_is_missed_when_only_blanks_were_sent(self) -> None:
        assert read(asked("text", missing="Write your name"), {"q": " \n "}) == (None, [("q", "Write your name")])

    def test_may_be_left_empty_where_it_is_not_needed(self) -> None:
        assert read(asked("text", required=False), {}) == ("", [])

    def test_at_the_limit_is_taken_and_one_over_is_not_cut(self) -> None:
        question = asked("long_text", limit=10)
        assert read(question, {"q": "x" * 10}) == ("x" * 10, [])
        value, problems = read(question, {"q": "x" * 12})
        assert value is None
        assert problems == [("q", "Your answer is 2 characters too long. It can have up to 10. Nothing has been cut.")]

    def test_counts_a_line_break_as_one_character(self) -> None:
        assert read(asked("long_text", limit=3), {"q": "a\r\nb"}) == ("a\nb", [])

    def test_loses_what_no_screen_shows(self) -> None:
        assert read(asked("text"), {"q": "a\x00b\x1b"}) == ("ab", [])


class TestChoices:
    def test_take_one_of_those_offered(self) -> None:
        assert read(asked("radios", options=OPTIONS), {"q": "b"}) == ("b", [])

    @pytest.mark.parametrize("sent", ["", "z"])
    def test_refuse_none_and_one_that_is_not_offered(self, sent: str) -> None:
        assert read(asked("radios", options=OPTIONS, missing="Choose one"), {"q": sent})[1] == [("q", "Choose one")]

    def test_may_be_left_empty_where_they_are_not_needed(self) -> None:
        assert read(asked("radios", options=OPTIONS, required=False), {}) == ("", [])

    def test_take_several_in_the_order_offered(self) -> None:
        assert read(asked("checkboxes", options=OPTIONS), {"q": ["b", "a", "zzz"]}) == (["a", "b"], [])

    def test_refuse_several_beside_one_that_stands_alone(self) -> None:
        assert read(asked("checkboxes", options=OPTIONS), {"q": ["a", "n"]})[1]

    def test_refuse_no_box_where_one_is_needed(self) -> None:
        assert read(asked("checkboxes", options=OPTIONS), {})[1] == [("q", "Choose at least one answer")]
        assert read(asked("checkboxes", options=OPTIONS, required=False), {}) == ([], [])

    def test_yes_and_no_need_no_options(self) -> None:
        assert read(asked("yes_no"), {"q": "yes"}) == ("yes", [])
        assert read(asked("yes_no"), {"q": "maybe"})[1]


class TestWhen:
    def test_takes_a_day(self) -> None:
        posted = {"q": "day", "q-day": "3", "q-month": "July", "q-year": "2020"}
        assert read(asked("when"), posted) == ({"how": "day", "date": "2020-07-03"}, [])

    def test_takes_a_month(self) -> None:
        posted = {"q": "month", "q-only-month": "02", "q-only-year": "2019"}
        assert read(asked("when"), posted) == ({"how": "month", "date": "2019-02-01"}, [])

    def test_takes_still_happening_and_not_sure(self) -> None:
        assert read(asked("when"), {"q": "ongoing"}) == ({"how": "ongoing"}, [])
        assert read(asked("when"), {"q": "unsure", "q-about": "last winter"}) == (
            {"how": "unsure", "about": "last winter"},
            [],
        )

    def test_understands_a_date_without_a_choice(self) -> None:
        assert read(asked("when"), {"q-day": "1", "q-month": "1", "q-year": "2020"})[0] == {
            "how": "day",
            "date": "2020-01-01",
        }
        assert read(asked("when"), {"q-about": "years ago"})[0] == {"how": "unsure", "about": "years ago"}

    @pytest.mark.parametrize(
        ("day", "month", "year", "field", "sentence"),
        [
            ("", "7", "2020", "q-day", "The date needs a day"),
            ("3", "", "2020", "q-month", "The date needs a month"),
            ("3", "7", "", "q-year", "The date needs a year"),
            ("3", "7", "20", "q-year", "Write the year as 4 numbers, like 2020"),
            ("3", "7", "1066", "q-year", "Write the year as 4 numbers, like 2020"),
            ("31", "2", "2020", "q-day", "Write a date that is in the calendar"),
            ("3", "Ju", "2020", "q-day", "Write a date that is in the calendar"),
            ("x", "7", "2020", "q-day", "Write a date that is in the calendar"),
            ("15", "9", "2020", "q-day", "The date must be today or in the past"),
        ],
    )
    def test_says_what_is_wrong_with_a_day(self, day: str, month: str, year: str, field: str, sentence: str) -> None:
        posted = {"q": "day", "q-day": day, "q-month": month, "q-year": year}
        assert read(asked("when"), posted) == (None, [(field, sentence)])

    def test_takes_today(self) -> None:
        posted = {"q": "day", "q-day": "14", "q-month": "9", "q-year": "2020"}
        assert read(asked("when"), posted)[1] == []

    def test_needs_one_way_or_the_other(self) -> None:
        assert read(asked("when"), {})[1][0][0] == "q"


class TestService:
    def test_takes_one_that_is_known(self) -> None:
        assert read(asked("service"), {"q": "A1"}) == (SURGERY, [])

    def test_refuses_a_code_that_nobody_knows(self) -> None:
        assert read(asked("service"), {"q": "ZZ"})[1][0][0] == "q"

    def test_takes_one_that_is_not_listed(self) -> None:
        posted = {"q": "not-listed", "q-other": "The clinic by the station"}
        assert read(asked("service"), posted) == ({"not_listed": "The clinic by the station"}, [])
        assert read(asked("service"), {"q-other": "The clinic"})[0] == {"not_listed": "The clinic"}

    def test_asks_which_one_is_not_listed(self) -> None:
        assert read(asked("service"), {"q": "not-listed"})[1][0][0] == "q-other"


class TestContact:
    def test_takes_either_way(self) -> None:
        assert read(asked("contact"), {"q-email": "a@example.org"}) == ({"email": "a@example.org"}, [])
        assert read(asked("contact"), {"q-phone": "+44 7700 900 982", "q-name": "Ana"}) == (
            {"name": "Ana", "phone": "+44 7700 900 982"},
            [],
        )

    def test_needs_one_of_them(self) -> None:
        assert read(asked("contact"), {"q-name": "Ana"})[1][0][0] == "q-email"

    @pytest.mark.parametrize("wrong", ["a", "a@b", "a b@example.org", "@example.org", "a@example.org, b@example.org"])
    def test_says_what_an_email_looks_like(self, wrong: str) -> None:
        assert read(asked("contact"), {"q-email": wrong})[1][0][0] == "q-email"

    @pytest.mark.parametrize("wrong", ["12345", "call me", "0" * 60])
    def test_says_what_a_phone_number_looks_like(self, wrong: str) -> None:
        assert read(asked("contact"), {"q-phone": wrong})[1][0][0] == "q-phone"


def test_a_notice_remembers_which_version_was_shown() -> None:
    assert read(asked("notice", version="2026-11"), {}) == ("2026-11", [])


ANSWERS: dict[str, st.SearchStrategy[Value]] = {
    "text": st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=50),
    "long_text": st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=50),
    "radios": st.sampled_from(["a", "b", "n"]),
    "checkboxes": st.sampled_from([["a"], ["a", "b"], ["n"]]),
    "yes_no": st.sampled_from(["yes", "no"]),
    "when": st.one_of(
        st.dates(date(1900, 1, 1), TODAY).map(lambda day: {"how": "day", "date": day.isoformat()}),
        st.dates(date(1900, 1, 1), TODAY).map(lambda day: {"how": "month", "date": day.replace(day=1).isoformat()}),
        st.just({"how": "ongoing"}),
        st.just({"how": "unsure", "about": "last winter"}),
    ),
    "service": st.sampled_from([SURGERY, {"not_listed": "the clinic"}]),
    "contact": st.sampled_from([{"email": "a@example.org"}, {"name": "Ana", "phone": "01632 960 001"}]),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(ANSWERS))
@given(data=st.data())
def test_what_is_written_into_a_page_is_read_from_it(kind: str, data: st.DataObject) -> None:
    question = asked(kind, options=OPTIONS if KINDS[kind].needs_options else [])
    value = data.draw(ANSWERS[kind])
    assert read(question, KINDS[kind].written("q", value)) == (value, [])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(
    posted=st.dictionaries(
        st.sampled_from(
            [
                "q",
                "q-day",
                "q-month",
                "q-year",
                "q-only-month",
                "q-only-year",
                "q-about",
                "q-other",
                "q-email",
                "q-phone",
                "q-name",
            ]
        ),
        st.text(),
    )
)
def test_whatever_is_sent_gives_an_answer_or_a_sentence(kind: str, posted: dict[str, str]) -> None:
    question = asked(kind, options=OPTIONS if KINDS[kind].needs_options else [])
    value, problems = read(question, dict(posted))
    assert (value is None) == bool(problems)
    assert all(field in KINDS[kind].fields("q") and sentence for field, sentence in problems)
