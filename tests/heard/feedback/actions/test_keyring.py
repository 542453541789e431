from datetime import UTC, datetime, timedelta

import pytest

from heard.accounts.models import AuditLine
from heard.feedback import keys
from heard.feedback.actions.keyring import (
    SETTLED_AFTER,
    NoSuchKeyHere,
    NotSettled,
    StillCurrent,
    StillWrapped,
    forget_key,
    rotate_key,
)
from heard.feedback.actions.resealing import reseal_some
from heard.feedback.models import SealingKey
from heard.feedback.queries.keyring import key_states
from tests.factories.feedback import SubmissionFactory

NOW = datetime(2020, 9, 1, tzinfo=UTC)
LATER = NOW + SETTLED_AFTER
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.HEARD_KEYS = tmp_path / "keys"
    return settings.HEARD_KEYS


def test_what_arrives_after_a_rotation_is_sealed_to_the_new_key():
    SubmissionFactory.create()
    new = rotate_key(organisation=None, now=NOW)
    later = SubmissionFactory.create()
    assert later.wrapped_keys.get(sealing_key__organisation=None).sealing_key == new
    assert SealingKey.objects.current().filter(organisation=None).get() == new


def test_a_rotation_is_on_the_record():
    organisation = SubmissionFactory.create().organisation
    new = rotate_key(organisation=organisation, now=NOW)
    line = AuditLine.objects.get(code="feedback.key.rotated")
    assert (line.organisation, line.detail) == (organisation, {"key": new.key_id})


def test_where_no_key_can_be_made_the_current_one_stays(settings):
    (worker,) = keys.ensure_keys(organisations=[], now=NOW)
    settings.HEARD_KEY_STORE = "none"
    with pytest.raises(keys.CannotMake):
        rotate_key(organisation=None, now=NOW)
    assert SealingKey.objects.current().get() == worker


class TestForgetting:
    @pytest.fixture
    def old(self):
        (worker,) = keys.ensure_keys(organisations=[], now=NOW)
        rotate_key(organisation=None, now=NOW)
        return worker

    def test_destroys_the_private_half_and_keeps_the_row(self, old, own_folder):
        forget_key(key_id=old.key_id, now=LATER)
        assert not keys.holds(key_id=old.key_id)
        old.refresh_from_db()
        assert old.forgotten_at == LATER
        assert AuditLine.objects.filter(code="feedback.key.forgotten").count() == 1

    def test_a_second_time_it_destroys_what_a_cut_left_and_records_nothing(self, old):
        forget_key(key_id=old.key_id, now=LATER)
        forget_key(key_id=old.key_id, now=LATER)
        assert AuditLine.objects.filter(code="feedback.key.forgotten").count() == 1

    def test_a_key_to_which_something_is_wrapped_is_kept(self):
        SubmissionFactory.create()
        worker = SealingKey.objects.get(organisation=None)
        rotate_key(organisation=None, now=NOW)
        with pytest.raises(StillWrapped) as refusal:
            forget_key(key_id=worker.key_id, now=LATER)
        assert refusal.value.wrapped == 1
        assert keys.holds(key_id=worker.key_id)
        reseal_some(limit=10, now=NOW)
        forget_key(key_id=worker.key_id, now=LATER)
        assert not keys.holds(key_id=worker.key_id)

    def test_the_current_key_is_kept(self):
        (worker,) = keys.ensure_keys(organisations=[], now=NOW)
        with pytest.raises(StillCurrent):
            forget_key(key_id=worker.key_id, now=LATER)

    def test_a_key_retired_just_now_is_kept_as_something_may_still_be_arriving(self, old):
        with pytest.raises(NotSettled):
            forget_key(key_id=old.key_id, now=LATER - timedelta(seconds=1))
        assert keys.holds(key_id=old.key_id)

    def test_an_unknown_key_is_said_to_be_none(self):
        with pytest.raises(NoSuchKeyHere):
            forget_key(key_id="worker-000000000000", now=LATER)


def test_the_states_of_keys_name_owner_age_and_what_is_wrapped():
    kept = SubmissionFactory.create()
    rotate_key(organisation=None, now=NOW)
    states = key_states()
    assert [(each.owner, each.state, each.wrapped, each.is_here) for each in states] == [
        ("the worker", "current", 0, True),
        ("the worker", "retired", 1, True),
        (kept.organisation.name, "current", 1, True),
    ]
