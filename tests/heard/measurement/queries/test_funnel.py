"""The funnel: each step told of those who can have taken it, and files equal to the page."""

from datetime import UTC, datetime, timedelta

import pytest

from heard.campaigns.models import Channel, Destination, VisitKind
from heard.feedback.models import Channel as SentBy
from heard.feedback.models import SentBack
from heard.measurement import tasks
from heard.measurement.pages.funnel import exported, funnel_figures_page
from heard.measurement.queries import By, FigureQuery, LiveView
from heard.measurement.queries.breakdown import Tally
from heard.measurement.queries.funnel import COUNTED_STEPS, StepName, funnel
from tests.factories.campaigns import CampaignFactory, FormFactory, PlacementFactory, VisitFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOON = datetime(2020, 7, 8, 11, 0, tzinfo=UTC)


@pytest.fixture
def campaign():
    return CampaignFactory.create(open=True)


def seen(placement, kind, number, **options):
    VisitFactory.create_batch(number, placement=placement, campaign=placement.campaign, kind=kind, at=NOON, **options)


@pytest.fixture
def busy(campaign):
    """Ten clicks to the landing page, of which eight landed; four straight to a form; nine starts and six forms."""
    landing = PlacementFactory.create(campaign=campaign, channel=Channel.FACEBOOK, post="One")
    form = FormFactory.create(campaign=campaign)
    direct = PlacementFactory.create(
        campaign=campaign, channel=Channel.EMAIL, destination=Destination.FORM, form=form, language="pl"
    )
    seen(landing, VisitKind.CLICK, 10)
    seen(landing, VisitKind.LANDING, 8)
    seen(direct, VisitKind.CLICK, 4)
    seen(landing, VisitKind.FORM_START, 6)
    seen(direct, VisitKind.FORM_START, 3)
    seen(landing, VisitKind.LOOKUP, 16)
    sent = {"campaign": campaign, "organisation": form.organisation, "received_at": NOON}
    SubmissionFactory.create_batch(5, placement=landing, piece_count=2, **sent)
    SubmissionFactory.create(channel=SentBy.PAPER, **sent)
    return campaign


def funnel_of(campaign, **options):
    return funnel(view=LiveView(campaign=campaign), query=FigureQuery(**options), today=NOON.date())


def told(campaign, **options):
    return {step.name: step for step in funnel_of(campaign, **options).steps}


def test_each_step_is_told_of_those_who_can_have_taken_it(busy):
    steps = told(busy)

    assert (steps[StepName.LANDINGS].conversion.events, steps[StepName.LANDINGS].conversion.of) == (8, 10)
    assert (steps[StepName.STARTS].conversion.events, steps[StepName.STARTS].conversion.of) == (9, 12)
    assert (steps[StepName.FORMS].conversion.events, steps[StepName.FORMS].conversion.of) == (5, 9)
    assert steps[StepName.FORMS].count == 6


def test_look_ups_are_no_share_of_landings(busy):
    lookups = told(busy)[StepName.LOOKUPS]

    assert lookups.conversion.value == 2
    assert not lookups.conversion.is_share


def test_shares_and_what_one_may_do_several_times_are_written_alike(busy):
    SubmissionFactory.create(campaign=busy, received_at=NOON, piece_count=40)

    steps = {step.name: step for step in funnel_figures_page(funnel=funnel_of(busy), now=NOON).steps}

    went_on = [step.conversion for step in steps.values() if step.conversion != "–"]
    assert len(went_on) > 3
    assert all(float(each.replace(",", "")) >= 0 for each in went_on)
    assert float(steps["Pieces"].conversion) > 100
    assert "%" not in "".join(step.conversion + step.interval for step in steps.values())


def test_where_nothing_came_nothing_is_told(campaign):
    assert all(step.conversion is None for step in told(campaign).values())
    assert told(campaign)[StepName.IMPRESSIONS].count is None


@pytest.mark.parametrize("is_rolled", [False, True])
@pytest.mark.parametrize("by", list(By))
def test_the_rows_of_each_breakdown_add_up_to_the_steps(busy, by, is_rolled):
    if is_rolled:
        tasks.roll_up_some(holder="one", limit=200)
    found = funnel_of(busy, by=by)
    summed = sum((row.tally for row in found.rows), Tally())

    counts = {step.name: step.count for step in found.steps}
    assert {name: counts[name] for name in COUNTED_STEPS} == {name: summed.of(name.value) for name in COUNTED_STEPS}


def test_channel_and_language_of_the_links_narrow_it(busy):
    assert told(busy, channel=Channel.EMAIL.value)[StepName.CLICKS].count == 4
    assert told(busy, language="pl")[StepName.STARTS].count == 3
    assert told(busy, channel=Channel.EMAIL.value)[StepName.FORMS].conversion.events == 0


def test_pages_sent_back_are_told_by_page_and_narrowed_by_day_and_link(busy):
    form, link = busy.forms.get(), busy.placements.get(channel=Channel.EMAIL)
    day_before = NOON.replace(minute=0) - timedelta(days=1)
    for hour, placement, page, count in (
        (NOON, link, "words", 3),
        (NOON, None, "words", 4),
        (NOON, None, "age", 1),
        (day_before, None, "age", 1),
    ):
        SentBack.objects.create(form=form, placement=placement, page=page, hour=hour, count=count)

    found = funnel_of(busy)
    assert [(page.title, page.count) for page in found.sent_back] == [("words", 7), ("age", 2)]
    assert (found.sent_back_of_starts.events, found.sent_back_of_starts.of) == (9, 9)
    assert funnel_of(busy, since=NOON.date()).sent_back_in_all == 8
    assert funnel_of(busy, channel=Channel.EMAIL.value).sent_back_in_all == 3
    shown = funnel_figures_page(funnel=found, now=NOON)
    assert shown.sent_back == "Pages sent back with a question: 9, or 100.0 for each 100 form starts."
    assert shown.sent_back_pages[0] == f"words ({form.title}): 7"
    assert any("words" in str(row[0]) and row[1] == 7 for row in exported(found) if row)


def test_hours_are_local_hours_of_the_day(busy):
    [row] = funnel_of(busy, by=By.HOUR).rows

    assert row.label == "12:00 to 13:00"


def test_the_file_holds_what_the_page_shows_to_the_unit(busy):
    found = funnel_of(busy, by=By.CHANNEL)
    rows = list(exported(found))
    steps = {row[0]: row[1] for row in rows[1:9]}
    breakdown = rows[rows.index(()) + 2 :]

    assert list(steps.values()) == ["not brought in", *[step.count for step in found.steps][1:]]
    assert [row[2] for row in breakdown] == [row.tally.clicks for row in found.rows]
