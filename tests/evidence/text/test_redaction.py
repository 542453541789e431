import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import LONGEST_TEXT, Kind, redact
from evidence.text.patterns import is_nhs_number


def redacted(text):
    return redact([text])[0][0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring 020 7946 0123 today", "Ring [phone] today"),
        ("Ring (020) 7946 0123.", "Ring [phone]."),
        ("ring 01632 960123", "ring [phone]"),
        ("ring 01632-960-123", "ring [phone]"),
        ("mobile 07700900123", "mobile [phone]"),
        ("mobile 07700 900 123", "mobile [phone]"),
        ("mobile +44 7700 900123", "mobile [phone]"),
        ("mobile 0044 (0)7700 900123", "mobile [phone]"),
        ("oh double seven oh oh nine double oh one two three", "[phone]"),
        ("oh double seven double oh nine double oh double oh two", "[phone]"),
        ("tel 0 7 7 0 0 9 0 0 123", "tel [phone]"),
        ("my phone number is 960123", "my phone number is [phone]"),
        ("write to a.person+care@example.org.", "write to [email]."),
        ("a dot is not one, but person at example dot org is", "a dot is not one, but [email] is"),
        ("see https://www.example.org/me?x=1.", "see [web address]."),
        ("see www.example.org, or example.co.uk", "see [web address], or [web address 2]"),
        ("ask @some_person", "ask [handle]"),
        ("I live in ZZ1 1AA", "I live in [postcode]"),
        ("I live in sw1a2aa", "I live in [postcode]"),
        ("we live in de14 2st", "we live in [postcode]"),
        ("my address is 1 long road", "my address is [address]"),
        ("of 12 Example Street, Town", "of [address], Town"),
        ("at Flat 3, 12a Long Acre Close", "at [address]"),
        ("at 12 high street", "at [address]"),
        ("NHS number 999 000 0018", "NHS number [NHS number]"),
        ("it is 999-123-4567", "it is [NHS number]"),
        ("my NI is QQ 12 34 56 C", "my NI is [National Insurance number]"),
        ("on 12/03/2021", "on [date]"),
        ("on 1.2.21", "on [date]"),
        ("on 2021-03-12", "on [date]"),
        ("on the 12th of March", "on the [date]"),
        ("on 1 May", "on [date]"),
        ("on March 12th, 2021", "on [date]"),
        ("dob 12 03 1954", "dob [date of birth]"),
        ("she was born on 3rd May 1954", "she was born on [date of birth]"),
        ("sort code 12-34-56, account number 12345678", "sort code [bank details], account number [bank details 2]"),
        ("card 4111 1111 1111 1111", "card [bank details]"),
        ("the van AB12 CDE", "the van [vehicle]"),
        ("number plate B12 VIT", "number plate [vehicle]"),
        ("patient number D1234567", "patient number [reference]"),
        ("case 1234567", "case [number]"),
        ("Mrs Example was kind", "[name] was kind"),
        ("dr. Example-Name's clinic", "[name of staff] clinic"),
        ("my husband Sam was ill", "my husband [name] was ill"),
        ("a nurse called Sam", "a nurse called [name of staff]"),
    ],
)
def test_what_identifies_is_replaced_by_what_it_was(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Open 24/7, ten out of 10/10, waited 3/4 hours.",
        "We rang 111 and then 999 at 10.30am.",
        "Seen by 3 doctors in 12 hours on ward e4 1st floor.",
        "Only 1 may come in, in march we 2 march on.",
        "It cost £1250000 and rose 1000000 times.",
        "I waited 2 hours down the road.",
        "Left @home at @ 3pm.",
        "I called Healthwatch and thanks to The Team.",
        "my mum Has been and my dad I think",
        "Covid-19 in 2020 and 2021, 2020-2021.",
        "Marks 0 1 2 3 4 5 6 7 8",
        "Scores: 1 2 3 4 5 6 7 8 9",
        "On Tuesday in May they gave 500mg twice a day, 37.5 degrees.",
        "[Name redacted] was very kind.",
    ],
)
def test_ordinary_words_about_care_stay(text):
    assert redacted(text) == text


