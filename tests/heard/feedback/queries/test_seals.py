"""Each fault of what is sealed is found and told by its kind, and no word of it is told."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heard.feedback import keys
from heard.feedback.actions.keyring import rotate_key
from heard.feedback.keys import stores
from heard.feedback.models import Contact, SealingKey, Submission, Text, WrappedKey
from heard.feedback.queries.seals import Fault, Kind, check_seals
from heard.feedback.sealing import CannotUnseal, contact_for, texts_for_worker
from tests.factories.accounts import OrganisationFactory
from tests.factories.feedback import SubmissionFactory, consents_to, piece_in

NOW = datetime(2020, 9, 1, tzinfo=UTC)
CONTACT = {"email": "quokka@example.org"}
OTHERS = {"email": "wombat@example.org"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.HEARD_KEYS = tmp_path / "keys"
    return settings.HEARD_KEYS


def pair():
    return [
        SubmissionFactory.create(pieces=[piece_in("Mine"), piece_in("Mine too")], contact=CONTACT),
        SubmissionFactory.create(words="Yours", contact=OTHERS),
    ]


def faults():
    return [
        (fault.kind, fault.what.split(" of ")[0].rstrip("0123456789 ")) for fault in check_seals(everything=True).faults
    ]


def flipped(raw, bit):
    changed = bytearray(raw)
    changed[bit // 8 % len(changed)] ^= 1 << bit % 8
    return bytes(changed)


def swap(one, other, column):
    ones, others = getattr(one, column), getattr(other, column)
    type(one).objects.filter(pk=one.pk).update(**{column: others})
    type(other).objects.filter(pk=other.pk).update(**{column: ones})


def wrap_of(submission):
    return WrappedKey.objects.get(submission=submission, sealing_key__organisation=None)


def test_what_is_whole_has_no_fault_and_all_of_it_is_tried():
    pair()
    checked = check_seals(everything=True)
    assert checked.faults == []
    assert (checked.submissions, checked.wraps, checked.texts, checked.contacts, checked.untried) == (2, 4, 3, 2, 0)


def test_a_sample_tries_some():
    pair()
    assert check_seals(everything=False).submissions == 2


def test_swapped_texts_and_wrapped_keys_are_told_as_swapped():
    mine, yours = pair()
    swap(mine.texts.first(), yours.texts.first(), "sealed")
    assert faults() == [(Kind.SWAPPED, "text")] * 2


def test_texts_swapped_within_one_submission_are_told_too():
    mine, _yours = pair()
    first, second = mine.texts.all()
    swap(first, second, "sealed")
    assert faults() == [(Kind.SWAPPED, "text")] * 2


def test_swapped_wrapped_keys_are_told_as_swapped():
    mine, yours = pair()
    swap(wrap_of(mine), wrap_of(yours), "wrapped")
    assert faults() == [(Kind.SWAPPED, "wrapped key")] * 2


def test_a_copy_of_anothers_contact_is_told_as_swapped():
    mine, yours = pair()
    Contact.objects.filter(submission=mine).update(sealed=yours.contact.sealed)
    assert faults() == [(Kind.SWAPPED, "contact")]


@pytest.mark.parametrize("bit", [0, 100, 5000])
def test_a_flipped_bit_is_told_as_changed(bit):
    mine, _yours = pair()
    wrap = wrap_of(mine)
    WrappedKey.objects.filter(pk=wrap.pk).update(wrapped=flipped(bytes(wrap.wrapped), bit))
    text = mine.texts.last()
    Text.objects.filter(pk=text.pk).update(sealed=flipped(bytes(text.sealed), 200))
    assert faults() == [(Kind.CHANGED, "wrapped key"), (Kind.CHANGED, "text")]


def test_what_was_cut_off_is_told_as_cut_off():
    mine, yours = pair()
    wrap = wrap_of(mine)
    WrappedKey.objects.filter(pk=wrap.pk).update(wrapped=bytes(wrap.wrapped)[:-1])
    Contact.objects.filter(submission=yours).update(sealed=bytes(yours.contact.sealed)[:20])
    assert sorted(faults()) == [(Kind.CUT, "contact"), (Kind.CUT, "wrapped key")]


def test_a_key_whose_halves_do_not_belong_together_is_told_as_the_wrong_key(own_folder):
    pair()
    other = keys.FileStore(own_folder.with_name("others"))
    worker = SealingKey.objects.get(organisation=None)
    public = other.make(key_id=worker.key_id)
    SealingKey.objects.filter(pk=worker.pk).update(public_key=public)
    checked = check_seals(everything=True)
    assert [fault.kind for fault in checked.faults] == [Kind.WRONG_KEY]
    assert checked.untried == 2


@pytest.mark.parametrize("spoilt", ["", "a folder", "closed"])
def test_a_key_whose_file_cannot_be_read_is_named(own_folder, monkeypatch, spoilt):
    pair()
    file = own_folder / f"{SealingKey.objects.get(organisation=None).key_id}.key"
    if spoilt == "a folder":
        file.unlink()
        file.mkdir()
    elif spoilt == "closed":
        monkeypatch.setattr(stores, "read_secret", refused)
    else:
        file.write_text(spoilt)
    checked = check_seals(everything=True)
    assert Fault(what=f"key {file.stem}", kind=Kind.UNREADABLE) in checked.faults


def refused(path):
    raise PermissionError(path)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps words in a binary column")
@pytest.mark.parametrize("spoilt", ["words", 7])
def test_what_is_no_bytes_is_named_and_opens_nothing(spoilt):
    mine, yours = pair()
    for table, column, row in (
        ("feedback_text", "sealed", mine.texts.first().pk),
        ("feedback_contact", "sealed", yours.contact.pk),
        ("feedback_wrappedkey", "wrapped", wrap_of(yours).pk),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [spoilt, row])
    assert sorted(faults()) == [(Kind.CUT, "contact"), (Kind.CUT, "text"), (Kind.CUT, "wrapped key")]
    assert "Mine" not in texts_for_worker(submissions=[mine]).values()


def test_a_wrap_that_is_not_there_is_missed():
    partner = OrganisationFactory.create()
    kept = SubmissionFactory.create(pieces=[piece_in(consents=consents_to(partner))])
    WrappedKey.objects.filter(sealing_key__organisation=partner).delete()
    wrap_of(kept).delete()
    assert [fault.kind for fault in check_seals(everything=True).faults] == [Kind.NO_WRAP] * 2


def test_keys_that_are_elsewhere_leave_things_untried_and_are_no_fault(settings, tmp_path):
    pair()
    settings.HEARD_KEYS = tmp_path / "elsewhere"
    checked = check_seals(everything=True)
    assert (checked.faults, checked.wraps, checked.untried) == ([], 0, 4 + 3 + 2)


def test_originals_that_have_had_their_time_are_no_fault():
    mine, _yours = pair()
    Contact.objects.filter(submission=mine).delete()
    WrappedKey.objects.filter(submission=mine).delete()
    Text.objects.filter(submission=mine).update(sealed=b"")
    Submission.objects.filter(pk=mine.pk).update(originals_erased_at=NOW)
    assert (check_seals(everything=True).texts, faults()) == (1, [])


def test_what_waits_on_a_retired_key_is_tried_as_well():
    pair()
    rotate_key(organisation=None, now=NOW)
    assert (check_seals(everything=True).wraps, faults()) == (4, [])


class TestNothingOfAnothersIsEverRead(TestCase):
    """However boxes are moved about, cut or changed, what opens is what was written there, or nothing."""

    @pytest.mark.slow
    @given(st.data())
    def test_whatever_is_done_to_the_boxes(self, data):
        mine, yours = pair()
        words = {text.pk: held for text, held in _written(mine, yours)}
        for column, rows in (("sealed", Text), ("wrapped", WrappedKey), ("sealed", Contact)):
            boxes = [bytes(getattr(row, column)) for row in rows.objects.order_by("pk")]
            for row in rows.objects.order_by("pk"):
                box = data.draw(st.sampled_from(boxes))
                cut = data.draw(st.sampled_from([len(box), len(box) - 1, 0]))
                bit = data.draw(st.none() | st.integers(0, 8 * 1000))
                given = box[:cut] if bit is None or not cut else flipped(box[:cut], bit)
                rows.objects.filter(pk=row.pk).update(**{column: given})

        for pk, held in texts_for_worker(submissions=[mine, yours]).items():
            assert held == words[pk]
        for kept, contact in ((mine, CONTACT), (yours, OTHERS)):
            for organisation in (mine.organisation, yours.organisation):
                try:
                    opened = contact_for(submission=kept, organisation=organisation)
                except CannotUnseal:
                    continue
                assert (organisation, opened) == (kept.organisation, contact)


def _written(*submissions):
    opened = texts_for_worker(submissions=submissions)
    return [(text, opened[text.pk]) for text in Text.objects.order_by("pk")]
