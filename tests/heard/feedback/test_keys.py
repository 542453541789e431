import stat
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


def test_private_keys_are_files_for_their_owner_alone(own_folder):
    keys.ensure_keys(organisations=[OrganisationFactory.create()], now=NOW)
    keys.keyed_hash(purpose="any", data=b"x")
    files = list(own_folder.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(own_folder.stat().st_mode) == 0o700


def test_the_database_holds_no_private_key(own_folder):
    (worker,) = keys.ensure_keys(organisations=[], now=NOW)
    row = SealingKey.objects.get(pk=worker.pk)
    assert len(bytes(row.public_key)) == keys.PUBLIC_SIZE
    assert {field.name for field in SealingKey._meta.fields} == {
        "id", "key_id", "organisation", "public_key", "created_at", "retired_at",
    }  # fmt: skip


def test_a_key_that_stands_elsewhere_is_said_to_be_missing(own_folder):
    assert not keys.holds(key_id="worker-elsewhere")
    with pytest.raises(keys.NoSuchKey):
        keys.private_key(key_id="worker-elsewhere")


def test_a_keyed_hash_depends_on_purpose_data_and_secret(own_folder, settings, tmp_path):
    first = keys.keyed_hash(purpose="one", data=b"x")
    assert keys.keyed_hash(purpose="one", data=b"x") == first
    assert keys.keyed_hash(purpose="two", data=b"x") != first
    assert keys.keyed_hash(purpose="one", data=b"y") != first
    settings.HEARD_KEYS = tmp_path / "others"
    assert keys.keyed_hash(purpose="one", data=b"x") != first