def test_the_same_value_has_the_same_placeholder_throughout_a_text():
    text = "Ring 07700 900123 or 07700 900456, not 07700900123."
    assert redacted(text) == "Ring [phone] or [phone 2], not [phone]."


def test_a_person_has_one_placeholder_however_they_are_called():
    text = "Dr Example was kind. I rang Sarah Example, and Sarah rang back. Olivia did not."
    assert (
        redacted(text)
        == "[name of staff] was kind. I rang [name of staff], and [name of staff] rang back. [name] did not."
    )


def test_a_span_says_where_it_stood_and_why():
    text = "Ring 07700 900123."
    (span,) = redact([text])[0][0].spans
    assert (text[span.start : span.end], span.kind) == ("07700 900123", Kind.PHONE)
    assert span.reason.endswith(".")


def test_what_cannot_be_read_is_listed_and_the_rest_is_done():
    done, unprocessed = redact(["fine", "x" * (LONGEST_TEXT + 1), None])  # type: ignore[list-item]
    assert [each.index for each in done] == [0]
    assert [each.index for each in unprocessed] == [1, 2]


@given(st.text(max_size=300))
def test_spans_are_in_order_and_rebuild_the_redacted_text(text):
    result = redact([text])[0][0]
    rebuilt, place = "", 0
    for span in result.spans:
        assert place <= span.start < span.end <= len(text)
        rebuilt += text[place : span.start] + span.placeholder
        place = span.end
    assert rebuilt + text[place:] == result.text


@given(st.from_regex(r"07700 ?900 ?\d{3}|\+44 ?7700 ?900\d{3}|01632[ -]960 ?\d{3}|020 7946 0\d{3}", fullmatch=True))
def test_no_number_of_the_reserved_ranges_gets_through(phone):
    assert redacted(f"You can ring me on {phone}, or not.") == "You can ring me on [phone], or not."


@given(st.integers(0, 999_999_999))
def test_every_number_that_passes_the_nhs_check_is_taken_out(number):
    digits = next((f"{number:09d}{last}" for last in range(10) if is_nhs_number(f"{number:09d}{last}")), None)
    if digits is not None:
        assert digits not in redacted(f"It is {digits} I think")
        assert redacted(f"It is {digits[:3]} {digits[3:6]} {digits[6:]} I think") == redacted(f"It is {digits} I think")


@given(st.from_regex(r"[a-z][a-z0-9._]{0,15}[a-z0-9]@[a-z]{2,10}\.(org|com|co\.uk|nhs\.net)", fullmatch=True))
def test_no_plain_email_address_gets_through(address):
    assert redacted(f"Write to {address} today") == "Write to [email] today"


@pytest.mark.real_data
@pytest.mark.slow
def test_real_comments_lose_hardly_a_word_needlessly():
    if not os.environ.get("HEARD_DATA"):
        pytest.skip("HEARD_DATA is not set: tests on real data were skipped.")
    with (Path(os.environ["HEARD_DATA"]) / "comments" / "pxqdc_labelled_comments.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        comments = [row["FFT answer"] for row in csv.DictReader(file)]
    done, unprocessed = redact(comments)
    assert not unprocessed
    assert len(done) == len(comments)
    touched = [each for each in done if each.spans]
    # The comments were pseudonymised by hand: what is left is some dates, great ages and names, most of staff.
    kinds = Counter(span.kind for each in touched for span in each.spans)
    assert set(kinds) <= {Kind.AGE, Kind.DATE, Kind.NAME, Kind.NAME_OF_STAFF}
    assert 0 < kinds[Kind.DATE] <= 30
    assert kinds[Kind.AGE] <= 15
    assert len(touched) <= len(comments) / 10
