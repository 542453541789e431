"""Makes campaigns and what belongs to them for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from heard.campaigns.models import (
    Amount,
    Campaign,
    CampaignState,
    Channel,
    Form,
    Measure,
    Objective,
    Partner,
    Placement,
    Post,
    QuestionSet,
    Visit,
    VisitClass,
    VisitKind,
    Wave,
)

MADE_AT = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)
OPENED_AT = datetime(2020, 7, 8, 8, 0, tzinfo=UTC)


class CampaignFactory(DjangoModelFactory[Campaign]):
    """A campaign in preparation; `open=True` for an open one."""

    class Meta:
        model = Campaign

    class Params:
        open = factory.Trait(state=CampaignState.OPEN, opened_at=OPENED_AT)

    slug = factory.Sequence(lambda n: f"campaign-{n}")
    title = factory.Sequence(lambda n: f"Campaign {n}")
    hashtag = "TellUs"
    summary = "Tell us about your care."
    owner = factory.SubFactory("tests.factories.accounts.OrganisationFactory")
    starts_on = date(2020, 7, 8)
    ends_on = date(2021, 3, 31)
    baseline_starts_on = date(2019, 7, 8)
    baseline_ends_on = date(2020, 3, 31)
    contact_phone = "020 7946 0100"
    created_at = MADE_AT


class WaveFactory(DjangoModelFactory[Wave]):
    class Meta:
        model = Wave

    campaign = factory.SubFactory(CampaignFactory)
    name = factory.Sequence(lambda n: f"Wave {n}")
    audience = "unpaid carers"
    starts_on = date(2020, 7, 8)
    ends_on = date(2020, 12, 31)


class ObjectiveFactory(DjangoModelFactory[Objective]):
    """So many forms by the campaign's last day, from everyone."""

    class Meta:
        model = Objective

    campaign = factory.SubFactory(CampaignFactory)
    measure = Measure.FORM
    target = 1000
    by_day = date(2021, 3, 31)


class PostFactory(DjangoModelFactory[Post]):
    """A post without texts or picture, changed by nobody by name."""

    class Meta:
        model = Post

    campaign = factory.SubFactory(CampaignFactory)
    name = factory.Sequence(lambda n: f"Post {n}")
    networks = factory.LazyFunction(lambda: ["X"])
    changed_at = MADE_AT


class AmountFactory(DjangoModelFactory[Amount]):
    """A hundred pounds planned for the whole campaign."""

    class Meta:
        model = Amount

    campaign = factory.SubFactory(CampaignFactory)
    pence = 100_00


class PartnerFactory(DjangoModelFactory[Partner]):
    class Meta:
        model = Partner

    campaign = factory.SubFactory(CampaignFactory)
    organisation = factory.SubFactory("tests.factories.accounts.OrganisationFactory", kind="CHARITY_PARTNER")
    joined_at = MADE_AT


class FormFactory(DjangoModelFactory[Form]):
    """A form that the campaign's owner receives, without questions (see QuestionSetFactory)."""

    class Meta:
        model = Form

    campaign = factory.SubFactory(CampaignFactory)
    organisation = factory.SelfAttribute("campaign.owner")
    slug = factory.Sequence(lambda n: f"form-{n}")
    title = factory.Sequence(lambda n: f"Tell us about your care {n}")


class QuestionSetFactory(DjangoModelFactory[QuestionSet]):
    """A version of a form's questions, empty of pages."""

    class Meta:
        model = QuestionSet

    form = factory.SubFactory(FormFactory)
    version = 1
    template = "none"
    created_at = MADE_AT


class PlacementFactory(DjangoModelFactory[Placement]):
    """A link that leads to the landing page."""

    class Meta:
        model = Placement

    campaign = factory.SubFactory(CampaignFactory)
    channel = Channel.FACEBOOK
    post = "First post"
    code = factory.Sequence(lambda n: f"fictional-fb-{n}")
    created_at = MADE_AT


class VisitFactory(DjangoModelFactory[Visit]):
    """A person's click on a placement of an open campaign."""

    class Meta:
        model = Visit

    at = OPENED_AT
    placement = factory.SubFactory(PlacementFactory)
    campaign = factory.SelfAttribute("placement.campaign")
    kind = VisitKind.CLICK
    visitor_class = VisitClass.HUMAN
