"""From which of our pages a request came, whatever a browser says."""

import pytest

from heard.design.origins import path_before


@pytest.mark.parametrize(
    ("referer", "path"),
    [
        ("http://testserver/staff/cases/1/?page=2", "/staff/cases/1/?page=2"),
        ("http://elsewhere.example/staff/", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_only_a_page_of_our_own_is_led_back_to(rf, referer, path):
    assert path_before(rf.get("/", headers={"referer": referer})) == path
