"""Sealing: words and contact details are closed in the web process and opened only by whoever holds a key.

Each submission has one data key (AES-256-GCM). It is wrapped by HPKE to every organisation that the person consented
to and to the worker. What each sealed value belongs to is bound into it: a value moved to another record does not open.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import QuerySet

from heard.accounts.models import Organisation
from heard.accounts.queries import lineage_ids
from heard.feedback import keys
from heard.feedback.keys.pairs import WRAPPED_SIZE, CannotUnseal, unwrap, wrap
from heard.feedback.models import Contact, SealingKey, Submission, Text, WrappedKey

__all__ = ["CannotUnseal", "NoKeyHere", "NotSealed", "unwrap", "wrap"]

_FORMAT = b"\x01"
_NONCE = 12
_TAG = 16


class NoKeyHere(CannotUnseal):
    """Nothing is wrapped to the organisation, or its key does not lie on this machine."""


class NotSealed(CannotUnseal):
    """The value is too short or of another format: it was cut off, or was never sealed."""


def new_data_key() -> bytes:
    """Return a fresh key of 32 bytes for one submission."""
    return AESGCM.generate_key(bit_length=256)


def seal(*, key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Return the plaintext closed under the key and bound to the context: one format byte, nonce, ciphertext, tag."""
    nonce = secrets.token_bytes(_NONCE)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, plaintext, context)


def unseal(*, key: bytes, sealed: bytes | memoryview, context: bytes) -> bytes:
    """Return the plaintext, or raise CannotUnseal where key, context or bytes are not those it was sealed with."""
    raw = keys.raw_of(sealed)
    if not is_whole(raw=raw):
        raise NotSealed("This is not a sealed value, or it was cut off.")
    try:
        return AESGCM(key).decrypt(raw[1 : 1 + _NONCE], raw[1 + _NONCE :], context)
    except InvalidTag as error:
        raise CannotUnseal("This value does not open with this key for this record.") from error


def is_whole(*, raw: bytes, is_wrap: bool = False) -> bool:
    """Return whether bytes have the form of a sealed value, or of a wrapped key; what is cut off may still have it."""
    if is_wrap:
        return len(raw) == WRAPPED_SIZE
    return raw[:1] == _FORMAT and len(raw) >= 1 + _NONCE + _TAG


def text_context(*, submission_id: object, ordinal: int | None, field: str, slug: str) -> bytes:
    """Return what a sealed text is bound to: its submission, its piece's ordinal (none: 0), its field and its slug."""
    return f"heard/text/1|{submission_id}|{ordinal or 0}|{field}|{slug}".encode()


def contact_context(*, submission_id: object) -> bytes:
    """Return what sealed contact details are bound to."""
    return f"heard/contact/1|{submission_id}".encode()


def key_context(*, submission_id: object, key_id: str) -> bytes:
    """Return what a wrapped data key is bound to: its submission and the key that it is wrapped to."""
    return f"heard/key/1|{submission_id}|{key_id}".encode()


def wrapped_keys(*, submission: Submission, data_key: bytes, sealing_keys: Iterable[SealingKey]) -> list[WrappedKey]:
    """Return unsaved rows that carry the submission's data key to each of the sealing keys."""
    return [
        WrappedKey(
            submission=submission,
            sealing_key=each,
            wrapped=wrap(
                data_key=data_key,
                public_key=keys.public_key(stored=each.public_key),
                context=key_context(submission_id=submission.pk, key_id=each.key_id),
            ),
        )
        for each in sealing_keys
    ]


def sealed_text(
    *, data_key: bytes, submission_id: object, ordinal: int | None, field: str, slug: str, words: str
) -> bytes:
    """Return a free-text answer, sealed for its place, without what no database keeps (NUL, half characters)."""
    context = text_context(submission_id=submission_id, ordinal=ordinal, field=field, slug=slug)
    return seal(key=data_key, plaintext=words.replace("\x00", "").encode(errors="replace"), context=context)


def sealed_contact(*, data_key: bytes, submission_id: object, contact: Mapping[str, str]) -> bytes:
    """Return contact details, sealed for their submission."""
    plaintext = json.dumps(dict(contact), ensure_ascii=False, sort_keys=True).encode()
    return seal(key=data_key, plaintext=plaintext, context=contact_context(submission_id=submission_id))


