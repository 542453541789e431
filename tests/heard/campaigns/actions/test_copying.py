"""Making a new campaign from one that there is."""

from datetime import UTC, date, datetime

import pytest

from heard.campaigns import actions
from heard.campaigns.models import Campaign, CampaignState, Channel, Measure, Placement, Question, Visit
from heard.campaigns.questions.actions import freeze
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import (
    AmountFactory,
    CampaignFactory,
    ObjectiveFactory,
    PartnerFactory,
    PlacementFactory,
    VisitFactory,
    WaveFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def campaign() -> Campaign:
    """Return a campaign that ran, with one of everything."""
    campaign = CampaignFactory.create(open=True, is_front_page=True)
    form = actions.add_form(
        campaign=CampaignFactory.create(owner=campaign.owner),
        organisation=campaign.owner,
        title="Tell us",
        template="network",
        by=None,
        now=NOW,
    )
    form.campaign = campaign
    form.save()
    freeze(question_set=form.question_sets.get(), by=None, now=NOW)
    wave = WaveFactory.create(campaign=campaign, population=5_000_000, population_source="Census 2021")
    partner = PartnerFactory.create(campaign=campaign, organisation__short_name="Carers Fictional")
    plan = actions.PostPlan(name="Launch", networks=(Channel.X,), short="Tell us")
    post = actions.add_post(campaign=campaign, plan=plan, by=None, now=NOW)
    actions.approve_post(post=post, version=1, by=UserFactory.create(), now=NOW)
    ObjectiveFactory.create(campaign=campaign, wave=wave, measure=Measure.FORM, by_day=date(2021, 3, 31))
    AmountFactory.create(campaign=campaign, wave=wave)
    AmountFactory.create(campaign=campaign, spent_on=date(2020, 7, 9))
    link = PlacementFactory.create(
        campaign=campaign, wave=wave, partner=partner, ready_post=post, code="carersfictional-fb", goes_out_at=NOW
    )
    PlacementFactory.create(campaign=campaign, withdrawn_at=NOW)
    VisitFactory.create(placement=link)
    return campaign


def copy(campaign: Campaign, *, has_links: bool) -> Campaign:
    plan = actions.CopyPlan(
        title="Next year", starts_on=date(2021, 7, 8), ends_on=date(2022, 3, 31), has_links=has_links
    )
    return actions.copy_campaign(campaign=campaign, plan=plan, by=None, now=NOW)


def test_a_copy_has_the_plan_shifted_and_nothing_that_anyone_did(campaign):
    made = copy(campaign, has_links=False)

    assert (made.state, made.is_front_page, made.opened_at) == (CampaignState.PREPARING, False, None)
    assert made.slug != campaign.slug
    [wave], [objective], [amount] = made.waves.all(), made.objectives.all(), made.amounts.all()
    assert (wave.starts_on, wave.population) == (date(2021, 7, 8), 5_000_000)
    assert (objective.by_day, objective.wave, amount.wave) == (date(2022, 3, 31), wave, wave)
    assert amount.spent_on is None
    [post] = made.posts.all()
    assert (post.is_approved, [text.text for text in post.texts.all()]) == (False, ["Tell us"])
    assert not made.placements.exists()
    assert Visit.objects.filter(campaign=made).count() == 0
    assert campaign.waves.count() == campaign.posts.count() == 1


def test_its_questions_are_a_fresh_version_that_can_be_changed(campaign):
    before = campaign.forms.get().question_sets.get()

    made = copy(campaign, has_links=False).forms.get().question_sets.get()

    assert (made.version, made.frozen_at, made.digest) == (1, None, "")
    assert before.frozen_at
    for name in ("pages", "questions"):
        old = list(getattr(before, name).order_by("slug").values_list("slug", "position", "data"))
        assert list(getattr(made, name).order_by("slug").values_list("slug", "position", "data")) == old
    assert not Question.objects.filter(question_set=made).exclude(page__question_set=made).exists()


def test_links_in_use_are_copied_with_codes_of_their_own(campaign):
    made = copy(campaign, has_links=True)

    link = Placement.objects.get(campaign=made)
    assert link.code == "carersfictional-fb-2"
    assert link.wave == made.waves.get()
    assert link.partner == made.partners.get()
    assert link.ready_post == made.posts.get()
    assert link.goes_out_at == datetime(2022, 6, 1, 9, 0, tzinfo=UTC)
