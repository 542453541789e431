import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest

from heard.feedback import receipts
from heard.feedback.passes import LIFETIME, NoPass, Pass, read_pass

NOW = datetime(2026, 7, 8, 12, 0, tzinfo=UTC)
RECEIPT = receipts.new_receipt()


def test_a_pass_is_good_for_half_an_hour_and_no_longer():
    cookie = Pass(receipt=RECEIPT).as_cookie(now=NOW)
    assert read_pass(cookie, now=NOW + LIFETIME - timedelta(seconds=1)).receipt == RECEIPT
    with pytest.raises(NoPass):
        read_pass(cookie, now=NOW + LIFETIME)


def test_the_code_cannot_be_read_from_the_cookie_nor_from_what_is_logged_of_it():
    shown = Pass(receipt=RECEIPT)
    assert RECEIPT not in repr(shown)
    assert RECEIPT.encode() not in shown.as_cookie(now=NOW).encode()


@pytest.mark.parametrize(
    "cookie", ["", "nonsense", "a" * 2000, urlsafe_b64encode(json.dumps(["x", 1]).encode()).decode()]
)
def test_what_is_no_pass_is_refused(cookie):
    with pytest.raises(NoPass):
        read_pass(cookie, now=NOW)


def test_a_pass_of_another_site_is_none_here(settings, tmp_path):
    cookie = Pass(receipt=RECEIPT).as_cookie(now=NOW)
    settings.HEARD_KEYS = tmp_path / "others"
    with pytest.raises(NoPass):
        read_pass(cookie, now=NOW)


def test_each_code_has_a_token_of_its_own():
    one, other = Pass(receipt=RECEIPT), Pass(receipt=receipts.new_receipt())
    assert one.is_token(one.token)
    assert not one.is_token(other.token)
    assert not one.is_token("ü")
