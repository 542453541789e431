"""Taking a call: the notice read out first, the questions by the same engine, and a code to read out at the end."""

from datetime import timedelta

import pytest
from django.test import Client

from heard.accounts.models import Role, User
from heard.campaigns.models import Form
from heard.campaigns.questions.templates.shared import NOTICE_VERSION
from heard.design import clock
from heard.feedback.actions import drafting
from heard.feedback.drafts import LIFETIME
from heard.feedback.entries import secret_for
from heard.feedback.models import Channel, Draft, Entry, EqualityAsked, Submission
from tests.factories.accounts import member
from tests.factories.feedback import EnquiryFactory, EntryFactory
from tests.heard.feedback.actions.test_entering import answers
from tests.heard.feedback.walking import Walker, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def form() -> Form:
    return open_form()


@pytest.fixture
def caseworker(form: Form) -> User:
    return member(Role.CASEWORKER, form.organisation)


def at_work(form: Form, person: User) -> Walker:
    client = Client()
    client.force_login(person)
    return Walker(f"/staff/entry/{form.campaign.slug}/{form.slug}/call/", client)


def begun(form: Form, person: User) -> tuple[Walker, Entry]:
    """Return a member of staff in the middle of a call, all answered, at the check."""
    entry = EntryFactory.create(form=form, entered_by=person, begun_at=clock.now())
    told, secret = answers(), secret_for(entry)
    drafting.store_answers(secret=secret, values=told.once, piece="", now=clock.now())
    drafting.store_answers(secret=secret, values=told.pieces[0].values, piece="1", now=clock.now())
    walker = at_work(form, person)
    walker.home = f"/staff/entry/{entry.pk}/"
    return walker, entry


def test_the_notice_is_shown_word_for_word_and_nothing_is_kept_before_it_is_read_out(
    form: Form, caseworker: User
) -> None:
    walker = at_work(form, caseworker).open(f"/staff/entry/{form.campaign.slug}/{form.slug}/call/")
    assert "Your name and how to reach you are locked away from your words." in walker.text
    assert "999" in walker.text
    walker.send({}, form=1)
    assert walker.status == 422
    assert "Read the words out" in walker.text
    assert not Entry.objects.exists()


def test_the_caller_is_asked_once_the_notice_was_read_out(form: Form, caseworker: User) -> None:
    walker = at_work(form, caseworker).open(f"/staff/entry/{form.campaign.slug}/{form.slug}/call/")
    walker.send({"agreed": "true"}, form=1)
    entry = Entry.objects.get()
    assert walker.path == f"/staff/entry/{entry.pk}/pages/kind-of-experience/1/"
    assert (entry.notice_version, entry.entered_by, entry.channel) == (NOTICE_VERSION, caseworker, Channel.PHONE)
    walker.send({"tone": "BAD"}, form=1)
    assert walker.path == f"/staff/entry/{entry.pk}/pages/about/"


def test_what_is_missing_is_said_and_the_answers_stay(form: Form, caseworker: User) -> None:
    entry = EntryFactory.create(form=form, entered_by=caseworker, begun_at=clock.now())
    walker = at_work(form, caseworker).open(f"/staff/entry/{entry.pk}/pages/kind-of-experience/1/")
    walker.send({}, form=1)
    assert walker.status == 422
    assert "Choose what kind of experience it was" in walker.text


def test_a_call_that_was_cut_off_is_found_again_by_its_enterer_alone(form: Form, caseworker: User) -> None:
    entry = EntryFactory.create(form=form, entered_by=caseworker, begun_at=clock.now())
    colleague = member(Role.CASEWORKER, form.organisation)
    href = f"/staff/entry/{entry.pk}/"
    assert href in at_work(form, caseworker).open("/staff/entry/").read.links
    theirs = at_work(form, colleague)
    assert href not in theirs.open("/staff/entry/").read.links
    assert theirs.open(href).status == 404


def test_a_call_of_yesterday_is_gone_and_what_is_written_is_given_back(form: Form, caseworker: User) -> None:
    entry = EntryFactory.create(form=form, entered_by=caseworker, begun_at=clock.now())
    walker = at_work(form, caseworker).open(f"/staff/entry/{entry.pk}/pages/kind-of-experience/1/")
    Draft.objects.update(updated_at=clock.now() - LIFETIME - timedelta(seconds=1))
    walker.send({"tone": "BAD", "more": "some words of theirs"}, form=1)
    assert walker.status == 410
    assert "some words of theirs" in walker.text


