"""Official lists of areas: the shipped one and look-ups of any year."""

from collections import Counter

import pytest

from heard.places.official_areas import read_areas, shipped_areas
from heard.places.reading import UnreadableList

LOOK_UP = """LAD25CD,LAD25NM,UTLA25CD,UTLA25NM,RGN25CD,RGN25NM
E07000105,Ashford,E10000016,Kent,E12000008,South East
E07000106,Canterbury,E10000016,Kent,E12000008,South East
E06000035,Medway,E06000035,Medway,E12000008,South East
"""


def areas(path):
    return {row["code"]: (row["name"], row["kind"], row.get("parent", "-")) for row in read_areas(path)}


def a_file(tmp_path, words):
    path = tmp_path / "areas.csv"
    path.write_text(words, encoding="utf-8-sig")
    return path


def test_the_shipped_list_holds_englands_296_districts_153_authorities_and_9_regions():
    kinds = Counter(row["kind"] for row in shipped_areas())
    own = sum(1 for row in shipped_areas() if row["kind"] == "UPPER_TIER" and not row["code"].startswith("E10"))

    assert kinds == {"COUNTRY": 1, "REGION": 9, "UPPER_TIER": 153, "LOWER_TIER": 164}
    assert own + kinds["LOWER_TIER"] == 296


@pytest.mark.real_data
def test_the_shipped_list_is_the_official_one(real_data):
    official = areas(real_data / "geography" / "england_ltla25_utla25_region.csv")

    assert official == {row["code"]: (row["name"], row["kind"], row["parent"]) for row in shipped_areas()}


def test_a_look_up_gives_each_area_once_with_the_area_around_it(tmp_path):
    assert areas(a_file(tmp_path, LOOK_UP)) == {
        "E92000001": ("England", "COUNTRY", ""),
        "E12000008": ("South East", "REGION", "E92000001"),
        "E10000016": ("Kent", "UPPER_TIER", "E12000008"),
        "E07000105": ("Ashford", "LOWER_TIER", "E10000016"),
        "E07000106": ("Canterbury", "LOWER_TIER", "E10000016"),
        "E06000035": ("Medway", "UPPER_TIER", "E12000008"),
    }


def test_a_look_up_without_regions_says_nothing_of_them(tmp_path):
    words = "LTLA24CD,LTLA24NM,UTLA24CD,UTLA24NM\nE07000105,Ashford,E10000016,Kent\n"

    assert areas(a_file(tmp_path, words))["E10000016"] == ("Kent", "UPPER_TIER", "-")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("E07000105,Ashford,E10000032,West Sussex,E12000008,South East", "Line 5 says of E07000105 something else"),
        ("E07000107,,E10000016,Kent,E12000008,South East", "Line 5 names no lower-tier area"),
    ],
)
def test_a_look_up_that_contradicts_itself_is_refused_with_its_line(tmp_path, row, sentence):
    with pytest.raises(UnreadableList, match=sentence):
        list(read_areas(a_file(tmp_path, f"{LOOK_UP}{row}\n")))


def test_heards_own_columns_are_read_as_before(tmp_path):
    path = a_file(tmp_path, "code,name,kind,parent\nZZ1,Harbourshire,UPPER_TIER,\n")

    assert areas(path) == {"ZZ1": ("Harbourshire", "UPPER_TIER", "")}
