"""Taking a permission back: with the last of a submission the keys go too, and what was opened is written down."""

from datetime import UTC, datetime

import pytest

from heard.accounts.models import AuditLine, Role
from heard.feedback.actions.keyring import rotate_key
from heard.feedback.actions.narrowing import AlreadyNarrowed, narrow_consent
from heard.feedback.actions.opening import Asked, open_sealed
from heard.feedback.actions.resealing import reseal_some
from heard.feedback.models import Consent, WrappedKey
from heard.feedback.sealing import CannotUnseal, contact_for, texts_for_worker
from tests.factories.accounts import OrganisationFactory, hand_over, member
from tests.factories.feedback import SubmissionFactory, consents_to, piece_in

NOW = datetime(2020, 9, 15, tzinfo=UTC)
CONTACT = {"email": "quokka@example.org"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return OrganisationFactory.create()


@pytest.fixture
def kept(partner):
    """A submission of two pieces, both of which the partner may see too."""
    pieces = [piece_in(words, consents=consents_to(partner)) for words in ("One", "Two")]
    return SubmissionFactory.create(pieces=pieces, contact=CONTACT)


def narrow(kept, organisation, *, ordinal, by=None):
    consent = Consent.objects.get(piece__submission=kept, piece__ordinal=ordinal, organisation=organisation)
    narrow_consent(consent=consent, reason="They asked", by=by, organisation=kept.organisation, now=NOW)
    consent.refresh_from_db()
    return consent


def holds_keys(kept, organisation):
    return WrappedKey.objects.filter(submission=kept, sealing_key__organisation=organisation).exists()


def test_while_one_piece_is_still_theirs_an_organisation_keeps_its_key(kept, partner):
    narrow(kept, partner, ordinal=1)
    assert contact_for(submission=kept, organisation=partner) == CONTACT
    assert not AuditLine.objects.filter(code="feedback.wrap.dropped").exists()


def test_with_the_last_piece_the_key_goes_and_nobody_elses_does(kept, partner):
    for ordinal in (1, 2):
        narrow(kept, partner, ordinal=ordinal)
    with pytest.raises(CannotUnseal):
        contact_for(submission=kept, organisation=partner)
    assert contact_for(submission=kept, organisation=kept.organisation) == CONTACT
    assert sorted(texts_for_worker(submissions=[kept]).values()) == ["One", "Two"]


def test_what_they_had_opened_is_written_down(kept, partner):
    asked = Asked(submission=kept, organisation=partner, reason="reply", words="They asked us to ring.")
    open_sealed(asked=asked, by=member(Role.CASEWORKER, partner), now=NOW)

    consents = [narrow(kept, partner, ordinal=ordinal) for ordinal in (1, 2)]

    assert [each.opened_before for each in consents] == [1, 1]
    line = AuditLine.objects.get(code="feedback.wrap.dropped")
    assert line.detail == {"of": partner.name, "keys": 1, "opened": 1}
    assert line.actor is None


def test_keys_to_retired_and_current_alike_go_and_do_not_come_back_by_resealing(kept, partner):
    rotate_key(organisation=partner, now=NOW)
    for ordinal in (1, 2):
        narrow(kept, partner, ordinal=ordinal)
    reseal_some(limit=10, now=NOW)
    assert not holds_keys(kept, partner)


def test_a_second_time_is_refused(kept, partner):
    consent = narrow(kept, partner, ordinal=1)
    with pytest.raises(AlreadyNarrowed):
        narrow_consent(consent=consent, reason="Again", by=None, organisation=kept.organisation, now=NOW)


class TestWhereOneTookTheOthersPlace:
    def test_the_keeper_loses_the_key_of_its_predecessor(self, kept, partner):
        keeper = OrganisationFactory.create()
        hand_over(partner, keeper)
        for ordinal in (1, 2):
            narrow(kept, partner, ordinal=ordinal)
        with pytest.raises(CannotUnseal):
            contact_for(submission=kept, organisation=keeper)

    def test_both_are_one_recipient_and_lose_a_piece_together(self, partner):
        keeper = OrganisationFactory.create()
        kept = SubmissionFactory.create(pieces=[piece_in(consents=consents_to(partner, keeper))], contact=CONTACT)
        hand_over(partner, keeper)

        narrow(kept, keeper, ordinal=1)

        standing = Consent.objects.filter(piece__submission=kept, narrowed_at=None)
        assert [each.organisation for each in standing] == [kept.organisation]
        assert not holds_keys(kept, partner)
        assert not holds_keys(kept, keeper)


def test_a_recipient_that_is_no_organisation_has_no_key_to_lose():
    kept = SubmissionFactory.create(pieces=[piece_in(consents=consents_to(publication=True))], contact=CONTACT)
    consent = Consent.objects.get(piece__submission=kept, organisation=None)
    narrow_consent(consent=consent, reason="Asked", by=None, organisation=kept.organisation, now=NOW)
    consent.refresh_from_db()
    assert (consent.narrowed_at, consent.opened_before) == (NOW, None)
    assert contact_for(submission=kept, organisation=kept.organisation) == CONTACT
