"""Save and finish later: one form, its code, and another device; nothing lost, nothing sent twice."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from heard.campaigns.models import Form
from heard.design import clock
from heard.feedback import saved
from heard.feedback.drafts import LIFETIME
from heard.feedback.models import Draft, SavedForm, Submission
from heard.feedback.receipts import digits_of, new_receipt
from tests.heard.feedback.walking import WORDS, Walker, open_form, secret_of, to_check, told, walker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def form() -> Form:
    return open_form()


def code_of(person: Walker) -> str:
    return saved.code_of(secret_of(person))


def save(person: Walker, **fields: str) -> Walker:
    return person.send({"later": "1", **fields})


def elsewhere(form: Form, code: str) -> Walker:
    """Return the same person on another device, who has entered a code."""
    other = walker(form, Client())
    return other.open(f"{other.home}come-back/").answer(code=code)


class TestSaving:
    def test_keeps_what_the_page_holds_and_shows_the_code_in_words_and_digits(self, form: Form) -> None:
        person = save(walker(form).start(), tone="BAD")
        assert (person.status, person.slug) == (200, "saved")
        code = code_of(person)
        assert all(word in person.text for word in code.split())
        assert digits_of(code).split()[0] in person.text
        secret = secret_of(person)
        assert secret.unseal(Draft.objects.get().sealed).answers.pieces[0].values["tone"] == "BAD"

    def test_asks_for_no_answer_on_the_way_out(self, form: Form) -> None:
        assert save(walker(form).start()).slug == "saved"

    def test_stops_at_words_that_cannot_be_kept_and_keeps_them_on_the_page(self, form: Form) -> None:
        person = told(form)
        person.open(f"{person.home}your-feedback/1/")
        long = "far too long " * 2000
        save(person, words=long)
        assert person.status in {200, 422}
        assert "far too long" in person.text
        assert not SavedForm.objects.exists()

    def test_says_until_when_and_begins_the_day_anew(self, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
        person = walker(form).start()
        first = person.path
        save(person, tone="BAD")
        now = clock.now() + timedelta(hours=20)
        monkeypatch.setattr(clock, "now", lambda: now)
        save(person.open(first))
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=20))
        assert elsewhere(form, code_of(person)).status == 200
        assert Draft.objects.get().updated_at == now

    def test_gives_the_same_code_each_time(self, form: Form) -> None:
        person = to_check(told(form))
        first = person.answer(form=1).text
        again = person.open(f"{person.home}check-answers/").answer(form=1).text
        assert code_of(person).split()[3] in first
        assert (first, SavedForm.objects.count()) == (again, 1)

    def test_is_not_shown_before_it_was_asked_for(self, form: Form) -> None:
        person = walker(form).start()
        assert person.open(f"{person.home}saved/").slug != "saved"

    def test_leaves_no_code_and_no_secret_in_the_database(self, form: Form) -> None:
        person = save(walker(form).start(), tone="BAD")
        row = SavedForm.objects.get()
        kept = row.pk.encode() + bytes(row.sealed)
        assert secret_of(person).value.encode() not in kept
        assert row.pk not in code_of(person)


class TestComingBack:
    @pytest.mark.parametrize("written", [str, digits_of, str.upper])
    def test_goes_on_where_it_was_left_on_another_device(self, form: Form, written) -> None:
        person = save(told(form))
        other = elsewhere(form, written(code_of(person)))
        assert other.status == 200
        other.open(f"{other.home}your-feedback/1/")
        assert WORDS in other.response.content.decode()

    def test_a_slip_in_a_word_is_put_right(self, form: Form) -> None:
        person = save(told(form))
        first, *rest = code_of(person).split()
        assert elsewhere(form, " ".join([first + "x", *rest])).slug == "anything-else"

    def test_takes_the_code_of_another_form_of_the_site(self, form: Form) -> None:
        other_form = open_form(template="network", slug="network")
        person = save(walker(other_form).start())
        there = elsewhere(form, code_of(person))
        assert there.path.startswith(person.home)

    def test_says_what_is_wrong_with_a_code_and_keeps_it(self, form: Form) -> None:
        there = elsewhere(form, "one two three")
        assert there.status == 422
        assert "A code has nine words. You entered 3" in there.text
        assert there.fields["code"] == ["one two three"]

    def test_knows_no_code_that_was_never_given_and_no_receipt(self, form: Form) -> None:
        there = elsewhere(form, new_receipt())
        assert (there.status, "We found no saved form under this code" in there.text) == (422, True)

    def test_a_day_later_it_is_gone(self, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
        person = save(walker(form).start(), tone="BAD")
        code, now = code_of(person), clock.now() + LIFETIME
        monkeypatch.setattr(clock, "now", lambda: now)
        assert "We found no saved form" in elsewhere(form, code).text

    def test_asks_before_it_leaves_a_form_that_is_open_here(self, form: Form) -> None:
        code = code_of(save(told(form)))
        here = told(form, Client(), words="Another story.")
        here.open(f"{here.home}come-back/").answer(code=code)
        assert "Another form is open on this device" in here.text
        assert here.fields["code"] == [code]
        here.answer()
        here.open(f"{here.home}your-feedback/1/")
        assert WORDS in here.response.content.decode()

    def test_what_was_saved_last_counts_and_nothing_else_is_lost(self, form: Form) -> None:
        person = save(told(form))
        other = elsewhere(form, code_of(person))
        other.open(f"{other.home}your-feedback/1/").answer(words="As told on the phone.")
        person.open(f"{person.home}your-feedback/1/")
        assert "As told on the phone." in person.response.content.decode()

    def test_is_sent_once_whichever_device_sends_it(self, form: Form) -> None:
        person = to_check(told(form))
        person.answer(form=1)
        other = elsewhere(form, code_of(person))
        assert other.slug == "check-answers"
        other.answer()
        person.open(f"{person.home}check-answers/")
        assert "You have already sent this form" in person.text
        assert Submission.objects.count() == 1
        assert not SavedForm.objects.exists()

    def test_another_site_cannot_enter_a_code_for_someone(self, form: Form) -> None:
        code = code_of(save(told(form)))
        victim = Client()
        answer = victim.post(f"/c/{form.campaign.slug}/{form.slug}/come-back/", {"code": code})
        assert answer.status_code == 410
        assert not answer.cookies

    def test_clearing_the_form_ends_its_code(self, form: Form) -> None:
        person = save(told(form))
        code = code_of(person)
        person.open(f"{person.home}clear-my-answers/").answer()
        assert "We found no saved form" in elsewhere(form, code).text


def test_the_first_question_and_the_landing_page_lead_back(form: Form) -> None:
    person = walker(form).start()
    assert f"{person.home}come-back/" in person.read.links
    assert f"{person.home}come-back/" in person.open(f"/c/{form.campaign.slug}/").read.links


def test_a_code_is_typed_from_left_to_right_in_a_language_that_is_read_from_the_right(form: Form) -> None:
    person = walker(form, prefix="/ur")
    page = person.open(f"{person.home}come-back/").response.content.decode()
    box = re.search(r"<textarea[^>]*>", page)
    assert box
    assert 'dir="ltr"' in box[0]


def test_whoever_has_just_sent_the_form_opens_their_page_without_typing_the_code(form: Form) -> None:
    person = to_check(told(form)).answer().answer(equality="no")
    assert person.slug == "sent"
    person.answer(form=0)
    assert person.path == "/my-feedback/"
    assert Submission.objects.get().reference in person.text


def test_what_is_asked_after_sending_leads_to_no_saved_form(form: Form) -> None:
    person = to_check(told(form)).answer()
    assert person.slug == "equality"
    assert f"{person.home}come-back/" not in person.read.links
