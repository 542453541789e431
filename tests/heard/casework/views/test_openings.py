"""Opening what is sealed, as staff meet it: a reason, a fresh proof, once, and a second person where asked for."""

import re
from datetime import timedelta
from time import time

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Organisation, Role, User
from heard.campaigns.questions.actions import add_question_set
from heard.casework.models import Case
from heard.design import clock
from heard.feedback.actions.opening import set_opening_rule
from heard.feedback.actions.receiving import TextIn
from heard.feedback.models import Consent, Contact, Opening, Text, TextField, WrappedKey
from heard.insight.tasks import read_messages
from tests.factories.accounts import MembershipFactory, give_second_factor, member, prove
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.factories.casework import CaseFactory
from tests.factories.messages import ANSWERED, answered, teller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORDS = "Ask for Sister Wombat."
ANSWERS = {"reason": "reply", "words": "They asked us to ring."}


@pytest.fixture
def case(organisation: Organisation) -> Case:
    contact = {"name": "Q. Quokka", "phone": "07700 900123", "email": "quokka@example.org"}
    return CaseFactory.create(organisation=organisation, words=WORDS, contact=contact)


@pytest.fixture
def proved(desk: Client, worker: User) -> Client:
    prove(desk, worker)
    return desk


@pytest.fixture
def lead(organisation: Organisation, signed_in) -> Client:
    person = member(Role.PRIVACY_LEAD, organisation)
    client = signed_in(person)
    prove(client, person)
    return client


@pytest.fixture
def two(organisation: Organisation) -> None:
    set_opening_rule(organisation=organisation, needs_second_person=True, hours=4, by=None, now=clock.now())


def contact_of(case: Case) -> str:
    return reverse("casework:open_contact", args=[case.pk])


def words_of(case: Case) -> str:
    return reverse("casework:open_words", args=[case.pk, case.piece.texts.get().pk])


def page_of(case: Case) -> str:
    return reverse("casework:case", args=[case.pk])


