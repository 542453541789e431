"""Wrapping anew: on to organisations that had no key, and away from retired keys."""

from datetime import UTC, datetime, timedelta

import pytest

from heard.feedback import keys
from heard.feedback.actions import receive_submission
from heard.feedback.actions.keyring import rotate_key
from heard.feedback.actions.narrowing import narrow_consent
from heard.feedback.actions.resealing import AGAIN_AFTER, make_missing_keys, reseal_some, try_again, wrap_on
from heard.feedback.models import Consent, SealingKey, WrappedKey, WrapWanted
from heard.feedback.queries.keyring import resealing
from heard.feedback.sealing import CannotUnseal, contact_for, texts_for_worker
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.feedback import SubmissionFactory, consents_to, piece_in, submission_in

NOW = datetime(2020, 9, 1, tzinfo=UTC)
CONTACT = {"email": "quokka@example.org"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.HEARD_KEYS = tmp_path / "keys"
    return settings.HEARD_KEYS


@pytest.fixture
def on_public_node(settings):
    """Receive something as a machine does that makes no keys; the worker's is there."""

    def receive(*organisations):
        keys.ensure_keys(organisations=[], now=NOW)
        settings.HEARD_KEY_STORE = "none"
        given = submission_in(piece_in("Quietly", consents=consents_to(*organisations)), contact=CONTACT)
        kept = receive_submission(submission=given, now=NOW).submission
        settings.HEARD_KEY_STORE = "files"
        return kept

    return receive


class TestMissingKeys:
    def test_are_made_for_the_worker_and_for_organisations_that_work(self):
        works = OrganisationFactory.create()
        OrganisationFactory.create(closed_at=NOW)
        assert make_missing_keys(limit=10, now=NOW) == 2
        assert set(SealingKey.objects.values_list("organisation", flat=True)) == {None, works.pk}
        assert make_missing_keys(limit=10, now=NOW) == 0

    def test_are_not_made_where_no_keys_are_made(self, settings):
        settings.HEARD_KEY_STORE = "none"
        OrganisationFactory.create()
        assert make_missing_keys(limit=10, now=NOW) == 0


class TestWrappingOn:
    def test_an_organisation_without_a_key_opens_what_came_once_it_has_one(self, on_public_node):
        organisation = OrganisationFactory.create()
        kept = on_public_node(organisation)
        with pytest.raises(CannotUnseal):
            contact_for(submission=kept, organisation=organisation)
        assert wrap_on(limit=10, now=NOW) == 0

        make_missing_keys(limit=10, now=NOW)

        assert wrap_on(limit=10, now=NOW) == 2  # the one that received it, too
        assert contact_for(submission=kept, organisation=organisation) == CONTACT
        assert not WrapWanted.objects.exists()

    def test_a_consent_that_was_narrowed_meanwhile_wants_no_wrap(self, on_public_node):
        organisation = OrganisationFactory.create()
        kept = on_public_node(organisation)
        consent = Consent.objects.get(piece__submission=kept, organisation=organisation)
        narrow_consent(consent=consent, reason="Asked", by=UserFactory.create(), organisation=organisation, now=NOW)
        make_missing_keys(limit=10, now=NOW)

        wrap_on(limit=10, now=NOW)

        assert not WrappedKey.objects.filter(sealing_key__organisation=organisation).exists()
        assert not WrapWanted.objects.exists()

    def test_where_the_workers_key_is_elsewhere_it_waits_and_is_tried_again(self, on_public_node, settings, tmp_path):
        kept = on_public_node()
        make_missing_keys(limit=10, now=NOW)
        settings.HEARD_KEYS = tmp_path / "elsewhere"
        assert wrap_on(limit=10, now=NOW) == 0
        settings.HEARD_KEYS = tmp_path / "keys"
        assert wrap_on(limit=10, now=NOW + timedelta(minutes=1)) == 0
        assert wrap_on(limit=10, now=NOW + AGAIN_AFTER) == 1
        assert contact_for(submission=kept, organisation=kept.organisation) == CONTACT


class TestResealing:
    def test_what_was_sealed_before_a_rotation_opens_before_and_after_it_is_wrapped_anew(self):
        kept = SubmissionFactory.create(words="Kept", contact=CONTACT)
        old = SealingKey.objects.get(organisation=kept.organisation)
        new = rotate_key(organisation=kept.organisation, now=NOW)
        assert contact_for(submission=kept, organisation=kept.organisation) == CONTACT

        assert reseal_some(limit=10, now=NOW).done == 1

        holders = WrappedKey.objects.filter(submission=kept, sealing_key__organisation=kept.organisation)
        assert [each.sealing_key for each in holders] == [new]
        assert not WrappedKey.objects.filter(sealing_key=old).exists()
        assert contact_for(submission=kept, organisation=kept.organisation) == CONTACT

    def test_the_workers_texts_open_throughout(self):
        kept = SubmissionFactory.create(words="Kept")
        rotate_key(organisation=None, now=NOW)
        assert list(texts_for_worker(submissions=[kept]).values()) == ["Kept"]
        reseal_some(limit=10, now=NOW)
        assert list(texts_for_worker(submissions=[kept]).values()) == ["Kept"]

    def test_it_goes_on_where_it_was_cut_off_and_ends(self):
        kept = [SubmissionFactory.create(words=str(n)) for n in range(5)]
        rotate_key(organisation=None, now=NOW)
        assert reseal_some(limit=2, now=NOW).done == 2
        assert resealing().waiting == 3
        assert reseal_some(limit=10, now=NOW).done == 3
        assert reseal_some(limit=10, now=NOW).done == 0
        assert sorted(texts_for_worker(submissions=kept).values()) == ["0", "1", "2", "3", "4"]

    def test_what_does_not_open_is_left_listed_and_stands_in_nobodys_way(self):
        broken, whole = SubmissionFactory.create(), SubmissionFactory.create(words="Whole")
        damaged = WrappedKey.objects.get(submission=broken, sealing_key__organisation=None)
        bits = bytearray(damaged.wrapped)
        bits[100] ^= 1
        WrappedKey.objects.filter(pk=damaged.pk).update(wrapped=bytes(bits))
        rotate_key(organisation=None, now=NOW)

        step = reseal_some(limit=10, now=NOW)

        assert (step.done, step.could_not) == (1, 1)
        assert resealing().could_not == 1
        assert bytes(WrappedKey.objects.get(pk=damaged.pk).wrapped) == bytes(bits)
        assert list(texts_for_worker(submissions=[whole]).values()) == ["Whole"]
        assert reseal_some(limit=10, now=NOW).could_not == 0
        assert try_again() == 1
        assert reseal_some(limit=10, now=NOW).could_not == 1

    def test_a_retired_key_that_is_not_here_is_left_to_whoever_holds_it(self, settings, tmp_path):
        SubmissionFactory.create()
        rotate_key(organisation=None, now=NOW)
        settings.HEARD_KEYS = tmp_path / "elsewhere"
        assert reseal_some(limit=10, now=NOW).done == 0
        assert resealing().waiting == 1
