"""A campaign through a succession: its forms, links and partners go on, and name whoever receives what is sent."""

import pytest

from heard.accounts.models import Role
from heard.campaigns import links, queries
from heard.campaigns.actions.planning import AlreadyPartner, add_partner
from heard.campaigns.models import Campaign, Destination
from heard.campaigns.questions.actions import add_question_set
from heard.campaigns.questions.queries import pages_of
from heard.design.errors import NotFound
from tests.factories.accounts import A_DAY, OrganisationFactory, hand_over, member, split
from tests.factories.campaigns import (
    CampaignFactory,
    FormFactory,
    PartnerFactory,
    PlacementFactory,
)
from tests.heard.campaigns.questions.test_queries import made, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return (
        OrganisationFactory.create(name="Voices of Dunmere", slug="dunmere"),
        OrganisationFactory.create(name="Voices of the West"),
    )


@pytest.fixture
def campaign(two) -> Campaign:
    return CampaignFactory.create(open=True, owner=two[0])


class TestStaff:
    def test_of_the_successor_manage_the_campaigns_of_its_predecessor(self, two, campaign):
        manager = member(Role.CAMPAIGN_MANAGER, two[1])
        hand_over(*two)

        assert queries.managed_campaign_for(user=manager, slug=campaign.slug) == campaign
        assert queries.is_staff_of(user=manager, campaign=campaign)
        assert list(queries.owners_for(user=manager)) == [two[1]]

    def test_of_the_other_successor_of_a_split_do_not(self, two, campaign):
        other = OrganisationFactory.create()
        split(two[0], keeper=two[1], other=other)

        with pytest.raises(NotFound):
            queries.campaign_for(user=member(Role.CAMPAIGN_MANAGER, other), slug=campaign.slug)


def test_links_lead_where_they_led(two, campaign):
    form = FormFactory.create(campaign=campaign)
    link = PlacementFactory.create(campaign=campaign, destination=Destination.FORM, form=form)
    before = links.resolve(link.code)

    hand_over(*two)

    assert links.resolve(link.code) == before


def test_the_landing_page_names_whoever_receives_it_and_who_that_was(two, client):
    questions = made()
    campaign = questions.form.campaign
    Campaign.objects.filter(pk=campaign.pk).update(state="OPEN")
    another = add_question_set(
        form=FormFactory.create(campaign=campaign, organisation=two[0]), template="network", by=None, now=A_DAY
    )
    hand_over(*two)

    html = client.get(f"/c/{campaign.slug}/").content.decode()

    assert "What you say goes to Voices of the West (formerly Voices of Dunmere)." in html
    assert f"/c/{campaign.slug}/{another.form.slug}/start/" in html


def test_the_landing_page_says_who_receives_a_form_even_where_the_campaign_has_words_for_it(two, client):
    questions = made()
    another = FormFactory.create(campaign=questions.form.campaign, organisation=two[0])
    add_question_set(form=another, template="network", by=None, now=A_DAY)
    offers = [{"form": form.slug, "words": "For your local office."} for form in (questions.form, another)]
    Campaign.objects.filter(pk=questions.form.campaign.pk).update(state="OPEN", doors={"offers": offers})
    hand_over(questions.form.organisation, two[1])

    html = client.get(f"/c/{questions.form.campaign.slug}/").content.decode()

    assert "For your local office. What you say goes to Voices of the West (formerly The Inspectorate)." in html


class TestConsents:
    def test_name_the_successor_under_the_value_that_answers_hold(self, two):
        questions = made()
        FormFactory.create(campaign=questions.form.campaign, organisation=two[0])
        hand_over(*two)

        offered = {option.value: option.label for option in question(questions, "share-with").options}

        assert offered["organisation:dunmere"] == "Voices of the West (formerly Voices of Dunmere)"

    def test_name_organisations_that_became_one_once(self, two):
        questions = made()
        other = OrganisationFactory.create()
        for each in (two[0], other):
            FormFactory.create(campaign=questions.form.campaign, organisation=each)
            hand_over(each, two[1])

        offered = [option.value for option in question(questions, "share-with").options]

        assert len([value for value in offered if value.startswith("organisation:")]) == 1

    def test_do_not_name_whoever_receives_the_form_anyway(self, two):
        questions = made()
        FormFactory.create(campaign=questions.form.campaign, organisation=two[0])
        hand_over(two[0], questions.form.organisation)

        assert [one.value for one in question(questions, "share-with").options] == ["provider", "publication"]


def test_the_words_of_the_form_name_the_successor(two):
    questions = made()
    before = questions.form.organisation
    hand_over(before, two[1])
    before.refresh_from_db()

    words = str(pages_of(questions))

    assert "Voices of the West (formerly The Inspectorate)" in words


def test_a_partner_takes_part_once_under_either_name(two):
    partner = PartnerFactory.create(organisation=two[0])
    hand_over(*two)

    with pytest.raises(AlreadyPartner):
        add_partner(campaign=partner.campaign, organisation=two[1], by=None, now=A_DAY)
