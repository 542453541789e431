"""Services are found although people slip, shorten and turn words round; the nearest come first."""

import pytest

from heard.places.models import ServiceStatus
from heard.places.queries import Near, find_services
from tests.factories.places import AreaFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """A register in which one service has to be told from its like."""
    for name, address, postcode in (
        ("Harbour Street Surgery", "2 Quay Road, Whitby", "ZZ1 1AA"),
        ("Harbour House", "9 Mill Lane, Ambleside", "ZZ2 2BB"),
        ("Queen's Medical Centre", "Derby Road, Moorchester", "ZZ3 4CC"),
        ("St James Hospital", "Beck Street, Moorchester", "ZZ3 5DD"),
        ("Guy's & Thomas's Clinic", "1 Bridge Street, Riverton", "ZZ4 1EE"),
        ("Royal Vale Infirmary", "Vale Road, Riverton", "ZZ4 2FF"),
        ("Rosewood Nursing Home", "High Street, Ambleside", "ZZ2 9GG"),
    ):
        ServiceFactory.create(name=name, address=address, postcode=postcode)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("habour street surgery", "Harbour Street Surgery"),
        ("harbuor surg", "Harbour Street Surgery"),
        ("surgery harbor whitby", "Harbour Street Surgery"),
        ("harbour st surgery", "Harbour Street Surgery"),
        ("saint james", "St James Hospital"),
        ("st jmaes hosptial", "St James Hospital"),
        ("guys and thomas", "Guy's & Thomas's Clinic"),
        ("QMC", "Queen's Medical Centre"),
        ("RVI", "Royal Vale Infirmary"),
        ("royal vail infirmery", "Royal Vale Infirmary"),
        ("rosewood care home", "Rosewood Nursing Home"),
        ("zz3 4", "Queen's Medical Centre"),
        ("zz3 4c", "Queen's Medical Centre"),
        ("hospital moorchester", "St James Hospital"),
        ("hospitl zz3", "St James Hospital"),
    ],
)
def test_a_service_is_found_first(typed, name):
    assert find_services(words=typed)[0].name == name


def test_initials_that_are_another_name_are_found():
    ServiceFactory.create(name="Riverton General", other_names=["The Rivvy", "RGH"])

    assert [one.name for one in find_services(words="rgh")] == ["Riverton General"]
    assert [one.name for one in find_services(words="rivy")] == ["Riverton General"]


def test_of_services_of_one_name_the_nearest_to_the_postcode_typed_comes_first():
    ServiceFactory.create(name="Park Surgery", postcode="AB1 1AA")
    near = ServiceFactory.create(name="Park Surgery", postcode="ZZ9 1AA")

    assert find_services(words="park surgery zz9 3xx")[0] == near


def test_of_services_of_one_name_the_nearest_on_the_ground_comes_first():
    ServiceFactory.create(name="Park Surgery", easting=100_000, northing=100_000)
    near = ServiceFactory.create(name="Park Surgery", easting=400_000, northing=300_000)

    assert find_services(words="park surgery", near=Near(easting=401_000, northing=300_500))[0] == near


def test_a_town_is_found_by_the_name_of_its_area_where_no_address_is_known():
    ServiceFactory.create(name="Park Surgery", address="", area=AreaFactory.create(name="Harbourshire"))

    assert find_services(words="park harbourshire")


def test_a_closed_service_is_found_by_nobody_who_fills_in_a_form():
    ServiceFactory.create(name="Harbour Surgery", status=ServiceStatus.CLOSED)

    assert find_services(words="harbor surgery") == []


def test_single_letters_of_a_name_are_kept_apart_from_words_that_begin_so():
    for number in range(20):
        ServiceFactory.create_batch(2, name=f"S{chr(97 + number)}xton Care {number}")
    letters = ServiceFactory.create(name="C & S Homecare")

    assert find_services(words="C & S Homecare")[0] == letters
