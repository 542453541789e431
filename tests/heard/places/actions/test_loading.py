"""Loading lists of areas, offices and services."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.accounts.models import AuditLine
from heard.places.actions import Mode, load_areas, load_offices, load_services
from heard.places.models import Area, Office, Service
from tests.factories.accounts import OrganisationFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)


def a_service(**words):
    return {"code": "F00001", "name": "Harbour Surgery", "kind": "GP", **words}


def load(rows, **words):
    return load_services(rows=rows, by=None, now=NOW, **words)


def reasons(report):
    return [(refusal.line, refusal.reason) for refusal in report.refusals]


def test_services_are_added_changed_and_left_alone():
    rows = [a_service(), a_service(code="f00002", kind="care home", postcode="zz11aa")]
    first = load(rows)
    again = load(rows)
    third = load([a_service(name="Harbour Practice")])

    assert (first.added, again.unchanged, third.changed) == (2, 2, 1)
    assert Service.objects.get(code="F00001").name == "Harbour Practice"
    assert Service.objects.get(code="F00002").postcode == "ZZ1 1AA"
    assert AuditLine.objects.filter(code="places.services.loaded").count() == 3


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"code": ""}, "It has no code."),
        ({"name": ""}, "It has no name."),
        ({"kind": "Spaceport"}, "The kind “Spaceport” is not one of"),
        ({"postcode": "nonsense"}, "The postcode is not one."),
        ({"area": "E99"}, "There is no area “E99”."),
        ({"provider": "nobody"}, "There is no provider “nobody”."),
        ({"name": "x" * 201}, "The name is longer than 200 characters."),
        ({"code": "F00000"}, "The code F00000 stands in the list twice."),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_its_line_and_the_others_are_taken(wrong, reason):
    report = load([a_service(code="F00000"), a_service(**wrong), a_service(code="F00003")])

    assert report.added == 2
    ((line, said),) = reasons(report)
    assert line == 3
    assert said.startswith(reason)


def test_areas_and_providers_are_joined_by_their_codes():
    area, provider = AreaFactory.create(code="E06000001"), OrganisationFactory.create(slug="harbour-care")

    load([a_service(area="e06000001", provider="harbour-care")])

    service = Service.objects.get()
    assert (service.area, service.provider) == (area, provider)


def test_progress_is_told_of_every_row():
    done: list[int] = []

    load([a_service(code=f"F{n:05d}") for n in range(1500)], progress=done.append)

    assert done == [1000, 500]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {"code": st.sampled_from(["", "a1", "A1", "b2", "c3"]), "name": st.text(max_size=5), "kind": st.just("GP")}
        ),
        max_size=8,
    )
)
def test_every_row_is_added_changed_unchanged_or_refused(rows):
    Service.objects.all().delete()
    report = load(rows)

    assert report.added + report.changed + report.unchanged + len(report.refusals) == len(rows)
    assert Service.objects.count() == report.added


def test_areas_know_their_parents_also_where_those_come_later():
    report = load_areas(
        rows=[
            {"code": "E06000001", "name": "Harbour", "kind": "upper tier", "parent": "E12000001"},
            {"code": "E12000001", "name": "North", "kind": "REGION", "valid_from": "2009-04-01"},
            {"code": "E06000002", "name": "Moor", "kind": "UPPER_TIER", "parent": "E12000009"},
            {"code": "E06000003", "name": "Dale", "kind": "UPPER_TIER", "valid_to": "yesterday"},
        ],
        by=None,
        now=NOW,
    )

    assert Area.objects.get(code="E06000001").parent.name == "North"
    assert report.added == 3
    assert {reason for _, reason in reasons(report)} == {
        "The valid_to must be a day like 2026-04-01.",
        "Area E06000002: there is no area E12000009 to be its parent.",
    }


def test_offices_are_added_changed_and_left_alone():
    area = AreaFactory.create(code="E06000001")
    AreaFactory.create(code="E06000002")
    OrganisationFactory.create(slug="harbour-voice")
    row = {
        "organisation": "harbour-voice",
        "name": "Harbour office",
        "areas": "E06000001",
        "phone": "01632 960001",
        "email": "office@example.org",
        "web": "https://office.example.org",
    }

    first = load_offices(rows=[row], by=None, now=NOW)
    again = load_offices(rows=[row], by=None, now=NOW)
    moved = load_offices(rows=[{**row, "areas": "E06000001; E06000002"}], by=None, now=NOW)

    assert (first.added, again.unchanged, moved.changed) == (1, 1, 1)
    office = Office.objects.get()
    assert office.coverage.filter(area=area).exists()
    assert office.coverage.count() == 2


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"organisation": ""}, "It names no organisation."),
        ({"organisation": "nobody"}, "There is no organisation “nobody”."),
        ({"areas": "E99"}, "There is no area “E99”."),
        ({"email": "nonsense"}, "The email is not one."),
        ({"web": "nonsense"}, "The web is not one."),
    ],
)
def test_an_office_that_cannot_be_taken_is_named(wrong, reason):
    OrganisationFactory.create(slug="harbour-voice")

    report = load_offices(rows=[{"organisation": "harbour-voice", "name": "Harbour office", **wrong}], by=None, now=NOW)

    assert reasons(report) == [(2, reason)]
    assert not Office.objects.exists()


def test_a_full_list_closes_the_services_that_it_leaves_out_and_a_part_of_one_does_not():
    load([a_service(), a_service(code="F00002")])

    part = load([a_service()])
    full = load([a_service()], mode=Mode.REPLACE)

    assert (part.ended, full.ended, full.unchanged) == (0, 1, 1)
    assert Service.objects.get(code="F00002").status == "CLOSED"


def test_a_full_list_of_areas_ends_those_that_it_leaves_out_on_the_day_before():
    load_areas(rows=[{"code": "E1", "name": "Ambleshire", "kind": "UPPER_TIER"}], by=None, now=NOW)

    report = load_areas(
        rows=[{"code": "E2", "name": "Brackenshire", "kind": "UPPER_TIER"}], by=None, now=NOW, mode=Mode.REPLACE
    )

    assert report.ended == 1
    assert Area.objects.get(code="E1").valid_to == date(2026, 7, 7)


def test_a_full_list_of_offices_closes_those_that_it_leaves_out():
    organisation = OrganisationFactory(slug="speak-up")
    rows = [{"organisation": "speak-up", "name": name, "areas": ""} for name in ("North", "South")]
    load_offices(rows=rows, by=None, now=NOW)

    report = load_offices(rows=rows[:1], by=None, now=NOW, mode=Mode.REPLACE)

    assert report.ended == 1
    assert Office.objects.get(organisation=organisation, name="South").closed_at == NOW
