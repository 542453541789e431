import sqlite3
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from heard.feedback import keys, sealing
from heard.feedback.models import Text, WrappedKey
from heard.feedback.sealing import CannotUnseal, seal, texts_for_worker, unseal
from tests.factories.accounts import OrganisationFactory
from tests.factories.feedback import SubmissionFactory, consents_to, piece_in

NOW = datetime(2020, 9, 1, tzinfo=UTC)
KEY = b"k" * 32


@given(st.binary(max_size=2000), st.binary(max_size=50))
def test_what_was_sealed_opens_with_its_key_and_context(plaintext, context):
    assert unseal(key=KEY, sealed=seal(key=KEY, plaintext=plaintext, context=context), context=context) == plaintext


@given(st.binary(min_size=1, max_size=50), st.data())
def test_a_changed_byte_is_noticed(plaintext, data):
    sealed = bytearray(seal(key=KEY, plaintext=plaintext, context=b"here"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotUnseal):
        unseal(key=KEY, sealed=bytes(sealed), context=b"here")


@pytest.mark.parametrize(
    ("key", "context"), [(b"x" * 32, b"here"), (KEY, b"there"), (KEY, b"")], ids=["key", "context", "none"]
)
def test_another_key_or_context_opens_nothing(key, context):
    sealed = seal(key=KEY, plaintext=b"words", context=b"here")
    with pytest.raises(CannotUnseal):
        unseal(key=key, sealed=sealed, context=context)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"words in the clear, long enough to be one"])
def test_what_is_no_sealed_value_is_refused(sealed):
    with pytest.raises(CannotUnseal):
        unseal(key=KEY, sealed=sealed, context=b"here")


def test_sealing_twice_gives_different_bytes():
    assert seal(key=KEY, plaintext=b"words", context=b"") != seal(key=KEY, plaintext=b"words", context=b"")


@pytest.mark.django_db
class TestWrapping:
    def test_only_the_holder_of_the_key_opens_a_wrapped_key(self):
        worker, organisation = keys.ensure_keys(organisations=[OrganisationFactory.create()], now=NOW)
        wrapped = sealing.wrap(data_key=KEY, public_key=keys.public_key(stored=organisation.public_key), context=b"it")
        private, other = keys.private_key(key_id=organisation.key_id), keys.private_key(key_id=worker.key_id)
        assert sealing.unwrap(wrapped=wrapped, private_key=private, context=b"it") == KEY
        with pytest.raises(CannotUnseal):
            sealing.unwrap(wrapped=wrapped, private_key=other, context=b"it")

    def test_a_wrapped_key_is_bound_to_its_record(self):
        (worker,) = keys.ensure_keys(organisations=[], now=NOW)
        private = keys.private_key(key_id=worker.key_id)
        one, other = (
            sealing.key_context(submission_id=uuid.uuid4(), key_id=worker.key_id),
            sealing.key_context(submission_id=uuid.uuid4(), key_id=worker.key_id),
        )
        wrapped = sealing.wrap(data_key=KEY, public_key=keys.public_key(stored=worker.public_key), context=one)
        with pytest.raises(CannotUnseal):
            sealing.unwrap(wrapped=wrapped, private_key=private, context=other)
        with pytest.raises(CannotUnseal):
            sealing.unwrap(wrapped=wrapped[:-1], private_key=private, context=one)


@pytest.mark.django_db
class TestTextsForWorker:
    def test_the_worker_reads_every_text_of_the_submissions(self):
        one = SubmissionFactory.create(words="One – ‘first’")
        two = SubmissionFactory.create(pieces=[piece_in("Two"), piece_in("Three")])
        opened = texts_for_worker(submissions=[one, two])
        assert sorted(opened.values()) == ["One – ‘first’", "Three", "Two"]
        assert set(opened) == set(Text.objects.values_list("pk", flat=True))

    def test_words_moved_to_another_record_do_not_open(self):
        one, two = SubmissionFactory.create(words="Mine"), SubmissionFactory.create(words="Yours")
        moved = Text.objects.get(submission=two)
        Text.objects.filter(submission=one).update(sealed=moved.sealed)
        assert texts_for_worker(submissions=[one, two]) == {moved.pk: "Yours"}

    def test_words_moved_to_another_piece_do_not_open(self):
        submission = SubmissionFactory.create(pieces=[piece_in("First"), piece_in("Second")])
        first, second = Text.objects.filter(submission=submission).order_by("piece__ordinal")
        Text.objects.filter(pk=first.pk).update(sealed=second.sealed)
        assert texts_for_worker(submissions=[submission]) == {second.pk: "Second"}

    def test_what_cannot_be_opened_is_absent_and_the_rest_is_there(self):
        one, two = SubmissionFactory.create(words="Gone"), SubmissionFactory.create(words="Here")
        WrappedKey.objects.filter(submission=one).delete()
        assert list(texts_for_worker(submissions=[one, two]).values()) == ["Here"]

    def test_without_the_folder_of_keys_nothing_opens(self, settings, tmp_path):
        submission = SubmissionFactory.create()
        settings.HEARD_KEYS = tmp_path / "none"
        assert texts_for_worker(submissions=[submission]) == {}


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_database_holds_neither_words_nor_contact_details(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("This test reads the bytes of a SQLite file.")
    organisation = OrganisationFactory.create()
    SubmissionFactory.create(
        words="Zebrafish waited by the marmalade door",
        contact={"name": "Quokka Wallaby", "email": "quokka@example.org", "phone": "07700 900321"},
        pieces=[piece_in("Zebrafish waited by the marmalade door", consents=consents_to(organisation))],
    )
    dump = tmp_path / "dump.sqlite3"
    with sqlite3.connect(dump) as copy:
        connection.connection.backup(copy)
    copy.close()
    held = b"".join(path.read_bytes() for path in Path(tmp_path).iterdir())
    assert b"organisation-" in held  # what is not sealed is found, so the search can fail
    for secret in ("Zebrafish", "marmalade", "Quokka", "quokka@", "900321"):
        assert secret.encode() not in held
        assert secret.encode("utf-16-le") not in held
