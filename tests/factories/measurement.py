"""Makes imported counts and figures of networks for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from heard.measurement.models import CountImport, DailyCount, NetworkFigure, NetworkImport, Outcome, Span

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
