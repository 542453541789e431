from base64 import b64encode

import pytest

from heard.feedback import keys
from heard.feedback.keys import receipts_secret


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.HEARD_KEYS = tmp_path / "keys"
    return settings.HEARD_KEYS


def test_a_keyed_hash_depends_on_purpose_data_and_secret(settings, tmp_path):
    first = keys.keyed_hash(purpose="one", data=b"x")
    assert keys.keyed_hash(purpose="one", data=b"x") == first
    assert keys.keyed_hash(purpose="two", data=b"x") != first
    assert keys.keyed_hash(purpose="one", data=b"y") != first
    settings.HEARD_KEYS = tmp_path / "others"
    assert keys.keyed_hash(purpose="one", data=b"x") != first


def test_a_variable_may_hold_the_secret_and_then_no_file_is_written(settings, own_folder):
    settings.HEARD_RECEIPT_SECRET = b64encode(b"s" * 32).decode()
    keys.keyed_hash(purpose="one", data=b"x")
    assert receipts_secret.secret() == b"s" * 32
    assert not own_folder.exists()


@pytest.mark.parametrize("value", ["short", b64encode(b"s" * 31).decode(), "!" * 44])
def test_a_variable_that_holds_none_is_refused_without_its_value(settings, value):
    settings.HEARD_RECEIPT_SECRET = value
    with pytest.raises(keys.NotASecret) as refusal:
        keys.keyed_hash(purpose="one", data=b"x")
    assert value not in str(refusal.value)


def test_it_is_known_to_be_here_without_being_made(own_folder):
    assert not receipts_secret.is_here()
    assert not own_folder.exists()
    keys.keyed_hash(purpose="one", data=b"x")
    assert receipts_secret.is_here()


def test_another_secret_is_never_written_over(own_folder):
    assert receipts_secret.keep(found=b"a" * 32)
    assert not receipts_secret.keep(found=b"b" * 32)
    assert receipts_secret.secret() == b"a" * 32
