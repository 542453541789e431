"""Where a weakness is reported."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from heard.design import clock
from heard.design.security_txt import PATH, security_txt

NOW = datetime(2026, 11, 26, 5, 20, tzinfo=UTC)


def _told(*contacts: str, policy: str = "") -> list[str]:
    return security_txt(contacts=contacts, policy=policy, site="https://heard.example.org", now=NOW).splitlines()


def test_it_names_contacts_in_order_as_addresses_that_a_program_can_open() -> None:
    told = _told("security@example.org", "https://example.org/report", "tel:+442079460000")

    assert told[:3] == [
        "Contact: mailto:security@example.org",
        "Contact: https://example.org/report",
        "Contact: tel:+442079460000",
    ]


def test_it_says_once_until_when_it_holds_in_less_than_a_year_and_the_same_all_day() -> None:
    ends = [line for line in _told("a@example.org") if line.startswith("Expires: ")]

    assert ends == ["Expires: 2027-05-25T00:00:00Z"]
    later = security_txt(contacts=["a@example.org"], policy="", site="", now=NOW + timedelta(hours=18))
    assert ends[0] in later


def test_it_names_itself_and_the_policy() -> None:
    told = _told("a@example.org", policy="https://example.org/policy")

    assert "Canonical: https://heard.example.org/.well-known/security.txt" in told
    assert "Policy: https://example.org/policy" in told


@pytest.mark.django_db
class TestThePage:
    def test_is_plain_text_for_anyone(self, settings) -> None:
        settings.HEARD_SECURITY_CONTACT = ["security@example.org"]

        answer = Client().get(PATH)

        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert not answer.cookies
        found = re.search(r"Expires: (\S+)", answer.content.decode())
        assert found
        left = datetime.fromisoformat(found[1]) - clock.now()
        assert timedelta(days=170) < left < timedelta(days=365)

    def test_is_not_there_where_nobody_is_named(self) -> None:
        assert Client().get(PATH).status_code == 404
