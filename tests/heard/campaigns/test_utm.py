"""The words by which other sites' statistics tell visitors apart."""

from heard.campaigns.utm import Utm, clean, tagged, utm_of


def test_words_are_written_in_one_form():
    utm = utm_of(channel="FACEBOOK", campaign="Because We All Care", partner="Carers’ Café", post="Launch  VIDEO!")

    assert utm == Utm(
        source="facebook", medium="social", campaign="because-we-all-care", content="carers-cafe-launch-video"
    )


def test_what_is_paid_for_is_told_apart():
    assert utm_of(channel="X", campaign="c", is_paid=True).medium == "paid-social"


def test_letters_that_cannot_be_written_plainly_are_left_out():
    assert clean("اردو") == ""


def test_an_address_keeps_the_rest_of_its_query_and_its_old_words_go():
    utm = Utm(source="x", medium="social", campaign="care", content="")

    marked = tagged("https://www.example.org/a?b=1&UTM_Source=Old&c=#part", utm)

    assert marked == "https://www.example.org/a?b=1&c=&utm_source=x&utm_medium=social&utm_campaign=care#part"
