"""What every answer's headers are worth, page or file, found or broken, ahead of Django or behind."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Role
from heard.design.headers import SAFE, safe_bytes
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.heard.design.grading import score
from tests.heard.feedback.walking import give_questions, walker

A_PLUS = 100
MOST = 135
"""Where nothing is lost and every extra is won: policy 10, cookies 5, referrer 5, framing 5, resources 10."""


@pytest.fixture
def https(settings) -> None:
    """The settings that an address with https:// brings."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True


def _points(answer: Any) -> int:
    points, counted = score(dict(answer.headers), cookies=answer.cookies.values())
    assert points >= A_PLUS, counted
    return points


@pytest.mark.django_db
@pytest.mark.usefixtures("https")
class TestOverHttps:
    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/", 200),
            ("/accounts/login/", 200),
            ("/no/such/page/", 404),
            ("/marks/nonsense.png", 404),
            ("/static/design/heard.js", 200),
            ("/staff/", 302),
            ("/l/no-such-link", 404),
        ],
    )
    def test_each_answer_is_graded_a_plus(self, path: str, status: int) -> None:
        answer = Client().get(path, secure=True)
        assert answer.status_code == status
        assert _points(answer) >= MOST - 5  # no cookie is set everywhere

    def test_cookies_win_all_there_is_to_win(self) -> None:
        client = Client()
        answer = client.get(reverse("account_login"), secure=True)
        assert {name for name, cookie in answer.cookies.items()} == {"heard_csrf"}
        assert _points(answer) == MOST

    def test_the_public_form_tells_nobody_where_one_came_from(self) -> None:
        form = FormFactory.create(campaign=CampaignFactory.create(open=True))
        give_questions(form, "regulator")
        client = Client()
        answer = client.get(f"{walker(form).home}start/", secure=True, follow=True)
        assert answer.status_code == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert _points(answer) >= A_PLUS

    def test_a_broken_page_carries_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def breaks(**_: object) -> None:
            raise ValueError

        monkeypatch.setattr("heard.accounts.doors.has_role", breaks)
        client = Client(raise_request_exception=False)
        client.force_login(member(Role.ADMINISTRATOR, OrganisationFactory.create()))
        answer = client.get(reverse("accounts:account"), secure=True)
        assert answer.status_code == 500
        assert _points(answer) >= A_PLUS

    def test_what_is_too_large_or_not_understood_carries_the_same(self) -> None:
        answer = Client().get("/", headers={"host": "elsewhere.example"}, secure=True)
        assert answer.status_code == 400
        assert _points(answer) >= A_PLUS

    def test_the_way_to_https_carries_the_same(self) -> None:
        answer = Client().get("/accounts/login/")
        assert answer.status_code == 301
        assert answer.headers["Location"].startswith("https://")
        assert answer.headers.items() >= SAFE.items()

    def test_an_answer_ahead_of_django_carries_the_same(self) -> None:
        headers = {name.decode(): value.decode() for name, value in safe_bytes()}
        points, counted = score(headers)
        assert points >= MOST - 5, counted


def test_over_plain_http_no_browser_is_told_to_insist_on_https() -> None:
    assert b"strict-transport-security" not in dict(safe_bytes())
    assert "Strict-Transport-Security" not in Client().get("/static/design/heard.js").headers


def test_a_file_may_be_kept_and_a_page_may_not() -> None:
    assert "max-age" in Client().get("/static/design/heard.js").headers["Cache-Control"]
    assert Client().get("/no/such/page/").headers["Cache-Control"] == "no-store"


class TestTheGrade:
    """The rules themselves: what is missing is seen."""

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("Content-Security-Policy", "default-src 'self'; script-src 'unsafe-inline'"),
            ("Strict-Transport-Security", "max-age=60"),
            ("Access-Control-Allow-Origin", "*"),
            ("Referrer-Policy", "unsafe-url"),
            ("X-Content-Type-Options", ""),
        ],
    )
    def test_falls_with_one_wrong_header(self, settings, name: str, value: str) -> None:
        settings.SECURE_HSTS_SECONDS = 31_536_000
        headers = {key.decode().title(): told.decode() for key, told in safe_bytes()}
        best, _ = score(headers)
        worse, _ = score({**headers, name: value})
        assert worse < best
