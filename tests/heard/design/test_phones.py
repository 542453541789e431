import pytest

from heard.design.phones import phone_href


@pytest.mark.parametrize(
    ("phone", "href"),
    [("020 7946 0100", "tel:02079460100"), ("+44 (20) 7946-0100", "tel:+442079460100"), ("", ""), ("ask us", "")],
)
def test_a_number_is_called_as_a_telephone_dials_it(phone: str, href: str) -> None:
    assert phone_href(phone) == href
