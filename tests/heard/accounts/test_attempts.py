"""Counts of attempts to get in: one for all processes, and no address in it."""

import threading

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.urls import reverse

from heard.accounts import tasks
from heard.accounts.models import Attempt

pytestmark = pytest.mark.slow

WRONG = {"login": "nobody@example.org", "password": "wrong"}


def test_counts_are_kept_where_every_process_reads_them(settings) -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


@pytest.mark.django_db
def test_another_process_finds_the_door_closed() -> None:
    for _ in range(5):
        Client().post(reverse("account_login"), WRONG)
    del caches["default"]  # another process has a cache object of its own

    answer = Client().post(reverse("account_login"), WRONG)

    assert "There were too many attempts" in answer.content.decode()


@pytest.mark.django_db
def test_no_address_and_no_account_can_be_read_from_them() -> None:
    Client().post(reverse("account_login"), WRONG, headers={"x-forwarded-for": "192.0.2.77"}, REMOTE_ADDR="192.0.2.77")

    rows = list(Attempt.objects.values_list("name", "value"))
    assert rows
    assert not any("192.0.2" in name or "nobody" in name or ":" in name for name, _ in rows)


@pytest.mark.django_db
def test_counts_that_are_over_are_deleted() -> None:
    cache.set("now", 1, timeout=100)
    cache.set("then", 1, timeout=-1)
    Attempt.objects.create(name="old", value="", expires_at="2020-01-01T00:00:00Z")

    tasks.erase_old_attempts()

    assert not Attempt.objects.filter(name="old").exists()
    assert cache.get("now") == 1


@pytest.mark.django_db(transaction=True)
def test_attempts_at_one_moment_are_all_counted() -> None:
    answers: list[str] = []

    def attempt() -> None:
        try:
            answers.append(Client().post(reverse("account_login"), WRONG).content.decode())
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    tried = [answer for answer in answers if "The email address or the password is not right" in answer]
    assert len(tried) <= 5
