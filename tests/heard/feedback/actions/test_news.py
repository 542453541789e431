"""Telling a person that there is news: proved first, told rarely and of nothing, stopped by one click."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from heard.accounts.models import AuditLine
from heard.casework import actions as casework
from heard.casework.models import CaseStatus
from heard.design import clock
from heard.feedback.actions import news
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.erase import erase_submission
from heard.feedback.models import NewsAddress, NewsBy, SealingKey, Submission
from heard.feedback.tasks import erase_old_news_addresses, send_news
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.messages import Teller, asked, organisation_of, teller

pytestmark = pytest.mark.django_db
ADDRESS, NUMBER = "ana@example.org", "07700 900123"


@pytest.fixture
def person() -> Teller:
    return teller()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.fixture
def texts(settings, tmp_path):
    settings.HEARD_HOME = tmp_path
    return lambda: [path.read_text() for path in sorted((tmp_path / "texts").glob("*.txt"))]


def ask(of: Teller, *, by: NewsBy = NewsBy.EMAIL, mark: str = "one", now: datetime | None = None) -> NewsAddress:
    return news.ask_for_news(
        submission=of.submission,
        by=by,
        address=ADDRESS if by == NewsBy.EMAIL else NUMBER,
        language="en-gb",
        mark=mark,
        now=now or clock.now(),
    )


def link(ending: str = "/") -> str:
    """Return the path of the last link of the last email."""
    return re.findall(r"http://[^/]+(/news/[^\s]+)", str(mail.outbox[-1].body))[-1]


def confirmed(person: Teller) -> Teller:
    ask(person)
    send_news(holder="one", limit=10)
    Client().post(link())
    return person


def test_nothing_is_told_before_the_address_is_proved(person: Teller) -> None:
    ask(person)
    asked(person, by=caseworker(organisation_of(person)))
    assert [send_news(holder="one", limit=10), send_news(holder="one", limit=10)] == [1, 0]
    assert (mail.outbox[0].to, mail.outbox[0].subject) == ([ADDRESS], "Do you want to hear from us?")


def test_following_the_link_alone_proves_nothing_and_pressing_the_button_does(person: Teller) -> None:
    ask(person)
    send_news(holder="one", limit=10)
    assert "Yes, tell me when there is news" in Client().get(link()).content.decode()
    assert NewsAddress.objects.get().confirmed_at is None
    assert Client().post(link()).status_code == 200
    assert NewsAddress.objects.get().confirmed_at is not None


def test_a_message_is_told_of_and_nothing_of_what_it_says(person: Teller) -> None:
    confirmed(person)
    asked(person, by=caseworker(organisation_of(person)), words="About your hospital stay.", now=clock.now())
    assert send_news(holder="one", limit=10) == 1
    told = mail.outbox[-1]
    assert told.subject == "There is news for you"
    assert "/my-feedback/" in told.body
    for secret in ("hospital", organisation_of(person).name, person.submission.reference, "health", "care"):
        assert secret not in told.subject + told.body
    assert send_news(holder="one", limit=10) == 0


def test_news_within_the_hour_waits(person: Teller, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed(person)
    for minute in (1, 2):
        news.note_news(submission_id=person.submission.pk, now=now + timedelta(minutes=minute))
        monkeypatch.setattr(clock, "now", lambda minute=minute: now + timedelta(minutes=minute))
        send_news(holder="one", limit=10)
    assert len(mail.outbox) == 2
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=62))
    assert send_news(holder="one", limit=10) == 1


def test_a_change_of_where_a_case_stands_is_news(person: Teller) -> None:
    worker = caseworker(organisation_of(person))
    case = CaseFactory.create(piece=person.piece, organisation=organisation_of(person))
    confirmed(person)
    casework.set_status(case=case, status=CaseStatus.CLOSED, by=worker, revision=case.revision, now=clock.now())
    assert send_news(holder="one", limit=10) == 1


def test_the_address_stands_nowhere_to_be_read(person: Teller) -> None:
    confirmed(person)
    held = "".join(str(row) for row in NewsAddress.objects.values_list()) + "".join(
        str(row) for row in AuditLine.objects.values_list()
    )
    assert ADDRESS not in held


def test_one_click_stops_it_and_empties_the_address(person: Teller) -> None:
    confirmed(person)
    news.note_news(submission_id=person.submission.pk, now=clock.now())
    send_news(holder="one", limit=10)
    header = mail.outbox[-1].extra_headers["List-Unsubscribe"]
    assert Client().post(link(), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert link() in header
    row = NewsAddress.objects.get()
    assert (bytes(row.sealed), row.worker_key) == (b"", None)
    assert Client().get(link()).status_code == 410
    news.note_news(submission_id=person.submission.pk, now=clock.now())
    assert send_news(holder="one", limit=10) == 0


def test_withdrawing_and_erasing_forget_the_address(person: Teller) -> None:
    confirmed(person)
    withdraw_submission(submission=person.submission, now=clock.now())
    assert bytes(NewsAddress.objects.get().sealed) == b""
    erase_submission(submission=person.submission, is_kept_in_figures=False, now=clock.now())
    assert not NewsAddress.objects.exists()


def test_nothing_is_asked_for_of_what_was_taken_back(person: Teller) -> None:
    Submission.objects.update(withdrawn_at=clock.now())
    with pytest.raises(news.TakenBack):
        ask(person)


def test_pressing_twice_asks_once_and_a_sixth_time_a_day_is_refused(person: Teller) -> None:
    assert ask(person).pk == ask(person).pk
    for n in range(4):
        ask(person, mark=f"again {n}")
    with pytest.raises(news.AskedTooOften):
        ask(person, mark="once more")


def test_an_address_that_nobody_proves_is_erased(person: Teller, now: datetime, monkeypatch) -> None:
    ask(person)
    monkeypatch.setattr(clock, "now", lambda: now + news.PROOF_LIFE)
    assert erase_old_news_addresses() == 1


def test_a_number_is_proved_by_the_digits_that_were_sent(person: Teller, texts) -> None:
    ask(person, by=NewsBy.TEXT)
    assert send_news(holder="one", limit=10) == 1
    (sent,) = texts()
    code = re.findall(r"\d{6}", sent.split("\n\n")[1])[0]
    assert sent.startswith(f"To: {NUMBER}")
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert not news.confirm_by_code(submission=person.submission, code=wrong, now=clock.now())
    assert news.confirm_by_code(submission=person.submission, code=code, now=clock.now())
    news.note_news(submission_id=person.submission.pk, now=clock.now())
    send_news(holder="one", limit=10)
    assert "There is news about something you told us." in texts()[-1] + texts()[0]


def test_five_wrong_codes_end_it(person: Teller) -> None:
    ask(person, by=NewsBy.TEXT)
    for _ in range(news.MOST_TRIES):
        news.confirm_by_code(submission=person.submission, code="not it", now=clock.now())
    with pytest.raises(news.NoSuchAddress):
        news.confirm_by_code(submission=person.submission, code="not it", now=clock.now())


def test_what_cannot_be_sent_is_tried_again_later(person: Teller, settings, now: datetime, monkeypatch) -> None:
    settings.EMAIL_BACKEND = "tests.heard.accounts.test_mail.Unreachable"
    ask(person)
    assert [send_news(holder="one", limit=10), send_news(holder="one", limit=10)] == [0, 0]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(clock, "now", lambda: now + news.FIRST_WAIT)
    assert send_news(holder="two", limit=10) == 1


def test_after_a_rotation_addresses_are_sealed_to_the_new_key(person: Teller) -> None:
    confirmed(person)
    SealingKey.objects.filter(organisation=None).update(retired_at=clock.now())
    erase_old_news_addresses()
    row = NewsAddress.objects.get()
    assert row.worker_key is not None
    assert row.worker_key.retired_at is None
    news.note_news(submission_id=person.submission.pk, now=clock.now())
    assert send_news(holder="one", limit=10) == 1


def test_a_killed_workers_address_is_found_again(person: Teller, now: datetime) -> None:
    ask(person)
    assert news.claim(holder="killed", now=now) is not None
    assert news.claim(holder="two", now=now) is None
    assert news.claim(holder="two", now=now + news.LEASE) is not None
