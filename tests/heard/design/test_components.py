from typing import Any

from heard.design.paging import pager
from tests.heard.design.drawing import drawn_from

_IMPORT = '{% import "design/components.jinja" as part %}'


def _drawn(call: str, **values: Any) -> Any:
    return drawn_from(_IMPORT + "{{ part." + call + " }}", **values)


def test_each_cell_of_a_table_carries_its_columns_name_for_the_phone() -> None:
    columns = [{"text": "Service"}, {"text": "Pieces", "is_number": True}]
    rows = [[{"text": "Larkrise House", "href": "/x/"}, "64"]]
    page = _drawn('table("Services", columns, rows)', columns=columns, rows=rows)
    head, cell = page.find("tbody").find_all(["th", "td"])
    assert (head["data-label"], head.find("a")["href"]) == ("Service", "/x/")
    assert (cell["data-label"], cell.get_text(strip=True), cell["class"]) == ("Pieces", "64", ["heard-number"])


def test_a_risk_is_said_in_words() -> None:
    assert _drawn("risk_tag()").get_text(strip=True) == "Someone may be at risk"


def test_a_figure_stands_with_its_meaning() -> None:
    page = _drawn("stats(items)", items=[{"label": "Forms", "figure": "1,248", "note": "23% more"}])
    assert [each.get_text(strip=True) for each in page.find_all(["dt", "dd"])] == ["Forms", "1,248", "23% more"]


def test_a_change_link_says_what_it_changes() -> None:
    page = _drawn("facts(rows)", rows=[{"key": "Service", "value": "Larkrise House", "href": "/change/"}])
    assert page.find("a").get_text(" ", strip=True) == "Change Service"


def test_the_current_page_of_a_list_is_marked() -> None:
    page = _drawn('pagination(pager, "pieces")', pager=pager(query={"page": "2"}, total=60))
    assert page.find(attrs={"aria-current": "page"}).get_text(" ", strip=True) == "Page 2"
    assert "26 to 50 of 60 pieces" in page.get_text(" ", strip=True)


def test_a_list_of_one_says_so() -> None:
    page = _drawn('pagination(pager, "piece")', pager=pager(query={}, total=1))
    assert page.get_text(" ", strip=True) == "1 of 1 piece"


def test_a_number_to_call_is_dialled_by_a_tap() -> None:
    assert _drawn('phone("01632 960 001")').find("a")["href"] == "tel:01632960001"


def test_words_given_to_a_component_are_escaped() -> None:
    page = _drawn("timeline(entries)", entries=[{"title": "<i>Arrived</i>", "when": "today", "text": "<script>"}])
    assert page.find("i") is None
    assert page.find("script") is None
