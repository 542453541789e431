from datetime import date

import pytest
from django.utils.dates import MONTHS
from hypothesis import given
from hypothesis import strategies as st

from heard.design import fields, forms
from tests.heard.design.drawing import drawn


class When(forms.Form):
    day = fields.DateField(label="When did it happen", latest=date(2020, 8, 31), earliest=date(2019, 1, 1))


class WhenIfKnown(forms.Form):
    day = fields.DateField(label="When did it happen", required=False)


def _typed(day: str = "", month: str = "", year: str = "") -> When:
    return When({"day_day": day, "day_month": month, "day_year": year})


@given(st.dates(min_value=date(2019, 1, 1), max_value=date(2020, 8, 31)))
def test_every_real_day_is_read_back(day: date) -> None:
    for month in (str(day.month), f"{day.month:02}", str(MONTHS[day.month]), str(MONTHS[day.month])[:3].upper()):
        form = _typed(str(day.day), month, str(day.year))
        assert form.is_valid()
        assert form.cleaned_data["day"] == day


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_whatever_is_typed_gives_a_date_or_a_sentence(day: str, month: str, year: str) -> None:
    form = _typed(day, month, year)
    assert form.is_valid() or form.errors["day"][0]


@pytest.mark.parametrize(
    ("typed", "sentence", "box"),
    [
        (("", "", ""), "Enter a date for “When did it happen”", "day"),
        (("8", "", "2020"), "The date must include a month", "month"),
        (("8", "", ""), "The date must include a month and year", "month"),
        (("8", "7", "20"), "The year must have 4 numbers", "year"),
        (("31", "2", "2020"), "Enter a real date", "day"),
        (("8", "Juli", "2020"), "Enter a real date", "day"),
        (("1", "9", "2020"), "The date must be 31 August 2020 or earlier", "day"),
        (("31", "12", "2018"), "The date must be 1 January 2019 or later", "day"),
    ],
)
def test_what_is_wrong_is_said_and_leads_to_the_box(typed: tuple[str, str, str], sentence: str, box: str) -> None:
    form = _typed(*typed)
    line = form.error_lines[0]
    assert line.text == sentence
    assert drawn(form["day"]).find(id=line.href.removeprefix("#"))["name"] == f"day_{box}"


def test_what_was_typed_stays_in_the_boxes() -> None:
    page = drawn(_typed("31", "Feb", "2020")["day"])
    assert [control["value"] for control in page.find_all("input")] == ["31", "Feb", "2020"]


def test_only_the_wrong_boxes_are_marked() -> None:
    page = drawn(_typed("8", "", "2020")["day"])
    marked = [control["name"] for control in page.find_all("input", class_="nhsuk-input--error")]
    assert marked == ["day_month"]


def test_a_date_known_before_fills_the_boxes() -> None:
    page = drawn(When(initial={"day": date(2020, 7, 8)})["day"])
    assert [control["value"] for control in page.find_all("input")] == ["8", "7", "2020"]


def test_no_date_is_an_answer_where_none_is_required() -> None:
    form = WhenIfKnown({})
    assert form.is_valid()
    assert form.cleaned_data["day"] is None


def test_the_boxes_stand_in_a_group_named_by_the_question() -> None:
    group = drawn(When()["day"]).find("fieldset")
    assert group["role"] == "group"
    assert [label.get_text(strip=True) for label in group.find_all("label")] == ["Day", "Month", "Year"]
