"""What `heard check audit` says of the log, and when it calls it a fault."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from heard.accounts import actions, audit_guard
from heard.accounts.models import AuditLine
from heard.config import checking
from heard.config.work import heartbeat_file
from tests.factories.accounts import A_DAY, OrganisationFactory

pytestmark = pytest.mark.django_db
SOON = A_DAY + timedelta(seconds=5)
LATER = A_DAY + timedelta(seconds=90)


@pytest.fixture(autouse=True)
def log(settings: LazySettings, tmp_path: Path) -> None:
    settings.HEARD_HOME = tmp_path
    organisation = OrganisationFactory.create()
    for _ in range(3):
        actions.record(code="accounts.organisation.edited", subject=organisation, by=None, now=A_DAY)
    actions.chain_lines(limit=100)


def test_a_log_that_holds_is_well_and_says_what_to_note_down() -> None:
    verdict = checking.audit(expect="", now=LATER)

    assert verdict.is_well
    assert verdict.lines[0] == "Every line is there, unchanged and in its order."
    assert verdict.lines[-1] == f"Note down outside: {checking.anchor()}"


def test_what_was_noted_down_is_compared() -> None:
    noted = checking.anchor()
    assert checking.audit(expect=noted, now=LATER).is_well
    verdict = checking.audit(expect=f"9:{'0' * 64}", now=LATER)

    assert not verdict.is_well
    assert verdict.lines == ("BROKEN at 4: the end of the log was cut off. What stands before it holds.",)


@pytest.mark.parametrize("nonsense", ["7", "7:abc", "x:" + "0" * 64])
def test_what_is_no_anchor_is_refused(nonsense: str) -> None:
    with pytest.raises(checking.NotAnAnchor):
        checking.audit(expect=nonsense, now=LATER)


def test_a_broken_log_is_named_by_its_place_and_what_was_done() -> None:
    audit_guard.remove(connection)
    line = AuditLine.objects.order_by("pk")[1]
    AuditLine.objects.filter(pk=line.pk).update(code="accounts.organisation.created")
    audit_guard.install(connection)
    verdict = checking.audit(expect="", now=LATER)

    assert not verdict.is_well
    assert verdict.lines == (
        f"BROKEN at 2 (line {line.pk}): a line or its link was edited. What stands before it holds.",
    )


def test_a_chain_made_under_a_secret_key_that_is_not_here_is_said_to_be_that_perhaps(settings) -> None:
    settings.SECRET_KEY = "the key of a machine that was put up anew"
    settings.SECRET_KEY_FALLBACKS = []
    verdict = checking.audit(expect="", now=LATER)

    assert not verdict.is_well
    assert "name that one in HEARD_OLD_SECRET_KEYS" in verdict.lines[0]


def test_lines_that_wait_for_a_moment_are_no_fault_and_without_a_worker_they_wait_for_it() -> None:
    actions.record(code="accounts.organisation.edited", subject=OrganisationFactory.create(), by=None, now=A_DAY)

    assert checking.audit(expect="", now=SOON).is_well
    late = checking.audit(expect="", now=LATER)
    assert late.is_well
    assert "Not linked yet: 1, the oldest for 90 seconds. The worker is not running" in late.lines[2]


def test_lines_that_the_running_worker_leaves_out_are_a_fault() -> None:
    actions.record(code="accounts.organisation.edited", subject=OrganisationFactory.create(), by=None, now=A_DAY)
    heartbeat_file().touch()
    verdict = checking.audit(expect="", now=LATER)

    assert not verdict.is_well
    assert "FAULT" in verdict.lines[2]
