"""Making a campaign and its parts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.accounts.doors import Role
from heard.accounts.models import AuditLine
from heard.campaigns import actions, queries
from heard.campaigns.doors import Door, DoorRule
from heard.campaigns.models import Campaign, CampaignState
from heard.campaigns.questions.templates import TEMPLATES
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, WaveFactory

NOW = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)


def a_plan(**words):
    return actions.CampaignPlan(
        **{
            "title": "Because we care",
            "hashtag": "BecauseWeCare",
            "summary": "",
            "starts_on": date(2020, 7, 8),
            "ends_on": date(2021, 3, 31),
            "baseline_starts_on": None,
            "baseline_ends_on": None,
            "contact_phone": "",
            "contact_hours": "",
            "allowed_hosts": (),
            "is_front_page": False,
            **words,
        }
    )


def create(**words):
    owner = OrganisationFactory.create()
    return actions.create_campaign(owner=owner, plan=a_plan(**words), by=member(Role.CAMPAIGN_MANAGER, owner), now=NOW)


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2100, 1, 1)))
def test_a_year_before_is_the_same_day_of_the_calendar(day):
    before = actions.year_before(day)

    assert before.year == day.year - 1
    assert before.month == day.month
    assert before.day == (28 if (day.month, day.day) == (2, 29) else day.day)


@pytest.mark.django_db
def test_a_campaign_is_compared_with_the_same_days_a_year_before():
    campaign = create()

    assert (campaign.baseline_starts_on, campaign.baseline_ends_on) == (date(2019, 7, 8), date(2020, 3, 31))
    assert AuditLine.objects.get().code == "campaigns.campaign.created"


@pytest.mark.django_db
def test_two_campaigns_of_one_name_have_two_addresses():
    assert [create().slug, create().slug, create(title="New").slug] == ["because-we-care", "because-we-care-2", "new-2"]


@pytest.mark.django_db
def test_there_is_one_front_page():
    first = create(is_front_page=True)

    with pytest.raises(actions.FrontPageTaken):
        create(is_front_page=True)
    assert queries.front_page_campaign() == first


@pytest.mark.django_db
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_form_gets_the_questions_of_its_template(template):
    campaign = CampaignFactory.create()
    organisation = OrganisationFactory.create(name="Contact")

    form = actions.add_form(
        campaign=campaign, organisation=organisation, title="Tell us", template=template, by=None, now=NOW
    )

    assert form.slug == "contact-2"
    assert queries.current_question_set(form).questions.exists()
    assert queries.offered_forms(campaign=campaign) == [form]


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["Contact", "New", "Tap"])
def test_a_form_does_not_take_a_word_that_its_campaigns_addresses_use(word):
    form = actions.add_form(
        campaign=CampaignFactory.create(),
        organisation=OrganisationFactory.create(name=word),
        title="Tell us",
        template="regulator",
        by=None,
        now=NOW,
    )

    assert form.slug == f"{word.lower()}-2"


@pytest.mark.django_db
def test_an_open_campaign_takes_no_more_forms():
    campaign = CampaignFactory.create(open=True)

    with pytest.raises(actions.NotPreparing):
        actions.add_form(
            campaign=campaign, organisation=campaign.owner, title="Late", template="regulator", by=None, now=NOW
        )


@pytest.mark.django_db
def test_a_campaign_that_opened_in_the_meantime_takes_no_more_forms():
    campaign = CampaignFactory.create()
    as_it_was = Campaign.objects.get(pk=campaign.pk)
    Campaign.objects.update(state=CampaignState.OPEN)

    with pytest.raises(actions.NotPreparing):
        actions.add_form(
            campaign=as_it_was, organisation=campaign.owner, title="Late", template="regulator", by=None, now=NOW
        )


@pytest.mark.django_db
def test_a_slow_edit_does_not_reopen_a_campaign_that_closed_in_the_meantime():
    campaign = CampaignFactory.create(open=True)
    as_it_was = Campaign.objects.get(pk=campaign.pk)
    actions.close_campaign(campaign=campaign, by=None, now=NOW)
    actions.change_doors(campaign=campaign, rule=DoorRule(order=(Door.TALK,)), by=None, now=NOW)

    actions.change_campaign(campaign=as_it_was, plan=a_plan(title="Renamed"), by=None, now=NOW)

    kept = Campaign.objects.get(pk=campaign.pk)
    assert (kept.title, kept.state, kept.closed_at) == ("Renamed", CampaignState.CLOSED, NOW)
    assert kept.doors == campaign.doors


@pytest.mark.django_db
def test_a_waves_name_stands_once_in_a_campaign():
    wave = WaveFactory.create(name="Carers")
    plan = actions.WavePlan(
        name="Carers",
        audience="carers",
        audience_kind="CARERS",
        greeting="Hello, carers.",
        starts_on=wave.starts_on,
        ends_on=wave.ends_on,
    )

    for name in ("Carers", "CARERS"):
        with pytest.raises(actions.WaveExists):
            actions.add_wave(campaign=wave.campaign, plan=replace(plan, name=name), by=None, now=NOW)
    actions.change_wave(wave=wave, plan=plan, by=None, now=NOW)
    wave.refresh_from_db()
    assert (wave.audience, wave.audience_kind, wave.greeting) == ("carers", "CARERS", "Hello, carers.")


@pytest.mark.django_db
def test_an_organisation_is_a_partner_once():
    campaign, organisation = CampaignFactory.create(), OrganisationFactory.create()
    actions.add_partner(campaign=campaign, organisation=organisation, by=None, now=NOW)

    with pytest.raises(actions.AlreadyPartner):
        actions.add_partner(campaign=campaign, organisation=organisation, by=None, now=NOW)


@pytest.mark.django_db
def test_the_doors_are_kept_with_the_campaign():
    campaign = CampaignFactory.create()

    actions.change_doors(campaign=campaign, rule=DoorRule(order=(Door.TALK,)), by=None, now=NOW)

    campaign.refresh_from_db()
    assert campaign.doors["order"] == ["TALK"]
