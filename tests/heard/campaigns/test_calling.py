"""Whom to call: by day or by night, with a council where one is known, and who is not watching."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from evidence.journey import Page, Question, Section
from heard.campaigns.calling import by_day_or_night, urgent_numbers, watching, with_numbers
from heard.places.models import ContactKind
from heard.places.queries import Contact

OFFICE = "Monday to Friday, 8.30am to 5pm; closed on bank holidays"
NIGHT = "Monday to Friday, 5pm to 8.30am; weekends and bank holidays at any time"
ANY_TIME = "Every day at any time"


def at(words):
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo("Europe/London"))


def a_contact(kind, name, **words):
    return Contact(kind=ContactKind[kind], name=name, **{"number": "01632 960001", **words})


def council(*, day=OFFICE, night=NIGHT, area="Ambleshire"):
    return (
        a_contact("ADULT_SAFEGUARDING_DAY", "Adult social care", hours=day, area=area),
        a_contact("ADULT_SAFEGUARDING_NIGHT", "Emergency duty team", hours=night, area=area),
    )


def named(contacts):
    return [contact.name for contact in contacts]


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2026-07-08T09:00", "Adult social care"),
        ("2026-07-08T16:59", "Adult social care"),
        ("2026-07-08T17:00", "Emergency duty team"),
        ("2026-07-09T03:00", "Emergency duty team"),
        ("2026-07-11T12:00", "Emergency duty team"),
        ("2026-08-31T12:00", "Emergency duty team"),
        ("2026-10-25T01:30", "Emergency duty team"),
    ],
)
def test_a_council_is_called_on_the_number_that_is_answered_now(moment, name):
    assert named(by_day_or_night(council(), now=at(moment))) == [name]


@pytest.mark.parametrize(
    ("day", "night", "moment", "names"),
    [
        ("", "", "2026-07-08T09:00", ["Adult social care", "Emergency duty team"]),
        ("", NIGHT, "2026-07-08T20:00", ["Emergency duty team"]),
        ("", NIGHT, "2026-07-08T12:00", ["Adult social care"]),
        (OFFICE, "", "2026-07-08T20:00", ["Emergency duty team"]),
        (OFFICE, "", "2026-07-08T12:00", ["Adult social care"]),
    ],
)
def test_where_hours_do_not_say_which_number_is_answered_both_are_told(day, night, moment, names):
    assert named(by_day_or_night(council(day=day, night=night), now=at(moment))) == names


def test_two_areas_keep_a_number_each():
    both = (*council(), *council(area="Brackenshire"))

    assert len(by_day_or_night(both, now=at("2026-07-08T20:00"))) == 2


def test_999_comes_first_and_then_the_council_by_its_name_and_area():
    contacts = (*council(), a_contact("EMERGENCY", "Police", number="999", hours=ANY_TIME))

    numbers = urgent_numbers(contacts, now=at("2026-07-08T20:00"))

    assert [number.name for number in numbers] == ["Police", "Emergency duty team, Ambleshire"]
    assert numbers[0].note == "Open day and night"
    assert (numbers[1].open_now, numbers[1].is_open) == ("Open now until 8.30am", True)


def test_texts_and_languages_are_said():
    shout = a_contact("EMERGENCY", "Shout", number="", text_number="85258", text_word="SHOUT", languages=("en", "ur"))

    (number,) = urgent_numbers((shout,), now=at("2026-07-08T20:00"))

    assert (number.text, number.text_link) == ("Text SHOUT to 85258", "sms:85258")
    assert number.note == "Also in Urdu"


def pages_with(contacts, now="2026-07-08T20:00"):
    sections = tuple(Section(numbers_from=source) for source in ("risk", "child", "listening", ""))
    page = Page(
        slug="help", title="Help", questions=(Question(slug="help", kind="notice", label="Help", sections=sections),)
    )
    (filled,) = with_numbers((page,), contacts=contacts, now=at(now), find_council="/find/")
    return [[number.name for number in section.numbers] for section in filled.questions[0].sections]


def test_a_notice_takes_its_numbers_from_the_sites_own_list():
    contacts = (
        *council(),
        a_contact("EMERGENCY", "Police"),
        a_contact("CHILD_LISTENING", "Childline"),
        a_contact("LISTENING", "Samaritans"),
    )

    assert pages_with(contacts) == [
        ["Police", "Emergency duty team, Ambleshire"],
        ["Police", "Childline", "Children's services at the council"],
        ["Samaritans", "Childline"],
        [],
    ]


def test_where_no_council_is_known_a_link_leads_to_where_it_is_found():
    risk, child, _listening, _own = pages_with(())

    assert risk == ["Adult safeguarding at the council"]
    assert child == ["Children's services at the council"]


@pytest.mark.parametrize(
    ("hours", "moment", "words", "is_reading"),
    [
        (OFFICE, "2026-07-08T12:00", "People at Care are reading now.", True),
        (OFFICE, "2026-07-08T20:00", "Nobody at Care is reading now. They start again tomorrow at 8.30am.", False),
        (OFFICE, "2026-07-11T20:00", "Nobody at Care is reading now. They start again on Monday at 8.30am.", False),
        ("", "2026-07-08T12:00", "Care may not see it before the next working day.", False),
        ("1 May 2026, 9am to 5pm", "2026-07-08T12:00", "Nobody at Care is reading now.", False),
    ],
)
def test_it_is_said_plainly_who_is_not_watching(hours, moment, words, is_reading):
    state = watching(reader="Care", hours=hours, now=at(moment))

    assert state.words.startswith(words)
    assert state.is_reading is is_reading
