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
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite
from django.db.models import QuerySet

from heard.accounts.models import Organisation
from heard.accounts.queries import lineage_ids
from heard.feedback import keys
from heard.feedback.models import Contact, SealingKey, Submission, Text, WrappedKey

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_FORMAT = b"\x01"
_NONCE = 12


class CannotUnseal(ValueError):
    """The value was sealed under another key or for another record, was changed, or this machine lacks the key."""


def new_data_key() -> bytes:
    """Return a fresh key of 32 bytes for one submission."""
    return AESGCM.generate_key(bit_length=256)


def seal(*, key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Return the plaintext closed under the key and bound to the context: one format byte, nonce, ciphertext, tag."""
    nonce = secrets.token_bytes(_NONCE)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, plaintext, context)


def unseal(*, key: bytes, sealed: bytes | memoryview, context: bytes) -> bytes:
    """Return the plaintext, or raise CannotUnseal where key, context or bytes are not those it was sealed with."""
    raw = bytes(sealed)
    if raw[:1] != _FORMAT or len(raw) < 1 + _NONCE + 16:
        raise CannotUnseal("This is not a sealed value.")
    try:
        return AESGCM(key).decrypt(raw[1 : 1 + _NONCE], raw[1 + _NONCE :], context)
    except InvalidTag as error:
        raise CannotUnseal("This value does not open with this key for this record.") from error


def wrap(*, data_key: bytes, public_key: MLKEM768X25519PublicKey, context: bytes) -> bytes:
    """Return the data key closed so that only the holder of the private key opens it, bound to the context."""
    return SUITE.encrypt(data_key, public_key, context)


def unwrap(*, wrapped: bytes | memoryview, private_key: MLKEM768X25519PrivateKey, context: bytes) -> bytes:
    """Return the data key, or raise CannotUnseal."""
    try:
        return SUITE.decrypt(bytes(wrapped), private_key, context)
    except (InvalidTag, ValueError) as error:
        raise CannotUnseal("This key was wrapped for another holder or another record.") from error


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

    A text that cannot be opened here is absent from the answer; the caller lists it and drops nothing.
    """
    ids = [each.pk for each in submissions]
    data_keys = _data_keys(WrappedKey.objects.filter(submission__in=ids, sealing_key__organisation=None))
    opened: dict[int, str] = {}
    for text in Text.objects.filter(submission__in=ids).select_related("piece"):
        key = data_keys.get(text.submission_id)
        if key is None:
            continue
        try:
            opened[text.pk] = _words(text, key)
        except CannotUnseal:
            continue
    return opened


def data_key_for_worker(*, submission_id: UUID) -> bytes:
    """Return the data key of one submission as the worker opens it. Raises CannotUnseal."""
    rows = WrappedKey.objects.filter(submission=submission_id, sealing_key__organisation=None)
    found = next(iter(_data_keys(rows).values()), None)
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
    if contact is None:
        return {}
    key = _data_key_for(submission, organisation)
    plaintext = unseal(key=key, sealed=contact.sealed, context=contact_context(submission_id=submission.pk))
    return {str(name): str(value) for name, value in json.loads(plaintext).items()}


def text_for(*, text: Text, organisation: Organisation) -> str:
    """Return a text as it was written, as a key of the organisation, or of one before it, opens it.

    Raise CannotUnseal where the person's consent never reached that organisation. Call it through
    `actions.opening`, which writes down who opened it and why.
    """
    return _words(text, _data_key_for(text.submission, organisation))


def _data_key_for(submission: Submission, organisation: Organisation) -> bytes:
    owners = lineage_ids(organisation=organisation)
    found = _data_keys(WrappedKey.objects.filter(submission=submission, sealing_key__organisation__in=owners))
    if submission.pk not in found:
        raise CannotUnseal("This organisation holds no key to this submission.")
    return found[submission.pk]


def _words(text: Text, data_key: bytes) -> str:
    context = text_context(
        submission_id=text.submission_id,
        ordinal=text.piece.ordinal if text.piece else None,
        field=text.field,
        slug=text.slug,
    )
    return unseal(key=data_key, sealed=text.sealed, context=context).decode()


def _data_keys(rows: QuerySet[WrappedKey]) -> dict[object, bytes]:
    found: dict[object, bytes] = {}
    for row in rows.select_related("sealing_key").order_by("sealing_key_id"):
        key_id = row.sealing_key.key_id
        try:
            found[row.submission_id] = unwrap(
                wrapped=row.wrapped,
                private_key=keys.private_key(key_id=key_id),
                context=key_context(submission_id=row.submission_id, key_id=key_id),
            )
        except (CannotUnseal, keys.NoSuchKey):
            continue
    return found
