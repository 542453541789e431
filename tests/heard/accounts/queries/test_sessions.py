"""How long a session lasts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from heard.accounts import queries, session_lengths
from heard.accounts.models import Role
from heard.accounts.queries.sessions import BEGAN, SEEN
from heard.design import clock
from tests.factories.accounts import MembershipFactory, UserFactory, member

pytestmark = pytest.mark.django_db


def _session(*, began: timedelta, seen: timedelta) -> SessionStore:
    now = clock.now()
    session = SessionStore()
    session[BEGAN], session[SEEN] = (now - began).timestamp(), (now - seen).timestamp()
    return session


def test_every_role_can_be_given_a_time() -> None:
    assert {*Role.values, session_lengths.OTHERS} == session_lengths.NAMES


@pytest.mark.parametrize(
    ("role", "minutes"),
    [(Role.ADMINISTRATOR, 30), (Role.PRIVACY_LEAD, 30), (Role.CASEWORKER, 60), (Role.ANALYST, 480)],
)
def test_unused_it_lasts_as_long_as_the_role_allows(role: Role, minutes: int) -> None:
    user, now = member(role), clock.now()
    began = timedelta(hours=9)

    still = _session(began=began, seen=timedelta(minutes=minutes - 1))
    over = _session(began=began, seen=timedelta(minutes=minutes + 1))

    assert not queries.has_lapsed(session=still, user=user, now=now)
    assert queries.has_lapsed(session=over, user=user, now=now)


def test_whoever_holds_two_roles_has_the_shorter_time() -> None:
    user = member(Role.ANALYST)
    MembershipFactory.create(user=user, role=Role.PRIVACY_LEAD)

    assert queries.idle_time_of(user=user) == timedelta(minutes=30)


def test_whoever_holds_no_role_has_the_time_of_the_others() -> None:
    assert queries.idle_time_of(user=UserFactory.create()) == timedelta(hours=8)


def test_however_busy_it_ends_after_twelve_hours() -> None:
    session = _session(began=timedelta(hours=12, minutes=1), seen=timedelta(0))

    assert queries.has_lapsed(session=session, user=member(Role.ANALYST), now=clock.now())


def test_one_that_was_never_looked_at_has_just_begun() -> None:
    assert not queries.has_lapsed(session=SessionStore(), user=member(Role.ANALYST), now=clock.now())
