"""Makes areas, offices and services for tests; all of them fictional."""

import factory
from factory.django import DjangoModelFactory

from heard.places.actions.wording import find_by_words
from heard.places.models import Area, AreaKind, NameSource, Office, OfficeCoverage, Service, ServiceKind


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"E0600{n:04d}")
    name = factory.Sequence(lambda n: f"Fictional county {n}")
    kind = AreaKind.UPPER_TIER


class OfficeFactory(DjangoModelFactory[Office]):
    """An open office; `areas=[area, …]` says which areas it covers."""

    class Meta:
        model = Office
        skip_postgeneration_save = True

    organisation = factory.SubFactory("tests.factories.accounts.OrganisationFactory")
    name = factory.Sequence(lambda n: f"Fictional office {n}")
    phone = factory.Sequence(lambda n: f"01632 960{n % 1000:03d}")
    text_relay = factory.LazyAttribute(lambda office: f"18001 {office.phone}")
    email = factory.Sequence(lambda n: f"office{n}@example.org")
    web = factory.Sequence(lambda n: f"https://office{n}.example.org/")
    hours = "Monday to Friday, 9am to 5pm"

    @factory.post_generation
    def areas(self, create, extracted, **_kwargs):
        if create and extracted:
            OfficeCoverage.objects.bulk_create(OfficeCoverage(office=self, area=area) for area in extracted)


class ServiceFactory(DjangoModelFactory[Service]):
    """A service that can be found; `other_names=["…"]` says how else people call it."""

    class Meta:
        model = Service
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"F{n:05d}")
    name = factory.Sequence(lambda n: f"Fictional surgery {n}")
    kind = ServiceKind.GP
    address = factory.Sequence(lambda n: f"{n} Example Street")
    postcode = factory.Sequence(lambda n: f"ZZ{n % 99 + 1} 1AA")
    is_fictional = True

    @factory.post_generation
    def other_names(self, create, extracted, **_kwargs):
        if create:
            for name in extracted or ():
                self.other_names.create(name=name, source=NameSource.STAFF)
            find_by_words([self])  # type: ignore[list-item]