def plain(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_the_case_leads_to_what_is_sealed_and_shows_none_of_it(proved, case) -> None:
    page = proved.get(page_of(case)).content.decode()

    assert contact_of(case) in page
    assert words_of(case) in page
    assert "quokka" not in page


def test_contact_details_are_shown_once_in_the_answer_and_can_be_called(proved, case) -> None:
    shown = proved.post(contact_of(case), ANSWERS)

    assert shown.status_code == 200
    assert 'href="tel:07700900123"' in shown.content.decode()
    assert 'href="mailto:quokka@example.org"' in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert "quokka" not in proved.get(contact_of(case)).content.decode()


def test_words_are_shown_as_they_were_written(proved, case) -> None:
    shown = proved.post(words_of(case), {"reason": "unclear", "words": "The name of the ward is gone."})

    assert WORDS in plain(shown)
    assert Opening.objects.get().text == case.piece.texts.get()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps words in a binary column")
def test_what_is_spoilt_is_refused_plainly_and_counts_as_unopened(proved, case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE feedback_text SET sealed = 'words'")
    answer = proved.post(words_of(case), {"reason": "unclear", "words": "The name of the ward is gone."})

    assert (answer.status_code, "or it was damaged" in plain(answer)) == (422, True)
    assert not Opening.objects.exists()


def okapi(case: Case) -> Case:
    """Return another person's case of the same organisation."""
    contact = {"name": "O. Okapi", "email": "okapi@example.org"}
    return CaseFactory.create(organisation=case.organisation, words="Ask for the okapi.", contact=contact)


def exchanged(case: Case) -> None:
    """Put another's words and contact details in the place of the case's own."""
    other = okapi(case).piece.submission
    Text.objects.filter(submission=case.piece.submission).update(sealed=other.texts.get().sealed)
    Contact.objects.filter(submission=case.piece.submission).update(sealed=other.contact.sealed)


def flipped(case: Case) -> None:
    """Change one bit of the case's words and contact details."""
    for box in (case.piece.texts.get(), case.piece.submission.contact):
        raw = bytearray(box.sealed)
        raw[-1] ^= 1
        box.sealed = bytes(raw)
        box.save(update_fields=["sealed"])


def with_anothers_key(case: Case) -> None:
    """Wrap the key of another submission for the case's."""
    wrap = WrappedKey.objects.get(submission=case.piece.submission, sealing_key__organisation=case.organisation)
    other = okapi(case).piece.submission
    wrap.wrapped = WrappedKey.objects.get(submission=other, sealing_key=wrap.sealing_key).wrapped
    wrap.save(update_fields=["wrapped"])


@pytest.mark.parametrize("spoil", [exchanged, flipped, with_anothers_key])
def test_what_its_key_does_not_open_is_said_to_be_spoilt_and_shows_nobodys_words(proved, case, spoil) -> None:
    spoil(case)

    for address in (words_of(case), contact_of(case)):
        answer = proved.post(address, {"reason": "harm", "words": "Someone may come to harm."})
        assert answer.status_code == 422
        assert "It does not open with the key that is here" in plain(answer)
        assert not re.search("quokka|wombat|okapi", plain(answer), re.I)
    assert not Opening.objects.exists()


def test_where_no_key_is_here_the_page_says_so(proved, case) -> None:
    WrappedKey.objects.filter(sealing_key__organisation=case.organisation).delete()

    answer = proved.post(words_of(case), {"reason": "harm", "words": "Someone may come to harm."})

    assert (answer.status_code, "your organisation holds no key to it" in plain(answer)) == (422, True)


def test_a_message_is_opened_from_the_case_as_it_was_written(proved, organisation) -> None:
    person = teller(organisation=organisation)
    message = answered(person)
    case = CaseFactory.create(organisation=organisation, piece=person.piece)
    address = reverse("casework:open_message", args=[case.pk, message.pk])
    assert address not in proved.get(page_of(case)).content.decode()
    assert proved.get(address).status_code == 404
    read_messages()
    assert address in proved.get(page_of(case)).content.decode()

    shown = proved.post(address, {"reason": "unclear", "words": "The number is gone from it."})

    assert "“Message from the person, " in plain(shown)
    assert ANSWERED in plain(shown)
    page = plain(proved.get(page_of(case)))
    assert "as written Opened" in page
    assert "The number is gone from it." in page
    assert "07700 900123" not in page


def test_what_two_people_opened_of_a_message_is_shown_under_its_name(proved, lead, organisation, two) -> None:
    person = teller(organisation=organisation)
    message = answered(person)
    case = CaseFactory.create(organisation=organisation, piece=person.piece)
    read_messages()
    address = reverse("casework:open_message", args=[case.pk, message.pk])
    proved.post(address, {"reason": "unclear", "words": "The number is gone from it."})
    opening = Opening.objects.get()
    lead.post(reverse("casework:opening", args=[opening.pk]), {"decision": "yes"})

    shown = plain(proved.post(reverse("casework:open_agreed", args=[opening.pk])))

    assert "“Message from the person, " in shown
    assert ANSWERED in shown


def test_the_case_says_who_opened_what_when_and_why(proved, case, worker) -> None:
    proved.post(contact_of(case), ANSWERS)
    page = plain(proved.get(page_of(case)))

    assert f"Contact details Opened {worker.full_name}" in page
    assert "To reply to the person, as they allowed: They asked us to ring." in page


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({}, "Choose a reason"),
        ({"reason": "reply"}, "Write what you need it for"),
        ({"reason": "unclear", "words": "They asked us."}, "Choose one of the answers"),
        ({"reason": "reply", "words": "."}, "Write at least three words"),
        ({"reason": "reply", "words": "asdf"}, "Write at least three words"),
    ],
)
def test_without_a_reason_that_fits_and_a_word_about_it_the_page_says_what_is_wrong(proved, case, answers, wrong):
    answer = proved.post(contact_of(case), {"words": "", **answers})

    assert answer.status_code == 422
    assert wrong in plain(answer)
    assert not Opening.objects.exists()


def test_who_has_not_shown_lately_that_it_is_they_is_asked_for_the_second_factor_first(desk, case, worker) -> None:
    prove(desk, worker, at=time() - 16 * 60)
    answer = desk.get(contact_of(case))

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"{reverse('mfa_reauthenticate')}?next={contact_of(case).replace('/', '%2F')}",
    )


def test_a_password_alone_does_not_stand_for_a_second_factor(desk, case, worker) -> None:
    prove(desk, worker, method="password")

    assert desk.get(contact_of(case)).headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_nothing_is_opened_by_sending_the_answers_late(desk, case, worker) -> None:
    prove(desk, worker, at=time() - 31 * 60)

    assert desk.post(contact_of(case), ANSWERS).status_code == 302
    assert not Opening.objects.exists()


def test_answers_that_took_a_while_to_write_are_not_lost(desk, case, worker) -> None:
    prove(desk, worker, at=time() - 16 * 60)

    assert desk.post(contact_of(case), ANSWERS).status_code == 200


