from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from heard.design.paging import pager

TOTALS = st.integers(min_value=0, max_value=5000)


@given(TOTALS, st.integers(min_value=1, max_value=100))
def test_the_pages_together_hold_every_entry_once(total: int, per_page: int) -> None:
    count = pager(query={}, total=total, per_page=per_page).pages
    held = [
        place
        for number in range(1, count + 1)
        for page in [pager(query={"page": str(number)}, total=total, per_page=per_page)]
        for place in range(page.offset, page.last)
    ]
    assert held == list(range(total))


@given(TOTALS, st.text(max_size=12))
def test_a_page_number_that_makes_no_sense_leads_to_one_that_does(total: int, asked: str) -> None:
    page = pager(query={"page": asked}, total=total)
    assert 1 <= page.number <= page.pages


def test_links_keep_the_rest_of_the_address() -> None:
    page = pager(query=QueryDict("status=new&area=e1&area=e2&words=a%26b&page=2"), total=100)
    assert parse_qsl(page.next_href.removeprefix("?")) == [
        ("status", "new"),
        ("area", "e1"),
        ("area", "e2"),
        ("words", "a&b"),
        ("page", "3"),
    ]


@pytest.mark.parametrize(
    ("number", "shown"),
    [("1", "1 2 … 20"), ("3", "1 2 3 4 … 20"), ("10", "1 … 9 10 11 … 20"), ("20", "1 … 19 20")],
)
def test_the_links_show_both_ends_and_what_is_near(number: str, shown: str) -> None:
    assert " ".join(link.text for link in pager(query={"page": number}, total=500).links) == shown


def test_the_ends_lead_no_further() -> None:
    assert pager(query={}, total=100).previous_href == ""
    assert pager(query={"page": "4"}, total=100).next_href == ""


def test_an_empty_list_has_one_empty_page() -> None:
    page = pager(query={}, total=0)
    assert (page.pages, page.first, page.last, page.has_many) == (1, 0, 0, False)
