"""Makes imported counts for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from heard.measurement.models import CountImport, DailyCount, Outcome

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
