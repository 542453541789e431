"""Asking to be told of news, on the page of a person who came back with their code."""

import re

import pytest

from heard.feedback.models import NewsAddress
from heard.feedback.tasks import send_news
from tests.factories.messages import Teller, teller
from tests.heard.casework.views.test_returning import come_back, send, text_of

pytestmark = pytest.mark.django_db
TELL = "/my-feedback/tell-me/"


@pytest.fixture
def person() -> Teller:
    return teller()


def test_an_email_address_waits_for_its_link(person: Teller) -> None:
    browser = come_back(receipt=person.receipt)
    assert "Tell me when there is news" in text_of(browser.get("/my-feedback/"))
    assert send(browser, TELL, by="EMAIL", email="ana@example.org").status_code == 303
    page = text_of(browser.get(TELL))
    assert "We have sent you an email. Open the link in it within 2 days." in page
    assert "ana@example.org" not in page


def test_a_number_is_taken_once_its_digits_are_entered(person: Teller, settings, tmp_path) -> None:
    settings.HEARD_HOME = tmp_path
    browser = come_back(receipt=person.receipt)
    send(browser, TELL, by="TEXT", phone="07700 900123")
    send_news(holder="one", limit=10)
    code = re.findall(r"\d{6}", next((tmp_path / "texts").iterdir()).read_text().split("\n\n")[1])[0]
    wrong = send(browser, TELL, code=f"{(int(code) + 1) % 10**6:06d}")
    assert (wrong.status_code, "These are not the digits that we sent" in text_of(wrong)) == (422, True)
    assert send(browser, TELL, code=f" {code[:3]} {code[3:]}").status_code == 303
    assert "We send a text message to your number when there is news." in text_of(browser.get(TELL))


def test_it_is_stopped_there_too(person: Teller) -> None:
    browser = come_back(receipt=person.receipt)
    send(browser, TELL, by="EMAIL", email="ana@example.org")
    send(browser, TELL, stop="1")
    assert bytes(NewsAddress.objects.get().sealed) == b""
    assert "Open the link" not in text_of(browser.get(TELL))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "Choose how you want to be told"),
        ({"by": "EMAIL", "email": ""}, "Enter an email address"),
        ({"by": "EMAIL", "email": "ana"}, "Enter an email address in the correct format"),
        ({"by": "TEXT", "phone": "", "email": "ana@example.org"}, "Enter a phone number"),
    ],
)
def test_what_is_missing_is_said(person: Teller, fields: dict[str, str], problem: str) -> None:
    answer = send(come_back(receipt=person.receipt), TELL, **fields)
    assert (answer.status_code, problem in text_of(answer)) == (422, True)
    assert not NewsAddress.objects.exists()
