"""A process for the public answers nothing of staff's, holds no opening key, and takes what people send."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from heard.config.health import look
from heard.feedback import keys
from heard.feedback.actions import resealing
from heard.feedback.models import Submission
from heard.feedback.sealing import contact_for, texts_for_worker
from tests.heard.config.sided import Serve, serve
from tests.heard.feedback.walking import WORDS, Walker, open_form, to_check, told

NOW = datetime(2020, 9, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db

__all__ = ["serve"]


@pytest.mark.slow
def test_a_process_for_the_public_answers_nothing_of_staffs(serve: Serve) -> None:
    form = open_form()
    serve("public")
    for path in ("/staff/", "/staff/queue/", "/accounts/login/", "/accounts/2fa/", "/accounts/invitation/x/"):
        assert Client().get(path).status_code == 404, path
        assert Client().post(path).status_code == 404, path
    assert Client().get(f"/c/{form.campaign.slug}/").status_code == 200


def test_a_process_for_staff_answers_nothing_of_the_publics(serve: Serve) -> None:
    form = open_form()
    serve("staff")
    for path in ("/", f"/c/{form.campaign.slug}/", f"/ur/c/{form.campaign.slug}/", "/l/abc"):
        assert Client().get(path).status_code == 404, path
    assert Client().get("/accounts/login/").status_code == 200
    assert Client().get("/staff/").status_code == 302


def test_each_side_can_name_the_addresses_of_the_other(serve: Serve) -> None:
    both = _names(get_resolver().url_patterns)
    for side in ("public", "staff"):
        serve(side)
        assert _names(get_resolver().url_patterns) == both
        assert (reverse("campaigns:front"), reverse("accounts:home")) == ("/", "/staff/")


def test_a_process_for_the_public_knows_no_session(serve: Serve, settings: Settings) -> None:
    serve("public")
    assert not [each for each in settings.MIDDLEWARE if "sessions" in each or "Authentication" in each]


@pytest.mark.slow
def test_a_form_is_sent_with_nothing_on_the_public_machine_but_the_receipts_secret(
    serve: Serve, settings: Settings, tmp_path: Path
) -> None:
    form = open_form()
    worker = settings.HEARD_KEYS = tmp_path / "worker"
    keys.ensure_keys(organisations=[], now=NOW)
    serve("public")

    person = to_check(told(form), contact="quokka@example.org").answer()

    assert person.slug == "equality"
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["receipts.secret"]
    kept = Submission.objects.get()
    settings.HEARD_KEYS, settings.HEARD_KEY_STORE = worker, "files"
    assert WORDS in texts_for_worker(submissions=[kept]).values()
    assert resealing.make_missing_keys(limit=9, now=NOW)
    assert resealing.wrap_on(limit=9, now=NOW) == 1
    assert contact_for(submission=kept, organisation=form.organisation) == {"email": "quokka@example.org"}


@pytest.mark.slow
def test_without_a_key_to_seal_to_the_person_is_told_and_keeps_their_words(serve: Serve) -> None:
    serve("public")
    person: Walker = to_check(told(open_form())).answer()
    assert person.status == 503
    assert not Submission.objects.exists()
    assert person.open(f"{person.home}check-answers/").status == 200
    assert WORDS in person.text


class TestHealth:
    def test_a_public_machine_is_well_with_nothing_that_opens(self, serve: Serve) -> None:
        keys.ensure_keys(organisations=[], now=NOW)
        serve("public")
        assert _sign("keys").is_well
        assert _sign("worker").is_well

    def test_it_says_beforehand_that_there_is_no_key_to_seal_to(self, serve: Serve) -> None:
        serve("public")
        assert (_sign("keys").is_well, "no form can be sent" in _sign("keys").sentence) == (False, True)

    def test_opening_keys_on_a_public_machine_are_not_well(self, serve: Serve, settings: Settings) -> None:
        keys.ensure_keys(organisations=[], now=NOW)
        serve("public")
        keys.FileStore(settings.HEARD_KEYS).make(key_id="worker-0123456789ab")
        assert "take it away" in _sign("keys").sentence


def _sign(name: str) -> Any:
    return next(sign for sign in look(now=NOW) if sign.name == name)


def _names(patterns: list[Any], space: str = "") -> set[str]:
    names: set[str] = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            names |= _names(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern):
            names.add(f"{space}{each.name}")
    return names
