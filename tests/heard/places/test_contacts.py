"""Urgent contacts: whom the public is told, what has expired, and lists of them."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.utils.translation import override

from heard.accounts.models import AuditLine, OrganisationKind, Role
from heard.design.errors import NotFound
from heard.design.languages import OTHERS
from heard.design.phones import national, text_code
from heard.places.actions import (
    ContactDetails,
    ContactTaken,
    Mode,
    change_contact,
    ensure_national_contacts,
    load_contacts,
    withdraw_contact,
)
from heard.places.hours import hours_of
from heard.places.models import ContactKind, UrgentContact
from heard.places.national_contacts import national_facts
from heard.places.pages.contacts import contacts_page
from heard.places.queries import contact_for, contacts_to_check, editable_contacts_for, urgent_contacts
from heard.places.reading import CONTACT_COLUMNS, rows_in_text
from tests.factories.accounts import MembershipFactory
from tests.factories.places import AreaFactory, OfficeFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
TODAY = date(2026, 12, 8)
COLUMNS = (
    *("area", "kind", "name", "number", "text_number", "text_word", "link"),
    *("note", "hours", "languages", "source", "checked_on", "expires_on"),
)
RIGHT = {
    "area": "E06000001",
    "kind": "ADULT_SAFEGUARDING_DAY",
    "name": "Adult social care",
    "number": "01632 960001",
    "hours": "Monday to Friday, 9am to 5pm",
    "source": "https://council.example.org/",
    "checked_on": "2026-11-01",
    "expires_on": "2027-11-01",
}
PLANTED = [
    ({"area": "E99"}, "area", "There is no area “E99”"),
    ({"area": ""}, "area", "Safeguarding is a council's"),
    ({"kind": ""}, "kind", "It is empty"),
    ({"kind": "PLUMBER"}, "kind", "is not one of"),
    ({"name": ""}, "name", "It is empty"),
    ({"number": ""}, "number", "no number, text number or link"),
    ({"number": "0163 2"}, "number", "too few"),
    ({"text_number": "12"}, "text_number", "too few"),
    ({"link": "council.example.org"}, "link", "does not begin with https://"),
    ({"hours": "office hours"}, "hours", "We do not understand “office”"),
    ({"languages": "Klingon 7"}, "languages", "not a language"),
    ({"source": ""}, "source", "It is empty"),
    ({"checked_on": ""}, "checked_on", "It is empty"),
    ({"checked_on": "2026-12-09"}, "checked_on", "has not come yet"),
    ({"expires_on": ""}, "expires_on", "It is empty"),
    ({"expires_on": "2026-10-31"}, "expires_on", "is before 2026-11-01"),
]


def load(*rows, **options):
    written = StringIO()
    writer = csv.DictWriter(written, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    given = rows_in_text(written.getvalue().encode(), columns=CONTACT_COLUMNS)
    return load_contacts(rows=given, by=None, now=NOW, **options)


def a_contact(**words):
    given = {"area": None, "kind": "LISTENING", "name": "Listeners", "number": "01632 960009", "source": "x"}
    days = {"checked_on": date(2026, 11, 1), "expires_on": date(2027, 11, 1)}
    return UrgentContact.objects.create(**{**given, **days, **words})


def names(contacts):
    return [contact.name for contact in contacts]


@pytest.fixture
def area():
    return AreaFactory.create(
        code="E06000001", name="Ambleshire", parent=AreaFactory.create(code="E12000001", kind="REGION")
    )


def test_every_fault_of_a_list_is_named_by_its_row_and_column(area):
    report = load(*({**RIGHT, "name": f"Team {at}", **fault} for at, (fault, _column, _words) in enumerate(PLANTED)))

    assert [(one.line, one.column) for one in report.refusals] == [
        (line, column) for line, (_fault, column, _words) in enumerate(PLANTED, 2)
    ]
    for one, (_fault, _column, words) in zip(report.refusals, PLANTED, strict=True):
        assert words in one.reason


def test_a_list_is_added_changed_and_left_alone_and_a_full_one_takes_out_what_it_leaves_out(area):
    ensure_national_contacts(now=NOW)
    night = {**RIGHT, "kind": "ADULT_SAFEGUARDING_NIGHT", "name": "Duty team"}

    first, again = load(RIGHT, night), load(RIGHT, night)
    changed = load({**RIGHT, "number": "01632 960002"}, mode=Mode.REPLACE)

    assert (first.added, again.unchanged, changed.changed, changed.ended) == (2, 2, 1, 1)
    assert "Duty team" not in names(urgent_contacts(areas=[area], today=TODAY))
    assert "Samaritans" in names(urgent_contacts(today=TODAY))


def test_the_same_contact_twice_in_a_list_is_refused(area):
    assert [(one.line, one.column) for one in load(RIGHT, RIGHT).refusals] == [(3, "name")]


def test_an_area_is_told_its_own_contacts_and_those_around_it_and_no_others(area):
    for name, where in (("Here", area), ("Around", area.parent), ("There", AreaFactory.create(code="E06000002"))):
        a_contact(name=name, area=where)

    assert {"Here", "Around"} <= set(names(urgent_contacts(areas=[area], today=TODAY)))
    assert "There" not in names(urgent_contacts(areas=[area], today=TODAY))
    assert not {"Here", "Around"} & set(names(urgent_contacts(today=TODAY)))


def test_what_has_expired_is_told_to_nobody_and_waits_to_be_checked():
    a_contact(name="Old", expires_on=date(2026, 12, 7))
    a_contact(name="Today", expires_on=TODAY)

    assert names(urgent_contacts(today=TODAY)) == ["Today"]
    assert names(contacts_to_check(today=TODAY)) == ["Old"]


def test_contacts_that_come_with_heard_are_told_before_a_site_is_set_up_and_999_for_ever():
    told = names(urgent_contacts(today=TODAY))

    assert told[0] == "Police, ambulance or fire"
    assert {"NHS 111", "Samaritans", "Shout", "Childline"} <= set(told)
    assert names(urgent_contacts(today=date(2040, 1, 1))) == [
        "Police, ambulance or fire",
        "999 in British Sign Language",
        "NHS 111",
    ]


def test_what_comes_with_heard_can_be_called_is_read_and_names_its_source():
    for fact in national_facts():
        assert fact["source"].startswith("https://")
        assert not fact.get("number") or national(fact["number"], keeps_spacing=True) == fact["number"]
        assert not fact.get("text_number") or text_code(fact["text_number"]) == fact["text_number"]
        assert not fact.get("hours") or hours_of(fact["hours"])


@pytest.mark.parametrize("is_set_up", [False, True])
def test_whom_to_call_in_danger_is_said_in_the_readers_language(is_set_up):
    """Whoever reads no English finds out what 999 is, and when to call the other lines."""
    if is_set_up:
        ensure_national_contacts(now=NOW)
    english = {fact["note"] for fact in national_facts()}
    for language in (one for one in OTHERS if not one.code.startswith("en")):
        with override(language.code):
            told = urgent_contacts(today=TODAY)
        assert not english & {contact.note for contact in told}, language.name


def test_only_what_was_compared_with_its_source_says_so():
    ensure_national_contacts(now=NOW)

    page = contacts_page(contacts=UrgentContact.objects.order_by("name"), today=TODAY)

    unchecked = {row[0].text for row in page.contacts if row[4].text == "not yet"}
    assert unchecked == {
        "999 in British Sign Language",
        "NHS 111",
        "National Domestic Abuse Helpline",
        "Police, ambulance or fire",
        "Samaritans",
        "Shout",
    }


def test_what_nobody_had_checked_is_renewed_once_heard_has_and_never_the_other_way():
    ensure_national_contacts(now=NOW)
    UrgentContact.objects.filter(name="Childline").update(number="0800 1112", checked_on=None)
    UrgentContact.objects.filter(name="Samaritans").update(number="116 124", checked_on=date(2020, 1, 1))

    assert ensure_national_contacts(now=NOW) == 1
    assert UrgentContact.objects.get(name="Childline").number == "0800 1111"
    assert UrgentContact.objects.get(name="Samaritans").number == "116 124"


def test_setting_up_again_keeps_what_staff_changed_and_took_out():
    assert ensure_national_contacts(now=NOW) == len(national_facts())
    UrgentContact.objects.filter(name="Shout").update(number="01632 960009", checked_on=TODAY)
    UrgentContact.objects.filter(name="Hourglass").update(withdrawn_at=NOW)

    assert ensure_national_contacts(now=NOW) == 0
    assert UrgentContact.objects.get(name="Shout").number == "01632 960009"


def test_a_contact_is_changed_once_and_taken_out_with_its_record_kept(area):
    worker = MembershipFactory.create().user
    given = ContactDetails(
        area=area, kind="LISTENING", name="Ears", number="01632 960001", source="x", checked_on=TODAY, expires_on=None
    )
    change_contact(contact=None, given=given, by=worker, now=NOW)
    with pytest.raises(ContactTaken):
        change_contact(contact=None, given=given, by=worker, now=NOW)

    withdraw_contact(contact=UrgentContact.objects.get(), by=worker, now=NOW)

    assert "Ears" not in names(urgent_contacts(areas=[area], today=TODAY))
    assert list(AuditLine.objects.order_by("pk").values_list("code", flat=True)) == [
        "places.contact.added",
        "places.contact.withdrawn",
    ]


def test_an_administrator_keeps_the_contacts_of_areas_that_an_office_of_theirs_covers(area):
    here, everywhere = a_contact(area=area), a_contact(name="Everyone")
    local = MembershipFactory.create(role=Role.ADMINISTRATOR, organisation__kind=OrganisationKind.LOCAL_OFFICE)
    OfficeFactory.create(organisation=local.organisation, areas=[area])
    national_body = MembershipFactory.create(role=Role.ADMINISTRATOR, organisation__kind=OrganisationKind.REGULATOR)

    assert list(editable_contacts_for(user=local.user)) == [here]
    assert set(editable_contacts_for(user=national_body.user)) == {here, everywhere}
    with pytest.raises(NotFound):
        contact_for(user=local.user, contact_id=everywhere.pk)


def test_every_kind_has_its_place_in_the_order():
    assert next(iter(ContactKind)) is ContactKind.EMERGENCY
