"""The door where a code is entered, and the pages behind it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.models import AuditLine
from heard.casework.actions import open_cases
from heard.casework.models import Case
from heard.design import clock
from heard.feedback import patience, receipts
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import Addition, Consent, Piece, Recipient, Submission
from heard.feedback.passes import COOKIE_NAME, LIFETIME, Pass
from heard.feedback.proof_of_work import Challenge, Proof, Work
from heard.insight.tasks import read_some
from tests.factories.accounts import OrganisationFactory
from tests.factories.feedback import consents_to, piece_in, sent_with_code

pytestmark = pytest.mark.django_db
DOOR = "/my-feedback/"


def having_waited(receipt):
    return patience.slip(subject=receipt, now=clock.now() - timedelta(seconds=10))


def enter(client, receipt, *, typed=None, **more):
    return client.post(DOOR, {"code": typed or receipt, "slip": having_waited(receipt), **more})


def come_back(*, receipt, **how):
    """Return the browser of someone who has shown their code."""
    client = Client(**how)
    client.cookies[COOKIE_NAME] = Pass(receipt=receipt).as_cookie(now=clock.now())
    return client


def send(client, path, **fields):
    """Post from the page itself, as a browser does."""
    page = client.get(path).content.decode()
    hidden = dict(re.findall(r'type="hidden" (?:id="[^"]*" )?name="([^"]+)" value="([^"]*)"', page))
    hidden |= dict(re.findall(r'name="(mark)"[^>]*value="([^"]+)"', page))
    return client.post(path, {**hidden, **fields})


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_right_words_open_the_page(client):
    sent = sent_with_code()
    response = enter(client, sent.receipt)
    assert response.status_code == 303
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert sent.submission.reference in text_of(page)
    assert "It has arrived. Nobody has read it yet." in text_of(page)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_holds_no_code_to_read(client):
    sent = sent_with_code()
    cookie = enter(client, sent.receipt).cookies[COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == LIFETIME.total_seconds()
    assert not any(word in cookie.value for word in sent.receipt.split() if len(word) > 4)


@pytest.mark.parametrize("how", ["digits", "slip", "shouted"])
def test_digits_and_words_with_a_slip_open_the_same(client, how):
    sent = sent_with_code()
    first = sent.receipt.split()[0]
    typed = {
        "digits": receipts.digits_of(sent.receipt),
        "slip": sent.receipt.replace(first, f"{first}x", 1),
        "shouted": "\n".join(f"{n}. {word.upper()}" for n, word in enumerate(sent.receipt.split(), start=1)),
    }[how]
    assert enter(client, sent.receipt, typed=typed).status_code == 303


def test_a_right_code_that_nobody_was_given_opens_nothing_and_stays_in_the_box(client):
    sent_with_code()
    guess = receipts.new_receipt()
    response = enter(client, guess)
    assert response.status_code == 422
    assert "We found nothing under this code" in text_of(response)
    assert guess in text_of(response)
    assert COOKIE_NAME not in response.cookies


def test_what_was_put_right_is_shown_where_nothing_was_found(client):
    guess = receipts.new_receipt()
    typed = guess.replace(guess.split()[0], f"{guess.split()[0]}x", 1)
    assert f"We read it as: {guess}" in text_of(enter(client, guess, typed=typed))


def test_words_that_are_in_no_code_are_named_and_stay_in_the_box(client):
    response = client.post(DOOR, {"code": "able able able able zzzzzz able able able able"})
    assert response.status_code == 422
    assert "Word 5, “zzzzzz”, is not a code word" in text_of(response)
    assert "able able able able zzzzzz" in text_of(response)
    assert "Error:" in response.content.decode()


def test_nothing_typed_is_said_to_anyone_else(client, caplog):
    caplog.set_level("DEBUG")
    guess = receipts.new_receipt()
    enter(client, guess)
    client.post(DOOR, {"code": "zebrafish and nonsense"})
    said = " ".join(record.getMessage() for record in caplog.records)
    assert guess not in said
    assert "zebrafish" not in said
    assert not AuditLine.objects.filter(code__startswith="feedback.receipt").exists()


class TestWithoutScript:
    def test_a_code_waits_for_one_more_step_which_keeps_it(self, client):
        sent = sent_with_code()
        step = client.post(DOOR, {"code": sent.receipt})
        assert step.status_code == 200
        assert "One more step" in text_of(step)
        assert sent.receipt in step.content.decode()
        assert COOKIE_NAME not in step.cookies

    def test_pressing_at_once_asks_to_wait_and_does_not_begin_the_wait_anew(self, client):
        sent = sent_with_code()
        slip = patience.slip(subject=sent.receipt, now=clock.now())
        step = client.post(DOOR, {"code": sent.receipt, "slip": slip})
        assert "That was a little too quick." in text_of(step)
        assert slip in step.content.decode()

    def test_a_wait_for_one_code_is_none_for_another(self, client):
        sent = sent_with_code()
        other = having_waited(receipts.new_receipt())
        assert "One more step" in text_of(client.post(DOOR, {"code": sent.receipt, "slip": other}))

    def test_a_right_code_opens_however_many_wrong_ones_were_tried_before(self, client):
        sent = sent_with_code()
        for _ in range(20):
            enter(client, receipts.new_receipt())
        assert enter(client, sent.receipt).status_code == 303


def test_a_proof_of_work_opens_at_once(client, monkeypatch):
    sent = sent_with_code()
    taken = []

    def take(*, answer, **_):
        taken.append(answer)
        return Proof.PROVEN

    monkeypatch.setattr("heard.feedback.proof_of_work.take", take)
    assert client.post(DOOR, {"code": sent.receipt, "proof": "solved"}).status_code == 303
    assert taken == ["solved"]


def test_the_next_challenge_is_dearer_after_a_wrong_code(client, monkeypatch):
    asked = []

    def challenge(*, work, **_):
        asked.append(work)
        return Challenge(json="{}")

    monkeypatch.setattr("heard.feedback.proof_of_work.challenge", challenge)
    client.get(DOOR)
    enter(client, receipts.new_receipt())
    assert asked == [Work.LIGHT, Work.HEAVY]


def test_another_site_cannot_enter_a_code_for_somebody(client):
    sent = sent_with_code()
    response = client.post(
        DOOR,
        {"code": sent.receipt, "slip": having_waited(sent.receipt)},
        headers={"Origin": "https://elsewhere.example.org"},
    )
    assert response.status_code == 403


def test_who_has_no_cookies_is_told_what_it_is_for(client):
    assert "This page needs one cookie" in text_of(client.get(f"{DOOR}?entered=1"))


def test_a_page_that_was_not_used_for_half_an_hour_is_closed(client):
    sent = sent_with_code()
    client.cookies[COOKIE_NAME] = Pass(receipt=sent.receipt).as_cookie(now=clock.now() - LIFETIME)
    response = client.get(DOOR)
    assert sent.submission.reference not in text_of(response)
    assert "was not used for half an hour" in text_of(response)


def test_words_that_come_too_late_are_given_back(client):
    sent = sent_with_code()
    from_here = {"Sec-Fetch-Site": "same-origin"}
    response = client.post(f"{DOOR}add/1/", {"words": "It is still going on."}, headers=from_here)
    assert response.status_code == 410
    assert "It is still going on." in text_of(response)
    assert not Addition.objects.filter(submission=sent.submission).exists()


@pytest.mark.parametrize("path", ["add/1/", "take-back/", "erase/"])
def test_nothing_is_done_without_the_pages_own_token(path):
    sent = sent_with_code()
    client = come_back(receipt=sent.receipt)
    response = client.post(f"{DOOR}{path}", {"words": "Not mine", "pass_token": "nonsense", "mark": "m"})
    assert response.status_code == 403
    sent.submission.refresh_from_db()
    assert sent.submission.withdrawn_at is None
    assert not Addition.objects.exists()


class TestWhereItStands:
    def told(self, *, receiver, **changes):
        sent = sent_with_code(organisation=receiver)
        read_some(holder="test")
        open_cases(piece_ids=[sent.submission.pieces.get().pk], now=clock.now())
        Case.objects.update(**changes)
        return text_of(come_back(receipt=sent.receipt).get(DOOR))

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({}, "It is in their queue. A person will read it."),
            ({"status": "IN_PROGRESS"}, "A person there is working on it."),
            ({"status": "REFERRED", "referred_to": "Dr Kettle"}, "They have passed it on"),
            ({"status": "CLOSED", "closed_at": "2026-07-08T12:00Z"}, "They have finished with it, on 8 July 2026."),
        ],
    )
    def test_each_stage_is_told_in_plain_words(self, changes, sentence):
        told = self.told(receiver=OrganisationFactory.create(name="Good Care"), **changes)
        assert sentence in told
        assert "Good Care" in told
        assert "Dr Kettle" not in told

    def test_the_words_are_not_shown_until_they_are_asked_for(self):
        sent = sent_with_code(piece_in("A zebrafish lay in the corridor."))
        read_some(holder="test")
        client = come_back(receipt=sent.receipt)
        assert "zebrafish" not in text_of(client.get(DOOR))
        assert "A zebrafish lay in the corridor." in text_of(client.get(f"{DOOR}copy/"))


class TestTakingBack:
    def test_one_permission_is_taken_back_by_the_person_themself(self):
        one, other = OrganisationFactory.create(), OrganisationFactory.create()
        sent = sent_with_code(piece_in(consents=consents_to(other, publication=True)), organisation=one)
        client = come_back(receipt=sent.receipt)
        consent = Consent.objects.get(organisation=other)
        assert send(client, f"{DOOR}who/{consent.pk}/").status_code == 303
        consent.refresh_from_db()
        assert consent.narrowed_at is not None
        assert consent.narrowed_by is None
        assert Consent.objects.filter(narrowed_at=None).count() == 2
        assert "You took this back on" in text_of(client.get(DOOR))

    def test_twice_is_once(self):
        sent = sent_with_code(piece_in(consents=consents_to(publication=True)))
        client = come_back(receipt=sent.receipt)
        consent = Consent.objects.get(recipient=Recipient.PUBLICATION)
        assert [send(client, f"{DOOR}who/{consent.pk}/").status_code for _ in range(2)] == [303, 303]

    def test_what_somebody_else_allowed_is_as_if_it_were_not(self):
        sent, others = sent_with_code(), sent_with_code()
        theirs = Consent.objects.get(piece__submission=others.submission)
        client = come_back(receipt=sent.receipt)
        assert client.get(f"{DOOR}who/{theirs.pk}/").status_code == 404
        assert client.get(f"{DOOR}who/999999/").status_code == 404

    def test_everything_is_taken_back_and_the_page_says_so(self):
        sent = sent_with_code()
        client = come_back(receipt=sent.receipt)
        assert send(client, f"{DOOR}take-back/").status_code == 303
        assert "If someone may be in danger, a person looks at that first." in text_of(client.get(DOOR))
        sent.submission.refresh_from_db()
        assert sent.submission.withdrawn_at is not None
        page = client.get(DOOR)
        assert "You took all of it back on" in text_of(page)
        assert "/add/" not in page.content.decode()
        assert "/who/" not in page.content.decode()

    def test_everything_is_to_be_erased_and_each_step_is_shown(self):
        sent = sent_with_code()
        client = come_back(receipt=sent.receipt)
        assert send(client, f"{DOOR}erase/").status_code == 303
        page = text_of(client.get(DOOR))
        assert "It is being erased." in page
        assert "Not yet" in page


class TestAdding:
    def test_words_are_added_once_however_often_the_button_is_pressed(self):
        sent = sent_with_code()
        client = come_back(receipt=sent.receipt)
        path = f"{DOOR}add/1/"
        page = client.get(path).content.decode()
        mark = re.search(r'name="mark"[^>]*value="([^"]+)"', page).group(1)
        token = re.search(r'name="pass_token" value="([^"]+)"', page).group(1)
        for _ in range(2):
            answer = client.post(path, {"words": "It went on.", "mark": mark, "pass_token": token})
            assert answer.status_code == 303
        assert Addition.objects.count() == 1
        assert "You added words on" in text_of(client.get(DOOR))

    def test_nothing_written_asks_again(self):
        sent = sent_with_code()
        answer = send(come_back(receipt=sent.receipt), f"{DOOR}add/1/", words="")
        assert answer.status_code == 422
        assert "Write what you want to add" in text_of(answer)

    def test_a_piece_that_is_not_theirs_is_not_there(self):
        sent = sent_with_code()
        assert come_back(receipt=sent.receipt).get(f"{DOOR}add/2/").status_code == 404

    def test_after_taking_back_the_words_are_given_back_and_not_kept(self):
        sent = sent_with_code()
        client = come_back(receipt=sent.receipt)
        page = client.get(f"{DOOR}add/1/").content.decode()
        token = re.search(r'name="pass_token" value="([^"]+)"', page).group(1)
        withdraw_submission(submission=sent.submission, now=clock.now())
        answer = client.post(f"{DOOR}add/1/", {"words": "One thing more.", "mark": "m", "pass_token": token})
        assert answer.status_code == 409
        assert "One thing more." in text_of(answer)
        assert not Addition.objects.exists()


class TestLeaving:
    def test_closing_takes_the_pass_away(self):
        sent = sent_with_code()
        client = come_back(receipt=sent.receipt)
        assert client.post(f"{DOOR}done/").status_code == 303
        assert sent.submission.reference not in text_of(client.get(DOOR))
        assert "Your page is closed" in text_of(client.get(f"{DOOR}done/"))

    @pytest.mark.parametrize(("method", "status"), [("get", 302), ("post", 204)])
    def test_the_quick_exit_takes_it_away_too(self, settings, method, status):
        settings.HEARD_EXIT_URL = "https://weather.example.org/"
        sent = sent_with_code()
        client = come_back(receipt=sent.receipt)
        page = client.get(DOOR).content.decode()
        assert f'href="{reverse("casework:my_feedback_leave")}"' in page
        assert 'data-leave="https://weather.example.org/"' in page
        assert getattr(client, method)(f"{DOOR}leave/").status_code == status
        assert sent.submission.reference not in text_of(client.get(DOOR))

    def test_no_page_is_kept_by_a_cache_or_told_to_another_site(self):
        sent = sent_with_code()
        answer = come_back(receipt=sent.receipt).get(DOOR)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("language", ["cy", "pl", "ur", "easy"])
def test_the_page_stands_in_each_language(language):
    sent = sent_with_code()
    client = come_back(receipt=sent.receipt)
    assert client.get(f"/{language}{DOOR}").status_code == 200
    assert Submission.objects.count() == Piece.objects.count() == 1
