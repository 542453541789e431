from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from heard.design.errors import NotFound
from heard.design.headers import SAFE
from heard.design.middleware import NotFoundMiddleware, SafeHeadersMiddleware


def _caught(exception: Exception) -> HttpResponse | None:
    request = RequestFactory().post("/", {"words": "The nurse was kind"}, headers={"Sec-Fetch-Site": "same-origin"})
    return NotFoundMiddleware(lambda _: HttpResponse()).process_exception(request, exception)


def test_what_is_missing_or_not_theirs_answers_404() -> None:
    response = _caught(NotFound())
    assert response is not None
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_full_disk_answers_503_with_the_words_on_the_screen() -> None:
    response = _caught(OperationalError("database or disk is full"))
    assert response is not None
    assert response.status_code == 503
    assert "The nurse was kind" in response.content.decode()


def test_any_other_exception_goes_on() -> None:
    assert _caught(ValueError("no")) is None


def test_pages_are_stored_nowhere_unless_they_say_so() -> None:
    plain = SafeHeadersMiddleware(lambda _: HttpResponse())(RequestFactory().get("/"))
    assert plain.headers["Cache-Control"] == "no-store"
    assert plain.headers.items() >= SAFE.items()
    own = SafeHeadersMiddleware(lambda _: HttpResponse(headers={"Cache-Control": "max-age=60"}))(
        RequestFactory().get("/")
    )
    assert own.headers["Cache-Control"] == "max-age=60"


def test_words_that_a_locked_database_did_not_take_are_given_back() -> None:
    words = "I rang them back and they promised to call on Monday."
    request = RequestFactory().post("/staff/cases/1/note/", {"text": words}, headers={"sec-fetch-site": "same-origin"})
    answer = NotFoundMiddleware(lambda _: HttpResponse()).process_exception(
        request, OperationalError("database is locked")
    )
    assert answer is not None
    assert answer.status_code == 503
    assert words in answer.content.decode()
