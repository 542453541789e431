"""Those who look after privacy: a request from its day to its answer, holds, periods, and what people are told."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from heard.accounts.models import Organisation, Role
from heard.casework.models import Case, Note
from heard.design import clock
from heard.feedback.models import LegalHold, Opening, PrivacyParticulars, RetentionPeriod, RightsRequest
from tests.factories.accounts import OrganisationFactory, member, prove
from tests.factories.casework import CaseFactory
from tests.factories.feedback import SubmissionFactory, consents_to, piece_in
from tests.factories.messages import asked, teller

pytestmark = pytest.mark.django_db
WORDS = "Ask for Sister Wombat </script> on the ward."


@pytest.fixture
def case(organisation: Organisation) -> Case:
    return CaseFactory.create(
        organisation=organisation,
        words=WORDS,
        contact={"email": "quokka@example.org"},
        consents=consents_to(organisation),
    )


@pytest.fixture
def lead(organisation: Organisation, signed_in) -> Client:
    person = member(Role.PRIVACY_LEAD, organisation)
    client = signed_in(person)
    prove(client, person)
    return client


def day(prefix: str, offset: int = 0) -> dict[str, str]:
    when = localdate(clock.now()) + timedelta(days=offset)
    return {f"{prefix}_{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def log(lead: Client, organisation: Organisation, **answers: str) -> Any:
    page = reverse("casework:rights_new", args=[organisation.slug])
    return lead.post(page, {"right": "ACCESS", **day("received_on"), **answers})


def sure(lead: Client, request: RightsRequest, reference: str) -> None:
    lead.post(reverse("casework:rights_identity", args=[request.pk]), {"reference": reference, "how": "CODE"})


def test_a_copy_holds_words_contact_and_notes_to_read_and_for_a_computer(
    lead: Client, organisation: Organisation, case: Case
) -> None:
    Note.objects.create(case=case, written_by=member(Role.CASEWORKER), written_at=clock.now(), text="Rang the ward.")
    assert log(lead, organisation, reference=case.piece.submission.reference).status_code == 302
    request = RightsRequest.objects.get()
    sure(lead, request, case.piece.submission.reference)

    answer = lead.post(reverse("casework:rights_copy", args=[request.pk]))

    page = answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    data = json.loads(re.findall(r'id="data">(.*)</script>', page)[0])
    values = {row["value"] for section in data["sections"] for row in section["rows"]}
    assert {WORDS, "quokka@example.org", "Rang the ward."} <= values
    assert page.count("</script>") == 1
    assert "quokka@example.org" in page.partition("<script")[0]


def test_a_copy_holds_nothing_that_another_organisation_wrote_or_was_told(
    lead: Client, organisation: Organisation
) -> None:
    other = OrganisationFactory.create()
    person = teller(organisation=organisation, pieces=[piece_in(consents=consents_to(organisation, other))])
    theirs = CaseFactory.create(organisation=other, piece=person.piece)
    Note.objects.create(case=theirs, written_by=member(Role.CASEWORKER), written_at=clock.now(), text="A yak was seen.")
    asked(person, by=member(Role.CASEWORKER, other), organisation=other, words="Was it a tapir?")
    asked(person, by=member(Role.CASEWORKER, organisation), words="Was it a civet?")
    log(lead, organisation, reference=person.submission.reference)
    request = RightsRequest.objects.get()
    sure(lead, request, person.submission.reference)

    page = lead.post(reverse("casework:rights_copy", args=[request.pk])).content.decode()

    assert "Was it a civet?" in page
    assert "A yak was seen." not in page
    assert "Was it a tapir?" not in page
    assert f"Case at {other.name}" not in page


def test_a_slip_in_the_year_is_no_day_on_which_a_request_came(lead: Client, organisation: Organisation) -> None:
    assert log(lead, organisation, received_on_year="0206").status_code == 422
    assert not RightsRequest.objects.exists()


def test_making_a_copy_is_an_opening_that_the_person_can_see(
    lead: Client, organisation: Organisation, case: Case
) -> None:
    log(lead, organisation)
    request = RightsRequest.objects.get()
    sure(lead, request, case.piece.submission.reference)

    lead.post(reverse("casework:rights_copy", args=[request.pk]))

    assert {opening.reason for opening in Opening.objects.all()} == {"rights"}
    assert Opening.objects.count() == 2


def test_no_copy_counts_as_made_while_the_key_holder_does_not_answer(
    lead: Client, organisation: Organisation, case: Case, settings, tmp_path
) -> None:
    log(lead, organisation)
    request = RightsRequest.objects.get()
    sure(lead, request, case.piece.submission.reference)
    settings.HEARD_KEY_STORE, settings.HEARD_KEY_SOCKET = "holder", tmp_path / "nobody.sock"

    answer = lead.post(reverse("casework:rights_copy", args=[request.pk]), follow=True)

    assert "the keys do not answer" in answer.content.decode()
    request.refresh_from_db()
    assert request.copy_made_at is None
    assert not Opening.objects.exists()


def test_no_copy_leaves_before_it_is_sure_whose_it_is(lead: Client, organisation: Organisation, case: Case) -> None:
    log(lead, organisation, reference=case.piece.submission.reference)
    request = RightsRequest.objects.get()

    answer = lead.post(reverse("casework:rights_copy", args=[request.pk]), follow=True)

    assert "Make sure first that it is theirs" in answer.content.decode()
    assert not Opening.objects.exists()


def test_an_erasure_is_asked_for_by_the_answer_and_its_steps_are_shown(
    lead: Client, organisation: Organisation, case: Case
) -> None:
    log(lead, organisation, right="ERASURE")
    request = RightsRequest.objects.get()
    sure(lead, request, case.piece.submission.reference)

    lead.post(reverse("casework:rights_answer", args=[request.pk]), {"outcome": "DONE", "note": ""})

    page = lead.get(reverse("casework:rights", args=[request.pk])).content.decode()
    assert "How far the erasure has come" in page
    assert "What staff decided and wrote about it" in page


def test_an_erasure_under_a_hold_says_that_it_waits_until_the_hold_is_lifted(
    lead: Client, organisation: Organisation, case: Case
) -> None:
    log(lead, organisation, right="ERASURE")
    request, reference = RightsRequest.objects.get(), case.piece.submission.reference
    sure(lead, request, reference)
    hold = {"what": "submission", "reference": reference, "ground": "COURT", "reason": "12", **day("review_on", 30)}
    lead.post(reverse("casework:hold_new", args=[organisation.slug]), hold)
    page, overview = (
        reverse("casework:rights", args=[request.pk]),
        reverse("casework:privacy_of", args=[organisation.slug]),
    )

    lead.post(reverse("casework:rights_answer", args=[request.pk]), {"outcome": "DONE", "note": ""})

    assert "Waits for a legal hold" in lead.get(overview).content.decode()
    assert "nothing of it is erased until the hold is lifted" in lead.get(page).content.decode()

    lead.post(reverse("casework:hold_lift", args=[LegalHold.objects.get().pk]), {"reason": "Over"})

    assert "Hold lifted: answer it now" in lead.get(overview).content.decode()
    assert "The hold is lifted and it is being erased" in lead.get(page).content.decode()


def test_a_refusal_needs_a_reason(lead: Client, organisation: Organisation) -> None:
    log(lead, organisation)
    page = reverse("casework:rights_answer", args=[RightsRequest.objects.get().pk])

    answer = lead.post(page, {"outcome": "REFUSED", "note": ""})

    assert answer.status_code == 422
    assert "Write why it was refused or done in part" in answer.content.decode()


def test_a_reference_of_others_is_as_unknown_as_one_that_is_wrong(lead: Client, organisation: Organisation) -> None:
    for reference in (SubmissionFactory.create().reference, "AAA-AAA-AAA"):
        answer = log(lead, organisation, reference=reference)
        assert answer.status_code == 422
        assert "Nothing was received here under this reference" in answer.content.decode()


def test_what_is_late_says_so(lead: Client, organisation: Organisation) -> None:
    log(lead, organisation)
    RightsRequest.objects.update(due_on=localdate(clock.now()) - timedelta(days=2))

    assert "2 days late" in lead.get(reverse("casework:privacy_of", args=[organisation.slug])).content.decode()


def test_more_time_is_taken_with_a_reason(lead: Client, organisation: Organisation) -> None:
    log(lead, organisation)
    request = RightsRequest.objects.get()

    lead.post(reverse("casework:rights_extend", args=[request.pk]), {"because": "Many letters"})

    assert RightsRequest.objects.get().due_on > request.due_on


def test_a_hold_is_placed_and_lifted(lead: Client, organisation: Organisation, case: Case) -> None:
    answers = {"what": "submission", "reference": case.piece.submission.reference, "ground": "COURT", "reason": "12"}
    page = reverse("casework:hold_new", args=[organisation.slug])
    assert lead.post(page, {**answers, **day("review_on", 30)}).status_code == 302
    hold = LegalHold.objects.standing().get()

    lead.post(reverse("casework:hold_lift", args=[hold.pk]), {"reason": "Over"})

    assert not LegalHold.objects.standing().exists()


def test_a_period_is_shortened_and_never_lengthened(lead: Client, organisation: Organisation) -> None:
    page = reverse("casework:retention", args=[organisation.slug])

    assert lead.post(page, {"kind": "contact", "months": "3"}).status_code == 302
    answer = lead.post(page, {"kind": "contact", "months": "7"})

    assert answer.status_code == 422
    assert "This kind is kept for at most 6 months" in answer.content.decode()
    assert RetentionPeriod.objects.get().months == 3


def test_what_people_are_told_is_saved(lead: Client, organisation: Organisation) -> None:
    answers = {
        "controller": "JOINT",
        "joint_with": "The Office for Good Care",
        "lawful_basis": "TASK",
        "special_condition": "CARE",
        "officer": "dpo@example.org",
        "registration": "za 123456",
    }

    lead.post(reverse("casework:particulars", args=[organisation.slug]), answers)

    assert PrivacyParticulars.objects.get().registration == "ZA123456"


def test_a_stranger_finds_nothing(lead: Client, organisation: Organisation, signed_in) -> None:
    log(lead, organisation)
    stranger = signed_in(member(Role.PRIVACY_LEAD))

    assert stranger.get(reverse("casework:rights", args=[RightsRequest.objects.get().pk])).status_code == 404
