from datetime import UTC, datetime

import pytest

from heard.feedback import keys
from heard.feedback.models import SealingKey
from tests.factories.accounts import OrganisationFactory

NOW = datetime(2020, 9, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.HEARD_KEYS = tmp_path / "keys"
    return settings.HEARD_KEYS


def test_the_worker_and_each_organisation_get_one_key_and_keep_it(own_folder):
    one, other = OrganisationFactory.create_batch(2)
    first = keys.ensure_keys(organisations=[one, other], now=NOW)
    again = keys.ensure_keys(organisations=[other, one], now=NOW)
    assert [key.organisation for key in first] == [None, one, other]
    assert {key.key_id for key in first} == {key.key_id for key in again}
    assert len({key.key_id for key in first}) == 3


def test_a_retired_key_is_followed_by_a_new_one(own_folder):
    organisation = OrganisationFactory.create()
    _worker, old = keys.ensure_keys(organisations=[organisation], now=NOW)
    SealingKey.objects.filter(pk=old.pk).update(retired_at=NOW)
    _worker, new = keys.ensure_keys(organisations=[organisation], now=NOW)
    assert new.key_id != old.key_id
    assert keys.holds(key_id=old.key_id)


def test_a_key_that_lost_the_race_for_its_owner_leaves_nothing_behind(own_folder):
    (first,) = keys.ensure_keys(organisations=[], now=NOW)
    assert keys.make_key(organisation=None, now=NOW) == first
    assert keys.store().ids() == {first.key_id}


def test_the_database_holds_no_private_key(own_folder):
    (worker,) = keys.ensure_keys(organisations=[], now=NOW)
    row = SealingKey.objects.get(pk=worker.pk)
    assert len(bytes(row.public_key)) == keys.PUBLIC_SIZE
    assert {field.name for field in SealingKey._meta.fields} == {
        "id", "key_id", "organisation", "public_key", "created_at", "retired_at", "forgotten_at",
    }  # fmt: skip


class TestAtArrival:
    def test_a_machine_that_makes_keys_makes_those_that_are_missing(self, own_folder):
        organisation = OrganisationFactory.create()
        found = keys.keys_at_arrival(organisations=[organisation], now=NOW)
        assert [key.organisation for key in found.keys] == [None, organisation]
        assert found.without == ()

    def test_one_that_makes_none_names_the_organisations_without(self, own_folder, settings):
        with_key, without = OrganisationFactory.create_batch(2)
        keys.ensure_keys(organisations=[with_key], now=NOW)
        settings.HEARD_KEY_STORE = "none"
        found = keys.keys_at_arrival(organisations=[with_key, without], now=NOW)
        assert [key.organisation for key in found.keys] == [None, with_key]
        assert found.without == (without,)

    def test_an_organisation_whose_key_cannot_be_written_now_keeps_nobody_waiting(self, own_folder):
        keys.ensure_keys(organisations=[], now=NOW)
        organisation = OrganisationFactory.create()
        own_folder.rename(own_folder.with_name("elsewhere"))
        own_folder.write_text("this is no folder")
        found = keys.keys_at_arrival(organisations=[organisation], now=NOW)
        assert ([key.organisation for key in found.keys], found.without) == ([None], (organisation,))

    def test_without_a_key_of_the_worker_nothing_is_taken(self, own_folder, settings):
        settings.HEARD_KEY_STORE = "none"
        with pytest.raises(keys.NoWorkerKey):
            keys.keys_at_arrival(organisations=[], now=NOW)
