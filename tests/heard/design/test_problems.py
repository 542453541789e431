import errno

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from heard.design.problems import means_full, words_of

SENT = {
    "words": "The nurse was kind to me",
    "csrfmiddlewaretoken": "a b c d e f g h",
    "day": "8",
    "password": "open sesame open",
}


def test_the_words_that_were_sent_are_given_back_and_no_secret() -> None:
    request = RequestFactory().post("/", SENT, headers={"Sec-Fetch-Site": "same-origin"})
    assert words_of(request) == ("The nurse was kind to me",)


def test_a_browser_that_names_only_its_origin_is_believed() -> None:
    request = RequestFactory().post("/", SENT, headers={"Origin": "http://testserver"})
    assert words_of(request) == ("The nurse was kind to me",)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}, {}])
def test_words_from_another_site_are_not_put_under_our_name(headers: dict[str, str]) -> None:
    assert words_of(RequestFactory().post("/", SENT, headers=headers)) == ()


@pytest.mark.parametrize(
    ("exception", "is_full"),
    [
        (OperationalError("database or disk is full"), True),
        (OperationalError('could not extend file "base/1": No space left on device'), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OperationalError("database is locked"), False),
        (OSError(errno.ENOENT, "No such file"), False),
        (ValueError("database or disk is full"), False),
    ],
)
def test_only_a_full_disk_means_full(exception: Exception, is_full: bool) -> None:
    assert means_full(exception) is is_full
