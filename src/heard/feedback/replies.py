"""The key that a person's own code gives, and what is sealed to it: messages that no key of ours opens for them.

From the code, together with the secret on the keyring, comes a pair of keys for HPKE; only the public half is stored.
Staff seal to it, and the person's code opens it while they use their page. Who holds the database can neither open a
message nor try out codes, for want of the secret; who holds the secret as well would still have to guess 80 bits.
"""

import secrets
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from heard.accounts.models import Organisation
from heard.feedback import keys, receipts, sealing
from heard.feedback.models import Message, ReplyKey, SealingKey

_MLKEM, _X25519 = 64, 32


class ReplyPair:
    """The pair of keys that one receipt gives; it is made anew for each request and stored nowhere."""

    def __init__(self, *, receipt: str) -> None:
        code = receipts.parse(receipt).encode()
        derivation = HKDF(
            algorithm=SHA256(),
            length=_MLKEM + _X25519,
            salt=keys.keyed_hash(purpose="reply-key", data=code),
            info=b"heard/reply/1",
        )
        seed = derivation.derive(code)
        self._mlkem = MLKEM768PrivateKey.from_seed_bytes(seed[:_MLKEM])
        self._x25519 = X25519PrivateKey.from_private_bytes(seed[_MLKEM:])

    def __repr__(self) -> str:
        return "ReplyPair(…)"

    @cached_property
    def public_key(self) -> bytes:
        """The public half, as `ReplyKey` and `keys.public_key` know it."""
        return self._mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()

    def words_of(self, message: Message) -> str:
        """Return the words of a message. Raises CannotUnseal where it was sealed to another code."""
        return _words(message, self._unwrapped(message.key_for_person, _key_context(message, "person")))

    def opened(self, *, sealed: bytes | memoryview, key: bytes | memoryview, context: bytes) -> bytes:
        """Return what `seal_to_code` sealed for this context. Raises CannotUnseal where it was to another code."""
        return sealing.unseal(key=self._unwrapped(key, context), sealed=sealed, context=context)

    def _unwrapped(self, wrapped: bytes | memoryview, context: bytes) -> bytes:
        private_key = MLKEM768X25519PrivateKey(self._mlkem, self._x25519)
        return sealing.unwrap(wrapped=wrapped, private_key=private_key, context=context)


def seal_to_code(*, plaintext: bytes, reply_key: bytes | memoryview, context: bytes) -> tuple[bytes, bytes]:
    """Return the plaintext sealed under a new key, and that key wrapped so that the person's code alone opens it."""
    key = sealing.new_data_key()
    wrapped = sealing.wrap(data_key=key, public_key=keys.public_key(stored=reply_key), context=context)
    return sealing.seal(key=key, plaintext=plaintext, context=context), wrapped


def vouch(*, submission_id: UUID, public_key: bytes, data_key: bytes) -> bytes:
    """Return the proof that a code's key was there as what was sent arrived: only then is the data key at hand."""
    return sealing.seal(key=data_key, plaintext=sha256(public_key).digest(), context=_vouching(submission_id))


def is_vouched(*, reply_key: ReplyKey, data_key: bytes) -> bool:
    """Return whether a code's key is the one that was there as what was sent arrived, by the data key of then."""
    try:
        proof = sealing.unseal(key=data_key, sealed=reply_key.vouched, context=_vouching(reply_key.submission_id))
    except sealing.CannotUnseal:
        return False
    return proof == sha256(bytes(reply_key.public_key)).digest()


def seal_message(*, message: Message, words: str, reply_key: bytes | memoryview, worker: SealingKey) -> None:
    """Seal the words into the message under a new key, wrapped to the person's code and to the worker."""
    key = sealing.new_data_key()
    message.sealed = sealing.seal(
        key=key, plaintext=words.replace("\x00", "").encode(errors="replace"), context=_context(message)
    )
    message.key_for_person = sealing.wrap(
        data_key=key, public_key=keys.public_key(stored=reply_key), context=_key_context(message, "person")
    )
    message.worker_key = worker
    message.key_for_worker = sealing.wrap(
        data_key=key,
        public_key=keys.public_key(stored=worker.public_key),
        context=_key_context(message, worker.key_id),
    )


def take_in(*, message: Message) -> str:
    """Return the words as the worker opens them, and put the message's key under its submission's data key.

    From then on, whoever may open the submission may open the message, and no one else. Raises CannotUnseal and
    keys.NoSuchKey.
    """
    data_key = sealing.data_key_for_worker(submission_id=message.submission_id)
    if message.worker_key is None:
        return words_under(message=message, data_key=data_key)
    key_id = message.worker_key.key_id
    key = keys.unwrap(key_id=key_id, wrapped=message.key_for_worker, context=_key_context(message, key_id))
    words = _words(message, key)
    message.kept_key = sealing.seal(key=data_key, plaintext=key, context=_key_context(message, "submission"))
    message.worker_key, message.key_for_worker = None, b""
    return words


def words_under(*, message: Message, data_key: bytes) -> str:
    """Return the words as whoever holds the submission's data key opens them. Raises CannotUnseal."""
    key = sealing.unseal(key=data_key, sealed=message.kept_key, context=_key_context(message, "submission"))
    return _words(message, key)


def message_for(*, message: Message, organisation: Organisation) -> str:
    """Return the words of a message that the worker took in, as a key of the organisation opens them.

    Raises CannotUnseal. Call it through `actions.opening`, which writes down who opened it and why.
    """
    data_key = sealing.data_key_for(submission=message.submission, organisation=organisation)
    return words_under(message=message, data_key=data_key)


def new_mark() -> str:
    """Return the mark of one page, from which one message is sent once."""
    return secrets.token_hex(8)


def _words(message: Message, key: bytes) -> str:
    return sealing.unseal(key=key, sealed=message.sealed, context=_context(message)).decode()


def _context(message: Message) -> bytes:
    return f"heard/message/1|{message.submission_id}|{message.pk}|{message.sender}".encode()


def _vouching(submission_id: UUID) -> bytes:
    return f"heard/reply-key/1|{submission_id}".encode()


def _key_context(message: Message, holder: str) -> bytes:
    return f"heard/message-key/1|{message.submission_id}|{message.pk}|{holder}".encode()
