"""Alerts are raised when something is wrong, once, and end when it is right again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from heard.accounts.models import AuditLine, Role
from heard.campaigns.models import Destination, Measure, VisitClass
from heard.feedback.models import SentBack
from heard.measurement import tasks
from heard.measurement.actions import alerting
from heard.measurement.alert_words import sentence_of
from heard.measurement.models import Alert, AlertKind, FigureKind, HourlyFigure, Standing
from tests.factories.accounts import member
from tests.factories.campaigns import (
    CampaignFactory,
    FormFactory,
    ObjectiveFactory,
    PlacementFactory,
    VisitFactory,
    WaveFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 29, 11, 20, tzinfo=UTC)
TODAY = date(2020, 7, 29)


@pytest.fixture
def campaign():
    return CampaignFactory.create(open=True)


def past(placement, *counts, kind=FigureKind.CLICK, standing=Standing.COUNTED):
    """Give a link so many of one kind in each stretch of 24 hours, the latest first."""
    for back, count in enumerate(counts):
        at = NOW.replace(minute=0) - timedelta(hours=3 + 24 * back)
        HourlyFigure.objects.create(
            campaign=placement.campaign,
            placement=placement,
            organisation=placement.campaign.owner if kind == FigureKind.FORM else None,
            day=at.date(),
            hour=at,
            kind=kind,
            standing=standing,
            count=count,
        )


def watch(campaign, *, now=NOW):
    alerting.watch(campaign=campaign, now=now, today=TODAY)
    return set(Alert.objects.filter(ended_at=None).values_list("kind", flat=True))


def test_a_link_gone_quiet_is_told_once_and_ends_when_it_is_clicked_again(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    past(placement, 1, *[40] * 10)

    assert watch(campaign) == {AlertKind.QUIET}
    assert watch(campaign) == {AlertKind.QUIET}
    alert = Alert.objects.get()
    assert (alert.observed, alert.expected) == (1, 40)
    assert "had 1 click in a day where 40 are usual" in sentence_of(alert)

    HourlyFigure.objects.filter(count=1).update(count=38)
    assert watch(campaign) == set()
    assert Alert.objects.get().ended_at == NOW


def test_a_link_with_few_clicks_or_a_short_past_is_never_called_quiet(campaign):
    past(PlacementFactory.create(campaign=campaign), 0, *[4] * 10)
    past(PlacementFactory.create(campaign=campaign), 0, 90, 90)

    assert watch(campaign) == set()


def test_the_line_can_be_set_for_a_campaign(campaign):
    past(PlacementFactory.create(campaign=campaign), 22, *[40] * 10)
    usual = watch(campaign)
    alerting.set_alert_lines(
        campaign=campaign,
        quiet_chance=0.05,
        bots_least=100,
        target_chance=0.2,
        by=member(Role.CAMPAIGN_MANAGER, campaign.owner),
        now=NOW,
    )

    assert usual == set()
    assert watch(campaign) == {AlertKind.QUIET}
    assert AuditLine.objects.filter(code="measurement.alert.lines_set").exists()


def test_a_link_whose_wave_is_over_and_is_still_clicked_is_told(campaign):
    wave = WaveFactory.create(
        campaign=campaign, starts_on=TODAY - timedelta(days=20), ends_on=TODAY - timedelta(days=3)
    )
    past(PlacementFactory.create(campaign=campaign, wave=wave), 10)

    assert watch(campaign) == {AlertKind.OVER}


def test_a_few_clicks_on_a_link_whose_wave_is_over_are_no_alert(campaign):
    wave = WaveFactory.create(
        campaign=campaign, starts_on=TODAY - timedelta(days=20), ends_on=TODAY - timedelta(days=3)
    )
    past(PlacementFactory.create(campaign=campaign, wave=wave), 9)

    assert watch(campaign) == set()


def test_a_flood_of_bots_is_told(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    VisitFactory.create_batch(
        120, placement=placement, campaign=campaign, at=NOW - timedelta(minutes=30), visitor_class=VisitClass.BOT
    )
    tasks.roll_up_some(holder="one", limit=200)

    assert watch(campaign) == {AlertKind.BOTS}


def test_a_fall_of_forms_among_starts_is_told(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    past(placement, 60, *[50] * 8, kind=FigureKind.FORM_START)
    past(placement, 3, *[30] * 8, kind=FigureKind.FORM)

    assert watch(campaign) == {AlertKind.ERRORS}
    assert "5% of forms begun were sent, where 60% are usual" in sentence_of(Alert.objects.get())


def sent_back(form, *counts, page="words"):
    """Send a page of a form back so many times in each stretch of 24 hours, the latest first."""
    for back, count in enumerate(counts):
        at = NOW.replace(minute=0) - timedelta(hours=3 + 24 * back)
        SentBack.objects.create(form=form, page=page, hour=at, count=count)


def test_a_fall_of_forms_says_which_page_is_sent_back_most(campaign):
    placement, form = PlacementFactory.create(campaign=campaign), FormFactory.create(campaign=campaign)
    past(placement, 60, *[50] * 8, kind=FigureKind.FORM_START)
    past(placement, 3, *[30] * 8, kind=FigureKind.FORM)
    sent_back(form, 12)
    sent_back(form, 3, page="age")

    assert watch(campaign) == {AlertKind.ERRORS}
    assert f"pages were sent back with a question 25 times, most often “words” ({form.title})" in sentence_of(
        Alert.objects.get()
    )


def test_a_page_that_is_sent_back_far_more_often_is_told_and_ends(campaign):
    placement, form = PlacementFactory.create(campaign=campaign), FormFactory.create(campaign=campaign)
    past(placement, *[50] * 9, kind=FigureKind.FORM_START)
    sent_back(form, 40, *[2] * 8)
    sent_back(form, *[3] * 9, page="age")

    assert watch(campaign) == {AlertKind.SENT_BACK}
    assert watch(campaign) == {AlertKind.SENT_BACK}
    alert = Alert.objects.get()
    assert (alert.page, alert.observed, alert.expected) == ("words", 80, 4)
    assert f"“words” ({form.title}) was sent back with a question 80 times" in sentence_of(alert)

    SentBack.objects.filter(count=40).update(count=2)
    assert watch(campaign) == set()


def test_days_before_pages_were_counted_are_no_past(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    past(placement, *[50] * 9, kind=FigureKind.FORM_START)
    sent_back(FormFactory.create(campaign=campaign), 40, 0, 2)

    assert watch(campaign) == set()


@pytest.mark.parametrize(("target", "expected"), [(10_000, {AlertKind.TARGET}), (20, set())])
def test_a_target_that_will_be_missed_is_told(campaign, target, expected):
    campaign.starts_on = TODAY - timedelta(days=10)
    campaign.save()
    ObjectiveFactory.create(
        campaign=campaign, wave=None, measure=Measure.CLICK, target=target, by_day=TODAY + timedelta(days=10)
    )
    placement = PlacementFactory.create(campaign=campaign)
    for back in range(1, 9):
        VisitFactory.create_batch(5, placement=placement, campaign=campaign, at=NOW - timedelta(days=back))

    assert watch(campaign) == expected


def test_a_campaign_that_is_not_open_has_no_alerts(campaign):
    past(PlacementFactory.create(campaign=campaign), 1, *[40] * 10)
    watch(campaign)
    campaign.state = "CLOSED"
    campaign.save()

    assert watch(campaign) == set()


@pytest.mark.parametrize(("status", "expected"), [(404, 1), (0, 1), (200, 0), (302, 0), (None, 0)])
def test_an_outside_address_that_does_not_answer_well_is_told(campaign, status, expected):
    PlacementFactory.create(
        campaign=campaign, destination=Destination.OUTSIDE, outside_url="https://example.org/feedback"
    )
    alerting.watch_outside_links(campaign=campaign, ask=lambda _url, _hosts: status, now=NOW)

    assert Alert.objects.filter(kind=AlertKind.BROKEN_LINK, ended_at=None).count() == expected


def test_watching_the_rest_leaves_a_broken_link_standing(campaign):
    PlacementFactory.create(campaign=campaign, destination=Destination.OUTSIDE, outside_url="https://example.org/x")
    alerting.watch_outside_links(campaign=campaign, ask=lambda _url, _hosts: 404, now=NOW)

    assert watch(campaign) == {AlertKind.BROKEN_LINK}


def test_seeing_an_alert_is_written_down_once(campaign):
    past(PlacementFactory.create(campaign=campaign), 1, *[40] * 10)
    watch(campaign)
    person = member(Role.ANALYST, campaign.owner)
    for _time in range(2):
        alerting.mark_alert_seen(alert=Alert.objects.get(), by=person, now=NOW)

    assert Alert.objects.get().seen_by == person
    assert AuditLine.objects.filter(code="measurement.alert.seen").count() == 1


def test_the_jobs_look_at_every_open_campaign(campaign, monkeypatch):
    seen = []

    def noted(*, campaign, now, today):
        seen.append(campaign)
        return 1

    monkeypatch.setattr(alerting, "watch", noted)

    assert tasks.watch_campaigns() == 1
    assert seen == [campaign]
