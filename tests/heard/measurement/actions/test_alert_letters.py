"""Letters about alerts: asked for by each person, one a day at most, and only where there is something to tell."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from heard.accounts import mail as accounts_mail
from heard.accounts.models import AuditLine, Membership, Role
from heard.measurement.actions.alert_letters import choose_letter, write_about_alerts
from heard.measurement.models import Alert, AlertKind, AlertLetter
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory, PlacementFactory

pytestmark = pytest.mark.django_db

EVENING = datetime(2020, 7, 28, 18, 0, tzinfo=UTC)
EARLY = datetime(2020, 7, 29, 6, 59, tzinfo=UTC)
EIGHT = datetime(2020, 7, 29, 7, 0, tzinfo=UTC)
"""Eight in the morning of summer time."""


@pytest.fixture
def campaign():
    return CampaignFactory.create(open=True, title="Tell us", slug="tell-us")


@pytest.fixture
def reader(campaign):
    """Somebody who asked for the letter the evening before."""
    user = member(Role.CAMPAIGN_MANAGER, campaign.owner)
    choose_letter(campaign=campaign, by=user, wanted=True, now=EVENING)
    return user


def raised(campaign, *, kind=AlertKind.BOTS, ended_at=None, placement=None):
    return Alert.objects.create(
        campaign=campaign,
        kind=kind,
        placement=placement,
        observed=900,
        expected=3,
        raised_at=EVENING - timedelta(hours=1),
        ended_at=ended_at,
        seen_by=member(Role.ANALYST, campaign.owner),
    )


def test_it_comes_at_eight_local_time_once_whatever_restarts(campaign, reader):
    raised(campaign)

    assert write_about_alerts(now=EARLY) == 0
    assert write_about_alerts(now=EIGHT) == 1
    assert write_about_alerts(now=EIGHT + timedelta(hours=3)) == 0
    assert write_about_alerts(now=EIGHT + timedelta(days=1)) == 1
    assert [letter.to for letter in mail.outbox] == [[reader.email]] * 2


def test_it_says_what_the_page_says_names_nobody_and_how_to_stop_it(campaign, reader):
    seen = raised(campaign)
    write_about_alerts(now=EIGHT)

    [letter] = mail.outbox
    assert letter.subject == "Tell us: 1 alert stands"
    assert "A flood of bots\n900 visits by bots came in an hour where 3.0 are usual" in letter.body
    assert "Since 28 July 2020, 18:00." in letter.body
    assert "/staff/live/tell-us/alerts/letter/" in letter.body
    for person in (reader, seen.seen_by):
        assert person.full_name not in letter.body
        assert person.email not in letter.body
    assert AuditLine.objects.get(code="measurement.alert.letter_sent").detail == {"standing": 1, "ended": 0}


def test_who_did_not_ask_gets_none(campaign):
    member(Role.CAMPAIGN_MANAGER, campaign.owner)
    raised(campaign)

    assert write_about_alerts(now=EIGHT) == 0


def test_nothing_is_written_where_nothing_is_to_be_told(campaign, reader):
    assert write_about_alerts(now=EIGHT) == 0

    raised(campaign)
    assert write_about_alerts(now=EIGHT + timedelta(hours=1)) == 0, "this morning is over"
    assert write_about_alerts(now=EIGHT + timedelta(days=1)) == 1


def test_what_ended_is_told_once(campaign, reader):
    link = PlacementFactory.create(campaign=campaign, post="Poster", code="poster-a")
    raised(campaign, kind=AlertKind.QUIET, placement=link, ended_at=EIGHT - timedelta(hours=1))
    raised(campaign, ended_at=EVENING - timedelta(minutes=1))

    assert write_about_alerts(now=EIGHT) == 1
    assert write_about_alerts(now=EIGHT + timedelta(days=1)) == 0
    [letter] = mail.outbox
    assert letter.subject == "Tell us: no alert stands any more"
    assert "A link has gone quiet: The link “Poster” (poster-a) – ended 29 July 2020, 07:00" in letter.body
    assert "bots" not in letter.body


def test_what_could_not_be_sent_is_tried_again_the_same_day(campaign, reader, monkeypatch):
    raised(campaign)
    send = accounts_mail.send
    monkeypatch.setattr(accounts_mail, "send", lambda **_: False)
    assert write_about_alerts(now=EIGHT) == 0

    monkeypatch.setattr(accounts_mail, "send", send)
    assert write_about_alerts(now=EIGHT + timedelta(minutes=10)) == 1
    assert write_about_alerts(now=EIGHT + timedelta(minutes=20)) == 0


def test_who_may_no_longer_see_the_campaign_gets_none_ever_again(campaign, reader):
    raised(campaign)
    Membership.objects.filter(user=reader).update(ended_at=EVENING)

    assert write_about_alerts(now=EIGHT) == 0
    assert not AlertLetter.objects.exists()


def test_who_asks_in_the_morning_is_written_to_the_next_one(campaign):
    raised(campaign)
    user = member(Role.ANALYST, campaign.owner)
    choose_letter(campaign=campaign, by=user, wanted=True, now=EIGHT + timedelta(hours=1))

    assert write_about_alerts(now=EIGHT + timedelta(hours=2)) == 0
    assert write_about_alerts(now=EIGHT + timedelta(days=1)) == 1


def test_it_stops_for_whoever_stops_it_alone(campaign, reader):
    other = member(Role.ANALYST, campaign.owner)
    choose_letter(campaign=campaign, by=other, wanted=True, now=EVENING)
    for _ in range(2):
        choose_letter(campaign=campaign, by=reader, wanted=False, now=EVENING)
    raised(campaign)

    assert write_about_alerts(now=EIGHT) == 1
    assert mail.outbox[0].to == [other.email]
    assert AuditLine.objects.filter(code="measurement.alert.letter_stopped").count() == 1
