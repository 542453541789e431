"""Postcodes as numbers: each has its own, and those with the same beginning are neighbours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.places.postcodes import Postcode, read_begun
from heard.places.postcodes.numbers import number_of, postcode_of, range_of
from heard.places.postcodes.packing import numbers_of
from heard.places.postcodes.parsing import OUTWARD

postcodes = st.builds(
    Postcode,
    outward=st.from_regex(OUTWARD, fullmatch=True),
    inward=st.from_regex(r"[0-9][A-Z]{2}", fullmatch=True),
)


@given(postcodes)
def test_a_number_leads_back_to_its_postcode_and_fits_32_bits(postcode):
    assert postcode_of(number_of(postcode)) == postcode
    assert 0 <= number_of(postcode) < 2**32


@given(st.lists(postcodes, min_size=1, max_size=30))
def test_many_at_once_get_the_numbers_that_each_gets_alone(many):
    numbers, are_postcodes = numbers_of(np.array([each.seven for each in many], dtype="S7"))

    assert are_postcodes.all()
    assert numbers.tolist() == [number_of(each) for each in many]


@given(st.text(alphabet="ABZ059 ?", min_size=7, max_size=7))
def test_many_at_once_refuse_what_is_no_postcode(signs):
    _, (is_one,) = numbers_of(np.array([signs], dtype="S7"))
    try:
        reads_as = postcode_of(number_of(Postcode(outward=signs[:4].rstrip(), inward=signs[4:]))).seven
    except (ValueError, IndexError):
        reads_as = ""

    assert is_one == (reads_as == signs)


@given(postcodes)
def test_every_beginning_of_a_postcode_holds_it(postcode):
    for typed in (
        postcode.outward,
        f"{postcode.outward} {postcode.inward[0]}",
        f"{postcode.outward} {postcode.inward[:2]}",
    ):
        first, end = range_of(read_begun(typed)[0])
        assert first <= number_of(postcode) < end


@pytest.mark.parametrize(
    ("typed", "outward", "is_in"),
    [("W1", "W1A", True), ("W1", "W10", False), ("LS1", "LS11", False), ("SW1", "SW1A", True), ("M1", "M11", False)],
)
def test_an_old_london_district_holds_its_lettered_parts_and_no_longer_numbers(typed, outward, is_in):
    first, end = range_of(read_begun(typed)[0])

    assert (first <= number_of(Postcode(outward=outward, inward="1AA")) < end) is is_in