def test_another_piece_costs_two_more_pages(form: Form, caseworker: User) -> None:
    walker, entry = begun(form, caseworker)
    walker.open(f"{walker.home}pages/anything-else/").send({"another": "yes"}, form=1)
    assert "/pages/another-service/" in walker.path
    walker.send({"tone": "GOOD", "service": "not-listed", "service-other": "The chemist"}, form=1)
    walker.send({"words": "Kind people."}, form=1)
    walker.open(f"{walker.home}check-answers/").send({"note": ""}, form=1)
    assert entry.__class__.objects.get().submission.pieces.count() == 2


def test_the_answers_are_read_back_and_the_code_is_read_out(form: Form, caseworker: User) -> None:
    walker, entry = begun(form, caseworker)
    walker.open(walker.home)
    assert walker.path == f"{walker.home}check-answers/"
    walker.send({"note": "Cried."}, form=1)
    entry.refresh_from_db()
    assert walker.path == f"{walker.home}sent/"
    assert entry.submission.reference in walker.text
    assert entry.note == "Cried."


def test_how_the_code_was_given_is_kept_and_equality_was_not_asked(form: Form, caseworker: User) -> None:
    walker, entry = begun(form, caseworker)
    walker.open(f"{walker.home}check-answers/").send({}, form=1)
    walker.send({"receipt_given": "READ_OUT"}, form=1)
    entry.refresh_from_db()
    assert (entry.receipt_given, entry.equality) == ("READ_OUT", EqualityAsked.NOT_ASKED)


def test_equality_answers_join_what_was_sent_where_the_person_may_be_asked(form: Form, caseworker: User) -> None:
    walker, entry = begun(form, caseworker)
    walker.open(f"{walker.home}check-answers/").send({}, form=1)
    walker.open(f"{walker.home}pages/equality/").send({"equality": "yes"}, form=1)
    walker.send({"age-band": "prefer-not-to-say"}, form=1)
    walker.open(f"{walker.home}sent/").send({"receipt_given": "NOT_GIVEN"}, form=1)
    entry.refresh_from_db()
    assert entry.equality == EqualityAsked.ASKED
    assert entry.submission.equality_answers.get().category == "prefer-not-to-say"


def test_an_entry_is_given_up_after_a_question(form: Form, caseworker: User) -> None:
    walker, _ = begun(form, caseworker)
    walker.open(f"{walker.home}give-up/").send({}, form=1)
    assert walker.path == "/staff/entry/"
    assert not Entry.objects.exists()


def test_an_enquiry_is_linked_and_its_words_are_copied_nowhere(form: Form, caseworker: User) -> None:
    enquiry = EnquiryFactory.create(organisation=form.organisation, asked="How to see a dentist")
    walker = at_work(form, caseworker)
    walker.open(f"{walker.home}?enquiry={enquiry.pk}")
    assert "How to see a dentist" not in walker.text
    walker.send({"agreed": "true"}, form=1)
    assert Entry.objects.get().enquiry == enquiry


def test_an_enquiry_of_another_organisation_is_not_linked(form: Form, caseworker: User) -> None:
    enquiry = EnquiryFactory.create()
    walker = at_work(form, caseworker)
    walker.open(f"{walker.home}?enquiry={enquiry.pk}").send({"agreed": "true"}, form=1)
    assert Entry.objects.get().enquiry is None


def test_a_code_of_no_link_is_refused(form: Form, caseworker: User) -> None:
    walker = at_work(form, caseworker)
    walker.open(walker.home).send({"agreed": "true", "code": "nowhere-fb"}, form=1)
    assert "No link of this campaign has that code" in walker.text
    assert not Entry.objects.exists()


def test_another_organisations_form_cannot_be_entered_for(form: Form) -> None:
    stranger = member(Role.CASEWORKER)
    assert at_work(form, stranger).open(f"/staff/entry/{form.campaign.slug}/{form.slug}/call/").status == 404
    assert not Submission.objects.exists()
