"""Hours in plain words, read into a week and read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.places.hours import Hours, NotUnderstood, Span, SpecialDays, hours_of, read_hours, said
from heard.places.hours.week import ALL_DAY, overlap

NINE_TO_FIVE = (Span(opens=540, closes=1020),)
WORKING_WEEK = (NINE_TO_FIVE,) * 5 + ((), ())

spans = st.integers(0, 95).flatmap(
    lambda opens: st.integers(1, 72).map(lambda length: Span(opens=opens * 15, closes=(opens + length) * 15))
)
days = st.one_of(
    st.just(()),
    st.just(ALL_DAY),
    st.lists(spans, min_size=1, max_size=3)
    .map(lambda several: tuple(sorted(several)))
    .filter(lambda several: not overlap(several)),
)
weeks = st.builds(
    Hours,
    week=st.lists(days, min_size=7, max_size=7).map(tuple).filter(any),
    bank_holidays=st.one_of(st.none(), days),
    special=st.one_of(
        st.just(()),
        days.map(lambda spans: (SpecialDays(first=date(2026, 12, 24), last=date(2027, 1, 2), spans=spans),)),
    ),
).filter(lambda hours: hours.week != (ALL_DAY,) * 7)


@pytest.mark.parametrize(
    "words",
    [
        "Monday to Friday, 9am to 5pm",
        "Mon-Fri 9am-5pm",
        "mon – fri: 09:00 – 17:00",
        "Weekdays 0900-1700.",
        "9am to 5pm, Monday to Friday",
        "Open from 9 until 5pm on Mondays, Tuesdays, Wednesdays, Thursdays and Fridays",
        "Monday to Thursday 9.00am to 5.00pm; Friday between 9am and 5pm; closed at weekends",
        "Monday to Friday\n9 a.m. till 5 p.m.",
    ],
)
def test_one_week_is_read_in_many_ways_of_writing(words):
    assert read_hours(words).week == WORKING_WEEK


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Saturday 10am to noon", ("Monday to Friday: closed", "Saturday: 10am to noon", "Sunday: closed")),
        ("Every day 8am to midnight", ("Every day: 8am to midnight",)),
        ("24/7", ("Every day: at any time", "Including bank holidays")),
        ("Mondays, 9 to 12.30pm and 1.30 to 5pm",
         ("Monday: 9am to 12.30pm and 1.30pm to 5pm", "Tuesday to Sunday: closed")),
        ("Monday to Sunday, 5pm to 8.30am", ("Every day: 5pm to 8.30am",)),
        ("Friday to Monday at any time",
         ("Monday: at any time", "Tuesday to Thursday: closed", "Friday to Sunday: at any time")),
        ("Weekdays except bank holidays 9am-5pm",
         ("Monday to Friday: 9am to 5pm", "Saturday and Sunday: closed", "Bank holidays: closed")),
        ("24 Dec to 2 Jan 2027: closed", ("24 December 2026 to 2 January 2027: closed",)),
    ],
)  # fmt: skip
def test_what_was_understood_is_read_back(words, lines):
    assert said(read_hours(words)) == lines


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Mon-Fri 9-5", "Say am or pm after “5”"),
        ("Monday 1:00 to 5:00", "Say am or pm after “1:00”"),
        ("Ring us any time", "We do not understand “Ring”"),
        ("Monday to Friday", "need a time at “Friday”"),
        ("9am to 5pm", "do not say on which days"),
        ("Monday 9am", "until when it is open from “9am”"),
        ("Monday 25:00 to 26:00", "“25:00” is not a time of day"),
        ("Monday 13am to 2pm", "“13am” is not a time of day"),
        ("Monday 9am to 9am", "open and close at the same time"),
        ("Monday to Friday, 9pm to 5pm", "more than 18 hours"),
        ("Monday 9am to 1pm and noon to 5pm", "overlap"),
        ("Monday 9am to 5pm; Monday 4pm to 6pm", "overlap"),
        ("Monday 9am to 5pm; Monday closed", "that it is open and that it is closed"),
        ("31 June 2027 9am to 5pm", "There is no day “31 June 2027”"),
        ("Monday 9am to 5pm; 24 December closed", "Add the year to “24 December”"),
        ("3 May 2027 to 1 May 2027 closed", "wrong way round"),
        ("Monday = 9am", "We do not understand “=”"),
        ("x" * 501, "longer than 500"),
    ],
)
def test_what_is_not_understood_is_refused_and_nothing_is_guessed(words, reason):
    with pytest.raises(NotUnderstood) as refused:
        read_hours(words)

    assert reason in str(refused.value)
    assert hours_of(words) is None


@given(weeks)
def test_hours_read_back_as_the_same_hours(hours):
    assert read_hours("; ".join(said(hours))) == hours


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    read = hours_of(text)

    assert read is None or len(read.week) == 7
