"""Each organisation's forms and pieces against the same period before."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign, VisitClass, VisitKind
from heard.feedback.models import Channel
from heard.measurement import actions
from heard.measurement.models import Outcome
from heard.measurement.queries import comparisons, periods_of
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory, FormFactory, VisitFactory
from tests.factories.feedback import SubmissionFactory
from tests.factories.measurement import CountImportFactory, DailyCountFactory
from tests.factories.places import AreaFactory, OfficeFactory

pytestmark = pytest.mark.django_db

TODAY = date(2020, 7, 15)


@pytest.fixture
def campaign() -> Campaign:
    """A campaign whose one form the network receives, open since 8 July: seven whole days by 15 July."""
    campaign = CampaignFactory.create(
        open=True, owner=OrganisationFactory.create(name="The network"), baseline_starts_on=date(2019, 7, 10)
    )
    FormFactory.create(campaign=campaign)
    return campaign


def sent(campaign: Campaign, day: date, **fields) -> None:
    at = datetime.combine(day, time(12), tzinfo=UTC)
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner, received_at=at, **fields)


def last_year(organisation: Organisation, counts: list[int | None], **fields) -> None:
    brought = CountImportFactory.create(organisation=organisation)
    for offset, count in enumerate(counts):
        if count is not None:
            DailyCountFactory.create(
                imported=brought,
                organisation=organisation,
                day=date(2019, 7, 10) + timedelta(days=offset),
                count=count,
                **fields,
            )


def forms(campaign: Campaign):
    return comparisons(campaign=campaign, today=TODAY)[0]


def test_whole_days_so_far_are_compared_with_as_many_of_the_baseline(campaign):
    periods = periods_of(campaign=campaign, today=TODAY)

    assert periods is not None
    assert (periods.this.start, periods.this.end) == (date(2020, 7, 8), date(2020, 7, 14))
    assert (periods.before.start, periods.before.end) == (date(2019, 7, 10), date(2019, 7, 16))
    assert periods.is_running


def test_there_is_nothing_to_compare_before_a_whole_day(campaign):
    assert comparisons(campaign=campaign, today=date(2020, 7, 8)) == ()


def test_own_records_stand_against_imported_counts(campaign):
    for day in (8, 8, 9, 14):
        sent(campaign, date(2020, 7, day), piece_count=2)
    last_year(campaign.owner, [1, 0, 1, 0, 0, 0, 0])

    finding = forms(campaign)

    assert finding.table.rows[0][:6] == ("The network", 4, 7, 2, 7, 2.0)
    assert any("imported from “Contact centre”" in caveat for caveat in finding.caveats)
    assert any("now “Forms sent to Heard" in caveat for caveat in finding.caveats)
    assert any("still running" in caveat for caveat in finding.caveats)


def test_pieces_are_compared_apart_from_forms_and_without_imports(campaign):
    sent(campaign, date(2020, 7, 9), piece_count=2)
    sent(campaign, date(2020, 7, 9), piece_count=1, channel=Channel.PHONE)
    sent(campaign, date(2020, 7, 9), piece_count=3, channel=Channel.IMPORT)
    last_year(campaign.owner, [3] * 7, outcome=Outcome.PIECES)

    forms, pieces, _lookups = comparisons(campaign=campaign, today=TODAY)

    assert forms.table.rows[0][1] == 1
    assert pieces.table.rows[0][1:5] == (3, 7, 21, 7)


def test_a_day_without_a_count_last_year_is_unknown_and_left_out_of_both(campaign):
    sent(campaign, date(2020, 7, 9))
    sent(campaign, date(2020, 7, 10))
    last_year(campaign.owner, [0, None, 1, 0, 0, 0, 0])

    assert forms(campaign).table.rows[0][1:5] == (1, 6, 1, 6)


def test_a_day_on_which_nothing_was_sent_is_a_known_nought(campaign):
    sent(campaign, date(2020, 7, 9))
    last_year(campaign.owner, [1] * 7)

    assert forms(campaign).table.rows[0][1:5] == (1, 7, 7, 7)


def test_days_before_opening_and_today_are_not_known(campaign):
    campaign.opened_at = datetime(2020, 7, 10, 8, tzinfo=UTC)
    campaign.save()
    sent(campaign, TODAY)
    last_year(campaign.owner, [1] * 7)

    assert forms(campaign).table.rows[0][1:5] == (0, 5, 5, 5)


def test_offices_add_up_to_their_organisation(campaign):
    sent(campaign, date(2020, 7, 9))
    for office in OfficeFactory.create_batch(2, organisation=campaign.owner):
        last_year(campaign.owner, [1] * 7, office=office)

    assert forms(campaign).table.rows[0][3] == 14


def test_a_count_for_the_whole_goes_before_the_sum_of_offices(campaign):
    last_year(campaign.owner, [5] * 7)
    last_year(campaign.owner, [1] * 7, office=OfficeFactory.create(organisation=campaign.owner))

    assert forms(campaign).table.rows[0][3] == 35


def test_counts_of_two_sources_are_never_added_up(campaign):
    last_year(campaign.owner, [5] * 7)
    last_year(campaign.owner, [4] * 6, source="Old system")

    finding = forms(campaign)

    assert finding.table.rows[0][3] == 35
    assert any("“Old system” says something else" in caveat for caveat in finding.caveats)


def test_one_source_continues_where_another_ends(campaign):
    last_year(campaign.owner, [5] * 4)
    last_year(campaign.owner, [None, None, None, None, 2, 2, 2], source="New system", definition="All forms")

    finding = forms(campaign)

    assert finding.table.rows[0][3] == 26
    assert any("mix definitions" in caveat for caveat in finding.caveats)


def test_nothing_known_last_year_is_said(campaign):
    sent(campaign, date(2020, 7, 9))

    assert "cannot be compared" in forms(campaign).sentence


def test_each_organisation_with_a_form_has_its_own_finding(campaign):
    FormFactory.create(campaign=campaign, organisation=OrganisationFactory.create(name="A regulator"))

    found = comparisons(campaign=campaign, today=TODAY)

    assert [finding.table.rows[0][0] for finding in found[:-1]] == ["A regulator", "The network"] * 2
    assert found[-1].table.rows[0][0] == campaign.title


def test_a_baseline_that_overlaps_the_campaign_is_not_compared(campaign):
    campaign.baseline_starts_on, campaign.baseline_ends_on = date(2020, 7, 5), date(2020, 7, 30)
    campaign.save()

    assert comparisons(campaign=campaign, today=TODAY) == ()


def looked_up(campaign: Campaign, *days: int, **fields) -> None:
    for day in days:
        at = datetime(2020, 7, day, 12, tzinfo=UTC)
        VisitFactory.create(campaign=campaign, placement=None, kind=VisitKind.LOOKUP, at=at, **fields)


def lookups(campaign: Campaign):
    return comparisons(campaign=campaign, today=TODAY)[-1]


@pytest.mark.parametrize("is_rolled", [True, False])
def test_look_ups_are_compared_as_forms_are(campaign, is_rolled):
    last_year(campaign.owner, [1] * 7, outcome=Outcome.LOOKUPS)
    looked_up(campaign, 8, 9, 9, 14, area=AreaFactory.create())
    looked_up(campaign, 9, visitor_class=VisitClass.BOT)
    looked_up(campaign, 15)
    if is_rolled:
        actions.roll_up_visits(now=datetime(2020, 7, 15, 13, tzinfo=UTC))

    finding = lookups(campaign)

    assert finding.table.columns[0].name == "Campaign"
    assert finding.table.rows[0][:5] == (campaign.title, 4, 7, 7, 7)
    assert "contact look-ups" in finding.sentence


def test_look_ups_of_several_organisations_offices_add_up_where_all_are_known(campaign):
    office = OfficeFactory.create()
    last_year(campaign.owner, [2] * 7, outcome=Outcome.LOOKUPS)
    last_year(office.organisation, [1] * 6, outcome=Outcome.LOOKUPS, source="Another system")
    last_year(OrganisationFactory.create(), [100] * 7, outcome=Outcome.LOOKUPS)

    assert lookups(campaign).table.rows[0][1:5] == (0, 6, 18, 6)


def test_without_counts_of_the_year_before_look_ups_cannot_be_compared(campaign):
    looked_up(campaign, 9)

    assert "cannot be compared" in lookups(campaign).sentence
