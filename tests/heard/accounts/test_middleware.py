"""The shell around a page, and what the public side never pays for."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from heard.accounts.middleware import SecondFactorMiddleware, ShellMiddleware
from heard.accounts.models import Role, User
from heard.design.rendering import Shell, shell_of
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, member


class Untouchable(SessionStore):
    """A session that fails as soon as it is looked at."""

    def _get_session(self, no_load: bool = False) -> dict[str, object]:
        raise AssertionError("The session was read.")

    _session = property(_get_session)


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
