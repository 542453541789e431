"""The page on which a person asks for their own copy, waits for it, and gets it."""

import json
import re
from datetime import timedelta

import pytest

from heard.accounts.models import AuditLine
from heard.casework.models import OwnCopy
from heard.casework.queries.own_copies import LIFE
from heard.casework.tasks import make_copies
from heard.design import clock
from heard.feedback.models import ReplyKey
from heard.feedback.replies import ReplyPair
from tests.factories.feedback import piece_in, sent_with_code
from tests.heard.casework.views.test_returning import DOOR, come_back, send, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = f"{DOOR}own-copy/"
FILE = f"{PAGE}file/"
WORDS = "Sister Wombat </script> was kind."


@pytest.fixture
def sent():
    return sent_with_code(piece_in(WORDS))


@pytest.fixture
def browser(sent):
    return come_back(receipt=sent.receipt)


def token(browser) -> dict[str, str]:
    found = re.search(r'name="pass_token" value="([^"]+)"', browser.get(PAGE).content.decode())
    return {"pass_token": found.group(1)} if found else {}


def ready(browser) -> None:
    send(browser, PAGE)
    assert make_copies(holder="one", limit=10) == 1


def test_it_is_asked_for_on_their_page_waited_for_and_got(browser, sent) -> None:
    assert "Get a copy of what we hold" in text_of(browser.get(DOOR))
    assert browser.post(PAGE, token(browser)).status_code == 303
    assert "Most are ready within a minute." in text_of(browser.get(PAGE))
    assert "We are making your copy." in text_of(browser.get(DOOR))
    make_copies(holder="one", limit=10)
    assert "Your copy is ready." in text_of(browser.get(DOOR))

    answer = browser.post(FILE, token(browser))

    file = answer.content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="{sent.submission.reference}.html"'
    assert "no-store" in answer["Cache-Control"]
    data = json.loads(re.findall(r'id="data">(.*)</script>', file)[0])
    assert WORDS in {row["value"] for section in data["sections"] for row in section["rows"]}
    assert file.count("</script>") == 1
    assert AuditLine.objects.filter(code="casework.copy.taken").count() == 1
    assert "If that was not you, somebody else has your code." in text_of(browser.get(PAGE))


def test_a_flipped_bit_says_so_plainly_and_offers_a_new_one(browser) -> None:
    ready(browser)
    copy = OwnCopy.objects.get()
    OwnCopy.objects.update(sealed=bytes(copy.sealed)[:-1] + bytes([bytes(copy.sealed)[-1] ^ 1]))
    answer = browser.post(FILE, token(browser))
    assert answer.status_code == 409
    assert "Your copy does not open. It was damaged or changed after we made it" in text_of(answer)
    assert "Have a new copy made" in text_of(answer)
    assert "Wombat" not in text_of(answer)
    ready(browser)
    assert browser.post(FILE, token(browser)).status_code == 200


def test_another_code_gets_none_of_it(browser) -> None:
    ready(browser)
    other = come_back(receipt=sent_with_code().receipt)
    assert other.post(FILE, token(other))["Location"] == PAGE
    assert "Your copy is ready" not in text_of(other.get(PAGE))


def test_nobody_gets_it_without_a_code_or_by_a_link(client, browser) -> None:
    ready(browser)
    assert client.get(FILE)["Location"] == DOOR
    assert client.post(FILE, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 410
    assert browser.get(FILE)["Location"] == PAGE
    assert browser.post(FILE, {"pass_token": "nonsense"}).status_code == 403
    assert not AuditLine.objects.filter(code="casework.copy.taken").exists()


def test_when_its_days_are_over_it_can_be_asked_for_anew(browser) -> None:
    ready(browser)
    at_hand = token(browser)
    OwnCopy.objects.update(made_at=clock.now() - LIFE)
    assert browser.post(FILE, at_hand)["Location"] == PAGE
    assert "Get a copy of what we hold" in text_of(browser.get(PAGE))


def test_after_a_while_a_new_one_may_be_had_and_not_at_once(browser) -> None:
    ready(browser)
    assert "Have a new copy made" not in text_of(browser.get(PAGE))
    OwnCopy.objects.update(made_at=clock.now() - timedelta(hours=1))
    assert "Have a new copy made" in text_of(browser.get(PAGE))


def test_once_it_is_being_erased_there_is_none_to_have(browser) -> None:
    at_hand = token(browser)
    send(browser, f"{DOOR}erase/")
    answer = browser.post(PAGE, at_hand)
    assert answer.status_code == 409
    assert "so there is nothing to copy" in text_of(answer)
    assert "A copy of what we hold" not in text_of(browser.get(DOOR))


def test_a_key_that_is_not_the_codes_is_said_to_be_changed(browser) -> None:
    at_hand = token(browser)
    other = ReplyPair(receipt=sent_with_code().receipt).public_key
    ReplyKey.objects.update(public_key=other)
    answer = browser.post(PAGE, at_hand)
    assert answer.status_code == 409
    assert "Something was changed that should not be." in text_of(answer)


def test_it_is_served_where_no_store_of_keys_opens_anything(browser, settings, tmp_path) -> None:
    ready(browser)
    settings.HEARD_KEY_STORE, settings.HEARD_KEY_SOCKET = "holder", tmp_path / "nobody.sock"
    assert "Wombat" in browser.post(FILE, token(browser)).content.decode()


def test_in_urdu_the_file_is_in_urdu(sent) -> None:
    browser = come_back(receipt=sent.receipt)
    found = re.search(r'name="pass_token" value="([^"]+)"', browser.get(f"/ur{PAGE}").content.decode())
    assert browser.post(f"/ur{PAGE}", {"pass_token": found.group(1)})["Location"] == f"/ur{PAGE}"
    make_copies(holder="one", limit=10)
    assert 'dir="rtl"' in browser.post(f"/ur{FILE}", {"pass_token": found.group(1)}).content.decode()
