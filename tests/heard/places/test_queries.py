"""Finding services by their names, and the offices near someone."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.places.models import AreaKind, ServiceStatus
from heard.places.queries import (
    areas_with_offices,
    find_places,
    find_services,
    offices_for_area,
    services,
    services_by_words,
)
from tests.factories.places import AreaFactory, OfficeFactory, ServiceFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 8)


def names(things):
    return [thing.name for thing in things]


class TestServices:
    def test_the_start_of_the_name_comes_before_a_later_word(self):
        for name in ("Old Harbour House", "Harbour Surgery", "Unharboured Clinic"):
            ServiceFactory.create(name=name)

        assert names(find_services(words="harb")) == ["Harbour Surgery", "Old Harbour House"]

    def test_every_word_must_match_in_any_order_and_case(self):
        ServiceFactory.create(name="Harbour Street Surgery")
        ServiceFactory.create(name="Harbour Dental Care")

        assert names(find_services(words="SURG harb")) == ["Harbour Street Surgery"]

    def test_a_whole_name_comes_first(self):
        for name in ("Ash Surgery North", "Ash Surgery"):
            ServiceFactory.create(name=name)

        assert names(find_services(words="ash surgery"))[0] == "Ash Surgery"

    @pytest.mark.parametrize("words", ["RVV", "rvv"])
    def test_a_trusts_code_of_three_letters_is_found(self, words):
        service = ServiceFactory.create(name="East Kent Hospitals", code="RVV")
        ServiceFactory.create(name="Harbour Surgery")
        assert find_services(words=words) == [service]

    def test_a_code_is_found(self):
        service = ServiceFactory.create(code="A81001")

        assert find_services(words="a81001") == [service]

    @pytest.mark.parametrize("words", ["ZZ1", "zz1 1aa", "ZZ11AA", "surgery zz1"])
    def test_a_postcode_is_found_whole_or_by_its_first_half(self, words):
        ServiceFactory.create(name="Near surgery", postcode="ZZ1 1AA")
        ServiceFactory.create(name="Far surgery", postcode="ZZ11 1AA")

        assert names(find_services(words=words)) == ["Near surgery"]

    def test_a_street_is_found(self):
        ServiceFactory.create(name="Surgery", address="1 Lighthouse Road")

        assert names(find_services(words="lighthouse")) == ["Surgery"]

    def test_closed_services_are_not_found(self):
        ServiceFactory.create(name="Harbour Surgery", status=ServiceStatus.CLOSED)

        assert find_services(words="harbour") == []

    def test_those_in_an_area_come_first(self):
        here, there = AreaFactory.create(), AreaFactory.create()
        ServiceFactory.create(name="Harbour Surgery", code="T1", area=there)
        ServiceFactory.create(name="Harbour Surgery", code="H1", area=here)

        assert [one.code for one in find_services(words="harbour", area=here)] == ["H1", "T1"]

    def test_no_words_find_nothing(self):
        ServiceFactory.create()

        assert find_services(words="  ") == []

    def test_no_more_are_found_than_asked_for(self):
        ServiceFactory.create_batch(5, name="Harbour")

        assert len(find_services(words="harbour", limit=3)) == 3

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=120))
    def test_no_words_break_the_search(self, words):
        assert find_services(words=words) == []
        assert find_places(words=words) == []


class TestAreas:
    @pytest.mark.parametrize("words", ["harbourshire", "HARB", "bourshire", "east harb"])
    def test_an_area_is_found_in_any_case_and_in_part(self, words):
        AreaFactory.create(name="East Harbourshire")
        AreaFactory.create(name="Westmoor")

        assert names(find_places(words=words)) == ["East Harbourshire"]

    def test_names_that_begin_so_come_first(self):
        for name in ("North Kentish", "Kent"):
            AreaFactory.create(name=name)

        assert names(find_places(words="kent")) == ["Kent", "North Kentish"]

    def test_areas_that_are_gone_are_left_out(self):
        AreaFactory.create(name="Old Harbour", valid_to=date(2026, 3, 31))
        AreaFactory.create(name="New Harbour", valid_from=date(2026, 4, 1))

        assert names(find_places(words="harbour", today=TODAY)) == ["New Harbour"]

    def test_a_region_is_found_only_where_an_office_covers_it(self):
        region = AreaFactory.create(name="Harbour Region", kind=AreaKind.REGION)
        assert find_places(words="harbour") == []

        OfficeFactory.create(areas=[region])

        assert [place.area for place in find_places(words="harbour")] == [region]

    def test_an_area_with_two_offices_is_found_once(self):
        area = AreaFactory.create(name="Harbour")
        OfficeFactory.create_batch(2, areas=[area])

        assert [place.area for place in find_places(words="harbour")] == [area]
        assert list(areas_with_offices()) == [area]


class TestOffices:
    def test_an_areas_own_offices_are_found_and_closed_ones_are_not(self):
        area = AreaFactory.create()
        office = OfficeFactory.create(areas=[area])
        OfficeFactory.create(areas=[area], closed_at=datetime(2026, 1, 1, tzinfo=UTC))

        assert offices_for_area(area, today=TODAY) == [office]

    def test_where_an_area_has_none_the_area_around_it_is_asked(self):
        region = AreaFactory.create(kind=AreaKind.REGION)
        office = OfficeFactory.create(areas=[region])

        assert offices_for_area(AreaFactory.create(parent=region), today=TODAY) == [office]

    def test_both_offices_of_an_area_are_found(self):
        area = AreaFactory.create()
        offices = [OfficeFactory.create(name=name, areas=[area]) for name in ("East", "West")]

        assert offices_for_area(area, today=TODAY) == offices

    @pytest.mark.parametrize(
        ("day", "name"),
        [(date(2026, 3, 31), "Old"), (date(2026, 4, 1), "New"), (date(2026, 9, 30), "New"), (date(2026, 10, 1), None)],
    )
    def test_who_covers_an_area_is_answered_by_the_day(self, day, name):
        area = AreaFactory.create()
        old, new = (OfficeFactory.create(name=name) for name in ("Old", "New"))
        old.coverage.create(area=area, valid_to=date(2026, 3, 31))
        new.coverage.create(area=area, valid_from=date(2026, 4, 1), valid_to=date(2026, 9, 30))

        assert names(offices_for_area(area, today=day)) == ([name] if name else [])
        assert list(areas_with_offices(today=day)) == ([area] if name else [])

    def test_coverage_cannot_end_before_it_starts(self):
        with pytest.raises(IntegrityError):
            OfficeFactory.create().coverage.create(
                area=AreaFactory.create(), valid_from=date(2026, 4, 2), valid_to=date(2026, 4, 1)
            )

    def test_nobody_is_found_where_nobody_is(self):
        assert offices_for_area(AreaFactory.create(), today=TODAY) == []


def test_the_list_of_services_shows_closed_ones_too():
    ServiceFactory.create(name="Harbour Surgery", status=ServiceStatus.CLOSED)
    ServiceFactory.create(name="Moor Clinic")

    assert names(services_by_words(words="harb")) == ["Harbour Surgery"]
    assert services().count() == 2
