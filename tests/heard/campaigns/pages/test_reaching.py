"""How an office is drawn: its number, whether it is open now, and every other way."""

from datetime import UTC, datetime

from heard.campaigns.pages.reaching import reach_of, reach_of_line
from heard.places.models import Office

WEDNESDAY_MORNING = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)
WEDNESDAY_EVENING = datetime(2026, 7, 8, 19, 0, tzinfo=UTC)
HOURS = "Monday to Friday, 9am to 5pm"


def an_office(**words):
    return Office(name="Harbour", **{"phone": "01632 960001", "hours": HOURS, **words})


def test_an_office_is_open_now_or_closed_until_it_opens():
    morning, evening = (reach_of(an_office(), now=now).open_now for now in (WEDNESDAY_MORNING, WEDNESDAY_EVENING))

    assert (morning.words, morning.is_open) == ("Open now until 5pm", True)
    assert (evening.words, evening.is_closed) == ("Closed now, opens tomorrow at 9am", True)


def test_hours_that_cannot_be_read_are_shown_as_they_were_written_and_claim_nothing():
    reach = reach_of(an_office(hours="Ring us; leave a message"), now=WEDNESDAY_MORNING)

    assert reach.hours == ("Ring us", "leave a message")
    assert reach.open_now is None


def test_text_relay_needs_no_number_of_its_own():
    given = reach_of(an_office(text_relay="18001 01632 960009"), now=WEDNESDAY_MORNING)
    made = reach_of(an_office(), now=WEDNESDAY_MORNING)

    assert (given.relay, made.relay) == ("18001 01632 960009", "18001 01632 960001")
    assert made.relay_href == "tel:1800101632960001"


def test_languages_web_and_address_are_shown_as_people_read_them():
    office = an_office(
        languages=["ur", "bfi"], web="https://www.harbour.example.org/help/", address="Freepost HARBOUR\nElsewhere"
    )

    reach = reach_of(office, now=WEDNESDAY_MORNING)

    assert reach.languages == "They speak Urdu, British Sign Language."
    assert reach.web_name == "harbour.example.org/help"
    assert reach.address == ("Freepost HARBOUR", "Elsewhere")


def test_an_office_without_a_number_has_no_way_to_call_it():
    reach = reach_of(an_office(phone="", hours=""), now=WEDNESDAY_MORNING)

    assert (reach.phone_href, reach.relay, reach.relay_href, reach.open_now) == ("", "", "", None)


def test_a_campaigns_own_line_is_reached_like_an_office():
    reach = reach_of_line(name="Care", phone="020 7946 0100", hours=HOURS, now=WEDNESDAY_MORNING)

    assert (reach.phone_href, reach.open_now.is_open) == ("tel:02079460100", True)
