"""What is sent to an organisation whose place another took, and what was sealed to it before."""

import pytest

from heard.accounts.models import Role
from heard.design.errors import NotFound
from heard.feedback.actions import receive_submission
from heard.feedback.models import Consent, Recipient, WrappedKey
from heard.feedback.queries import enquiries
from heard.feedback.queries.entering import forms_to_enter_for
from heard.feedback.queries.imports import import_for, imports_for, organisations_to_import_for, receives_in
from heard.feedback.sealing import CannotUnseal, contact_for
from tests.factories.accounts import OrganisationFactory, hand_over, member, split
from tests.factories.campaigns import FormFactory
from tests.factories.feedback import (
    ARRIVED_AT,
    EnquiryFactory,
    ImportBatchFactory,
    SubmissionFactory,
    consents_to,
    piece_in,
    submission_in,
)
from tests.factories.places import OfficeFactory
from tests.heard.campaigns.questions.test_queries import made

pytestmark = pytest.mark.django_db


def receive(organisation, *, consents=(), **fields):
    given = submission_in(piece_in(consents=consents), organisation=organisation, **fields)
    return receive_submission(submission=given, now=ARRIVED_AT).submission


def test_what_is_sent_to_a_predecessor_is_received_by_whoever_follows_it():
    old, new = OrganisationFactory.create_batch(2)
    form = FormFactory.create(organisation=old)
    hand_over(old, new)

    kept = receive(old, form=form, campaign=form.campaign)

    assert (kept.organisation, kept.form) == (new, form)
    owners = WrappedKey.objects.filter(submission=kept).values_list("sealing_key__organisation", flat=True)
    assert set(owners) == {new.pk, None}


def test_a_consent_to_a_predecessor_is_one_to_whoever_follows_it_once():
    old, new, receiver = OrganisationFactory.create_batch(3)
    hand_over(old, new)

    kept = receive(receiver, consents=consents_to(old, new))

    allowed = Consent.objects.filter(piece__submission=kept, recipient=Recipient.ORGANISATION)
    assert sorted(allowed.values_list("organisation", flat=True)) == sorted([receiver.pk, new.pk])


def test_what_is_sent_to_an_office_is_received_by_the_successor_that_it_went_to():
    old, keeper, other = OrganisationFactory.create_batch(3)
    split(old, keeper=keeper, other=other)
    office = OfficeFactory.create(organisation=other)

    assert receive(old, office=office).organisation == other
    assert receive(old).organisation == keeper


class TestKeys:
    @pytest.fixture
    def sealed(self):
        return SubmissionFactory.create(contact={"email": "quokka@example.org"})

    def test_the_keeper_opens_what_was_sealed_to_its_predecessor(self, sealed):
        keeper = OrganisationFactory.create()
        hand_over(sealed.organisation, keeper)

        assert contact_for(submission=sealed, organisation=keeper) == {"email": "quokka@example.org"}

    def test_the_other_successor_of_a_split_opens_nothing(self, sealed):
        keeper, other = OrganisationFactory.create_batch(2)
        split(sealed.organisation, keeper=keeper, other=other)

        with pytest.raises(CannotUnseal):
            contact_for(submission=sealed, organisation=other)

    def test_a_predecessor_opens_nothing_that_came_after_it(self, sealed):
        old = OrganisationFactory.create()
        hand_over(old, sealed.organisation)

        with pytest.raises(CannotUnseal):
            contact_for(submission=sealed, organisation=old)


class TestImports:
    def test_of_a_predecessor_are_seen_by_the_keeper_and_not_by_the_other(self):
        old, keeper, other = OrganisationFactory.create_batch(3)
        batch = ImportBatchFactory.create(organisation=old)
        split(old, keeper=keeper, other=other)

        assert list(imports_for(user=member(Role.ANALYST, keeper))) == [batch]
        with pytest.raises(NotFound):
            import_for(user=member(Role.ANALYST, other), batch_id=batch.pk)

    def test_are_begun_for_the_successor_in_the_campaigns_of_its_predecessor(self):
        old, new = OrganisationFactory.create_batch(2)
        form = FormFactory.create(organisation=old)
        analyst = member(Role.ANALYST, new)
        hand_over(old, new)

        assert list(organisations_to_import_for(user=analyst)) == [new]
        assert receives_in(organisation=new, campaign=form.campaign)


class TestEnquiries:
    def test_of_a_predecessor_are_read_and_changed_with_the_keepers_own(self):
        old, keeper, other = OrganisationFactory.create_batch(3)
        enquiry, own = EnquiryFactory.create(organisation=old), EnquiryFactory.create(organisation=keeper)
        worker, stranger = member(Role.CASEWORKER, keeper), member(Role.CASEWORKER, other)
        split(old, keeper=keeper, other=other)

        assert set(enquiries.found(asked=enquiries.Asked(organisation=keeper))) == {enquiry, own}
        assert enquiries.enquiry_for(user=worker, enquiry_id=enquiry.pk) == enquiry
        with pytest.raises(NotFound):
            enquiries.enquiry_for(user=stranger, enquiry_id=enquiry.pk)

    def test_are_logged_for_whoever_works_and_go_on_with_the_forms_of_before(self):
        old, new = OrganisationFactory.create_batch(2)
        form = FormFactory.create(organisation=old)
        worker = member(Role.CASEWORKER, new)
        enquiry = EnquiryFactory.create(organisation=new)
        hand_over(old, new)
        form.refresh_from_db()

        assert list(enquiries.organisations_to_log_for(user=worker)) == [new]
        assert list(enquiries.campaigns_to_choose(organisations=[new])) == [form.campaign]
        assert enquiries.enquiry_to_go_on_for(user=worker, form=form, enquiry_id=str(enquiry.pk)) == enquiry

    def test_the_forms_of_a_predecessor_are_entered_by_staff_of_the_successor(self):
        new, other = OrganisationFactory.create_batch(2)
        questions = made()
        worker, stranger = member(Role.CASEWORKER, new), member(Role.CASEWORKER, other)
        split(questions.form.organisation, keeper=new, other=other)

        assert list(forms_to_enter_for(user=worker)) == [questions.form]
        assert not forms_to_enter_for(user=stranger).exists()