def test_in_the_demonstration_the_password_will_do_where_no_second_factor_is_set_up(case, worker, signed_in) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=worker).delete()
    client = signed_in(worker)
    assert client.get(contact_of(case)).headers["Location"].startswith(reverse("account_reauthenticate"))
    prove(client, worker, method="password")

    assert client.get(contact_of(case)).status_code == 200


def test_the_code_leads_back_to_what_was_to_be_opened(case, organisation, signed_in) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    person = MembershipFactory.create(role=Role.CASEWORKER, organisation=organisation).user
    secret = give_second_factor(person)
    client = signed_in(person)
    asked = client.get(contact_of(case), follow=True)
    assert "Enter a code once more" in plain(asked)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answer = client.post(asked.request["PATH_INFO"], {"code": code, "next": contact_of(case)}, follow=True)

    assert answer.request["PATH_INFO"] == contact_of(case)
    assert "Why do you need it?" in plain(answer)


def test_an_analyst_sees_no_way_to_open_anything(reader, case) -> None:
    page = reader.get(page_of(case)).content.decode()

    assert "open/" not in page
    assert reader.get(contact_of(case)).status_code == 404


def test_there_is_nothing_to_open_where_no_contact_was_left(proved, organisation) -> None:
    case = CaseFactory.create(organisation=organisation)

    assert proved.get(contact_of(case)).status_code == 404
    assert "Open the contact details" not in plain(proved.get(page_of(case)))


def test_another_pieces_words_are_not_found_by_this_case(proved, case, organisation) -> None:
    other = CaseFactory.create(organisation=organisation)
    address = reverse("casework:open_words", args=[case.pk, other.piece.texts.get().pk])

    assert proved.get(address).status_code == 404


def test_where_two_are_needed_the_first_asks_the_second_agrees_and_the_first_opens_once(proved, lead, case, two):
    asked = proved.post(contact_of(case), ANSWERS, follow=True)
    assert "A second person is asked." in plain(asked)
    assert "Waits for a second person" in plain(asked)
    assert "quokka" not in asked.content.decode()
    opening = reverse("casework:opening", args=[Opening.objects.get().pk])
    assert "Openings (1)" in plain(lead.get("/staff/"))
    assert "Openings (1)" not in plain(proved.get("/staff/"))
    assert "They asked us to ring." in plain(lead.get(opening))

    lead.post(opening, {"decision": "yes"})

    assert "Openings (1)" not in plain(lead.get("/staff/"))
    assert "Open it once" in plain(proved.get(opening))
    shown = proved.post(f"{opening}open/")
    assert "quokka@example.org" in plain(shown)
    again = proved.post(f"{opening}open/", follow=True)
    assert "It was opened already" in plain(again)
    assert "quokka" not in again.content.decode()


def test_what_two_people_opened_is_titled_in_the_words_of_the_question(proved, lead, organisation, worker, two) -> None:
    campaign = CampaignFactory.create(owner=organisation)
    form = FormFactory.create(campaign=campaign)
    case = CaseFactory.create(
        organisation=organisation,
        campaign=campaign,
        form=form,
        question_set=add_question_set(form=form, template="regulator", by=worker, now=clock.now()),
        texts=(TextIn(field=TextField.OTHER, slug="where", words="By the duck pond."),),
    )
    text = case.piece.submission.texts.get(field=TextField.OTHER)
    address = reverse("casework:open_words", args=[case.pk, text.pk])
    proved.post(address, {"reason": "unclear", "words": "We need the place to look."})
    opening = Opening.objects.get()
    lead.post(reverse("casework:opening", args=[opening.pk]), {"decision": "yes"})

    shown = proved.post(reverse("casework:open_agreed", args=[opening.pk]))

    assert "“Where in the service” as it was written" in plain(shown)


def test_a_refusal_says_why_to_whoever_asked(proved, lead, case, two) -> None:
    proved.post(contact_of(case), ANSWERS)
    opening = reverse("casework:opening", args=[Opening.objects.get().pk])
    assert lead.post(opening, {"decision": "no"}).status_code == 422
    lead.post(opening, {"decision": "no", "refusal": "We have no leave to ring."})

    page = plain(proved.get(page_of(case)))
    assert "Refused" in page
    assert "We have no leave to ring." in page
    assert proved.post(f"{opening}open/").status_code == 302


def test_whoever_asked_is_offered_nothing_to_decide(proved, case, two) -> None:
    proved.post(contact_of(case), ANSWERS)
    opening = reverse("casework:opening", args=[Opening.objects.get().pk])

    assert "Do you agree" not in plain(proved.get(opening))
    proved.post(opening, {"decision": "yes"})
    assert Opening.objects.get().decided_at is None


