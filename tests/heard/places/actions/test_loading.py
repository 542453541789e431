"""Loading lists of areas, offices and services."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.accounts.models import AuditLine
from heard.places.actions import Mode, Spot, all_or_nothing, close_service, load_areas, load_offices, load_services
from heard.places.models import Area, Office, Register, Service, ServiceWord
from heard.places.queries import find_services
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


def test_a_list_that_does_not_say_so_opens_no_service_that_staff_closed():
    load([a_service()])
    service = Service.objects.get()
    close_service(service=service, closed_on=date(2026, 7, 1), successor=None, by=None, now=NOW)

    load([a_service(name="Harbour Practice")])
    service.refresh_from_db()
    assert (service.name, service.status) == ("Harbour Practice", "CLOSED")
    assert str(service.deregistered_date) == "2026-07-01"

    load([a_service(status="active")])
    service.refresh_from_db()
    assert service.status == "ACTIVE"
    assert service.deregistered_date is None


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
@pytest.mark.slow
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


def test_a_name_that_changes_stays_as_an_earlier_one_and_is_still_found():
    load([a_service()])
    load([a_service(name="Quayside Practice")])

    service = Service.objects.get()
    assert [(one.name, one.source) for one in service.other_names.all()] == [("Harbour Surgery", "EARLIER")]
    assert find_services(words="harbour surgery") == [service]


def test_other_names_are_kept_once():
    rows = [a_service(other_names="The Harbour; HSH;harbour surgery")]
    load(rows)

    assert load(rows).unchanged == 1
    assert [one.name for one in Service.objects.get().other_names.order_by("pk")] == ["The Harbour", "HSH"]


def test_a_successor_takes_the_name_over_and_the_old_service_stays():
    report = load([a_service(status="closed", successor="f00002"), a_service(code="F00002", name="Quay Practice")])

    old, new = Service.objects.order_by("code")
    assert report.refusals == []
    assert (old.successor, old.name, old.status) == (new, "Harbour Surgery", "CLOSED")
    assert find_services(words="harbour surgery") == [new]


def test_a_successor_that_is_not_there_is_named_with_its_line():
    report = load([a_service(successor="F9")])

    assert reasons(report) == [(2, "There is no other service “F9” to be its successor.")]


def test_an_official_list_leaves_out_a_row_that_cannot_be_taken_and_says_what_it_left_out_of_another():
    rows = [a_service(code=f"A{n}") for n in range(3)]
    rows += [a_service(code="A1", **{"#": "9"}), a_service(code="A7", postcode="ABROAD", **{"#": "12"})]

    report = load(rows, register=Register.ODS)

    assert (report.added, report.refusals) == (4, [])
    assert [(one.line, one.reason) for one in report.left_out] == [(9, "The code A1 stands in the list twice.")]
    assert [one.line for one in report.notes] == [12]
    assert Service.objects.get(code="A7").register_code == "A7"


def test_an_official_list_of_which_much_cannot_be_taken_is_refused():
    report = load([a_service(code=f"A{n}", name="") for n in range(30)], register=Register.CQC)

    assert len(report.refusals) == 30


def test_a_full_official_list_closes_only_services_of_its_own_register_and_none_that_it_left_out():
    load([a_service(), a_service(code="F2")])
    load([a_service(code="O1"), a_service(code="O2"), a_service(code="O3")], register=Register.ODS)

    report = load([a_service(code="O1"), a_service(code="O2", name="")], register=Register.ODS, mode=Mode.REPLACE)

    assert report.ended == 1
    assert list(Service.objects.filter(status="CLOSED").values_list("code", flat=True)) == ["O3"]


def test_a_column_that_a_list_lacks_stays_as_it_was():
    load([a_service(address="1 Quay Street", postcode="ZZ1 1AA")])
    load([a_service(name="Harbour Practice")])

    assert Service.objects.get().address == "1 Quay Street"


def test_an_area_and_grid_reference_are_found_by_the_postcode():
    area = AreaFactory.create(code="E06000001")

    load([a_service(postcode="ZZ1 1AA")], find_spot=lambda code: Spot(area="E06000001", easting=1, northing=2))

    service = Service.objects.get()
    assert (service.area, service.easting, service.northing) == (area, 1, 2)


def test_the_words_of_the_register_count_their_services():
    load([a_service(), a_service(code="F2", name="Harbour House")])
    load([a_service(code="F2", name="Quay House")])

    counted = dict(ServiceWord.objects.values_list("word", "services"))
    assert (counted["harbour"], counted["surgery"], counted["quay"]) == (2, 1, 1)


def test_a_postcode_of_a_district_stands_in_its_authority():
    authority = AreaFactory.create(code="E10000001")
    AreaFactory.create(code="E07000001", kind="LOWER_TIER", parent=authority)

    load([a_service(postcode="ZZ1 1AA")], find_spot=lambda code: Spot(area="E07000001"))

    assert Service.objects.get().area == authority


@pytest.mark.django_db
@pytest.mark.parametrize("parents", [("E1", "E1"), ("E2", "E1")])
def test_areas_that_lie_within_themselves_are_refused(parents: tuple[str, str]) -> None:
    rows = [
        {"code": code, "name": code, "kind": "UPPER_TIER", "parent": parent}
        for code, parent in zip(("E1", "E2"), parents, strict=True)
    ]
    report = load_areas(rows=rows, by=None, now=datetime(2026, 7, 8, tzinfo=UTC))

    assert any("lies within itself" in refusal.reason for refusal in report.refusals)


def test_a_full_list_that_holds_nothing_ends_nothing():
    load([a_service()])

    report = all_or_nothing(lambda: load([], mode=Mode.REPLACE), is_dry_run=False)

    assert "The list holds nothing that can be taken" in report.refusals[0].reason
    assert Service.objects.get(code="F00001").status == "ACTIVE"
