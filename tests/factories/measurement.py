"""Makes imported counts and figures of networks for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from heard.measurement.handles import handle_key, post_key
from heard.measurement.models import (
    CountImport,
    DailyCount,
    Engagement,
    Mention,
    Network,
    NetworkFigure,
    NetworkImport,
    Outcome,
    Span,
    Stakeholder,
    StakeholderHandle,
    Watch,
)

BROUGHT_AT = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)


class CountImportFactory(DjangoModelFactory[CountImport]):
    """A file of counts of one organisation."""

    class Meta:
        model = CountImport

    organisation = factory.SubFactory("tests.factories.accounts.OrganisationFactory")
    file_name = "counts.csv"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    row_count = 1
    imported_at = BROUGHT_AT


class DailyCountFactory(DjangoModelFactory[DailyCount]):
    """Ten forms of an organisation as a whole on one day of the year before."""

    class Meta:
        model = DailyCount

    imported = factory.SubFactory(CountImportFactory)
    organisation = factory.SelfAttribute("imported.organisation")
    outcome = Outcome.FORMS
    day = date(2019, 7, 8)
    count = 10
    source = "Contact centre"
    definition = "Web and paper forms received"


class NetworkImportFactory(DjangoModelFactory[NetworkImport]):
    """An export of Meta Ads Manager of two days."""

    class Meta:
        model = NetworkImport

    campaign = factory.SubFactory("tests.factories.campaigns.CampaignFactory")
    file_name = "ads.csv"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    source = "meta-ads"
    title = "Meta Ads Manager"
    level = "ad"
    currency = "GBP"
    first_day = date(2020, 7, 8)
    last_day = date(2020, 7, 9)
    row_count = 1
    figure_count = 1
    imported_at = BROUGHT_AT


class NetworkFigureFactory(DjangoModelFactory[NetworkFigure]):
    """A thousand paid impressions of one advertisement on Meta on one day."""

    class Meta:
        model = NetworkFigure

    imported = factory.SubFactory(NetworkImportFactory)
    campaign = factory.SelfAttribute("imported.campaign")
    source = factory.SelfAttribute("imported.source")
    network = "Meta"
    subject = factory.Sequence(lambda n: f"{n:032x}")
    key = factory.Sequence(lambda n: f"{n:032x}")
    name = "Film"
    first_day = date(2020, 7, 8)
    last_day = factory.SelfAttribute("first_day")
    span = Span.DAY
    measure = "impressions"
    paid = "paid"
    currency = factory.LazyAttribute(lambda figure: "GBP" if figure.measure == "spend" else "")
    value = 1000
    row_number = 2


class WatchFactory(DjangoModelFactory[Watch]):
    """#Heard followed on a Mastodon server, due at once."""

    class Meta:
        model = Watch

    campaign = factory.SubFactory("tests.factories.campaigns.CampaignFactory")
    network = Network.MASTODON
    service = "https://social.example"
    tag = "Heard"
    next_at = BROUGHT_AT
    made_at = BROUGHT_AT


class MentionFactory(DjangoModelFactory[Mention]):
    """A post that names the hashtag, by the account org@elsewhere.example."""

    class Meta:
        model = Mention

    campaign = factory.SubFactory("tests.factories.campaigns.CampaignFactory")
    network = Network.MASTODON
    service = "https://social.example"
    tag = "Heard"
    native_id = factory.Sequence(str)
    address = factory.LazyAttribute(lambda made: f"https://elsewhere.example/statuses/{made.native_id}")
    key = factory.LazyAttribute(lambda made: post_key(network=made.network, address=made.address))
    account_key = "a" * 64
    handle_key = factory.LazyAttribute(lambda made: handle_key(network=made.network, handle="org@elsewhere.example"))
    excerpt = "Tell them #Heard"
    posted_at = BROUGHT_AT
    found_at = BROUGHT_AT
    seen_at = BROUGHT_AT


class StakeholderFactory(DjangoModelFactory[Stakeholder]):
    """A charity in the register of an organisation."""

    class Meta:
        model = Stakeholder

    register = factory.SubFactory("tests.factories.accounts.OrganisationFactory")
    name = factory.Sequence(lambda n: f"Harbour Carers {n}")
    kind = "CHARITY"
    added_at = BROUGHT_AT


class StakeholderHandleFactory(DjangoModelFactory[StakeholderHandle]):
    """Its account on Mastodon, by which the posts of MentionFactory are known."""

    class Meta:
        model = StakeholderHandle

    stakeholder = factory.SubFactory(StakeholderFactory)
    register = factory.SelfAttribute("stakeholder.register")
    network = Network.MASTODON
    handle = "org@elsewhere.example"
    handle_key = factory.LazyAttribute(lambda made: handle_key(network=made.network, handle=made.handle))


class EngagementFactory(DjangoModelFactory[Engagement]):
    """That a stakeholder seems to have passed a campaign on, by what somebody wrote down."""

    class Meta:
        model = Engagement

    campaign = factory.SubFactory("tests.factories.campaigns.CampaignFactory")
    stakeholder = factory.SubFactory(StakeholderFactory, register=factory.SelfAttribute("..campaign.owner"))
    source = "LOG"
    suggested = "AMPLIFIED"
    on = date(2020, 7, 9)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    found_at = BROUGHT_AT