def test_asking_again_while_it_waits_says_so(proved, case, two) -> None:
    proved.post(contact_of(case), ANSWERS)
    answer = proved.post(contact_of(case), ANSWERS)

    assert answer.status_code == 422
    assert "it still waits for a second person" in plain(answer)


def test_where_nobody_could_agree_the_page_says_so(proved, case, two) -> None:
    assert "Nobody else in your organisation could agree." in plain(proved.get(contact_of(case)))


def test_what_was_agreed_to_is_not_opened_after_its_hours(proved, lead, case, two) -> None:
    proved.post(contact_of(case), ANSWERS)
    opening = reverse("casework:opening", args=[Opening.objects.get().pk])
    lead.post(opening, {"decision": "yes"})
    Opening.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    assert "The time in which it could be opened is over." in plain(proved.post(f"{opening}open/", follow=True))


def test_the_list_shows_what_was_opened_and_leads_to_the_case(proved, lead, case, organisation) -> None:
    proved.post(contact_of(case), ANSWERS)
    page = lead.get(reverse("casework:openings_of", args=[organisation.slug]))

    assert page_of(case) in page.content.decode()
    assert "To reply to the person" in plain(page)


def test_the_list_leads_to_no_case_that_may_not_be_seen_any_more(proved, lead, case, organisation) -> None:
    proved.post(contact_of(case), ANSWERS)
    Consent.objects.update(narrowed_at=clock.now())
    page = lead.get(reverse("casework:openings_of", args=[organisation.slug])).content.decode()

    assert page_of(case) not in page
    assert case.piece.submission.reference in page


def test_the_rule_is_not_changed_without_showing_who_one_is(organisation, signed_in) -> None:
    client = signed_in(member(Role.ADMINISTRATOR, organisation))
    rule = reverse("casework:opening_rule", args=[organisation.slug])

    assert client.post(rule, {"people": "no"}).headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_the_rule_is_changed_by_the_privacy_lead_and_shown(lead, organisation, signed_in) -> None:
    rule = reverse("casework:opening_rule", args=[organisation.slug])
    assert lead.post(rule, {"people": "yes", "hours": "200"}).status_code == 422
    answer = lead.post(rule, {"people": "yes", "hours": "8"}, follow=True)

    assert "It can then be opened once, within 8 hours." in plain(answer)
    answer = lead.post(rule, {"people": "no"})
    assert "Ask an administrator who opens nothing" in plain(answer)
    person = member(Role.ADMINISTRATOR, organisation)
    administrator = signed_in(person)
    prove(administrator, person)
    answer = administrator.post(rule, {"people": "no"}, follow=True)
    assert "A caseworker or privacy lead with a reason opens something alone." in plain(answer)


def test_nobody_gets_round_the_second_person_by_lifting_the_rule(lead, organisation, case, two) -> None:
    rule = reverse("casework:opening_rule", args=[organisation.slug])

    assert lead.post(rule, {"people": "no"}).status_code == 422
    assert "quokka" not in plain(lead.post(contact_of(case), ANSWERS, follow=True))
    assert not Opening.objects.opened().exists()


def test_an_administrator_who_opens_things_too_does_not_lift_the_rule(organisation, two, signed_in) -> None:
    person = member(Role.ADMINISTRATOR, organisation)
    MembershipFactory.create(user=person, organisation=organisation, role=Role.CASEWORKER)
    client = signed_in(person)
    prove(client, person)

    assert client.post(reverse("casework:opening_rule", args=[organisation.slug]), {"people": "no"}).status_code == 422


@pytest.mark.parametrize("left", [b"", b"\x01cut off"])
def test_words_that_are_not_here_any_more_are_said_to_be_gone(proved, case, left) -> None:
    case.piece.texts.update(sealed=left)

    answer = proved.post(words_of(case), {"reason": "unclear", "words": "The copy makes no sense."})

    assert answer.status_code == 422
    assert "It is not here any more" in plain(answer)
    assert not Opening.objects.exists()


@pytest.mark.parametrize("opened", [contact_of, words_of])
def test_a_key_holder_that_does_not_answer_is_no_fault_of_the_page(proved, case, settings, tmp_path, opened) -> None:
    page = opened(case)
    settings.HEARD_KEY_STORE, settings.HEARD_KEY_SOCKET = "holder", tmp_path / "nobody.sock"

    answer = proved.post(page, {**ANSWERS, "reason": "harm"})

    assert answer.status_code == 422
    assert "the keys do not answer" in plain(answer)
    assert not Opening.objects.exists()
