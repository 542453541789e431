import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import RequestFactory
from django.test.utils import override_settings

from heard.design import views
from heard.design.errors import NotFound
from heard.design.rendering import Shell
from tests.heard.design.drawing import soup


def test_a_missing_page_says_where_to_turn() -> None:
    response = views.not_found(RequestFactory().get("/nowhere/"))
    page = soup(response)
    assert response.status_code == 404
    assert page.find("h1").get_text(strip=True) == "Page not found"
    assert page.find("main").find("a")["href"] == "/"


def test_a_page_open_too_long_gives_the_words_back_and_says_how_to_go_on() -> None:
    request = RequestFactory().post(
        "/", {"words": "<b>I waited</b> four hours"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    response = views.stale_page(request, reason="CSRF token missing.")
    page = soup(response)
    assert response.status_code == 403
    assert page.find("blockquote").get_text() == "<b>I waited</b> four hours"
    assert "Nothing that you sent before is lost" in page.get_text()


def test_a_full_disk_gives_the_words_back_and_a_number_to_call() -> None:
    response = views.storage_full(RequestFactory().post("/"), words=("I waited four hours",), phone="01632 960 001")
    page = soup(response)
    assert response.status_code == 503
    assert page.find("blockquote").get_text() == "I waited four hours"
    assert page.find("a", class_="heard-phone")["href"] == "tel:01632960001"


def test_something_broken_is_said_without_the_shell_that_may_be_broken() -> None:
    def broken() -> Shell:
        raise RuntimeError("the database is away")

    request = RequestFactory().get("/")
    request.shell = broken  # type: ignore[attr-defined]
    response = views.server_error(request)
    assert response.status_code == 500
    assert "It is our fault" in response.content.decode()


@pytest.mark.parametrize(
    ("exception", "status"), [(RequestDataTooBig(), 413), (SuspiciousOperation(), 400), (None, 400)]
)
def test_what_cannot_be_read_is_told_from_what_is_too_large(exception: Exception | None, status: int) -> None:
    assert views.bad_request(RequestFactory().post("/"), exception).status_code == status


@override_settings(HEARD_DEMO=False, DEBUG=False)
def test_the_pattern_page_does_not_exist_in_production() -> None:
    with pytest.raises(NotFound):
        views.patterns(RequestFactory().get("/staff/patterns/"))


@pytest.mark.parametrize("query", ["", "?errors=yes", "?dir=rtl", "?side=public", "?page=12"])
@override_settings(HEARD_DEMO=True)
def test_the_pattern_page_shows_every_part_with_no_id_used_twice(query: str) -> None:
    response = views.patterns(RequestFactory().get(f"/staff/patterns/{query}"))
    page = soup(response)
    ids = [each["id"] for each in page.find_all(id=True)]
    assert response.status_code == (422 if "errors" in query else 200)
    assert len(ids) == len(set(ids))
    pointed = {
        each
        for tag in page.find_all(True)
        for name in ("for", "aria-describedby", "aria-labelledby")
        for each in str(tag.get(name) or "").split()
    }
    assert pointed <= set(ids)


@override_settings(HEARD_DEMO=True)
def test_every_error_of_the_pattern_page_leads_to_a_control() -> None:
    page = soup(views.patterns(RequestFactory().get("/staff/patterns/?errors=yes")))
    links = page.find(class_="nhsuk-error-summary").find_all("a")
    assert links
    assert all(page.find(id=link["href"].removeprefix("#")).name in {"input", "select", "textarea"} for link in links)
