"""What visitors do, counted without knowing who they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, InterfaceError
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from heard.campaigns import actions, visiting
from heard.campaigns.models import MissedVisits, Visit, VisitClass, VisitKind
from heard.campaigns.pace import MOST, Pace
from heard.campaigns.preview import preview_token
from heard.campaigns.visiting import address_of, count_visit, visit_row, visitor_day
from tests.factories.campaigns import CampaignFactory, PlacementFactory

NOW = datetime(2020, 7, 8, 12, 0, tzinfo=UTC)
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0 Mobile Safari/537.36"


def a_request(path="/", *, user=None, **headers):
    request = RequestFactory().get(path, headers={"user-agent": PHONE, **headers}, REMOTE_ADDR="203.0.113.7")
    request.user = user or AnonymousUser()
    return request


def day_of(*, salt=b"a" * 32, user_agent=PHONE, address="203.0.113.7", link="carersuk-fb"):
    return visitor_day(salt=salt, headers={"user-agent": user_agent}, address=address, link=link)


def test_a_visitor_day_is_sixteen_bytes_and_stable():
    assert day_of() == day_of()
    assert len(day_of()) == 16


def test_another_days_salt_makes_another_visitor():
    assert day_of(salt=b"a" * 32) != day_of(salt=b"b" * 32)


def test_another_link_or_browser_makes_another_visitor():
    assert len({day_of(), day_of(link="mind-fb"), day_of(user_agent="another")}) == 3


def test_neighbours_in_one_network_look_alike_and_strangers_do_not():
    assert day_of(address="203.0.113.7") == day_of(address="203.0.113.200")
    assert day_of(address="203.0.113.7") != day_of(address="203.0.114.7")
    assert day_of(address="2001:db8:0:1::1") == day_of(address="2001:db8:0:1:ffff::2")
    assert day_of(address="2001:db8:0:1::1") != day_of(address="2001:db8:0:2::1")
    assert day_of(address="::ffff:203.0.113.7") == day_of(address="203.0.113.9")


@given(address=st.text(max_size=50), user_agent=st.text(max_size=200))
def test_any_address_and_browser_name_is_taken(address, user_agent):
    assert len(day_of(address=address, user_agent=user_agent)) == 16


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_wrote():
    headers = {"x-forwarded-for": "198.51.100.1, 203.0.113.7"}

    assert address_of(headers=headers, remote="10.0.0.1", behind_proxy=True) == "203.0.113.7"
    assert address_of(headers=headers, remote="10.0.0.1", behind_proxy=False) == "10.0.0.1"


def test_a_row_of_a_head_request_is_none():
    row = visit_row(
        kind=VisitKind.CLICK,
        at=NOW,
        campaign_id=1,
        link="a-link",
        method="HEAD",
        headers={"user-agent": PHONE},
        address="203.0.113.7",
        salt=b"a" * 32,
    )

    assert row is None


@pytest.mark.django_db
def test_a_visit_is_written_with_its_class_and_visitor_day():
    placement = PlacementFactory.create(campaign=CampaignFactory.create(open=True))

    count_visit(request=a_request(), kind=VisitKind.LANDING, campaign=placement.campaign, placement=placement, now=NOW)

    visit = Visit.objects.get()
    assert (visit.kind, visit.visitor_class, visit.is_test) == (VisitKind.LANDING, VisitClass.HUMAN, False)
    assert visit.visitor_day is not None
    assert len(bytes(visit.visitor_day)) == 16
    assert Visit.objects.by_people().count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [VisitKind.CLICK, VisitKind.LANDING, VisitKind.LOOKUP, VisitKind.FORM_START])
def test_who_comes_faster_than_people_do_is_suspect_and_stays_written(monkeypatch, kind):
    monkeypatch.setattr(visiting, "_pace", Pace())
    campaign = CampaignFactory.create(open=True)

    for _ in range(MOST + 2):
        count_visit(request=a_request(), kind=kind, campaign=campaign, now=NOW)

    assert Visit.objects.count() == MOST + 2
    assert Visit.objects.by_people().count() == MOST
    assert set(Visit.objects.filter(visitor_class=VisitClass.SUSPECT).values_list("reason", flat=True)) == {"pace"}


@pytest.mark.django_db
def test_visits_in_preparation_are_tests_and_never_counted():
    campaign = CampaignFactory.create()

    count_visit(request=a_request(), kind=VisitKind.LANDING, campaign=campaign, now=NOW)

    assert Visit.objects.get().is_test
    assert not Visit.objects.counted().exists()


@pytest.mark.django_db
def test_visits_with_the_preview_token_are_tests_also_while_open():
    campaign = CampaignFactory.create(open=True)
    path = f"/?preview={preview_token(campaign_id=campaign.pk)}"

    count_visit(request=a_request(path), kind=VisitKind.LANDING, campaign=campaign, now=NOW)

    assert Visit.objects.get().is_test


@pytest.mark.django_db
def test_a_visitor_who_declines_is_not_written():
    count_visit(
        request=a_request("/?nostats=1"), kind=VisitKind.LANDING, campaign=CampaignFactory.create(open=True), now=NOW
    )

    assert not Visit.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("error", [DatabaseError("database is locked"), InterfaceError("connection already closed")])
def test_a_failed_write_never_reaches_the_visitor_and_is_counted_as_missed_later(monkeypatch, error):
    campaign = CampaignFactory.create(open=True)

    def locked(*_args, **_kwargs):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(actions, "salt_of_today", locked)
        count_visit(request=a_request(), kind=VisitKind.LANDING, campaign=campaign, now=NOW)
    assert not Visit.objects.exists()

    count_visit(request=a_request(), kind=VisitKind.LANDING, campaign=campaign, now=NOW)

    assert Visit.objects.count() == 1
    assert MissedVisits.objects.get().count == 1


@pytest.mark.django_db
def test_missed_visits_wait_on_while_they_cannot_be_written_and_are_then_counted_in_their_hours(monkeypatch):
    campaign = CampaignFactory.create(open=True)
    an_hour_later = NOW + timedelta(hours=1)

    def locked(*_args, **_kwargs):
        raise DatabaseError("database is locked")

    def visit(now):
        count_visit(request=a_request(), kind=VisitKind.LANDING, campaign=campaign, now=now)

    with monkeypatch.context() as patch:
        patch.setattr(actions, "salt_of_today", locked)
        visit(NOW)
        visit(NOW + timedelta(minutes=1))
    with monkeypatch.context() as patch:
        patch.setattr(actions, "count_missed", locked)
        visit(an_hour_later)
    visit(an_hour_later)
    visit(an_hour_later)

    assert dict(MissedVisits.objects.values_list("hour", "count")) == {NOW: 2, an_hour_later: 1}
    assert Visit.objects.count() == 2


@pytest.mark.django_db
def test_while_one_visitor_writes_what_was_missed_another_does_not_write_it_too(monkeypatch):
    campaign = CampaignFactory.create(open=True)
    written = []

    def visit():
        count_visit(request=a_request(), kind=VisitKind.LANDING, campaign=campaign, now=NOW)

    def locked(*_args, **_kwargs):
        raise DatabaseError("database is locked")

    def write_while_another_comes(*, now, missed):
        written.append(missed)
        if len(written) == 1:
            visit()

    with monkeypatch.context() as patch:
        patch.setattr(actions, "salt_of_today", locked)
        visit()
    monkeypatch.setattr(actions, "count_missed", write_while_another_comes)
    visit()

    assert written == [1]
    assert Visit.objects.count() == 2
