from hypothesis import given
from hypothesis import strategies as st

from evidence.worlds.chance import Chance
from evidence.worlds.comments import identifiers

chances = st.integers(0, 10**9).map(Chance)


@given(chances)
def test_an_nhs_number_has_a_right_check_digit_and_begins_with_999(chance: Chance) -> None:
    digits = [int(sign) for sign in identifiers.nhs_number(chance) if sign.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    assert digits[:3] == [9, 9, 9]
    assert len(digits) == 10
    assert (11 - total % 11) % 11 == digits[9]


@given(chances)
def test_a_telephone_number_is_reserved_for_drama(chance: Chance) -> None:
    number = identifiers.phone(chance).replace(" ", "").replace("+44", "0")
    assert number.startswith(("07700900", "02079460", "01632960"))
    assert len(number) == 11


@given(chances)
def test_a_postcode_covers_no_place(chance: Chance) -> None:
    assert identifiers.postcode(chance).startswith("ZZ99 ")
