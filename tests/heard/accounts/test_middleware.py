"""The shell around a page, and what the public side never pays for."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from heard.accounts.middleware import SecondFactorMiddleware, ShellMiddleware
from heard.accounts.models import Role, User
from heard.design import clock
from heard.design.rendering import Shell, shell_of
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, member


def shell_at(path: str, user: User | None = None) -> Shell:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    request._messages = []  # type: ignore[attr-defined]
    ShellMiddleware(lambda _: HttpResponse())(request)
    return shell_of(request)


def test_the_public_side_reads_neither_session_nor_database() -> None:
    request = HttpRequest()
    request.path_info = request.path = "/c/because/"
    ShellMiddleware(lambda _: HttpResponse())(request)

    shell = shell_of(request)

    assert not shell.is_staff_side
    assert shell.has_quick_exit


@pytest.mark.django_db
def test_the_staff_side_shows_whose_pages_they_are() -> None:
    organisation = OrganisationFactory.create(name="Harbour Voice", short_name="Harbour", accent_colour="#7c2855")

    shell = shell_at("/staff/", member(Role.CASEWORKER, organisation))

    assert (shell.brand.name, shell.brand.accent) == ("Harbour", "#7c2855")


@pytest.mark.django_db
def test_whoever_works_in_two_places_sees_neither_brand() -> None:
    user = member(Role.CASEWORKER)
    MembershipFactory.create(user=user)

    assert shell_at("/staff/", user).brand.name == "Heard"


@pytest.mark.django_db
def test_navigation_holds_what_the_roles_open_and_marks_where_the_reader_is() -> None:
    shell = shell_at("/staff/audit/harbour/", member(Role.PRIVACY_LEAD))

    here = {item.href: item.current for item in shell.navigation}
    assert here[reverse("accounts:audit")]
    assert reverse("accounts:people") not in here


@pytest.mark.django_db
def test_sections_that_are_not_mounted_are_left_out(settings) -> None:
    from heard.config.navigation import Section

    settings.STAFF_NAVIGATION = (Section(label="Moon", url_name="moon:surface", roles=("ANALYST",)),)

    assert shell_at("/staff/", member(Role.ANALYST)).navigation == ()


@pytest.mark.django_db
def test_a_page_that_is_never_drawn_uses_up_no_message() -> None:
    request = RequestFactory().get("/staff/")
    request.user = AnonymousUser()
    request._messages = ["Saved."]  # type: ignore[attr-defined]

    ShellMiddleware(lambda _: HttpResponse())(request)

    assert shell_of(request).messages == ("Saved.",)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "is_let_in"), [("/staff/", False), ("/accounts/2fa/", True), ("/", True)])
def test_only_staff_pages_wait_for_the_second_factor(path: str, *, is_let_in: bool) -> None:
    request = RequestFactory().get(path)
    request.user = UserFactory.create()

    answer = SecondFactorMiddleware(lambda _: HttpResponse())(request)

    assert (answer.status_code == 200) == is_let_in


WORDS = "I rang her back on Monday and she was glad that somebody listened."


@pytest.mark.django_db
class TestTheTimeOfASession:
    @pytest.fixture
    def administrator(self) -> Client:
        client = Client()
        client.force_login(member(Role.ADMINISTRATOR))
        assert client.get(reverse("accounts:home")).status_code == 200
        return client

    def _later(self, monkeypatch: pytest.MonkeyPatch, **more: int) -> None:
        moment = clock.now() + timedelta(**more)
        monkeypatch.setattr(clock, "now", lambda: moment)

    def test_a_page_keeps_it_going(self, administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        for _ in range(3):
            self._later(monkeypatch, minutes=20)
            assert administrator.get(reverse("accounts:home")).status_code == 200

    def test_unused_it_ends_and_signing_in_leads_back(
        self, administrator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._later(monkeypatch, minutes=31)

        answer = administrator.get(reverse("accounts:account"))

        assert answer.headers["Location"] == f"{reverse('account_login')}?next={reverse('accounts:account')}"

    def test_it_ends_on_the_server_too(self, administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        key = administrator.session.session_key
        self._later(monkeypatch, minutes=31)
        administrator.get(reverse("accounts:home"))

        assert not Session.objects.filter(session_key=key).exists()

    def test_words_that_were_sent_too_late_are_given_back(
        self, administrator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._later(monkeypatch, minutes=31)

        answer = administrator.post(
            "/staff/cases/1/note/",
            {"text": WORDS},
            headers={"sec-fetch-site": "same-origin", "referer": "http://testserver/staff/cases/1/"},
        )

        shown = answer.content.decode()
        assert answer.status_code == 403
        assert WORDS in shown
        assert "next=%2Fstaff%2Fcases%2F1%2F" in shown

    def test_words_from_another_site_are_not_shown(
        self, administrator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._later(monkeypatch, minutes=31)

        answer = administrator.post("/staff/cases/1/note/", {"text": WORDS}, headers={"sec-fetch-site": "cross-site"})

        assert answer.status_code == 302

    def test_a_page_can_be_read_where_nothing_can_be_written(
        self, administrator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OperationalError("database or disk is full")

        self._later(monkeypatch, minutes=20)
        monkeypatch.setattr(SessionStore, "save", full)

        assert administrator.get(reverse("accounts:home")).status_code == 200
