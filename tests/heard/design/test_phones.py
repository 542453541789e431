"""Numbers to call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.design.phones import NotANumber, is_costly, national, phone_href, relay_number, text_code


@pytest.mark.parametrize(
    ("phone", "href"),
    [
        ("020 7946 0100", "tel:02079460100"),
        ("+44 (20) 7946-0100", "tel:+442079460100"),
        ("01632 960001 ext. 12", "tel:01632960001"),
        ("18001 01632 960001", "tel:1800101632960001"),
        ("", ""),
        ("ask us", ""),
    ],
)
def test_a_number_as_people_write_it_becomes_a_link_that_a_telephone_can_dial(phone, href):
    assert phone_href(phone) == href


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("01632960001", "01632 960001"),
        ("+44 1632 960 001", "01632 960001"),
        ("1632960001", "01632 960001"),
        ("(020) 7946-0100", "020 7946 0100"),
        ("0113 4960999", "0113 496 0999"),
        ("07700900123", "07700 900123"),
        ("01632 960001 x12", "01632 960001 ext. 12"),
        ("0300 061 0614", "0300 061 0614"),
        ("0800 1111", "0800 1111"),
        ("116 123", "116 123"),
        ("999", "999"),
    ],
)
def test_a_number_is_shown_as_the_country_spaces_it(written, shown):
    assert national(written) == shown
    assert national(shown) == shown


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("01632 96OOO1", "“O” in"),
        ("4.41633E+11", "what a spreadsheet makes"),
        ("01632 9600", "too few"),
        ("01632 9600012", "too many"),
        ("01632 960001 / 01632 960002", "too long for one number"),
        ("+33 1 70 18 99 00", "not a number of the United Kingdom"),
        ("0000 000 0000", "Check each digit"),
        ("0909 879 9999", "costs callers a premium"),
        ("", "not a phone number"),
        ("ask us", "“a” in"),
    ],
)
def test_what_nobody_here_can_call_is_refused_with_the_reason(written, reason):
    with pytest.raises(NotANumber, match=reason.replace("+", r"\+")):
        national(written)


def test_a_helpline_keeps_the_spacing_by_which_it_is_known():
    assert national("0808 2000 247", keeps_spacing=True) == "0808 2000 247"


def test_text_relay_puts_its_prefix_before_the_number():
    assert relay_number("+44 (0)1632 960001") == "18001 01632 960001"
    assert relay_number("") == ""


def test_texts_go_to_short_codes_and_numbers():
    assert text_code("85258") == "85258"
    assert text_code("07700900123") == "07700 900123"


def test_numbers_that_cost_more_are_told_apart():
    assert is_costly("0844 875 1111")
    assert not is_costly("0113 496 0001")


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text):
    try:
        shown = national(text)
    except NotANumber:
        return
    assert phone_href(shown)
