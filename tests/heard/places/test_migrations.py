"""What stood before a migration stands after it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.migrations


def test_an_office_covers_the_areas_that_it_covered(migrated_to):
    before = migrated_to("places", "0001_initial")
    organisation = before.get_model("accounts", "Organisation").objects.using("old")
    office = before.get_model("places", "Office").objects.using("old")
    area = before.get_model("places", "Area").objects.using("old")
    voice = organisation.create(name="Voice", slug="voice", kind="LOCAL_OFFICE", created_at="2026-07-08T09:00Z")
    harbour = office.create(organisation=voice, name="Harbour", hours="Ring us")
    office.create(organisation=voice, name="Nowhere")
    harbour.areas.set([area.create(code=code, name=code, kind="UPPER_TIER") for code in ("E1", "E2")])

    after = migrated_to("places", "0003_office_areas_removed")

    coverage = after.get_model("places", "OfficeCoverage").objects.using("old")
    assert sorted(coverage.values_list("office__name", "area__code", "valid_from", "valid_to")) == [
        ("Harbour", "E1", None, None),
        ("Harbour", "E2", None, None),
    ]


@pytest.mark.django_db
def test_what_came_with_heard_unchecked_no_longer_says_that_it_was_checked():
    step = import_module("heard.places.migrations.0010_unchecked_contacts")
    contacts = apps.get_model("places", "UrgentContact").objects
    for name, checked_on in (("Samaritans", "2026-11-25"), ("Shout", "2026-12-01"), ("Childline", "2026-11-25")):
        contacts.create(name=name, kind="LISTENING", number="116 123", source="x", checked_on=checked_on)

    step.say_what_was_not_checked(apps, SimpleNamespace(connection=connection))

    assert list(contacts.filter(checked_on=None).values_list("name", flat=True)) == ["Samaritans"]
