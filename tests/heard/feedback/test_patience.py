from datetime import UTC, datetime, timedelta

import pytest

from heard.feedback.patience import LONGEST, SHORTEST, Waited, slip, waited

NOW = datetime(2026, 7, 8, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "found"),
    [
        (timedelta(0), Waited.TOO_SHORT),
        (SHORTEST - timedelta(seconds=1), Waited.TOO_SHORT),
        (SHORTEST, Waited.LONG_ENOUGH),
        (LONGEST, Waited.LONG_ENOUGH),
        (LONGEST + timedelta(seconds=1), Waited.NOT),
    ],
)
def test_a_wait_counts_from_when_the_slip_was_given(age, found):
    assert waited(slip=slip(subject="a code", now=NOW), subject="a code", now=NOW + age) is found


def test_a_wait_for_one_code_pays_for_no_other():
    held = slip(subject="a code", now=NOW)
    assert waited(slip=held, subject="another", now=NOW + SHORTEST) is Waited.NOT


def test_a_slip_that_was_dated_back_is_none():
    signed = slip(subject="a code", now=NOW).partition(".")[2]
    forged = f"{int(NOW.timestamp()) - 60}.{signed}"
    assert waited(slip=forged, subject="a code", now=NOW) is Waited.NOT


@pytest.mark.parametrize("held", ["", ".", "1", "x.y", "-1.0", "9" * 40 + ".x", "١٢٣.x"])
def test_nonsense_is_none(held):
    assert waited(slip=held, subject="a code", now=NOW) is Waited.NOT


def test_a_slip_does_not_tell_the_code():
    assert "a code" not in slip(subject="a code", now=NOW)
