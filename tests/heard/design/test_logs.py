"""Logs say what failed and where, and never what a person wrote."""

import logging

import pytest

from heard.design.logs import DiscreetFormatter, discreet, kind_and_place

SECRET = "My name is Ada and my number is 07700 900123"


def _failure() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"Failing row contains ({SECRET})") from error
    except ValueError as error:
        return error


def test_a_failure_is_named_by_kind_and_place() -> None:
    assert kind_and_place(_failure()).startswith("ValueError at test_logs.py:")


def test_no_message_of_a_chain_of_failures_reaches_the_log() -> None:
    error = _failure()
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Internal Server Error", (), None)
    record.exc_info = (type(error), error, error.__traceback__)
    text = DiscreetFormatter("%(message)s").format(record)
    assert "Ada" not in text
    assert "KeyError at test_logs.py" in text
    assert "ValueError at test_logs.py" in text


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("Unprocessable Entity: /ur/c/care/contact/", "Unprocessable Entity: /ur/c/care/contact/"),
        ("Not Found: /staff/cases/12/", "Not Found: /staff/cases/12/"),
        ("heard.config.purging.erase_some failed (1 times in a row)",) * 2,
        ("sent to ada@example.org and 07700 900123", "sent to [email] and [phone]"),
        ("sent to 07700 900123 and ada@example.org", "sent to [phone] and [email]"),
        ("Gone: /accounts/invitation/abcdefGHIJKL0123456789_-x/", "Gone: /accounts/invitation/…/"),
    ],
)
def test_a_message_keeps_its_sense_and_loses_contacts_and_secrets(message: str, written: str) -> None:
    assert discreet(message) == written


@pytest.mark.parametrize("sign", ["a-", "7", "a@", "z"])
def test_a_long_address_fills_no_log(sign: str) -> None:
    assert len(discreet(f"Not Found: /l/{sign * 30_000}")) < 1_200


@pytest.mark.parametrize("before", range(900, 1_100, 3))
def test_where_a_message_is_cut_no_part_of_a_contact_is_left(before: int) -> None:
    written = discreet(f"{'/a b' * 300}"[:before] + " 07700 900123 or ada.lovelace@example.org " + "/a" * 300)
    assert "07700" not in written
    assert "ada" not in written
