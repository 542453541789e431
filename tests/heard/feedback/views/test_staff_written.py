"""Entering paper: one screen a form, the next one at once, and no form twice."""

import pytest
from django.test import Client

from heard.accounts.models import Role, User
from heard.campaigns.models import Form
from heard.feedback.models import Channel, Entry, EqualityAsked, Submission
from tests.factories.accounts import member
from tests.factories.campaigns import PlacementFactory
from tests.factories.places import ServiceFactory
from tests.heard.feedback.walking import Walker, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FILLED = {"channel": "PAPER", "paper_number": "W-17", "words": "They were kind.", "tone": "GOOD"}


@pytest.fixture
def form() -> Form:
    return open_form()


@pytest.fixture
def caseworker(form: Form) -> User:
    return member(Role.CASEWORKER, form.organisation)


def on(year: str) -> dict[str, str]:
    """Return a day that every year has."""
    return {"received_on_day": "1", "received_on_month": "7", "received_on_year": year}


def at_desk(form: Form, person: User) -> Walker:
    client = Client()
    client.force_login(person)
    home = f"/staff/entry/{form.campaign.slug}/{form.slug}/written/"
    return Walker(home, client).open(home)


def test_a_paper_form_is_in_and_the_next_of_its_batch_is_ready(form: Form, caseworker: User) -> None:
    walker = at_desk(form, caseworker).send({**FILLED, "batch_reference": "Box 3"}, form=1)
    entry = Entry.objects.get()
    assert (entry.channel, entry.paper_number, entry.equality) == ("PAPER", "W-17", EqualityAsked.ASKED)
    assert entry.submission.reference in walker.text
    assert "1 paper form entered today" in walker.text
    fields = walker.read.forms[1]["fields"]
    assert fields["paper_number"] == ["W-18"]
    assert fields["batch_reference"] == ["Box 3"]
    assert fields["words"] == [""]


def test_the_same_number_is_refused_by_name_and_nothing_is_lost(form: Form, caseworker: User) -> None:
    at_desk(form, caseworker).send(FILLED, form=1)
    walker = at_desk(form, caseworker).send({**FILLED, "paper_number": "w-17", "words": "Others."}, form=1)
    assert walker.status == 422
    assert f"Form W-17 was entered by {caseworker.full_name}" in walker.text
    assert walker.read.forms[1]["fields"]["words"] == ["Others."]
    assert Submission.objects.count() == 1


def test_a_printed_number_is_one_number_however_it_is_typed(form: Form, caseworker: User) -> None:
    at_desk(form, caseworker).send({**FILLED, "paper_number": "00042"}, form=1)
    walker = at_desk(form, caseworker).send({**FILLED, "paper_number": "42"}, form=1)
    assert "Form 00042 was entered" in walker.text


def test_a_paper_form_needs_its_number_and_a_letter_none(form: Form, caseworker: User) -> None:
    walker = at_desk(form, caseworker).send({**FILLED, "paper_number": ""}, form=1)
    assert "Write the number of the paper form" in walker.text
    walker.send({**FILLED, "paper_number": "", "channel": "LETTER"}, form=1)
    assert Submission.objects.get().channel == Channel.LETTER
    assert Entry.objects.get().equality == EqualityAsked.NOT_ASKED


def test_a_day_to_come_and_a_day_before_the_campaign_are_refused(form: Form, caseworker: User) -> None:
    walker = at_desk(form, caseworker).send({**FILLED, **on("2999")}, form=1)
    assert "The day it came must be today or earlier" in walker.text
    walker.send({**FILLED, **on("2019")}, form=1)
    assert "nothing of it came before that day" in walker.text
    assert not Submission.objects.exists()


def test_one_more_sheet_keeps_what_was_typed_and_sends_nothing(form: Form, caseworker: User) -> None:
    walker = at_desk(form, caseworker).send({**FILLED, "more": "1"}, form=1)
    assert walker.read.forms[1]["fields"]["words"] == ["They were kind."]
    assert not Submission.objects.exists()
    walker.send({"piece-2-words": "And the chemist too.", "channel": "PAPER"}, form=1)
    assert Submission.objects.get().pieces.count() == 2


def test_a_service_is_found_without_script(form: Form, caseworker: User) -> None:
    ServiceFactory.create(code="ZZ001", name="Larkmere Surgery")
    walker = at_desk(form, caseworker).send({**FILLED, "service-search": "Larkmere", "find": "1"}, form=1)
    assert "ZZ001" in walker.read.forms[1]["choices"]["service"]
    walker.send({"service": "ZZ001"}, form=1)
    assert Submission.objects.get().pieces.get().service.code == "ZZ001"


def test_the_link_on_the_paper_is_kept(form: Form, caseworker: User) -> None:
    placement = PlacementFactory.create(campaign=form.campaign, code="tellus-print")
    at_desk(form, caseworker).send({**FILLED, "code": "https://heard.example.org/l/tellus-print"}, form=1)
    assert Submission.objects.get().placement == placement


def test_the_code_of_the_last_one_can_be_printed_for_a_letter(form: Form, caseworker: User) -> None:
    walker = at_desk(form, caseworker).send(FILLED, form=1)
    entry = Entry.objects.get()
    href = f"/staff/entry/{entry.pk}/sent/"
    assert href in walker.read.links
    walker.open(href).send({"receipt_given": "ON_LETTER"}, form=1)
    entry.refresh_from_db()
    assert (entry.receipt_given, entry.equality) == ("ON_LETTER", EqualityAsked.ASKED)
