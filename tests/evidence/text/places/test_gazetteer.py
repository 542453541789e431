import pytest

from evidence.text.places.gazetteer import dump, gazetteer_from, plain, shipped

CITIES = {
    "1": {"name": "Saint Example", "population": 900, "countrycode": "GB", "latitude": 52.0, "longitude": -2.0},
    "2": {"name": "Twin", "population": 900, "countrycode": "GB", "latitude": 52.0, "longitude": -2.0},
    "3": {"name": "Twin", "population": 90_000, "countrycode": "GB", "latitude": 53.0, "longitude": -2.0},
    "4": {"name": "Londonpart", "population": 0, "countrycode": "GB", "latitude": 51.5, "longitude": -0.1},
    "5": {"name": "Elsewhere", "population": 900, "countrycode": "FR", "latitude": 48.0, "longitude": 2.0},
    "6": {"name": "Metropolis", "population": 900_000, "countrycode": "FR", "latitude": 48.0, "longitude": 2.0},
}


def test_a_place_is_small_by_its_people_unless_a_larger_one_is_called_so_or_it_is_in_london():
    made = gazetteer_from(cities=CITIES, countries=["France"], version="t")
    assert made.small == {"st example"}
    assert made.large == {"twin", "londonpart", "metropolis", "france"}
    assert made.longest == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Wells-next-the-Sea", "wells next the sea"),
        ("St. Day", "st day"),
        ("Saint Mary’s Bay", "st marys bay"),
        ("Church End, Eversholt", "church end"),
    ],
)
def test_a_name_is_compared_in_plain_words(name, words):
    assert plain(name) == words


def test_the_shipped_lists_are_compact_and_hold_what_they_should():
    made = shipped()
    assert {"weobley", "corfe castle"} <= made.small
    assert {"leeds", "hackney", "poland"} <= made.large
    assert not made.small & made.large
    assert len(dump(made)) < 50_000