def texts_for_worker(*, submissions: Iterable[Submission]) -> dict[int, str]:
    """Return the words of every text of the submissions, by the text's primary key, opened with the worker's key.

    A text that cannot be opened here is absent from the answer; the caller lists it and drops nothing. Raises
    heard.feedback.keys.StoreAway.
    """
    ids = [each.pk for each in submissions]
    opener = data_keys(wraps=WrappedKey.objects.filter(submission__in=ids, sealing_key__organisation=None))
    opened: dict[int, str] = {}
    for text in Text.objects.filter(submission__in=ids).select_related("piece"):
        key = opener.get(text.submission_id)
        if key is None:
            continue
        try:
            opened[text.pk] = words_of(text=text, data_key=key)
        except CannotUnseal:
            continue
    return opened


def data_key_for_worker(*, submission_id: UUID) -> bytes:
    """Return the data key of one submission as the worker opens it. Raises CannotUnseal."""
    rows = WrappedKey.objects.filter(submission=submission_id, sealing_key__organisation=None)
    found = next(iter(data_keys(wraps=rows).values()), None)
    if found is None:
        raise CannotUnseal("The worker holds no key to this submission.")
    return found


def contact_for(*, submission: Submission, organisation: Organisation) -> dict[str, str]:
    """Return the contact details as a key of the organisation opens them (empty where none were given).

    The keys of those whose records it keeps are among them: what was sealed to one before it, it alone can open. Raise
    CannotUnseal where the person's consent never reached that organisation. Call it through
    `actions.opening`, which writes down who opened them and why.
    """
    contact = Contact.objects.filter(submission=submission).first()
    return (
        contact_of(contact=contact, data_key=data_key_for(submission=submission, organisation=organisation))
        if contact
        else {}
    )


def contact_of(*, contact: Contact, data_key: bytes) -> dict[str, str]:
    """Return contact details as whoever holds the submission's data key opens them; raise CannotUnseal."""
    context = contact_context(submission_id=contact.submission_id)
    plaintext = unseal(key=data_key, sealed=contact.sealed, context=context)
    return {str(name): str(value) for name, value in json.loads(plaintext).items()}


def text_for(*, text: Text, organisation: Organisation) -> str:
    """Return a text as it was written, as a key of the organisation, or of one before it, opens it.

    Raise CannotUnseal where the person's consent never reached that organisation. Call it through
    `actions.opening`, which writes down who opened it and why.
    """
    return words_of(text=text, data_key=data_key_for(submission=text.submission, organisation=organisation))


def data_key_for(*, submission: Submission, organisation: Organisation) -> bytes:
    """Return the data key of a submission as a key of the organisation, or of one before it, opens it.

    Raises NoKeyHere, and CannotUnseal where a key is here and does not open it. Call it through `actions.opening`.
    """
    owners = lineage_ids(organisation=organisation)
    wraps = WrappedKey.objects.filter(submission=submission, sealing_key__organisation__in=owners)
    found = data_keys(wraps=wraps)
    if submission.pk in found:
        return found[submission.pk]
    if any(keys.holds(key_id=key_id) for key_id in wraps.values_list("sealing_key__key_id", flat=True)):
        raise CannotUnseal("The key is here, and does not open this submission.")
    raise NoKeyHere("This organisation holds no key to this submission.")


def words_of(*, text: Text, data_key: bytes) -> str:
    """Return the words of a text, whose piece is read with it; raise CannotUnseal."""
    context = text_context(
        submission_id=text.submission_id,
        ordinal=text.piece.ordinal if text.piece else None,
        field=text.field,
        slug=text.slug,
    )
    return unseal(key=data_key, sealed=text.sealed, context=context).decode()


def data_key_of(*, row: WrappedKey) -> bytes:
    """Return the data key that a row wraps; its sealing key is read with it.

    Raises CannotUnseal, and heard.feedback.keys' NoSuchKey and StoreAway.
    """
    key_id = row.sealing_key.key_id
    context = key_context(submission_id=row.submission_id, key_id=key_id)
    return keys.unwrap(key_id=key_id, wrapped=row.wrapped, context=context)


def data_keys(*, wraps: QuerySet[WrappedKey]) -> dict[object, bytes]:
    """Return the data key of each submission of the rows that opens here; those that do not are absent."""
    found: dict[object, bytes] = {}
    for row in wraps.select_related("sealing_key").order_by("sealing_key_id"):
        if row.submission_id in found:
            continue
        try:
            found[row.submission_id] = data_key_of(row=row)
        except (CannotUnseal, keys.NoSuchKey):
            continue
    return found
