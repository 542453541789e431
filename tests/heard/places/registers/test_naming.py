"""Names in capitals become names as people write them."""

import pytest

from heard.places.registers.naming import address, readable


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("OLD FIRE STATION SURGERY", "Old Fire Station Surgery"),
        ("GUY'S AND ST THOMAS' NHS FOUNDATION TRUST", "Guy's and St Thomas' NHS Foundation Trust"),
        ("DR S.K. PATEL'S GP PRACTICE", "Dr S.K. Patel's GP Practice"),
        ("O'BRIEN & MCDONALD (HULL) LTD", "O'Brien & McDonald (Hull) Ltd"),
        ("STOKE-ON-TRENT HEALTH CENTRE", "Stoke-on-Trent Health Centre"),
        ("THE HILL, 1ST FLOOR", "The Hill, 1st Floor"),
        ("DR KM RAO", "Dr KM Rao"),
        ("iSight Limited", "iSight Limited"),
        ("Old MILL House", "Old MILL House"),
    ],
)
def test_a_name_is_written_as_people_write_it(capitals, written):
    assert readable(capitals) == written


def test_an_address_stands_on_one_line():
    assert address(["1 QUAY STREET,", "", " WHITBY"]) == "1 Quay Street, Whitby"
