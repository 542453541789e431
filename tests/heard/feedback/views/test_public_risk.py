"""Whom someone at risk is told to call: by day, by night, where the council is known, and who is not watching."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from heard.places.models import UrgentContact
from tests.factories.campaigns import PlacementFactory
from tests.factories.places import AreaFactory, OfficeFactory, ServiceFactory
from tests.heard.feedback.walking import open_form, to_check, told, walker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DAY, NIGHT = "2026-12-09T11:00", "2026-12-09T22:00"


@pytest.fixture
def area():
    area = AreaFactory.create(name="Ambleshire")
    OfficeFactory.create(areas=[area])
    hours = {
        "ADULT_SAFEGUARDING_DAY": "Monday to Friday, 9am to 5pm",
        "ADULT_SAFEGUARDING_NIGHT": "Monday to Friday, 5pm to 9am; weekends and bank holidays at any time",
    }
    for number, (kind, words) in enumerate(hours.items(), 1):
        UrgentContact.objects.create(
            area=area,
            kind=kind,
            name=f"Team {kind.rpartition('_')[2].lower()}",
            number=f"01632 96000{number}",
            hours=words,
            source="x",
            checked_on=date(2026, 12, 1),
            expires_on=date(2027, 12, 1),
        )
    return area


@pytest.fixture
def form():
    form = open_form()
    form.organisation.name, form.reading_hours = "Care Watch", "Monday to Friday, 9am to 5pm"
    form.organisation.save()
    form.save()
    return form


@pytest.fixture
def at(monkeypatch):
    def set_clock(words):
        now = datetime.fromisoformat(words).replace(tzinfo=ZoneInfo("Europe/London"))
        monkeypatch.setattr("heard.design.clock.now", lambda: now)

    return set_clock


def at_risk(form, query=""):
    person = walker(form).start(query)
    return person.answer(tone="BAD").answer(about="CARED_FOR").answer(age="yes").answer(risk="yes")


def test_by_day_the_councils_own_number_stands_where_the_link_was_placed_for_its_area(form, area, at):
    at(DAY)
    placement = PlacementFactory.create(campaign=form.campaign, area=area)

    person = at_risk(form, f"?p={placement.code}")

    assert {"tel:999", "tel:111", "tel:01632960001", "tel:116123", "sms:85258"} <= set(person.read.links)
    assert "tel:01632960002" not in person.read.links
    assert "Open now until 5pm" in person.text
    assert "People at Care Watch are reading now." in person.text


def test_by_night_the_number_of_the_night_stands_there_and_it_is_said_that_nobody_reads(form, area, at):
    at(NIGHT)
    placement = PlacementFactory.create(campaign=form.campaign, area=area)

    person = at_risk(form, f"?p={placement.code}")

    assert "tel:01632960002" in person.read.links
    assert "tel:01632960001" not in person.read.links
    assert "Nobody at Care Watch is reading now. They start again tomorrow at 9am." in person.text


def test_where_no_area_is_known_a_link_leads_to_the_council(form, area, at):
    at(NIGHT)

    person = at_risk(form)

    assert "tel:01632960002" not in person.read.links
    assert any(link.endswith("/contact/") for link in person.read.links)


def test_what_has_expired_is_not_shown(form, area, at):
    at(DAY)
    UrgentContact.objects.update(expires_on=date(2026, 12, 8))
    placement = PlacementFactory.create(campaign=form.campaign, area=area)

    person = at_risk(form, f"?p={placement.code}")

    assert "tel:01632960001" not in person.read.links
    assert "tel:999" in person.read.links


def test_the_contact_page_tells_the_councils_number_of_the_area(client, form, area, at):
    at(NIGHT)

    page = client.get(f"/c/{form.campaign.slug}/contact/", {"q": "Ambleshire"}).content.decode()

    assert 'href="tel:01632960002"' in page
    assert 'href="tel:01632960001"' not in page


def test_once_sent_the_council_of_the_area_whose_service_was_told_of_is_named(form, area, at):
    at(DAY)
    service = ServiceFactory.create(area=area)
    person = to_check(told(form, service=service.code)).answer()

    page = person.client.get(f"/c/{form.campaign.slug}/{form.slug}/sent/").content.decode()

    assert 'href="tel:01632960001"' in page
    assert "People at Care Watch are reading now." in page
